/** An export on a schedule while it is written, and why it cannot be saved. */

import type { ScheduleRow, ScheduledWork } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { ScheduleForm } from "../../parts/schedule/scheduleForm.svelte";
import { viewOnlyReason } from "../../parts/viewOnly";
import { ExportChoice } from "./exportChoice.svelte";

export type ExportWork = Extract<ScheduledWork, { kind: "export" }>;
/** A schedule that exports. */
export type ExportSchedule = ScheduleRow & { work: ExportWork };

export const exportsOf = (schedules: readonly ScheduleRow[]): ExportSchedule[] =>
  schedules.filter((row): row is ExportSchedule => row.work.kind === "export");

export class ScheduledExport extends ExportChoice {
  readonly rhythm = new ScheduleForm();
  /** The schedule that is changed; a new one is made when there is none. */
  readonly changed: ExportSchedule | null;
  saving = $state(false);
  /** Whether somebody tried to save, so that what is wrong is told beside the fields. */
  tried = $state(false);

  constructor(shop: string, changed: ExportSchedule | null) {
    super(shop);
    this.changed = changed;
    this.rhythm.kind = "weekly";
    if (changed) {
      const { types, format, folder, recipients } = changed.work;
      this.chosen = new Set(types);
      this.format = format;
      this.folder = folder;
      this.recipients.list = recipients;
      this.rhythm.begin(changed.rule);
    }
  }

  /** Why it cannot be saved. */
  get reason(): string | null {
    return viewOnlyReason() ?? this.missing;
  }

  /** Saves it; answers the schedules as they are then, or nothing when it was not saved. */
  readonly save = async (): Promise<ScheduleRow[] | null> => {
    this.tried = true;
    const rule = this.rhythm.rule;
    if (this.saving || this.folder === null || rule === null) {
      return null;
    }
    this.saving = true;
    this.failure = null;
    let schedules: ScheduleRow[] | null = null;
    try {
      // What was typed and not added yet is meant as well; what is no address is told beside it.
      if (await this.recipients.add()) {
        const work: ExportWork = {
          kind: "export",
          types: this.keys,
          recipients: [...this.recipients.list],
          format: this.format,
          folder: this.folder,
        };
        const { shop, changed } = this;
        const ask = { shop, schedule: changed?.schedule ?? null, work, rule, is_on: changed?.is_on ?? true };
        ({ schedules } = await call("set_schedule", ask));
      }
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    this.saving = false;
    return schedules;
  };
}
