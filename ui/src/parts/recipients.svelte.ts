/**
 * A list of recipients while it is put together.
 *
 * What an address is and whether two are the same is asked at the door: there is one rule for it, on the other side.
 */

import type { Recipient } from "../contract/contract";
import { call, failureOf } from "../ipc";
import { words } from "../words";

const said = words.mail.recipients;

/** What a chip says. */
export const nameOf = (recipient: Recipient): string =>
  recipient.kind === "this_computer" ? said.thisComputer : recipient.address;

/** Those who are told when nothing else is said. This computer can always be. */
async function usual(): Promise<readonly Recipient[]> {
  try {
    return (await call("usual_recipients", {})).recipients;
  } catch {
    return [{ kind: "this_computer" }];
  }
}

export class RecipientsView {
  list = $state.raw<readonly Recipient[]>([]);
  /** What is being typed. */
  typed = $state("");
  /** Why it was not added. */
  problem = $state<string | null>(null);
  /** What screen readers hear of the last step. */
  told = $state("");
  /** The chip that was there already, while it lights up; the count lets it light up again. */
  flashed = $state.raw<{ name: string; count: number } | null>(null);
  #begun = false;
  #turn = 0;
  #adding: Promise<boolean> | null = null;

  /** Begins with those who are told when nothing else is said. Whoever comes back to a list finds it as it was left. */
  async begin(): Promise<void> {
    if (!this.#begun) {
      this.#begun = true;
      await this.preset();
    }
  }

  /** Puts those in who are told when nothing else is said. */
  async preset(): Promise<void> {
    const turn = this.#turn;
    const recipients = await usual();
    // Whoever chose meanwhile is not overruled.
    if (turn === this.#turn) {
      this.list = recipients;
    }
  }

  /** What the chips say. */
  get names(): string[] {
    return this.list.map(nameOf);
  }

  get addresses(): string[] {
    return this.list.flatMap((recipient) => (recipient.kind === "email" ? [recipient.address] : []));
  }

  get hasThisComputer(): boolean {
    return this.list.some(({ kind }) => kind === "this_computer");
  }

  /** Why work with this list cannot start. */
  get reason(): string | null {
    return this.problem ?? (this.list.length === 0 ? said.none : null);
  }

  readonly changed = (): void => {
    this.#turn += 1;
    this.problem = null;
  };

  /** Adds what was typed. What is no address stays where it can be put right. Answers whether nothing is left to add. */
  readonly add = (): Promise<boolean> => {
    // Enter and the loss of the focus may come together.
    this.#adding ??= this.#add().finally(() => (this.#adding = null));
    return this.#adding;
  };

  async #add(): Promise<boolean> {
    const typed = this.typed;
    if (typed.trim() === "") {
      this.typed = "";
      this.problem = null;
      return true;
    }
    this.changed();
    const turn = this.#turn;
    try {
      const { address, already } = await call("check_address", { address: typed, among: this.addresses });
      // It was typed on meanwhile; that counts.
      if (turn !== this.#turn) {
        return false;
      }
      if (already === null) {
        this.list = [...this.list, { kind: "email", address }];
        this.told = "";
      } else {
        this.flashed = { name: already, count: (this.flashed?.count ?? 0) + 1 };
        this.told = said.already(already);
      }
      this.typed = "";
      return true;
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      this.problem = `${message} ${hint}`;
      return false;
    }
  }

  addThisComputer(): void {
    if (!this.hasThisComputer) {
      this.#turn += 1;
      this.list = [{ kind: "this_computer" }, ...this.list];
    }
  }

  remove(position: number): void {
    const recipient = this.list[position];
    if (recipient) {
      this.#turn += 1;
      this.list = this.list.filter((_, other) => other !== position);
      this.told = said.removed(nameOf(recipient));
    }
  }
}
