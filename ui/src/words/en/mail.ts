/** Who is told of the end of long work. */

import { type Moment, dateTime } from "../format";

export const mail = {
  recipients: {
    label: "Your emails",
    thisComputer: "This computer",
    thisComputerHint: "A message of this computer’s own; it needs no e-mail.",
    input: "E-mail address",
    placeholder: "name@example.com",
    add: "Add",
    addThisComputer: "Add this computer",
    remove: (recipient: string): string => `Remove ${recipient}`,
    already: (recipient: string): string => `${recipient} is in the list already.`,
    removed: (recipient: string): string => `${recipient} was removed.`,
    /** Why work cannot start. */
    none: "Add an e-mail address or this computer first.",
  },

  /** What became of each message. */
  letters: {
    title: "Who was told",
    label: "Messages",
    unknown: "A recipient of another version",
    toOf: (recipient: string, shop: string): string => `To ${recipient}, about ${shop}`,
    state: { waiting: "Waiting", sent: "Sent", not_sent: "Not sent" },
    at: (at: Moment): string => dateTime(at),
    answer: (answer: string): string => `The mail server said: “${answer}”.`,
    again: (at: Moment): string => `Backstock tries again at ${dateTime(at)}.`,
    sendAgain: "Send again",
    /** Spoken after it: to whom. */
    spokenTo: (recipient: string): string => ` to ${recipient}`,
    sending: "Another message is being sent.",
  },

  settings: {
    title: "E-mail",
    text: "Backstock sends messages through your own mail server. Without one, this computer tells you.",
    owner: "Your e-mail address",
    ownerHint: "It is filled in wherever recipients are chosen.",
    host: "Mail server",
    hostHint: "Your e-mail provider calls it SMTP or outgoing mail.",
    hostEmpty: "Enter the name of the mail server, such as smtp.example.com.",
    port: "Port",
    portWrong: "A port is a number from 1 to 65535.",
    protection: "Encryption",
    protections: { starttls: "STARTTLS", tls: "TLS", none: "None" },
    noneWarning: "Without encryption only a mail server on this very computer is used.",
    user: "User",
    userHint: "Often your e-mail address. Leave it empty if the server asks nobody.",
    password: "Password",
    passwordHint: "It is kept by your computer’s own password store, never in the vault.",
    passwordKept: "Leave it empty to keep the one you entered before.",
    from: "Messages come from",
    save: "Save",
    saved: "Saved.",
    test: "Send test message",
    testing: "Sending…",
    tested: (to: string, answer: string): string => `The mail server took the message for ${to}. It said: “${answer}”.`,
    testReason: "Enter your e-mail address and the mail server, and save them first.",
    testUnsaved: "Save first.",
    forget: "Remove the mail server",
    leave: {
      title: "Leave without saving?",
      text: "What you changed about e-mail is not saved yet.",
      stay: "Stay here",
      discard: "Leave without saving",
    },
    untilClosed:
      "This computer’s password store could not keep the password. Backstock remembers it until you close it, and asks again then.",
  },
};
