/** A planned price change as it is being written: texts until they are days. */

import type { PlannedChange } from "../../contract/contract";
import { words } from "../../words";

export class PlannedForm {
  name = $state("");
  from = $state("");
  until = $state("");

  begin(): void {
    [this.name, this.from, this.until] = ["", "", ""];
  }

  get problems(): { name: string | null; from: string | null; until: string | null } {
    const said = words.alarm.expected;
    const [from, until] = [startOf(this.from), endOf(this.until)];
    const isTurned = from !== null && until !== null && until < from;
    return {
      name: this.name.trim() === "" ? said.nameMissing : null,
      from: from === null ? said.dayWrong : null,
      until: until === null ? said.dayWrong : isTurned ? said.turned : null,
    };
  }

  /** The change, when all of it can be meant. */
  get planned(): PlannedChange | null {
    const [from, until] = [startOf(this.from), endOf(this.until)];
    if (from === null || until === null || Object.values(this.problems).some((problem) => problem !== null)) {
      return null;
    }
    return { name: this.name.trim(), from: from.toISOString(), until: until.toISOString() };
  }
}

/** A day begins and ends by the clock of the owner's computer. */
function startOf(day: string): Date | null {
  return dayAt(day, [0, 0, 0]);
}

function endOf(day: string): Date | null {
  return dayAt(day, [23, 59, 59]);
}

function dayAt(text: string, [hours, minutes, seconds]: readonly [number, number, number]): Date | null {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (parts === null) {
    return null;
  }
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const at = new Date(year, month - 1, day, hours, minutes, seconds);
  // 31 February would be another day.
  return at.getMonth() === month - 1 && at.getDate() === day ? at : null;
}
