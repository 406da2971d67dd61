import { heading, paragraph, see, steps, type HelpPage } from "./blocks";

export const workflows: HelpPage = {
  id: "workflows",
  title: "14. Recommended workflows",
  alsoKnownAs: ["how to", "recipe", "routine", "before a change", "mistake", "import"],
  blocks: [
    heading("Before a major change"),
    steps(
      "Open `Backup Vault` and click `Backup all data`.",
      "Wait until it has finished.",
      "Make the change in your shop.",
      "Make another backup, so that you have a clear before and after.",
      "Look at what changed on `Discovery`, or compare single items.",
    ),
    heading("After a mistake in one item"),
    steps(
      "Open `Backup Vault` and find the content type and the item.",
      "Compare the current version with earlier ones.",
      "Choose the right one under `Selected version`.",
      "Click `Restore to this version` and confirm.",
      "Look at the item in your shop.",
    ),
    heading("After a large wrong update"),
    steps(
      "Open `Bulk Recovery` and select the last version from before the update.",
      "Click `Compare` where something changed, and look at the differences.",
      "Click `Restore to this version` and tick only the content types that need it.",
      "Say who hears of it, click `Restore now`, check the preview and confirm.",
      "Watch how far it is.",
      "Look at the result in `Recovery history`.",
      "Look at the restored items in your shop.",
    ),
    see("bulk-recovery"),
    heading("Copies outside this computer"),
    paragraph(
      "Copy the vault’s folder to another disk now and then, while no backup is running. Keep the recovery key apart from it.",
    ),
    paragraph(
      "An export is a copy in files that any program reads: open `Export`, select the content types, and click `Start export`.",
    ),
    see("export"),
    see("best-practices"),
  ],
};
