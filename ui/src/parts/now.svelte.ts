/** The time of day as something that passes: sentences such as "read 12 s ago" stay true while they are looked at. */

import { createSubscriber } from "svelte/reactivity";

const EVERY_MS = 1000;

const follow = createSubscriber((update) => {
  const ticking = setInterval(update, EVERY_MS);
  return () => clearInterval(ticking);
});

/** Now; what reads it is shown again every second, and only while it is shown at all. */
export function now(): Date {
  follow();
  return new Date();
}
