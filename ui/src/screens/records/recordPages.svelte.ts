/**
 * The items of one type under a search and a filter.
 *
 * While somebody types, the rows on screen stay until the first page of the new search is there: a list that empties itself at every
 * letter cannot be read.
 */

import type { DeletedFilter, Failure, RecordRow } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Pages } from "../../kit/pages.svelte";
import type { Stood } from "./kept";

const TYPING_PAUSE_MS = 120;

export class RecordPages {
  find = $state("");
  deleted = $state<DeletedFilter>("with");
  /** The type as the owner reads it, once the engine has said it. */
  label = $state<string | null>(null);
  /** What the rows on screen were searched by. */
  shownFind = $state("");
  #shownDeleted = $state<DeletedFilter>("with");
  /** Counts the searches whose rows came on screen. */
  turn = $state(0);
  asking = $state(false);
  #refused = $state.raw<Failure | null>(null);
  #pages = $state.raw<Pages<RecordRow> | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  readonly #shop: string;
  readonly #type: string;

  constructor(shop: string, type: string, stood?: Stood) {
    this.#shop = shop;
    this.#type = type;
    this.find = stood?.find ?? "";
    this.deleted = stood?.deleted ?? "with";
  }

  get total(): number | null {
    return this.#pages?.total ?? null;
  }

  get failure(): Failure | null {
    const problem = this.#pages?.problem;
    return this.#refused ?? (problem ? failureOf(problem) : null);
  }

  /** Whether the rows on screen are a choice among all. */
  get filtered(): boolean {
    return this.shownFind !== "" || this.#shownDeleted !== "with";
  }

  row(index: number): RecordRow | undefined {
    return this.#pages?.row(index);
  }

  want(first: number, last: number): void {
    this.#pages?.want(first, last);
  }

  search(text: string): void {
    if (text === this.find) {
      return;
    }
    this.find = text;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.ask(), TYPING_PAUSE_MS);
  }

  show(deleted: DeletedFilter): void {
    if (deleted !== this.deleted) {
      this.deleted = deleted;
      void this.ask();
    }
  }

  clear(): void {
    this.find = "";
    this.deleted = "with";
    void this.ask();
  }

  /** Asks for the first rows of the present search, then puts them on screen. */
  async ask(): Promise<void> {
    clearTimeout(this.#pause);
    const mine = ++this.#asked;
    const [find, deleted] = [this.find.trim(), this.deleted];
    const pages = new Pages<RecordRow>((offset, limit) => this.#fetch(find, deleted, offset, limit));
    this.asking = true;
    try {
      await pages.begin();
      if (mine === this.#asked) {
        if (this.#pages !== null) {
          this.turn += 1;
        }
        this.#pages = pages;
        this.#refused = null;
        this.shownFind = find;
        this.#shownDeleted = deleted;
      }
    } catch (thrown) {
      if (mine === this.#asked) {
        this.#refused = failureOf(thrown);
      }
    } finally {
      if (mine === this.#asked) {
        this.asking = false;
      }
    }
  }

  /** Reads the rows in view again, for example after a backup. */
  async again(): Promise<void> {
    if (this.#pages === null || this.#refused !== null) {
      await this.ask();
    } else {
      await this.#pages.again();
    }
  }

  /** The page is left. */
  end(): void {
    clearTimeout(this.#pause);
    this.#asked += 1;
  }

  async #fetch(
    find: string,
    deleted: DeletedFilter,
    offset: number,
    limit: number,
  ): Promise<{ total: number; rows: readonly RecordRow[] }> {
    const { label, total, records } = await call("list_records", {
      shop: this.#shop,
      type: this.#type,
      find,
      deleted,
      offset,
      limit,
    });
    this.label = label;
    return { total, rows: records };
  }
}
