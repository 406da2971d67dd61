/** A backup file put against the shop: how, and the job that reads it and leads to the preview. */

import { call } from "../ipc";
import { href } from "../screens/routes";
import { FileJob } from "./fileJob.svelte";
import { router } from "./router";

export class FilePreview {
  readonly job = new FileJob();
  deletes = $state(false);
  includeProtected = $state(false);

  /** `complete`: begins as the complete restore of a whole shop, after which nothing but the file's content is there. */
  constructor(complete: boolean) {
    [this.deletes, this.includeProtected] = [complete, complete];
    $effect(() => {
      if (this.job.outcome?.kind === "file_planned") {
        router.go(href({ page: "restore", plan: this.job.outcome.plan }));
      }
    });
  }

  start(shop: string, file: string, passphrase: string | null): Promise<void> {
    return this.job.start(() =>
      call("start_file_preview", {
        shop,
        file,
        passphrase,
        types: [],
        allow_deletes: this.deletes,
        include_protected: this.includeProtected,
      }),
    );
  }
}
