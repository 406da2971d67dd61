import { commands, heading, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

export const backupsPage: HelpPage = {
  id: "backups",
  title: "The list of backup files",
  alsoKnownAs: [
    "years back",
    "past version",
    "sql file",
    "dump",
    "upload",
    "import",
    "trash",
    "order",
    "phpmyadmin",
    "updraftplus",
    "duplicator",
  ],
  blocks: [
    paragraph(
      "`Backups` in the settings lists your backup files: those Backstock made, and those you have from elsewhere. A file is read to its end before it is listed, so that the list says what is in it and whether it is whole.",
    ),
    heading("Make one, or add one"),
    steps(
      "Press `Create backup` or `Upload backup`.",
      "Enter a `Backup record`: what the file is called in the list. Fields with an asterisk must be filled.",
      "For an upload choose the `SQL file`. You can also drop a file on this page.",
      "`Date` may stay empty. For a new file it says which backup goes into it; for an upload, of when its data is.",
      "Press `Save changes`. You can watch the file being read, and stop it.",
    ),
    points(
      "Read are SQL files of MySQL, MariaDB, PostgreSQL and SQLite, also packed; ZIPs of Backstock, its exports too, and of UpdraftPlus, BackWPup and Duplicator; SQLite databases; tables in CSV and XLSX; lists in JSON and JSON Lines. Of a workbook the visible sheets are read, and of a formula what the spreadsheet program last showed.",
      "Nothing in a file is run, and no line of it goes to a server.",
      "Files that Backstock makes lie in a folder beside the vault. Files you add stay where they are.",
    ),
    heading("Restore one"),
    steps(
      "Select one file and press `Restore backup`.",
      "Press `Show what would change`. Nothing is written before you confirm the preview.",
      "Of a table (CSV, XLSX, JSON) only the fields that it has are written, into the items that its SKUs or numbers find; an empty cell changes nothing, nothing is made, and nothing is deleted. A table of which nothing fits is refused with the reason.",
      "A fresh backup is made first. Afterwards what was written is read back, and the page of the recovery lists what to try out in the shop: checkout, login, content.",
    ),
    heading("Add a file to the history"),
    paragraph(
      "A shop is older than its first backup. A file of the years before can become a backup with its own date, so that history starts there.",
    ),
    steps(
      "Open the menu of a file and press `Add to the history…`.",
      "See what is in the file and of when it is taken to be. `Change the date` corrects that.",
      "Press `Add to the history`. The file is read to its end, and refused when it is not of this shop.",
    ),
    points(
      "It stands at its date in `Bulk Recovery` and in the versions of every item, marked `Imported`. It is compared and restored from like any backup.",
      "It never counts as protection and is never the latest backup. No rule deletes it; you do, in `Storage`, like any backup.",
      "What the file does not hold is not known of that time: nothing is said of it, and a restore leaves it alone.",
      "What happened between a file and a backup is compared item by item. `Undo a mistake, keep the sales` goes by the backups that Backstock made.",
    ),
    heading("Order, pin, delete"),
    points(
      "Drag a row by its handle, or focus the handle and use the arrow keys. `Save changes` keeps the order.",
      "`Delete selected backups` moves files into the trash of the list. It asks once, and twice when a file is pinned or the last one that can be used.",
      "Emptying the trash removes files that Backstock made from the disk. Files you added are only forgotten.",
    ),
    warning("A backup file can hold personal data of customers. Store it securely, and never edit it."),
    heading("Without the window"),
    commands(
      'backstock-cli --vault MyVault files list "My shop"',
      'backstock-cli --vault MyVault files create "My shop" --called "Before the update"',
      'backstock-cli --vault MyVault files add "My shop" dump.sql.gz --called "Old server" --dated 2026-03-01',
      'backstock-cli --vault MyVault files restore "My shop" 3 --preview',
      'backstock-cli --vault MyVault archive import "My shop" dump.sql.gz --dated 2023-03-01',
      'backstock-cli --vault MyVault files delete "My shop" 3 --yes',
    ),
    see("backup-data"),
    see("restore"),
  ],
};
