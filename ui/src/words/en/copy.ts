/** Settings > `Copy another shop`: a backup of one shop put into another, whatever numbers its items have there. */

import { type Count, type Moment, dateTime } from "../format";
import { items } from "./common";

export const copy = {
  title: "Copy another shop into this one",
  text: (shop: string): string =>
    `A backup of another shop in this vault is put into ${shop}: a new server, or a staging copy.`,
  how: "What is the same is told by SKU, e-mail address, name in the address and the like. Everything else gets a number of its own, and a second copy finds it again.",
  noOther: "There is no other shop in this vault. Add the shop that is to be copied first.",
  from: "Shop to copy",
  noBackup: (shop: string): string => `${shop} has no backup yet. Choose that shop and make one first.`,
  backup: "Backup",
  backupOf: (finished: Moment, records: Count): string => `${dateTime(finished)} (${items(records)})`,
  sameNumbers: "It has the same numbers",
  sameNumbersHint: "For a shop that moved, or a copy of it: items with the same number are the same item.",
  protected: "Also copy orders, stock and what else is protected",
  protectedHint: "Leave it off to copy only the catalogue, pages and customers.",
  button: "Preview the copy",
  kept: (shop: string): string => `What only ${shop} has stays there. You see everything in a preview first.`,
};
