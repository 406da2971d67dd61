// `Your emails`, with a door that answers as the one rule does.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { AddressChecked, CheckAddressAsk, Failure } from "../contract/contract";
import { doors } from "../testing/toldDoors";
import { later } from "../testing/later";
import { words } from "../words";
import { RecipientsView } from "./recipients.svelte";
import Recipients from "./Recipients.svelte";

const said = words.mail.recipients;
const refused: Failure = {
  code: "address_wrong",
  message: "The part behind the @ is not right.",
  hint: "Type one address, such as name@example.com.",
};

beforeEach(() => {
  doors.begin({
    usual_recipients: () => ({
      recipients: [{ kind: "this_computer" }, { kind: "email", address: "anna@example.com" }],
    }),
    check_address: ({ address, among }) =>
      address.includes(".")
        ? {
            address: address.trim(),
            already: among.find((known) => known.toLowerCase() === address.trim().toLowerCase()) ?? null,
          }
        : refused,
  });
});

async function open(): Promise<{ view: RecipientsView; user: ReturnType<typeof userEvent.setup> }> {
  const view = new RecipientsView();
  await view.preset();
  render(Recipients, { view });
  return { view, user: userEvent.setup() };
}

const input = (): HTMLInputElement => screen.getByRole("textbox", { name: said.input });
const chips = (): string[] => screen.queryAllByRole("listitem").map((chip) => chip.textContent?.trim() ?? "");

// S2.13.4, T7
test("the owner and this computer are there from the start, and both can be removed", async () => {
  const { view, user } = await open();
  expect(screen.getByRole("group", { name: "Your emails" })).toBeTruthy();
  expect(chips()).toEqual(["This computer", "anna@example.com"]);
  await user.click(screen.getByRole("button", { name: said.remove("anna@example.com") }));
  await user.click(screen.getByRole("button", { name: said.remove("This computer") }));
  expect(chips()).toEqual([]);
  expect(view.reason).toBe(said.none);
  await user.click(screen.getByRole("button", { name: said.addThisComputer }));
  expect(view.list).toEqual([{ kind: "this_computer" }]);
  expect(view.reason).toBeNull();
});

// S2.13.1
test("enter and `Add` make a chip of what was typed", async () => {
  const { view, user } = await open();
  await user.type(input(), " bert@example.com {Enter}");
  expect(chips()).toEqual(["This computer", "anna@example.com", "bert@example.com"]);
  expect(input().value).toBe("");
  await user.type(input(), "carla@example.com");
  await user.click(screen.getByRole("button", { name: said.add }));
  expect(view.addresses).toEqual(["anna@example.com", "bert@example.com", "carla@example.com"]);
  expect(document.activeElement).toBe(input());
});

// S2.13.1
test("backspace and delete remove chips, and the keyboard never loses its place", async () => {
  const { user } = await open();
  await user.click(input());
  await user.keyboard("{Backspace}");
  expect(chips()).toHaveLength(2);
  await user.keyboard("{Backspace}");
  expect(chips()).toEqual(["This computer"]);
  expect(document.activeElement?.getAttribute("aria-label")).toBe(said.remove("This computer"));
  await user.keyboard("{Delete}");
  expect(chips()).toEqual([]);
  expect(document.activeElement).toBe(input());
});

// S2.13.2
test("what is no address is refused with a message and stays to be put right", async () => {
  const { view, user } = await open();
  await user.type(input(), "bert@example{Enter}");
  expect(input().value).toBe("bert@example");
  expect(screen.getByText(`${refused.message} ${refused.hint}`)).toBeTruthy();
  expect(input().getAttribute("aria-invalid")).toBe("true");
  expect(view.reason).not.toBeNull();
  await user.type(input(), ".com");
  expect(view.problem).toBeNull();
  await user.keyboard("{Enter}");
  expect(view.addresses).toEqual(["anna@example.com", "bert@example.com"]);
});

// S2.13.3
test("a second one of the same address is not added, and the first lights up", async () => {
  const { view, user } = await open();
  await user.type(input(), "  ANNA@example.com{Enter}");
  expect(view.addresses).toEqual(["anna@example.com"]);
  expect(input().value).toBe("");
  const chip = screen.getByText("anna@example.com").closest("li");
  const first = chip?.dataset["flash"];
  expect(first).toBeDefined();
  expect(screen.getByText(said.already("anna@example.com"))).toBeTruthy();
  await user.type(input(), "anna@example.com{Enter}");
  expect(chip?.dataset["flash"]).not.toBe(first);
});

test("what is typed while an answer is on its way is not lost", async () => {
  const answer = later<AddressChecked>();
  const { view, user } = await open();
  doors.tell({ check_address: (_: CheckAddressAsk) => answer.promise });
  await user.type(input(), "bert@example.co{Enter}");
  await user.type(input(), "m");
  answer.resolve({ address: "bert@example.co", already: null });
  await vi.waitFor(() => expect(doors.to("check_address")).toHaveLength(1));
  await Promise.resolve();
  expect(input().value).toBe("bert@example.com");
  expect(view.addresses).toEqual(["anna@example.com"]);
});
