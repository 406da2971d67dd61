/** Why nothing can be backed up (S2.2.5, S2.2.6) or restored (S2.6.6) while something is at work in the vault. */

import { words } from "../words";
import type { InTheWay } from "./jobs.svelte";
import { viewOnlyReason } from "./viewOnly";

type Reasons = {
  backupRunning: string;
  restoreRunning: string;
  checking: string;
  deleting: string;
  otherJob: (what: string) => string;
};

/** The reason why a restore waits or may not be, or nothing when it can begin. */
export function busyReason(inTheWay: InTheWay | null): string | null {
  const { backupRunning, restoreRunning, checking, deleting, otherJob } = words.restore.unavailable;
  return viewOnlyReason() ?? reason(inTheWay, { backupRunning, restoreRunning, checking, deleting, otherJob });
}

/** The reason why a backup waits, or nothing when it need not. */
export function backUpReason(inTheWay: InTheWay | null): string | null {
  const { backupRunning, restoreRunning, checking, deleting, otherJob } = words.vault.backUp.disabled;
  return reason(inTheWay, { backupRunning, restoreRunning, checking, deleting, otherJob });
}

/** The reason why deleting backups waits, or nothing when it need not. */
export function deletingReason(inTheWay: InTheWay | null): string | null {
  return reason(inTheWay, words.storage.kept.disabled);
}

function reason(inTheWay: InTheWay | null, said: Reasons): string | null {
  if (inTheWay === null) {
    return null;
  }
  const { kind, shop, elsewhere } = inTheWay;
  if (elsewhere || shop !== null) {
    return said.otherJob(words.shell.atWork(kind, shop, elsewhere));
  }
  switch (kind) {
    case "backup":
      return said.backupRunning;
    case "restore":
    case "undo":
      return said.restoreRunning;
    case "verify":
      return said.checking;
    case "prune":
      return said.deleting;
    case "backup_file":
    case null:
      return said.otherJob(words.shell.atWork(kind, shop, elsewhere));
  }
}
