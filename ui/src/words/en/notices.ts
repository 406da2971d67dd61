/** The bell: what the owner was told on this computer, and the messages. */

import { type Count, number } from "../format";
import { counted } from "./common";

export const notices = {
  title: "Notices",
  open: (unread: Count): string => (Number(unread) === 0 ? "Notices" : `Notices, ${number(unread)} not read`),
  unread: (unread: Count): string =>
    Number(unread) === 0 ? "" : counted(unread, { one: "notice is not read", other: "notices are not read" }),
  count: (unread: Count): string => (Number(unread) > 99 ? "99+" : number(unread)),
  tabs: { notices: "Notices", letters: "Messages" },
  fresh: "New",
  none: {
    title: "Nothing to tell yet",
    text: "When a backup, a restore or a check has finished, it is told here, too.",
  },
  noLetters: {
    title: "No messages yet",
    text: "Whoever is chosen as a recipient of a restore is told when it has finished. What became of each message stands here.",
  },
};
