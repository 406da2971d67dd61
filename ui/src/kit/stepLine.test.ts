import { describe, expect, test } from "vitest";
import { stepLine } from "./stepLine";

describe("the line of a value over time", () => {
  test("goes level and then steps, the highest on top and the last up to now", () => {
    const { path, dots } = stepLine(
      [
        { at: 0, value: 39 },
        { at: 50, value: 44 },
      ],
      100,
      200,
      10,
    );
    expect(path).toBe("M0 10H100V0H200");
    expect(dots).toEqual([
      { x: 0, y: 10 },
      { x: 100, y: 0 },
    ]);
  });

  test("is broken where there was no value", () => {
    const steps = [
      { at: 0, value: 1 },
      { at: 10, value: null },
      { at: 20, value: 2 },
    ];
    expect(stepLine(steps, 40, 40, 10).path).toBe("M0 10H10M20 0H40");
  });

  test("a value that never changed lies in the middle", () => {
    expect(stepLine([{ at: 5, value: 7 }], 5, 100, 10).path).toBe("M0 5H0");
  });

  test("no values, no line", () => {
    expect(stepLine([], 0, 100, 10)).toEqual({ path: "", dots: [] });
  });
});
