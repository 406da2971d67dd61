/**
 * The items of one content type that differ between two moments, under a search and a filter. Only the pages in view are asked
 * for; while somebody types, the rows on screen stay until the first page of the new search is there.
 */

import type { DifferingRecord, Failure, RecordChange } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Pages } from "../../kit/pages.svelte";

const TYPING_PAUSE_MS = 120;

export type Kind = RecordChange | "all";

export class DifferingPages {
  find = $state("");
  kind = $state<Kind>("all");
  /** Counts the searches whose rows came on screen. */
  turn = $state(0);
  #refused = $state.raw<Failure | null>(null);
  #pages = $state.raw<Pages<DifferingRecord> | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  readonly #comparison: number;
  readonly #type: string;

  constructor(comparison: number, type: string) {
    this.#comparison = comparison;
    this.#type = type;
  }

  get total(): number | null {
    return this.#pages?.total ?? null;
  }

  get failure(): Failure | null {
    const problem = this.#pages?.problem;
    return this.#refused ?? (problem ? failureOf(problem) : null);
  }

  row(index: number): DifferingRecord | undefined {
    return this.#pages?.row(index);
  }

  want(first: number, last: number): void {
    this.#pages?.want(first, last);
  }

  search(text: string): void {
    if (text !== this.find) {
      this.find = text;
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => void this.ask(), TYPING_PAUSE_MS);
    }
  }

  show(kind: Kind): void {
    if (kind !== this.kind) {
      this.kind = kind;
      void this.ask();
    }
  }

  clear(): void {
    this.find = "";
    this.kind = "all";
    void this.ask();
  }

  /** Asks for the first rows of the present search, then puts them on screen. */
  ask = async (): Promise<void> => {
    clearTimeout(this.#pause);
    const mine = ++this.#asked;
    const asked = {
      comparison: this.#comparison,
      type: this.#type,
      change: this.kind === "all" ? null : this.kind,
      find: this.find.trim(),
    };
    const pages = new Pages<DifferingRecord>(async (offset, limit) => {
      const { total, records } = await call("version_differences", { ...asked, offset, limit });
      return { total, rows: records };
    });
    try {
      await pages.begin();
      if (mine === this.#asked) {
        this.#pages = pages;
        this.#refused = null;
        this.turn += 1;
      }
    } catch (thrown) {
      if (mine === this.#asked) {
        this.#refused = failureOf(thrown);
      }
    }
  };

  /** The dialog is closed. */
  end(): void {
    clearTimeout(this.#pause);
    this.#asked += 1;
  }
}
