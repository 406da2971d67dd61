/**
 * The preview of a restore on its way from the page that asked for it to the page that shows it, and the job once it was
 * started, so that leaving that page and coming back finds both.
 *
 * Kept in memory only: a preview holds values of the shop, which must not lie readable on the disk. After the window was
 * opened anew only the plan's number in the address is left, and the engine, which keeps the plan, is asked again.
 */

import type { PreviewRestoreAsk, RestorePreview, RevisePlanAsk } from "../contract/contract";
import { call } from "../ipc";
import { RecipientsView } from "./recipients.svelte";
import { vaultMemory } from "./vaultMemory";

/** A preview and how it came about. */
export type KeptPreview = {
  shop: string;
  preview: RestorePreview;
  /** What the owner calls the record, when it is about one. */
  name: string | null;
  /** What was asked, so that it can be asked again with another choice; nothing for an undo. */
  ask: PreviewRestoreAsk | null;
  /** The run that it undoes. */
  undoes: number | null;
};

class KeptPreviews {
  #kept = $state.raw<KeptPreview | null>(null);
  /** What the owner notes about the restore; it outlives a preview that had to be made anew. */
  note = $state("");
  /** Who hears when the restore has ended; it outlives a preview like the note. */
  recipients = $state.raw(new RecipientsView());
  #jobs = $state.raw<ReadonlyMap<string, number>>(new Map());

  /** The preview of a plan, if it is still there. */
  of(shop: string, plan: number): KeptPreview | null {
    return this.#kept !== null && this.#kept.shop === shop && this.#kept.preview.plan === plan ? this.#kept : null;
  }

  /** Asks for the preview of a restore and keeps it. Rejects with a `Refusal`. */
  async restore(ask: PreviewRestoreAsk, name: string | null, recipients = new RecipientsView()): Promise<KeptPreview> {
    const kept = await this.#restore(ask, name);
    this.note = "";
    this.recipients = recipients;
    return kept;
  }

  /** Asks for the preview of an undo and keeps it. Rejects with a `Refusal`. */
  async undo(shop: string, run: number): Promise<KeptPreview> {
    const kept = await this.#undo(shop, run);
    this.note = "";
    this.recipients = new RecipientsView();
    return kept;
  }

  /** Asks for the preview of trying again what failed in a run. Rejects with a `Refusal`. */
  async retry(shop: string, run: number): Promise<KeptPreview> {
    const { plan } = await call("preview_retry", { shop, run });
    this.note = "";
    this.recipients = new RecipientsView();
    // What was chosen is the engine's to tell: the failed items, or the run that an undo takes back.
    return this.reopen(shop, plan);
  }

  /** Asks for the same as the shop is now, or with another choice; the note stays. Rejects with a `Refusal`. */
  async renew(kept: KeptPreview, changed: Partial<PreviewRestoreAsk> = {}): Promise<KeptPreview> {
    const { shop, ask, name, undoes } = kept;
    const { revised } = kept.preview;
    const anew = await (ask === null ? this.#undo(shop, undoes ?? 0) : this.#restore({ ...ask, ...changed }, name));
    return revised === null ? anew : this.revise(anew, { ...revised, take_all: false, keep: [] });
  }

  /** Asks for a preview without what was unticked and with the conflicts decided; the note stays. Rejects with a `Refusal`. */
  async revise(
    kept: KeptPreview,
    { without, take, take_all, keep }: Omit<RevisePlanAsk, "shop" | "plan">,
  ): Promise<KeptPreview> {
    const { shop } = kept;
    const preview = await call("revise_plan", { shop, plan: kept.preview.plan, without, take, take_all, keep });
    return this.#keep({ ...kept, preview });
  }

  /** Asks the engine for the preview of a plan that it keeps. Rejects with a `Refusal`. */
  async reopen(shop: string, plan: number): Promise<KeptPreview> {
    return this.#keep({ shop, ...(await call("reopen_preview", { shop, plan })) });
  }

  /** The job that carries a plan out. */
  jobOf(shop: string, plan: number): number | null {
    return this.#jobs.get(`${plan} ${shop}`) ?? null;
  }

  /** The plan that a job carries out, when it was confirmed in this window. */
  planOf(shop: string, job: number): number | null {
    for (const [about, found] of this.#jobs) {
      const [plan, ...name] = about.split(" ");
      if (found === job && name.join(" ") === shop) {
        return Number(plan);
      }
    }
    return null;
  }

  /** Notes that a plan is being carried out. */
  started(shop: string, plan: number, job: number): void {
    this.#jobs = new Map(this.#jobs).set(`${plan} ${shop}`, job);
  }

  /** Forgets everything. */
  clear(): void {
    this.#kept = null;
    this.#jobs = new Map();
    this.note = "";
    this.recipients = new RecipientsView();
  }

  async #restore(ask: PreviewRestoreAsk, name: string | null): Promise<KeptPreview> {
    const preview = await call("preview_restore", ask);
    return this.#keep({ shop: ask.shop, preview, name, ask, undoes: null });
  }

  async #undo(shop: string, run: number): Promise<KeptPreview> {
    const preview = await call("preview_undo", { shop, run });
    return this.#keep({ shop, preview, name: null, ask: null, undoes: run });
  }

  #keep(kept: KeptPreview): KeptPreview {
    this.#kept = kept;
    return kept;
  }
}

export const keptPreviews = new KeptPreviews();
vaultMemory.add(() => keptPreviews.clear());
