/** Work that is done again and again: scheduled backups, automatic sync, and whether backups have stopped. */

import { type Moment, dateTime, number } from "../format";
import { counted } from "./common";

const weekdays = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

const every = (minutes: number): string =>
  minutes % 60 === 0
    ? minutes === 60
      ? "Every hour"
      : `Every ${number(minutes / 60)} hours`
    : `Every ${number(minutes)} minutes`;

export const schedules = {
  title: "Scheduled backups",
  intro: (shop: string): string =>
    `Backstock backs up ${shop} by itself while this computer is on and the vault is open. What was missed is made up for once, as soon as it can be.`,
  rhythm: "How often",
  kinds: {
    off: "Only when I ask",
    once: "Once",
    monthly: "Monthly",
    hourly: "Hourly",
    daily: "Daily",
    weekly: "Weekly",
    sync: "Automatic sync",
  },
  weekday: "Day of the week",
  weekdays,
  day: "Day of the month",
  dayHint: "In a month that has no such day, it is the last day of the month.",
  at: "Time",
  atHint: "By this computer’s clock, for example 02:00.",
  atWrong: "Type a time as hours and minutes, for example 02:00.",
  minute: "Minute of the hour",
  minuteWrong: "Type a number from 0 to 59.",
  onlyOnce: (at: Moment): string => `On ${dateTime(at)}.`,
  holds: (from: Moment | null, until: Moment | null): string =>
    from === null
      ? until === null
        ? ""
        : `Until ${dateTime(until)}.`
      : until === null
        ? `From ${dateTime(from)}.`
        : `From ${dateTime(from)} until ${dateTime(until)}.`,
  pause: "Look at the shop",
  every,
  syncText:
    "Backstock looks at the shop again and again, and makes a backup when something has changed. `Backup all data` is not needed then.",
  next: "Next",
  nextOrOn: "or as soon as this computer is on",
  save: "Save",
  saved: "The schedule was saved.",
  savedOff: "The schedule was turned off. What it did stays.",
  change: "Change the schedule…",
  set: "Set a schedule…",
  overdue: (at: Moment): string => `Due since ${dateTime(at)}. It begins as soon as nothing else is running.`,

  /** S2.2.7 */
  syncOn: (changed: Moment | null): string =>
    changed === null
      ? "Automatic sync is on - no change seen yet"
      : `Automatic sync is on - last change seen ${dateTime(changed)}`,

  last: {
    title: "Last time",
    backedUp: (backup: number, at: Moment): string => `Backup ${number(backup)} was made on ${dateTime(at)}.`,
    unchanged: (at: Moment): string => `On ${dateTime(at)} nothing had changed.`,
    exported: (at: Moment): string => `The files were made on ${dateTime(at)}.`,
    stopped: (at: Moment): string => `On ${dateTime(at)} it was stopped.`,
    failed: (at: Moment): string => `On ${dateTime(at)} it failed.`,
    again: (at: Moment, tries: number): string =>
      `${counted(tries, { one: "try", other: "tries" })} so far; the next one is on ${dateTime(at)}.`,
    givenUp: "It is not tried again before the next date.",
    atWork: "It is being done now.",
  },

  late: {
    title: "There has been no good backup for too long",
    since: (since: Moment): string => `The last good one is of ${dateTime(since)}.`,
    never: "There is none yet.",
    noRule: "No schedule makes one. Back up now, or set a schedule so that it is not forgotten.",
    paused: "The schedule is turned off. Turn it on again, or back up now.",
    notRunning:
      "The computer was off, or Backstock was closed or locked, when one was due. Leave Backstock running; it makes up for what was missed.",
    readOnly:
      "Nothing can be written to the vault where it lies. Allow writing to its folder, or copy the vault to another drive.",
  },
};
