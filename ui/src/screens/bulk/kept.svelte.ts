/**
 * What was chosen in Bulk Recovery, so that looking at an item and coming back finds it again. In memory only, one for each shop.
 */

import type { VersionComparison } from "../../contract/contract";
import { type DateRange, EVER } from "../../parts/dateRange";
import { vaultMemory } from "../../parts/vaultMemory";

/** With which moment the selected backup is compared. */
export type Other = "latest" | "live" | number;

export class Chosen {
  backup = $state<number | null>(null);
  other = $state<Other>("latest");
  range = $state.raw<DateRange>(EVER);
  /** What was read from the shop for it, so that coming back does not read the shop once more. */
  read = $state.raw<VersionComparison | null>(null);
  /** Backups whose differences the owner has looked at (S2.16.1). */
  #compared = $state.raw<ReadonlySet<number>>(new Set());

  get isCompared(): boolean {
    return this.backup !== null && this.#compared.has(this.backup);
  }

  /** The owner looks at what differs. */
  lookedAt(backup: number): void {
    this.#compared = new Set(this.#compared).add(backup);
  }
}

const kept = new Map<string, Chosen>();
vaultMemory.add(() => kept.clear());

/** What was chosen for a shop so far. */
export function chosenFor(shop: string): Chosen {
  const found = kept.get(shop) ?? new Chosen();
  kept.set(shop, found);
  return found;
}
