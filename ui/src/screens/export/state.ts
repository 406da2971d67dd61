/** What became of an export and its files, in a word (S2.12.4). */

import type { ExportRow } from "../../contract/contract";
import type { IconName } from "../../kit/icons";
import { words } from "../../words";

const DAY_MS = 24 * 60 * 60 * 1000;

export type Told = { text: string; look: "quiet" | "accent" | "good" | "warn" | "bad"; icon: IconName };

export function stateOf(row: ExportRow, now: Date): Told {
  const said = words.exporting.history;
  switch (row.ending.kind) {
    case "running":
      return { text: said.running, look: "accent", icon: "clock" };
    case "cancelled":
      return { text: said.cancelled, look: "quiet", icon: "stop" };
    case "failed":
      return { text: said.failed, look: "bad", icon: "alert" };
    case "done":
      switch (row.status) {
        case "present": {
          if (row.expires === null) {
            return { text: said.status.present, look: "good", icon: "check" };
          }
          const days = daysUntil(row.expires, now);
          return { text: said.expiresIn(days), look: days <= 2 ? "warn" : "good", icon: "clock" };
        }
        case "expired":
          return { text: said.status.expired, look: "quiet", icon: "trash" };
        case "moved":
          return { text: said.status.moved, look: "warn", icon: "folder" };
        case "none":
          return { text: said.status.none, look: "quiet", icon: "info" };
      }
  }
}

/** About how many days are left; 0 when it is less than half of one. */
export function daysUntil(moment: string, now: Date): number {
  return Math.round((new Date(moment).getTime() - now.getTime()) / DAY_MS);
}
