/**
 * A store on the web while it is typed, and what a look at it found. A look is of what was typed then: whatever changes
 * afterwards, it has to be taken again.
 */

import type { Doors, Failure, FailureCode, StoreFound } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { words } from "../../words";

type FieldName = "store" | "token";

type Look =
  { kind: "none" } | { kind: "looking" } | { kind: "found"; found: StoreFound } | { kind: "failure"; failure: Failure };

const FIELD_OF: Readonly<Partial<Record<FailureCode, FieldName>>> = {
  no_store_hash: "store",
  store_missing: "store",
  store_token_refused: "token",
};

const said = words.firstRun.connect.store;

export class StoreForm {
  store = $state("");
  token = $state("");
  problems = $state.raw<Readonly<Partial<Record<FieldName, string>>>>({});
  look = $state.raw<Look>({ kind: "none" });
  #turn = 0;

  /** What was found where the fields lead now. */
  get found(): StoreFound | null {
    return this.look.kind === "found" ? this.look.found : null;
  }

  /** Why the look did not succeed, when no field says it. */
  get failure(): Failure | null {
    return this.look.kind === "failure" && FIELD_OF[this.look.failure.code] === undefined ? this.look.failure : null;
  }

  /** Something was typed: what was found, or was the matter, is of before. */
  readonly changed = (): void => {
    this.#turn += 1;
    this.look = { kind: "none" };
    this.problems = {};
  };

  /** Looks whether the store answers, and what the token allows. */
  async check(): Promise<void> {
    const store = this.entry();
    if (store === null) {
      return;
    }
    this.changed();
    const turn = this.#turn;
    this.look = { kind: "looking" };
    try {
      const found = await call("check_store_shop", { store });
      if (turn === this.#turn) {
        this.look = { kind: "found", found };
      }
    } catch (thrown) {
      if (turn === this.#turn) {
        this.refuse(failureOf(thrown));
      }
    }
  }

  /** Says why a store was not taken, at its field. */
  refuse(failure: Failure): void {
    this.look = { kind: "failure", failure };
    const field = FIELD_OF[failure.code];
    if (field !== undefined) {
      this.problems = { [field]: `${failure.message} ${failure.hint}` };
    }
  }

  /** What was typed, when nothing is missing; says what is at its field otherwise. */
  entry(): Doors["check_store_shop"]["ask"]["store"] | null {
    const problems: Partial<Record<FieldName, string>> = {};
    if (this.store.trim() === "") {
      problems.store = said.hashEmpty;
    }
    if (this.token.trim() === "") {
      problems.token = said.tokenEmpty;
    }
    this.problems = problems;
    return Object.keys(problems).length > 0 ? null : { store: this.store.trim(), token: this.token.trim() };
  }
}
