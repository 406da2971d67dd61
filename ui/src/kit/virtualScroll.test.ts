import { describe, expect, test } from "vitest";

import { TALLEST, VirtualScroll } from "./virtualScroll";

const MILLION = { count: 1_000_000, rowHeight: 40, viewport: 600 };
const HALF_MILLION_AND_MORE = { count: 800_000, rowHeight: 40, viewport: 600 };

function laidOut(layout: { count: number; rowHeight: number; viewport: number }): VirtualScroll {
  const scroll = new VirtualScroll();
  scroll.lay(layout);
  return scroll;
}

describe("a list that fits into a box", () => {
  test("moves exactly as the scrollbar does", () => {
    const scroll = laidOut({ count: 1000, rowHeight: 40, viewport: 600 });
    expect(scroll.height).toBe(40_000);
    scroll.barMoved(12_345);
    expect(scroll.rows).toBe(12_345);
    expect(scroll.topOf(0)).toBe(0);
  });

  test("draws what is in view and the spare rows around it, never more than there are", () => {
    const scroll = laidOut({ count: 30, rowHeight: 40, viewport: 600 });
    expect(scroll.drawn(5)).toEqual([0, 20]);
    scroll.barMoved(600);
    expect(scroll.drawn(5)).toEqual([10, 30]);
  });

  test("of nothing draws nothing", () => {
    expect(laidOut({ count: 0, rowHeight: 40, viewport: 600 }).drawn(12)).toEqual([0, 0]);
  });
});

// A million rows of 40 px are 40,000,000 px; WebKit lays out no box above 33,554,428 px.
describe("a list of a million rows", () => {
  test("stays below what engines can lay out", () => {
    expect(laidOut(MILLION).height).toBe(TALLEST);
    expect(TALLEST).toBeLessThan(2 ** 24);
  });

  test("shows the first row at the top and the last row at the end of the scrollbar", () => {
    const scroll = laidOut(MILLION);
    scroll.barMoved(0);
    expect(scroll.drawn(0)).toEqual([0, 15]);
    scroll.barMoved(scroll.height - 600);
    expect(scroll.drawn(0)).toEqual([999_985, 1_000_000]);
    expect(scroll.topOf(999_999) + 40).toBe(scroll.height);
  });

  test("every row can be reached by the scrollbar alone, without a gap", () => {
    for (const layout of [MILLION, HALF_MILLION_AND_MORE]) {
      const scroll = laidOut(layout);
      const end = layout.count * layout.rowHeight - layout.viewport;
      let before = -1;
      for (let bar = 0; bar <= TALLEST - layout.viewport; bar += 997) {
        const rows = scroll.rowsAt(bar);
        expect(rows).toBeGreaterThan(before);
        expect(rows).toBeLessThanOrEqual(end);
        before = rows;
      }
      expect(scroll.rowsAt(TALLEST - layout.viewport)).toBe(end);
    }
  });

  test("position and scrollbar are each other's inverse, to the pixel", () => {
    const scroll = laidOut(MILLION);
    for (let rows = 0; rows <= 40_000_000 - 600; rows += 123_457) {
      // Between the ends one pixel of the bar is about three of the rows.
      expect(Math.abs(scroll.rowsAt(scroll.barAt(rows)) - rows)).toBeLessThanOrEqual(2);
    }
  });

  test("a turn of the wheel in the middle moves by as much as it does at the top", () => {
    const scroll = laidOut(MILLION);
    scroll.moveTo(500_000);
    const [bar, rows] = [scroll.bar, scroll.rows];
    scroll.barMoved(bar + 120);
    expect(scroll.rows - rows).toBe(120);
    expect(scroll.topOf(500_000) - scroll.bar).toBe(-120);
  });

  test("dragging the scrollbar goes where the scrollbar says", () => {
    const scroll = laidOut(MILLION);
    scroll.barMoved(7_500_000);
    expect(Math.abs(scroll.rows - 20_000_000)).toBeLessThan(1000);
  });

  test("when the scrolling rests, nothing on screen moves", () => {
    const scroll = laidOut(MILLION);
    scroll.moveTo(400_000);
    for (let turn = 0; turn < 50; turn += 1) {
      scroll.barMoved(scroll.bar + 100);
    }
    const shown = scroll.topOf(400_100) - scroll.bar;
    const rows = scroll.rows;
    scroll.settle();
    expect(scroll.rows).toBe(rows);
    expect(scroll.topOf(400_100) - scroll.bar).toBe(shown);
    expect(scroll.bar).toBe(scroll.barAt(rows));
  });

  test("the wheel reaches both ends", () => {
    const scroll = laidOut(MILLION);
    scroll.moveTo(30_000);
    for (let turn = 0; turn < 20_000 && scroll.rows > 0; turn += 1) {
      scroll.barMoved(Math.max(0, scroll.bar - 100));
      scroll.settle();
    }
    expect(scroll.rows).toBe(0);
    scroll.moveTo(970_000);
    for (let turn = 0; turn < 20_000 && scroll.rows < 39_999_400; turn += 1) {
      scroll.barMoved(Math.min(TALLEST - 600, scroll.bar + 100));
      scroll.settle();
    }
    expect(scroll.rows).toBe(39_999_400);
  });
});

describe("keys", () => {
  test("a row below the view comes to its lower edge, one above to its upper edge, one in view stays", () => {
    const scroll = laidOut(MILLION);
    scroll.reveal(15);
    expect(scroll.rows).toBe(40);
    scroll.reveal(10);
    expect(scroll.rows).toBe(40);
    scroll.reveal(0);
    expect(scroll.rows).toBe(0);
    scroll.reveal(999_999);
    expect(scroll.drawn(0)).toEqual([999_985, 1_000_000]);
  });
});

test("the first visible row stays when the window or the row height changes", () => {
  const scroll = laidOut(MILLION);
  scroll.moveTo(1234);
  scroll.lay({ ...MILLION, rowHeight: 32, viewport: 300 });
  expect(scroll.drawn(0)[0]).toBe(1234);
});

test("a list that became shorter shows its end and not emptiness", () => {
  const scroll = laidOut(MILLION);
  scroll.moveTo(999_000);
  scroll.lay({ ...MILLION, count: 20 });
  expect(scroll.drawn(0)).toEqual([5, 20]);
});
