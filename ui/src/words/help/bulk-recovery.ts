import { commands, heading, notInThisVersion, paragraph, points, see, type HelpPage } from "./blocks";

export const bulkRecovery: HelpPage = {
  id: "bulk-recovery",
  title: "7. Use Bulk Recovery",
  alsoKnownAs: ["many items", "everything", "whole shop", "import went wrong", "mass restore", "team assistance"],
  blocks: [
    paragraph("Bulk Recovery puts many items or whole content types back to a moment before something went wrong:"),
    points(
      "an import changed many products,",
      "several categories, brands or price lists were edited,",
      "an update of the theme or the content changed many things at once,",
      "a group of data should go back to a state you know was right.",
    ),
    notInThisVersion("bulkRecovery"),
    notInThisVersion("compareMoments"),
    heading("With the command line"),
    paragraph(
      "First look at the differences between backup 12 and the shop as it is now, then at what a restore of all products would do, then do it:",
    ),
    commands(
      'backstock-cli --vault MyVault compare "My shop" 12 live --list',
      'backstock-cli --vault MyVault restore "My shop" --to 12 --type products --preview',
      'backstock-cli --vault MyVault restore "My shop" --to 12 --type products --yes',
    ),
    paragraph(
      "The counts say what happened from the backup to now: added items came after it, updated ones are different, deleted ones are gone.",
    ),
    heading("What stays safe"),
    points(
      "A safety backup is made first, and the restore can be undone.",
      "Orders, stock levels and locked documents are left alone unless you ask for them; locked documents always.",
      "Nothing is deleted from the shop unless you add `--allow-deletes`.",
      "One item that fails does not stop the others. It is counted and named.",
    ),
    see("command-line"),
    see("undo"),
  ],
};
