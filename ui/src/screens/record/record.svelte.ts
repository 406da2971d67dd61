/**
 * What the page of one record holds: its versions, which one is selected, and the comparison with the current one.
 *
 * The page opens on the newest version that differs from what the shop has, because that is the one an owner who has found a
 * mistake is looking for; what a restore was to put right, or what came with unusual changes, is not. With no difference anywhere it
 * opens on the newest. Whoever comes from a backup sees what that one had, and whoever comes from two of them sees both.
 */

import { SvelteSet } from "svelte/reactivity";

import type { Comparison, Failure, PreviewRestoreAsk, RecordVersions, VersionRow } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { Remote } from "../../kit/remote.svelte";
import { restorableFields } from "../../parts/record/summaryRows";

// Versions that stand for the same as the newest one are rare: only a mistake that was put back leaves two.
const MOST_TRIED = 5;

export type Tab = "summary" | "json" | "source";

export class RecordView {
  readonly shop: string;
  readonly type: string;
  readonly id: string;
  readonly versions: Remote<RecordVersions, Failure>;
  readonly comparison: Remote<Comparison, Failure>;
  tab = $state<Tab>("summary");
  /** `View change only`. */
  changesOnly = $state(true);
  /** Whether changes of fields that do not count are shown. */
  withMinor = $state(false);
  /** Fields that the owner does not want to be restored. */
  readonly unticked = new SvelteSet<string>();
  #selected = $state<number | null>(null);
  // While the version to open on is being looked for, comparisons that are only tried are not shown.
  #looking = $state(true);
  #fresh = false;

  readonly #at: number | null;
  readonly #against: { against?: number };

  constructor(shop: string, type: string, id: string, at: number | null = null, against: number | null = null) {
    this.#at = at;
    this.#against = against === null ? {} : { against };
    this.shop = shop;
    this.type = type;
    this.id = id;
    const record = { shop, type, id };
    this.versions = new Remote(() => call("record_versions", record), failureOf);
    this.comparison = new Remote(
      () => call("compare_record", { ...record, selected: this.#selected ?? 0, fresh: this.#fresh, ...this.#against }),
      failureOf,
    );
  }

  /** The backup that names the selected version. */
  get selected(): number | null {
    return this.#selected;
  }

  /** All versions, newest first; empty while they are on their way. */
  get rows(): VersionRow[] {
    return this.versions.data?.versions ?? [];
  }

  /** What the comparison shows. */
  get compared(): Remote<Comparison, Failure>["view"] {
    return this.#looking ? { kind: "wait" } : this.comparison.view;
  }

  /** Whether anything differs, be it only in fields that do not count. */
  get differs(): boolean {
    return this.comparison.data?.summary.some(({ difference }) => difference !== "same") === true;
  }

  /** Whether the selected version is still on its way, and what is compared is another one. */
  get isComing(): boolean {
    const data = this.comparison.data;
    return data !== undefined && data.selected.backup !== this.#selected;
  }

  /** Reads versions and comparison for the first time. */
  open = async (): Promise<void> => {
    this.#looking = true;
    await this.versions.load();
    if (this.rows.length > 0) {
      await this.#look();
    }
    this.#looking = false;
  };

  /** Selects another version. */
  async select(backup: number): Promise<void> {
    if (backup !== this.#selected) {
      this.#selected = backup;
      this.unticked.clear();
      await this.comparison.change();
    }
  }

  /** Selects the version `steps` further back in time (or forward, if negative), as far as there are any. */
  async step(steps: number): Promise<void> {
    const at = this.rows.findIndex(({ backup }) => backup === this.#selected);
    const next = this.rows[Math.max(0, Math.min(at + steps, this.rows.length - 1))];
    if (next) {
      await this.select(next.backup);
    }
  }

  /** Reads the shop again for the left side. */
  readAgain = async (): Promise<void> => {
    this.#fresh = true;
    await this.comparison.refresh();
    this.#fresh = false;
  };

  /** Something in the vault or the shop has changed: reads everything again, with what is shown staying in place. */
  refresh = async (): Promise<void> => {
    await this.versions.refresh();
    if (this.versions.view.kind !== "data" || this.versions.problem !== null) {
      return;
    }
    if (
      this.rows.some(({ backup }) => backup === this.#selected) ||
      (this.#at !== null && this.#selected === this.#at)
    ) {
      await this.readAgain();
    } else if (this.rows[0]) {
      this.#fresh = true;
      await this.select(this.rows[0].backup);
      this.#fresh = false;
    }
  };

  /** Whether a field is to be restored. */
  ticked(path: string): boolean {
    return !this.unticked.has(path);
  }

  tick(path: string, ticked: boolean): void {
    if (ticked) {
      this.unticked.delete(path);
    } else {
      this.unticked.add(path);
    }
  }

  /** Paths of the fields that a restore would write; all of them count as no choice at all. */
  get chosenFields(): { paths: string[]; all: boolean } {
    const fields = restorableFields(this.comparison.data?.summary ?? []);
    const paths = fields.map(({ path }) => path).filter((path) => this.ticked(path));
    return { paths, all: paths.length === fields.length };
  }

  /** What to ask for so that the record goes back to the selected version. */
  restoreAsk(): PreviewRestoreAsk {
    const { paths, all } = this.chosenFields;
    return this.#ask(this.#selected ?? 0, all ? [] : paths);
  }

  /** What to ask for so that one field goes back to what it was in a backup. */
  fieldAsk(path: string, backup: number): PreviewRestoreAsk {
    return this.#ask(backup, [path]);
  }

  #ask(to: number, fields: string[]): PreviewRestoreAsk {
    return {
      shop: this.shop,
      to,
      types: [],
      records: [{ type: this.type, id: this.id }],
      fields,
      allow_deletes: false,
      include_protected: false,
    };
  }

  async #look(): Promise<void> {
    const at = this.#at;
    const then =
      at === null ? undefined : this.rows.find(({ backup, last_backup }) => backup <= at && at <= last_backup);
    if (then || this.#against.against !== undefined) {
      // A backup from before the item was first seen has no version of it, and is one side all the same.
      this.#selected = then?.backup ?? at;
      await this.comparison.load();
      return;
    }
    const there = this.rows.filter(({ deleted }) => !deleted);
    const good = there.filter(({ safety, alarmed }) => !safety && !alarmed);
    const [newest, ...older] = good.length > 0 ? good : there.length > 0 ? there : this.rows;
    this.#selected = newest?.backup ?? null;
    await this.comparison.load();
    for (const before of older.slice(0, MOST_TRIED)) {
      if (this.comparison.data?.changed_fields !== 0) {
        return;
      }
      this.#selected = before.backup;
      await this.comparison.load();
    }
    if (this.comparison.data?.changed_fields === 0 && newest && newest.backup !== this.#selected) {
      this.#selected = newest.backup;
      await this.comparison.load();
    }
  }
}
