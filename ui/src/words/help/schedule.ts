import { commands, heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const schedule: HelpPage = {
  id: "schedule",
  title: "11. Schedule recurring exports",
  alsoKnownAs: ["automatic", "timer", "cron", "recurring", "repeat", "pause"],
  blocks: [
    paragraph("A schedule repeats an export every week or every month without anybody thinking of it."),
    steps(
      "Open `Export` and select `Schedule Export`.",
      "Under `Frequency`, choose `Weekly` or `Monthly`.",
      "Choose the day of the week or the day of the month, and the time. The next twelve dates are shown under `Next`.",
      "Under `Select content type to export`, choose what is exported.",
      "Choose a format and a folder. Each export becomes a folder of its own in there.",
      "Under `Your emails`, choose who is told each time.",
      "Click `Save`.",
    ),
    tip("In a month that has no such day, for example the 31st, it is the last day of the month."),
    heading("When it is done"),
    points(
      "While Backstock is running, this computer is on and the vault is unlocked. `Keep running when the window is closed` is in the settings.",
      "What was missed while the computer was off is made up for once, as soon as it can be.",
      "What fails is tried again after some minutes, then after hours, until the next date. Failed tries are in the history of exports as well.",
      "A clock that is set back, and the change to summer time, make no export twice and leave none out.",
    ),
    heading("What can be done with a schedule"),
    points(
      "`Run now` makes the export at once. Its dates stay as they are.",
      "`Change` opens it in the form.",
      "`Pause` stops it until you `Resume` it. What was due meanwhile is not made up for.",
      "`Delete` takes it away. The exports that it made stay in the history, and so do their files.",
    ),
    heading("On the command line"),
    commands(
      'backstock-cli --vault MyVault schedule "My shop" export --monthly 31@02:00 --type products --format csv --to Exports',
      "backstock-cli --vault MyVault run-due",
    ),
    see("export"),
    see("export-history"),
    see("back-up"),
    see("command-line"),
  ],
};
