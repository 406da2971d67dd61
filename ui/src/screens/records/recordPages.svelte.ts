/**
 * The items of one type under a search and a filter.
 *
 * While somebody types, the rows on screen stay until the first page of the new search is there: a list that empties itself at every
 * letter cannot be read.
 */

import type { Failure, RecordRow } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Pages } from "../../kit/pages.svelte";
import { type Choice, type Stood, TOP } from "./kept";

const TYPING_PAUSE_MS = 120;

export class RecordPages {
  find = $state("");
  choice = $state<Choice>("with");
  /** The type as the owner reads it, once the engine has said it. */
  label = $state<string | null>(null);
  /** What the rows on screen were searched by. */
  shownFind = $state("");
  #shownChoice = $state<Choice>("with");
  /** Counts the searches whose rows came on screen. */
  turn = $state(0);
  asking = $state(false);
  #refused = $state.raw<Failure | null>(null);
  #pages = $state.raw<Pages<RecordRow> | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  readonly #shop: string;
  readonly #type: string;

  constructor(shop: string, type: string, stood: Stood = TOP) {
    this.#shop = shop;
    this.#type = type;
    this.find = stood.find;
    this.choice = stood.choice;
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
    return this.shownFind !== "" || this.#shownChoice !== "with";
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

  show(choice: Choice): void {
    if (choice !== this.choice) {
      this.choice = choice;
      void this.ask();
    }
  }

  clear(): void {
    this.find = "";
    this.choice = "with";
    void this.ask();
  }

  /** Asks for the first rows of the present search, then puts them on screen. */
  async ask(): Promise<void> {
    clearTimeout(this.#pause);
    const mine = ++this.#asked;
    const [find, choice] = [this.find.trim(), this.choice];
    const pages = new Pages<RecordRow>((offset, limit) => this.#fetch(find, choice, offset, limit));
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
        this.#shownChoice = choice;
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
    choice: Choice,
    offset: number,
    limit: number,
  ): Promise<{ total: number; rows: readonly RecordRow[] }> {
    const { label, total, records } = await call("list_records", {
      shop: this.#shop,
      type: this.#type,
      find,
      deleted: choice === "changed" ? "with" : choice,
      changed: choice === "changed",
      offset,
      limit,
    });
    this.label = label;
    return { total, rows: records };
  }
}
