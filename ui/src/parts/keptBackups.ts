/** The backups of a shop, to choose from. */

import type { BackupRow, Failure } from "../contract/contract";
import { call, failureOf } from "../ipc";
import { Remote } from "../kit/remote.svelte";
import { words } from "../words";

/** All backups of a shop that hold the whole of it, newest first; a part of a shop is nothing to go back to. */
export function keptBackups(shop: string): Remote<readonly BackupRow[], Failure> {
  return new Remote(async () => {
    const { backups } = await call("list_backups", { shop });
    return backups.filter(({ partial }) => !partial);
  }, failureOf);
}

/** The backups that Backstock made itself; what came out of a file stands for another time, and protects nothing. */
export const ownOf = (backups: readonly BackupRow[]): BackupRow[] =>
  backups.filter(({ origin }) => origin !== "imported");

/** What an owner means by the latest backup; never one that a restore or an export made in passing, unless there is no other. */
export function latestOf(backups: readonly BackupRow[]): BackupRow | undefined {
  const own = ownOf(backups);
  return own.find(({ partial }) => !partial) ?? own[0];
}

/**
 * The backup to offer to go back to. The newest one may already hold the mistake, and one that found something unusual most likely
 * does.
 */
export function offeredTarget(backups: readonly BackupRow[]): BackupRow | undefined {
  const own = ownOf(backups);
  const good = own.filter(({ partial, alarmed }) => !partial && !alarmed);
  return good[1] ?? good[0] ?? own[1] ?? own[0];
}

/** What is to be known about a backup before it is chosen, after its name. */
export function withMarks(label: string, { alarmed, pinned }: BackupRow): string {
  const { marks } = words.discovery;
  return [label, alarmed ? marks.alarmed : "", pinned ? marks.pinned : ""].filter((part) => part !== "").join(" · ");
}
