// How often, as it is typed.

import { expect, test } from "vitest";

import { words } from "../../words";
import { ScheduleForm } from "./scheduleForm.svelte";

test("a time is what a clock shows, and nothing else", () => {
  const form = new ScheduleForm();
  form.kind = "daily";
  for (const [typed, meant] of [
    ["02:00", "02:00"],
    [" 7:05 ", "07:05"],
    ["23:59", "23:59"],
    ["24:00", null],
    ["12:60", null],
    ["noon", null],
    ["", null],
  ] as const) {
    form.at = typed;
    expect(form.rhythm, typed).toEqual(meant === null ? null : { kind: "daily", at: meant });
    expect(form.timeProblem).toBe(meant === null ? words.schedules.atWrong : null);
  }
});

test("every rhythm that is kept is the one that is shown", () => {
  for (const rhythm of [
    { kind: "hourly", minute: 15 },
    { kind: "daily", at: "02:00" },
    { kind: "weekly", weekday: "sunday", at: "23:45" },
    { kind: "monthly", day: 31, at: "04:30" },
    { kind: "every", minutes: 180 },
    { kind: "once" },
  ] as const) {
    const form = new ScheduleForm();
    // S0.11: what the fields do not show is kept as it is.
    const rule = { rhythm, from: "2026-12-01T02:00:00Z", until: "2027-01-31T23:00:00Z" };
    form.begin(rule);
    expect(form.rule).toEqual(rule);
  }
});

test("a pause is told in the unit it is thought of", () => {
  const { every } = words.schedules;
  expect([15, 60, 180, 1440].map(every)).toEqual(["Every 15 minutes", "Every hour", "Every 3 hours", "Every 24 hours"]);
});
