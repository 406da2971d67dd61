/** Which content types of a backup can be chosen for a restore, and why one cannot go on. */

import type { VersionTypeRow } from "../../contract/contract";
import { words } from "../../words";

/** What differs between the two moments, in items. */
export const differing = (row: VersionTypeRow): number => row.added + row.updated + row.deleted;

/** The content types that stand in the list of what can be chosen; some of them with a reason why not now. */
export function choosable(rows: readonly VersionTypeRow[]): VersionTypeRow[] {
  return rows.filter(({ offer }) => ["possible", "protected", "not_read_then"].includes(offer.kind));
}

/** S2.7.7: the content types that are put back by hand. */
export function byHand(rows: readonly VersionTypeRow[]): VersionTypeRow[] {
  return rows.filter(({ offer, records }) => ["not_restorable", "not_in_shop"].includes(offer.kind) && records > 0);
}

/** Why a content type cannot be chosen now; nothing when it can. */
export function reasonAgainst(row: VersionTypeRow, includeProtected: boolean): string | null {
  const said = words.bulk.categories;
  switch (row.offer.kind) {
    case "possible":
      return null;
    case "protected":
      return includeProtected ? null : [row.offer.reason ?? "", said.protectedReason].join(" ").trim();
    case "not_read_then":
      return said.notReadThen(row.label, row.offer.at);
    case "not_restorable":
      return row.offer.reason ?? said.assistance.noReason;
    case "not_in_shop":
      return said.assistance.notInShop;
    case "not_in_backup":
      return words.bulk.table.notInBackup;
  }
}

/** S2.7.6: what `All items` stands for: everything that can be chosen now, and nothing else. */
export function allOf(rows: readonly VersionTypeRow[], includeProtected: boolean): string[] {
  return choosable(rows)
    .filter((row) => reasonAgainst(row, includeProtected) === null)
    .map(({ type }) => type);
}

/** How the box `All items` stands: all, none, or some of them. */
export function allState(chosen: ReadonlySet<string>, all: readonly string[]): "all" | "some" | "none" {
  const count = all.filter((type) => chosen.has(type)).length;
  return count === 0 ? "none" : count === all.length ? "all" : "some";
}
