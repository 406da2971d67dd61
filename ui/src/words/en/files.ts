/** Two files beside each other, with a vault or without one. */

import { type Count, type Moment, dateTime, number } from "../format";

export const files = {
  title: "Compare files",
  text: "Look at what happened from one file to another, or to your shop as it is now: backup files of Backstock, SQL files, databases, tables (CSV, XLSX, JSON), and the backups of UpdraftPlus, BackWPup and Duplicator. For two files no vault and no shop is needed, and nothing of the files is kept.",
  one: "Earlier file",
  other: "Later file",
  /** What stands over the other side, where it is the shop. */
  live: "Shop now",
  choose: "Choose a file…",
  another: "Choose another file…",
  shop: (shop: string): string => `${shop} as it is now`,
  takeShop: (shop: string): string => `Take ${shop} as it is now`,
  swap: "Swap the two",
  drop: "You can also drop files on this window: of one you see what is in it, two are compared.",
  compare: "Compare",
  compared: "The comparison you left is ready.",
  show: "Show it",
  missing: "Choose both sides first.",
  passphrase: "Passphrase of the files",
  stopped: "The files were not compared.",
  lookInto: "Show what is in it",

  /** What is in one file, and what can be done with it. */
  contents: {
    title: (file: string): string => `In ${file}`,
    facts: { kind: "Kind", size: "Size", dated: "Data of", platform: "Shop software" },
    columns: { type: "Content type", items: "Items" },
    leftOut: (found: readonly { what: string; count: Count }[]): string =>
      `Not looked at: ${found.map(({ what, count }) => `${number(count)} × ${what}`).join(", ")}.`,
    beside: (names: readonly string[]): string =>
      `Other files of the same backup, not looked into: ${names.join(", ")}.`,
    actions: "What you can do with it",
    compareShop: (shop: string): string => `Compare with ${shop} as it is now`,
    compareFile: "Compare with another file…",
    addToList: "Add to the list of backup files",
    import: (shop: string): string => `Add to the history of ${shop}…`,
    restore: (shop: string): string => `Restore into ${shop}…`,
    noShop: "With a vault and a shop in it, the file can also be listed, added to the shop’s history and restored.",
    stopped: "The file was not read to its end.",
  },

  result: {
    title: "What differs",
    direction: (one: Moment, other: Moment): string =>
      `What happened from the earlier file (${dateTime(one)}) to the later one (${dateTime(other)}).`,
    directionLive: (one: Moment, read: Moment): string =>
      `What happened from the file (${dateTime(one)}) to the shop, read ${dateTime(read)}. Content types that the file does not hold are left out.`,
    restore: "To bring the shop to what is in the file, add it to the list of backup files and restore it from there.",
    restoreAt: "Open the list",
    columns: { type: "Content type", changes: "What happened" },
    none: "Not in it",
    same: "Both hold the same.",
    onlyChanged: "Only what differs",
    show: "Show",
    differences: (type: string): string => `${type}: what differs`,
    open: (name: string): string => `Compare ${name}`,
  },

  record: {
    close: "Back to the list",
    notInLeft: "This item is not in the later file.",
    notInShop: "This item is not in the shop any more.",
    notInRight: "This item is not in the earlier file.",
  },
};
