// S2.8.7: a restore that was cut off is told on the first page, with the way to decide about it.

import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { RecoveryRow } from "../../contract/contract";
import { words } from "../../words";
import InterruptedNote from "./InterruptedNote.svelte";

const said = words.restore.interrupted;

test("it says how far it came and leads to the decision", () => {
  const recovery = { run: 4, succeeded: 500, failed: 0, unconfirmed: 500, total: 1919 } as RecoveryRow;
  render(InterruptedNote, { recovery });
  const note = screen.getByRole("alert");
  expect(note.textContent).toContain(said.title);
  expect(note.textContent).toContain(said.text(500, 500, 1919));
  expect(screen.getByRole("link", { name: said.decide }).getAttribute("href")).toBe("#/recovery/4");
});
