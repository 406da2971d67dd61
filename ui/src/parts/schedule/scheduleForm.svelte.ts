/** How often, as it is being written: texts until they are a rhythm. */

import type { Rhythm, ScheduleRule, Weekday } from "../../contract/contract";
import { words } from "../../words";

export type FormKind = "off" | "once" | "hourly" | "daily" | "weekly" | "monthly" | "sync";

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies readonly Weekday[];

/** The pauses of automatic sync that are offered, in minutes. */
export const PAUSES = [15, 30, 60, 180, 360, 720, 1440] as const;

const MOST_DAYS = 31;

/** The days of a month, to choose from. */
export const DAYS = Array.from({ length: MOST_DAYS }, (_, before) => before + 1);

export class ScheduleForm {
  kind = $state<FormKind>("off");
  at = $state("02:00");
  minute = $state("0");
  weekday = $state<Weekday>("monday");
  day = $state(1);
  minutes = $state<number>(60);
  /** From when to when it holds, as it was kept: this is set on the command line. */
  from = $state<string | null>(null);
  until = $state<string | null>(null);

  /** Begins with the rule that is kept. */
  begin({ rhythm, from, until }: ScheduleRule): void {
    this.from = from;
    this.until = until;
    switch (rhythm.kind) {
      case "once":
        this.kind = "once";
        return;
      case "every":
        this.kind = "sync";
        this.minutes = rhythm.minutes;
        return;
      case "hourly":
        this.kind = "hourly";
        this.minute = String(rhythm.minute);
        return;
      case "daily":
        this.kind = "daily";
        this.at = rhythm.at;
        return;
      case "weekly":
        this.kind = "weekly";
        this.at = rhythm.at;
        this.weekday = rhythm.weekday;
        return;
      case "monthly":
        this.kind = "monthly";
        this.at = rhythm.at;
        this.day = rhythm.day;
        return;
    }
  }

  /** What is wrong with the time; nothing when a clock shows it. */
  get timeProblem(): string | null {
    return timeOfDay(this.at) === null ? words.schedules.atWrong : null;
  }

  /** What is wrong with the minute. */
  get minuteProblem(): string | null {
    return minuteOf(this.minute) === null ? words.schedules.minuteWrong : null;
  }

  /** The rhythm, when all of it can be meant; nothing while it is off. */
  get rhythm(): Rhythm | null {
    const at = timeOfDay(this.at);
    const minute = minuteOf(this.minute);
    switch (this.kind) {
      case "off":
        return null;
      case "once":
        return { kind: "once" };
      case "sync":
        return { kind: "every", minutes: this.minutes };
      case "hourly":
        return minute === null ? null : { kind: "hourly", minute };
      case "daily":
        return at === null ? null : { kind: "daily", at };
      case "weekly":
        return at === null ? null : { kind: "weekly", weekday: this.weekday, at };
      case "monthly":
        return at === null ? null : { kind: "monthly", day: this.day, at };
    }
  }

  get rule(): ScheduleRule | null {
    const rhythm = this.rhythm;
    return rhythm && { rhythm, from: this.from, until: this.until };
  }
}

/** `2:05` and `02:05` are the same time. */
function timeOfDay(text: string): string | null {
  const [, hours, minutes] = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text) ?? [];
  return hours !== undefined && minutes !== undefined && Number(hours) < 24 && Number(minutes) < 60
    ? `${hours.padStart(2, "0")}:${minutes}`
    : null;
}

function minuteOf(text: string): number | null {
  const minute = /^\s*\d{1,2}\s*$/.test(text) ? Number(text) : 60;
  return minute < 60 ? minute : null;
}
