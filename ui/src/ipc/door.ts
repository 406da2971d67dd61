/** What a way to the engine must be able to do. */

import type { Doors, Failure, JobNews } from "../contract/contract";

export type DoorName = keyof Doors;

/** A way to the engine. */
export interface Way {
  /** Asks one door. Rejects with a `Refusal`. */
  call<Name extends DoorName>(door: Name, ask: Doors[Name]["ask"]): Promise<Doors[Name]["answer"]>;
  /** Listens to the jobs. Answers how to stop. */
  listen(hear: (news: JobNews) => void): Promise<() => void>;
  /** Gives what the system draws around the page and over it (the list of a select) light or dark colours; `null` is the system's own. */
  dress(theme: "light" | "dark" | null): Promise<void>;
}

/** The engine's No: what could not be done, and one thing to do. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "Refusal";
    this.failure = failure;
  }
}

/** Whether an unknown value is a failure as the contract describes it. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { code, message, hint } = value as Record<string, unknown>;
  return typeof code === "string" && typeof message === "string" && typeof hint === "string";
}
