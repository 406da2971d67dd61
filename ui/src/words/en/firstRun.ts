/** The first start: practice shop, new vault or existing one; the recovery key; connecting a shop. */

import { type Count } from "../format";

export const firstRun = {
  welcome: {
    title: "Welcome to Backstock",
    text: "Backstock keeps every past version of your shop’s data on this computer, and puts things back when you need it.",
    practice: {
      title: "Try it with a practice shop",
      text: "A made-up tea shop with products, customers and orders. Ready in a few seconds; nothing can go wrong.",
      button: "Open the practice shop",
      making: "Making the practice shop…",
    },
    create: {
      title: "Protect my shop",
      text: "Make a vault, the locked folder that holds your backups.",
      button: "Create a vault",
    },
    open: {
      title: "I already have a vault",
      text: "Open one from this or another computer. Have your recovery key at hand.",
      button: "Open a vault…",
    },
    // S2.1.4
    files: {
      title: "I have backup files",
      text: "Look at a ZIP or SQL file, or compare two, without a vault.",
      button: "Look at files",
    },
  },

  create: {
    title: "Create a vault",
    step: (index: number, total: number): string => `Step ${index} of ${total}`,
    folder: "Where to keep it",
    folderHint:
      "An empty or new folder with room to grow. Do not choose a folder that another program syncs while you work.",
    remember: "Remember on this computer",
    rememberHint:
      "The key is kept by your computer’s own password store, so that you need not type anything to open the vault here.",
    rememberUnavailable:
      "This computer’s password store does not answer. Choose a passphrase, or type the recovery key each time.",
    usePassphrase: "Also use a passphrase",
    passphrase: "Passphrase",
    passphraseAgain: "Passphrase again",
    passphraseHint: "Several words that only you know. It is asked for when this computer does not remember the key.",
    passphraseShort: "Use at least 10 characters.",
    passphraseDiffers: "The two passphrases are not the same.",
    show: "Show what I type",
    button: "Create the vault",
    making: "Creating the vault…",
  },

  recoveryKey: {
    title: "Save your recovery key",
    text: "This key opens your backups when everything else is lost: a new computer, a forgotten passphrase. It is shown only now.",
    warning:
      "Nobody can make a new one for you without the vault open. A lost key and a lost computer mean lost backups.",
    label: "Recovery key",
    saveFile: "Save to a file…",
    saved: "Saved.",
    advice: "Keep it on paper or on another disk, not beside the vault.",
    checkTitle: "Check what you saved",
    check: (group: Count): string => `Type group ${group.toString()} of your recovery key`,
    checkWrong: "That is not the same. Look again at what you saved.",
    button: "I have saved it",
    disabled: "Save the key and type the group first.",
  },

  connect: {
    title: "Connect your shop",
    sqlite: {
      title: "A database file",
      text: "An SQLite database on this computer or a network drive.",
      button: "Choose a file…",
    },
    practice: {
      title: "The practice shop",
      text: "Harbour Tea, made on this computer.",
      button: "Use the practice shop",
    },
    server: {
      title: "A shop on a database server",
      text: "A MariaDB, MySQL or PostgreSQL database here or at your hosting company.",
      button: "Connect…",
      kind: "What runs there",
      kinds: { mysql: "MariaDB or MySQL", postgres: "PostgreSQL" },
      host: "Server",
      hostHint: "Its name or address, such as db.example.com. Your hosting company’s control panel shows it.",
      hostEmpty: "Type the server’s name or address.",
      port: "Port",
      portWrong: "Type a number between 1 and 65535, or nothing for the usual port.",
      database: "Database",
      databaseEmpty: "Type the database’s name.",
      user: "User",
      userEmpty: "Type the user’s name.",
      password: "Password",
      passwordHint: "Kept by your computer’s own password store, and not in the vault.",
      passwordAgain: "Asked again, so that it is sent only to a server that you named yourself.",
      passwordEmpty: "Type the password.",
      more: "More",
      none: "None chosen",
      choose: {
        socket: "Choose the socket…",
        certificate: "Choose the certificate…",
        sshKey: "Choose the key…",
      },
      without: { socket: "Use no socket", certificate: "Use no certificate", sshKey: "Use no key file" },
      ssh: {
        way: "Way to the server",
        ways: { direct: "Direct", ssh: "Through another computer (SSH)" },
        hint: "For a server that lets nobody in from outside. Server and port above are then as that computer knows them, often localhost.",
        host: "SSH computer",
        hostEmpty: "Type the name or address of the computer to go through.",
        port: "SSH port",
        user: "SSH user",
        key: "SSH key",
        keyHint:
          "The file with your private key. Without one, your SSH agent and the usual keys are used. No password is asked.",
      },
      socket: "Socket",
      socketHint: "Instead of server and port, for a server on this computer.",
      encryption: "Protection on the way",
      encryptions: { usual: "Usual", always: "Always", off: "Off" },
      encryptionHints: {
        usual: "What is sent is encrypted, except to a server on this computer.",
        always: "What is sent is encrypted, also to a server on this computer.",
      },
      offWarning: "Whoever is on the way to the server can read everything, the password included.",
      certificate: "Certificate",
      certificateHint:
        "Only where the server’s own certificate is not generally trusted: a PEM file from your hosting company. Without one you are shown the certificate and may accept it.",
      check: "Check the connection",
      checking: "Checking…",
      looking: "Looking at the server. Nothing is written to it.",
      checkFirst: "Check the connection first.",
      answers: (server: string): string => `The server answers (${server}).`,
      mayAll: "This user may read and write everything in it.",
      tables: "Tables",
      records: "Rows",
      size: "Size",
      about: (amount: string): string => `about ${amount}`,
      timeZone: "Time zone",
      charset: "Character set",
      acceptedCertificate: "Certificate you accepted",
      installation: "Which shop in this database?",
      installationOf: (platform: string, prefix: string, tables: string): string =>
        prefix === "" ? `${platform} (${tables} tables)` : `${platform}, ${prefix}… (${tables} tables)`,
      installationHint: "The tables of the others are neither backed up nor ever written.",
      installationEmpty: "Choose which of these shops it is.",
    },
    store: {
      title: "A BigCommerce store",
      text: "With the store hash and a token of an API account that you make in its settings.",
      button: "Connect the store…",
      hash: "Store hash or API path",
      hashHint:
        "BigCommerce shows the API path when it makes the token: https://api.bigcommerce.com/stores/…/v3/. The whole path will do.",
      hashEmpty: "Paste the API path, or type the store hash.",
      token: "Token",
      tokenHint: "Goes into your computer’s own password store, and not into the vault.",
      tokenEmpty: "Paste the token.",
      scopes:
        "Give the API account read access to everything you want backed up, and modify access to what you may want to restore.",
      check: "Check the store",
      looking: "Asking the store what this token may read. Nothing is written to it.",
      answers: (server: string): string => `The store answers (${server}).`,
      types: (count: Count): string =>
        count === 1 ? "1 content type can be backed up" : `${count.toString()} content types can be backed up`,
      restored: "Backed up and restored",
      keptOnly: "Backed up only",
      untried:
        "Backstock was built after BigCommerce’s published descriptions and was not tried on a live store. Begin with a token that may only read.",
    },
    name: "Name of the shop",
    nameHint: "As you want to see it in Backstock.",
    nameTaken: "There is already a shop of this name. Choose another one.",
    nameEmpty: "Give the shop a name.",
    checking: "Looking at the shop…",
    profile: (profile: string): string => `Recognised as ${profile}`,
    noProfile:
      "Not a shop system that Backstock knows. Every table becomes a content type and every row an item; backup, compare and restore work all the same.",
    problems: "What to know first",
    button: "Add this shop",
  },
};
