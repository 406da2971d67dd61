/**
 * # The window's side of the doors
 *
 * The only folder that knows how the engine is reached. `call` is typed by the contract, so a door that does not exist or an answer
 * read wrongly does not compile.
 */

import type { Doors, Failure, JobNews } from "../contract/contract";
import { words } from "../words";
import { browserWay } from "./browserWay";
import { type DoorName, Refusal, type Way } from "./door";
import { tauriWay } from "./tauriWay";

export { type DoorName, Refusal } from "./door";

// What the app embeds is built for production and knows no other way than Tauri's; `cargo verify` looks into it.
const way = (): Way =>
  import.meta.env.MODE === "production" || "__TAURI_INTERNALS__" in window ? tauriWay : browserWay;

/** Asks one door. Rejects with a `Refusal` when the engine says No. */
export function call<Name extends DoorName>(door: Name, ask: Doors[Name]["ask"]): Promise<Doors[Name]["answer"]> {
  return way().call(door, ask);
}

/** Listens to the jobs. Answers how to stop. */
export function onJob(hear: (news: JobNews) => void): Promise<() => void> {
  return way().listen(hear);
}

/** Gives the window around the page the colours of the page. Where that cannot be done it keeps its own. */
export function dressWindow(theme: "light" | "dark" | null): void {
  way()
    .dress(theme)
    .catch(() => undefined);
}

/** What to show for anything thrown on the way: the engine's own words, or that it does not answer. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Refusal) {
    return thrown.failure;
  }
  const { message, hint } = words.errors.noAnswer;
  return { code: "no_answer", message, hint };
}
