import { paragraph, points, see, type HelpPage } from "./blocks";

export const limits: HelpPage = {
  id: "limits",
  title: "What Backstock does not do",
  alsoKnownAs: [
    "limits",
    "cannot",
    "missing features",
    "not supported",
    "scope",
    "wordpress",
    "website files",
    "cloud",
  ],
  blocks: [
    points(
      "It does not back up the shop’s program, its plugins or the server, only the shop’s data.",
      "It does not know what happened before the first backup, nor between two backups: a change that was made and taken back in between leaves no trace.",
      "It does not send your data anywhere. A second copy in another place is up to you.",
      "It does not protect the computer it runs on. Somebody who is logged in as you can use Backstock as you.",
      "It does not run your shop’s own rules when it writes to a database. What a platform works out by itself may need a click in the shop’s own administration afterwards.",
      "It never changes locked documents, and it deletes nothing in the shop unless you ask for it.",
    ),
    paragraph("The rest of this help describes what you can use today."),
    see("introduction"),
  ],
};
