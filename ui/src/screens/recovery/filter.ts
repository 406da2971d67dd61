/** Which of the past restores are shown, and, when none is, which filter to relax. */

import type { RecoveryStatus } from "../../contract/contract";
import { type DateRange, EVER, isEver, isWithin } from "../../parts/dateRange";
import { words } from "../../words";

type Row = { started: string; status: RecoveryStatus };

export type Filter = { range: DateRange; status: RecoveryStatus | "any" };

export const UNFILTERED: Filter = { range: EVER, status: "any" };

export const isFiltered = ({ range, status }: Filter): boolean => !isEver(range) || status !== "any";

/** Both filters have to fit. The date is that of the recovery. */
export function matching<Shown extends Row>(rows: readonly Shown[], { range, status }: Filter): Shown[] {
  return rows.filter((row) => (status === "any" || row.status === status) && isWithin(row.started, range));
}

/** Why nothing is left, and what to relax: the filter whose loosening would show something, the status before the dates. */
export type Relaxing = { title: string; text: string; action: string; to: Filter };

export function relaxing(rows: readonly Row[], filter: Filter): Relaxing {
  const said = words.recovery.history.filter;
  const { range, status } = filter;
  const anyStatus = { range, status: "any" } as const;
  const anyDate = { range: EVER, status };
  if (status === "any") {
    return { title: said.titleOne, text: said.onlyDates(rows.length), action: said.anyDate, to: anyDate };
  }
  const name = words.recovery.status[status];
  if (isEver(range)) {
    return { title: said.titleOne, text: said.onlyStatus(name), action: said.anyStatus, to: anyStatus };
  }
  const otherStatus = matching(rows, anyStatus).length;
  if (otherStatus > 0) {
    return { title: said.title, text: said.withoutStatus(name, otherStatus), action: said.anyStatus, to: anyStatus };
  }
  const otherDates = matching(rows, anyDate).length;
  if (otherDates > 0) {
    return { title: said.title, text: said.withoutDates(name, otherDates), action: said.anyDate, to: anyDate };
  }
  return { title: said.title, text: said.neither, action: said.clear, to: UNFILTERED };
}
