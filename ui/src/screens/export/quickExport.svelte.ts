/** What is chosen in `Quick Export`, and why it cannot start. */

import type { ExportKeep, ExportOffer } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { exportReason } from "../../parts/busyReason";
import { jobs } from "../../parts/jobs.svelte";
import { ExportChoice } from "./exportChoice.svelte";

export class QuickExport extends ExportChoice {
  keep = $state<ExportKeep>("week");
  fresh = $state(true);
  starting = $state(false);

  override offered(offer: ExportOffer): void {
    super.offered(offer);
    // Today's export is of what there is today.
    this.choose(
      this.gone.map((type) => ({ type })),
      false,
    );
    this.gone = [];
    this.keep = offer.keep;
  }

  /** Why the export cannot start (S2.15.4). */
  get reason(): string | null {
    return exportReason(jobs.inTheWayOf(this.shop)) ?? this.missing;
  }

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
          types: this.keys,
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
