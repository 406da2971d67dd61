/** View-only mode and the diagnostic bundle, both in `Settings`. */

export const viewOnly = {
  title: "View only",
  label: "View only",
  hint: "Browse, compare and search; nothing is restored, undone, changed or deleted. Turning it off again needs the passphrase or the recovery key.",
  on: "This vault is open for viewing only.",
  onText:
    "Nothing can be restored, undone, changed or deleted. Whoever has the passphrase or the recovery key can end this in Settings.",
  /** Where a button would be. */
  reason: "This vault is open for viewing only. The passphrase or the recovery key ends this in Settings.",
  leave: "End view-only mode…",
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

export const diagnostics = {
  title: "Diagnostic bundle",
  text: "A file for whoever helps you: versions, which settings are set, counts, and the history of jobs. It holds no name, address, e-mail, password or value of your shop. Nothing is sent; you save the file and hand it on yourself.",
  show: "Show what goes in",
  hide: "Hide what goes in",
  save: "Create diagnostic bundle…",
  saved: (place: string): string => `The bundle is in ${place}.`,
  part: (name: string): string => `Content of ${name}`,
};
