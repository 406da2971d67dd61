/** Why nothing can be backed up (S2.2.5, S2.2.6) or restored (S2.6.6) while something is at work in the vault. */

import { words } from "../words";
import type { InTheWay } from "./jobs.svelte";
import { viewOnlyReason } from "./viewOnly";

type Reasons = {
  backupRunning: string;
  restoreRunning: string;
  checking: string;
  deleting: string;
  exporting: string;
  otherJob: (what: string) => string;
};

/** The reason why a restore waits or may not be, or nothing when it can begin. */
export function busyReason(inTheWay: InTheWay | null): string | null {
  const { backupRunning, restoreRunning, checking, deleting, exporting, otherJob } = words.restore.unavailable;
  const said = { backupRunning, restoreRunning, checking, deleting, exporting, otherJob };
  return viewOnlyReason() ?? reason(inTheWay, said);
}

/** The reason why a backup waits, or nothing when it need not. */
export function backUpReason(inTheWay: InTheWay | null): string | null {
  const { backupRunning, restoreRunning, checking, deleting, exporting, otherJob } = words.vault.backUp.disabled;
  return reason(inTheWay, { backupRunning, restoreRunning, checking, deleting, exporting, otherJob });
}

/** The reason why deleting backups waits, or nothing when it need not. */
export function deletingReason(inTheWay: InTheWay | null): string | null {
  return reason(inTheWay, words.storage.kept.disabled);
}

/** The reason why an export waits, or nothing when it need not (S2.10.5). */
export function exportReason(inTheWay: InTheWay | null): string | null {
  const { backupRunning, restoreRunning, checking, deleting, exporting, otherJob } = words.exporting.cannot;
  return reason(inTheWay, { backupRunning, restoreRunning, checking, deleting, exporting, otherJob });
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
    case "export":
      return said.exporting;
    case "backup_file":
    case "read_file":
    case null:
      return said.otherJob(words.shell.atWork(kind, shop, elsewhere));
  }
}
