/**
 * # The jobs, as they run
 *
 * A window that opens late asks `list_jobs` once and then listens to the one event. Pages read `runningFor` to know what is going on, and
 * `onEnd` to read themselves again when something has changed.
 *
 * Nobody sends news of what another window or the command line does with the vault. It is looked for every few seconds while the window
 * can be seen; its end is an end like any other.
 */

import type { Failure, JobKind, JobNews, WorkElsewhere } from "../contract/contract";
import { call, failureOf, onJob } from "../ipc";

const LOOK_EVERY_MS = 3000;

/** The end of a job. Of work elsewhere there is no news, and not always a shop. */
export type Ending = { shop: string | null; kind: JobKind | null; news: JobNews | null };

/** What keeps a shop's jobs waiting. `shop` is set when it works for another shop: a vault does one job at a time. */
export type InTheWay = { kind: JobKind | null; shop: string | null; elsewhere: boolean };

class Jobs {
  #all = $state.raw<ReadonlyMap<number, JobNews>>(new Map());
  /** What another window or the command line does with this vault. */
  elsewhere = $state.raw<WorkElsewhere | null>(null);
  #heard = new Set<(ended: Ending) => void>();
  #stop: (() => void) | null = null;
  #looking: ReturnType<typeof setInterval> | undefined;

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

  /** What keeps jobs of a shop waiting: its own job, or work on the vault for whichever shop. */
  inTheWayOf(shop: string | undefined): InTheWay | null {
    // A check of the vault only reads, so it keeps other shops from nothing.
    const here = this.runningFor(shop) ?? this.running.find(({ kind }) => kind !== "verify");
    const found = here ?? this.elsewhere;
    return found && { kind: found.kind, shop: found.shop === shop ? null : found.shop, elsewhere: here === undefined };
  }

  /** Begins to listen; safe to call again after another vault was opened. */
  async begin(): Promise<void> {
    this.end();
    this.#looking = setInterval(() => {
      if (document.visibilityState === "visible") {
        void this.look();
      }
    }, LOOK_EVERY_MS);
    // Listening comes first: news between the two would be lost otherwise.
    this.#stop = await onJob((news) => this.hear(news));
    const { jobs, elsewhere } = await call("list_jobs", {});
    this.elsewhere = elsewhere;
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
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#all = new Map();
    this.elsewhere = null;
  }

  /** Looks what another window or the command line does. */
  async look(): Promise<void> {
    const looking = this.#looking;
    try {
      const { elsewhere } = await call("list_jobs", {});
      const before = this.elsewhere;
      // The vault may have been closed since.
      if (looking !== this.#looking) {
        return;
      }
      this.elsewhere = elsewhere;
      if (before !== null && before.since !== elsewhere?.since) {
        this.#tell({ shop: before.shop, kind: before.kind, news: null });
      }
    } catch {
      // What was known stays; the next look is a few seconds away, and every page says itself when the engine does not answer.
    }
  }

  /** Takes one piece of news. News of a job that has ended already is late and says nothing. */
  hear(news: JobNews): void {
    const before = this.#all.get(news.job);
    if (before && before.state.kind !== "running") {
      return;
    }
    this.#all = new Map(this.#all).set(news.job, news);
    if (news.state.kind !== "running") {
      this.#tell({ shop: news.shop, kind: news.kind, news });
    }
  }

  #tell(ending: Ending): void {
    for (const hear of this.#heard) {
      hear(ending);
    }
  }

  /** Calls back at every end of a job, here or elsewhere. Answers how to stop. */
  onEnd(hear: (ended: Ending) => void): () => void {
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
