import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet, tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";

import Button from "./Button.svelte";
import Checkbox from "./Checkbox.svelte";
import DateInput from "./DateInput.svelte";
import Dialog from "./Dialog.svelte";
import EmptyState from "./EmptyState.svelte";
import Field from "./Field.svelte";
import FootBar from "./FootBar.svelte";
import Menu from "./Menu.svelte";
import PathText from "./PathText.svelte";
import ProgressBar from "./ProgressBar.svelte";
import { shorten } from "./shorten";
import Tabs from "./Tabs.svelte";
import Toasts from "./Toasts.svelte";
import { toasts } from "./toasts.svelte";

const text = (said: string) => createRawSnippet(() => ({ render: () => `<span>${said}</span>` }));

describe("a button that cannot be used", () => {
  test("says why, to the eye and to a screen reader, and does nothing", async () => {
    const onclick = vi.fn();
    render(Button, { children: text("Backup all data"), disabledReason: "A backup is running.", onclick });
    const button = screen.getByRole("button", { name: "Backup all data" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(reason?.textContent).toBe("A backup is running.");
    await userEvent.click(button);
    button.focus();
    await userEvent.keyboard("{Enter}");
    expect(onclick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
  });

  test("works again as soon as there is no reason any more", async () => {
    const onclick = vi.fn();
    const { rerender } = render(Button, { children: text("Go"), disabledReason: "Wait.", onclick });
    const button = screen.getByRole("button", { name: "Go" });
    button.focus();
    await rerender({ disabledReason: null });
    expect(document.activeElement).toBe(button);
    await userEvent.click(screen.getByRole("button", { name: "Go" }));
    expect(onclick).toHaveBeenCalledOnce();
    expect(screen.queryByText("Wait.")).toBeNull();
  });

  test("does not send a form", async () => {
    const form = document.createElement("form");
    const sent = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener("submit", sent);
    document.body.append(form);
    render(Button, { target: form, props: { children: text("Send"), type: "submit", disabledReason: "Not yet." } });
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(sent).not.toHaveBeenCalled();
    form.remove();
  });
});

test("a box that cannot be ticked is reached by keyboard, shows why and stays as it is", async () => {
  render(Checkbox, { checked: true, label: "View change only", disabledReason: "Nothing differs." });
  const box = screen.getByRole<HTMLInputElement>("checkbox", { name: "View change only" });
  await userEvent.tab();
  expect(document.activeElement).toBe(box);
  const reason = document.getElementById(box.getAttribute("aria-describedby") ?? "");
  expect(reason?.textContent).toBe("Nothing differs.");
  await vi.waitFor(() => expect(reason?.dataset["shown"]).toBe(""));
  await userEvent.keyboard(" ");
  await userEvent.click(screen.getByText("View change only"));
  expect(box.checked).toBe(true);
  box.blur();
  await vi.waitFor(() => expect(reason?.dataset["shown"]).toBeUndefined());
});

describe("a box whose state somebody else holds", () => {
  test("shows again what is so when the other one refuses", async () => {
    const onchange = vi.fn(async () => undefined);
    render(Checkbox, { label: "Remember on this computer", checked: false, onchange });
    const box = screen.getByRole<HTMLInputElement>("checkbox");
    await userEvent.click(box);
    expect(onchange).toHaveBeenCalledWith(true);
    await vi.waitFor(() => expect(box.checked).toBe(false));
  });

  test("follows the other one when it agrees", async () => {
    const page = render(Checkbox, {
      label: "Remember on this computer",
      checked: false,
      onchange: (checked: boolean): Promise<void> => page.rerender({ checked }),
    });
    const box = screen.getByRole<HTMLInputElement>("checkbox");
    await userEvent.click(box);
    await vi.waitFor(() => expect(box.checked).toBe(true));
  });
});

const said = { close: "Close", typed: "What you typed is not kept." };

describe("a dialog", () => {
  test("has a name, begins at its title and gives the focus back", async () => {
    const opener = document.createElement("button");
    document.body.append(opener);
    opener.focus();
    render(Dialog, {
      open: true,
      title: "Back up all data?",
      said,
      children: text("…"),
    });
    const dialog = screen.getByRole("dialog", { name: "Back up all data?" });
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Back up all data?"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Close" }));
    await tick();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(opener);
    opener.remove();
  });

  // S2.2.2
  test("closes on Esc and tells so", async () => {
    const onclose = vi.fn();
    render(Dialog, { open: true, title: "Sure?", said, children: text("…"), onclose });
    // The browser turns Esc into `cancel`.
    screen.getByRole("dialog").dispatchEvent(new Event("cancel", { cancelable: true }));
    await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  });

  test("says on Esc that what was typed is lost, and closes the second time", async () => {
    const typing = createRawSnippet(() => ({
      render: () => '<div><input aria-label="Server" /><input type="search" aria-label="Find" /></div>',
    }));
    const { unmount } = render(Dialog, { open: true, title: "Add", said, children: typing });
    const esc = async (): Promise<void> => {
      screen.getByRole("dialog").dispatchEvent(new Event("cancel", { cancelable: true }));
      await tick();
    };
    await userEvent.type(screen.getByLabelText("Server"), "localhost");
    await esc();
    expect(screen.getByRole("alert").textContent).toBe(said.typed);
    await userEvent.type(screen.getByLabelText("Server"), ":3306");
    expect(screen.queryByRole("alert")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.getByLabelText<HTMLInputElement>("Server").value).toBe("localhost:3306");
    await esc();
    expect(screen.queryByRole("dialog")).toBeNull();
    unmount();

    render(Dialog, { open: true, title: "Add", said, children: typing });
    await userEvent.type(screen.getByLabelText("Find"), "tea");
    await esc();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("that must be seen through stays on Esc and has no close control", async () => {
    const onclose = vi.fn();
    render(Dialog, { open: true, title: "Wait", said, held: true, children: text("…"), onclose });
    screen.getByRole("dialog").dispatchEvent(new Event("cancel", { cancelable: true }));
    await Promise.resolve();
    expect(onclose).not.toHaveBeenCalled();
    expect(screen.queryByRole("button", { name: "Close" })).toBeNull();
  });
});

describe("a press beside a dialog", () => {
  const pressBeside = async (dialog: HTMLElement): Promise<void> => {
    dialog.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    dialog.click();
    await tick();
  };

  test("closes it, but never throws away what was typed", async () => {
    const typing = createRawSnippet(() => ({ render: () => '<input aria-label="Name" />' }));
    const props = { open: true, title: "Add", said, children: typing };
    const { unmount } = render(Dialog, props);
    await pressBeside(screen.getByRole("dialog"));
    expect(screen.queryByRole("dialog")).toBeNull();
    unmount();

    render(Dialog, props);
    await userEvent.type(screen.getByLabelText("Name"), "Tea");
    await pressBeside(screen.getByRole("dialog"));
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Tea");
  });
});

describe("a small message", () => {
  const place = (around: HTMLElement): HTMLElement => within(around).getByRole("region", { name: "Messages" });

  beforeEach(() => {
    toasts.labels = { place: "Messages", dismiss: "Dismiss", held: "Finish this first." };
  });

  test("is where it can be seen, read out and pressed: on the page, or in the dialog on top", async () => {
    const page = render(Toasts).container;
    toasts.show({ look: "bad", text: "The shop does not answer." });
    await tick();
    expect(place(page).textContent).toContain("The shop does not answer.");

    const props = { open: true, title: "Back up?", said, children: text("Everything is read.") };
    const { rerender } = render(Dialog, props);
    const dialog = screen.getByRole("dialog");
    await vi.waitFor(() => expect(place(dialog).textContent).toContain("The shop does not answer."));
    expect(place(page).textContent).toBe("");

    const above = render(Dialog, { ...props, title: "Are you sure?" });
    const top = screen.getByRole("dialog", { name: "Are you sure?" });
    await vi.waitFor(() => expect(place(top).textContent).toContain("The shop does not answer."));
    expect(place(dialog).textContent).toBe("");
    above.unmount();
    await vi.waitFor(() => expect(place(dialog).textContent).toContain("The shop does not answer."));

    await rerender({ open: false });
    await vi.waitFor(() => expect(place(page).textContent).toContain("The shop does not answer."));
    await userEvent.click(within(page).getByRole("button", { name: "Dismiss" }));
    expect(place(page).textContent).toBe("");
  });

  test("that comes while a dialog is open is told there, and taking it away leaves the dialog open", async () => {
    render(Dialog, { open: true, title: "Back up?", said, children: text("Everything is read.") });
    const dialog = screen.getByRole("dialog");
    const messages = await within(dialog).findByRole("region", { name: "Messages" });
    expect(messages.getAttribute("aria-live")).toBe("polite");
    // Not over what can be pressed in it, but between that and its foot.
    expect(messages.previousElementSibling?.textContent).toContain("Everything is read.");
    toasts.show({ look: "good", text: "The export is ready." });
    await vi.waitFor(() => expect(messages.textContent).toContain("The export is ready."));
    await userEvent.click(within(messages).getByRole("button", { name: "Dismiss" }));
    expect(messages.textContent).toBe("");
    expect(dialog.hasAttribute("open")).toBe(true);
  });

  test("opens its page only when no dialog lies over it any more", async () => {
    const props = { open: true, said, children: text("…") };
    const onclose = vi.fn();
    render(Dialog, { ...props, title: "Back up?", onclose });
    render(Dialog, { ...props, title: "Are you sure?", onclose });
    const take = vi.fn(() => expect(document.querySelector("dialog[open]")).toBeNull());
    toasts.show({ look: "good", text: "1 item restored.", action: { label: "View Detail", take } });
    await userEvent.click(await screen.findByRole("button", { name: "View Detail" }));
    await vi.waitFor(() => expect(take).toHaveBeenCalledOnce());
    expect(take).toHaveReturned();
    expect(onclose).toHaveBeenCalledTimes(2);
    expect(toasts.shown).toEqual([]);
  });

  test("opens nothing behind a dialog that must be seen through, says why, and waits for its end", async () => {
    const take = vi.fn();
    const props = { open: true, title: "Save the key", said, held: true, children: text("…") };
    const { rerender } = render(Dialog, props);
    toasts.show({ look: "good", text: "1 item restored.", action: { label: "View Detail", take } });
    const button = await screen.findByRole("button", { name: "View Detail" });
    expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Finish this first.",
    );
    await userEvent.click(button);
    expect(take).not.toHaveBeenCalled();
    expect(screen.getByRole("dialog").hasAttribute("open")).toBe(true);
    await rerender({ held: false });
    await userEvent.click(button);
    await vi.waitFor(() => expect(take).toHaveBeenCalledOnce());
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("a menu", () => {
  const items = [
    { key: "a", label: "Anchor Tea", checked: false },
    { key: "h", label: "Harbour Tea", checked: true },
    { key: "add", label: "Add a shop…", apart: true },
  ];

  test("opens with the arrow key at the line in force, moves, wraps and takes", async () => {
    const ontake = vi.fn();
    render(Menu, { label: "Shop", items, ontake });
    screen.getByRole("button", { name: "Shop" }).focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Harbour Tea");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Anchor Tea");
    await userEvent.keyboard("{End}{Enter}");
    expect(ontake).toHaveBeenCalledWith("add");
    expect(screen.queryByRole("menu")).toBeNull();
  });

  test("finds a line by its first letter and closes on Esc where it was opened", async () => {
    const ontake = vi.fn();
    render(Menu, { label: "Shop", items, ontake });
    const button = screen.getByRole("button", { name: "Shop" });
    await userEvent.click(button);
    await userEvent.keyboard("h");
    expect(document.activeElement?.textContent).toContain("Harbour Tea");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("menu")).toBeNull();
    expect(document.activeElement).toBe(button);
    expect(ontake).not.toHaveBeenCalled();
  });
});

test("tabs are moved by arrow keys, and only the chosen one is on the way of the Tab key", async () => {
  const onselect = vi.fn();
  render(Tabs, {
    tabs: [
      { key: "summary", label: "Summary" },
      { key: "json", label: "Json" },
    ],
    selected: "summary",
    label: "Views",
    panel: createRawSnippet((key: () => string) => ({ render: () => `<p>${key()}</p>` })),
    onselect,
  });
  screen.getByRole("tab", { name: "Summary" }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(onselect).toHaveBeenCalledWith("json");
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: "Json" }));
  expect(screen.getAllByRole("tab").map((tab) => tab.tabIndex)).toEqual([-1, 0]);
});

test("a field names its control and its problem", async () => {
  const control = createRawSnippet((given: () => { id: string; describedBy: string | undefined; wrong: boolean }) => ({
    render: () => `<input id="${given().id}" aria-describedby="${given().describedBy ?? ""}" />`,
  }));
  render(Field, { label: "Name of the shop", hint: "As you want to see it.", problem: "Give it a name.", control });
  const input = screen.getByLabelText("Name of the shop");
  const described = (input.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent?.trim());
  expect(described).toEqual(["As you want to see it.", "Give it a name."]);
});

test("progress without a whole claims no number", async () => {
  const { rerender } = render(ProgressBar, { label: "Backing up", part: 12, whole: null });
  const bar = screen.getByRole("progressbar", { name: "Backing up" });
  expect(bar.hasAttribute("aria-valuenow")).toBe(false);
  await rerender({ whole: 48 });
  expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["12", "48"]);
});

