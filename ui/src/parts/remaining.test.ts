import { expect, test } from "vitest";

import { remaining } from "./remaining";

test("nothing is guessed in the first seconds or from the first few items", () => {
  expect(remaining(9, 500, 1000)).toBeNull();
  expect(remaining(60, 40, 1000)).toBeNull();
  expect(remaining(60, 100, null)).toBeNull();
  expect(remaining(60, 1000, 1000)).toBeNull();
});

test("what is left takes as long as what is done took", () => {
  expect(remaining(60, 250, 1000)).toBe(180);
  expect(remaining(10, 500, 1000)).toBe(10);
});
