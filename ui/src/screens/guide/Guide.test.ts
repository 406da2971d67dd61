// A guided manual restore: steps with the exact values, ticks, and the check that reads the shop again.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import type { GuideDetail } from "../../contract/contract";
import { harbour, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Guide from "./Guide.svelte";

const said = words.guide;
const guide = (more: Partial<GuideDetail> = {}): GuideDetail => ({
  guide: 4,
  type: "settings",
  id: "currency",
  new_id: null,
  type_label: "Settings",
  name: "currency",
  to_at: "2026-11-12T20:04:00Z",
  reason: "Settings are changed in the shop itself.",
  started: "2026-11-20T11:00:00Z",
  checked: null,
  finished: null,
  status: "Progressing",
  steps: [
    { kind: "enter", label: "Value", now: "USD", wanted: "EUR <b>", ticked: false, is_right: null },
    { kind: "remove", label: "Old value", now: "x", wanted: null, ticked: false, is_right: null },
  ],
  ...more,
});

beforeEach(() => {
  openOn();
});

// T8, S2.6.3
test("each step has the exact value and can be copied and ticked off", async () => {
  doors.begin({
    guide: () => guide(),
    tick_guide: () => {
      const [first, ...rest] = guide().steps;
      return guide({ steps: first ? [{ ...first, ticked: true }, ...rest] : [] });
    },
  });
  const owner = userEvent.setup();
  render(Guide, { route: { page: "guide", guide: 4 } });
  expect(await screen.findByText("EUR <b>")).toBeTruthy();
  expect(screen.getByText("Settings are changed in the shop itself.")).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: new RegExp(said.copyOf("Value")) }));
  expect(await navigator.clipboard.readText()).toBe("EUR <b>");
  await owner.click(screen.getByRole("checkbox", { name: said.what.enter("Value") }));
  expect(doors.to("tick_guide")).toEqual([{ shop: "Harbour Tea", guide: 4, step: 0, ticked: true }]);
});

// T8
test("the check says of each step whether the shop has it, and the guide is done when it has all", async () => {
  const checked = "2026-11-20T11:10:00Z";
  doors.begin({
    guide: () => guide(),
    check_guide: () => {
      const [first, second] = guide().steps;
      return guide({
        checked,
        steps:
          first && second
            ? [
                { ...first, is_right: false },
                { ...second, is_right: true },
              ]
            : [],
      });
    },
  });
  const owner = userEvent.setup();
  render(Guide, { route: { page: "guide", guide: 4 } });
  await owner.click(await screen.findByRole("button", { name: said.check }));
  expect(await screen.findByText(said.someMissing(1))).toBeTruthy();
  expect(screen.getByText(said.missing)).toBeTruthy();
  doors.tell({ check_guide: () => guide({ status: "Done", checked, finished: checked }) });
  await owner.click(screen.getByRole("button", { name: said.check }));
  expect(await screen.findByText(said.allRight)).toBeTruthy();
  expect(screen.queryByRole("button", { name: said.giveUp })).toBeNull();
});

// T8, T13: beside the steps is the way to where they are to be done.
test("leads to the page of the item in the shop's own administration", async () => {
  openOn({ ...harbour, admin: "https://shop.example/admin" });
  doors.begin({ guide: () => guide({ new_id: "77" }), open_in_store: () => ({}) });
  const owner = userEvent.setup();
  render(Guide, { route: { page: "guide", guide: 4 } });
  await owner.click(await screen.findByRole("button", { name: words.settings.admin.open }));
  expect(doors.to("open_in_store")).toEqual([{ shop: "Harbour Tea", record: { type: "settings", id: "77" } }]);
});
