/**
 * A long list under a search and a filter. Only the pages in view are asked for.
 *
 * While somebody types, the rows on screen stay until the first page of the new search is there: a list that empties itself at every
 * letter cannot be read.
 */

import type { Failure } from "../contract/contract";
import { failureOf } from "../ipc";
import { Pages } from "../kit/pages.svelte";

const TYPING_PAUSE_MS = 120;

export type Fetch<Row, Choice> = (
  find: string,
  choice: Choice,
  offset: number,
  limit: number,
) => Promise<{ total: number; rows: readonly Row[] }>;

export class SearchedPages<Row, Choice> {
  find = $state("");
  choice: Choice;
  /** What the rows on screen were searched by. */
  shownFind = $state("");
  #shownChoice: Choice;
  /** Counts the searches whose rows came on screen after the first ones. */
  turn = $state(0);
  asking = $state(false);
  #refused = $state.raw<Failure | null>(null);
  #pages = $state.raw<Pages<Row> | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  readonly #fetch: Fetch<Row, Choice>;
  readonly #everything: Choice;

  /** `everything` is the choice that leaves nothing out. */
  constructor(fetch: Fetch<Row, Choice>, everything: Choice, stood: { find: string; choice: Choice }) {
    this.#fetch = fetch;
    this.#everything = everything;
    this.find = stood.find;
    this.choice = $state.raw(stood.choice);
    this.#shownChoice = $state.raw(everything);
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
    return this.shownFind !== "" || this.#shownChoice !== this.#everything;
  }

  row(index: number): Row | undefined {
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
    this.choice = this.#everything;
    void this.ask();
  }

  /** Asks for the first rows of the present search, then puts them on screen. */
  async ask(): Promise<void> {
    clearTimeout(this.#pause);
    const mine = ++this.#asked;
    const [find, choice] = [this.find.trim(), this.choice];
    const pages = new Pages<Row>((offset, limit) => this.#fetch(find, choice, offset, limit));
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

  /** The list is left. */
  end(): void {
    clearTimeout(this.#pause);
    this.#asked += 1;
  }
}
