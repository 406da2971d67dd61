/**
 * # The jobs, as they run
 *
 * A window that opens late asks `list_jobs` once and then listens to the one event. Pages read `runningFor` to know what is going on, and
 * `endings` to read themselves again when something has changed (an `$effect` that reads it runs again at every end of a job).
 */

import type { Failure, JobNews } from "../contract/contract";
import { call, failureOf, onJob } from "../ipc";

class Jobs {
  #all = $state.raw<ReadonlyMap<number, JobNews>>(new Map());
  /** How many jobs ended since the window opened. */
  endings = $state(0);
  #heard = new Set<(ended: JobNews) => void>();
  #stop: (() => void) | null = null;

  /** All jobs, newest first. */
  get all(): JobNews[] {
    return [...this.#all.values()].sort((a, b) => b.job - a.job);
  }

  /** The jobs under way, oldest first. */
  get running(): JobNews[] {
    return this.all.filter(({ state }) => state.kind === "running").reverse();
  }

  /** One job by its number. */
  one(job: number): JobNews | undefined {
    return this.#all.get(job);
  }

  /** The job under way for a shop. */
  runningFor(shop: string | undefined): JobNews | undefined {
    return this.running.find((news) => news.shop === shop);
  }

  /** Begins to listen; safe to call again after another vault was opened. */
  async begin(): Promise<void> {
    this.#stop?.();
    // Listening comes first: news between the two would be lost otherwise.
    this.#stop = await onJob((news) => this.hear(news));
    const { jobs } = await call("list_jobs", {});
    const known = new Map(jobs.map((news) => [news.job, news]));
    for (const [job, news] of this.#all) {
      const listed = known.get(job);
      if (!listed || listed.state.kind === "running") {
        known.set(job, news);
      }
    }
    this.#all = known;
  }

  /** Forgets everything: the vault was closed. */
  end(): void {
    this.#stop?.();
    this.#stop = null;
    this.#all = new Map();
  }

  /** Takes one piece of news. News of a job that has ended already is late and says nothing. */
  hear(news: JobNews): void {
    const before = this.#all.get(news.job);
    if (before && before.state.kind !== "running") {
      return;
    }
    this.#all = new Map(this.#all).set(news.job, news);
    if (news.state.kind !== "running") {
      this.endings += 1;
      for (const hear of this.#heard) {
        hear(news);
      }
    }
  }

  /** Calls back at every end of a job. Answers how to stop. */
  onEnd(hear: (ended: JobNews) => void): () => void {
    this.#heard.add(hear);
    return () => this.#heard.delete(hear);
  }

  /** Starts a backup. Answers why it could not be started, or nothing. */
  async backUp(shop: string): Promise<Failure | null> {
    try {
      await call("start_backup", { shop });
      return null;
    } catch (thrown) {
      return failureOf(thrown);
    }
  }

  /** Asks a job to stop at its next safe place. */
  async cancel(job: number): Promise<Failure | null> {
    try {
      await call("cancel_job", { job });
      return null;
    } catch (thrown) {
      return failureOf(thrown);
    }
  }
}

export const jobs = new Jobs();
