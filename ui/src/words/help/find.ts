import { heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const find: HelpPage = {
  id: "find",
  title: "4. Find a backed-up record",
  alsoKnownAs: ["search", "look up", "item", "deleted product", "lost", "missing", "list"],
  blocks: [
    paragraph(
      "Use `Backup Vault` to look at one item: a product, a brand, a page, a category, an order, a customer, a theme file.",
    ),
    steps(
      "Open `Backup Vault` and its tab `Backup vault`.",
      "In `Item Storage`, find the group and click the content type.",
      "Type a part of the name, number or code into the search box, or scroll.",
      "Open the item. You see all its versions, newest first.",
    ),
    heading("Items that were deleted"),
    paragraph(
      "What was deleted in the shop stays in the vault. It is marked `Deleted in store`, with the date it was first missing, and can be restored like anything else.",
    ),
    heading("What a version is"),
    points(
      "A new version appears only when something changed. The same state in ten backups is one version.",
      "The date of a version is the date of the backup that first saw it.",
      "History starts at the first backup. What was changed before it cannot be shown.",
    ),
    tip(
      "A change made after the last backup is not here yet. The page says when the last backup ran and offers `Backup all data`.",
    ),
    tip(
      "Everything works without a mouse: arrow keys move through a list, Enter opens, Alt and the left arrow go back.",
    ),
    see("compare"),
  ],
};
