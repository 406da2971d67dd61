/** `Settings` > `Backups`: the list of backup files. */

import type { ListedFileDialect, ListedFileKind, ListedFileStanding } from "../../contract/contract";
import { type Count, type Moment, bytes, dateTime, number } from "../format";
import { counted, items } from "./common";

const files = (count: Count): string => counted(count, { one: "backup file", other: "backup files" });
const DIALECTS: Readonly<Record<ListedFileDialect, string>> = {
  mysql: "MySQL or MariaDB",
  postgres: "PostgreSQL",
  sqlite: "SQLite",
};

export const backups = {
  title: "Backups",
  path: "Settings > Backups",
  open: "Open Backups",
  openHint: "Your backup files in one list: make, add, check, order, restore and delete them.",
  restoringOverwrites: "Restoring can overwrite current data. A fresh backup is made before an old one is restored.",

  actions: {
    create: "Create backup",
    upload: "Upload backup",
    restore: "Restore backup",
    deleteSelected: "Delete selected backups",
    saveOrder: "Save changes",
    discardOrder: "Discard changes",
  },

  list: {
    title: "Backup files",
    columns: { name: "Backup record", kind: "Kind", date: "Date", size: "Size", contents: "Contents", check: "Check" },
    kind: (kind: ListedFileKind, dialect: ListedFileDialect | null, madeBy: string | null): string => {
      const what = {
        backstock: "ZIP of Backstock",
        zip: "ZIP",
        export: "Export",
        dump: "SQL file",
        database: "Database file",
        csv: "Table (CSV)",
        json: "List (JSON)",
        workbook: "Workbook (XLSX)",
        other: "File",
      }[kind];
      const details = [
        ...(dialect !== null && kind !== "database" ? [DIALECTS[dialect]] : []),
        ...(madeBy !== null && kind !== "backstock" ? [madeBy] : []),
      ];
      return details.length === 0 ? what : `${what} (${details.join(", ")})`;
    },
    contents: (types: Count, records: Count): string =>
      `${items(records)} in ${counted(types, { one: "type", other: "types" })}`,
    standing: {
      whole: "Whole",
      faulty: "Damaged",
      changed: "Changed since it was checked",
      missing: "Not where it was",
    },
    checked: (at: Moment): string => `Checked ${dateTime(at)}`,
    choose: (name: string): string => `Select ${name}`,
    chooseAll: "Select all backup files",
    pinned: "Pinned",
    protected: "Passphrase",
    more: (name: string): string => `What to do with ${name}`,
    handle: (name: string, place: Count, of: Count): string =>
      `Move ${name}, ${number(place)} of ${number(of)}. Use the arrow keys.`,
    moved: (name: string, place: Count, of: Count): string => `${name} is now ${number(place)} of ${number(of)}.`,
    size: (size: Count): string => bytes(size),
    empty: {
      title: "No backup files yet",
      text: "Create one from a backup of this shop, or add a file you have: a ZIP, an SQL file, a database, or a table (CSV, XLSX, JSON).",
    },
  },

  menu: {
    check: "Check again",
    import: "Add to the history…",
    show: "Show in folder",
    pin: "Pin: it is to stay",
    unpin: "Unpin",
    rename: "Change name or date",
    up: "Move up",
    down: "Move down",
  },

  /** The fields of the document this page follows, letter for letter. */
  form: {
    title: { create: "Create backup", upload: "Upload backup", rename: "Change backup" },
    required: "Fields with an asterisk (*) must be filled.",
    record: "Backup record",
    recordHint: "What the file is called in the list.",
    recordMissing: "Enter a name for the file.",
    operation: "Operation",
    operations: { create: "Create backup", upload: "Upload backup" },
    file: "SQL file",
    fileHint:
      "An SQL file (.sql, also .gz, .zst, .bz2 or .zip), a backup ZIP, a SQLite database, or a table (CSV, XLSX, JSON). Large files are read piece by piece; it stays where it is.",
    fileMissing: "Choose a file.",
    chooseFile: "Choose a file…",
    another: "Choose another file…",
    date: "Date",
    dateHint: {
      create: "The newest backup up to this day goes into the file. Leave it empty for the newest of all.",
      upload: "Of when the data in the file is. Leave it empty for what the file says itself.",
      rename: "Of when the data in the file is.",
    },
    passphraseOf: "Passphrase of the file",
    passphraseMissing: "Enter a passphrase.",
    folder: (folder: string): string => `The file is written to ${folder}.`,
    save: "Save changes",
  },

  needs: {
    backup: "There is no backup of this shop yet that could go into a file.",
    backUp: "Open Backup Vault",
    selection: "Select at least one backup file.",
    one: "Select one backup file to restore it.",
    noChanges: "The order is as it was saved.",
  },

  listed: (name: string, standing: ListedFileStanding["kind"]): string =>
    standing === "whole"
      ? `${name} is in the list, and was read to its end.`
      : `${name} was checked. Look at the list.`,
  ordered: "The order was saved.",
  deleted: (count: Count): string => `${files(count)} went into the trash of this list.`,

  leave: {
    title: "Leave without saving the order?",
    text: "You moved backup files in the list and did not save it.",
    stay: "Stay here",
    discard: "Leave without saving",
  },

  restore: {
    title: (name: string): string => `Restore ${name}`,
    warning: "Restoring can overwrite current data",
    preview: "Show what would change",
    planned: "The file was read. Nothing is written before you have seen what would change.",
    stopped: "The file was not read to its end.",
  },

  import: {
    title: (name: string): string => `Add ${name} to the history`,
    text: "The file becomes a backup of this shop with its own date: it stands there in every list and in the history of every item, can be compared, and restored from.",
    none: "It does not count as protection, and what the file does not hold is not known of that time.",
    of: (at: Moment): string => `The data in it is of ${dateTime(at)}.`,
    otherDate: "Change the date",
    date: "Date of the data",
    dateHint:
      "The file does not say of when its data is. Enter the day, so that it gets its right place in the history.",
    dateMissing: "Enter of which day the data in the file is.",
    notYet: "This day is still to come.",
    contents: "In it are",
    row: (label: string, records: Count): string => `${label}: ${items(records)}`,
    take: "Add to the history",
    stopped: "The file was not added to the history.",
    done: (at: Moment): string => `The file is in the history now, as a backup of ${dateTime(at)}.`,
    show: "Show it",
  },

  trash: {
    title: "Trash",
    text: "Deleted backup files stay here until you empty the trash. Files that Backstock made are then removed from the disk; files you picked elsewhere stay where they are.",
    since: (at: Moment): string => `Deleted ${dateTime(at)}`,
    putBack: "Put back",
    putBackOf: (name: string): string => `Put ${name} back`,
    empty: "Empty the trash",
    emptied: (forgotten: Count, removed: Count, freed: Count): string =>
      Number(removed) === 0
        ? `${files(forgotten)} forgotten; nothing was removed from the disk.`
        : `${files(removed)} removed from the disk (${bytes(freed)}).`,
  },
};
