/**
 * The two sides that were chosen last to be compared, and the job that compares them. They stay while other pages are looked at, and go
 * with the vault.
 */

import type { Chosen } from "../contract/contract";
import { FileJob } from "./fileJob.svelte";
import { vaultMemory } from "./vaultMemory";

/** The other side of a file: another one, or the shop as it is now. */
export type OtherSide = Chosen | "shop";

class ComparedFiles {
  readonly job = new FileJob();
  one = $state.raw<Chosen | null>(null);
  other = $state.raw<OtherSide | null>(null);

  /** Takes other sides; what was compared before is of others. */
  take(one: Chosen | null, other: OtherSide | null): void {
    [this.one, this.other] = [one, other];
    this.job.forget();
  }
}

export const comparedFiles = new ComparedFiles();
vaultMemory.add(() => comparedFiles.take(null, null));
