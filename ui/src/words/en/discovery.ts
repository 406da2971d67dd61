/** `Discovery`: is the shop protected, what changed, what is the next step. */

import { type Count, type Moment, dateTime, number, relative } from "../format";
import { ago, items } from "./common";

export const discovery = {
  title: "Discovery",

  /** The one sentence at the top, and what to do about it. */
  protection: {
    protected: "Your shop is protected.",
    protectedDetail: (at: Moment, count: Count, now?: Moment): string =>
      `Last backup ${ago(at, now)}, ${items(count)}.`,
    never: "Your shop is not protected yet.",
    // S2.0.7
    neverDetail:
      "Make the first backup now. History starts there: what was changed before the first backup cannot be shown or brought back.",
    stale: (at: Moment, now?: Moment): string => `Your last backup was ${relative(at, now)}.`,
    staleDetail: "Changes made since then are not protected. Back up now.",
    failed: "The last backup did not finish.",
    failedDetail: (at: Moment): string =>
      `The backup of ${dateTime(at)} is whole and stays your latest one. Try again.`,
    failedFirst: "The first backup did not finish, so there is nothing to restore from yet. Try again.",
    running: "A backup is running.",
    restoring: "A restore is running.",
    undoing: "A restore is being undone.",
    runningDetail: "You can go on working in Backstock. Avoid critical changes in the shop until it has finished.",
  },

  /** What changed between the last two backups. */
  changes: {
    title: "What changed",
    since: (at: Moment): string => `Since the backup of ${dateTime(at)}`,
    nothing: "Nothing changed between the last two backups.",
    bulk: "Compare or restore all of it in Bulk Recovery",
    onlyOne: "There is one backup so far. From the next one on you see here what changed.",
    /** Only what is not zero: `37 added · 2 deleted`. */
    summary: (added: Count, updated: Count, deleted: Count): string =>
      (
        [
          [added, "added"],
          [updated, "updated"],
          [deleted, "deleted"],
        ] as const
      )
        .filter(([count]) => Number(count) > 0)
        .map(([count, what]) => `${number(count)} ${what}`)
        .join(" · "),
  },

  recoveries: {
    title: "Latest restores",
    all: "Recovery history",
  },

  /** How a backup came about, by its name in the contract. */
  origin: {
    manual: "Started by you",
    scheduled: "By schedule",
    safety: "Safety backup, taken before a restore",
    imported: "Imported",
    export: "Read for an export",
  },

  /** What is to be known about a backup before it is chosen. */
  marks: {
    alarmed: "unusual changes",
    pinned: "kept forever",
  },

  next: {
    lookAtChanges: "See what changed",
    lookAtChangesIn: (type: string): string => `See what changed in ${type}`,
    lookAtRecovery: "See what went wrong in the last restore",
    firstBackup: "Make the first backup",
    backUpNow: "Back up now",
    saveRecoveryKey: "Save your recovery key",
    saveRecoveryKeyHint: "Without it, a new computer cannot open your backups.",
    /** Only for the practice shop. */
    makeMistake: "Make a mistake on purpose",
    dayPasses: "Let a day pass",
  },

  practice: {
    title: "Practice shop",
    text: "Harbour Tea is a made-up tea shop on this computer. Nothing you do here can harm a real shop.",
    mistakeTitle: "Which mistake?",
    mistakeDone: (sentence: string): string => `Done: ${sentence}`,
    mistakeNext: "Now make a backup and see what changed.",
  },

  recent: {
    title: "Latest backups",
    empty: "No backup yet.",
    /** It keeps what it read, and does not make the shop protected. */
    partial: "a part of the shop",
  },
};
