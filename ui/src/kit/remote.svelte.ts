/**
 * # Something that has to be asked for
 *
 * A screen never holds half-loaded values: what it shows is `wait`, `data` or `failure`, and it renders all three.
 *
 * * Asking again keeps the data on screen until the new answer is there, so that live updates do not flicker.
 * * Only the last question counts: an answer that was overtaken is dropped.
 */

/** What there is to show. */
export type View<Data, Problem> =
  { kind: "wait" } | { kind: "data"; data: Data } | { kind: "failure"; failure: Problem };

export class Remote<Data, Problem> {
  view = $state.raw<View<Data, Problem>>({ kind: "wait" });
  /** Whether a question is on its way, also while older data is shown. */
  asking = $state(false);
  #last = 0;
  readonly #ask: () => Promise<Data>;
  readonly #problem: (thrown: unknown) => Problem;

  constructor(ask: () => Promise<Data>, problem: (thrown: unknown) => Problem) {
    this.#ask = ask;
    this.#problem = problem;
  }

  /** The data, when it is there. */
  get data(): Data | undefined {
    return this.view.kind === "data" ? this.view.data : undefined;
  }

  /** Asks from scratch: what is on screen belongs to something else now. */
  load = async (): Promise<void> => {
    this.view = { kind: "wait" };
    await this.refresh();
  };

  /** Asks again and keeps showing what is there until the answer comes. */
  refresh = async (): Promise<void> => {
    const mine = ++this.#last;
    this.asking = true;
    try {
      const data = await this.#ask();
      if (mine === this.#last) {
        this.view = { kind: "data", data };
      }
    } catch (thrown) {
      if (mine === this.#last) {
        this.view = { kind: "failure", failure: this.#problem(thrown) };
      }
    } finally {
      if (mine === this.#last) {
        this.asking = false;
      }
    }
  };

  /** Forgets everything, also an answer that is on its way. */
  forget(): void {
    this.#last += 1;
    this.asking = false;
    this.view = { kind: "wait" };
  }

  /** Puts in an answer that came by another way (a door that answers with the new state). */
  put(data: Data): void {
    this.#last += 1;
    this.asking = false;
    this.view = { kind: "data", data };
  }
}
