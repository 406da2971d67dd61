import { describe, expect, test } from "vitest";
import type { DiffLine, Difference } from "../../contract/contract";
import { changedLines, width } from "./lineRows";

function line(difference: Difference, skipped = 0, text = "x"): DiffLine {
  const side = { number: 1, segments: [{ text, changed: false }] };
  return { difference, current: side, selected: side, skipped_before: skipped };
}

describe("View change only", () => {
  // 214 equal, 1 around, 2 changed, 1 around, 96 equal, 1 changed, 5 equal at the end
  const lines = [line("same", 214), line("changed"), line("added"), line("same"), line("removed", 96)];

  test("says how many equal lines are left out, before, between and after", () => {
    const { rows } = changedLines(lines, 214 + 4 + 96 + 1 + 5);
    expect(rows.map((row) => (row.kind === "line" ? row.line.difference : row.count))).toEqual([
      214,
      "same",
      "changed",
      "added",
      "same",
      96,
      "removed",
      5,
    ]);
  });

  test("every step leads to the first line of a change, in both modes", () => {
    const { rows, changes } = changedLines(lines, undefined);
    expect(changes).toEqual([
      { row: 2, line: 215, length: 2 },
      { row: 6, line: 314, length: 1 },
    ]);
    expect(changes.map((change) => rows[change.row]?.kind)).toEqual(["line", "line"]);
  });

  test("no difference, no rows and no changes", () => {
    expect(changedLines([], undefined)).toEqual({ rows: [], changes: [] });
  });
});

describe("the width of a line", () => {
  test("counts wide signs twice and never more than the limit", () => {
    expect(width(line("same", 0, "abc"), 100)).toBe(3);
    expect(width(line("same", 0, "日本"), 100)).toBe(4);
    expect(width(line("same", 0, "\t{"), 100)).toBe(5);
    expect(width(line("same", 0, "x".repeat(1_000_000)), 100)).toBe(100);
  });
});
