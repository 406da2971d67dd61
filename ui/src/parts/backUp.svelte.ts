/** `Backup all data`, wherever it is pressed: the question before it, the reason why not, and starting it. */

import type { Failure } from "../contract/contract";
import { words } from "../words";
import { backUpReason } from "./busyReason";
import { desk } from "./desk.svelte";
import { jobs } from "./jobs.svelte";
import { protection } from "./protection.svelte";
import { vaultMemory } from "./vaultMemory";

class BackUp {
  /** Whether the question is on screen. */
  asked = $state(false);
  starting = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Why a backup cannot be started now; nothing when it can. */
  get reason(): string | null {
    const sync = protection.data?.sync;
    if (sync) {
      return words.schedules.syncOn(sync.changed);
    }
    return desk.shop === null ? words.vault.backUp.disabled.noShop : backUpReason(jobs.inTheWayOf(desk.shop.name));
  }

  /** Puts the question, unless a backup cannot be started now. */
  ask = (): void => {
    if (this.reason === null) {
      this.failure = null;
      this.asked = true;
    }
  };

  /** The owner confirmed. */
  confirm = async (): Promise<void> => {
    if (desk.shop === null || this.starting) {
      return;
    }
    this.starting = true;
    this.failure = await jobs.backUp(desk.shop.name);
    this.starting = false;
    this.asked = this.failure !== null;
  };
}

export const backUp = new BackUp();
vaultMemory.add(() => (backUp.asked = false));
