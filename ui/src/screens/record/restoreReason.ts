/**
 * Why `Restore to this version` is not there, or there and not usable (S2.15.2).
 *
 * What hinders for good stands in place of the button; what passes by itself disables it.
 */

import type { RestoreOffer } from "../../contract/contract";
import { busyReason } from "../../parts/busyReason";
import type { InTheWay } from "../../parts/jobs.svelte";
import { words } from "../../words";

/** What stands where the button is. */
export type Offered =
  | { kind: "button"; disabledReason: string | null }
  /** `otherWay` is set where the owner can still enter the old values by hand. */
  | { kind: "reason"; text: string; otherWay: string | null };

/** Puts the engine's offer and what runs into what the owner sees; `versions` is how many there are to choose from. */
export function offered(offer: RestoreOffer, inTheWay: InTheWay | null, typeLabel: string, versions: number): Offered {
  const { unavailable } = words.restore;
  switch (offer.kind) {
    case "possible":
      return { kind: "button", disabledReason: busyReason(inTheWay) };
    case "busy":
      return { kind: "button", disabledReason: busyReason(inTheWay) ?? unavailable.busyElsewhere };
    case "same_as_current":
      return { kind: "reason", text: versions === 1 ? unavailable.isOnly : unavailable.isCurrent, otherWay: null };
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
