// `Scheduled backups` in the settings, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { ScheduleRow } from "../../contract/contract";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { dateTime } from "../../words/format";
import ScheduleCard from "./ScheduleCard.svelte";

const said = words.schedules;
const dates = ["2026-11-21T02:00:00Z", "2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z", "2026-11-24T02:00:00Z"];

const nightly: ScheduleRow = {
  schedule: 1,
  work: { kind: "backup" },
  rule: { rhythm: { kind: "daily", at: "02:00" }, from: null, until: null },
  is_on: true,
  overdue: null,
  next: dates,
  last: null,
  synced: null,
};

function open(schedules: ScheduleRow[]): ReturnType<typeof userEvent.setup> {
  doors.begin({
    list_schedules: () => ({ schedules }),
    schedule_dates: () => ({ dates }),
    set_schedule: (ask) => ({ schedules: [{ ...nightly, ...ask, schedule: 1 }] }),
    discovery: () => new Promise(() => {}),
  });
  render(ScheduleCard, { shop: "Harbour Tea" });
  return userEvent.setup();
}

// S0.11: what was set on the command line is shown as what it is, and not lost when the rest is saved.
test("a schedule with an end keeps it, and one for once is not called off", async () => {
  const until = "2027-01-31T23:00:00Z";
  const owner = open([{ ...nightly, rule: { ...nightly.rule, until } }]);
  expect(await screen.findByText(said.holds(null, until))).toBeTruthy();
  await owner.click(screen.getByRole("radio", { name: said.kinds.hourly }));
  await owner.click(screen.getByRole("button", { name: said.save }));
  expect(doors.to("set_schedule")).toMatchObject([
    { rule: { rhythm: { kind: "hourly", minute: 0 }, from: null, until } },
  ]);
});

test("a schedule for once is shown with its moment", async () => {
  const from = "2026-12-24T18:00:00Z";
  open([{ ...nightly, rule: { rhythm: { kind: "once" }, from, until: null } }]);
  expect((await screen.findByRole<HTMLInputElement>("radio", { name: said.kinds.once })).checked).toBe(true);
  expect(screen.getByText(said.onlyOnce(from))).toBeTruthy();
});

// S2.2.1
test("a schedule is chosen, its next dates are seen before it is saved, and it is saved", async () => {
  const owner = open([]);
  await owner.click(await screen.findByRole("radio", { name: said.kinds.weekly }));
  await owner.selectOptions(screen.getByLabelText(said.weekday), said.weekdays.sunday);
  expect(await screen.findAllByRole("listitem")).toHaveLength(3);
  screen.getByText(said.nextOrOn);
  await owner.click(screen.getByRole("button", { name: said.save }));
  expect(doors.to("set_schedule")).toEqual([
    {
      shop: "Harbour Tea",
      schedule: null,
      work: { kind: "backup" },
      rule: { rhythm: { kind: "weekly", weekday: "sunday", at: "02:00" }, from: null, until: null },
      is_on: true,
    },
  ]);
});

test("a time that no clock shows is told, and nothing is saved", async () => {
  const owner = open([nightly]);
  const time = await screen.findByLabelText(said.at);
  await owner.clear(time);
  await owner.type(time, "25:00");
  await owner.click(screen.getByRole("button", { name: said.save }));
  await screen.findByText(said.atWrong);
  expect(doors.to("set_schedule")).toEqual([]);
});

// S2.2.7
test("automatic sync is a schedule of its own kind, and can be turned off again", async () => {
  const owner = open([nightly]);
  await screen.findByLabelText(said.at);
  await owner.click(screen.getByRole("radio", { name: said.kinds.sync }));
  await owner.click(screen.getByRole("button", { name: said.save }));
  await owner.click(screen.getByRole("radio", { name: said.kinds.off }));
  await owner.click(screen.getByRole("button", { name: said.save }));
  const asked = doors.to("set_schedule") as { work: unknown; is_on: boolean }[];
  expect(asked.map(({ work, is_on }) => [work, is_on])).toEqual([
    [{ kind: "sync" }, true],
    [{ kind: "sync" }, false],
  ]);
});

test("a turn that failed is told with its reason, and when it is tried again", async () => {
  const failure = { code: "shop_missing", message: "The file is not there.", hint: "Put it back." } as const;
  const again = "2026-11-21T02:20:00Z";
  open([
    {
      ...nightly,
      last: {
        due: dates[0] ?? "",
        taken: dates[0] ?? "",
        tries: 2,
        standing: "waiting",
        again,
        told: { kind: "failed", failure },
      },
    },
  ]);
  await screen.findByText(failure.message, { exact: false });
  screen.getByText(said.last.again(again, 2));
  expect(dateTime(again)).toContain("2026");
});
