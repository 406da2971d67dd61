/**
 * Small messages that go away by themselves. Rare: only for what the owner just did or waits for.
 *
 * A message with something to press, or one that tells of a problem, stays until it is dismissed.
 */

export type Toast = {
  key: number;
  look: "info" | "good" | "bad";
  text: string;
  /** The page that says the same at length; whoever has come there needs the message no more. */
  page?: string;
  /** What it is about; a newer message about the same takes its place. */
  about?: string;
  /** Why it stands; when that is settled it goes. */
  cause?: string;
  action?: { label: string; take: () => void };
};

const LONG_ENOUGH_TO_READ_MS = 6000;

class Toasts {
  /**
   * What the place of the messages and the control that takes one away are called, and why nothing can be opened from a dialog that
   * must be seen through; said once by whoever opens the window.
   */
  labels = $state.raw({ place: "", dismiss: "", held: "" });
  shown = $state<Toast[]>([]);
  #next = 1;

  show(toast: Omit<Toast, "key">): void {
    const key = this.#next++;
    const others = this.shown.filter(({ about }) => about === undefined || about !== toast.about);
    // Four fit on the smallest window; the oldest makes room.
    this.shown = [...others.slice(-3), { ...toast, key }];
    if (toast.look !== "bad" && toast.action === undefined) {
      setTimeout(() => this.dismiss(key), LONG_ENOUGH_TO_READ_MS);
    }
  }

  dismiss(key: number): void {
    this.shown = this.shown.filter((toast) => toast.key !== key);
  }

  /** Takes away what a page says that the owner has come to. */
  reached(page: string): void {
    this.shown = this.shown.filter((toast) => toast.page !== page);
  }

  /** Takes away what stood for a cause that is no more. */
  settled(cause: string): void {
    this.shown = this.shown.filter((toast) => toast.cause !== cause);
  }

  /** Takes all messages away, for example when the vault is locked. */
  clear(): void {
    this.shown = [];
  }
}

export const toasts = new Toasts();
