/** One item: its versions, and `Current version` beside `Selected version`. */

import { type Count, type Moment, dateTime, number, relative, secondsBetween, shortDateTime } from "../format";
import { counted } from "./common";

const ago = (at: Moment, now?: Moment): string => {
  const seconds = secondsBetween(at, now);
  return seconds < 60 ? `${seconds} s ago` : relative(at, now);
};

export const compare = {
  versions: {
    count: (count: Count): string => counted(count, { one: "version", other: "versions" }),
    timeline: "Versions, newest first",
    deleted: "Deleted in store",
    /** Only the backup that a restore makes before it writes has seen it. */
    safety: "Taken before a restore",
    alarmed: "Of a backup with unusual changes",
    /** It came out of a file that was taken into the history. */
    imported: "Imported",
  },

  current: {
    // S2.5.7
    live: (readAt: Moment, now?: Moment): string => `Live, read ${ago(readAt, now)}`,
    offline: (backupAt: Moment, now?: Moment): string => `Offline - last backup ${shortDateTime(backupAt, now)}`,
    reading: "Reading the shop…",
    readAgain: "Read the shop again",
    // S2.5.8
    gone: "This item no longer exists in the store.",
  },
  selected: {
    title: "Selected version",
    /** Two versions of the same minute are told apart by what changed. */
    optionWith: (at: Moment, what: string): string => (what === "" ? dateTime(at) : `${dateTime(at)} · ${what}`),
    /** While a version that was just chosen is being compared. */
    coming: "The selected version is being compared. Look at it first.",
    sameAsCurrent: "same as current",
    notThere: "This item did not exist in the store at that time.",
  },

  /** The left side when it is not the shop, but another backup. */
  other: {
    backup: (backup: number, at: Moment): string => `Backup ${backup} of ${dateTime(at)}`,
    compareWithShop: "Compare with the shop now",
  },

  tabs: { label: "View", summary: "Summary", json: "Json", sourceCode: "Source Code" },

  viewChangeOnly: "View change only",
  viewChangeOnlyDisabled: "There is no difference to show.",
  inspectAll: "Inspect all changes",
  inspectEnd: "Hide the details",

  counts: (count: Count): string => counted(count, { one: "field differs", other: "fields differ" }),
  wrap: "Wrap long lines",
  /** Ticks a field for a restore of only some fields. */
  tick: (field: string): string => `Restore ${field}`,
  noDifference: "Both versions are the same.",
  position: (index: Count, total: Count): string => `Change ${number(index)} of ${number(total)}`,
  nextChange: "Next change",
  previousChange: "Previous change",
  showUnchanged: (count: Count): string => `Show ${counted(count, { one: "equal field", other: "equal fields" })}`,
  minorHidden: (count: Count): string => counted(count, { one: "minor field hidden", other: "minor fields hidden" }),
  hideMinor: "Hide minor fields",
  /** View change only, with nothing but such fields different. */
  onlyMinor: "Only minor fields differ.",
  minorHint:
    "Fields that change by themselves, such as the date of the last edit, the number of views, or a price with tax that the shop works out.",

  /** In the place of equal lines that are not shown. */
  equalLines: (count: Count): string => `… ${counted(count, { one: "equal line", other: "equal lines" })} …`,
  /** In the place of a part of a long text that is not shown. */
  leftOut: (count: Count): string => `… ${counted(count, { one: "character", other: "characters" })} left out …`,
  showWhole: (count: string): string => `Show all ${count} characters`,
  wholeLine: "The whole line",
  /** Said before a line that differs, for screen readers. */
  side: {
    current: "In the current version:",
    other: "In the other version:",
    selected: "In the selected version:",
  },

  columns: {
    field: "Field",
    current: "Current version",
    other: "Other version",
    selected: "Selected version",
    change: "Change",
  },
  /** What happened from the selected version to the current one. */
  change: {
    added: "Added since",
    updated: "Changed since",
    deleted: "Removed since",
    unchanged: "Same",
  },

  /** Every value a field ever had. */
  fieldTimeline: {
    open: (field: string): string => `Every value of ${field}`,
    title: (field: string): string => `${field} over time`,
    columns: { value: "Value", from: "From", to: "To" },
    stillSo: "still so",
    notThere: "Not there",
    putBack: "Put this value back",
    empty: "This field has had one value since history starts.",
    /** What the chart shows, for who cannot see it. */
    chart: (field: string, values: Count, low: string, high: string): string =>
      `${field}: ${counted(values, { one: "value", other: "values" })} over time, lowest ${low}, highest ${high}`,
  },

  copy: {
    json: "Copy this Json",
    sourceCode: "Copy this source",
    done: "Copied to the clipboard.",
    failed: "The clipboard could not be used. Select the text and copy it with Ctrl C.",
  },
  tooLarge: "This text is too large to compare word by word, so whole lines are compared.",
  tooLongToMark: "This text is too long to mark what differs here. Source Code shows every line that changed.",
  longLine: "Show the whole line",

  empty: {
    notFound: {
      title: "This item is not in the vault",
      text: "It may have been created after the last backup.",
      action: "Backup all data",
    },
  },
};
