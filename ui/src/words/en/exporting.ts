/** `Export` > `Quick Export` and `History`. */

import { type Count, type Moment, bytes, date, dateTime, list, number } from "../format";
import { counted, items } from "./common";

const types = (count: Count): string => counted(count, { one: "content type", other: "content types" });
const files = (count: Count): string => counted(count, { one: "file", other: "files" });

export const exporting = {
  /** S2.10.1 */
  message: {
    title: "Your shop’s data as files",
    kept: {
      week: "The files are available for one week; then Backstock removes them.",
      month: "The files are available for 30 days; then Backstock removes them.",
      forever: "The files stay until you delete them.",
    },
    parts: "An export larger than 1 GB becomes several ZIP files; each can be opened on its own.",
    personal: "They may hold personal data of customers: store them securely.",
  },

  /** S2.10.2 */
  choose: {
    title: "Select content type to export",
    all: "All items",
    chosen: (chosen: Count, records: Count): string => `${types(chosen)}, ${items(records)}`,
    count: (records: Count): string => items(records),
    gone: "Not in the newest backup",
    goneText: "This schedule names them, and exports them when they are there again. Untick what it is to forget.",
  },

  how: {
    title: "Format and folder",
    format: "Format",
    formats: {
      csv: "Spreadsheet (CSV)",
      xlsx: "Spreadsheet (XLSX)",
      csv_reimport: "Re-import (CSV)",
      json_lines: "Complete (JSON Lines)",
      sql_mysql: "SQL for MariaDB and MySQL",
      sql_postgres: "SQL for PostgreSQL",
      sql_sqlite: "SQL for SQLite",
      import_woocommerce: "For WooCommerce (product import)",
      import_shopify: "For Shopify (product import)",
      import_bigcommerce: "For BigCommerce (product import)",
    },
    hints: {
      csv: "Tables to look at in any spreadsheet, with readable names. Nothing in them can run as a formula.",
      xlsx: "A workbook for each content type. Numbers are numbers, and barcodes and telephone numbers stay as they are.",
      csv_reimport: "Tables for other programs, with the shop’s own columns and every value exactly as it is.",
      json_lines: "Every item with everything that belongs to it, exactly as the vault keeps it.",
      sql_mysql: "Statements that make the tables and fill them; the mariadb and mysql programs load them.",
      sql_postgres: "Statements that make the tables and fill them; the psql program loads them.",
      sql_sqlite: "Statements that make the tables and fill them; the sqlite3 program loads them.",
      import_woocommerce: "Products and their variants, as WooCommerce takes them in under Products, Import.",
      import_shopify: "Products and their variants, as Shopify takes them in under Products, Import.",
      import_bigcommerce: "Products and their variants, as BigCommerce takes them in under Products, Import.",
    },
    folder: "Folder",
    folderHint: "The export becomes a folder of its own in there.",
    chooseFolder: "Choose a folder…",
    keep: "Keep export files",
    keeps: { week: "7 days", month: "30 days", forever: "forever" },
    fresh: "Read the shop first",
    freshHint: "A backup of what you selected is made, so the export has the shop as it is now.",
    staleHint: (at: Moment): string => `The backup of ${dateTime(at)} is exported; the shop is not asked.`,
  },

  recipients: "Who is told when the files are ready",
  start: "Start export",

  /** S2.15.4: why an export cannot start; each with its own sentence. */
  cannot: {
    noType: "Select at least one content type.",
    onlyProducts: "This format takes products only. Select Products alone, or choose another format.",
    exporting: "An export is running. You can start another one when it has finished.",
    backupRunning: "A backup is running. You can export when it has finished.",
    restoreRunning: "A restore is running. You can export when it has finished.",
    checking: "The vault is being checked. You can export when that has finished.",
    deleting: "Backups are being deleted. You can export when that has finished.",
    otherJob: (what: string): string => `${what} You can export when it has finished.`,
  },

  empty: {
    title: "Nothing to export yet",
    text: "Make the first backup; then you can choose here what to export.",
    action: "Backup all data",
  },

  /** S2.10.6: the result screen. */
  result: {
    ready: "The export is ready",
    told: (parts: Count, size: Count): string => `${files(parts)}, ${bytes(size)}`,
    what: "What is in it",
    hash: "SHA-256",
    copyHash: (file: string): string => `Copy the SHA-256 of ${file}`,
    copied: "The SHA-256 is on the clipboard.",
    folder: "Folder",
    show: "Show in folder",
    backup: (backup: Count): string => `Made from backup ${number(backup)}.`,
    recipients: "Who is told",
    /** After the end, by what became of each message. */
    reached: { told: "Told", waiting: "Being told", unreached: "Not reached" },
    notes: "What could not be exported as it is",
    note: (message: string, count: Count): string => `${message} (${number(count)})`,
    another: "Export something else",
  },

  /** S2.12 */
  history: {
    from: "Show from",
    title: "Version list",
    columns: {
      date: "Export date",
      time: "Export time",
      type: "Export type",
      types: "Number of exported content types",
      files: "Files",
    },
    by: { manual: "Manual", weekly: "Weekly", monthly: "Monthly" },
    /** `Products, Orders and 3 more` */
    names: (labels: readonly string[]): string =>
      list(labels.length <= 4 ? labels : [...labels.slice(0, 3), `${number(labels.length - 3)} more`]),
    status: {
      none: "no files",
      present: "kept",
      expired: "expired",
      moved: "moved",
    },
    expiresIn: (days: number): string =>
      days <= 0 ? "expires today" : `expires in ${counted(days, { one: "day", other: "days" })}`,
    expiresOn: (at: Moment): string => `The files are removed on ${date(at)}.`,
    running: "Processing",
    cancelled: "Stopped by you",
    failed: "Failed",
    moved: "Some or all of the files are not in the folder any more.",
    more: (at: Moment): string => `What to do with the export of ${dateTime(at)}`,
    runAgain: "Run again",
    runAgainHint: "the shop as it is now",
    makeAgain: "Make again",
    makeAgainHint: "the same backup once more",
    detail: (at: Moment): string => `Export of ${dateTime(at)}`,
    showMore: "Show older exports",
    noneThen: {
      title: "No export in this range of dates",
      text: "Choose other dates to see older exports.",
      action: "Show all dates",
    },
    empty: {
      title: "No export yet",
      text: "Every export is listed here, with its files and what became of them.",
      action: "Quick Export",
    },
  },

  /** Said when a job has ended. */
  done: (parts: Count): string => `The export is ready: ${files(parts)}.`,
};
