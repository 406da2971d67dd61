/** The list of items of one content type. */

import { type Count, type Moment, date, dateTime } from "../format";
import { items } from "./common";

export const records = {
  title: (type: string): string => type,
  breadcrumb: "Where you are",

  search: {
    label: (type: string): string => `Search ${type}`,
    placeholder: "Name, number or code",
    searching: "Searching…",
  },
  show: {
    label: "Show",
    all: "All items",
    inStore: "In the store",
    deleted: "Deleted in store",
    changed: "Latest changes",
  },

  columns: {
    name: "Name",
    type: "Content type",
    newest: "Newest version",
    versions: "Versions",
    state: "State",
  },
  state: {
    inStore: "In the store",
    // S2.4.3
    deleted: "Deleted in store",
    deletedSince: (at: Moment): string => `Deleted in store, first missing on ${date(at)}`,
  },
  /** An item without a name of its own. */
  unnamed: (id: string): string => `No name (${id})`,
  open: (name: string): string => `Show the versions of ${name}`,
  footer: (total: Count, deleted: Count): string =>
    Number(deleted) === 0 ? items(total) : `${items(total)}, ${items(deleted)} deleted in store and kept`,

  // S2.4.5
  lastBackup: (at: Moment): string =>
    `This is what the backup of ${dateTime(at)} holds. A change made after it shows up with the next backup.`,
  backUp: "Backup all data",

  /** S2.15.1: the app itself says which cause applies. */
  missingChange: {
    question: "A recent change is not here?",
    noBackupSince: (at: Moment): string =>
      `No backup has run since ${dateTime(at)}. A change made after that is not here yet.`,
    backupRunning: "A backup is running. The change may show up when it has finished.",
    otherItem: "The latest backup is up to date. Check that this is the right content type and the right item.",
    notIncluded: (type: string, reason: string): string => `${type} is not backed up: ${reason}`,
  },

  /** Why a list is empty: one of the four cases, each with one thing to do. */
  empty: {
    noBackup: {
      title: "No backup yet",
      text: "Items show up here after the first backup.",
      action: "Backup all data",
    },
    noItems: {
      title: (type: string): string => `No ${type.toLocaleLowerCase("en")} in this backup`,
      text: "The shop had none when the backup was made.",
      action: "Back to Item Storage",
    },
    notIncluded: {
      title: (type: string): string => `${type} is not backed up`,
      action: "Open Settings",
    },
    noMatch: {
      title: "Nothing found",
      text: (find: string): string => `No item matches “${find}”.`,
      filterOnly: "No item matches this filter.",
      action: "Clear filters",
    },
  },
};
