import { describe, expect, test } from "vitest";

import type { PlannedWrite, ShownValue } from "../../contract/contract";
import { writeLines } from "./writes";

const shown = (text: string | null): ShownValue | null =>
  text === null ? null : { text, null: false, segments: [], image: null };
const write = (id: string, name: string, label: string, old: string | null, wanted: string | null): PlannedWrite => ({
  type: "products",
  id,
  name,
  action: "update",
  path: `/${label.toLowerCase()}`,
  label,
  section: null,
  kind: "plain",
  minor: false,
  old: shown(old),
  new: shown(wanted),
});

const writes = [
  write("117", "Blue Hoodie", "Price", "44.00", "39.00"),
  write("117", "Blue Hoodie", "Title", "Blue Hoodie SALE", "Blue Hoodie"),
  write("9", "Mug “Café”", "Price", null, "9.90"),
];

const told = (find: string): string[] =>
  writeLines(writes, find).map((line) => (line.kind === "item" ? `# ${line.write.name}` : line.write.label));

describe("every write of a plan", () => {
  test("stands under its item, each item once", () => {
    expect(told("")).toEqual(["# Blue Hoodie", "Price", "Title", "# Mug “Café”", "Price"]);
  });

  test("is found by item, field, old value and new value", () => {
    expect(told("  mug ")).toEqual(["# Mug “Café”", "Price"]);
    expect(told("title")).toEqual(["# Blue Hoodie", "Title"]);
    expect(told("44.00")).toEqual(["# Blue Hoodie", "Price"]);
    expect(told("9.90")).toEqual(["# Mug “Café”", "Price"]);
    expect(told("nothing like it")).toEqual([]);
  });

  // S2.6.7: of nine variants an owner looks for one.
  test("is found by the row of the item that a field belongs to", () => {
    const large = { ...write("117", "Blue Hoodie", "Stock", "3", "9"), section: "Variants › HOOD-L" };
    const found = writeLines([...writes, large], "hood-l");
    expect(found.map(({ kind, write }) => [kind, write.label])).toEqual([
      ["item", "Stock"],
      ["field", "Stock"],
    ]);
  });
});
