/**
 * The dialogs that are open, the one on top last. What lies outside of the top one can be neither seen through its veil nor pressed nor
 * read out, so that whatever has to be noticed all the same is shown inside of it.
 */

import { untrack } from "svelte";

class OpenDialogs {
  #open = $state.raw<readonly string[]>([]);

  /** The dialog that everything else lies behind. */
  get top(): string | null {
    return this.#open.at(-1) ?? null;
  }

  /** A dialog was opened. Answers how to tell that it is open no more. */
  add(id: string): () => void {
    untrack(() => (this.#open = [...this.#open, id]));
    return () => (this.#open = this.#open.filter((other) => other !== id));
  }
}

export const openDialogs = new OpenDialogs();
