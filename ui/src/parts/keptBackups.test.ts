// Which backups are offered, and which are not.

import { expect, test } from "vitest";

import type { BackupRow } from "../contract/contract";
import { latestOf, offeredTarget } from "./keptBackups";

const backup = (number: number, finished: string, more: Partial<BackupRow> = {}): BackupRow => ({
  backup: number,
  finished,
  origin: "manual",
  label: null,
  pinned: false,
  note: null,
  partial: false,
  wanted: true,
  alarmed: false,
  records: 2_000,
  added: 0,
  updated: 0,
  deleted: 0,
  ...more,
});
const file = backup(4, "2026-11-20T08:00:00Z", { origin: "imported" });
const newest = backup(3, "2026-11-19T08:00:00Z");
const before = backup(1, "2026-11-18T08:00:00Z");

// Capability 8: what came out of a file is never the latest backup, however new it is, and nothing goes back to it unasked.
test("what was imported is neither the latest nor offered", () => {
  const all = [file, newest, before];
  expect(latestOf(all)).toBe(newest);
  expect(offeredTarget(all)).toBe(before);
  expect(latestOf([file])).toBeUndefined();
  expect(offeredTarget([file])).toBeUndefined();
});
