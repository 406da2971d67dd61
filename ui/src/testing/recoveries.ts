/** A restore in the history, as tests need one: what they do not say about it was done, whole and without a fault. */

import type { RecoveryRow } from "../contract/contract";

export const recoveryRow = (run: number, more: Partial<RecoveryRow> = {}): RecoveryRow => ({
  run,
  undoes: null,
  undone_by: null,
  undone_partly: false,
  to_backup: 3,
  to_at: "2026-11-12T20:04:00Z",
  started: "2026-11-20T11:00:00Z",
  finished: "2026-11-20T11:00:02Z",
  status: "Done",
  detail: null,
  succeeded: 1,
  failed: 0,
  skipped: 0,
  left_alone: 0,
  leaves_parts: false,
  unconfirmed: 0,
  total: 1,
  note: null,
  ...more,
});
