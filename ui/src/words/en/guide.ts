/** Guided manual restore: what to enter by hand where Backstock cannot write. */

import { type Count, type Moment, dateTime } from "../format";
import { counted } from "./common";

export const guide = {
  /** The guide's own caption for what is not restored directly; the line below says what it is here. */
  caption: "Restored with team assistance",
  subtitle: "guided manual restore",
  start: "Show what to enter by hand",
  startHint:
    "Backstock writes down each step with the exact value, you enter it in the shop, and Backstock reads the shop again to check it.",

  title: (name: string): string => `Put ${name} right by hand`,
  intro: (name: string, at: Moment): string =>
    `After these steps ${name} is as it was in the backup of ${dateTime(at)}. Open the shop’s own administration beside this window.`,
  howLong:
    "It takes as long as you take to type it. You can close Backstock in between; the steps and your ticks stay.",
  newId: (id: string): string => `It was found in the shop under the number ${id}.`,
  steps: (count: Count): string => counted(count, { one: "step", other: "steps" }),

  what: {
    create: (type: string): string => `Make a new item under ${type}`,
    delete: (type: string): string => `Delete this item under ${type}`,
    enter: (field: string): string => `Enter ${field}`,
    remove: (field: string): string => `Empty ${field}`,
  },
  now: "In the shop",
  wanted: "Enter this",
  nothing: "empty",
  copy: "Copy",
  copyOf: (field: string): string => `Copy the value of ${field}`,
  copied: "Copied.",
  copyFailed: "The value could not be copied. Mark it and copy it with the keyboard.",

  right: "The shop has it",
  missing: "Not in the shop yet",

  check: "Read the shop and check",
  giveUp: "Do not go on with it",
  giveUpTitle: "End this without the shop being as wanted?",
  giveUpText: "It stays in Recovery history as Fail. Nothing in the shop is changed by it, and you can begin again.",
  checked: (at: Moment): string => `Read from the shop ${dateTime(at)}.`,
  allRight: "The shop was read again and has every value.",
  someMissing: (count: Count): string =>
    `${counted(count, { one: "step is", other: "steps are" })} not in the shop yet, or entered differently.`,
  givenUp: "This was ended without the shop being as wanted.",
};
