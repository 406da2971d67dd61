import { commands, heading, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

export const copyPage: HelpPage = {
  id: "copy",
  title: "Copy a shop into another",
  alsoKnownAs: ["staging", "migration", "new server", "duplicate shop", "clone", "test shop", "merge"],
  blocks: [
    paragraph(
      "A backup of one shop can be put into another shop in the same vault: a new server, or a staging copy to try things out. The shop that is copied is not touched.",
    ),
    steps(
      "Add both shops to the vault, and back up the one that is to be copied.",
      "Choose the shop that is to be written to, and open `Settings`.",
      "Under `Copy another shop into this one` choose the shop and the backup.",
      "Press `Preview the copy`. You see what is new, what differs and what is there already.",
      "Confirm. A safety backup is made first, every item is read back afterwards, and the whole copy can be undone.",
    ),
    heading("How items find each other"),
    points(
      "Two shops number their items differently, so numbers say nothing. What is the same is told by what the shop’s software knows it by: a SKU, an e-mail address, a name in the address.",
      "What the other shop does not have is new. It keeps its number where that is free and gets the next one where it is not; everything that points to it follows.",
      "What was copied once is remembered. A second copy finds it again, makes nothing twice and writes only what differs.",
      "An item that goes with something the other shop does not have, and that is not copied, is left alone. So is one whose name or code several items have. The preview lists them.",
      "Tick `It has the same numbers` for a shop that moved to another server, or for a copy of its database.",
    ),
    warning(
      "What is about a shop itself, such as its settings with its address and its passwords for other services, is not copied: each shop keeps its own. The command line copies it when it is named by `--type`.",
    ),
    paragraph("Numbers inside values that only the shop’s own software can read stay as they are."),
    heading("Without the window"),
    commands(
      'backstock-cli --vault MyVault copy "My shop" 12 --to "Staging" --new-numbers --preview',
      'backstock-cli --vault MyVault copy "My shop" 12 --to "Staging" --new-numbers --type products --type categories --yes',
    ),
    see("backup-data"),
    see("restore"),
    see("undo"),
  ],
};
