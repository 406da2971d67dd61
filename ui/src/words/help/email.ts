import { heading, notInThisVersion, paragraph, points, see, type HelpPage } from "./blocks";

export const email: HelpPage = {
  id: "email",
  title: "13. Email notifications",
  alsoKnownAs: ["e-mail", "mail", "message", "notice", "recipient", "alert", "desktop notification"],
  blocks: [
    notInThisVersion("email"),
    heading("Messages on this computer"),
    points(
      "Backstock shows one when a backup or a restore has finished, and when one of them failed.",
      "Click it to open the result.",
      "It never holds names of customers or products, because other people may see your screen.",
    ),
    paragraph(
      "If no messages appear, look whether your computer’s settings allow them for Backstock. Everything is also shown in the window itself.",
    ),
    see("settings"),
  ],
};
