import { describe, expect, test } from "vitest";

import type { JobKind } from "../../contract/contract";
import { backUpReason, busyReason } from "../../parts/busyReason";
import type { InTheWay } from "../../parts/jobs.svelte";
import { words } from "../../words";
import { offered } from "./restoreReason";

const { unavailable } = words.restore;

const running = (kind: JobKind): InTheWay => ({ kind, shop: null, elsewhere: false });

describe("Restore to this version", () => {
  test("is a button when nothing hinders", () => {
    expect(offered({ kind: "possible" }, null, "Products", 3)).toEqual({ kind: "button", disabledReason: null });
  });

  // S2.6.6
  test("is disabled with the reason while a backup or another restore runs, and only then", () => {
    const reason = (kind: JobKind) => offered({ kind: "possible" }, running(kind), "Products", 3);
    expect(reason("backup")).toEqual({ kind: "button", disabledReason: unavailable.backupRunning });
    expect(reason("restore")).toEqual({ kind: "button", disabledReason: unavailable.restoreRunning });
    expect(reason("undo")).toEqual({ kind: "button", disabledReason: unavailable.restoreRunning });
    expect(busyReason(null)).toBeNull();
  });

  // S2.2.5, S2.2.6, S2.6.6
  test("says what runs elsewhere or for another shop, and that it has to be waited for", () => {
    expect(backUpReason({ kind: "backup", shop: null, elsewhere: true })).toBe(
      "A backup of this shop is running in another window or on the command line. You can back up when it has finished.",
    );
    expect(backUpReason({ kind: "restore", shop: "Anchor Tea", elsewhere: false })).toBe(
      "A restore to Anchor Tea is running, and a vault does one job at a time. You can back up when it has finished.",
    );
    expect(busyReason({ kind: "undo", shop: "Anchor Tea", elsewhere: true })).toBe(
      "The undo of a restore in Anchor Tea is running in another window or on the command line, and a vault does one job at a time. You can restore when it has finished.",
    );
    expect(busyReason({ kind: null, shop: null, elsewhere: true })).toBe(
      "Another job is running in another window or on the command line. You can restore when it has finished.",
    );
  });

  test("says that another program is at work when this window knows of no job", () => {
    const there = offered({ kind: "busy" }, null, "Products", 3);
    expect(there).toEqual({ kind: "button", disabledReason: unavailable.busyElsewhere });
  });

  // S2.6.5
  test("is not there for the version that the shop has already", () => {
    expect(offered({ kind: "same_as_current" }, null, "Products", 3)).toEqual({
      kind: "reason",
      text: unavailable.isCurrent,
      otherWay: null,
    });
  });

  // S2.6.3
  test("is not there for a type without direct restore; the reason and the other way stand in its place", () => {
    const there = offered({ kind: "not_restorable", reason: "The shop makes them itself." }, null, "Shipments", 3);
    expect(there.kind === "reason" && there.text).toContain("Shipments");
    expect(there.kind === "reason" && there.text).toContain("The shop makes them itself.");
    expect(there.kind === "reason" && there.otherWay).toBe(unavailable.otherWay);
  });

  // S2.15.2
  test("every reason is a sentence of its own", () => {
    const kinds = ["same_as_current", "locked", "selected_is_deleted", "offline"] as const;
    const texts = kinds.map((kind) => offered({ kind }, null, "Products", 3));
    expect(texts.every((there) => there.kind === "reason" && there.text.endsWith("."))).toBe(true);
    expect(new Set(texts.map((there) => there.kind === "reason" && there.text)).size).toBe(kinds.length);
  });
});
