/** `Storage`: what takes the room, how long it will do, and which backups are kept. */

import type { KeepRule } from "../../contract/contract";
import { type Count, type Moment, bytes, dateTime, list, number } from "../format";
import { counted } from "./common";

const backups = (count: Count): string => counted(count, { one: "backup", other: "backups" });
const days = (count: Count): string => counted(count, { one: "day", other: "days" });
const weeks = (count: Count): string => counted(count, { one: "week", other: "weeks" });

export const storage = {
  title: "Storage",

  cards: {
    label: "How much room there is",
    vault: "Vault size",
    vaultHint: (others: Count): string =>
      Number(others) > 0 ? `${bytes(others)} of it for other shops` : "compressed and encrypted",
    free: "Free on this disk",
    fullIn: (count: Count): string =>
      Number(count) === 0 ? "full in less than a week" : `full in about ${weeks(count)}, as it grows now`,
    freeUnknown: "Too few backups yet to say how long it will do.",
    backups: "Backups kept",
    backupsHint: (since: Moment): string => `since ${dateTime(since)}`,
  },

  growth: {
    title: "Growth",
    spoken: (from: Count, to: Count): string =>
      `What the backups of this shop take: from ${bytes(from)} to ${bytes(to)}`,
    first: (size: Count): string => `The first backup brought ${bytes(size)}.`,
    later: (size: Count): string => `Each later one brought ${bytes(size)} on average.`,
    onlyOne: "There is one backup so far. From the next one on you see here how the vault grows.",
  },

  room: {
    title: "What takes the room",
    hint: "All versions of all backups, as they lie on the disk. What did not change is kept only once.",
    columns: { type: "Content type", records: "Items", objects: "Pictures and files", sum: "Together" },
    others: "Other shops in this vault",
    imported: "Files in the history",
    importedHint: "They are deleted like backups.",
    readFiles: "Backup files that were read",
    readFilesHint: "They go by themselves when no restore needs them any more.",
    around: "The vault itself",
    aroundHint:
      "What restores wrote down, what searching needs, and room that became free inside: the next backups use it before the vault grows.",
  },

  keep: {
    title: "How many backups to keep",
    rules: { all: "Keep all", last: "Keep the last", thin_out: "Thin out" },
    rule: "Rule",
    allText: "Every backup is kept. Nothing is deleted unless you choose it below.",
    lastCount: "How many of the newest",
    thinOut: { all: "Days with all backups", daily: "then days with one a day", weekly: "then weeks with one a week" },
    thinOutRest: "After that one a month stays.",
    wrong: "Type a whole number, 1 or more.",
    wrongOrNone: "Type a whole number, 0 or more.",
    automatic: "Delete the others after each good backup",
    automaticHint: "Without this, nothing is deleted by itself.",
    others: {
      automatic: "The others are deleted after each good backup.",
      byHand: "The others stay until you delete them.",
    },
    waits:
      "Nothing is deleted by itself for now: more than 60 days lie between two backups, or this computer’s clock was wrong. Look at what would go, then delete it, or save the rule again.",
    spared:
      "Never deleted: the first backup, the newest, pinned ones, the last good one before unusual changes, what a restore still needs, and safety backups younger than 30 days.",
    save: "Save the rule",
    inForce: "This is the rule in force.",
    saved: "The rule is saved. Nothing was deleted by saving it.",
    preview: "Show what would go",
    previewTitle: "What this rule deletes",
    nothingGoes: "With this rule every backup stays.",
    goes: (count: Count, freed: Count): string =>
      `${backups(count)} would be deleted, and about ${bytes(freed)} would be free. Nothing was deleted yet.`,
    mark: { goes: "Goes", stays: "Stays" },
    because: {
      pinned: "pinned",
      before_alarm: "the last good one before unusual changes",
      needed_by_run: "a restore still needs it",
      newest: "the newest",
      first: "history starts with it",
      young_safety: "made before a restore, less than 30 days ago",
      by_rule: "by the rule",
    },
    apply: (count: Count): string => `Delete ${backups(count)}…`,
    sentence: (rule: KeepRule): string => {
      switch (rule.kind) {
        case "all":
          return "All backups are kept.";
        case "last":
          return rule.backups === 1 ? "The newest backup is kept." : `The newest ${backups(rule.backups)} are kept.`;
        case "thin_out":
          return `Kept are all backups of ${days(rule.all_days)}, then one a day for ${days(rule.daily_days)}, then one a week for ${weeks(rule.weekly_weeks)}, then one a month.`;
      }
    },
  },

  kept: {
    title: "Backups kept",
    choose: (at: Moment): string => `Choose the backup of ${dateTime(at)}`,
    pinned: "Pinned",
    pin: "Keep forever…",
    unpin: "Take the pin off",
    name: "Name it…",
    more: (at: Moment): string => `What to do with the backup of ${dateTime(at)}`,
    delete: "Delete selected backups",
    showAll: (count: Count): string => `Show all ${backups(count)}`,
    noneChosen: "Choose the backups to delete first.",
    why: (note: string): string => `Pinned: ${note}`,
    pinTitle: "Keep this backup forever?",
    pinText: "No rule deletes it, and it cannot be chosen for deleting until you take the pin off.",
    note: "Why (you may leave this empty)",
    pinButton: "Pin it",
    labelTitle: "Name this backup",
    label: "Name",
    labelHint: "Empty takes the name away.",
    labelButton: "Save the name",
    deleteTitle: (count: Count): string => `Delete ${backups(count)}?`,
    deleteText: (freed: Count): string =>
      `Versions that only they hold will be gone for good; about ${bytes(freed)} will be free. The other backups, and the shop itself, stay as they are.`,
    deleteButton: (count: Count): string => `Delete ${backups(count)}`,
    dates: (dates: readonly string[]): string => list(dates),
    andMore: (count: Count): string => `${number(count)} more`,
    disabled: {
      backupRunning: "A backup is running. You can delete backups when it has finished.",
      restoreRunning: "A restore is running. You can delete backups when it has finished.",
      checking: "The vault is being checked. You can delete backups when that has finished.",
      deleting: "Backups are being deleted.",
      exporting: "An export is running. You can delete backups when it has finished.",
      otherJob: (what: string): string => `${what} You can delete backups when it has finished.`,
    },
  },

  done: (count: Count, freed: Count): string =>
    Number(count) === 0
      ? "There was nothing to delete: every backup stays."
      : `${backups(count)} deleted, ${bytes(freed)} are free again. All others are as they were.`,
  prunedAfter: (count: Count): string =>
    `${counted(count, { one: "old backup was", other: "old backups were" })} deleted by your rule.`,

  empty: {
    title: "Nothing in the vault yet",
    text: "After the first backup you see here what takes the room and how many backups are kept.",
  },
};
