/**
 * Choosing what goes back: the content types, what else may be written, who hears of it, and every reason why one cannot go on.
 */

import type { Failure, PreviewRestoreAsk, VersionComparison } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { keptPreviews } from "../../parts/keptPreview.svelte";
import { RecipientsView } from "../../parts/recipients.svelte";
import { words } from "../../words";
import { allOf, allState, choosable } from "./choice";

export class Restoring {
  readonly #comparison: () => VersionComparison;
  readonly #shop: string;
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  allowDeletes = $state(false);
  includeProtected = $state(false);
  /** S2.16.1: the owner goes on without having looked at the differences. */
  skipsComparing = $state(false);
  readonly recipients = new RecipientsView();
  planning = $state(false);
  /** The owner stopped the planning. */
  stopped = $state(false);
  failure = $state.raw<Failure | null>(null);

  constructor(shop: string, comparison: () => VersionComparison) {
    this.#shop = shop;
    this.#comparison = comparison;
  }

  get comparison(): VersionComparison {
    return this.#comparison();
  }

  get all(): string[] {
    return allOf(this.comparison.types, this.includeProtected);
  }

  /** The content types that go back. One that cannot be chosen any more does not count. */
  get chosen(): string[] {
    const can = this.all;
    return can.filter((type) => this.#chosen.has(type));
  }

  get state(): "all" | "some" | "none" {
    return allState(this.#chosen, this.all);
  }

  has(type: string): boolean {
    return this.chosen.includes(type);
  }

  choose(type: string, wanted: boolean): void {
    const next = new Set(this.#chosen);
    if (wanted) {
      next.add(type);
    } else {
      next.delete(type);
    }
    this.#chosen = next;
  }

  chooseAll(wanted: boolean): void {
    this.#chosen = new Set(wanted ? this.all : []);
  }

  /** S2.7.9, S2.7.10: why it cannot be started, whatever else is at work; nothing when it can. */
  reason(isCompared: boolean): string | null {
    const said = words.bulk.cannot;
    if (choosable(this.comparison.types).length === 0) {
      return said.nothingToRestore;
    }
    if (this.chosen.length === 0) {
      return said.noneChosen;
    }
    if (!isCompared && !this.skipsComparing) {
      return said.notCompared;
    }
    return this.recipients.problem ?? (this.recipients.list.length === 0 ? said.noRecipient : null);
  }

  get ask(): PreviewRestoreAsk {
    return {
      shop: this.#shop,
      to: this.comparison.selected.backup,
      types: this.chosen,
      records: [],
      fields: [],
      allow_deletes: this.allowDeletes,
      include_protected: this.includeProtected,
    };
  }

  /** Asks what it would do. Answers the plan, or nothing when it was stopped or could not be made. */
  async plan(): Promise<number | null> {
    // An address that was typed and not added counts; one that is wrong is put right first.
    if (!(await this.recipients.add())) {
      return null;
    }
    this.planning = true;
    this.failure = null;
    this.stopped = false;
    try {
      const kept = await keptPreviews.restore(this.ask, null, this.recipients);
      return kept.preview.plan;
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.stopped = failure.code === "cancelled";
      this.failure = this.stopped ? null : failure;
      return null;
    } finally {
      this.planning = false;
    }
  }

  /** Ends the planning that is under way; nothing was written. */
  async stop(): Promise<void> {
    try {
      await call("stop_looking", {});
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
