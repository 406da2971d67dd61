/** `Backup Vault` > `Bulk Recovery`: a backup is chosen, compared with another moment, and put back type by type. */

import { type Count, type Moment, dateTime, list, number } from "../format";
import { counted, items } from "./common";

export const bulk = {
  title: "Bulk Recovery",

  /** S2.7.1: all backups, newest first. */
  history: {
    title: "History",
    number: (backup: number): string => `Backup ${backup}`,
    pinned: "Kept forever",
    inPassing: (count: Count): string =>
      `Also show ${counted(count, { one: "backup", other: "backups" })} taken before a restore or for an export`,
    /** S2.7.1: nothing lies in the range of dates. */
    noneThen: "No backup in this range of dates.",
    anyDate: "Show all dates",
    showMore: "Show older backups",
    empty: {
      title: "No backup yet",
      text: "Bulk Recovery puts whole content types back to a backup. Make the first one now.",
      action: "Backup all data",
    },
  },

  /** The other side of the comparison. */
  other: {
    label: "Compare with",
    latest: (at: Moment): string => `The latest backup, ${dateTime(at)}`,
    live: "The shop as it is now",
    backup: (backup: number, at: Moment): string => `Backup ${backup}, ${dateTime(at)}`,
    /** Within a sentence. */
    backupOf: (backup: number, at: Moment): string => `backup ${backup} of ${dateTime(at)}`,
    liveRead: (at: Moment): string => `the shop, read ${dateTime(at)}`,
    liveHint: "The shop is read for this. In a large shop it takes about as long as a backup.",
    reading: "Reading the shop and comparing…",
    stop: "Stop",
    stopped: "The comparison was stopped.",
    again: "Compare again",
    isLatest:
      "This is the latest backup. To see what has changed in the shop since, compare it with the shop as it is now.",
  },

  /** S2.7.2, S2.7.3 */
  table: {
    title: "Content types of this version",
    columns: { type: "Content type", items: "Backed up items" },
    compareToLatest: "Compare to the latest",
    compareToBackup: (backup: number): string => `Compare to backup ${backup}`,
    compareToLive: "Compare to the shop now",
    /** What the signs mean, told once above the table. */
    direction: (from: string, to: string): string => `What happened from ${from} to ${to}.`,
    compare: "Compare",
    noChange: "No changes",
    nothing: "Nothing differs between the two.",
    /** Above it, where the database's user has fewer rights than the shop has tables. */
    unread: (labels: readonly string[]): string => `Not compared: ${list(labels)}`,
    unreadHint:
      "The user of the shop’s database may not read this. Allow that user to read all tables (SELECT), and compare again.",
    choose: "Select a version in History to see what it holds and what has changed since.",
    notInBackup: "Not in this version",
    onlyChanged: "Only what differs",
  },

  /** S2.7.4, S2.7.5 */
  differences: {
    title: "Version differences",
    selected: "Selected version",
    latest: "Latest version",
    other: "Other version",
    live: "The shop now",
    counts: { added: "Added", updated: "Updated", deleted: "Deleted", unchanged: "Unchanged" },
    /** The direction in words, below each count. */
    meaning: {
      added: "came after the selected version",
      updated: "are different now",
      deleted: "were there then and are gone",
      unchanged: "are the same in both",
    },
    /** The same where the other side is not later than the selected one. */
    meaningBack: {
      added: "are only in the other version",
      updated: "are different in the other version",
      deleted: "are only in the selected version",
      unchanged: "are the same in both",
    },
    /** `2,004 then = 1,592 unchanged + 412 updated + 0 deleted` */
    sumSelected: (whole: Count, unchanged: Count, updated: Count, deleted: Count): string =>
      `Selected version: ${number(unchanged)} unchanged + ${number(updated)} updated + ${number(deleted)} deleted = ${items(whole)}`,
    sumOther: (name: string, whole: Count, unchanged: Count, updated: Count, added: Count): string =>
      `${name}: ${number(unchanged)} unchanged + ${number(updated)} updated + ${number(added)} added = ${items(whole)}`,
    list: "Changed items",
    show: "Show",
    all: "All",
    find: "Search the changed items",
    findPlaceholder: "Name, number or code",
    found: (count: Count): string => counted(count, { one: "changed item", other: "changed items" }),
    noMatch: "No changed item matches this search.",
    clear: "Clear filters",
    open: (name: string): string => `Compare the versions of ${name}`,
  },

  restore: "Restore to this version",

  /** S2.7.10: why one cannot go on; each with its own sentence. */
  cannot: {
    noVersion: "Select a version in History first.",
    loading: "The content types of this version are still being loaded.",
    notLoaded: "The content types of this version could not be loaded. Try again first.",
    noneChosen: "Select at least one content type.",
    notCompared: "Look at the differences first, or tick that you restore without comparing.",
    noRecipient: "Choose at least one recipient.",
    nothingToRestore: "This version holds no content type that can be restored.",
  },

  /** S2.7.6 - S2.7.9 */
  categories: {
    title: "Select categories to restore",
    version: (backup: number, at: Moment): string => `Version: backup ${backup} of ${dateTime(at)}`,
    all: "All items",
    label: "Content types to restore",
    /** What the numbers below are against. */
    against: (other: string, live: boolean): string =>
      live
        ? `How many differ is told against ${other}.`
        : `How many differ is told against ${other}. What was changed in the shop since then is not in these numbers.`,
    look: "Look at the shop now",
    /** `2,004 items, 412 differ` */
    counts: (records: Count, differing: Count): string =>
      Number(differing) === 0
        ? `${items(records)}, nothing differs`
        : `${items(records)}, ${number(differing)} ${Number(differing) === 1 ? "differs" : "differ"}`,
    protectedReason: "Tick “Also restore what is protected” first.",
    notReadThen: (type: string, at: Moment | null): string =>
      at === null
        ? `This backup did not look at ${type}. Choose a backup of the whole shop.`
        : `This backup did not look at ${type}. Choose the backup of ${dateTime(at)} for it.`,
    chosen: (types: Count): string => counted(types, { one: "content type selected", other: "content types selected" }),

    /** S2.7.7, S2.7.12 */
    assistance: {
      title: "Restored with team assistance",
      subtitle: "Guided manual restore",
      what: "Backstock cannot write these into the shop by itself. You or your team put them back by hand: open an item, compare it with this version, and enter the old values in your shop’s own administration.",
      howLong:
        "Many items can take a team up to 7 days. Nothing of it is lost meanwhile: the versions stay in the vault.",
      whom: "Where a value cannot be entered, ask whoever looks after your shop’s software. Backstock itself has no team that sees your data.",
      open: (type: string): string => `Open the items of ${type}`,
      notInShop: "The shop does not have this content type any more.",
      noReason: "This shop cannot be written to for it.",
    },

    options: "Options",
    allowDeletes: "Also delete what came after this version",
    allowDeletesHint:
      "Off: items that were made since stay in the shop. On: you see each of them before anything is deleted.",
    includeProtected: "Also restore what is protected",
    includeProtectedHint:
      "Stock levels, orders and the like change with every sale. Tick this only when they are wrong too.",

    /** S2.16.1 */
    skipComparing: "Restore without comparing first",
    skipComparingHint: "The preview still shows every field before anything is written.",

    recipientsTitle: "Who hears when it has finished",

    now: "Restore now",
    planning: "Reading the shop to see what has to be written. Nothing is changed by that…",
    planned: (type: string | null, done: Count, total: Count): string =>
      `${type === null ? "" : `${type}: `}${number(done)} of ${items(total)} looked at`,
    stopped: "Stopped. Nothing was changed.",
  },

  /** S2.7.11: on the preview of a restore of whole content types. */
  confirm: {
    title: "Please check before you confirm",
    version: "Version",
    /** `from`: the file, or the other shop, that the backup is of. */
    versionOf: (backup: Count, at: Moment, from?: string): string =>
      from === undefined ? `Backup ${number(backup)} of ${dateTime(at)}` : `Backup of ${dateTime(at)}, from ${from}`,
    types: "Content types",
    recipients: "Recipients",
    nobody: "Nobody yet",
    columns: { type: "Content type", create: "Created", update: "Updated", delete: "Deleted", all: "Items" },
    total: "Together",
  },

  /** S2.8.1 - S2.8.6: while it runs, and in the recovery history. */
  underWay: {
    title: "Restore process",
    banner: (percent: string): string => `${percent} restored`,
    bannerUndo: (percent: string): string => `${percent} undone`,
    target: (at: Moment): string => `Target version: ${dateTime(at)}`,
    recipients: (names: readonly string[]): string => `Told when it has finished: ${list(names)}`,
    list: "Content types of this restore",
    columns: {
      type: "Content type",
      status: "Status",
      succeeded: "Successful items",
      failed: "Error items",
      completed: "Completed",
    },
    status: {
      waiting: "Waiting",
      running: "Progressing",
      done: "Done",
      fail: "Fail",
      stopped: "Stopped",
    },
    completed: (done: Count, total: Count): string => `${number(done)} of ${number(total)}`,
    viewDetail: (type: string): string => `View Detail of ${type}`,
    notYet: "Items are listed once the first of them was written.",
    showAll: "Show all content types",
  },
};
