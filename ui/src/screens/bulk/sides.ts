/** What the two sides of a comparison are called, and which of them came first. */

import type { OtherSide, VersionComparison } from "../../contract/contract";
import { words } from "../../words";

/** When the other side was. */
export const otherAt = (other: OtherSide): string => (other.kind === "live" ? other.at : other.backup.finished);

/** The selected side within a sentence. */
export const selectedSpoken = ({ selected }: VersionComparison): string =>
  words.bulk.other.backupOf(selected.backup, selected.finished);

/** The other side within a sentence. */
export function otherSpoken(other: OtherSide): string {
  const said = words.bulk.other;
  return other.kind === "live" ? said.liveRead(other.at) : said.backupOf(other.backup.backup, other.backup.finished);
}

/** The other side as the label of a date. */
export function otherLabel(comparison: VersionComparison, isLatest: boolean): string {
  const said = words.bulk.differences;
  return comparison.other.kind === "live" ? said.live : isLatest ? said.latest : said.other;
}

/** Whether the other side came before the selected backup. */
export const isEarlier = ({ selected, other }: VersionComparison): boolean =>
  other.kind === "backup" && other.backup.backup < selected.backup;
