import { heading, paragraph, points, see, steps, table, tip, warning, type HelpPage } from "./blocks";

export const email: HelpPage = {
  id: "email",
  title: "13. Email notifications",
  alsoKnownAs: [
    "e-mail",
    "mail",
    "message",
    "notice",
    "bell",
    "recipient",
    "alert",
    "desktop notification",
    "smtp",
    "outbox",
    "not sent",
    "spam",
  ],
  blocks: [
    paragraph(
      "Backstock tells you and others when a restore has finished, failed or was stopped: by e-mail through your own mail server, and on this computer.",
    ),
    heading("Choosing who hears"),
    paragraph("Wherever something is started that somebody should hear of, there is the list `Your emails`."),
    steps(
      "Click the field for an address, and type one, such as name@example.com.",
      "Press Enter, or click `Add`. The address becomes a chip.",
      "Remove a chip with its cross, or with Backspace or Delete when it is selected.",
      "`This computer` is a recipient, too: it shows a message of its own and needs no e-mail.",
    ),
    points(
      "What is no address is refused with the reason and stays in the field, so that you can put it right.",
      "An address that is in the list already is not added again; its chip lights up.",
      "Your own address is filled in once you have entered it in `Settings`. You can remove it.",
      "At least one recipient is needed; otherwise nobody would hear of it.",
      "For important restores, add everybody who needs to know.",
    ),
    heading("Your mail server"),
    steps(
      "Open `Settings` and find `E-mail`.",
      "Enter your e-mail address, and the mail server as your e-mail provider names it (SMTP, or outgoing mail), with user and password.",
      "Click `Save`, then `Send test message`. What the mail server answers is shown.",
    ),
    points(
      "The password is kept by this computer’s own password store, never in the vault. Some providers want a password made for apps.",
      "The way to the mail server is encrypted. Without encryption only a mail server on this very computer is used.",
      "Each recipient gets a message of their own. Nobody sees who else was told.",
      "A message names the shop and counts items. It never holds a product, a customer or a value of your shop.",
    ),
    heading("What became of a message"),
    paragraph(
      "Every message is kept in the vault until it is sent, and stands with its state in `Recovery history`, in the detail of its restore, and under `Notices`, `Messages`.",
    ),
    table(
      ["State", "What it means"],
      ["`Waiting`", "It is about to be sent."],
      ["`Sent`", "The mail server took it. When, and what it said, stand beside it."],
      [
        "`Not sent`",
        "The reason stands beside it. Backstock tries again by itself, after a minute at first and less often later, for three days and at every start.",
      ],
    ),
    warning(
      "If the connection breaks in the instant a message is handed over, it may have arrived. Backstock does not send such a message again by itself: look into the mailbox first.",
    ),
    tip("`Send again` sends any of them once more, also one that was sent and did not reach anybody."),
    heading("Messages on this computer"),
    points(
      "This computer shows a message when a backup has finished or failed, and for a restore when `This computer` is among its recipients.",
      "Click it to open the result.",
      "It never holds names of customers or products, because other people may see your screen.",
      "The bell `Notices` keeps what was told, also when you were not there, and says when a message could not be sent.",
    ),
    paragraph("If no messages appear, look whether your computer’s settings allow them for Backstock."),
    see("settings"),
  ],
};
