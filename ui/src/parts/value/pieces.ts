/** Whether two values are shown piece by piece, or differ as a whole. */

import type { FieldKind, ShownValue } from "../../contract/contract";

/**
 * Only texts are compared piece by piece; an amount or a date that differs differs as a whole. A side in which nothing is
 * marked has lost nothing: the other one only has more.
 */
export function isInPieces(value: {
  kind: FieldKind;
  current: ShownValue | null;
  selected: ShownValue | null;
}): boolean {
  const sides = [value.current, value.selected];
  return (
    (value.kind === "plain" || value.kind === "long_text") &&
    sides.some((side) => side?.segments.some((segment) => segment.changed)) &&
    sides.every((side) => side === null || side.text === "" || side.segments.length > 0)
  );
}
