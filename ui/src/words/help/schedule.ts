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
      "Backups can make themselves: choose how often in `Scheduled backups`, in the settings. `Discovery` tells you when the last backup is too old.",
    ),
    see("back-up"),
    see("command-line"),
  ],
};
