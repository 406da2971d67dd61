import { heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const undo: HelpPage = {
  id: "undo",
  title: "Undo a restore",
  alsoKnownAs: ["take back", "wrong restore", "reverse", "safety backup"],
  blocks: [
    paragraph(
      "Before Backstock writes to your shop it makes a safety backup and notes what it changes. So every restore can be undone, and an undo can be undone too.",
    ),
    steps(
      "Open `Recovery history` and click `View Detail` on the restore. Right after a restore, its result page has the button as well.",
      "Click `Undo this restore`. Backstock reads your shop to see what has to be written; `Stop` ends that.",
      "Read what the undo will do.",
      "Confirm. It runs like any restore: safety backup, writing, reading back.",
    ),
    heading("What an undo does"),
    points(
      "Items that the restore changed go back to how they were just before it.",
      "Items that it created are removed again.",
      "Whatever it did not touch stays as it is, sales and orders since then too.",
      "A field that somebody changed again after the restore stays as it is now. The preview names it.",
    ),
    paragraph("The restore stays in `Recovery history`, marked as undone."),
    see("restore"),
    see("undo-a-mistake"),
  ],
};
