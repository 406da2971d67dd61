/**
 * What is shown of a very long text: the places that differ with a little around them, or its beginning.
 *
 * A field of a shop may hold a megabyte in one line. Putting it on screen whole would stop the window for seconds and nobody
 * would find the one word that differs.
 */

import type { Segment } from "../../contract/contract";

/** A piece of what is shown. `left_out` stands for text that is not shown, in UTF-16 units. */
export type Piece = { kind: "text"; text: string; changed: boolean } | { kind: "left_out"; count: number };

const AROUND_A_CHANGE = 60;

// Never between the two halves of one sign.
function cut(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  return at > 0 && at < text.length && before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}

/** Shortens a text in segments to about `limit` signs. What fits is returned as it is. */
export function excerpt(segments: readonly Segment[], limit: number): Piece[] {
  const length = segments.reduce((sum, segment) => sum + segment.text.length, 0);
  if (length <= limit) {
    return segments.map(({ text, changed }) => ({ kind: "text", text, changed }));
  }
  const differs = segments.some((segment) => segment.changed);
  const pieces: Piece[] = [];
  let left = limit;
  const show = (text: string, changed: boolean): void => {
    if (text !== "") {
      pieces.push({ kind: "text", text, changed });
      left -= text.length;
    }
  };
  const leaveOut = (count: number): void => {
    const last = pieces.at(-1);
    if (count > 0 && last?.kind === "left_out") {
      last.count += count;
    } else if (count > 0) {
      pieces.push({ kind: "left_out", count });
    }
  };
  segments.forEach(({ text, changed }, index) => {
    if (left <= 0) {
      leaveOut(text.length);
      return;
    }
    if (changed || !differs) {
      const end = cut(text, Math.min(text.length, left));
      show(text.slice(0, end), changed);
      leaveOut(text.length - end);
      return;
    }
    const start = index === 0 ? 0 : cut(text, Math.min(text.length, AROUND_A_CHANGE));
    const tail =
      index === segments.length - 1 ? text.length : cut(text, Math.max(start, text.length - AROUND_A_CHANGE));
    show(text.slice(0, start), false);
    leaveOut(tail - start);
    show(text.slice(tail), false);
  });
  return pieces;
}
