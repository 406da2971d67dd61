import { heading, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

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
      "Look for yourself: `Open in store` opens the shop’s own administration in your browser. Where that is you say once in `Settings`, under `Address of the admin`.",
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
    paragraph(
      "What belonged to it and went with it comes back too: a product’s stock and its reviews. The preview lists them, and you can untick what should stay away. What is protected, such as orders, stays gone, and the result says so.",
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
    heading("Guided manual restore"),
    paragraph(
      "What cannot be restored directly is listed as `Restored with team assistance`; here that is a guided manual restore:",
    ),
    steps(
      "Choose the version on the item’s page and click `Show what to enter by hand`.",
      "Open the item in the shop’s own administration, with the link above the steps or by yourself.",
      "For each step, click `Copy`, enter the value there, and tick the step off.",
      "Click `Read the shop and check`. Backstock reads the item again and says of each step whether the shop has it.",
    ),
    paragraph(
      "It is `Done` when the shop has every value. Until then it stays in `Recovery history` as `Progressing`, also after a restart. There is nobody to wait for: it takes as long as you take to type it.",
    ),
    see("undo"),
    see("troubleshooting"),
  ],
};
