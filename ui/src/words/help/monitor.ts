import { heading, notInThisVersion, paragraph, points, see, steps, warning, type HelpPage } from "./blocks";

export const monitor: HelpPage = {
  id: "monitor",
  title: "8. Monitor a bulk restore process",
  alsoKnownAs: ["progress", "running", "how long", "cancel", "stop", "interrupted", "crash", "power cut", "resume"],
  blocks: [
    paragraph(
      "Every restore you start in the window shows how far it is, on its own page and in the bar at the bottom of every page.",
    ),
    steps(
      "Watch the step at hand: safety backup, writing, reading back.",
      "Watch the number of items done, and the number that failed.",
      "When it has finished, open the result to see each item.",
      "Look at the restored items in the shop.",
    ),
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
    heading("Several content types at once"),
    notInThisVersion("bulkRecovery"),
    see("recovery-history"),
  ],
};
