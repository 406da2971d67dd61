import { expect, test } from "vitest";

import { grown, shares } from "./growth";

const growth = [
  { backup: 1, finished: "2026-11-20T02:00:00Z", bytes: 4_000_000 },
  { backup: 2, finished: "2026-11-21T02:00:00Z", bytes: 30_000 },
  { backup: 4, finished: "2026-11-22T02:00:00Z", bytes: 10_000 },
];

test("what the backups take adds up", () => {
  expect(grown(growth).map(({ value }) => value)).toEqual([4_000_000, 4_030_000, 4_040_000]);
  expect(grown(growth)[0]?.at).toBe(Date.parse("2026-11-20T02:00:00Z"));
});

test("the first backup is told apart from the later ones", () => {
  expect(shares(growth)).toEqual({ first: 4_000_000, later: 20_000 });
  expect(shares(growth.slice(0, 1))).toEqual({ first: 4_000_000, later: null });
  expect(shares([])).toEqual({ first: 0, later: null });
});
