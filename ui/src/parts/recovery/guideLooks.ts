/** How the status of a guided manual restore looks: the same signs as a restore's. */

import type { RecoveryStatus } from "../../contract/contract";
import type { IconName } from "../../kit/icons";

export const guideLooks: Readonly<Record<RecoveryStatus, { look: "good" | "bad" | "accent"; icon: IconName }>> = {
  Done: { look: "good", icon: "check" },
  Fail: { look: "bad", icon: "alert" },
  Progressing: { look: "accent", icon: "clock" },
};
