import { heading, notInThisVersion, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

export const backUp: HelpPage = {
  id: "back-up",
  title: "2. Back up all store data",
  alsoKnownAs: ["backup", "save", "snapshot", "copy", "protect", "sync", "automatic"],
  blocks: [
    paragraph(
      "Make a backup whenever you want to be able to come back to this moment, above all before large changes to products, prices, the theme or content.",
    ),
    steps(
      "Open `Backup Vault` and its tab `Backup vault`.",
      "Look at `Last backup date` near the top.",
      "Click `Backup all data`.",
      "Click `Confirm`.",
      "Wait, or go on looking around. The page says `Backing up data...` with the content type at hand and the number of items.",
    ),
    paragraph(
      "When the backup has finished, the dates, cards and counts on the page are up to date by themselves. A message on this computer tells you too.",
    ),
    heading("Good to know"),
    points(
      "The first backup reads everything and takes longest. Later ones keep only what changed, so they need little space.",
      "If nothing changed, the backup is listed all the same, and no new versions are made.",
      "A backup never changes anything in the shop.",
      "The shop may go on selling meanwhile: a backup shows one moment, not a mixture.",
      "You can stop a backup. What it had read so far is dropped, and the backup before it stays your latest one.",
      "A backup that fails half way is never offered for comparing or restoring.",
    ),
    warning("Please do not make critical changes in the shop while a backup or restore is running."),
    heading("When the button cannot be used"),
    paragraph(
      "`Backup all data` waits while another backup or a restore of this shop is running, also one that was started in another window or by a command. The reason stands beside the button.",
    ),
    heading("Next scheduled backup date"),
    notInThisVersion("schedules"),
    notInThisVersion("automaticSync"),
    see("storage"),
  ],
};
