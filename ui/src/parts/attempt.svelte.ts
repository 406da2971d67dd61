/** Something that the owner asked for and that may be refused. Whoever said no to the question that followed has seen enough. */

import type { Failure } from "../contract/contract";
import { failureOf } from "../ipc";

export class Attempt {
  failure = $state.raw<Failure | null>(null);

  readonly at = async (act: () => Promise<void>): Promise<void> => {
    this.failure = null;
    try {
      await act();
    } catch (thrown) {
      const why = failureOf(thrown);
      this.failure = why.code === "not_confirmed" ? null : why;
    }
  };
}
