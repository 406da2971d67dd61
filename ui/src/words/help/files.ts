import { commands, heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const filesPage: HelpPage = {
  id: "files",
  title: "Compare files",
  alsoKnownAs: [
    "diff",
    "open file",
    "without a vault",
    "double-click",
    "drag and drop",
    "two dumps",
    "file against shop",
  ],
  blocks: [
    paragraph(
      "You can look at what happened from one file to another without a shop and without a vault: on the first start by `Look at files`, later in `Settings`, or by dropping two files on the window.",
    ),
    paragraph(
      "One file that you drop on the window, or open with Backstock, shows what is in it. From there you can compare it, add it to the list of backup files or to your shop's history, and restore it.",
    ),
    steps(
      "Choose the `Earlier file` and the `Later file`. They need not be of one kind.",
      "Instead of a later file you can take your shop as it is now. It is read for this, and nothing is written.",
      "Press `Compare`. Large files take their time; you can watch and stop it. If you go to another page meanwhile, you are told when it is ready.",
      "Press `Show` beside a content type, and open an item to see both of its states beside each other.",
    ),
    points(
      "Items are the same when they have the same id on both sides. Where ids differ, are missing, or stand for other things, items are found by SKU, e-mail address, handle or order number. What several items have in common tells none of them.",
      "A table or list whose columns do not say what it holds is called after its file: products.csv holds Products.",
      "Of a table (CSV, XLSX, JSON) beside the shop the fields that it has are compared; what it does not say is no difference.",
      "Beside the shop only the content types that the file holds are compared.",
      "Nothing of the files is kept: what has to be held meanwhile is encrypted, and gone when the next two are compared or Backstock is closed.",
      "Where your desktop knows them, a double-click on a backup file (`.backstock.zip`) opens it here.",
    ),
    heading("Without the window"),
    commands(
      "backstock-cli archive compare old.sql.gz new.backstock.zip --list",
      'backstock-cli --vault MyVault compare "My shop" file:old.sql.gz live --list',
    ),
    see("backups"),
  ],
};
