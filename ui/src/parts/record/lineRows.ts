/**
 * `Json` and `Source Code` as lines on the screen.
 *
 * `View change only` comes from the engine as the lines that differ with a little around them, each saying how many equal
 * lines were left out before it. From these alone follow the separators, the steps from change to change, and where each
 * change lies among all lines; so stepping works the same in both modes and the whole text is never fetched for it.
 */

import type { DiffLine } from "../../contract/contract";

/** A row of `View change only`. */
export type LineRow = { kind: "line"; line: DiffLine } | { kind: "left_out"; count: number };

/** A change: lines in a row that differ. */
export type LineChange = {
  /** Its first row when only changes are shown. */
  row: number;
  /** Its first row among all lines. */
  line: number;
  /** How many lines. */
  length: number;
};

/** `View change only` as it is shown, and where its changes are. */
export type ChangedLines = { rows: LineRow[]; changes: LineChange[] };

/**
 * Lays out the lines of `View change only`.
 *
 * `all` is the number of all lines once every changed line is there, so that the equal ones after the last change can be
 * counted; `undefined` while some are still on their way.
 */
export function changedLines(lines: readonly DiffLine[], all: number | undefined): ChangedLines {
  const rows: LineRow[] = [];
  const changes: LineChange[] = [];
  let at = 0;
  let open: LineChange | undefined;
  for (const line of lines) {
    if (line.skipped_before > 0) {
      rows.push({ kind: "left_out", count: line.skipped_before });
      at += line.skipped_before;
      open = undefined;
    }
    if (line.difference === "same") {
      open = undefined;
    } else if (open === undefined) {
      open = { row: rows.length, line: at, length: 1 };
      changes.push(open);
    } else {
      open.length += 1;
    }
    rows.push({ kind: "line", line });
    at += 1;
  }
  if (all !== undefined && all > at) {
    rows.push({ kind: "left_out", count: all - at });
  }
  return { rows, changes };
}

/** How wide a line is in signs of one width; those of East Asian scripts and pictures take two. */
export function width(line: DiffLine, limit: number): number {
  let widest = 0;
  for (const side of [line.current, line.selected]) {
    let signs = 0;
    for (const segment of side?.segments ?? []) {
      for (let index = 0; index < segment.text.length && signs < limit; index += 1) {
        const code = segment.text.charCodeAt(index);
        signs += code === 9 ? 4 : code >= 0x1100 && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
      }
    }
    widest = Math.max(widest, signs);
  }
  return widest;
}
