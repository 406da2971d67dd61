/**
 * What the owner unticks in a preview, and how conflicts are decided, until a new preview is made of it.
 *
 * Nothing here changes the plan that was shown: the engine makes another plan of it, and that one is looked at again.
 */

import { SvelteSet } from "svelte/reactivity";

import type { ConflictRow, PlannedWrite, PlanTarget, RevisePlanAsk } from "../../contract/contract";

type Place = Pick<PlanTarget, "type" | "id">;

// What no type, no id and no path has in it. A table may be called anything else.
const BETWEEN = "\0";

const recordOf = ({ type, id }: Place): string => `${type}${BETWEEN}${id}`;
const fieldOf = (place: Place, path: string): string => `${recordOf(place)}${BETWEEN}${path}`;

function targetOf(text: string): PlanTarget {
  const [type = "", id = "", path = ""] = text.split(BETWEEN);
  return { type, id, path };
}

export class Decisions {
  readonly #without = new SvelteSet<string>();
  readonly #take = new SvelteSet<string>();
  readonly #keep = new SvelteSet<string>();
  /** How many conflicts there are, when all but those of `#keep` are taken, also those that are not shown. */
  #all = $state(0);

  /** Whether a field, or a whole record, is to be written. */
  ticked(write: PlannedWrite): boolean {
    return !this.#without.has(recordOf(write)) && (write.path === "" || !this.#without.has(fieldOf(write, write.path)));
  }

  /** Whether all fields of a record are to be written, none, or some. */
  record(place: Place): "all" | "none" | "some" {
    if (this.#without.has(recordOf(place))) {
      return "none";
    }
    const start = fieldOf(place, "");
    return [...this.#without].some((target) => target.startsWith(start)) ? "some" : "all";
  }

  tickRecord(place: Place, ticked: boolean): void {
    const start = fieldOf(place, "");
    for (const target of [...this.#without].filter((candidate) => candidate.startsWith(start))) {
      this.#without.delete(target);
    }
    if (ticked) {
      this.#without.delete(recordOf(place));
    } else {
      this.#without.add(recordOf(place));
    }
  }

  /** Ticks or unticks one field; `fields` are all paths that are written of its record. */
  tickField(place: Place, path: string, ticked: boolean, fields: readonly string[]): void {
    if (this.#without.delete(recordOf(place))) {
      for (const field of fields) {
        this.#without.add(fieldOf(place, field));
      }
    }
    if (ticked) {
      this.#without.delete(fieldOf(place, path));
    } else {
      this.#without.add(fieldOf(place, path));
    }
    if (fields.length > 0 && fields.every((field) => this.#without.has(fieldOf(place, field)))) {
      this.tickRecord(place, false);
    }
  }

  /** Whether the earlier value is put back although the shop was changed since. */
  takes(conflict: ConflictRow): boolean {
    const target = fieldOf(conflict, conflict.path);
    return this.takesAll ? !this.#keep.has(target) : this.#take.has(target);
  }

  decide(conflict: ConflictRow, takes: boolean): void {
    const target = fieldOf(conflict, conflict.path);
    const [noted, isNoted] = this.takesAll ? [this.#keep, !takes] : [this.#take, takes];
    if (isNoted) {
      noted.add(target);
    } else {
      noted.delete(target);
    }
  }

  /** Whether the earlier value is put back in all conflicts, but for single ones. */
  get takesAll(): boolean {
    return this.#all > 0;
  }

  /** Puts the earlier value back in all of so many conflicts, or keeps what the shop has in all of them. */
  decideAll(total: number, takes: boolean): void {
    this.#take.clear();
    this.#keep.clear();
    this.#all = takes ? total : 0;
  }

  /** Whether anything is to be different from the preview. */
  get any(): boolean {
    return this.#without.size > 0 || this.#take.size > 0 || this.#all > this.#keep.size;
  }

  get counts(): { items: number; fields: number; taken: number } {
    const fields = [...this.#without].filter((target) => target.split(BETWEEN).length > 2).length;
    const taken = this.takesAll ? this.#all - this.#keep.size : this.#take.size;
    return { items: this.#without.size - fields, fields, taken };
  }

  get targets(): Pick<RevisePlanAsk, "without" | "take" | "take_all" | "keep"> {
    const [without, take, keep] = [this.#without, this.#take, this.#keep].map((noted) => [...noted].map(targetOf));
    return { without: without ?? [], take: take ?? [], take_all: this.takesAll, keep: keep ?? [] };
  }

  clear(): void {
    this.#without.clear();
    this.decideAll(0, false);
  }
}
