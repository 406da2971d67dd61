/** How much something matters that a look at a shop has found: what is in no backup comes before what cannot be restored. */

import type { Failure, FailureCode } from "../contract/contract";

const FIRST: readonly (readonly FailureCode[])[] = [
  ["may_not_read", "scope_missing"],
  ["may_not_write", "read_only"],
];
const LAST: readonly FailureCode[] = ["profile_partly_fits"];

/** The lower, the more it matters. */
export function weightOf({ code }: Failure): number {
  const first = FIRST.findIndex((codes) => codes.includes(code));
  if (first !== -1) {
    return first;
  }
  return LAST.includes(code) ? FIRST.length + 1 : FIRST.length;
}
