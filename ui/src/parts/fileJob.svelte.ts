/**
 * A job that reads or writes a backup file, as the form that started it follows it: it runs, it ended with something, or it was refused.
 * A refusal that asks for a passphrase is a question and not a failure.
 */

import type { Failure, JobNews, JobOutcome, JobStarted } from "../contract/contract";
import { failureOf } from "../ipc";
import { jobs } from "./jobs.svelte";
import { router } from "./router";
import { startedOn } from "./startedOn";

export class FileJob {
  #job = $state<number | null>(null);
  #refused = $state.raw<Failure | null>(null);
  #isAbandoned = false;
  asking = $state(false);

  get news(): JobNews | undefined {
    return this.#job === null ? undefined : jobs.one(this.#job);
  }

  get isRunning(): boolean {
    return this.asking || this.news?.state.kind === "running";
  }

  get isStopped(): boolean {
    return this.news?.state.kind === "cancelled";
  }

  /** What came of it. */
  get outcome(): JobOutcome | null {
    const state = this.news?.state;
    return state?.kind === "ended" ? state.outcome : null;
  }

  get #why(): Failure | null {
    const state = this.news?.state;
    return this.#refused ?? (state?.kind === "failed" ? state.failure : null);
  }

  /** Whether the file waits for a passphrase, or for another one. */
  get asksForPassphrase(): boolean {
    const code = this.#why?.code;
    return code === "file_passphrase_needed" || code === "file_wrong_passphrase";
  }

  get failure(): Failure | null {
    return this.#why?.code === "file_passphrase_needed" ? null : this.#why;
  }

  async start(begin: () => Promise<JobStarted>): Promise<void> {
    if (this.isRunning) {
      return;
    }
    this.asking = true;
    this.#refused = null;
    this.#job = null;
    try {
      const page = router.route;
      const { job } = await begin();
      this.#job = job;
      if (job !== null) {
        startedOn.note(job, page);
      }
      if (this.#isAbandoned) {
        this.#stop();
      }
    } catch (thrown) {
      this.#refused = failureOf(thrown);
    }
    this.asking = false;
  }

  forget(): void {
    this.#job = null;
    this.#refused = null;
  }

  /** Nobody would see it going on, or could stop it: it is stopped, also when it is only known later that it has begun. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#stop();
  }

  #stop(): void {
    // There may be no news of it yet.
    if (this.#job !== null && (this.news?.state.kind ?? "running") === "running") {
      void jobs.cancel(this.#job);
    }
  }
}
