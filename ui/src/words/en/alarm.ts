/** Unusual changes: what a backup found, what is usual, and what the owner says to it. */

import type { FindingRow } from "../../contract/contract";
import { type Count, type Moment, dateTime, number } from "../format";
import { counted } from "./common";

type Told = Pick<FindingRow, "way" | "label" | "field" | "count" | "of" | "factor">;

export const alarm = {
  title: "Unusual changes",
  between: (since: Moment, until: Moment): string =>
    `Something changed between ${dateTime(since)} and ${dateTime(until)} that is unusual in this shop. If nobody meant to do this, it can be put back.`,

  /** `Products, Price: raised in 412 of 2,000, mostly 10 times as high.` */
  finding: ({ way, label, field, count, of, factor }: Told): string => {
    const what = field === null ? label : `${label}, ${field}`;
    const share = `${number(count)} of ${number(Math.max(count, of))}`;
    switch (way) {
      case "deleted":
        return `${what}: ${share} are gone.`;
      case "emptied":
        return `${what}: emptied in ${share}.`;
      case "zeroed":
        return `${what}: set to 0 in ${share}.`;
      case "raised":
        return factor === null
          ? `${what}: raised in ${share}.`
          : `${what}: raised in ${share}, mostly ${factor} times as high.`;
      case "lowered":
        return factor === null
          ? `${what}: lowered in ${share}.`
          : `${what}: lowered in ${share}, mostly to ${factor} of what it was.`;
      case "unlinked":
        return `${what}: taken off ${share}.`;
      case "shortened":
        return `${what}: cut short in ${share}.`;
      case "replaced":
        return `${what}: replaced by something else in ${share}.`;
      case "changed":
        return `${what}: changed in ${share}.`;
    }
  },
  usual: (least: Count, most: Count): string =>
    least === most ? `Usual: ${number(most)} a day.` : `Usual: ${number(least)} to ${number(most)} a day.`,
  never: "Usual: none.",
  examples: "For example:",
  example: (name: string, old: string | null, now: string | null): string =>
    old === null && now === null ? name : `${name}: ${old ?? "nothing"} → ${now ?? "nothing"}`,
  moreFindings: (count: Count): string => counted(count, { one: "thing more", other: "things more" }),

  kept: (at: Moment): string =>
    `The backup of ${dateTime(at)} is the last good one from before that. It is pinned and stays.`,
  keptAnyway: (at: Moment): string => `The backup of ${dateTime(at)} is the last good one from before that. It stays.`,

  showChanges: "Show what changed",
  undo: "Undo it, keep the sales",
  settle: "This is settled",
  settleTitle: "What became of it?",
  settleQuestion: "These changes were",
  settled: { planned: "planned", put_back: "a mistake, now put back" },
  settleText: "This message then goes away. Nothing in the shop is changed by it.",
  unpin: (at: Moment): string => `The backup of ${dateTime(at)} need not be kept forever any more`,
  settleFirst: "Say first what became of it.",
  settleButton: "Close this message",

  /** Times in which prices are expected to change. */
  expected: {
    title: "Planned price changes",
    text: "Before a sale, say when prices will change. Then there is no alarm about prices in that time; everything else is still watched.",
    none: "None is planned.",
    between: (from: Moment, until: Moment): string => `${dateTime(from)} to ${dateTime(until)}`,
    add: "Plan a price change…",
    addTitle: "When will prices change?",
    name: "What it is",
    nameHint: "For example: Black Friday",
    from: "First day",
    until: "Last day",
    nameMissing: "Give it a name.",
    dayMissing: "Choose a day.",
    dayWrong: "Write the day as year-month-day, for example 2026-11-27.",
    turned: "The last day is before the first one.",
    save: "Save",
    forget: (name: string): string => `Remove ${name}`,
  },

  found: (count: Count): string =>
    `Backup finished, and it found ${counted(count, { one: "unusual change", other: "unusual changes" })}.`,
};
