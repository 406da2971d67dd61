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
      restoreRunning: "A restore is running. You can back up when it has finished.",
      checking: "The vault is being checked. You can back up when that has finished.",
      deleting: "Backups are being deleted. You can back up when that has finished.",
      exporting: "An export is running. You can back up when it has finished.",
      otherJob: (what: string): string => `${what} You can back up when it has finished.`,
      noShop: "Add a shop first.",
    },
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
    columns: { type: "Content type", items: "Items", size: "Size", restore: "Restore" },
    /** `Products, 2,004 items, 8 MB`, for screen readers. */
    row: (type: string, count: Count, size: Count): string => `${type}, ${items(count)}, ${bytes(size)}`,
    restorable: "Can be restored",
    protected: "Only restored when you choose it",
    notRestorable: "Cannot be restored here",
    /** S2.0.4: a type that is missing says why. */
    notIncluded: "Not backed up",
    missingUnknown: "Backstock cannot tell whether the shop has more than this",
    notIncludedReason: (type: string, reason: string): string => `${type}: ${reason}`,
    total: (types: Count, count: Count, size: Count): string =>
      `${counted(types, { one: "content type", other: "content types" })}, ${items(count)}, ${bytes(size)}`,
  },

  /** S2.0.4: what a backup left out is named, type by type. */
  leftOut: {
    title: "Left out of the last backup",
    always: "In no backup of such a shop",
    row: (type: string, what: string): string => `${type}: ${what}`,
  },

  /** S2.0.5, and the page before the first backup. */
  empty: {
    title: "Nothing in the vault yet",
    text: "Comparing and restoring need at least one backup. History starts at the first backup: what was changed before it cannot be shown.",
    action: "Backup all data",
  },
  noShop: {
    text: "Connect the shop you want to protect, or try everything with the practice shop.",
  },
  vanishedTypes: (types: readonly string[]): string =>
    `${list(types)} ${types.length === 1 ? "is" : "are"} no longer in the shop. Earlier versions are kept.`,
};
