/** The state of a past restore as a chip: the guide's word, a tone, and a few words more where they help. */

import type { RecoveryRow, RecoveryStatus } from "../../contract/contract";
import type { IconName } from "../../kit/icons";
import { words } from "../../words";

export type Look = { look: "good" | "bad" | "accent"; icon: IconName };

export const looks: Readonly<Record<RecoveryStatus, Look>> = {
  Done: { look: "good", icon: "check" },
  Fail: { look: "bad", icon: "alert" },
  Progressing: { look: "accent", icon: "clock" },
};

/** More on the state; empty when the word says it all. */
export function statusDetail(row: RecoveryRow): string {
  const { statusDetail } = words.recovery;
  if (row.detail !== null && row.detail !== "") {
    return row.detail;
  }
  if (row.undone_by !== null) {
    return statusDetail.undone;
  }
  return row.status === "Fail" && row.failed > 0 ? statusDetail.withErrors(row.failed) : "";
}
