import { commands, heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const practice: HelpPage = {
  id: "practice",
  title: "The practice shop",
  alsoKnownAs: ["demo", "example", "try", "test", "Harbour Tea", "learn", "sandbox", "mistake"],
  blocks: [
    paragraph(
      "Harbour Tea is a made-up tea shop with 2,000 products, 6,000 customers and 15,000 orders. It is an ordinary database file on your computer. Nothing you do with it can harm a real shop, and none of its people exist.",
    ),
    heading("A first round in two minutes"),
    steps(
      "On the first start, click `Open the practice shop`. In an open vault, add it from the shop switcher.",
      "Click `Backup all data` and confirm.",
      "On `Discovery`, choose `Make a mistake on purpose`, for example a price import that went wrong.",
      "Make another backup. `Discovery` shows what changed.",
      "Open one of the changed products and compare it with the version before.",
      "Click `Restore to this version` and confirm.",
      "Click `Undo this restore` to see that even this can be taken back.",
    ),
    heading("The practice menu"),
    points(
      "`Make a mistake on purpose` does what goes wrong in real shops: prices times ten, deleted products, emptied descriptions, a category without its products, a broken theme file and more.",
      "`Let a day pass` brings orders, new customers and a few ordinary edits, so that a backup has something to find.",
    ),
    tip("Without a screen, one command does the whole round and shows each step:"),
    commands("backstock-cli demo"),
    see("workflows"),
  ],
};
