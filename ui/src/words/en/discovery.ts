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
    verified: "Checked and found whole.",
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
    runningDetail: "You can go on working in Backstock. Avoid critical changes in the shop until it has finished.",
    unreachable: "Backstock cannot reach your shop.",
    unreachableDetail: "Everything backed up so far can still be seen. Check the connection in Settings.",
    damaged: "Part of the vault is damaged.",
    damagedDetail: "See which items are affected under Storage, then make a new backup.",
    interrupted: "A restore was interrupted.",
    interruptedDetail: "See what was written and what was not, then resume it, undo it or leave it.",
  },

  /** An old copy of the vault lies in the place of a newer one. */
  olderVault: {
    accept: "Accept this vault…",
    title: "Go on with this vault?",
    text: "Backups made after this copy are lost for good if the newer vault cannot be put back. Backstock makes a new backup now, and every check of the vault will say that an older one was accepted.",
    confirm: "Accept it and back up now",
  },

  /** What changed between the last two backups. */
  changes: {
    title: "What changed",
    since: (at: Moment): string => `Since the backup of ${dateTime(at)}`,
    nothing: "Nothing changed between the last two backups.",
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
    empty: "No restore so far.",
    all: "Recovery history",
  },

  /** How a backup came about, by its name in the contract. */
  origin: {
    manual: "Started by you",
    scheduled: "By schedule",
    safety: "Safety backup before a restore",
    imported: "From a file",
  },

  next: {
    lookAtChanges: "See what changed",
    lookAtRecovery: "See what went wrong in the last restore",
    nothing: "Nothing to do. Your shop is protected.",
    title: "Next step",
    firstBackup: "Make the first backup",
    backUpNow: "Back up now",
    lookAround: "Look at what is in the vault",
    saveRecoveryKey: "Save your recovery key",
    saveRecoveryKeyHint: "Without it, a new computer cannot open your backups.",
    openInterrupted: "Show the interrupted restore",
    openStorage: "Show the damage",
    openSettings: "Open Settings",
    /** Only for the practice shop. */
    makeMistake: "Make a mistake on purpose",
    makeMistakeHint: "Then find it, compare it and put it right.",
    dayPasses: "Let a day pass",
    dayPassesHint: "Orders come in and a few things are edited, as on any day.",
  },

  practice: {
    title: "Practice shop",
    text: "Harbour Tea is a made-up tea shop on this computer. Nothing you do here can harm a real shop.",
    menu: "Practise",
    mistakeTitle: "Which mistake?",
    mistakeDone: (sentence: string): string => `Done: ${sentence}`,
    mistakeNext: "Now make a backup and see what changed.",
    dayDone: (sentence: string): string => `A day has passed. ${sentence}`,
  },

  recent: {
    title: "Latest backups",
    empty: "No backup yet.",
    all: "All backups",
  },
};
