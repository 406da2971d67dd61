/**
 * # Scrolling through a million rows
 *
 * An engine cannot lay out a box of any height: WebKit stops at 33,554,428 px, and a million rows of 40 px are more than that. So the
 * scrolled box has at most `TALLEST` px, and two positions are kept apart:
 *
 * * the *bar*: where the browser's own scrollbar stands (0 … box height);
 * * the *rows*: where the owner is in the list (0 … rows × row height).
 *
 * Near both ends the two run one to one; in between, the bar's way is stretched over the rows' way (`rowsAt`, `barAt`). A small
 * movement (wheel, arrow keys, touch) moves the rows by exactly as much, wherever the bar stands: nobody wants a wheel that jumps
 * twenty rows. A large one (dragging the bar) goes where the bar says. When the scrolling rests, the bar is moved to where it
 * belongs (`settle`), which nobody sees, because rows are placed relative to it.
 */

/** Below every engine's limit, and below 2^24 so that positions are exact in single precision as well. */
export const TALLEST = 15_000_000;

/** How far from either end bar and rows run one to one. */
const EDGE = 1_000_000;

/** A list as it is laid out. All sizes in CSS pixels. */
export type Layout = { count: number; rowHeight: number; viewport: number };

export class VirtualScroll {
  /** Where the owner is in the list. */
  rows = 0;
  /** Where the scrollbar stands. */
  bar = 0;
  #layout: Layout = { count: 0, rowHeight: 1, viewport: 0 };

  /** Height that the box must have. */
  get height(): number {
    return Math.min(this.#full, TALLEST);
  }

  get #full(): number {
    return this.#layout.count * this.#layout.rowHeight;
  }

  /** Greatest position of the rows. */
  get #rowsEnd(): number {
    return Math.max(0, this.#full - this.#layout.viewport);
  }

  /** Greatest position of the bar. */
  get #barEnd(): number {
    return Math.max(0, this.height - this.#layout.viewport);
  }

  /** Takes new measures. The first visible row stays the first visible row. Answers where the bar has to go. */
  lay(layout: Layout): number {
    const first = this.rows / this.#layout.rowHeight;
    this.#layout = { ...layout, rowHeight: Math.max(1, layout.rowHeight) };
    this.rows = clamp(first * this.#layout.rowHeight, this.#rowsEnd);
    this.bar = this.barAt(this.rows);
    return this.bar;
  }

  /** Where the rows belong when the bar stands at `bar`. */
  rowsAt(bar: number): number {
    const [rowsEnd, barEnd] = [this.#rowsEnd, this.#barEnd];
    if (rowsEnd === barEnd) {
      return clamp(bar, rowsEnd);
    }
    if (bar <= EDGE) {
      return Math.max(0, bar);
    }
    if (bar >= barEnd - EDGE) {
      return clamp(rowsEnd - (barEnd - bar), rowsEnd);
    }
    // Whole pixels keep the letters sharp.
    return Math.round(EDGE + (bar - EDGE) * ((rowsEnd - 2 * EDGE) / (barEnd - 2 * EDGE)));
  }

  /** Where the bar belongs when the rows stand at `rows`: the inverse of `rowsAt`, on a whole pixel. */
  barAt(rows: number): number {
    const [rowsEnd, barEnd] = [this.#rowsEnd, this.#barEnd];
    if (rowsEnd === barEnd) {
      return clamp(Math.round(rows), barEnd);
    }
    if (rows <= EDGE) {
      return Math.max(0, Math.round(rows));
    }
    if (rows >= rowsEnd - EDGE) {
      return clamp(Math.round(barEnd - (rowsEnd - rows)), barEnd);
    }
    return Math.round(EDGE + (rows - EDGE) * ((barEnd - 2 * EDGE) / (rowsEnd - 2 * EDGE)));
  }

  /** The browser moved the bar. */
  barMoved(bar: number): void {
    const by = bar - this.bar;
    const stretched = this.#rowsEnd !== this.#barEnd;
    const atEnd = bar <= 0 || bar >= this.#barEnd;
    this.rows =
      stretched && !atEnd && Math.abs(by) <= this.#layout.viewport
        ? clamp(this.rows + by, this.#rowsEnd)
        : this.rowsAt(bar);
    this.bar = bar;
  }

  /** The scrolling rests. Answers where the bar belongs now; it may be set there without moving the rows. */
  settle(): number {
    this.bar = this.barAt(this.rows);
    return this.bar;
  }

  /** Brings a row into view with as little movement as possible. Answers where the bar has to go. */
  reveal(index: number): number {
    const { rowHeight, viewport } = this.#layout;
    const top = index * rowHeight;
    if (top < this.rows) {
      this.rows = top;
    } else if (top + rowHeight > this.rows + viewport) {
      this.rows = top + rowHeight - viewport;
    }
    this.rows = clamp(this.rows, this.#rowsEnd);
    return this.settle();
  }

  /** Places a row at the top of the view. Answers where the bar has to go. */
  moveTo(index: number): number {
    this.rows = clamp(index * this.#layout.rowHeight, this.#rowsEnd);
    return this.settle();
  }

  /** The rows to draw, `spare` more on both sides than can be seen: first and one past the last. */
  drawn(spare: number): [number, number] {
    const { count, rowHeight, viewport } = this.#layout;
    const first = Math.max(0, Math.floor(this.rows / rowHeight) - spare);
    const last = Math.min(count, Math.ceil((this.rows + viewport) / rowHeight) + spare);
    return [Math.min(first, count), last];
  }

  /** Where a row lies in the box, so that it shows at the right place while the bar stands where it does. */
  topOf(index: number): number {
    return index * this.#layout.rowHeight - this.rows + this.bar;
  }

  /** How many whole rows fit into the view, at least one. */
  get fitting(): number {
    return Math.max(1, Math.floor(this.#layout.viewport / this.#layout.rowHeight));
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
