/** What stands around every page: the sidebar, the shop switcher, the status line, the running job, shortcuts. */

import { type Count, type Moment, shortDateTime, time } from "../format";
import { counted, items } from "./common";

// A date is not broken within.
const inOnePiece = (text: string): string => text.replaceAll(" ", "\u00a0");

export const shell = {
  /** Spoken names of the parts of the window. */
  navigation: "Main navigation",
  mainContent: "Page",
  skipToContent: "Skip to the page",

  /** The sidebar. */
  areas: {
    discovery: "Discovery",
    backupVault: "Backup Vault",
    export: "Export",
    storage: "Storage",
    knowledgeBase: "Knowledge Base",
    settings: "Settings",
  },
  /** The tabs inside `Backup Vault`. */
  vaultTabs: { backupVault: "Backup vault", bulkRecovery: "Bulk Recovery" },
  /** The tabs inside `Export`. */
  exportTabs: { quickExport: "Quick Export", scheduleExport: "Schedule Export", history: "History" },

  switcher: {
    label: "Shop",
    choose: "Choose a shop",
    addShop: "Add a shop…",
    practice: "Practice shop",
  },

  /** On the first screen, when the answer lets itself be waited for. */
  openingLate:
    "This takes longer than usual. If a window asks for the password of this computer’s keyring, type it there. If the keyring does not answer, Backstock asks for your passphrase or recovery key instead.",

  /** The status line at the bottom of the sidebar. */
  status: {
    protected: (at: Moment): string => `Protected · ${inOnePiece(shortDateTime(at))}`,
    neverBackedUp: "Not protected yet",
    stale: (at: Moment): string => `Last backup ${inOnePiece(shortDateTime(at))}`,
    working: "Working…",
    problem: "Needs you",
  },

  /** One box that finds an item of any content type, also deleted ones and older versions. */
  search: {
    label: "Search the vault",
    placeholder: "Name, number, code or any text",
    found: (count: Count, more: boolean): string =>
      `${more ? "More than " : ""}${counted(count, { one: "item", other: "items" })} found`,
    empty: (text: string): string => `Nothing in the vault matches “${text}”.`,
  },

  /** A copy of the vault was put in its place. */
  olderVault: {
    title: "This is not the newest vault used on this computer",
    accept: "Go on with this vault",
  },

  lock: "Lock",
  lockHint: "Close the vault and ask for the key again.",

  /** The bar that shows a running job on every page. */
  job: {
    label: "Running job",
    backup: (shop: string): string => `Backing up ${shop}`,
    restore: (shop: string): string => `Restoring to ${shop}`,
    undo: (shop: string): string => `Undoing a restore in ${shop}`,
    verify: "Checking the vault",
    prune: (shop: string): string => `Deleting backups of ${shop}`,
    backup_file: (shop: string): string => `Writing a backup file of ${shop}`,
    read_file: (_shop: string): string => "Reading a file",
    export: (shop: string): string => `Exporting from ${shop}`,
    open: "Show this job",
    /** Beside a job that this window did not start. */
    elsewhere: (since: Moment | null): string =>
      since === null
        ? "in another window or on the command line"
        : `in another window or on the command line, since ${time(since)}`,
    other: "Another job is at work in this vault",
  },

  /** What keeps a job waiting. A vault does one job at a time, whichever of its shops it is for. */
  atWork: (
    kind: "backup" | "restore" | "undo" | "verify" | "prune" | "backup_file" | "read_file" | "export" | null,
    otherShop: string | null,
    elsewhere: boolean,
  ): string => {
    const of = otherShop ?? "this shop";
    const what = {
      backup: `A backup of ${of} is running`,
      restore: `A restore to ${of} is running`,
      undo: `The undo of a restore in ${of} is running`,
      verify: "The vault is being checked",
      prune: `Backups of ${of} are being deleted`,
      backup_file: `A backup file of ${of} is being written`,
      read_file: "A file is being read",
      export: `An export of ${of} is running`,
      other: "Another job is running",
    }[kind ?? "other"];
    const where = elsewhere ? " in another window or on the command line" : "";
    return `${what}${where}${otherShop === null ? "." : ", and a vault does one job at a time."}`;
  },

  /** Asked before a running job is stopped. */
  stop: {
    keepRunning: "Keep running",
    backup: {
      title: "Stop this backup?",
      text: "What was read so far is dropped. Your earlier backups stay as they are.",
      confirm: "Stop the backup",
    },
    restore: {
      title: "Stop this restore?",
      // S2.8.6
      text: "A partly completed restore may already have changed live data. The item at hand is finished first; what was written until then stays in the shop. The recovery history lists what was changed and what was not, and it can be undone.",
      confirm: "Stop the restore",
    },
    undo: {
      title: "Stop this undo?",
      text: "The item at hand is finished first. What was put back until then stays in the shop; the recovery history lists it.",
      confirm: "Stop the undo",
    },
    verify: {
      title: "Stop checking the vault?",
      text: "Nothing is lost. You can check the vault again at any time.",
      confirm: "Stop checking",
    },
    backup_file: {
      title: "Stop writing the file?",
      text: "What was written so far is thrown away. The backup in the vault stays as it is.",
      confirm: "Stop writing",
    },
    read_file: {
      title: "Stop reading the file?",
      text: "Nothing of it is kept, and nothing was changed.",
      confirm: "Stop reading",
    },
    prune: {
      title: "Stop deleting backups?",
      text: "The backup at hand is finished first. Those deleted by then are gone; all others stay as they are.",
      confirm: "Stop deleting",
    },
    export: {
      title: "Stop this export?",
      text: "Nothing is left in the folder. A backup that was made for it stays in the vault.",
      confirm: "Stop the export",
    },
  },

  /** Said when a job has ended. */
  ended: {
    /** News of a shop that is not the one on screen. */
    inShop: (shop: string, text: string): string => `${shop}: ${text}`,
    stopped: (job: string): string => `Stopped: ${job}.`,
    restored: (succeeded: Count, failed: Count): string =>
      Number(failed) === 0
        ? `Restore finished: ${items(succeeded)} restored and checked.`
        : `Restore finished: ${items(succeeded)} restored, ${items(failed)} failed.`,
    undone: (succeeded: Count, failed: Count): string =>
      Number(failed) === 0
        ? `The restore was undone: ${items(succeeded)} put back and checked.`
        : `The restore was undone in part: ${items(succeeded)} put back, ${items(failed)} failed.`,
  },

  /** Small messages that go away by themselves. */
  notices: {
    label: "Messages",
    dismiss: "Dismiss",
    /** Why a message opens nothing. */
    held: "Finish what is open here first.",
    backupDone: (counts: string): string => `Backup finished: ${counts}.`,
    firstBackupDone: (count: Count): string => `First backup finished: ${items(count)}. History starts here.`,
    backupUnchanged: "Backup finished. Nothing had changed since the last one.",
  },

  shortcuts: {
    title: "Keyboard shortcuts",
    rows: [
      ["Back up all data", "Ctrl B"],
      ["Find on this page", "Ctrl F"],
      ["Settings", "Ctrl ,"],
      ["Back", "Alt ←"],
      ["Read the page again", "F5"],
      ["Next change", "F8"],
      ["Previous change", "F7"],
      ["Close a dialog", "Esc"],
      ["This list", "?"],
    ] as [string, string][],
  },

  /** `Storage`, where the guide has its price page: what the vault takes and whether it is whole. */
  storage: {
    checkHint: "Reads every version in the vault and proves that it is whole. Nothing in the shop is touched.",
    checking: "Checking the vault…",
    checkedWhole: (counts: string): string => `All is well: ${counts} read and found whole.`,
    checkedDamaged: (count: Count): string =>
      `${counted(count, { one: "problem was", other: "problems were" })} found. The undamaged items can still be restored.`,
    copyAdvice:
      "Keep a second copy of this folder on another disk. Copy it while no backup is running. Without the recovery key a copy cannot be opened.",
  },
};
