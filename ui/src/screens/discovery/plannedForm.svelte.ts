/** A planned price change as it is being written: texts until they are days. */

import type { PlannedChange } from "../../contract/contract";
import { endOf, startOf } from "../../parts/days";
import { words } from "../../words";
import { localDay } from "../../words/format";

export class PlannedForm {
  name = $state("");
  from = $state("");
  until = $state("");

  /** Today is the day that is meant most often, and the one from which another is soon found. */
  begin(): void {
    const today = localDay(new Date());
    [this.name, this.from, this.until] = ["", today, today];
  }

  get problems(): { name: string | null; from: string | null; until: string | null } {
    const said = words.alarm.expected;
    const [from, until] = [startOf(this.from), endOf(this.until)];
    const isTurned = from !== null && until !== null && until < from;
    return {
      name: this.name.trim() === "" ? said.nameMissing : null,
      from: from === null ? dayProblem(this.from) : null,
      until: until === null ? dayProblem(this.until) : isTurned ? said.turned : null,
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

/** What is wrong with a text that is no day. */
const dayProblem = (text: string): string =>
  text.trim() === "" ? words.alarm.expected.dayMissing : words.alarm.expected.dayWrong;
