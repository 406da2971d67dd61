/** `Only some fields`: chosen fields of many items, back to an earlier backup. */

import { type Count, type Moment, dateTime, number } from "../format";

export const brush = {
  title: (type: string): string => `Restore only some fields of ${type}`,
  open: "Only some fields",
  openOf: (type: string): string => `Only some fields of ${type}`,
  text: "Choose the fields that went wrong. They go back to an earlier backup in every item, and everything else stays as it is in the shop.",

  fields: {
    title: "Which fields",
    others: "More fields",
    protectedHint:
      "Changes with every sale. It is left as it is unless you tick “Also restore what is protected” in the preview.",
    none: "This content type has no fields that can be chosen.",
  },

  items: {
    title: "Which items",
    find: "Only items that match",
    findHint: "Name, number or code. Empty means all items.",
    since: "Only items that changed since",
    always: "Any time",
    linked: "Only items that belong to",
    anything: "Anything",
    which: (type: string): string => `Which one of ${type}`,
    whichHint: "Name, number or code.",
    noneChosen: (type: string): string => `Choose which one of ${type}, or “Anything”.`,
    chooseAnother: "Choose another",
    noMatch: "Nothing matches this search.",
    more: (count: Count): string => `${number(count)} more. Search to find them.`,
  },

  backup: {
    title: "Back to which backup",
    label: "Backup",
    at: (number: number, at: Moment): string => `${dateTime(at)} (backup ${number})`,
  },

  preview: "Show what would be written",
  noField: "Tick at least one field.",
  noBackup: "There is no backup yet. Make one first.",
};
