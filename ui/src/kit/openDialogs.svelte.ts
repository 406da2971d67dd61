/**
 * The dialogs that are open, the one on top last. What lies outside of the top one can be neither seen through its veil nor pressed nor
 * read out, so that whatever has to be noticed all the same is shown inside of it, and whatever opens a page closes them first.
 */

import { untrack } from "svelte";

type OpenDialog = {
  id: string;
  /** Whether it must be seen through before anything else. */
  isHeld: () => boolean;
  close: () => void;
};

class OpenDialogs {
  #open = $state.raw<readonly OpenDialog[]>([]);

  /** The dialog that everything else lies behind. */
  get top(): string | null {
    return this.#open.at(-1)?.id ?? null;
  }

  /** Whether one of them must be seen through first: what lies behind cannot be gone to. */
  get isHeld(): boolean {
    return this.#open.some(({ isHeld }) => isHeld());
  }

  /** A dialog was opened. Answers how to tell that it is open no more. */
  add(dialog: OpenDialog): () => void {
    untrack(() => (this.#open = [...this.#open, dialog]));
    return () => (this.#open = this.#open.filter((other) => other !== dialog));
  }

  /** Closes all of them as Esc does, the one on top first. */
  close(): void {
    for (const { close } of [...this.#open].reverse()) {
      close();
    }
  }
}

export const openDialogs = new OpenDialogs();
