import { points, see, type HelpPage } from "./blocks";

export const bestPractices: HelpPage = {
  id: "best-practices",
  title: "16. Best practices",
  alsoKnownAs: ["advice", "tips", "recommendation", "habit", "safe", "off-site", "second copy"],
  blocks: [
    points(
      "Make a backup before large changes to products, prices, categories, customers or the theme.",
      "Compare before you restore live data.",
      "Restore only what you need, down to single fields.",
      "Look at `Recovery history` after each restore, and at the items in the shop.",
      "Write a note when you restore (who and why). It is kept in `Recovery history`.",
      "Keep your recovery key on paper or on another disk, never beside the vault.",
      "Copy the vault’s folder to a second disk now and then, while no backup is running.",
      "Pin the backup from before a large change, so that no rule deletes it.",
      "Let Backstock check the vault from time to time with `Check vault now`.",
      "Tell your team before you restore something that visitors can see.",
      "Practise once in the practice shop, before you need it in your own.",
    ),
    see("workflows"),
    see("keys"),
  ],
};
