/** `Backup Vault` > `Backup vault`: the last backup, `Backup all data`, summary cards and `Item Storage`. */

import { type Count, type Moment, bytes, dateTime, list, number } from "../format";
import { counted, items } from "./common";

export const vault = {
  title: "Backup Vault",

  lastBackup: {
    label: "Last backup date",
    never: "Never",
  },
  nextBackup: {
    label: "Next scheduled backup date",
    none: "Not scheduled",
    at: (at: Moment): string => `${dateTime(at)}, or as soon as this computer is on`,
  },

  backUp: {
    button: "Backup all data",
    running: "Backing up data...",
    /** `Backup all data` asks before it starts. */
    confirmTitle: "Back up all data?",
    confirmText: (shop: string): string =>
      `Backstock reads everything in ${shop} and keeps what is new or has changed. The shop itself is not changed.`,
    confirmFirst: "The first backup reads everything and takes longest. Later ones keep only what changed.",
    // S2.2.9
    notice: "Please do not make critical changes in the shop while a backup or restore is running.",
    /** Why the button cannot be used; shown beside it and read by screen readers. */
    disabled: {
      backupRunning: "A backup is running. You can start the next one when it has finished.",
      backupRunningElsewhere:
        "A backup of this shop is running in another window or on the command line. You can start the next one when it has finished.",
      scheduledBackupRunning: "The scheduled backup is running. You can start the next one when it has finished.",
      restoreRunning: "A restore is running. You can back up when it has finished.",
      restoreInterrupted: "A restore was interrupted. Decide first what to do with it.",
      checking: "The vault is being checked. You can back up when that has finished.",
      unreachable: "Backstock cannot reach the shop. Check the connection in Settings.",
      noShop: "Add a shop first.",
    },
    automaticSync: (at: Moment): string => `Automatic sync is on - last change seen ${dateTime(at)}`,
    stop: "Stop this backup",
    stopTitle: "Stop this backup?",
    stopText: "What was read so far is dropped. Your earlier backups stay as they are.",
    stopConfirm: "Stop the backup",
    stopped: "The backup was stopped. Your earlier backups are as they were.",
  },

  /** After a backup. */
  result: {
    done: (at: Moment): string => `Backup finished at ${dateTime(at)}.`,
    counts: (added: Count, updated: Count, deleted: Count, unchanged: Count): string =>
      `${number(added)} added, ${number(updated)} updated, ${number(deleted)} deleted, ${number(unchanged)} unchanged`,
    unchanged: "Nothing had changed since the last backup, so no new versions were needed.",
    // S2.2.10
    failed: "The backup did not finish.",
    failedLatest: (at: Moment): string => `Your latest backup is still the one of ${dateTime(at)}.`,
    failedFirst: "There is no backup yet.",
  },

  cards: {
    label: "Summary",
    items: "Items",
    versions: "Versions",
    vaultSize: "Vault size",
    lastBackup: "Last backup",
    nextBackup: "Next backup",
    itemsHint: (types: Count): string => `in ${counted(types, { one: "content type", other: "content types" })}`,
    vaultSizeHint: (content: Count): string => `${bytes(content)} of content in this shop`,
    deletedKept: (count: Count): string => `${number(count)} deleted in the shop and kept here`,
  },

  storage: {
    title: "Item Storage",
    groups: {
      business: "Store business data",
      content: "Theme and content data",
      other: "Other tables",
    },
    groupHints: {
      business: "What you sell, to whom, and what was ordered.",
      content: "What visitors read and see.",
      other: "Tables that no content type covers. They are backed up all the same, each row as one item.",
    },
    columns: { type: "Content type", items: "Items", size: "Size", restore: "Restore" },
    open: (type: string): string => `Show ${type}`,
    /** `Products, 2,004 items, 8 MB`, for screen readers. */
    row: (type: string, count: Count, size: Count): string => `${type}, ${items(count)}, ${bytes(size)}`,
    restorable: "Can be restored",
    protected: "Only restored when you choose it",
    notRestorable: "Cannot be restored here",
    /** S2.0.4: a type that is missing says why. */
    notIncluded: "Not backed up",
    notIncludedReason: (type: string, reason: string): string => `${type}: ${reason}`,
    total: (types: Count, count: Count, size: Count): string =>
      `${counted(types, { one: "content type", other: "content types" })}, ${items(count)}, ${bytes(size)}`,
  },

  /** S2.0.5, and the page before the first backup. */
  empty: {
    title: "Nothing in the vault yet",
    text: "Comparing and restoring need at least one backup. History starts at the first backup: what was changed before it cannot be shown.",
    action: "Backup all data",
  },
  noShop: {
    title: "No shop connected",
    text: "Connect the shop you want to protect, or try everything with the practice shop.",
    action: "Add a shop",
  },
  vanishedTypes: (types: readonly string[]): string =>
    `${list(types)} ${types.length === 1 ? "is" : "are"} no longer in the shop. Earlier versions are kept.`,
};
