/**
 * A plan on its way: shown, confirmed, carried out, and what came of it.
 *
 * What the owner sees is the very plan that the engine keeps; this side only pages through it. Without its preview there is
 * nothing to confirm. A plan that does not fit the
 * shop any more is refused by the engine, and then a new preview is asked for with the same choice.
 */

import type {
  Failure,
  FailureCode,
  JobNews,
  PlannedWrite,
  RecoveryDetail,
  RestorePreview,
} from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Remote } from "../../kit/remote.svelte";
import { jobs } from "../../parts/jobs.svelte";
import { type KeptPreview, keptPreviews } from "../../parts/keptPreview.svelte";
import type { RecipientsView } from "../../parts/recipients.svelte";
import { Decisions } from "./decisions.svelte";

const PAGE = 500;
const FIRST_ITEMS = 200;
/** Codes of failures after which the same plan can never be carried out. */
const OVERTAKEN: readonly FailureCode[] = ["changed_since_preview", "plan_damaged", "unknown_plan"];

export class RestoreView {
  readonly shop: string;
  readonly plan: number;
  /** The preview, once it is there. */
  kept = $state.raw<KeptPreview | null>(null);
  /** Why the preview could not be had. */
  missing = $state.raw<Failure | null>(null);
  /** The writes that are there so far. */
  writes = $state.raw<readonly PlannedWrite[]>([]);
  /** Whether these are all. */
  complete = $state(false);
  /** Why more writes could not be had. */
  failure = $state.raw<Failure | null>(null);
  /** Why it was not started. */
  refusal = $state.raw<Failure | null>(null);
  starting = $state(false);
  /** What is to be different from this preview. */
  readonly decisions = new Decisions();
  /** What came of it, once it has ended. */
  readonly result: Remote<RecoveryDetail, Failure>;
  #next: Promise<void> | null = null;

  constructor(shop: string, plan: number) {
    this.shop = shop;
    this.plan = plan;
    this.#take(keptPreviews.of(shop, plan));
    this.result = new Remote(
      () => call("recovery", { shop, run: this.run ?? 0, offset: 0, limit: FIRST_ITEMS, only_failed: false }),
      failureOf,
    );
  }

  /** Asks the engine for the preview where the window has forgotten it: it was opened anew, or went back to an older one. */
  open = async (): Promise<void> => {
    if (this.kept === null) {
      this.missing = null;
      try {
        this.#take(await keptPreviews.reopen(this.shop, this.plan));
      } catch (thrown) {
        this.missing = failureOf(thrown);
      }
    }
  };

  get preview(): RestorePreview | null {
    return this.kept?.preview ?? null;
  }

  /** Whether it undoes an earlier restore. */
  get isUndo(): boolean {
    return this.kept?.undoes != null || this.news?.kind === "undo";
  }

  /** Whether it is about more than a single item. */
  get isBulk(): boolean {
    const preview = this.preview;
    return preview !== null && preview.creates + preview.updates + preview.deletes > 1;
  }

  /** The job that carries the plan out, once it was started. */
  get news(): JobNews | undefined {
    const job = keptPreviews.jobOf(this.shop, this.plan);
    return job === null ? undefined : jobs.one(job);
  }

  /** Whether it was started, also while its first news are on their way. */
  get started(): boolean {
    return keptPreviews.jobOf(this.shop, this.plan) !== null;
  }

  /** Its entry in the recovery history, once it has ended. */
  get run(): number | null {
    const state = this.news?.state;
    switch (state?.kind) {
      case "ended":
        return state.outcome.kind === "restored" ? state.outcome.recovery.run : null;
      case "failed":
      case "cancelled":
        return state.run;
      default:
        return null;
    }
  }

  /** Whether only a new preview helps. */
  get overtaken(): boolean {
    const state = this.news?.state;
    const failure = this.refusal ?? (state?.kind === "failed" ? state.failure : null);
    return failure !== null && OVERTAKEN.includes(failure.code);
  }

  /** Fetches the next writes. Asked twice at a time, it fetches them once. */
  more = (): Promise<void> => {
    this.#next ??= this.#fetch().finally(() => (this.#next = null));
    return this.#next;
  };

  /** Fetches all that is missing, so that a search finds everything. */
  async all(): Promise<void> {
    while (!this.complete && this.failure === null) {
      await this.more();
    }
  }

  /** Carries the plan out. The computer asks the owner once more; a No there changes nothing and is no failure. */
  async start(written: string, recipients: RecipientsView): Promise<void> {
    this.starting = true;
    this.refusal = null;
    try {
      // An address that was typed and not added counts; one that is wrong is put right first.
      if (!(await recipients.add())) {
        this.starting = false;
        return;
      }
      const { shop, plan } = this;
      const note = written.trim() === "" ? null : written.trim();
      const { job } = await call("start_restore", { shop, plan, note, recipients: [...recipients.list] });
      keptPreviews.started(shop, plan, job);
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.refusal = failure.code === "not_confirmed" ? null : failure;
    }
    this.starting = false;
  }

  /** Asks for a preview of what was decided. Answers the new plan. */
  async revise(): Promise<number | null> {
    if (this.kept === null) {
      return null;
    }
    this.refusal = null;
    try {
      const plan = (await keptPreviews.revise(this.kept, this.decisions.targets)).preview.plan;
      this.decisions.clear();
      return plan;
    } catch (thrown) {
      this.refusal = failureOf(thrown);
      return null;
    }
  }

  /** Asks for the same once more, as the shop is now. Answers the new plan. */
  async renew(changed: { include_protected?: boolean } = {}): Promise<number | null> {
    if (this.kept === null) {
      return null;
    }
    this.refusal = null;
    try {
      return (await keptPreviews.renew(this.kept, changed)).preview.plan;
    } catch (thrown) {
      this.refusal = failureOf(thrown);
      return null;
    }
  }

  #take(kept: KeptPreview | null): void {
    this.kept = kept;
    this.writes = kept?.preview.writes ?? [];
    this.complete = kept !== null && this.writes.length >= kept.preview.writes_total;
  }

  async #fetch(): Promise<void> {
    try {
      const { shop, plan } = this;
      const page = await call("preview_rows", { shop, plan, offset: this.writes.length, limit: PAGE });
      this.writes = [...this.writes, ...page.writes];
      this.complete = page.writes.length < PAGE;
      this.failure = null;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
