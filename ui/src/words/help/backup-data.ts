import { commands, heading, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

export const backupDataPage: HelpPage = {
  id: "backup-data",
  title: "Backup files",
  alsoKnownAs: [
    "zip",
    "master backup",
    "download",
    "archive",
    "new server",
    "staging",
    "migration",
    "copy of the shop",
  ],
  blocks: [
    paragraph(
      "A backup file is one backup of your shop as a ZIP that any ZIP program opens. It is for keeping a copy at another place, and for bringing a shop to what is in it: on this computer, on another one, or on a new server.",
    ),
    heading("Make one"),
    steps(
      "Open `Backup Data` in `Settings`.",
      "Leave `Back up the shop first` ticked, and the file has the shop as it is now. Without the tick the newest backup goes into it; the page says of when that is.",
      "Tick `Protect the file by a passphrase` if others could get hold of the file.",
      "Press `Create Backup ZIP` and choose where it goes.",
      "The file is read back before it counts. Write its `SHA-256` down if you want to prove later that it is the same file.",
    ),
    heading("Restore one"),
    steps(
      "Choose the ZIP. Every byte of it is checked.",
      "Press `Restore from Backup`. You see what would be written, changed and deleted.",
      "Confirm. A fresh safety backup is made first, and every item is read back afterwards.",
      "Look at checkout, login and pages in your shop. If something is not right, undo the restore.",
    ),
    points(
      "What the file does not have is deleted only with `Also delete what the file does not have`.",
      "Locked documents stay as they are. One that differs is listed in the preview.",
      "A file of another shop, whose numbers stand for other items, is refused. To bring such a shop over, see `Copy another shop into this one` in `Settings`.",
    ),
    warning(
      "A backup file holds personal data of customers. Store this file securely, and never edit it: it would be refused.",
    ),
    heading("Without the window"),
    commands(
      'backstock-cli --vault MyVault archive create "My shop" my-shop.backstock.zip',
      'backstock-cli --vault MyVault archive create "My shop" my-shop.backstock.zip --at latest',
      'backstock-cli --vault MyVault restore "My shop" --from-file my-shop.backstock.zip --allow-deletes --include-protected --preview',
      'backstock-cli --vault MyVault copy "My shop" 12 --to "My new shop" --preview',
    ),
    see("copy"),
    see("restore"),
    see("undo"),
  ],
};
