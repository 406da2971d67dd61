import { commands, heading, notInThisVersion, paragraph, see, type HelpPage } from "./blocks";

export const exportNow: HelpPage = {
  id: "export",
  title: "10. Export store data manually",
  alsoKnownAs: ["download", "csv", "excel", "spreadsheet", "zip", "quick export", "take out"],
  blocks: [
    paragraph("An export writes your shop’s data into ordinary files that other programs can read."),
    notInThisVersion("exporting"),
    heading("Until then"),
    paragraph(
      "The text of a single item can be copied from its page, in the tabs `Json` and `Source Code`. The command line prints any version of any item, for example product 117 as it was in backup 12:",
    ),
    commands('backstock-cli --vault MyVault show "My shop" products 117 --at 12'),
    paragraph("A whole shop goes into one ZIP file on the page `Backup Data` in `Settings`."),
    see("backup-data"),
    see("command-line"),
  ],
};
