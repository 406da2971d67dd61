import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { RecoveryRow } from "../../contract/contract";
import { words } from "../../words";
import LatestRecoveries from "./LatestRecoveries.svelte";

function row(run: number, more: Partial<RecoveryRow> = {}): RecoveryRow {
  return {
    run,
    undoes: null,
    undone_by: null,
    undone_partly: false,
    to_backup: 2,
    to_at: "2026-11-19T20:04:00Z",
    started: "2026-11-20T11:00:00Z",
    finished: "2026-11-20T11:00:01Z",
    status: "Done",
    detail: null,
    succeeded: 1,
    failed: 0,
    skipped: 0,
    left_alone: 0,
    leaves_parts: false,
    unconfirmed: 0,
    total: 1,
    note: null,
    ...more,
  };
}

test("a mistake that was undone is called so, as in the history", () => {
  render(LatestRecoveries, { recoveries: [row(3, { until_backup: 5 }), row(2, { undoes: 1 }), row(1)] });
  const { kind } = words.recovery.history;
  const told = screen.getAllByRole("listitem").map((item) => item.querySelector(".name")?.textContent);
  expect(told).toEqual([kind.mistake, kind.undo, kind.restore]);
});
