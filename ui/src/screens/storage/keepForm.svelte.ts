/** The rule for keeping backups as it is being written: texts until they are numbers. */

import type { KeepRule, KeepSetting } from "../../contract/contract";
import { words } from "../../words";

type Kind = KeepRule["kind"];
type Entry = "backups" | "all_days" | "daily_days" | "weekly_weeks";

const MOST = 100_000;

export class KeepForm {
  kind = $state<Kind>("all");
  entries = $state<Record<Entry, string>>({ backups: "30", all_days: "7", daily_days: "30", weekly_weeks: "12" });
  automatic = $state(false);

  /** Begins with the rule that is in force. */
  begin({ rule, automatic }: KeepSetting): void {
    this.kind = rule.kind;
    this.automatic = automatic;
    if (rule.kind === "last") {
      this.entries = { ...this.entries, backups: String(rule.backups) };
    } else if (rule.kind === "thin_out") {
      const { all_days, daily_days, weekly_weeks } = rule;
      this.entries = {
        ...this.entries,
        all_days: String(all_days),
        daily_days: String(daily_days),
        weekly_weeks: String(weekly_weeks),
      };
    }
  }

  /** What is wrong with an entry; nothing when it is a number that can be meant. */
  problem(entry: Entry): string | null {
    const count = numberOf(this.entries[entry]);
    const { wrong, wrongOrNone } = words.storage.keep;
    if (entry === "backups") {
      return count === null || count < 1 ? wrong : null;
    }
    return count === null ? wrongOrNone : null;
  }

  /** Whether what is written here is what is in force. What cannot be meant is not. */
  is({ rule, automatic }: KeepSetting): boolean {
    const written = this.rule;
    return written !== null && isSame(written, rule) && (written.kind === "all" || this.automatic === automatic);
  }

  /** The rule, when all of it can be meant. */
  get rule(): KeepRule | null {
    const [backups, all_days, daily_days, weekly_weeks] = (
      ["backups", "all_days", "daily_days", "weekly_weeks"] as const
    ).map((entry) => (this.problem(entry) === null ? numberOf(this.entries[entry]) : null));
    switch (this.kind) {
      case "all":
        return { kind: "all" };
      case "last":
        return backups == null ? null : { kind: "last", backups };
      case "thin_out":
        return all_days == null || daily_days == null || weekly_weeks == null
          ? null
          : { kind: "thin_out", all_days, daily_days, weekly_weeks };
    }
  }
}

function isSame(one: KeepRule, other: KeepRule): boolean {
  const numbers: Readonly<Record<string, unknown>> = other;
  return Object.entries(one).every(([name, value]) => numbers[name] === value);
}

function numberOf(text: string): number | null {
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : null;
  return count !== null && count <= MOST ? count : null;
}
