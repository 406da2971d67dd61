import { describe, expect, test } from "vitest";
import { Heights } from "./heights";

describe("rows of different heights", () => {
  test("unmeasured rows count with the estimate", () => {
    const heights = new Heights(1_000, 20);
    expect(heights.total).toBe(20_000);
    expect(heights.top(0)).toBe(0);
    expect(heights.top(500)).toBe(10_000);
    expect(heights.at(0)).toBe(0);
    expect(heights.at(19)).toBe(0);
    expect(heights.at(20)).toBe(1);
    expect(heights.at(10_001)).toBe(500);
  });

  test("an offset below the end is the last row, and no rows answer with 0", () => {
    expect(new Heights(3, 10).at(1_000)).toBe(2);
    expect(new Heights(0, 10).at(5)).toBe(0);
    expect(new Heights(0, 10).total).toBe(0);
  });

  test("measured rows move the ones below them, exactly as a plain sum would say", () => {
    const heights = new Heights(257, 24);
    const plain = new Array<number>(257).fill(24);
    let seed = 7;
    for (let turn = 0; turn < 600; turn += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const row = seed % 257;
      const height = 10 + (seed % 91);
      expect(heights.measure(row, height)).toBe(height - (plain[row] ?? 0));
      plain[row] = height;
    }
    let top = 0;
    for (let row = 0; row < 257; row += 1) {
      expect(heights.top(row)).toBe(top);
      expect(heights.at(top)).toBe(row);
      top += plain[row] ?? 0;
      expect(heights.at(top - 1)).toBe(row);
    }
    expect(heights.total).toBe(top);
  });

  test("rows that do not exist are not measured", () => {
    const heights = new Heights(2, 10);
    expect(heights.measure(2, 99)).toBe(0);
    expect(heights.measure(-1, 99)).toBe(0);
    expect(heights.total).toBe(20);
  });
});
