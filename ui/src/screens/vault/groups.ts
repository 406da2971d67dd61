/** The groups of `Item Storage`: what they are called and what is in them. */

import type { StorageGroup } from "../../contract/contract";
import { words } from "../../words";

/** What the owner reads over a group; a group this window does not know keeps its own name. */
export function groupWords(group: string): string {
  const known: Readonly<Record<string, string>> = words.vault.storage.groups;
  return known[group] ?? group;
}

/** Items and bytes of a group: the sums of its rows. */
export function totalOf(group: StorageGroup): { records: number; bytes: number } {
  return group.types.reduce((sum, row) => ({ records: sum.records + row.records, bytes: sum.bytes + row.bytes }), {
    records: 0,
    bytes: 0,
  });
}
