/** Where a list stood when it was left, so that coming back from an item does not lose the place. Kept while the vault is open. */

import type { DeletedFilter } from "../../contract/contract";
import { vaultMemory } from "../../parts/vaultMemory";

/** Which items a list shows: by whether the shop still has them, or only those the newest backup found changed. */
export type Choice = DeletedFilter | "changed";

export type Stood = {
  find: string;
  choice: Choice;
  /** The first row in view. */
  position: number;
  /** The row at hand. */
  current: number;
};

/** Where a list stands that was not looked at before. */
export const TOP: Stood = { find: "", choice: "with", position: 0, current: 0 };

const MOST_LISTS = 50;
const places = new Map<string, Stood>();
vaultMemory.add(() => places.clear());

const nameOf = (shop: string, type: string): string => `${shop}\n${type}`;

export function kept(shop: string, type: string): Stood | undefined {
  return places.get(nameOf(shop, type));
}

export function keep(shop: string, type: string, stood: Stood): void {
  const name = nameOf(shop, type);
  places.delete(name);
  places.set(name, stood);
  if (places.size > MOST_LISTS) {
    const oldest = places.keys().next().value;
    if (oldest !== undefined) {
      places.delete(oldest);
    }
  }
}
