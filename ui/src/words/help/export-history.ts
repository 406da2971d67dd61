import { paragraph, points, see, steps, type HelpPage } from "./blocks";

export const exportHistory: HelpPage = {
  id: "export-history",
  title: "12. View export history",
  alsoKnownAs: ["past exports", "version list", "files", "expired", "sha-256"],
  blocks: [
    paragraph("The history lists every export that was ever begun, also those that failed or were stopped."),
    steps(
      "Open `Export` and select `History`.",
      "Use `Show from` to see only a range of dates.",
      "Look at the `Version list`: date, time, export type and format, the content types and how large the files are.",
    ),
    points("`Manual` is a Quick Export that somebody started.", "`Weekly` and `Monthly` are exports of a schedule."),
    paragraph("Beside each export stands what became of its files:"),
    points(
      "How many days they stay, or that they are kept.",
      "`expired`: their time was over and Backstock removed them.",
      "`moved`: some or all are not in their folder any more.",
      "`Failed`, with the reason.",
    ),
    paragraph(
      "The menu of an export shows its files and their SHA-256, opens the folder, makes the same export once more (`Make again`, from the same backup) or exports the shop as it is now (`Run again`).",
    ),
    see("export"),
    see("schedule"),
  ],
};
