import { heading, paragraph, points, see, steps, table, warning, type HelpPage } from "./blocks";

export const monitor: HelpPage = {
  id: "monitor",
  title: "8. Monitor a bulk restore process",
  alsoKnownAs: ["progress", "running", "how long", "cancel", "stop", "interrupted", "crash", "power cut", "resume"],
  blocks: [
    paragraph(
      "After you have confirmed, the page of the restore opens by itself. The bar at the bottom of every page leads back to it.",
    ),
    steps(
      "Look at the banner: how many per cent are done, the date of the version, and who hears when it has finished.",
      "Look at each content type in the list below.",
      "Click `View Detail` to see what became of each item of a content type.",
      "Wait until everything is done. Then the entry in `Recovery history` opens by itself.",
      "Look at the restored items in the shop.",
    ),
    table(
      ["Column", "What it shows"],
      ["`Status`", "`Waiting`, `Progressing`, `Done`, `Fail` when an item of it failed, or `Stopped`."],
      ["`Successful items`", "Written, and read back from the shop as wanted."],
      ["`Error items`", "Not restored. `View Detail` says why, item by item."],
      ["`Completed`", "Successful and failed items together, out of all."],
    ),
    paragraph("100 % means that every item had its turn, also when some of them failed."),
    heading("Stopping a restore"),
    warning(
      "A restore that you stop may already have changed live data. Backstock finishes the item at hand, then lists what was changed and what was not. You can undo it.",
    ),
    heading("When the computer or the app stops"),
    paragraph(
      "Nothing is lost. At the next start Backstock shows the interrupted restore as it really stands and offers three ways:",
    ),
    points(
      "`Resume` writes the rest. What was already written is not written twice.",
      "`Undo this restore` puts back what was written.",
      "`Leave as it is` keeps what was written and closes the restore.",
    ),
    see("recovery-history"),
  ],
};
