/** The backups of a shop, to choose from. */

import type { BackupRow, Failure } from "../contract/contract";
import { call, failureOf } from "../ipc";
import { Remote } from "../kit/remote.svelte";

/** All backups of a shop that hold the whole of it, newest first; a part of a shop is nothing to go back to. */
export function keptBackups(shop: string): Remote<readonly BackupRow[], Failure> {
  return new Remote(async () => {
    const { backups } = await call("list_backups", { shop });
    return backups.filter(({ partial }) => !partial);
  }, failureOf);
}
