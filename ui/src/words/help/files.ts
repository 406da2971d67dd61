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
    steps(
      "Choose the `Earlier file` and the `Later file`. They need not be of one kind.",
      "Instead of a later file you can take your shop as it is now. It is read for this, and nothing is written.",
      "Press `Compare`. Large files take their time; you can watch and stop it. If you go to another page meanwhile, you are told when it is ready.",
      "Press `Show` beside a content type, and open an item to see both of its states beside each other.",
    ),
    points(
      "Items are the same when they have the same id on both sides.",
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
