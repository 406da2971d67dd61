/** What there is to say of the state of a past restore beside the word itself. */

import type { RecoveryRow } from "../../contract/contract";
import { words } from "../../words";

/** More on the state; empty when the word says it all. */
export function statusDetail(row: RecoveryRow): string {
  const { statusDetail } = words.recovery;
  if (row.detail !== null && row.detail !== "") {
    return row.detail;
  }
  if (row.undone_by !== null) {
    return row.undone_partly ? statusDetail.undonePartly : statusDetail.undone;
  }
  return row.status === "Fail" && row.failed > 0 ? statusDetail.withErrors(row.failed) : "";
}
