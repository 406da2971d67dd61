/** Who is told of the end of long work. */

export const mail = {
  recipients: {
    label: "Your emails",
    thisComputer: "This computer",
    thisComputerHint: "A message of this computer’s own; it needs no e-mail.",
    input: "Email address",
    placeholder: "name@example.com",
    add: "Add",
    addThisComputer: "Add this computer",
    remove: (recipient: string): string => `Remove ${recipient}`,
    already: (recipient: string): string => `${recipient} is in the list already.`,
    removed: (recipient: string): string => `${recipient} was removed.`,
    /** Why work cannot start. */
    none: "Add an email address or this computer first.",
  },
};
