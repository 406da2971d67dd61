/** Undoing what happened between two backups, and keeping what was sold since. */

import { type Moment, dateTime } from "../format";

export const revert = {
  title: "Undo a mistake, keep the sales",
  /** The way here, from where all backups are. */
  name: "Undo a mistake",
  /** The way here, from what changed between two backups. */
  open: "Undo what happened between these two backups, keep what was sold since",
  text: "Backstock takes back what changed between two backups, and nothing else. Orders and customers that came since stay, and a field that somebody changed again stays as it is unless you decide otherwise.",
  from: "The last backup before the mistake",
  fromHint: "What is taken back goes back to how it was in this one.",
  until: "The first backup after the mistake",
  untilHint: "What changed after this one stays.",
  at: (number: number, at: Moment): string => `${dateTime(at)} (backup ${number})`,
  stock: "Stock is corrected by what the mistake changed, so that what was sold or delivered since stays counted.",
  allowDeletes: "Also delete what was added between the two backups",
  allowDeletesHint: "New items of that time stay unless you tick this.",
  preview: "Show what would be written",
  order: "The backup before the mistake has to be older than the one after it.",
  needsTwo: "This needs two backups: one from before the mistake and one from after it.",
};
