/** Putting one item back: the button or why it is not there, the preview, the confirmation, the result, undoing it. */

import { type Count, type Moment, dateTime, list, number } from "../format";
import { counted, items } from "./common";

const stays = (count: Count): string => (Number(count) === 1 ? "stays" : "stay");

const consequences: Readonly<Record<string, (count: Count, type: string, detail: string) => string>> = {
  newer_records_kept: (count, type) =>
    `${items(count)} in ${type} came after this backup and ${stays(count)} in the shop.`,
  newer_orders_mention: (count, type, detail) =>
    `${items(count)} in ${type} came since then and ${Number(count) === 1 ? "mentions" : "mention"} what is written here: ${detail}. ${Number(count) === 1 ? "It stays as it is" : "They stay as they are"}.`,
  addresses_change_back: (count, type) =>
    `The web address of ${items(count)} in ${type} changes back. Links to the present address may lead nowhere afterwards.`,
  addresses_in_use: (count, type, detail) =>
    `${items(count)} in ${type} ${Number(count) === 1 ? "gets" : "get"} a web address that another item in the shop has by now: ${detail}. The shop may refuse that, or show the wrong one; change one of the two addresses first.`,
  // The names of those actions are the database's own and say nothing to an owner.
  triggers_not_fired: (_count, type) =>
    `Automatic actions of the shop’s database do not run for ${type} during the restore.`,
  stock_corrected: (count, type, detail) =>
    `${detail === "" ? "Stock" : detail} in ${type} is corrected for ${items(count)} by what the mistake changed. What was sold or delivered since then stays counted.`,
  stock_perhaps_right: (count, type, detail) =>
    `${detail === "" ? "Stock" : detail} in ${type} may have been put right already for ${items(count)}, or would fall below zero. It is changed only where you decide so.`,
  stock_written_before: (count, type, detail) =>
    `${detail === "" ? "Stock" : detail} in ${type} was written by an earlier restore since then for ${items(count)}. It is changed again only where you decide so.`,
  // A sentence out of the platform's manifest.
  restored_partly: (_count, type, detail) => `${type}: ${detail}`,
  // A sentence out of the platform's profile.
  platform_refresh: (_count, _type, detail) => `Afterwards: ${detail}`,
  triggers_fired: (_count, type) =>
    `Automatic actions of the shop’s database run for ${type} during the restore; what they make of the restored items is corrected.`,
  protected_fields_kept: (count, type, detail) =>
    `${detail === "" ? "Stock" : detail} in ${type} is left as it is in the shop for ${items(count)}, because it changes with every sale.`,
  protected_fields_written: (count, type, detail) =>
    `${detail === "" ? "Stock" : detail} in ${type} is written for ${items(count)}, as you asked.`,
  protected_type_kept: (count, type) => `${type} are protected and stay as they are (${items(count)}).`,
  type_not_restorable: (count, type) => `${type} cannot be restored here and stay as they are (${items(count)}).`,
  type_not_read_then: (count, type) =>
    `This backup did not look at ${type}, so they stay as they are (${items(count)}).`,
  type_not_in_shop: (count, type) =>
    `The shop has no ${type} any more, so ${items(count)} of the backup cannot be put back.`,
  lines_without_item: (count, type) =>
    `${counted(count, { one: "line", other: "lines" })} of the file ${Number(count) === 1 ? "matches no item of" : "match no item of"} ${type} in the shop, and ${Number(count) === 1 ? "is" : "are"} left out.`,
  columns_without_field: (count, type) =>
    `No column of the file’s ${type} is a field that the shop has, so ${counted(count, { one: "line is", other: "lines are" })} left out.`,
  field_not_in_shop: (count, type, detail) =>
    `The shop has no field ${detail} in ${type} any more; it is left out for ${items(count)}.`,
  rows_not_in_shop: (_count, type) =>
    `Some chosen fields of ${type} belong to rows that the shop does not have any more; they are left out.`,
  left_over_rows_taken: (count, type) =>
    `${counted(count, { one: "row", other: "rows" })} that an earlier deletion left over in the shop will belong to ${type} again, or go where this backup does not have them. They are counted as deleted.`,
  came_with_others: (count, type) =>
    `${items(count)} in ${type} went with it when it was deleted and ${Number(count) === 1 ? "comes" : "come"} back too, unless you leave ${Number(count) === 1 ? "it" : "them"} out.`,
  stays_gone: (count, type) =>
    `${items(count)} in ${type} went with it when it was deleted and ${Number(count) === 1 ? "stays" : "stay"} gone.`,
  own_type_kept: (count, type) =>
    `${type} are about the shop itself, such as its address and its passwords, and are not copied (${items(count)} in the backup).`,
  copy_same: (count, type) =>
    `${items(count)} in ${type} ${Number(count) === 1 ? "is" : "are"} there already, just as in the backup.`,
  pointed_again: (count, type) =>
    `What is made again gets another number from the shop. ${items(count)} in ${type} belonged to it and will be put to it again, also where you did not choose them.`,
  points_nowhere: (count, type) =>
    `What is made again gets another number from the shop. ${items(count)} in ${type} belonged to it and will not belong to it any more, because ${type} are written only when you choose them by name.`,
  reference_missing: (count, type) =>
    `${counted(count, { one: "item", other: "items" })} will point to ${type} that the shop does not have; the shop may refuse them.`,
};

