/** Words that every screen uses: buttons, counts, changes, the steps of a job. */

import {
  type Count,
  type Moment,
  countingIn,
  duration,
  number,
  relative,
  roundedRemaining,
  secondsBetween,
} from "../format";

/** Puts a count before the right English form. */
export const counted = countingIn("en");

/** `1 item`, `1,204 items`: an item is one record of the shop. */
export const items = (count: Count): string => counted(count, { one: "item", other: "items" });

/** `just now` in the first minute, then `5 minutes ago`. */
export const ago = (at: Moment, now: Moment = new Date()): string =>
  secondsBetween(at, now) < 60 ? "just now" : relative(at, now);

export const common = {
  ago,
  productName: "Backstock",

  buttons: {
    confirm: "Confirm",
    cancel: "Cancel",
    close: "Close",
    back: "Back",
    next: "Next",
    tryAgain: "Try again",
    copied: "Copied",
    chooseFolder: "Choose a folder…",
    chooseFile: "Choose a file…",
    clearSearch: "Clear search",
    stop: "Stop…",
    viewDetail: "View Detail",
    helpForThisPage: "Help for this page",
  },

  dialog: {
    close: "Close",
    typed: "What you typed is not kept. Press Esc or the close button once more to close.",
  },

  /** A name that has to be typed before the button may be pressed. */
  typeName: {
    label: (name: string): string => `Type ${name} to confirm`,
    hint: (button: string): string =>
      `“${button}” can be pressed when the shop’s name stands here. Capital and small letters are the same.`,
    first: (name: string): string => `Type ${name} first.`,
  },

  /** A range of days, both of them included, in the owner's own time. */
  dates: {
    label: "Dates",
    from: "From",
    to: "To",
    clear: "Clear the dates",
    upsideDown: "The first day is after the last one.",
    format: "Write the day as year-month-day, for example 2026-11-19.",
  },

  yes: "Yes",
  no: "No",
  loading: "Loading…",

  items,
  versions: (count: Count): string => counted(count, { one: "version", other: "versions" }),
  backups: (count: Count): string => counted(count, { one: "backup", other: "backups" }),
  change: { added: "Added", updated: "Updated", deleted: "Deleted" },
  sign: { added: "+", updated: "~", deleted: "−" },
  /** `+3 ~9 −0`, read aloud. */
  changesSpoken: (added: Count, updated: Count, deleted: Count): string =>
    `${number(added)} added, ${number(updated)} updated, ${number(deleted)} deleted`,

  /** The steps of a job, by their names in the engine. */
  phase: {
    opening: "Opening the shop",
    reading: "Reading the shop",
    safety_backup: "Making a safety backup first",
    planning: "Comparing with the shop",
    writing: "Writing to the shop",
    waiting: "The shop cannot be reached; trying again",
    reading_back: "Reading back what was written",
    verifying: "Checking the backups",
    finding_columns: "Finding out which columns there are",
    writing_file: "Writing the files",
    checking_file: "Checking the file",
    finishing: "Finishing",
  },

  progress: {
    /** `Products · 1,204 of 4,812 items`. */
    of: (done: Count, total: Count): string => `${number(done)} of ${items(total)}`,
    backupsOf: (done: Count, total: Count): string =>
      `${number(done)} of ${counted(total, { one: "backup", other: "backups" })}`,
    /** While the total is not known. */
    soFar: (done: Count): string => `${items(done)} so far`,
    withType: (type: string, counts: string): string => `${type} · ${counts}`,
    failed: (count: Count): string => counted(count, { one: "item has a problem", other: "items have a problem" }),
    elapsed: (seconds: number): string => `Running for ${duration(seconds)}`,
    /** Shown from the tenth second on. */
    remaining: (seconds: number): string => `about ${duration(roundedRemaining(seconds))} left`,
    stopping: "Stopping after the current item…",
  },

  /** For values that are not text. */
  value: {
    nothing: "Not set",
    emptyText: "Empty text",
    missing: "–",
  },
};
