/**
 * What is remembered of an open vault while other pages are looked at: choices, previews, jobs. Nothing of it may show when another vault
 * is opened, so whatever remembers something says here how it forgets.
 */

const memories = new Set<() => void>();

export const vaultMemory = {
  /** Something is remembered; `forget` is called when the vault is closed. */
  add: (forget: () => void): void => void memories.add(forget),

  /** The vault was closed. */
  forget(): void {
    for (const forget of memories) {
      forget();
    }
  },
};
