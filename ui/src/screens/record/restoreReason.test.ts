import { describe, expect, test } from "vitest";

import type { JobKind, JobNews } from "../../contract/contract";
import { busyReason } from "../../parts/busyReason";
import { words } from "../../words";
import { offered } from "./restoreReason";

const { unavailable } = words.restore;

function running(kind: JobKind): JobNews {
  const state = {
    kind: "running",
    phase: "reading",
    type_label: null,
    done: 0,
    total: null,
    failed: 0,
    stopping: false,
  } as const;
  return { job: 1, shop: "Harbour Tea", kind, started: "2026-11-20T11:00:00Z", state };
}

describe("Restore to this version", () => {
  test("is a button when nothing hinders", () => {
    expect(offered({ kind: "possible" }, undefined, "Products")).toEqual({ kind: "button", disabledReason: null });
  });

  // S2.6.6
  test("is disabled with the reason while a backup or another restore runs, and only then", () => {
    const reason = (kind: JobKind) => offered({ kind: "possible" }, running(kind), "Products");
    expect(reason("backup")).toEqual({ kind: "button", disabledReason: unavailable.backupRunning });
    expect(reason("restore")).toEqual({ kind: "button", disabledReason: unavailable.restoreRunning });
    expect(reason("undo")).toEqual({ kind: "button", disabledReason: unavailable.restoreRunning });
    expect(busyReason(undefined)).toBeNull();
  });

  test("says that another program is at work when this window knows of no job", () => {
    const there = offered({ kind: "busy" }, undefined, "Products");
    expect(there).toEqual({ kind: "button", disabledReason: unavailable.busyElsewhere });
  });

  // S2.6.5
  test("is not there for the version that the shop has already", () => {
    expect(offered({ kind: "same_as_current" }, undefined, "Products")).toEqual({
      kind: "reason",
      text: unavailable.isCurrent,
      otherWay: null,
    });
  });

  // S2.6.3
  test("is not there for a type without direct restore; the reason and the other way stand in its place", () => {
    const there = offered({ kind: "not_restorable", reason: "The shop makes them itself." }, undefined, "Shipments");
    expect(there.kind === "reason" && there.text).toContain("Shipments");
    expect(there.kind === "reason" && there.text).toContain("The shop makes them itself.");
    expect(there.kind === "reason" && there.otherWay).toBe(unavailable.otherWay);
  });

  // S2.15.2
  test("every reason is a sentence of its own", () => {
    const kinds = ["same_as_current", "locked", "selected_is_deleted", "offline"] as const;
    const texts = kinds.map((kind) => offered({ kind }, undefined, "Products"));
    expect(texts.every((there) => there.kind === "reason" && there.text.endsWith("."))).toBe(true);
    expect(new Set(texts.map((there) => there.kind === "reason" && there.text)).size).toBe(kinds.length);
  });
});
