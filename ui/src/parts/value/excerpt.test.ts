import { describe, expect, test } from "vitest";
import { type Piece, excerpt } from "./excerpt";

const same = (text: string) => ({ text, changed: false });
const changed = (text: string) => ({ text, changed: true });
const shown = (pieces: Piece[]): string =>
  pieces.map((piece) => (piece.kind === "text" ? piece.text : `[${piece.count}]`)).join("");

describe("a very long text", () => {
  test("that fits is shown as it is", () => {
    expect(shown(excerpt([same("Blue "), changed("Hoodie")], 100))).toBe("Blue Hoodie");
  });

  test("without a difference shows its beginning and says how much is left out", () => {
    expect(shown(excerpt([same("a".repeat(1_000))], 100))).toBe(`${"a".repeat(100)}[900]`);
  });

  test("shows the places that differ with a little around them, however far apart they are", () => {
    const pieces = excerpt([same("x".repeat(100_000)), changed("SALE"), same("y".repeat(100_000))], 1_000);
    expect(shown(pieces)).toBe(`[99940]${"x".repeat(60)}SALE${"y".repeat(60)}[99940]`);
    expect(pieces.filter((piece) => piece.kind === "text" && piece.changed)).toHaveLength(1);
  });

  test("loses no sign: what is shown and what is left out add up", () => {
    const segments = [
      same("a".repeat(77)),
      changed("b".repeat(900)),
      same("c".repeat(500)),
      changed("d"),
      same("e".repeat(333)),
    ];
    const pieces = excerpt(segments, 400);
    const count = pieces.reduce((sum, piece) => sum + (piece.kind === "text" ? piece.text.length : piece.count), 0);
    expect(count).toBe(77 + 900 + 500 + 1 + 333);
  });

  test("is never cut inside a sign of two halves", () => {
    const pieces = excerpt([same("😀".repeat(100))], 51);
    expect(shown(pieces).startsWith("😀".repeat(25))).toBe(true);
    expect(shown(pieces)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/u);
  });
});
