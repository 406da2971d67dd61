import { describe, expect, test } from "vitest";

import type { RecoveryDetail, RecoveryItem, RecoveryRow } from "../../contract/contract";
import { recoveryRow } from "../../testing/recoveries";
import { words } from "../../words";
import { verdict } from "./verdict";

const { result, undo, mistake, interrupted } = words.restore;

function detail(row: Partial<RecoveryRow>, more: Partial<RecoveryDetail> = {}): RecoveryDetail {
  const recovery = recoveryRow(7, row);
  return {
    recovery,
    items: [],
    total: recovery.total,
    can_undo: true,
    stays_gone: [],
    interrupted: false,
    recipients: [],
    letters: [],
    ...more,
  };
}

const item = (differences: string[]): RecoveryItem => ({
  type: "products",
  type_label: "Products",
  id: "117",
  new_id: null,
  name: "Blue Hoodie",
  action: "update",
  state: "verified",
  failure: null,
  differences,
});

describe("what came of a restore", () => {
  // S2.6.2
  test("says that it was read back, and which fields the shop sets by itself", () => {
    expect(verdict(detail({})).sentences).toContain(result.verified);
    const differs = verdict(detail({}, { items: [item(["Date modified"]), item(["Date modified", "Id"])] }));
    expect(differs.look).toBe("good");
    expect(differs.sentences).toContain(result.verifiedExcept(["Date modified", "Id"]));
  });

  test("does not speak of a selected version where a mistake was taken back", () => {
    const whole = verdict(detail({ until_backup: 3 }));
    expect(whole).toMatchObject({ look: "good", title: mistake.done });
    expect(whole.sentences).toContain(mistake.verified);
    const partly = verdict(detail({ until_backup: 3, left_alone: 1 }));
    expect(partly.sentences).toContain(mistake.verifiedButLeft);
  });

  // S2.6.8
  test("says what was and was not changed when items failed", () => {
    const nothing = verdict(detail({ status: "Fail", succeeded: 0, failed: 1 }));
    expect(nothing).toMatchObject({ look: "bad", title: result.failed });
    expect(nothing.sentences).toContain(result.nothingWritten);
    const some = verdict(detail({ status: "Fail", succeeded: 3, failed: 1, total: 4 }));
    expect(some.title).toBe(result.someFailed(1));
    expect(some.sentences).toContain(result.writtenBefore(3));
  });

  // S2.6.8
  test("does not say that nothing was changed while that is not known", () => {
    const otherwise = {
      ...item([]),
      state: "failed",
      failure: { code: "reads_back_differently", message: "", hint: "" },
    };
    const kept = verdict(detail({ status: "Fail", succeeded: 0, failed: 1 }, { items: [otherwise as RecoveryItem] }));
    expect(kept.sentences).toContain(result.differs);
    expect(kept.sentences).not.toContain(result.nothingWritten);
    const unanswered = verdict(detail({ status: "Fail", detail: "The disk is full.", succeeded: 0, total: 2 }));
    expect(unanswered).toMatchObject({ look: "warn", title: result.cutOff });
    expect(unanswered.sentences).toContain(result.unanswered(2));
    expect(unanswered.sentences).not.toContain(result.nothingWritten);
  });

  // S2.8.7
  test("one that was cut off and left is not said to be stopped by the owner", () => {
    const left = verdict(detail({ status: "Fail", detail: "The app was closed.", succeeded: 3, skipped: 2, total: 5 }));
    expect(left.title).toBe(result.cutOff);
    expect(left.sentences).toEqual([result.stoppedCounts(3, 2), result.writtenBefore(3), result.canUndo]);
  });

  // S2.8.6
  test("lists what was done and what was not started after it was stopped", () => {
    const stopped = verdict(detail({ status: "Fail", detail: "cancelled by you", succeeded: 3, skipped: 6, total: 9 }));
    expect(stopped).toMatchObject({ look: "warn", title: result.stopped });
    expect(stopped.sentences).toContain(result.stoppedCounts(3, 6));
  });

  // S2.8.7
  test("an interrupted one waits for a decision and is not called running", () => {
    const cut = verdict(detail({ status: "Progressing", succeeded: 2, total: 5 }, { interrupted: true }));
    expect(cut).toMatchObject({ look: "warn", title: interrupted.title });
    expect(cut.sentences).toContain(interrupted.text(2, 0, 5));
    // What was sent and not read back is not told as if nothing had happened.
    const sent = verdict(
      detail({ status: "Progressing", succeeded: 0, unconfirmed: 3, total: 5 }, { interrupted: true }),
    );
    expect(sent.sentences).toContain(interrupted.text(0, 3, 5));
    expect(verdict(detail({ status: "Progressing" })).title).toBe(result.running);
  });

  test("an undo says that the restore was undone", () => {
    const undone = verdict(detail({ undoes: 3 }));
    expect(undone.title).toBe(undo.done);
    expect(undone.sentences).toContain(undo.verified);
  });

  // S2.6.8
  test("one that was undone says so first, and no longer that the shop equals the version", () => {
    const undone = verdict(detail({ undone_by: 8 }, { can_undo: false }));
    expect(undone).toMatchObject({ look: "info", title: result.undone });
    expect(undone.sentences).not.toContain(result.verified);
    expect(verdict(detail({ undoes: 3, undone_by: 8 })).title).toBe(undo.undone);
  });

  // S2.9.4
  test("one whose undo could not take everything back does not say that it was undone", () => {
    const partly = verdict(detail({ undone_by: 8, undone_partly: true }));
    expect(partly).toMatchObject({ look: "warn", title: result.undonePartly });
    expect(partly.sentences).toContain(result.undonePartlyText);
  });

  test("an undo is promised only where there is one", () => {
    const failed: Partial<RecoveryRow> = { status: "Fail", succeeded: 3, failed: 1, total: 4 };
    expect(verdict(detail(failed)).sentences).toContain(result.canUndo);
    expect(verdict(detail(failed, { can_undo: false })).sentences).not.toContain(result.canUndo);
    const nothing = verdict(detail({ status: "Fail", succeeded: 0, failed: 1 }, { can_undo: false }));
    expect(nothing.sentences).toEqual([result.counts(0, 1, 0), result.nothingWritten]);
  });

  test("what was left as it is on purpose is not said to equal the version", () => {
    for (const left of [{ left_alone: 1 }, { leaves_parts: true }]) {
      const found = verdict(detail(left));
      expect(found.sentences).toContain(words.restore.result.verifiedButLeft);
      expect(found.sentences).not.toContain(words.restore.result.verified);
      expect(found.sentences.join(" ")).not.toMatch(/equal|selected version/);
    }
    expect(verdict(detail({ left_alone: 2 })).sentences.at(-1)).toBe(words.restore.result.counts(1, 0, 2));
  });
});
