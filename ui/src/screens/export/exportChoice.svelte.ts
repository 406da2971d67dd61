/** What is exported, in what form, where to, and who is told: what `Quick Export` and `Schedule Export` ask alike. */

import type { Chosen, ExportFormat, ExportOffer, ExportableType, Failure } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { RecipientsView } from "../../parts/recipients.svelte";
import { words } from "../../words";

const GROUPS = ["business", "content", "other"] as const;
type Group = (typeof GROUPS)[number];

export class ExportChoice {
  readonly shop: string;
  readonly recipients = new RecipientsView();
  types = $state.raw<readonly ExportableType[]>([]);
  /** Types that were chosen earlier and are not offered today. */
  gone = $state.raw<readonly string[]>([]);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  format = $state<ExportFormat>("csv");
  folder = $state.raw<Chosen | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(shop: string) {
    this.shop = shop;
  }

  /** Takes over what can be exported. What was chosen before stays chosen; what is not offered any more is told apart. */
  offered(offer: ExportOffer): void {
    this.types = offer.types;
    this.folder ??= offer.folder;
    const known = new Set(offer.types.map(({ type }) => type));
    this.gone = [...new Set([...this.gone, ...this.chosen])].filter((type) => !known.has(type));
  }

  get groups(): { group: Group; types: readonly ExportableType[] }[] {
    return GROUPS.map((group) => ({ group, types: this.types.filter((type) => type.group === group) })).filter(
      ({ types }) => types.length > 0,
    );
  }

  /** Whether all, some or none of a group are chosen. */
  stateOf(types: readonly ExportableType[]): "all" | "some" | "none" {
    const count = types.filter(({ type }) => this.chosen.has(type)).length;
    return count === 0 ? "none" : count === types.length ? "all" : "some";
  }

  choose(types: readonly { type: string }[], chosen: boolean): void {
    const next = new Set(this.chosen);
    for (const { type } of types) {
      if (chosen) {
        next.add(type);
      } else {
        next.delete(type);
      }
    }
    this.chosen = next;
  }

  /** The keys of the chosen types, in the shop's order; at the end those that are not offered. */
  get keys(): string[] {
    return [...this.types.map(({ type }) => type), ...this.gone].filter((type) => this.chosen.has(type));
  }

  get records(): number {
    return this.types.reduce((sum, { type, records }) => sum + (this.chosen.has(type) ? records : 0), 0);
  }

  /** What is missing, so that it makes no export yet. */
  get missing(): string | null {
    const { noType, onlyProducts } = words.exporting.cannot;
    if (this.chosen.size === 0) {
      return noType;
    }
    const isImport = this.format.startsWith("import_");
    return isImport && this.keys.some((key) => key !== "products") ? onlyProducts : this.recipients.reason;
  }

  readonly pickFolder = async (): Promise<void> => {
    this.failure = null;
    try {
      const { chosen } = await call("pick", { purpose: "export_folder" });
      this.folder = chosen ?? this.folder;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  };
}
