// Unusual changes on the page, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { AlarmRow, DeskState, FindingRow } from "../contract/contract";
import { openDesk, openOn } from "../testing/opened";
import { doors } from "../testing/toldDoors";
import { words } from "../words";
import AlarmCard from "./AlarmCard.svelte";
import { desk } from "./desk.svelte";

const said = words.alarm;

const alarm: AlarmRow = {
  backup: 9,
  before: 8,
  since: "2026-11-19T14:02:00Z",
  good: 6,
  good_at: "2026-11-17T14:02:00Z",
  until: "2026-11-19T15:02:00Z",
  pinned: true,
  settled: null,
  findings: [
    {
      type: "products",
      label: "Products",
      way: "raised",
      field: "Price",
      count: 412,
      of: 2_000,
      usual: { least: 0, most: 5 },
      factor: "10",
      examples: [{ name: "Earl Grey <b>100 g</b>", old: "4.50", new: "45.00" }],
    },
    {
      type: "products",
      label: "Products",
      way: "deleted",
      field: null,
      count: 37,
      of: 2_000,
      usual: null,
      factor: null,
      examples: [{ name: "Sencha", old: null, new: null }],
    },
  ],
};

let alarms: AlarmRow[];

beforeEach(() => {
  alarms = [alarm];
  doors.begin({
    list_alarms: () => ({ alarms }),
    settle_alarm: () => {
      alarms = [{ ...alarm, settled: "2026-11-20T08:00:00Z", pinned: false }];
      return { alarms };
    },
  });
});

// Capability 3: the alarm names type, count, direction and examples.
test("an alarm says what, how many, in which direction, what is usual, and examples", async () => {
  render(AlarmCard, { shop: "Harbour Tea" });
  expect(await screen.findByText("Products, Price: raised in 412 of 2,000, mostly 10 times as high.")).toBeTruthy();
  expect(screen.getByText("Usual: 0 to 5 a day.")).toBeTruthy();
  expect(screen.getByText("Earl Grey <b>100 g</b>: 4.50 → 45.00")).toBeTruthy();
  expect(screen.getByText("Products: 37 of 2,000 are gone.")).toBeTruthy();
  expect(screen.getByText(said.never)).toBeTruthy();
  const link = screen.getByRole("link", { name: said.showChanges });
  expect(link.getAttribute("href")).toBe("#/bulk-recovery/8");
  // Capability 5, from where the mistake is told.
  const undo = screen.getByRole("link", { name: said.undo });
  expect(undo.getAttribute("href")).toBe("#/undo-a-mistake/8/9");
  // Capability 2, for the type whose fields went wrong, back to the last good backup: the one before has another mistake in it.
  const brush = screen.getAllByRole("link", { name: words.brush.openOf("Products") });
  expect(brush.map((one) => one.getAttribute("href"))).toEqual(["#/only-some-fields/products/6"]);
  expect(screen.getByText(said.kept(alarm.good_at))).toBeTruthy();
});

test("what was planned goes away, and the pin with it if the owner wants", async () => {
  const owner = userEvent.setup();
  render(AlarmCard, { shop: "Harbour Tea" });
  await owner.click(await screen.findByRole("button", { name: said.settle }));
  const dialog = screen.getByRole("dialog");
  const close = within(dialog).getByRole("button", { name: said.settleButton });
  expect(close.getAttribute("aria-disabled")).toBe("true");
  await owner.click(within(dialog).getByRole("radio", { name: said.settled.planned }));
  await owner.click(within(dialog).getByRole("checkbox"));
  await owner.click(close);
  expect(doors.to("settle_alarm")).toEqual([{ shop: "Harbour Tea", backup: 9, how: "planned", unpin: true }]);
  await vi.waitFor(() => expect(screen.queryByText(said.title)).toBeNull());
});

test("what was put back goes away, and the last good backup stays pinned", async () => {
  const owner = userEvent.setup();
  render(AlarmCard, { shop: "Harbour Tea" });
  await owner.click(await screen.findByRole("button", { name: said.settle }));
  const dialog = screen.getByRole("dialog");
  await owner.click(within(dialog).getByRole("radio", { name: said.settled.put_back }));
  await owner.click(within(dialog).getByRole("button", { name: said.settleButton }));
  expect(doors.to("settle_alarm")).toEqual([{ shop: "Harbour Tea", backup: 9, how: "put_back", unpin: false }]);
  await vi.waitFor(() => expect(screen.queryByText(said.title)).toBeNull());
});

test("what became of it is asked of everything that was found, and of nobody who only looks", async () => {
  const [finding] = alarm.findings;
  alarms = [{ ...alarm, findings: Array.from({ length: 7 }, () => finding as FindingRow) }];
  const owner = userEvent.setup();
  openOn();
  const { unmount } = render(AlarmCard, { shop: "Harbour Tea" });
  await owner.click(await screen.findByRole("button", { name: said.settle }));
  expect(within(screen.getByRole("dialog")).getByText(said.moreFindings(3))).toBeTruthy();
  unmount();
  desk.state.put({ ...openDesk, vault: { ...openDesk.vault, view_only: true } as DeskState["vault"] });
  render(AlarmCard, { shop: "Harbour Tea" });
  const settle = await screen.findByRole("button", { name: said.settle });
  expect(settle.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(words.viewOnly.reason)).toBeTruthy();
});
