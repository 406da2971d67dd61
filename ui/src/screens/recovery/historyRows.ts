/** What stands in the recovery history: restores, undos, and what was put right by hand, in one list. */

import type { GuideDetail, RecoveryRow, RecoveryStatus } from "../../contract/contract";
import { words } from "../../words";
import { href } from "../routes";
import { subjectOf, whatOf } from "../../parts/recovery/summary";
import { statusDetail } from "./status";

export type HistoryRow = {
  /** Told apart from all others. */
  key: string;
  toAt: string;
  started: string;
  what: string;
  /** Which items, in a few words. */
  subject: string | null;
  note: string | null;
  succeeded: number;
  failed: number;
  status: RecoveryStatus;
  /** More on the status; empty when the word says it all. */
  detail: string;
  href: string;
};

function ofRecovery(row: RecoveryRow): HistoryRow {
  return {
    key: `run ${row.run}`,
    toAt: row.to_at,
    started: row.started,
    what: whatOf(row),
    subject: subjectOf(row),
    note: row.note,
    succeeded: row.succeeded,
    failed: row.failed,
    status: row.status,
    detail: statusDetail(row),
    href: href({ page: "recovery", run: row.run }),
  };
}

/** T8: one item, which the owner puts right by hand; it counts when the shop was read again and has it, or when it was given up. */
function ofGuide(guide: GuideDetail): HistoryRow {
  const ticked = guide.steps.filter((step) => step.ticked).length;
  return {
    key: `guide ${guide.guide}`,
    toAt: guide.to_at,
    started: guide.started,
    what: words.recovery.history.kind.guide,
    subject: guide.name,
    note: null,
    succeeded: guide.status === "Done" ? 1 : 0,
    failed: guide.status === "Fail" ? 1 : 0,
    status: guide.status,
    detail: guide.status === "Progressing" ? words.recovery.statusDetail.ticked(ticked, guide.steps.length) : "",
    href: href({ page: "guide", guide: guide.guide }),
  };
}

/** All of them, what began last first. */
export function historyRows(recoveries: readonly RecoveryRow[], guides: readonly GuideDetail[]): HistoryRow[] {
  const rows = [...recoveries.map(ofRecovery), ...guides.map(ofGuide)];
  return rows.sort((a, b) => Date.parse(b.started) - Date.parse(a.started));
}