test("an empty place says why and offers one thing to do", async () => {
  const onaction = vi.fn();
  render(EmptyState, { variant: "filter", title: "Nothing found", text: "…", action: "Clear filters", onaction });
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(onaction).toHaveBeenCalledOnce();
});

test("a long name is cut between characters, a short one is left as it is", () => {
  expect(shorten("Jasmine Pearls")).toBe("Jasmine Pearls");
  expect(shorten("🫖".repeat(300))).toBe("🫖".repeat(300));
  expect(shorten("🫖".repeat(10_000), 3)).toBe("🫖🫖🫖…");
  expect(shorten("W".repeat(10_000)).length).toBe(301);
});

test("an empty day is told apart from one that is chosen", async () => {
  render(DateInput, { value: "", label: "First day" });
  const day = screen.getByLabelText<HTMLInputElement>("First day");
  expect(day.dataset["empty"]).toBe("");
  day.value = "2026-11-19";
  day.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.waitFor(() => expect(day.dataset["empty"]).toBeUndefined());
});

test("what takes the focus under the bar at the foot of a page comes out from under it", () => {
  const main = document.body.appendChild(document.createElement("main"));
  const [above, under] = ["above", "under"].map((name) => {
    const field = main.appendChild(document.createElement("input"));
    field.getBoundingClientRect = () => new DOMRect(0, name === "above" ? 100 : 540, 200, 30);
    field.scrollIntoView = vi.fn();
    return field;
  });
  const { unmount } = render(FootBar, { target: main, props: { children: text("Restore") } });
  const bar = screen.getByText("Restore").parentElement as HTMLElement;
  bar.getBoundingClientRect = () => new DOMRect(0, 550, 600, 50);
  above?.focus();
  expect(above?.scrollIntoView).not.toHaveBeenCalled();
  under?.focus();
  expect(under?.scrollIntoView).toHaveBeenCalledWith({ block: "nearest" });
  unmount();
  main.remove();
});

test("a place on the disk is all there, and its last part stands for itself", () => {
  const long = "/home/anna/Documents/Shops/Backstock";
  const { container } = render(PathText, { path: long });
  const place = screen.getByRole("status");
  expect(place.title).toBe(long);
  expect(place.textContent?.trim()).toBe(long);
  expect(container.querySelector(".last")?.textContent).toBe("/Backstock");
});
