/**
 * The lines of one view (`Json` or `Source Code`) of one comparison, fetched as they are needed: all lines page by page as
 * they come into view, and the changed ones one page after the other, because stepping needs to know them all.
 */

import type { DiffLine, Failure, LineCounts, LineView } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Pages } from "../../kit/pages.svelte";
import { changedLines, width } from "./lineRows";

const PAGE = 2000;
/** A longer line is shortened on screen. */
export const LONG_LINE = 2000;

export class Lines {
  readonly view: LineView;
  readonly counts: LineCounts;
  readonly all: Pages<DiffLine>;
  /** Why the changed lines could not be had. */
  failure = $state.raw<Failure | null>(null);
  /** The widest line that was seen so far, in signs. */
  widest = $state(0);
  #changed = $state.raw<readonly DiffLine[]>([]);
  #complete = $state(false);
  readonly #comparison: number;
  readonly laid = $derived.by(() => changedLines(this.#changed, this.#complete ? this.counts.all : undefined));

  constructor(comparison: number, view: LineView, counts: LineCounts) {
    this.#comparison = comparison;
    this.view = view;
    this.counts = counts;
    this.all = new Pages(async (offset, limit) => ({
      total: counts.all,
      rows: await this.#fetch(false, offset, limit),
    }));
  }

  /** Whether every changed line is there. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Fetches the changed lines. */
  begin = async (): Promise<void> => {
    this.failure = null;
    try {
      let lines: readonly DiffLine[] = [];
      while (lines.length < this.counts.changes_only) {
        const page = await this.#fetch(true, lines.length, PAGE);
        if (page.length === 0) {
          break;
        }
        lines = [...lines, ...page];
        this.#changed = lines;
      }
      this.#complete = true;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  };

  async #fetch(changes_only: boolean, offset: number, limit: number): Promise<DiffLine[]> {
    const comparison = this.#comparison;
    const { lines } = await call("comparison_lines", { comparison, view: this.view, changes_only, offset, limit });
    this.widest = Math.max(this.widest, ...lines.map((line) => width(line, LONG_LINE)));
    return lines;
  }
}
