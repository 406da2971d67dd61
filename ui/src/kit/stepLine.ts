/** The line of a value that holds until it changes: level, then a step. */

/** A value from a moment on; `null` where there was none. */
export type Step = { at: number; value: number | null };

/** What a chart of steps needs: the line as an SVG path, and a dot where each value begins. */
export type StepLine = { path: string; dots: { x: number; y: number }[] };

/**
 * Draws `steps` (oldest first) into a box of `width` and `height`, the last one reaching to `until`.
 *
 * The lowest value lies on the bottom and the highest on top; a line that never changes lies in the middle.
 */
export function stepLine(steps: readonly Step[], until: number, width: number, height: number): StepLine {
  const values = steps.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const begin = steps[0]?.at ?? 0;
  const time = Math.max(1, until - begin);
  const x = (at: number): number => rounded(((at - begin) / time) * width);
  const y = (value: number): number =>
    rounded(low === high ? height / 2 : height - ((value - low) / (high - low)) * height);
  let path = "";
  let drawing = false;
  const dots: StepLine["dots"] = [];
  steps.forEach(({ at, value }, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const end = x(steps[index + 1]?.at ?? until);
    path += `${drawing ? `V${y(value)}` : `M${x(at)} ${y(value)}`}H${end}`;
    dots.push({ x: x(at), y: y(value) });
    drawing = true;
  });
  return { path, dots };
}

function rounded(length: number): number {
  return Math.round(length * 100) / 100;
}
