/** Why nothing can be restored while a job runs in the shop (S2.6.6). */

import type { JobNews } from "../contract/contract";
import { words } from "../words";

/** The reason, or nothing when no job runs. */
export function busyReason(running: JobNews | undefined): string | null {
  const { unavailable } = words.restore;
  switch (running?.kind) {
    case undefined:
      return null;
    case "backup":
      return unavailable.backupRunning;
    case "restore":
    case "undo":
      return unavailable.restoreRunning;
    case "verify":
      return unavailable.checking;
  }
}
