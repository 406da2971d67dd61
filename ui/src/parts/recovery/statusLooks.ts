/** How the status of a past restore, or of one that is done by hand, looks as a chip. */

import type { RecoveryStatus } from "../../contract/contract";
import type { IconName } from "../../kit/icons";

export const statusLooks: Readonly<Record<RecoveryStatus, { look: "good" | "bad" | "accent"; icon: IconName }>> = {
  Done: { look: "good", icon: "check" },
  Fail: { look: "bad", icon: "alert" },
  Progressing: { look: "accent", icon: "clock" },
};
