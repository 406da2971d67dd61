import { commands, heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const keeping: HelpPage = {
  id: "keeping",
  title: "Keeping backups, making room",
  alsoKnownAs: [
    "pricing",
    "plan",
    "subscription",
    "retention",
    "delete old backups",
    "disk full",
    "cleanup",
    "pin",
    "label",
    "thin out",
    "alarm",
    "unusual",
    "mass change",
    "sale",
  ],
  blocks: [
    paragraph(
      "`Storage` shows how large the vault is, how it grows, what takes the room, and how much is left on the disk.",
    ),
    paragraph(
      "How long the room will do is only said when there are five backups over two weeks or more, and only when it is within ten years.",
    ),
    heading("Keep a backup forever"),
    steps(
      "Open `Storage` or `Backup Vault` and look at `Backups kept`.",
      "Open the menu beside a backup and choose `Keep forever…`. You may note why.",
      "With `Name it…` a backup gets a name of its own.",
    ),
    paragraph(
      "A pinned backup is deleted by no rule, and it cannot be chosen for deleting. `Take the pin off` lets it go again.",
    ),
    heading("A rule for the others"),
    paragraph("Every backup is kept until you say otherwise."),
    points(
      "`Keep all`: nothing is deleted unless you choose it.",
      "`Keep the last`: so many of the newest stay.",
      "`Thin out`: many backups of late and fewer of long ago, one of each month in the end.",
    ),
    paragraph(
      "`Show what would go` lists every backup with what would become of it and how much room that frees. Nothing is deleted until you say so. With `Delete the others after each good backup` the rule is applied by itself from then on.",
    ),
    paragraph(
      "Never deleted by a rule: the first backup, the newest, pinned ones, the last good one before unusual changes, what a restore still needs, and safety backups younger than 30 days.",
    ),
    heading("Delete some by hand"),
    steps(
      "Tick the backups under `Backups kept` in `Storage`.",
      "Click `Delete selected backups` and read how many and of which dates.",
      "Confirm. What only they hold is gone for good; every other backup stays as it is.",
    ),
    tip("This works on a full disk, too: the vault sets a little room aside for it."),
    heading("Unusual changes"),
    paragraph(
      "After each backup Backstock looks at what changed and at what is usual in your shop. If far more is gone, emptied, switched off or ten times as high than ever before, `Discovery` and `Backup Vault` tell you under `Unusual changes`, with how many, of what, and some examples.",
    ),
    points(
      "The backup before is the last good one. It is pinned by itself, so that no rule deletes it.",
      "`Show what changed` leads to the items.",
      "`This is settled` makes the message go away, when the changes were planned or when you have put them back. You decide whether the pin goes, too.",
    ),
    paragraph(
      "New items, ordinary sales and stock that goes up and down are no alarm, nor is what Backstock itself put back. While there are few backups, only what would be large in any shop is told.",
    ),
    paragraph(
      "Before a sale, say under `Planned price changes` in `Discovery` when prices will change. Then there is no alarm about prices in that time.",
    ),
    heading("On the command line"),
    commands(
      'backstock-cli --vault MyVault pin "My shop" 12 --note "Before the move"',
      'backstock-cli --vault MyVault label "My shop" 12 "Summer catalogue"',
      'backstock-cli --vault MyVault keep "My shop" --thin-out 7,30,12 --automatic',
      'backstock-cli --vault MyVault prune "My shop" --preview',
      'backstock-cli --vault MyVault storage "My shop"',
      'backstock-cli --vault MyVault alarms "My shop"',
      'backstock-cli --vault MyVault planned "My shop" --add "Black Friday" --from 2026-11-27 --until 2026-11-30',
    ),
    see("storage"),
  ],
};
