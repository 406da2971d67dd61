import { describe, expect, test } from "vitest";
import type { Difference, SummaryRow } from "../../contract/contract";
import { restorableFields, summaryLines } from "./summaryRows";

function field(path: string, difference: Difference, more: Partial<SummaryRow> = {}): SummaryRow {
  return {
    path,
    label: path,
    section: null,
    kind: "plain",
    difference,
    minor: false,
    current: null,
    selected: null,
    ...more,
  };
}

const fields = [
  field("/name", "same"),
  field("/price", "changed"),
  field("/modified", "changed", { minor: true }),
  field("/views", "same", { minor: true }),
  field("/variants/12/sku", "same", { section: "Variant 12" }),
  field("/variants/13/sku", "added", { section: "Variant 13" }),
  field("/variants/13/price", "added", { section: "Variant 13" }),
];

describe("Summary", () => {
  // S2.5.3
  test("View change only leaves equal fields out and says how many", () => {
    const { lines, equalHidden, minorHidden } = summaryLines(fields, true, false);
    expect(lines.map((line) => (line.kind === "section" ? `# ${line.title}` : line.field.path))).toEqual([
      "/price",
      "# Variant 13",
      "/variants/13/sku",
      "/variants/13/price",
    ]);
    expect(equalHidden).toBe(3);
    expect(minorHidden).toBe(1);
  });

  // S2.5.4
  test("every change that counts can be stepped to, minor ones are only shown", () => {
    const all = summaryLines(fields, false, true);
    expect(all.changes.map((at) => (all.lines[at]?.kind === "field" ? all.lines[at].field.path : ""))).toEqual([
      "/price",
      "/variants/13/sku",
      "/variants/13/price",
    ]);
    expect(all.minorHidden).toBe(0);
    expect(all.equalHidden).toBe(0);
  });

  test("every field of a row stands under its heading, once", () => {
    const headings = summaryLines(fields, false, true).lines.filter((line) => line.kind === "section");
    expect(headings.map((line) => line.kind === "section" && line.title)).toEqual(["Variant 12", "Variant 13"]);
  });

  test("fields of the record itself come first, wherever they stand among those of its rows", () => {
    const mixed = [
      field("/categories/6/id", "same", { section: "Category › Black tea" }),
      field("/price", "same"),
      field("/variants/1/sku", "same", { section: "Variant 1" }),
      field("/weight", "same"),
      field("/categories/6/sort", "same", { section: "Category › Black tea" }),
    ];
    expect(
      summaryLines(mixed, false, true).lines.map((line) =>
        line.kind === "section" ? `# ${line.title}` : line.field.path,
      ),
    ).toEqual([
      "/price",
      "/weight",
      "# Category › Black tea",
      "/categories/6/id",
      "/categories/6/sort",
      "# Variant 1",
      "/variants/1/sku",
    ]);
  });

  test("a restore may be limited to the fields that differ and count", () => {
    expect(restorableFields(fields).map((one) => one.path)).toEqual([
      "/price",
      "/variants/13/sku",
      "/variants/13/price",
    ]);
  });
});
