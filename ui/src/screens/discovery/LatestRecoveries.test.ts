import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { recoveryRow } from "../../testing/recoveries";
import { words } from "../../words";
import LatestRecoveries from "./LatestRecoveries.svelte";

test("a mistake that was undone is called so, as in the history", () => {
  render(LatestRecoveries, {
    recoveries: [recoveryRow(3, { until_backup: 5 }), recoveryRow(2, { undoes: 1 }), recoveryRow(1)],
  });
  const { kind } = words.recovery.history;
  const told = screen.getAllByRole("listitem").map((item) => item.querySelector(".name")?.textContent);
  expect(told).toEqual([kind.mistake, kind.undo, kind.restore]);
});
