/** How the two sides of a comparison stand beside each other, and what they are called. */

import { words } from "../../words";

export type Side = "current" | "selected";

export type BothSides = {
  /** Which one stands first. */
  order: readonly Side[];
  heads: Readonly<Record<Side, string>>;
  /** The same, before what is read out of a side. */
  spoken: Readonly<Record<Side, string>>;
};

/** What is in force stands left (S2.5.1): the shop as it is, or the other backup that was chosen in its place. */
export const currentFirst = (left: "current" | "other"): BothSides => ({
  order: ["current", "selected"],
  heads: { current: words.compare.columns[left], selected: words.compare.columns.selected },
  spoken: { current: words.compare.side[left], selected: words.compare.side.selected },
});

/** Of files the earlier one stands left, as where they were chosen; the selected version is the earlier one there. */
export const earlierFirst = (isLive: boolean): BothSides => {
  const heads = { current: isLive ? words.files.live : words.files.other, selected: words.files.one };
  return { order: ["selected", "current"], heads, spoken: heads };
};
