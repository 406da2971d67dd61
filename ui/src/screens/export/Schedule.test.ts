// `Schedule Export`: the form, what is missing, the dates, and what can be done with a schedule, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { ExportOffer, ScheduleRow, SetScheduleAsk } from "../../contract/contract";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { dateTime } from "../../words/format";
import Export from "./Export.svelte";

const said = words.scheduleExport;
const SHOP = "Harbour Tea";
const folder = { handle: "place-2", shown: "/home/anna/Exports" };

const offer: ExportOffer = {
  types: [
    { type: "products", label: "Products", group: "business", records: 2_004 },
    { type: "pages", label: "Pages", group: "content", records: 41 },
  ],
  latest: "2026-11-19T20:04:00Z",
  folder,
  keep: "week",
};
// S2.11.3: a year of last days of the month, with the leap day of 2028 left for the engine's own test.
const dates = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2027, month + 1, 0, 2)).toISOString());

const monthly: ScheduleRow = {
  schedule: 4,
  work: {
    kind: "export",
    types: ["products"],
    recipients: [{ kind: "this_computer" }],
    format: "csv",
    folder,
  },
  rule: { rhythm: { kind: "monthly", day: 31, at: "02:00" }, from: null, until: null },
  is_on: true,
  overdue: null,
  next: dates,
  last: null,
  synced: null,
};
const nightly: ScheduleRow = {
  ...monthly,
  schedule: 1,
  work: { kind: "backup" },
  rule: { rhythm: { kind: "daily", at: "03:00" }, from: null, until: null },
};

let kept: ScheduleRow[] = [];

beforeEach(() => {
  openOn();
});

async function open(schedules: ScheduleRow[]): Promise<ReturnType<typeof userEvent.setup>> {
  kept = schedules;
  const answer = (): { schedules: ScheduleRow[] } => ({ schedules: kept });
  doors.begin({
    list_jobs: () => ({ jobs: [], elsewhere: null }),
    export_offer: () => offer,
    list_schedules: answer,
    schedule_dates: () => ({ dates }),
    usual_recipients: () => ({ recipients: [{ kind: "this_computer" }] }),
    run_schedule: () => ({ job: 3 }),
    set_schedule: ({ schedule, work, rule, is_on }) => {
      const row = { ...monthly, schedule: schedule ?? 9, work, rule, is_on };
      kept = [...kept.filter((other) => other.schedule !== row.schedule), row];
      return answer();
    },
    remove_schedule: ({ schedule }) => {
      kept = kept.filter((row) => row.schedule !== schedule);
      return answer();
    },
  });
  render(Export, { route: { page: "export", tab: "schedule" } });
  await screen.findByText(schedules.some(({ work }) => work.kind === "export") ? said.another : said.fresh);
  return userEvent.setup();
}

const save = (): HTMLElement => screen.getByRole("button", { name: said.save });
const isOff = (button: HTMLElement): boolean => button.getAttribute("aria-disabled") === "true";
const asked = (): SetScheduleAsk[] => doors.to("set_schedule") as SetScheduleAsk[];

async function menu(user: ReturnType<typeof userEvent.setup>, line: string): Promise<void> {
  await user.click(screen.getByRole("button", { name: /^What to do with the schedule/ }));
  await user.click(screen.getByRole("menuitem", { name: new RegExp(`^${line}`) }));
}

// S2.11.1, S2.11.2, S2.11.3
test("a monthly export is written, its next twelve dates are seen, and it is in the list when it was saved", async () => {
  const user = await open([nightly]);
  expect(isOff(save())).toBe(true);
  expect(screen.getAllByText(words.exporting.cannot.noType)).not.toHaveLength(0);
  await user.click(screen.getByRole("checkbox", { name: /Products/ }));
  expect(isOff(save())).toBe(false);
  screen.getByRole("combobox", { name: words.schedules.weekday });
  await user.click(screen.getByRole("radio", { name: said.frequencies.monthly }));
  await user.selectOptions(screen.getByRole("combobox", { name: words.schedules.day }), "31");
  screen.getByText(words.schedules.dayHint);
  await screen.findByText(dateTime(dates[11] ?? ""));
  expect([...document.querySelectorAll("time")].map((date) => date.textContent)).toEqual(dates.map(dateTime));
  await user.click(save());
  await screen.findByText(said.rhythm(monthly.rule.rhythm));
  expect(asked()).toEqual([{ shop: SHOP, schedule: null, work: monthly.work, rule: monthly.rule, is_on: true }]);
  expect(screen.queryByRole("button", { name: said.save })).toBeNull();
});

