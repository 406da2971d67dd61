/**
 * # Rows that are fetched as they come into view
 *
 * A list of a million rows is asked for in pages. Pages in view come first, then one on either side, so that slow scrolling never
 * meets a gap. While somebody drags the scrollbar, pages that have been passed are not asked for any more. Far pages are
 * forgotten, so that memory stays small however long one scrolls.
 */

/** Asks for `limit` rows after `offset`. */
export type FetchPage<Row> = (offset: number, limit: number) => Promise<{ total: number; rows: readonly Row[] }>;

const AT_ONCE = 2;
const KEPT_PAGES = 40;

export class Pages<Row> {
  /** All rows there are; `null` until the first page came. */
  total = $state<number | null>(null);
  /** Why a page could not be had; the list then shows this instead. */
  problem = $state.raw<unknown>(null);
  // Counts arrivals, so that `row` is read again when a page came.
  #arrivals = $state(0);
  #pages = new Map<number, readonly Row[]>();
  #running = new Set<number>();
  /** The pages in view: first and last. */
  #view: [number, number] = [0, 0];
  #wanted: number[] = [];
  #turn = 0;
  readonly #fetch: FetchPage<Row>;
  readonly size: number;

  constructor(fetch: FetchPage<Row>, size = 200) {
    this.#fetch = fetch;
    this.size = size;
  }

  /** The row, or nothing while its page is on its way. */
  row(index: number): Row | undefined {
    void this.#arrivals;
    return this.#pages.get(Math.floor(index / this.size))?.[index % this.size];
  }

  /** Asks for the first rows; unlike `want` it rejects when they cannot be had. */
  async begin(): Promise<void> {
    const answer = await this.#fetch(0, this.size);
    this.#pages.set(0, answer.rows);
    this.total = answer.total;
    this.#arrivals += 1;
  }

  /** Says which rows are in view: from `first` to one before `last`. */
  want(first: number, last: number): void {
    this.#view = [Math.floor(first / this.size), Math.floor(Math.max(first, last - 1) / this.size)];
    this.#look();
    this.#go();
  }

  /** Reads again what is in view, for example after a backup; shows the old rows until the new ones are there. */
  async again(): Promise<void> {
    this.#turn += 1;
    this.#running.clear();
    this.problem = null;
    const [from, to] = this.#view;
    const kept = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    const turn = this.#turn;
    const fresh = new Map<number, readonly Row[]>();
    try {
      let total = 0;
      for (const page of kept) {
        const answer = await this.#fetch(page * this.size, this.size);
        fresh.set(page, answer.rows);
        total = answer.total;
      }
      if (turn === this.#turn) {
        this.#pages = fresh;
        this.total = total;
        this.#arrivals += 1;
        this.#look();
        this.#go();
      }
    } catch (thrown) {
      if (turn === this.#turn) {
        this.problem = thrown;
      }
    }
  }

  /** Says which pages are wanted for what is in view. */
  #look(): void {
    const [from, to] = this.#view;
    // Until the first page came nobody knows whether there is a next one.
    const end = this.total === null ? to : Math.floor(Math.max(0, this.total - 1) / this.size);
    const seen = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    this.#wanted = [...seen, to + 1, from - 1].filter((page) => page >= 0 && page <= end);
  }

  #go(): void {
    // Nothing more is asked for until somebody says `again`: a failing door must not be hammered.
    if (this.problem !== null) {
      return;
    }
    for (const page of this.#wanted) {
      if (this.#running.size >= AT_ONCE) {
        return;
      }
      if (!this.#pages.has(page) && !this.#running.has(page)) {
        void this.#bring(page);
      }
    }
  }

  async #bring(page: number): Promise<void> {
    const turn = this.#turn;
    this.#running.add(page);
    try {
      const answer = await this.#fetch(page * this.size, this.size);
      if (turn !== this.#turn) {
        return;
      }
      this.#pages.set(page, answer.rows);
      this.total = answer.total;
      this.#arrivals += 1;
      this.#forget(page);
      this.#running.delete(page);
      this.#look();
      this.#go();
    } catch (thrown) {
      if (turn === this.#turn) {
        this.#running.delete(page);
        this.problem = thrown;
      }
    }
  }

  #forget(near: number): void {
    if (this.#pages.size > KEPT_PAGES) {
      const farthest = [...this.#pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
      for (const page of farthest.slice(0, this.#pages.size - KEPT_PAGES)) {
        this.#pages.delete(page);
      }
    }
  }
}
