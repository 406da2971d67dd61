import { heading, notInThisVersion, paragraph, points, see, steps, tip, warning, type HelpPage } from "./blocks";

export const restore: HelpPage = {
  id: "restore",
  title: "6. Restore one record to a previous version",
  alsoKnownAs: ["put back", "revert", "roll back", "bring back", "recover", "undelete", "price wrong"],
  blocks: [
    paragraph("Use this when one item was changed or deleted by mistake:"),
    points(
      "a product’s name or price is wrong,",
      "a category was set up differently than it should be,",
      "a page, a widget or other content needs to go back,",
      "something was deleted.",
    ),
    steps(
      "Find the item in `Backup Vault` and open it.",
      "Choose a version under `Selected version`.",
      "Compare the two sides carefully.",
      "Click `Restore to this version`.",
      "Read what the restore will do: each field, as it is now and as it will be. Nothing has been written yet.",
      "Confirm. Backstock makes a safety backup, writes the item and reads it back from the shop.",
      "The result says whether the shop now holds exactly the chosen version.",
    ),
    warning("A restore changes live data in your shop. Always compare first."),
    heading("What makes it safe"),
    points(
      "Nothing is written before you confirm, and only what the preview showed is written.",
      "If somebody changed the item in the shop after the preview, nothing is written and you see a new preview.",
      "A safety backup comes first. If it cannot be made, the restore does not start.",
      "Every item is read back and compared.",
      "A restore can be undone.",
    ),
    heading("Only some fields"),
    paragraph(
      "You can put back single fields and leave the rest of the item as it is in the shop. In a preview, untick what should stay.",
    ),
    see("only-some-fields"),
    heading("A deleted item"),
    paragraph(
      "An item that is gone is created anew. If the shop gives it another number, the result shows the old and the new one.",
    ),
    heading("What a restore leaves alone"),
    points(
      "Stock levels: they follow your sales and stay as they are.",
      "Orders, unless you choose them by name.",
      "Locked documents, always.",
      "Items that came after the backup: nothing is deleted unless you ask for it.",
    ),
    heading("When the button is not there"),
    paragraph("Some content types cannot be restored directly. In place of the button stands the reason."),
    notInThisVersion("guidedRestore"),
    tip(
      "On the item’s page, `Json` and `Source Code` have a button to copy the old values, so that you can enter them in the shop by hand.",
    ),
    see("undo"),
    see("troubleshooting"),
  ],
};
