/**
 * Tells the pages that the command line or another window has changed the vault, so that they read themselves again.
 *
 * They are told and not opened anew: a note half typed, or a key that is shown only once, has to outlast a look at another window.
 */

const heard = new Set<() => void>();

export const changedElsewhere = {
  /** Calls back each time. Answers how to stop. */
  on(hear: () => void): () => void {
    heard.add(hear);
    return () => heard.delete(hear);
  },

  tell(): void {
    for (const hear of heard) {
      hear();
    }
  },
};
