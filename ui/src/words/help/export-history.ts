import { heading, notInThisVersion, paragraph, see, type HelpPage } from "./blocks";

export const exportHistory: HelpPage = {
  id: "export-history",
  title: "12. View export history",
  alsoKnownAs: ["past exports", "version list", "files"],
  blocks: [
    paragraph(
      "The export history lists every export with its date, time and kind, and the number of content types in it.",
    ),
    notInThisVersion("exporting"),
    heading("Until then"),
    paragraph("All backups are listed in `Backup Vault`, all restores in `Recovery history`."),
    see("storage"),
    see("recovery-history"),
  ],
};
