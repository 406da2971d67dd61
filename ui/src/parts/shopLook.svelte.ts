/**
 * The place of a shop while it is typed, and what a look at it found.
 *
 * A look is of what was typed then: whatever changes afterwards, it has to be taken again. What does not go is said at the field
 * that it is about, where there is one.
 */

import type { Failure, FailureCode } from "../contract/contract";
import { failureOf } from "../ipc";

export type Look<Found> =
  { kind: "none" } | { kind: "looking" } | { kind: "found"; found: Found } | { kind: "failure"; failure: Failure };

/** What is the matter, by the field it is said at. */
type Problems<Field extends string> = Readonly<Partial<Record<Field, string>>>;

export abstract class ShopLook<Field extends string, Entry, Found> {
  problems = $state.raw({} as Problems<Field>);
  look = $state.raw<Look<Found>>({ kind: "none" });
  #turn = 0;
  readonly #fieldOf: Readonly<Partial<Record<FailureCode, Field>>>;
  readonly #ask: (entry: Entry) => Promise<Found>;

  protected constructor(fieldOf: Readonly<Partial<Record<FailureCode, Field>>>, ask: (entry: Entry) => Promise<Found>) {
    this.#fieldOf = fieldOf;
    this.#ask = ask;
  }

  /** What was typed, when nothing is missing; says what is at its field otherwise. */
  abstract entry(): Entry | null;

  /** Brings a field into view that something is the matter with. */
  protected reveal(_field: Field): void {}

  /** What was found where the fields lead now. */
  get found(): Found | null {
    return this.look.kind === "found" ? this.look.found : null;
  }

  /** Why the look did not succeed, when no field says it. */
  get failure(): Failure | null {
    return this.look.kind === "failure" && this.#fieldOf[this.look.failure.code] === undefined
      ? this.look.failure
      : null;
  }

  /** Something was typed or chosen: what was found, or was the matter, is of before. */
  readonly changed = (): void => {
    this.#turn += 1;
    this.look = { kind: "none" };
    this.problems = {} as Problems<Field>;
  };

  /** Looks whether the shop answers. Answers whether it did. */
  async check(): Promise<boolean> {
    const entry = this.entry();
    if (entry === null) {
      return false;
    }
    this.changed();
    const turn = this.#turn;
    this.look = { kind: "looking" };
    try {
      const found = await this.#ask(entry);
      if (turn === this.#turn) {
        this.look = { kind: "found", found };
      }
    } catch (thrown) {
      if (turn === this.#turn) {
        this.refuse(failureOf(thrown));
      }
    }
    return this.look.kind === "found";
  }

  /** Says why a shop was not taken, at its field. */
  refuse(failure: Failure): void {
    this.look = { kind: "failure", failure };
    const field = this.#fieldOf[failure.code];
    if (field !== undefined) {
      this.problems = { [field]: `${failure.message} ${failure.hint}` } as Problems<Field>;
      this.reveal(field);
    }
  }
}
