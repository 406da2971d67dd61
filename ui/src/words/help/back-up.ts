import { heading, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

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
    paragraph(
      "`Settings` has a card `Scheduled backups`. Choose hourly, daily or weekly; the next dates are shown before you save. Backstock backs up while it is open, this computer is on and the vault is unlocked.",
    ),
    points(
      "What was missed while the computer was off is made up for once, as soon as Backstock is open again, however many dates have passed.",
      "Times are those of your clock. An hour that the clock skips in spring comes right after it; one that comes twice in autumn is used once.",
      "A backup that fails is tried again after 5 minutes, 15 minutes, 1 hour, 3 hours and 6 hours, and at the next date in any case.",
      "When there was no good backup for too long, `Discovery` and a notification on this computer say so, with the reason. With e-mail set up, you are written to as well.",
    ),
    heading("Automatic sync"),
    paragraph(
      "With `Automatic sync` Backstock looks at the shop every 15 minutes to 24 hours, as you choose, and makes a backup only when something has changed. `Backup all data` is not needed then; in its place stands when a change was last seen.",
    ),
    see("storage"),
  ],
};
