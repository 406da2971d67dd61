import { afterEach, beforeEach, expect, test } from "vitest";

import type { RecoveryRow, RecoveryStatus } from "../../contract/contract";
import { recoveryRow } from "../../testing/recoveries";
import { words } from "../../words";
import { setPlace } from "../../words/format";
import { UNFILTERED, matching, relaxing } from "./filter";

let before = setPlace({});
beforeEach(() => void (before = setPlace({ timeZone: "UTC" })));
afterEach(() => void setPlace(before));

const row = (run: number, started: string, status: RecoveryStatus): RecoveryRow =>
  recoveryRow(run, { started, status, finished: started });
const rows = [
  row(4, "2026-11-20T08:00:00Z", "Progressing"),
  row(3, "2026-11-19T08:00:00Z", "Done"),
  row(2, "2026-11-19T07:00:00Z", "Fail"),
  row(1, "2026-11-01T08:00:00Z", "Done"),
];
const day = (from: string, to = from): { from: string; to: string } => ({ from, to });
const runs = (found: readonly RecoveryRow[]): number[] => found.map(({ run }) => run);

// S2.9.1, S2.9.3
test("dates and status both have to fit", () => {
  expect(runs(matching(rows, UNFILTERED))).toEqual([4, 3, 2, 1]);
  expect(runs(matching(rows, { range: day("2026-11-19"), status: "any" }))).toEqual([3, 2]);
  expect(runs(matching(rows, { range: UNFILTERED.range, status: "Done" }))).toEqual([3, 1]);
  expect(runs(matching(rows, { range: day("2026-11-19"), status: "Fail" }))).toEqual([2]);
});

// S2.9.3
test("an empty result says which filter to relax, and relaxing it shows something", () => {
  const said = words.recovery.history.filter;
  const cases = [
    [{ range: day("2026-11-19"), status: "Progressing" }, said.anyStatus],
    [{ range: day("2026-10-01"), status: "Done" }, said.anyDate],
    [{ range: day("2026-10-01"), status: "any" }, said.anyDate],
  ] as const;
  for (const [filter, action] of cases) {
    expect(matching(rows, filter)).toEqual([]);
    const advice = relaxing(rows, filter);
    expect(advice.action).toBe(action);
    expect(matching(rows, advice.to).length).toBeGreaterThan(0);
  }
  expect(relaxing(rows.slice(1), { range: day("2026-10-01"), status: "Progressing" }).to).toEqual(UNFILTERED);
});
