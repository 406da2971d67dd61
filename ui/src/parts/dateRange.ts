/** A range of days in the owner's own time, first and last day included. An empty end is open. */

import { type Moment, localDay } from "../words/format";

export type DateRange = { from: string; to: string };

export const EVER: DateRange = { from: "", to: "" };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether an end of a range is written as a day, or left open. */
export const isDay = (text: string): boolean => text === "" || DAY.test(text);

export const isEver = ({ from, to }: DateRange): boolean => from === "" && to === "";

/** Whether no day can lie in it. */
export const isUpsideDown = ({ from, to }: DateRange): boolean => from !== "" && to !== "" && from > to;

/** Whether a moment lies on one of the days. What is not yet a day leaves its end open. */
export function isWithin(at: Moment, { from, to }: DateRange): boolean {
  const day = localDay(at);
  return (!DAY.test(from) || day >= from) && (!DAY.test(to) || day <= to);
}
