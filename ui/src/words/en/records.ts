/** The list of items of one content type. */

import { type Count, type Moment, date, dateTime } from "../format";
import { common, counted, items } from "./common";

const { changesSpoken } = common;

export const records = {
  title: (type: string): string => type,
  breadcrumb: "Where you are",

  search: {
    label: (type: string): string => `Search ${type}`,
    placeholder: "Name, number or code",
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
  footer: (total: Count, deleted: Count): string =>
    Number(deleted) === 0 ? items(total) : `${items(total)}, ${items(deleted)} deleted in store and kept`,

  // S2.4.5
  lastBackup: (at: Moment): string =>
    `This is what the backup of ${dateTime(at)} holds. A change made after it shows up with the next backup.`,
  backUp: "Backup all data",

  /** S2.15.1: the app itself says which cause applies. */
  missingChange: {
    question: "A recent change is not here?",
    backupRunning: "A backup is running. The change may show up when it has finished.",
    notIncluded: (type: string, since: Moment): string =>
      `${type} was left out of the latest backup. What stands here is from ${dateTime(since)}; a change made after that shows up when all data is backed up.`,
    lookHint: (type: string): string =>
      `Backstock can lay ${type} beside the shop as it is now. Nothing is changed by that.`,
    look: "Look in the shop now",
    looking: (type: string): string => `Laying ${type} beside the shop…`,
    changed: (added: Count, updated: Count, deleted: Count, since: Moment): string =>
      `${counted(Number(added) + Number(updated) + Number(deleted), { one: "item", other: "items" })} changed in the shop since the backup of ${dateTime(since)}: ${changesSpoken(added, updated, deleted)}. The next backup brings them here.`,
    same: (type: string, since: Moment): string =>
      `${type} is the same in the shop as in the backup of ${dateTime(since)}. Look for the change under another content type or in another item.`,
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
    noMatch: {
      title: "Nothing found",
      text: (find: string): string => `No item matches “${find}”.`,
      filterOnly: "No item matches this filter.",
      action: "Clear filters",
    },
  },
};
