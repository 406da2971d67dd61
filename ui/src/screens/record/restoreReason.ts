/**
 * Why `Restore to this version` is not there, or there and not usable (S2.15.2).
 *
 * What hinders for good stands in place of the button; what passes by itself disables it.
 */

import type { JobNews, RestoreOffer } from "../../contract/contract";
import { words } from "../../words";

/** What stands where the button is. */
export type Offered =
  | { kind: "button"; disabledReason: string | null }
  /** `otherWay` is set where the owner can still enter the old values by hand. */
  | { kind: "reason"; text: string; otherWay: string | null };

/** What hinders any restore in this shop while another job runs; nothing without one. */
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

/** Puts the engine's offer and the running job into what the owner sees. */
export function offered(offer: RestoreOffer, running: JobNews | undefined, typeLabel: string): Offered {
  const { unavailable } = words.restore;
  switch (offer.kind) {
    case "possible":
      return { kind: "button", disabledReason: busyReason(running) };
    case "busy":
      return { kind: "button", disabledReason: busyReason(running) ?? unavailable.busyElsewhere };
    case "same_as_current":
      return { kind: "reason", text: unavailable.isCurrent, otherWay: null };
    case "selected_is_deleted":
      return { kind: "reason", text: unavailable.versionIsDeletion, otherWay: null };
    case "offline":
      return { kind: "reason", text: unavailable.unreachable, otherWay: null };
    case "locked":
      return { kind: "reason", text: unavailable.locked, otherWay: unavailable.otherWay };
    case "not_restorable":
      return {
        kind: "reason",
        text: `${unavailable.notRestorable(typeLabel)} ${offer.reason}`,
        otherWay: unavailable.otherWay,
      };
  }
}
