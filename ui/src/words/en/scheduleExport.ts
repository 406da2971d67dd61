/** `Export` > `Schedule Export`. */

import type { Rhythm } from "../../contract/contract";
import { number } from "../format";
import { schedules } from "./schedules";

export const scheduleExport = {
  fresh: "New schedule",
  change: "Change the schedule",
  another: "Add a schedule",
  intro:
    "Backstock makes the export by itself while this computer is on and the vault is open. What was missed is made up for once, as soon as it can be.",
  frequency: "Frequency",
  frequencies: { weekly: "Weekly", monthly: "Monthly" },
  save: "Save",
  staysPaused: "This schedule is paused, and stays so when you save it.",

  /** What a schedule is called. */
  rhythm: (rhythm: Rhythm): string => {
    switch (rhythm.kind) {
      case "once":
        return "One time";
      case "every":
        return schedules.every(rhythm.minutes);
      case "hourly":
        return `Every hour at minute ${number(rhythm.minute)}`;
      case "daily":
        return `Every day at ${rhythm.at}`;
      case "weekly":
        return `Every week on ${schedules.weekdays[rhythm.weekday]} at ${rhythm.at}`;
      case "monthly":
        return `Every month on day ${number(rhythm.day)} at ${rhythm.at}`;
    }
  },

  on: "On",
  off: "Paused",
  what: "Content types",
  more: (name: string): string => `What to do with the schedule: ${name}`,
  runNow: "Run now",
  runNowHint: "the dates stay as they are",
  changeIt: "Change",
  pause: "Pause",
  pauseHint: "until you resume it",
  paused: "The schedule is paused.",
  resume: "Resume",
  resumeHint: "from the next date on",
  resumed: "The schedule is on again.",
  remove: "Delete",
  removeHint: "the exports it made stay",
  removeTitle: "Delete this schedule?",
  removeText: (name: string): string =>
    `“${name}” makes no exports any more. Those that it made stay in the history, and so do their files.`,
  removeButton: "Delete the schedule",
  removed: "The schedule was deleted.",
};
