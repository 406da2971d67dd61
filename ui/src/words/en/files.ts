/** Two files beside each other, with a vault or without one. */

import { type Moment, dateTime } from "../format";

export const files = {
  title: "Compare two files",
  text: "Look at what happened from one file to another: backup files of Backstock, SQL files, databases, tables (CSV, XLSX, JSON), and the backups of UpdraftPlus, BackWPup and Duplicator. No vault and no shop is needed, and nothing of the files is kept.",
  one: "Earlier file",
  other: "Later file",
  choose: "Choose a file…",
  another: "Choose another file…",
  swap: "Swap the two",
  drop: "You can also drop two files on this window.",
  compare: "Compare the files",
  missing: "Choose both files first.",
  passphrase: "Passphrase of the files",
  stopped: "The files were not compared.",
  addToList: (file: string): string => `Add ${file} to the list of backup files`,

  result: {
    title: "What differs",
    direction: (one: Moment, other: Moment): string =>
      `What happened from the earlier file (${dateTime(one)}) to the later one (${dateTime(other)}).`,
    columns: { type: "Content type", changes: "What happened" },
    none: "Not in it",
    same: "The two files hold the same.",
    onlyChanged: "Only what differs",
    show: "Show",
    differences: (type: string): string => `${type}: what differs`,
    open: (name: string): string => `Compare ${name}`,
  },

  record: {
    close: "Back to the list",
    notInLeft: "This item is not in the later file.",
    notInRight: "This item is not in the earlier file.",
  },
};
