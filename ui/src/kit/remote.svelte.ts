/**
 * # Something that has to be asked for
 *
 * A screen never holds half-loaded values: what it shows is `wait`, `data` or `failure`, and it renders all three.
 *
 * * Asking again keeps the data on screen until the new answer is there, so that live updates do not flicker. When it is refused, the
 *   data stays and the refusal is told beside it (`problem`): what somebody reads or has begun must not go because of it.
 * * Asking for something else (`change`) keeps the old data only until the answer: a refusal takes its place.
 * * Only the last question counts: an answer that was overtaken is dropped.
 */

/** What there is to show. */
export type View<Data, Problem> =
  { kind: "wait" } | { kind: "data"; data: Data } | { kind: "failure"; failure: Problem };

export class Remote<Data, Problem> {
  view = $state.raw<View<Data, Problem>>({ kind: "wait" });
  /** Why the data on screen could not be read again. */
  problem = $state.raw<Problem | null>(null);
  /** Whether a question is on its way, also while older data is shown. */
  asking = $state(false);
  #last = 0;
  readonly #ask: () => Promise<Data>;
  readonly #explain: (thrown: unknown) => Problem;

  constructor(ask: () => Promise<Data>, explain: (thrown: unknown) => Problem) {
    this.#ask = ask;
    this.#explain = explain;
  }

  /** The data, when it is there. */
  get data(): Data | undefined {
    return this.view.kind === "data" ? this.view.data : undefined;
  }

  /** Asks from scratch: what is on screen belongs to something else now. */
  load = async (): Promise<void> => {
    this.view = { kind: "wait" };
    this.problem = null;
    await this.#go(false);
  };

  /** Asks the same again and keeps showing what is there, also when the answer is a refusal. */
  refresh = (): Promise<void> => this.#go(this.view.kind === "data");

  /** Asks for something else and keeps showing what is there until the answer comes, whatever it is. */
  change = (): Promise<void> => this.#go(false);

  async #go(keeps: boolean): Promise<void> {
    const mine = ++this.#last;
    this.asking = true;
    try {
      const data = await this.#ask();
      if (mine === this.#last) {
        this.view = { kind: "data", data };
        this.problem = null;
      }
    } catch (thrown) {
      if (mine === this.#last) {
        const problem = this.#explain(thrown);
        if (keeps) {
          this.problem = problem;
        } else {
          this.view = { kind: "failure", failure: problem };
          this.problem = null;
        }
      }
    } finally {
      if (mine === this.#last) {
        this.asking = false;
      }
    }
  }

  /** Forgets everything, also an answer that is on its way. */
  forget(): void {
    this.#last += 1;
    this.asking = false;
    this.view = { kind: "wait" };
    this.problem = null;
  }

  /** Puts in an answer that came by another way (a door that answers with the new state). */
  put(data: Data): void {
    this.#last += 1;
    this.asking = false;
    this.view = { kind: "data", data };
    this.problem = null;
  }
}
