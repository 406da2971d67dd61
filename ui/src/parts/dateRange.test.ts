import { afterEach, expect, test } from "vitest";

import { setPlace } from "../words/format";
import { EVER, isUpsideDown, isWithin } from "./dateRange";

let before = setPlace({});
afterEach(() => void setPlace(before));

// S2.7.1, S2.9.1: from-to, both days included, in the owner's own time.
test("a moment lies in a range by the owner's own day, and both ends are included", () => {
  before = setPlace({ timeZone: "Europe/Vienna" });
  const day = { from: "2026-11-19", to: "2026-11-19" };
  // Midnight in Vienna is 23:00 in UTC.
  expect(isWithin("2026-11-18T22:59:59Z", day)).toBe(false);
  expect(isWithin("2026-11-18T23:00:00Z", day)).toBe(true);
  expect(isWithin("2026-11-19T22:59:59Z", day)).toBe(true);
  expect(isWithin("2026-11-19T23:00:00Z", day)).toBe(false);
  setPlace({ timeZone: "Pacific/Auckland" });
  expect(isWithin("2026-11-18T11:00:00Z", day)).toBe(true);
});

test("the day on which the clocks change is whole", () => {
  before = setPlace({ timeZone: "Europe/Vienna" });
  const day = { from: "2026-10-25", to: "2026-10-25" };
  expect(isWithin("2026-10-24T22:00:00Z", day)).toBe(true);
  expect(isWithin("2026-10-25T22:59:59Z", day)).toBe(true);
  expect(isWithin("2026-10-25T23:00:00Z", day)).toBe(false);
});

test("an open end, or one that is not written to its end, leaves nothing out", () => {
  expect(isWithin("1999-01-01T00:00:00Z", EVER)).toBe(true);
  expect(isWithin("2026-11-19T12:00:00Z", { from: "2026-11", to: "" })).toBe(true);
  expect(isWithin("2026-11-19T12:00:00Z", { from: "", to: "2026-11-18" })).toBe(false);
  expect(isUpsideDown({ from: "2026-11-20", to: "2026-11-19" })).toBe(true);
  expect(isUpsideDown({ from: "2026-11-19", to: "2026-11-19" })).toBe(false);
});