const AS_PREVIEWED_BUT_LEFT =
  "Backstock read back from the shop what it wrote: it is as the preview showed. What the preview left as it is was not touched.";

export const restore = {
  button: "Restore to this version",

  /** S2.15.2: shown where the button would be. */
  unavailable: {
    // S2.6.3: the type's own reason follows.
    notRestorable: (type: string): string => `${type} cannot be restored directly.`,
    versionIsDeletion: "At that time the item did not exist in the store. Choose an older version.",
    // S2.6.5
    isCurrent: "The selected version is the same as the current one. Choose an older version.",
    isOnly: "The shop has this item as it was when history starts. There is no older version to go back to.",
    // S2.6.6
    backupRunning: "A backup is running. You can restore when it has finished.",
    restoreRunning: "Another restore is running. You can start this one when it has finished.",
    checking: "The vault is being checked. You can restore when that has finished.",
    deleting: "Backups are being deleted. You can restore when that has finished.",
    exporting: "An export is running. You can restore when it has finished.",
    otherJob: (what: string): string => `${what} You can restore when it has finished.`,
    /** The engine says so before the window has seen what it is. */
    busyElsewhere: "Another job is at work in this vault. You can restore when it has finished.",
    // S2.6.3
    otherWay: "You can enter the old values by hand, step by step.",
    locked: "This document is locked in the shop. Locked documents are never changed by a restore.",
    unreachable: "Backstock cannot reach the shop. Check the connection in Settings.",
  },

  preview: {
    title: "What this restore will do",
    nothing: "The shop already is as it was in this version. There is nothing to restore.",
    /** Something differs, and all of it is left as it is; the reasons stand below. */
    nothingChosen: "Nothing would be written: what differs is left as it is in the shop.",
    /** The sentence above the button. */
    summary: (creates: Count, updates: Count, deletes: Count): string => {
      const parts: string[] = [];
      if (Number(creates) > 0) {
        parts.push(`${items(creates)} will be created`);
      }
      if (Number(updates) > 0) {
        parts.push(`${items(updates)} will be updated`);
      }
      if (Number(deletes) > 0) {
        parts.push(`${items(deletes)} will be deleted`);
      }
      if (parts.length === 0) {
        return "Nothing is changed in the shop.";
      }
      return `${list(parts)}${Number(deletes) === 0 ? ", nothing deleted" : ""}.`;
    },
    action: { create: "Create", update: "Update", delete: "Delete" },
    /** What happens to a single field; always shown together with its sign. */
    change: { added: "Comes back", removed: "Is removed", changed: "Changes" },
    /** In one fold below what the owner cares for. */
    minor: (count: Count): string =>
      `${counted(count, { one: "minor field is", other: "minor fields are" })} written as well`,
    writesTitle: (count: Count): string =>
      counted(count, { one: "field will be written", other: "fields will be written" }),
    columns: { field: "Field", now: "In the shop now", after: "After the restore" },
    wholeCreated: "The item is made with everything this version holds.",
    wholeDeleted: "The item is deleted from the shop. Its versions stay in the vault.",
    showContent: "Show its content",
    wholeTitle: "What will be written",
    /** `Blue Hoodie goes back to the version of 19 Nov 2026, 21:04.` */
    one: (name: string, at: Moment): string => `${name} goes back to the version of ${dateTime(at)}.`,
    mistake: (at: Moment): string =>
      `What was changed by mistake after the backup of ${dateTime(at)} is taken back. What came since stays.`,
    many: (at: Moment): string => `The items go back to the backup of ${dateTime(at)}.`,
    find: "Search what will be written",
    findPlaceholder: "Item, field or value",
    /** While a search has not seen all of a long plan yet. */
    searching: "Searching…",
    noMatch: (find: string): string => `Nothing that will be written matches “${find}”.`,
    shown: (shown: Count, total: Count): string => `${number(shown)} of ${number(total)} shown`,
    showMore: "Show more",
    moreSkips: (count: Count): string => `and ${items(count)} more`,
    includeProtected: "Also restore what is protected",
    includeProtectedHint:
      "Stock levels, orders and the like change with every sale. Tick this only when they are wrong too.",
    onlyFields: (count: Count): string =>
      `Only ${counted(count, { one: "field you chose is", other: "fields you chose are" })} restored.`,
    gone: {
      title: "This preview is not there any more",
      text: "Choose the version again and look at the new preview.",
      action: "Open Backup Vault",
    },
    renew: "Show the new preview",
    renewing: "The new preview is on its way. Look at it first.",
    noFieldChosen: "Tick at least one field.",
    asNew: "The item no longer exists in the store, so it is created anew.",
    skipsTitle: "Left as they are",
    tickItem: (name: string): string => `Restore ${name}`,
    tickField: (field: string, name: string): string => `Restore ${field} of ${name}`,
    consequencesTitle: "Good to know",
  },

  /** Unticking parts of a preview, and the new preview that comes of it. */
  revise: {
    /** `3 items and 1 field are left out. 2 fields go back because you decided so.` */
    counts: (left: Count, fields: Count, taken: Count): string => {
      const out = [
        Number(left) > 0 ? items(left) : "",
        Number(fields) > 0 ? counted(fields, { one: "field", other: "fields" }) : "",
      ].filter((part) => part !== "");
      const one = Number(left) + Number(fields) === 1;
      return [
        out.length > 0 ? `${list(out)} ${one ? "is" : "are"} left out.` : "",
        Number(taken) > 0
          ? `${counted(taken, { one: "field goes", other: "fields go" })} back because you decided so.`
          : "",
      ]
        .filter((part) => part !== "")
        .join(" ");
    },
    apply: "Show the preview of this",
    reset: "Tick everything again",
    first: "You changed what is restored. Look at the new preview first.",
    origin: "Show everything again",
  },

  /** Fields that the shop changed since. */
  conflict: {
    title: "For you to decide",
    text: (count: Count): string =>
      `${counted(count, { one: "field was", other: "fields were" })} changed again in the shop, or may have changed by a sale. What the shop has now stays, unless you decide otherwise.`,
    mayBeSold:
      "Nobody changed it after the mistake, but orders came in the time of the mistake: a sale may be part of this difference.",
    /** What it was when the mistake, or the restore that is undone, was over. */
    base: { mistake: "After the mistake", restore: "After that restore" },
    live: "In the shop now",
    wanted: "Would be put back",
    keep: "Keep what the shop has",
    take: "Put the earlier value back",
    keepAll: "Keep all of them",
    takeAll: "Put all of them back",
    more: (count: Count): string =>
      `${counted(count, { one: "more field stays", other: "more fields stay" })} as in the shop.`,
    moreTaken: (count: Count): string =>
      `${counted(count, { one: "more field is", other: "more fields are" })} put back as well.`,
    /** At the top, where what will be written is summed up. */
    open: (count: Count): string =>
      `${counted(count, { one: "field is", other: "fields are" })} for you to decide and ${count === 1 ? "stays" : "stay"} as in the shop until then.`,
    goThere: "Decide",
  },

  /** Why an item that differs is left alone, by the reason's name in the engine. */
  skip: {
    deletes_not_allowed: "It would have to be deleted, and deleting was not asked for.",
    protected_type: "Its content type is protected and was not chosen.",
    not_restorable: "Its content type cannot be restored here.",
    locked: "It is locked in the shop.",
    not_in_backup: "The backup does not hold it.",
    not_in_shop: "The shop does not have it, so single fields of it cannot be written.",
    damaged: "Its version is damaged in the vault.",
    needs_another: "It goes with something that the shop does not have and that is not copied.",
    unclear: "Several are known by the same name or code, and it is not clear which is meant.",
    still_referenced: "Other items that stay still need it.",
  },

  /** What else a restore brings about; `code` is the engine's name for it. */
  consequence: (code: string, count: Count, type: string | null, detail: string | null): string => {
    const sentence = consequences[code];
    if (sentence !== undefined) {
      return sentence(count, type ?? "the shop", detail ?? "");
    }
    return [type, detail ?? items(count)].filter((part) => part !== null).join(": ");
  },

  confirm: {
    title: (name: string): string => `Restore ${name}?`,
    warning: "This changes live data in your shop.",
    safety: "A safety backup is made first, so that you can undo this restore.",
    button: "Restore to this version",
    deletes: (count: Count): string => `${items(count)} will be deleted from your live shop.`,
    nothing: "There is nothing to restore.",
    note: "Note (who and why)",
    noteHint: "Kept in Recovery history.",
  },

  running: {
    title: (name: string): string => (name === "" ? "Restoring" : `Restoring ${name}`),
    // S2.2.9
    notice: "Please do not make critical changes in the shop while a backup or restore is running.",
    steps: "Steps of this restore",
    step: { safety: "Safety backup", writing: "Write to the shop", readingBack: "Read back and compare" },
    stepDone: "done",
    leave: "You can leave this page. The bar at the bottom shows how far it is.",
    stop: "Stop this restore",
  },

  result: {
    title: (name: string): string => (name === "" ? "Restore" : `Restore of ${name}`),
    done: "Restored.",
    // S2.6.2
    verified: "Backstock read back from the shop what it wrote: it equals the selected version.",
    verifiedButLeft: AS_PREVIEWED_BUT_LEFT,
    verifiedExcept: (fields: readonly string[]): string =>
      `Backstock read it back from the shop. Only what the shop sets by itself is different: ${list(fields)}.`,
    differs: "Backstock read it back from the shop, and it is not as the preview showed.",
    // S2.6.4
    newId: (before: string, after: string): string =>
      `The item was created anew. Its number in the shop was ${before} and is now ${after}.`,
    /** What is none is not told: `1 item restored.`, `210 items restored, 4 failed.` */
    counts: (succeeded: Count, failed: Count, skipped: Count): string => {
      const told: [Count, string][] = [
        [succeeded, "restored"],
        [failed, "failed"],
        [skipped, Number(skipped) === 1 ? "left as it is" : "left as they are"],
      ];
      const parts = told
        .filter(([count]) => Number(count) > 0)
        .map(([count, what], index) => `${index === 0 ? items(count) : number(count)} ${what}`);
      return parts.length === 0 ? "" : `${parts.join(", ")}.`;
    },
    someFailed: (count: Count): string => `${counted(count, { one: "item was", other: "items were" })} not restored.`,
    failed: "The restore did not work.",
    nothingWritten: "Nothing was changed in the shop.",
    writtenBefore: (count: Count): string =>
      `${counted(count, { one: "item was", other: "items were" })} changed before that.`,
    /** Sent to the shop, and its answer was never kept. */
    unanswered: (count: Count): string =>
      `For ${items(count)} the shop’s answer did not arrive, so they may have been changed.`,
    canUndo: "You can undo this.",
    undone: "This restore was undone.",
    undoneText: "What it had written was taken back afterwards. The undo shows what came of it, item by item.",
    undonePartly: "This restore was undone in part.",
    undonePartlyText:
      "Some of what it had written could not be taken back yet. The undo shows which items, and it can be undone again.",
    stopped: "The restore was stopped.",
    cutOff: "The restore did not come to its end.",
    stoppedCounts: (done: Count, left: Count): string => `${items(done)} restored, ${items(left)} not started.`,
    running: "This restore is still running.",
    undo: "Undo this restore",
    undoOfUndo: "Undo this undo",
    openHistory: "Show in Recovery history",
  },

  undo: {
    text: (at: Moment): string =>
      `The items this restore changed go back to how they were just before it, at ${dateTime(at)}.`,
    warning: "This changes live data in your shop.",
    button: "Undo this restore",
    running: "Undoing the restore",
    done: "The restore was undone.",
    verified: "Backstock read it back from the shop: it is as it was before the restore.",
    verifiedButLeft:
      "Backstock read back from the shop what it wrote, and that is as it was before the restore. What the preview left as it is was not touched.",
    undone: "This undo was itself undone.",
  },

  /** A mistake between two backups that was taken back; fields that were changed since may have been kept. */
  mistake: {
    button: "Undo the mistake",
    running: "Undoing the mistake",
    done: "The mistake was undone.",
    verified: "Backstock read back from the shop what it wrote: it is as the preview showed.",
    verifiedButLeft: AS_PREVIEWED_BUT_LEFT,
  },

  /** S2.8.7: a restore that the app, the computer or the power cut off. */
  interrupted: {
    title: "A restore was interrupted",
    text: (done: Count, unconfirmed: Count, total: Count): string =>
      Number(unconfirmed) === 0
        ? `${number(done)} of ${items(total)} were written before Backstock stopped.`
        : `${number(done)} of ${items(total)} were written and read back before Backstock stopped. ${number(unconfirmed)} more may stand in the shop.`,
    decide: "Decide what to do",
    resume: "Resume",
    resumeHint: "Writes the rest. What was already written is not written twice.",
    undo: "Undo this restore",
    undoHint: "Puts back what was already written.",
    /** On the two other ways while one is on its way. */
    deciding: "Your decision is being carried out.",
    leave: "Leave as it is",
    leaveHint: "Keeps what was written and closes this restore.",
  },
};
