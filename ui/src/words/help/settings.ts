import { heading, paragraph, points, see, type HelpPage } from "./blocks";

export const settings: HelpPage = {
  id: "settings",
  title: "Settings",
  alsoKnownAs: [
    "preferences",
    "options",
    "dark mode",
    "theme",
    "language",
    "connection",
    "moved file",
    "view only",
    "permissions",
  ],
  blocks: [
    heading("Shop connection"),
    points(
      "Where the shop’s data is and which profile Backstock recognised.",
      "`Check the connection` looks whether the shop answers and says what does not work, or not fully.",
      "`Choose the file…` goes on with a shop whose file you moved to another folder, disk or computer. Backstock asks first and names both places; all backups stay.",
      "`Change the connection…` and `Enter the password again…` do the same for a shop on a database server.",
      "If the file belongs to another shop than your backups, nothing is written to it.",
    ),
    heading("Copy another shop into this one"),
    paragraph("Puts a backup of another shop in this vault into this one: a new server, or a staging copy."),
    heading("Keys"),
    paragraph("`Remember on this computer`, the passphrase, and a new recovery key."),
    heading("Vault"),
    paragraph("The folder of the vault, its size, and `Check vault now`."),
    heading("Appearance and language"),
    paragraph("Light or dark, and the height of rows. Numbers and dates follow your computer."),
    heading("View only"),
    paragraph(
      "Lets somebody browse, compare and search, and nothing else: nothing can be restored, undone, changed or deleted, in the window or on the command line. Backups go on. Turning it off needs the passphrase or the recovery key; the key that this computer remembers is not enough.",
    ),
    heading("Diagnostic bundle"),
    paragraph(
      "`Create diagnostic bundle…` saves a ZIP file for whoever helps you: versions, counts and the history of jobs. Look at every line of it first with `Show what goes in`. It holds nothing of your shop or your customers and is sent nowhere.",
    ),
    see("copy"),
    see("keys"),
    see("servers"),
    see("sqlite"),
  ],
};
