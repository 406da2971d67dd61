import { heading, table, type HelpPage } from "./blocks";

export const quickReference: HelpPage = {
  id: "quick-reference",
  title: "18. Quick reference",
  alsoKnownAs: ["where", "cheat sheet", "shortcut", "keyboard", "overview of tasks"],
  blocks: [
    table(
      ["Task", "Where to go", "Main action"],
      ["Back up all store data", "`Backup Vault` > `Backup vault`", "Click `Backup all data`"],
      ["Review stored content types", "`Backup Vault` > `Backup vault`", "Look at `Item Storage`"],
      ["Compare one record", "`Backup Vault` > the item", "Choose a `Selected version`"],
      ["Restore one record", "`Backup Vault` > the item", "Click `Restore to this version`"],
      ["Compare two versions", "`Backup Vault` > `Bulk Recovery`", "Select a version and click `Compare`"],
      ["Restore many records", "`Backup Vault` > `Bulk Recovery`", "Click `Restore to this version`"],
      ["Monitor restore", "The page of the restore", "Watch the items done and failed"],
      ["Review restore audit trail", "`Recovery history`", "Click `View Detail`"],
      ["Make room, keep a backup forever", "`Storage`", "Choose a rule, or a backup under `Backups kept`"],
      ["Export now", "`Export` > `Quick Export`", "Select content types and click `Start export`"],
      ["Schedule exports", "`Export` > `Schedule Export`", "Choose `Frequency` and click `Save`"],
      ["Review export audit trail", "`Export` > `History`", "Filter by date and look at the list"],
    ),
    heading("Keyboard"),
    table(
      ["Keys", "What they do"],
      ["Ctrl B", "Back up all data"],
      ["Ctrl F", "Find on this page"],
      ["Ctrl ,", "Settings"],
      ["Alt ←", "Back"],
      ["F5", "Read the page again"],
      ["F8, F7", "Next change, previous change"],
      ["Esc", "Close a dialog"],
      ["?", "Show all shortcuts"],
    ),
  ],
};
