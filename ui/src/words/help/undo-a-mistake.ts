import { commands, heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const undoAMistake: HelpPage = {
  id: "undo-a-mistake",
  title: "Undo a mistake, keep the sales",
  alsoKnownAs: ["incident", "revert", "what happened between two backups", "sales since", "three-way", "conflict"],
  blocks: [
    paragraph(
      "Something went wrong at noon, and the shop went on selling until you noticed. Backstock takes back what changed between the backup before the mistake and the one after it, and leaves what came since.",
    ),
    steps(
      "In `Discovery`, under `What changed`, click `Undo what happened between these two backups, keep what was sold since`.",
      "Choose the last backup before the mistake and the first one after it.",
      "Read what would be written.",
      "Decide about fields that were changed again, or leave them as they are.",
      "Click `Undo the mistake`. It runs like any restore and can be undone.",
    ),
    heading("What it does"),
    points(
      "A field that still is as the mistake left it goes back.",
      "A field that somebody changed again stays. The preview shows the three values, and you can put the earlier one back.",
      "What was deleted is created anew, with its links to categories and other items.",
      "What was added at that time stays, unless you ask for it to be deleted.",
      "Orders are never written, and new customers are not touched.",
    ),
    heading("Stock"),
    paragraph(
      "Stock is not overwritten. It is corrected by what the mistake changed: 40 pieces that became 0 and to which 12 arrived since become 52. If orders came between the two backups, nobody can tell a sale from the mistake; then stock stays as it is in the shop, and you decide. So it is where another restore wrote the count since, as the same mistake must not be corrected twice, and where the count looks as if somebody had put it right by hand.",
    ),
    heading("With the command line"),
    commands(
      'backstock-cli --vault MyVault revert "My shop" 12 13 --preview',
      'backstock-cli --vault MyVault revert "My shop" 12 13 --take products/117#/price --yes',
    ),
    see("only-some-fields"),
    see("undo"),
  ],
};
