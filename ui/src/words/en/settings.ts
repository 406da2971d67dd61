/** `Settings`. */

export const settings = {
  title: "Settings",

  shop: {
    chooseAgain: "Choose the file…",
    profile: "Recognised as",
    noProfile: "No shop system that Backstock knows: every table is a content type",
    check: "Check the connection",
    checking: "Checking…",
    works: (server: string): string => `The shop answers (${server}).`,
    problems: "What does not work, or not fully",
    remove: "Remove this shop…",
    removeTitle: (shop: string): string => `Remove ${shop} from Backstock?`,
    removeText: "Its backups are removed from the vault with it. The shop itself is not touched.",
    removeButton: "Remove the shop",
    add: "Add a shop…",
  },

  keys: {
    title: "Keys",
    remember: "Remember on this computer",
    rememberHint: "The key is kept by your computer’s own password store.",
    rememberUnavailable: "This computer’s password store does not answer.",
    passphrase: "Passphrase",
    setPassphrase: "Set a passphrase…",
    changePassphrase: "Change the passphrase…",
    removePassphrase: "Remove the passphrase",
    passphraseSet: "Set",
    passphraseNotSet: "Not set",
    newPassphrase: "New passphrase",
    savePassphrase: "Save the passphrase",
    removePassphraseTitle: "Remove the passphrase?",
    removePassphraseText: "The passphrase does not open the vault any more. The recovery key still does.",
    remembered: "This computer opens the vault by itself.",
    lastKey: "This is the only everyday way to open the vault. You would need the recovery key each time.",
    recoveryKey: "Recovery key",
    newRecoveryKey: "Make a new recovery key…",
    newRecoveryKeyText:
      "The old recovery key goes on opening the vault until you have saved the new one and typed a group of it. Then it stops working.",
    newRecoveryKeyButton: "Make a new recovery key",
    notSaved: "Not saved yet",
    saved: "Saved and checked",
    notSavedHint: "Without a saved recovery key, a new computer cannot open your backups. Make a new one and save it.",
  },

  vault: {
    title: "Vault",
    folder: "Folder",
    size: "Size",
    check: "Check vault now",
    open: "Open another vault…",
    stopped: "The check was stopped.",
  },

  /** T13 */
  admin: {
    label: "Address of the admin",
    hint: "Where you manage this shop in your browser. Backstock opens it after a restore, so that you can see for yourself.",
    save: "Save address",
    saved: "Saved.",
    unchanged: "This is the address that is kept.",
    open: "Open in store",
    enter: "Say where the shop’s admin is, to open it from here",
  },

  shops: {
    title: "Shops",
    none: "No shop is connected.",
    place: "Place",
    user: "User",
    lastBackup: "Last backup",
    neverBackedUp: "Not backed up yet",
    chosen: "Shown now",
    show: "Show this shop",
    removed: (shop: string): string => `${shop} was removed.`,
    moved: (shop: string, place: string): string => `${shop} is read from ${place} now. Its backups stay.`,
  },

  connection: {
    change: "Change the connection…",
    changeTitle: (shop: string): string => `Change the connection of ${shop}`,
    use: "Use this database",
    enterPassword: "Enter the password again…",
    enterToken: "Enter the token again…",
    tokenTitle: (shop: string): string => `Token of ${shop}`,
    tokenText: (place: string): string => `Of an API account of the store ${place}.`,
    keepToken: "Keep this token",
    tokenKept: (shop: string): string => `The token of ${shop} is kept.`,
    passwordTitle: (shop: string): string => `Password of ${shop}`,
    passwordText: (user: string, place: string): string => `Of the user ${user}, for ${place}.`,
    keepPassword: "Keep this password",
    passwordKept: (shop: string): string => `The password of ${shop} is kept.`,
    untilClosed:
      "This computer’s password store could not keep the password. Backstock remembers it until you close it, and asks again then.",
    tokenUntilClosed:
      "This computer’s password store could not keep the token. Backstock remembers it until you close it, and asks again then.",
  },

  about: {
    title: "About Backstock",
    version: "Version",
    licence: "Licence",
    licenceText: "MIT or Apache 2.0, as you like. Backstock is free software.",
    privacy: "Privacy",
    privacyText:
      "Backstock sends nothing to anybody but the e-mails you set up: no statistics, no error reports, no check for updates. Your data stays in your shop and in your vault.",
    help: "Knowledge Base",
    openHelp: "Open the Knowledge Base",
  },

  appearance: {
    title: "Appearance and language",
    theme: "Colours",
    themes: { system: "As this computer", light: "Light", dark: "Dark" },
    density: "Row height",
    densities: { comfortable: "Comfortable", compact: "Compact" },
    languageHint: "Numbers and dates follow this computer.",
  },

  saved: "Saved.",
};
