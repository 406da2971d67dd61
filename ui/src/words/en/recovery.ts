/** `Backup Vault` > `Bulk Recovery`: the recovery history and one past restore. */

import { type Count, type Moment, dateTime, list, number } from "../format";
import { counted, items } from "./common";

export const recovery = {
  history: {
    title: "Recovery history",
    columns: {
      version: "Version date",
      recovery: "Recovery date",
      success: "Successful items",
      errors: "Error items",
      status: "Status",
      what: "What",
    },
    kind: {
      restore: "Restore",
      restoreFrom: (from: string): string => `Restore from ${from}`,
      undo: "Undo of a restore",
      mistake: "Undo of a mistake",
      guide: "By hand (guided manual restore)",
    },
    /** What was put back: `Price of Earl Grey and 3 more`. */
    subject: (name: string, field: string | null, total: Count): string => {
      const of = field === null ? name : `${field} of ${name}`;
      return Number(total) > 1 ? list([of, `${number(Number(total) - 1)} more`]) : of;
    },
    viewDetail: (at: Moment): string => `View Detail of the recovery of ${dateTime(at)}`,
    all: (count: Count): string => counted(count, { one: "recovery", other: "recoveries" }),
    some: (count: Count, all: Count): string =>
      `${number(count)} of ${counted(all, { one: "recovery", other: "recoveries" })}`,
    /** S2.9.1, S2.9.3 */
    filter: {
      status: "Status",
      any: "All",
      title: "No recovery matches both filters",
      titleOne: "No recovery matches this filter",
      /** Which filter to relax, and what it would show. */
      withoutStatus: (status: string, count: Count): string =>
        `${counted(count, { one: "recovery lies", other: "recoveries lie" })} in these dates with another status than ${status}.`,
      withoutDates: (status: string, count: Count): string =>
        `${counted(count, { one: "recovery", other: "recoveries" })} with the status ${status} ${Number(count) === 1 ? "lies" : "lie"} outside these dates.`,
      onlyDates: (count: Count): string =>
        `${counted(count, { one: "recovery lies", other: "recoveries lie" })} outside these dates.`,
      onlyStatus: (status: string): string => `No recovery has the status ${status}.`,
      neither: "Only with both filters cleared is there something to show.",
      anyStatus: "Show every status",
      anyDate: "Show all dates",
      clear: "Clear filters",
    },
    empty: {
      title: "No restore so far",
      text: "Every restore you start is listed here with its result, and can be undone from here.",
      action: "Open Backup Vault",
    },
  },

  /** The guide's names for the three states; the second line says more. */
  status: { Progressing: "Progressing", Done: "Done", Fail: "Fail" },
  statusDetail: {
    cancelled: "cancelled by you",
    interrupted: "Backstock was closed",
    undone: "undone",
    undonePartly: "undone in part",
    ticked: (done: Count, all: Count): string => `${number(done)} of ${number(all)} steps ticked`,
    withErrors: (count: Count): string => counted(count, { one: "item failed", other: "items failed" }),
  },

  /** What was done to an item, by its name in the contract. */
  action: { create: "Created", update: "Updated", delete: "Deleted" },

  /** What a restore did, in a sentence or two; `items` counts items of a type. */
  summary: {
    title: "Summary",
    to: (at: Moment): string => `Put back to ${dateTime(at)}`,
    undone: "Taken back to how it was before",
    mistake: "Mistake taken back",
    fieldOf: (label: string, name: string): string => `${label} of ${name}`,
    field: (label: string, count: Count, type: string): string => `${label} in ${number(count)} ${type}`,
    kind: (count: Count, type: string): string => `${number(count)} ${type}`,
    more: (count: Count): string => `${number(count)} more`,
    written: (to: string, fields: readonly string[]): string => `${to}: ${list(fields)}.`,
    created: (kinds: readonly string[]): string => `Created: ${list(kinds)}.`,
    deleted: (kinds: readonly string[]): string => `Deleted: ${list(kinds)}.`,
    failed: (count: Count, why: string): string => `${items(count)} failed: ${why}`,
    moreFailed: (count: Count): string => `${items(count)} failed for other reasons.`,
    nothing: "Nothing was written.",
  },

  /** What was left as it was and why, and how fields were decided that the shop had changed since. */
  decisions: {
    title: (count: Count): string => `Left as it was, or decided by you (${number(count)})`,
    skipped: "It was left as it is.",
    left_out: "You unticked it in the preview.",
    kept: "The shop had changed it since. What the shop had was kept.",
    taken: "The shop had changed it since. You chose the earlier value.",
    live: "In the shop then",
    wanted: "In the backup",
    written: "Chosen",
    shown: (shown: Count, total: Count): string =>
      `${number(shown)} of ${number(total)} shown. The record that you can save has all of them.`,
    more: "Show more",
    /** What can only be put right by hand, and the way to it. */
    byHandTitle: (total: Count): string => `To put right by hand (${number(total)})`,
    leftByHand: (count: Count): string =>
      `${items(count)} can only be put right by hand, which Backstock helps with step by step.`,
    openByHand: "Show what is left to do by hand",
    whole: "Show the whole recovery",
  },

  /** What no program can try out. */
  checklist: {
    title: "Test your shop now",
    whole: "Every item was read back and compared.",
    text: "What only your shop itself can show, try out by hand:",
    points: [
      "Checkout: put something into the cart and go as far as the payment.",
      "Login: sign in as a customer and as yourself.",
      "Content: open the start page, a product and a page that was restored.",
    ],
  },

  audit: {
    title: "Keep a record of it",
    text: "Who and why, when, every field with its value before and after, and what came of it.",
    csv: "Save for a spreadsheet (CSV)…",
    html: "Save to print (HTML)…",
    saved: (place: string): string => `The record is in ${place}.`,
  },

  retry: {
    label: "Retry failed",
  },

  detail: {
    title: (at: Moment): string => `Recovery of ${dateTime(at)}`,
    undoTitle: (at: Moment): string => `Undo of ${dateTime(at)}`,
    openUndone: "Show the restore it undid",
    openUndo: "Show the undo",
    note: "Note",
    columns: { item: "Item", action: "Action", result: "Result", error: "Error" },
    result: {
      sent: "Sent, not confirmed",
      written: "Written",
      verified: "Written and read back",
      failed: "Failed",
      skipped: "Left as it is",
    },
    /** `sent`: the app was stopped before the shop's answer was kept. */
    waiting: "Not started",
    differs: (fields: readonly string[]): string => `Reads back differently: ${list(fields)}`,
    numberBefore: (id: string): string => `was ${id}`,
    shown: (shown: Count, total: Count): string => `${number(shown)} of ${items(total)} shown`,
    empty: "This restore had nothing to write.",
    completed: (done: Count, total: Count): string => `${number(done)} of ${items(total)} completed`,
    errorsOnly: "Show errors only",
    noErrors: "No item failed.",
  },
};