// S2.13.1, S2.10.4
test("without anybody to tell it cannot be saved, and a time that no clock shows is told beside it", async () => {
  const user = await open([]);
  await user.click(screen.getByRole("checkbox", { name: /Pages/ }));
  await user.click(screen.getByRole("button", { name: words.mail.recipients.remove("This computer") }));
  expect(isOff(save())).toBe(true);
  await user.click(screen.getByRole("button", { name: words.mail.recipients.addThisComputer }));
  const time = screen.getByRole("textbox", { name: words.schedules.at });
  await user.clear(time);
  await user.type(time, "25:00");
  await user.click(save());
  await screen.findByText(words.schedules.atWrong);
  // It stands far above the button.
  await vi.waitFor(() => expect(document.activeElement).toBe(time));
  expect(asked()).toEqual([]);
});

// S2.11.6
test("a schedule is changed, paused, resumed, run now and deleted", async () => {
  const user = await open([nightly, monthly]);
  screen.getByText(said.on);
  await menu(user, said.changeIt);
  await user.selectOptions(screen.getByRole("combobox", { name: words.exporting.how.format }), "xlsx");
  await user.click(save());
  await menu(user, said.pause);
  await screen.findByText(said.off);
  await menu(user, said.resume);
  await screen.findByText(said.on);
  const work = { ...monthly.work, format: "xlsx" };
  expect(asked()).toEqual(
    [true, false, true].map((is_on) => ({ shop: SHOP, schedule: 4, work, rule: monthly.rule, is_on })),
  );
  await menu(user, said.runNow);
  expect(doors.to("run_schedule")).toEqual([{ shop: SHOP, schedule: 4 }]);
  await menu(user, said.remove);
  const dialog = screen.getByRole("dialog", { name: said.removeTitle });
  await user.click(within(dialog).getByRole("button", { name: said.removeButton }));
  expect(doors.to("remove_schedule")).toEqual([{ shop: SHOP, schedule: 4 }]);
  await screen.findByText(said.fresh);
});

// S2.11.6
test("a type that is not in the newest backup stays in its schedule until it is taken out", async () => {
  const user = await open([
    { ...monthly, work: { ...monthly.work, types: ["products", "wishlists"] } as ScheduleRow["work"] },
  ]);
  await menu(user, said.changeIt);
  screen.getByText(words.exporting.choose.gone);
  await user.selectOptions(screen.getByRole("combobox", { name: words.exporting.how.format }), "xlsx");
  await user.click(save());
  expect(asked().at(-1)?.work).toMatchObject({ types: ["products", "wishlists"], format: "xlsx" });
  await menu(user, said.changeIt);
  await user.click(screen.getByRole("checkbox", { name: "wishlists" }));
  await user.click(save());
  expect(asked().at(-1)?.work).toMatchObject({ types: ["products"] });
});

// S2.15.5
test("a schedule whose last export failed says so and when it is tried again", async () => {
  const failure = { code: "shop_missing", message: "The file is not there.", hint: "Put it back." } as const;
  const again = "2026-11-21T02:20:00Z";
  const due = "2026-11-21T02:00:00Z";
  const told = { kind: "failed", failure } as const;
  await open([{ ...monthly, last: { due, taken: due, tries: 1, standing: "waiting", again, told } }]);
  screen.getByText(failure.message, { exact: false });
  screen.getByText(words.schedules.last.again(again, 1));
});
