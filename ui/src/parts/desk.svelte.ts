/**
 * The one state that every page needs: where the vault stands, which shops it holds, and which of them is chosen.
 *
 * The choice is kept in memory only: a shop's name must not lie readable on the disk beside a locked vault.
 */

import { type DeskState, type Failure, type ShopRow } from "../contract/contract";
import { call, failureOf } from "../ipc";
import { Remote } from "../kit/remote.svelte";
import { habits } from "../words/format";

class Desk {
  /** Version, vault, what this computer can do. */
  readonly state = new Remote<DeskState, Failure>(() => call("open_desk", {}), failureOf);
  /** The shops in the vault. */
  readonly shops = new Remote<ShopRow[], Failure>(async () => (await call("list_shops", {})).shops, failureOf);
  #chosen = $state<string | null>(null);

  /** Whether the vault is open. */
  get open(): boolean {
    return this.state.data?.vault.kind === "open";
  }

  /** The shop that all pages are about: the chosen one, else the one backed up last. */
  get shop(): ShopRow | null {
    const shops = this.shops.data ?? [];
    return shops.find((shop) => shop.name === this.#chosen) ?? lastBackedUp(shops);
  }

  /** Whether the vault has a shop of this name; work with files that are in no vault is done for none. */
  has(name: string): boolean {
    return (this.shops.data ?? []).some((shop) => shop.name === name);
  }

  choose(name: string): void {
    this.#chosen = name;
  }

  /** Takes over a new state of the desk (unlocked, locked, another vault) and reads the shops that belong to it. */
  async take(state: DeskState): Promise<void> {
    this.#chosen = null;
    if (state.vault.kind === "open") {
      await this.shops.load();
    } else {
      this.shops.put([]);
    }
    this.state.put(state);
  }

  /** Knows nothing of the vault any more, as in a window that was just opened. */
  forget(): void {
    this.#chosen = null;
    this.state.forget();
    this.shops.forget();
  }

  /** Reads everything from the start. */
  begin = async (): Promise<void> => {
    this.forget();
    // Nobody is worse off than with the habits that hold until they are told.
    void call("tell_habits", habits()).catch(() => undefined);
    await this.state.load();
    if (this.open) {
      await this.shops.load();
    }
  };

  /** A shop was added: it is the chosen one now. */
  async added(shop: ShopRow): Promise<void> {
    this.#chosen = shop.name;
    await this.shops.refresh();
  }
}

function lastBackedUp(shops: readonly ShopRow[]): ShopRow | null {
  const [first, ...others] = shops;
  return first === undefined
    ? null
    : others.reduce((last, shop) => ((shop.last_backup ?? "") > (last.last_backup ?? "") ? shop : last), first);
}

export const desk = new Desk();
