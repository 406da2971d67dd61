import { describe, expect, test } from "vitest";

import type { ConflictRow, PlannedWrite } from "../../contract/contract";
import { Decisions } from "./decisions.svelte";

const write = (id: string, path: string): PlannedWrite => ({
  type: "products",
  id,
  name: `Tea ${id}`,
  action: "update",
  path,
  label: path,
  section: null,
  kind: "plain",
  minor: false,
  old: null,
  new: null,
});
const conflict = (id: string, path: string): ConflictRow => ({
  type: "products",
  id,
  name: "",
  path,
  label: "Price",
  section: null,
  kind: "money",
  base: null,
  live: null,
  wanted: null,
});

// S2.7 preview: what is unticked is left out of the plan that is carried out.
describe("what the owner decides in a preview", () => {
  test("one field is left out, and the item is ticked in part", () => {
    const decisions = new Decisions();
    decisions.tickField(write("1,5", ""), "/price", false, ["/price", "/name"]);
    expect(decisions.record(write("1,5", ""))).toBe("some");
    expect(decisions.ticked(write("1,5", "/price"))).toBe(false);
    expect(decisions.ticked(write("1,5", "/name"))).toBe(true);
    expect(decisions.targets.without).toEqual([{ type: "products", id: "1,5", path: "/price" }]);
  });

  test("the last field takes the item with it, and one field brings it back alone", () => {
    const decisions = new Decisions();
    const fields = ["/price", "/name"];
    for (const path of fields) {
      decisions.tickField(write("1", ""), path, false, fields);
    }
    expect(decisions.record(write("1", ""))).toBe("none");
    expect(decisions.counts).toEqual({ items: 1, fields: 0, taken: 0 });
    decisions.tickField(write("1", ""), "/name", true, fields);
    expect(decisions.targets.without).toEqual([{ type: "products", id: "1", path: "/price" }]);
    decisions.tickRecord(write("1", ""), true);
    expect(decisions.any).toBe(false);
  });

  test("another item whose number begins alike is not touched", () => {
    const decisions = new Decisions();
    decisions.tickRecord(write("1", ""), false);
    expect(decisions.record(write("11", ""))).toBe("all");
  });

  test("a conflict keeps what the shop has until it is decided otherwise", () => {
    const decisions = new Decisions();
    expect(decisions.takes(conflict("7", "/price"))).toBe(false);
    decisions.decide(conflict("7", "/price"), true);
    expect(decisions.targets.take).toEqual([{ type: "products", id: "7", path: "/price" }]);
    decisions.decide(conflict("7", "/price"), false);
    expect(decisions.any).toBe(false);
  });

  test("all conflicts are decided at once, also those that are not shown, and then each by itself", () => {
    const decisions = new Decisions();
    decisions.decide(conflict("7", "/price"), true);
    decisions.decideAll(900, true);
    expect(decisions.takes(conflict("8", "/price"))).toBe(true);
    decisions.decide(conflict("8", "/price"), false);
    expect(decisions.counts.taken).toBe(899);
    expect(decisions.targets).toEqual({
      without: [],
      take: [],
      take_all: true,
      keep: [{ type: "products", id: "8", path: "/price" }],
    });
    decisions.decideAll(900, false);
    expect(decisions.any).toBe(false);
    expect(decisions.takes(conflict("7", "/price"))).toBe(false);
  });
});
