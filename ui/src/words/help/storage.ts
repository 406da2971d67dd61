import { heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const storage: HelpPage = {
  id: "storage",
  title: "3. Review backup storage",
  alsoKnownAs: ["pricing", "plan", "subscription", "space", "disk", "how much", "verify", "check"],
  blocks: [
    paragraph("`Backup Vault` shows what is in the vault and how much room it takes."),
    steps(
      "Open `Backup Vault` and its tab `Backup vault`.",
      "Look at the cards at the top: items, versions, the size of the vault and the last backup.",
      "Scroll to `Item Storage`.",
      "The content types stand in groups: `Store business data`, `Theme and content data` and `Other tables`.",
      "Each row shows how many items the latest backup holds and how large they are. The rows add up to the cards.",
    ),
    paragraph(
      "The size in a row is the size of the content itself. The vault on your disk is smaller, because it is compressed and keeps what did not change only once.",
    ),
    heading("What the marks mean"),
    points(
      "`Can be restored`: items of this type can be put back.",
      "`Only restored when you choose it`: orders and the like. A restore leaves them alone unless you ask for them by name.",
      "`Cannot be restored here`: the items are kept and can be compared and copied. The reason stands beside it.",
    ),
    heading("Is the vault whole?"),
    paragraph(
      "`Check vault now` in `Settings` reads every version and proves that none is damaged or missing. It does not touch the shop.",
    ),
    tip("Keep a second copy of the vault’s folder on another disk. Copy it while no backup is running."),
    heading("Making room"),
    paragraph("`Storage` in the sidebar shows what takes the room, and there you say how many backups to keep."),
    see("keeping"),
    see("find"),
  ],
};
