/** How a restore stands with one content type, and how far it is as a whole. */

import type { PlannedType, RecoveryStatus, RecoveryTypeRow } from "../../contract/contract";
import type { IconName } from "../../kit/icons";

export type TypeStatus = "waiting" | "running" | "done" | "fail" | "stopped";

export const looksOf: Readonly<
  Record<TypeStatus, { look: "quiet" | "accent" | "good" | "bad" | "warn"; icon: IconName }>
> = {
  waiting: { look: "quiet", icon: "clock" },
  running: { look: "accent", icon: "restore" },
  done: { look: "good", icon: "check" },
  fail: { look: "bad", icon: "alert" },
  stopped: { look: "warn", icon: "stop" },
};

export function typeStatus(row: RecoveryTypeRow, status: RecoveryStatus): TypeStatus {
  const completed = row.succeeded + row.failed;
  if (completed < row.total) {
    if (status === "Progressing") {
      return completed === 0 ? "waiting" : "running";
    }
    return "stopped";
  }
  return row.failed > 0 ? "fail" : "done";
}

/** The rows of a restore that has not begun to write: all of it waits. */
export function waiting(types: readonly PlannedType[]): RecoveryTypeRow[] {
  return types.map(({ type, label, creates, updates, deletes }) => ({
    type,
    label,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    total: creates + updates + deletes,
  }));
}

/** The phases of a job in which it counts the items that are done. */
const COUNTING: readonly string[] = ["writing", "waiting", "reading_back"];

/**
 * The same, as far as the job itself has come: the journal has a few hundred items at a time, and whoever looks at the banner wants to
 * see each.
 */
export function further(
  sum: { completed: number; failed: number; total: number },
  atWork: { phase: string; done: number } | null,
): { completed: number; failed: number; total: number } {
  const counted = atWork !== null && COUNTING.includes(atWork.phase) ? atWork.done : 0;
  return { ...sum, completed: Math.min(sum.total, Math.max(sum.completed, counted)) };
}

/** S2.8.3: completed is what succeeded and what failed; the share of it is the percentage. */
export function together(rows: readonly RecoveryTypeRow[]): { completed: number; failed: number; total: number } {
  const sum = (of: (row: RecoveryTypeRow) => number): number => rows.reduce((so, row) => so + of(row), 0);
  return {
    completed: sum((row) => row.succeeded + row.failed),
    failed: sum((row) => row.failed),
    total: sum((row) => row.total),
  };
}
