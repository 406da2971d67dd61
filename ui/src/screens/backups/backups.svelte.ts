/**
 * # The list of backup files as a screen works on it
 *
 * The order on screen is the owner's until it is saved or discarded: what comes in meanwhile (a file that was added, one that was checked)
 * takes its place without undoing what was moved.
 */

import type { Failure, ListedFile, ListedFiles } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Remote } from "../../kit/remote.svelte";

export class BackupList {
  readonly remote: Remote<ListedFiles, Failure>;
  readonly #shop: string;
  /** The order on screen, while it is not the saved one. */
  #order = $state.raw<readonly number[] | null>(null);
  chosen = $state.raw<ReadonlySet<number>>(new Set());

  constructor(shop: string) {
    this.#shop = shop;
    this.remote = new Remote(() => call("list_files", { shop }), failureOf);
  }

  /** The files that are not in the trash, as they stand on screen. */
  get files(): ListedFile[] {
    const files = (this.remote.data?.files ?? []).filter(({ trashed }) => trashed === null);
    const order = this.#order;
    if (order === null) {
      return files;
    }
    // A file the order does not know came in at the top.
    const place = ({ file }: ListedFile): number => order.indexOf(file);
    return files.sort((one, other) => place(one) - place(other));
  }

  get trashed(): ListedFile[] {
    return (this.remote.data?.files ?? []).filter(({ trashed }) => trashed !== null);
  }

  get selected(): ListedFile[] {
    return this.files.filter(({ file }) => this.chosen.has(file));
  }

  /** Whether the order on screen is another than the saved one. */
  get isMoved(): boolean {
    const saved = (this.remote.data?.files ?? []).filter(({ trashed }) => trashed === null);
    return this.#order !== null && this.files.some(({ file }, place) => saved[place]?.file !== file);
  }

  choose(file: number, isChosen: boolean): void {
    const next = new Set(this.chosen);
    if (isChosen) {
      next.add(file);
    } else {
      next.delete(file);
    }
    this.chosen = next;
  }

  chooseAll(all: boolean): void {
    this.chosen = new Set(all ? this.files.map(({ file }) => file) : []);
  }

  /** Moves a file to a place in the list, counted from 0. Answers where it is now. */
  move(file: number, to: number): number {
    const order = this.files.map((row) => row.file);
    const from = order.indexOf(file);
    const place = Math.max(0, Math.min(to, order.length - 1));
    if (from >= 0 && from !== place) {
      order.splice(from, 1);
      order.splice(place, 0, file);
      this.#order = order;
    }
    return place;
  }

  discard(): void {
    this.#order = null;
  }

  async save(): Promise<void> {
    const files = this.files.map(({ file }) => file);
    this.take(await call("order_files", { shop: this.#shop, files }));
    this.#order = null;
  }

  /** Puts in a list that a door answered with. */
  take(list: ListedFiles): void {
    this.remote.put(list);
    this.chosen = new Set([...this.chosen].filter((file) => this.files.some((row) => row.file === file)));
  }
}
