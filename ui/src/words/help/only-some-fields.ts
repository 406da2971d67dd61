import { commands, heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const onlySomeFields: HelpPage = {
  id: "only-some-fields",
  title: "Put chosen fields of many items back",
  alsoKnownAs: ["field brush", "all prices", "price import", "one column", "descriptions", "csv import"],
  blocks: [
    paragraph(
      "An import made all prices wrong, and meanwhile somebody improved descriptions. Put back the prices alone: every other field of every item stays as it is in the shop.",
    ),
    steps(
      "Open the content type in `Item Storage` and click `Only some fields`. The button is also in `Version differences` and where unusual changes are told.",
      "Tick the fields. Fields of rows an item owns, such as the price of a variant, are in the list too.",
      "If you like, choose only items that match a search, only those that changed since a backup, or only those that belong to one category or brand.",
      "Choose the backup the fields go back to.",
      "Read what would be written, untick what should stay, and confirm.",
    ),
    heading("Leaving something out"),
    points(
      "In every preview each item and each field has a tick. What you untick is not written.",
      "Backstock then shows the preview without it. Only what that preview shows is carried out.",
      "`Show everything again` leads back to the whole preview.",
    ),
    tip("Nothing is created or deleted this way. Items and rows that the shop does not have any more are left out."),
    heading("With the command line"),
    commands(
      'backstock-cli --vault MyVault restore "My shop" --to 12 --type products --field Price --field "Sale price" --preview',
      'backstock-cli --vault MyVault restore "My shop" --to 12 --type products --field Price --find tea --without products/117 --yes',
    ),
    see("undo-a-mistake"),
    see("undo"),
  ],
};
