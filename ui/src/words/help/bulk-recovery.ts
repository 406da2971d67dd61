import { heading, paragraph, points, see, steps, table, tip, warning, type HelpPage } from "./blocks";

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
    heading("Choose a version"),
    steps(
      "Open `Backup Vault` and then `Bulk Recovery`.",
      "Look at `History`: your backups, newest first. Those that Backstock made before a restore or for an export are folded away; one box shows them. With `From` and `To` only those of some days are shown; both days are included.",
      "Select a version. You see its content types, with `Backed up items` for each.",
    ),
    heading("See what changed"),
    steps(
      "Look at the column `Compare to the latest`.",
      "Where something changed, click `Compare`. Where nothing changed there is no button.",
      "In `Version differences` look at both dates, the counts and the list of changed items. Search the list, or show only what was added, updated or deleted.",
      "Open an item to see its fields in the two versions side by side, or close the dialog.",
    ),
    table(
      ["Count", "What it means"],
      ["`Added`", "Only in the latest version: it came after the selected one."],
      ["`Updated`", "In both, and different now."],
      ["`Deleted`", "Only in the selected version: it is gone since."],
      ["`Unchanged`", "In both, and the same."],
    ),
    paragraph(
      "The latest version is the newest backup of the whole shop that you or a schedule made. A safety backup taken before a restore never stands for it: it holds what you wanted gone.",
    ),
    paragraph(
      "Under `Compare with` you choose another backup for the other side, or `The shop as it is now`. Two backups are compared at once, however large the shop is; for the shop as it is now, Backstock has to read the shop first.",
    ),
    heading("Restore whole content types"),
    steps(
      "Click `Restore to this version`.",
      "In `Select categories to restore` tick the content types. `All items` ticks everything that can be restored, and nothing else. How many items differ is told against the other side of the comparison; `Look at the shop now` tells it against the shop.",
      "Click `Restore now`. Backstock reads the shop and shows what it would write. Nothing is changed by that.",
      "Check the version, the content types, the number of items and who hears of it.",
      "Confirm. The restore begins, and its page shows how far it is.",
    ),
    warning(
      "A restore changes live data in your shop. If you have not looked at the differences, you are asked to say so.",
    ),
    heading("Restored with team assistance"),
    paragraph(
      "Some content types cannot be written by Backstock. They stand under `Restored with team assistance`, each with its reason, and are put back by hand: open an item, choose the version, and start `Guided manual restore`. It lists the exact values step by step, with a button to copy each, and reads the shop again when you have entered them. Many items can take a team up to 7 days.",
    ),
    heading("What stays safe"),
    points(
      "A safety backup is made first, and the restore can be undone.",
      "Orders, stock levels and the like are left alone unless you tick `Also restore what is protected`. Locked documents are never changed.",
      "What came after the version stays in the shop unless you tick `Also delete what came after this version`.",
      "One item that fails does not stop the others. It is counted and named.",
    ),
    tip("Backstock remembers what you selected: look at single items and come back."),
    see("monitor"),
    see("recovery-history"),
    see("undo"),
  ],
};
