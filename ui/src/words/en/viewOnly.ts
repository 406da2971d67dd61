/** View-only mode. */

export const viewOnly = {
  title: "View only",
  label: "View only",
  hint: "Browse, compare and search; nothing is restored, undone, changed or deleted. Turning it off again needs the passphrase or the recovery key.",
  on: "This vault is open for viewing only.",
  onText:
    "Nothing can be restored, undone, changed or deleted. Whoever has the passphrase or the recovery key can end this in Settings.",
  /** A restore was cut off while the store was kept quiet. */
  emailsOff: (shop: string): string =>
    `A restore of ${shop} was cut off, and the store’s e-mails to its customers are still switched off. They are switched on again, as they were, as soon as view-only mode is ended in Settings.`,
  /** Where a button would be. */
  reason: "This vault is open for viewing only. The passphrase or the recovery key ends this in Settings.",
  leaveTitle: "End view-only mode?",
  leaveText: "Type the passphrase or the recovery key. The key that this computer remembers is not enough.",
  leaveButton: "Allow everything again",
  withPassphrase: "Passphrase",
  withRecoveryKey: "Recovery key",
  useRecoveryKey: "Use the recovery key",
  usePassphrase: "Use the passphrase",
  wrong: "This does not open the vault. Check it and type it again.",
  empty: "Type it first.",
  ended: "Everything may be done again.",
  unlock: "Open for viewing only",
  openSettings: "Open Settings",
};
