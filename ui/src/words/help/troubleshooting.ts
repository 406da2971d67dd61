import { heading, paragraph, points, see, steps, tip, type HelpPage } from "./blocks";

export const troubleshooting: HelpPage = {
  id: "troubleshooting",
  title: "15. Troubleshooting",
  alsoKnownAs: [
    "problem",
    "error",
    "support",
    "contact",
    "does not work",
    "broken",
    "grey button",
    "disabled",
    "forgotten",
  ],
  blocks: [
    heading("I cannot see a recent change in Backup Vault"),
    paragraph("The list of items tells you itself which of these it is:"),
    points(
      "No backup has run since the change.",
      "A backup is still running.",
      "You are looking at another content type or item.",
      "The content type is not backed up. `Item Storage` says why.",
    ),
    steps("Click `Backup all data`.", "Wait until it has finished.", "Look at the content type and the item again."),

    heading("The restore button is not available"),
    paragraph("Where the button would be stands the reason:"),
    points(
      "The content type cannot be restored directly.",
      "The selected version is the same as the current one, or the item did not exist then. Choose an older version.",
      "A backup or another restore is running. Wait until it has finished.",
      "The document is locked, or the shop may only be read.",
    ),

    heading("Bulk Recovery does not let me continue"),
    paragraph("The button itself says why:"),
    points(
      "No version is selected in `History`.",
      "The content types of the version are still being loaded.",
      "A backup or another restore is running. Wait until it has finished.",
      "Nobody would hear of it. Choose at least one recipient.",
      "No content type is ticked, or you have neither looked at the differences nor ticked `Restore without comparing first`.",
    ),

    heading("Export cannot start"),
    paragraph("Beside `Start export` stands the reason:"),
    points(
      "No content type is selected. Select at least one.",
      "Nobody would be told. Add an e-mail address, or this computer.",
      "What was typed is not an e-mail address. Put it right, or empty the field.",
      "An export, a backup or a restore is running. Wait until it has finished.",
    ),

    heading("I did not receive an export email"),
    paragraph(
      "Click `Notices` at the bottom of the side and choose `Messages`: each message stands there with what became of it.",
    ),
    points(
      "`Waiting`: it is being sent.",
      "`Sent`: the mail server took it; its answer stands beside it. Look into the spam folder, and check the address.",
      "`Not sent`: the reason stands beside it, and whether Backstock tries again by itself.",
    ),
    paragraph("Put the cause right, in `Settings` under `E-mail` or with another address, and click `Send again`."),

    heading("A restore completed with errors"),
    steps(
      "Open `Recovery history` and find the restore.",
      "Click `View Detail` and tick `Show errors only`.",
      "Read the reason beside each item. What succeeded stays restored.",
      "Put the cause right and click `Retry failed`: only those items are tried again, against the same backup. Or click `Undo this restore`.",
    ),

    heading("I cannot open my vault"),
    points(
      "This computer does not give the key any more (a new login, another desktop): use the passphrase or the recovery key. Tick `Remember on this computer` to have it remembered again.",
      "The passphrase is not accepted: check capital letters and the language of the keyboard. You can try as often as you like.",
      "The recovery key is not accepted: compare every group with your copy. Capital or small letters, spaces and dashes do not matter.",
      "The folder is not there: plug in the disk it lies on, or click `Open another vault…`.",
      "The vault was made by a newer Backstock: install the newer version.",
    ),

    heading("Backstock says that this is not the newest vault"),
    paragraph(
      "This computer remembers where the backups of each shop ended. If the folder holds an older copy, Backstock says so on every page. Everything in it can be looked at all the same.",
    ),
    points(
      "You put a copy back yourself: click `Go on with this vault`. It is not said again.",
      "You did not: look for the folder of the newer vault and open that one, and find out who could have exchanged it.",
    ),

    heading("Backstock cannot reach the shop"),
    points(
      "The disk of the shop’s file is not plugged in: plug it in and try again.",
      "The shop’s file was moved or renamed, or the vault is on a new computer: click `Choose the file…` beside the failure, or in `Settings` beside the shop. Do not add it as a new shop, because its history would begin anew.",
      "The file is not an SQLite database, or it is encrypted: choose the right file.",
      "Another program holds the database: close it or wait a moment, then try again.",
    ),

    paragraph(
      "While a restore runs, Backstock waits for a shop that cannot be reached, tries again and goes on where it was. After ten minutes it leaves the restore for you: `Resume`, undo, or leave it as it is.",
    ),

    heading("The disk is full"),
    paragraph("The backup stops and the vault stays as it was. Make room on the disk and start the backup again."),

    heading("Part of the vault is damaged"),
    paragraph(
      "`Check vault now` names the items concerned. Everything else can still be compared and restored. Make a new backup, then look at the disk: damage like this usually comes from failing hardware. A second copy of the vault may still be whole.",
    ),

    heading("Where to ask"),
    paragraph(
      "Backstock sends nothing anywhere, so nobody can look into your vault for you. Every failure says what could not be done and one thing to do about it.",
    ),
    paragraph(
      "Somebody who helps you may need to know versions, counts and what went wrong. `Create diagnostic bundle…` in `Settings` saves just that, and nothing of your shop or your customers.",
    ),
    tip("Try it in the practice shop first if you are not sure what a button does."),
    see("keys"),
  ],
};
