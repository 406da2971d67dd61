// Backups that stopped: told with the reason and one thing to do.

import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { LateCause } from "../../contract/contract";
import { words } from "../../words";
import { dateTime } from "../../words/format";
import LateNote from "./LateNote.svelte";

const said = words.schedules.late;
const since = "2026-11-10T02:00:00Z";

const opened = (cause: LateCause): HTMLElement => {
  render(LateNote, { late: { since, expected: "2026-11-12T02:00:00Z", cause } });
  return screen.getByRole("alert");
};

test.each([
  [{ kind: "no_rule" }, said.noRule],
  [{ kind: "paused" }, said.paused],
  [{ kind: "not_running" }, said.notRunning],
  [{ kind: "read_only" }, said.readOnly],
] satisfies [LateCause, string][])("%o is told", (cause, sentence) => {
  const note = opened(cause);
  expect(note.textContent).toContain(said.title);
  expect(note.textContent).toContain(sentence);
  expect(note.textContent).toContain(dateTime(since));
});

test("a failure is told in its own words", () => {
  const failure = { code: "shop_missing", message: "The file is not there.", hint: "Put it back." } as const;
  expect(opened({ kind: "failed", failure }).textContent).toContain("The file is not there. Put it back.");
});
