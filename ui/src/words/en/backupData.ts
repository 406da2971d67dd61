/** `My Business` > `Settings` > `Backup Data`: the whole shop as one file, and back. */

import { type Count, type Moment, bytes, dateTime } from "../format";
import { counted, items } from "./common";

export const backupData = {
  title: "Backup Data",
  path: "My Business > Settings > Backup Data",
  business: "My Business",
  open: "Open Backup Data",
  openHint: "The whole shop as one ZIP file: make one, or bring the shop back to what is in one.",

  create: {
    title: "Create a backup file",
    text: "The whole shop goes into one ZIP file that any ZIP program opens:",
    holds: [
      "Products, categories, brands and what belongs to them",
      "Orders",
      "Pages, theme, pictures and files",
      "Settings",
      "Documents (Quotes, Invoices, Letters)",
      "Customers",
      "Logs",
      "Financial metadata",
      "Related database tables",
    ],
    manifest: "A list in the file counts every item and holds a check sum of every part.",
    button: "Create Backup ZIP",
    protect: "Protect the file by a passphrase",
    protectHint: "The file holds personal data of customers. Store this file securely.",
    protectedHint: "Without the passphrase nobody can read the file, and nobody can restore it.",
    fresh: "Back up the shop first",
    freshHint: "The file has the shop as it is now.",
    staleHint: (at: Moment): string => `The backup of ${dateTime(at)} goes into the file; the shop is not asked.`,
    noBackup: "There is no backup of this shop yet. Make one first, or let the shop be backed up first.",
    backUp: "Open Backup Vault",
    passphrase: "Passphrase for the file",
    made: (backup: number, finished: Moment, size: Count): string =>
      `Backup ${backup}, as of ${dateTime(finished)}, was written and read back (${bytes(size)}).`,
    place: "File",
    sha256: "SHA-256",
    showInFolder: "Show in folder",
    stopped: "The file was not made.",
  },

  restore: {
    title: "Restore from a backup file",
    text: "Every byte of the file is checked before anything else happens. A file that was edited or damaged is refused.",
    choose: "Choose a ZIP…",
    another: "Choose another ZIP…",
    check: "Check the file",
    found: (shop: string, finished: Moment, size: Count): string =>
      `${shop}, as of ${dateTime(finished)} (${bytes(size)})`,
    whole: "Every byte is as it was written.",
    type: "Content type",
    records: "Items",
    more: (count: Count): string => `and ${counted(count, { one: "more type", other: "more types" })}`,
    all: (count: Count): string => `${items(count)} in all`,
    warning: "Documents, Customers, Logs and Settings will be overwritten",
    warningText: (shop: string): string =>
      `What ${shop} has now is replaced by what is in the file. You see every change in a preview first. A fresh backup is made before anything is written; if that fails, nothing is. Afterwards what was written is read back.`,
    deletes: "Also delete what the file does not have",
    deletesHint: "For a complete restore. Otherwise newer items stay in the shop.",
    protected: "Also restore orders, stock and what else is protected",
    protectedHint: "For a complete restore. Locked documents are never changed.",
    button: "Restore from Backup",
  },

  scope: {
    title: "What this is, and what it is not",
    points: [
      "It holds the shop’s own data: what Backstock reads as content types, with the database tables they come from.",
      "It does not hold WordPress core.",
      "It does not hold other plugins.",
      "It is not a full site backup. Keep one of those as well.",
    ],
  },

  practices: {
    title: "Good habits",
    points: [
      "Make a file before every update of the shop’s software.",
      "Keep a copy off-site: on another disk, or at another place.",
      "Test a restore now and then, into a staging copy of your shop.",
      "Never edit a backup file by hand: it would be refused.",
    ],
  },
};
