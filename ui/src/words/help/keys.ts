import { heading, paragraph, points, see, steps, table, warning, type HelpPage } from "./blocks";

export const keys: HelpPage = {
  id: "keys",
  title: "Keys and the recovery key",
  alsoKnownAs: [
    "password",
    "passphrase",
    "encryption",
    "security",
    "lost key",
    "new computer",
    "keyring",
    "forgot",
    "locked out",
  ],
  blocks: [
    paragraph(
      "Everything in the vault is encrypted, from the first backup on: items, names, pictures, search words. Three keys can open it, each on its own.",
    ),
    table(
      ["Key", "Where it is", "What it is for"],
      [
        "This computer",
        "In your computer’s own password store",
        "Every day. `Remember on this computer` turns it on and off.",
      ],
      ["Passphrase", "In your head", "Optional. When this computer does not remember the key."],
      ["Recovery key", "On paper or on another disk", "When everything else is lost."],
    ),
    heading("The recovery key"),
    points(
      "It is shown once, when the vault is made, and you type one group of it again to prove that you have it.",
      "It opens the vault on any computer, without a passphrase.",
      "Capital or small letters do not matter, nor do spaces and dashes.",
      "In `Settings` you can make a new one while the vault is open. The old one stops working at once.",
    ),
    warning(
      "We have no copy of your keys and cannot open your vault. Without this computer, the passphrase and the recovery key, the backups are lost.",
    ),
    heading("Move to a new computer"),
    steps(
      "Copy the vault’s folder to the new computer, while no backup is running.",
      "Install Backstock there and click `Open a vault…`.",
      "Choose the folder and click `Use the recovery key`.",
      "Tick `Remember on this computer`.",
      "In `Settings`, click `Choose the file…` beside the shop and choose the file where the shop’s data is now. The practice shop lies in the vault’s folder and comes along by itself.",
    ),
    heading("What the keys do not protect against"),
    paragraph(
      "While you are logged in and the vault is open, programs that run as you can do what you can do. On most systems they may also ask the password store. If others use your login, do not let this computer remember the key: use a passphrase, and click `Lock` when you leave.",
    ),
    see("open"),
    see("troubleshooting"),
  ],
};
