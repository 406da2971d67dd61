/** Adding a shop: whether the dialog for it is on screen, which any page may open, and what its owner has to know of the new shop. */

import type { FailureCode, ShopChecked, ShopRow } from "../contract/contract";
import { vaultMemory } from "./vaultMemory";

/** What is wrong with a shop's name is said below its field. */
export const NAME_CODES: readonly FailureCode[] = ["name_empty", "name_too_long", "name_unprintable"];

/** A shop that was added although its check found something. */
export type Known = { shop: ShopRow; checked: ShopChecked };

class AddShop {
  asked = $state(false);
  /** Stays until it was read: the form that added the shop is gone by then, because there is a shop now. */
  known = $state.raw<Known | null>(null);

  ask = (): void => {
    this.asked = true;
  };

  tell(known: Known): void {
    this.known = known;
  }

  /** It was read. */
  forget = (): void => {
    this.known = null;
  };
}

export const addShop = new AddShop();
vaultMemory.add(() => {
  addShop.asked = false;
  addShop.forget();
});
