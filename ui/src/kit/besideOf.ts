/** Where a small bubble goes that belongs to a control: below it and flush with its end, above where there is no room, always in the window. */

type Box = { left: number; right: number; top: number; bottom: number };
type Size = { width: number; height: number };

const GAP = 6;
const EDGE = 8;

export function besideOf(
  control: Box,
  bubble: Size,
  view: Size & { rightToLeft: boolean },
): { left: number; top: number } {
  const below = control.bottom + GAP;
  const above = control.top - GAP - bubble.height;
  const fits = below + bubble.height <= view.height - EDGE;
  const left = view.rightToLeft ? control.left : control.right - bubble.width;
  return {
    left: Math.max(EDGE, Math.min(left, view.width - EDGE - bubble.width)),
    top: fits ? below : Math.max(EDGE, above),
  };
}
