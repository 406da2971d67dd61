/** The unlock prompt. Nothing about the shop may be read here: no name, no count, no file. */

export const unlock = {
  title: "Unlock your vault",
  text: "Your backups are locked.",
  remembered: {
    use: "Use the key this computer remembers",
    opening: "Opening the vault…",
  },
  passphrase: {
    label: "Passphrase",
    button: "Unlock",
    wrong:
      "This passphrase does not open the vault. Check capital letters and the keyboard’s language, or use your recovery key.",
    empty: "Type your passphrase.",
    show: "Show what I type",
  },
  recoveryKey: {
    use: "Use the recovery key",
    label: "Recovery key",
    hint: "Capital or small letters, with or without spaces and dashes.",
    wrong: "This recovery key does not open the vault. Compare every group with your copy.",
    mistyped: "There is a typing mistake in this key. Compare every group with your copy.",
    empty: "Type your recovery key.",
  },
  usePassphrase: "Use the passphrase",
  remember: "Remember on this computer",
  otherVault: "Open another vault…",
  createVault: "Create a vault",
  help: "I cannot open my vault",
};
