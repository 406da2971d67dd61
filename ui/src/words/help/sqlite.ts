import { heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const sqlite: HelpPage = {
  id: "sqlite",
  title: "SQLite shops and profiles",
  alsoKnownAs: ["database", "connect", "add shop", "file", "db", "table", "schema", "profile", "foreign key"],
  blocks: [
    paragraph("A shop can be any SQLite database file."),
    steps(
      "Click `Add a shop…` in the shop switcher.",
      "Choose the database file and give the shop a name.",
      "Backstock looks at the file and says what it found. Nothing is changed.",
      "Click `Add this shop` and make the first backup.",
    ),
    heading("With a profile"),
    paragraph(
      "A profile tells Backstock how a shop system keeps its data: a product with its variants, pictures and categories becomes one item, with names you know. Backstock recognises the shop by its tables. Tables the profile does not name are backed up under `Other tables`.",
    ),
    heading("Without a profile"),
    paragraph(
      "Every table is a content type and every row an item. Backup, compare and restore work all the same, and links between tables are followed.",
    ),
    heading("What is kept"),
    points(
      "Every value exactly as the database holds it: numbers digit by digit, empty apart from missing, pictures and files byte by byte.",
      "A backup reads the database as it was at one moment, even while the shop goes on writing.",
    ),
    heading("What happens in a restore"),
    points(
      "Everything is written in one piece: either all of a group of items or none of it.",
      "Links are checked before anything is kept, so no item is left pointing to nothing.",
      "Automatic actions of the database (triggers) do not run. The preview says so when there are any.",
      "Values that the database works out by itself are not written.",
    ),
    heading("Other databases"),
    see("servers"),
    see("stores"),
    see("limits"),
  ],
};
