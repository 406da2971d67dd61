/** What is chosen in `Quick Export`, and why it cannot start. */

import type { Chosen, ExportFormat, ExportKeep, ExportOffer, ExportableType, Failure } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { exportReason } from "../../parts/busyReason";
import { jobs } from "../../parts/jobs.svelte";
import { RecipientsView } from "../../parts/recipients.svelte";
import { words } from "../../words";

const GROUPS = ["business", "content", "other"] as const;
type Group = (typeof GROUPS)[number];

export class QuickExport {
  readonly shop: string;
  readonly recipients = new RecipientsView();
  types = $state.raw<readonly ExportableType[]>([]);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  format = $state<ExportFormat>("csv");
  folder = $state.raw<Chosen | null>(null);
  keep = $state<ExportKeep>("week");
  fresh = $state(true);
  starting = $state(false);
  failure = $state.raw<Failure | null>(null);

  constructor(shop: string) {
    this.shop = shop;
  }

  /** Takes over what can be exported. What was chosen before stays chosen. */
  offered(offer: ExportOffer): void {
    this.types = offer.types;
    this.keep = offer.keep;
    this.folder ??= offer.folder;
    this.chosen = new Set(offer.types.map(({ type }) => type).filter((type) => this.chosen.has(type)));
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

  choose(types: readonly ExportableType[], chosen: boolean): void {
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

  get records(): number {
    return this.types.reduce((sum, { type, records }) => sum + (this.chosen.has(type) ? records : 0), 0);
  }

  /** Why the export cannot start (S2.15.4). */
  get reason(): string | null {
    return (
      exportReason(jobs.inTheWayOf(this.shop)) ??
      (this.chosen.size === 0 ? words.exporting.cannot.noType : this.recipients.reason)
    );
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

  readonly setKeep = async (keep: ExportKeep): Promise<void> => {
    this.failure = null;
    const before = this.keep;
    this.keep = keep;
    try {
      await call("set_export_keeping", { shop: this.shop, keep });
    } catch (thrown) {
      this.keep = before;
      this.failure = failureOf(thrown);
    }
  };

  readonly start = async (): Promise<void> => {
    if (this.starting || this.folder === null) {
      return;
    }
    this.starting = true;
    this.failure = null;
    try {
      // What was typed and not added yet is meant as well; what is no address is told beside it.
      if (await this.recipients.add()) {
        await call("start_export", {
          shop: this.shop,
          types: this.types.map(({ type }) => type).filter((type) => this.chosen.has(type)),
          format: this.format,
          folder: this.folder.handle,
          recipients: [...this.recipients.list],
          fresh: this.fresh,
        });
      }
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    this.starting = false;
  };
}
