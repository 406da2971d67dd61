/** Two files beside each other, with a vault or without one. */

import { type Count, type Moment, dateTime } from "../format";
import { counted } from "./common";

/** What a file may hold beside the shop's data, by the engine's names for it: the statements of an SQL file, or parts of others. */
const LEFT_OUT = {
  views: { one: "saved view of the database", other: "saved views of the database" },
  actions: { one: "automatic action of the database", other: "automatic actions of the database" },
  programs: { one: "small program of the database", other: "small programs of the database" },
  rights: { one: "entry about who may use the database", other: "entries about who may use the database" },
  computed: { one: "value that the database works out", other: "values that the database works out" },
  files: { one: "picture or other file", other: "pictures and other files" },
  hidden: { one: "hidden sheet", other: "hidden sheets" },
  bare: { one: "sheet without cells", other: "sheets without cells" },
  others: { one: "other instruction to the database", other: "other instructions to the database" },
};
type LeftOutKind = keyof typeof LEFT_OUT;

const KIND_OF: Readonly<Partial<Record<string, LeftOutKind>>> = {
  "create view": "views",
  "create trigger": "actions",
  "create event": "actions",
  "create rule": "actions",
  "create procedure": "programs",
  "create function": "programs",
  "create aggregate": "programs",
  "create operator": "programs",
  "create user": "rights",
  "create role": "rights",
  "create policy": "rights",
  grant: "rights",
  revoke: "rights",
  "value to be worked out": "computed",
  files: "files",
  "hidden sheets": "hidden",
  "sheets without cells": "bare",
};

/** `2 automatic actions of the database, 1 hidden sheet`; what the owner has no word for keeps its own name, for whoever helps. */
function leftOut(found: readonly { what: string; count: Count }[]): string {
  const kinds = new Map<LeftOutKind, { count: number; names: string[] }>();
  for (const { what, count } of found) {
    const kind = KIND_OF[what] ?? "others";
    const { count: before, names } = kinds.get(kind) ?? { count: 0, names: [] };
    kinds.set(kind, { count: before + Number(count), names: kind === "others" ? [...names, what] : names });
  }
  return [...kinds]
    .map(
      ([kind, { count, names }]) => counted(count, LEFT_OUT[kind]) + (names.length > 0 ? ` (${names.join(", ")})` : ""),
    )
    .join(", ");
}

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
    leftOut: (found: readonly { what: string; count: Count }[]): string => `Not looked at: ${leftOut(found)}.`,
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
    notInLater: "This item is not in the later file.",
    notInShop: "This item is not in the shop any more.",
    notInEarlier: "This item is not in the earlier file.",
  },
};
