import { heading, paragraph, points, see, steps, table, tip, type HelpPage } from "./blocks";

export const compare: HelpPage = {
  id: "compare",
  title: "5. Compare a current record with an older version",
  alsoKnownAs: ["diff", "difference", "what changed", "side by side", "history", "json", "source", "html"],
  blocks: [
    paragraph(
      "An item’s page puts two versions side by side, so that you see what changed before you decide anything.",
    ),
    steps(
      "Open an item in `Backup Vault`.",
      "On the left is the `Current version`, read from the shop just now.",
      "On the right, choose an earlier one under `Selected version`. The page begins with the newest one that differs from the shop; states that were only taken before a restore are marked so.",
      "Look at the tabs `Summary`, `Json` and `Source Code`.",
      "Turn on `View change only` to hide everything that is the same.",
      "Click `Inspect all changes` for a list of every single change.",
    ),
    table(
      ["Tab", "What it shows"],
      [
        "`Summary`",
        "The fields with names you know: prices with their currency, dates in your time, names instead of numbers.",
      ],
      ["`Json`", "Everything, in its structure."],
      ["`Source Code`", "Everything as it is kept, with long texts and theme files line by line."],
    ),
    tip("Start with `Summary`. The other two are for a closer look, and have a button to copy what they show."),
    heading("What “current” means"),
    points(
      "“Live, read 12 s ago”: Backstock has just read the item from the shop.",
      "“Offline”: the shop cannot be reached, so the latest backup stands in for it. The date says which.",
      "“This item no longer exists in the store”: it was deleted. The selected version can bring it back.",
    ),
    heading("Signs and colours"),
    paragraph(
      "Each change carries a sign besides its colour: + came in, − went away, ~ is different. Fields that change by themselves, such as the date of the last edit, a number of views, or a price that the shop works out from another, count as minor and are kept out of the way.",
    ),
    heading("One field over time"),
    paragraph("Click a value to see every value that field ever had, and from when to when."),
    see("restore"),
  ],
};
