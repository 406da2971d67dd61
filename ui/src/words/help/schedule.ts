import { heading, notInThisVersion, paragraph, see, type HelpPage } from "./blocks";

export const schedule: HelpPage = {
  id: "schedule",
  title: "11. Schedule recurring exports",
  alsoKnownAs: ["weekly", "monthly", "automatic", "timer", "cron", "nightly"],
  blocks: [
    paragraph("A schedule repeats an export every week or every month without anybody thinking of it."),
    notInThisVersion("schedules"),
    heading("Until then"),
    paragraph(
      "Make backups by hand, or let your computer’s own task planner start the command line. `Discovery` tells you when the last backup is too old.",
    ),
    see("back-up"),
    see("command-line"),
  ],
};
