/**
 * A preview of a restore that is worked out on a page: that it is, that the owner stopped it, or why it could not be. Then its page opens.
 *
 * Whoever leaves the page before that wants no preview any more: it is stopped, and nothing opens.
 */

import { onDestroy } from "svelte";

import type { Failure } from "../contract/contract";
import { failureOf } from "../ipc";
import { href } from "../screens/routes";
import { stopLooking } from "./recovery/actions";
import { router } from "./router";

export class Previewing {
  asking = $state(false);
  stopped = $state(false);
  failure = $state.raw<Failure | null>(null);
  #turn = 0;

  constructor() {
    onDestroy(this.leave);
  }

  /** `ask` answers the plan. */
  async start(ask: () => Promise<number>): Promise<void> {
    if (this.asking) {
      return;
    }
    this.leave();
    const turn = this.#turn;
    this.asking = true;
    try {
      const plan = await ask();
      if (turn === this.#turn) {
        router.go(href({ page: "restore", plan }));
      }
    } catch (thrown) {
      if (turn === this.#turn) {
        const failure = failureOf(thrown);
        this.stopped = failure.code === "cancelled";
        this.failure = this.stopped ? null : failure;
      }
    }
    if (turn === this.#turn) {
      this.asking = false;
    }
  }

  /** Nobody waits for it any more, and what came of it before is of before. */
  readonly leave = (): void => {
    if (this.asking) {
      stopLooking();
    }
    this.#turn += 1;
    this.asking = false;
    this.stopped = false;
    this.failure = null;
  };
}
