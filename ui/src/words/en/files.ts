/** Two files beside each other, with a vault or without one. */

import { type Moment, dateTime } from "../format";

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
  drop: "You can also drop two files on this window.",
  compare: "Compare",
  compared: "The comparison you left is ready.",
  show: "Show it",
  missing: "Choose both sides first.",
  passphrase: "Passphrase of the files",
  stopped: "The files were not compared.",
  addToList: (file: string): string => `Add ${file} to the list of backup files`,

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
