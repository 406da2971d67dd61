import { heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const open: HelpPage = {
  id: "open",
  title: "1. Sign in and open the app",
  alsoKnownAs: ["login", "log in", "sign in", "password", "unlock", "create vault", "first start", "set up", "account"],
  blocks: [
    paragraph(
      "Backstock has no account to sign in to. Your backups lie in a vault, a locked folder on your computer, and you unlock it.",
    ),
    heading("The first start"),
    paragraph("Backstock asks what you want to do:"),
    points(
      "`Open the practice shop` makes a made-up shop and lets you try everything.",
      "`Create a vault` makes a vault for your own shop.",
      "`Open a vault…` opens one you already have, for example on a new computer.",
    ),
    heading("Create a vault"),
    steps(
      "Click `Create a vault` and choose a folder with room to grow.",
      "Leave `Remember on this computer` ticked if nobody else uses your login on this computer. Add a passphrase if you like.",
      "Save the recovery key to a file or write it down. It is shown only now.",
      "Type one group of the key again, so that you know your copy is right.",
      "Connect your shop and make the first backup.",
    ),
    heading("Unlock"),
    steps(
      "Open Backstock. If this computer remembers the key, click `Unlock`.",
      "Otherwise type your passphrase, or click `Use the recovery key`.",
      "You see `Discovery` and the sidebar with all pages.",
    ),
    tip(
      "A wrong passphrase does no harm and never locks you out. Nothing about your shop can be read before the vault is open.",
    ),
    heading("Several shops"),
    paragraph(
      "One vault can hold several shops. The switcher above the sidebar says which one you are looking at; every list shows only that shop.",
    ),
    see("keys"),
    see("servers"),
    see("sqlite"),
  ],
};
