/** What is said when a job ends, in a few words; the pages say the rest. */

import type { JobNews } from "../../contract/contract";
import { toasts } from "../../kit/toasts.svelte";
import { href } from "../../screens/routes";
import { words } from "../../words";
import { jobTitle } from "../progressText";
import { isElsewhere, relocate } from "../relocate";

export function tell(news: JobNews, open: (address: string) => void): void {
  const { state } = news;
  const { ended } = words.shell;
  // What the last job of this shop came to is of no interest any more.
  const about = `job ${news.shop}`;
  const detail = (run: number): { label: string; take: () => void } => ({
    label: words.common.buttons.viewDetail,
    take: () => open(href({ page: "recovery", run })),
  });
  const chooseFile = (shop: string): { label: string; take: () => void } => ({
    label: words.settings.shop.chooseAgain,
    take: () => void relocateFromToast(shop),
  });
  switch (state.kind) {
    case "running":
      return;
    case "failed":
      toasts.show({
        look: "bad",
        about,
        text: `${state.failure.message} ${state.failure.hint}`,
        action: state.run !== null ? detail(state.run) : isElsewhere(state.failure) ? chooseFile(news.shop) : undefined,
      });
      return;
    case "cancelled":
      toasts.show({
        look: "info",
        about,
        text: ended.stopped(jobTitle(news)),
        action: state.run === null ? undefined : detail(state.run),
      });
      return;
    case "ended":
      switch (state.outcome.kind) {
        case "backed_up": {
          const { backup, records, added, updated, deleted } = state.outcome.backup;
          const { notices } = words.shell;
          toasts.show({
            look: "good",
            about,
            text:
              backup === 1
                ? notices.firstBackupDone(records)
                : added + updated + deleted === 0
                  ? notices.backupUnchanged
                  : notices.backupDone(words.discovery.changes.summary(added, updated, deleted)),
          });
          return;
        }
        case "restored": {
          const { run, failed, succeeded, undoes } = state.outcome.recovery;
          toasts.show({
            look: failed === 0 ? "good" : "bad",
            about,
            text: undoes === null ? ended.restored(succeeded, failed) : ended.undone(succeeded, failed),
            action: detail(run),
          });
          return;
        }
        case "verified": {
          const { versions, problems } = state.outcome;
          toasts.show(
            problems.length === 0
              ? { look: "good", about, text: words.shell.storage.checkedWhole(words.common.versions(versions)) }
              : { look: "bad", about, text: words.shell.storage.checkedDamaged(problems.length) },
          );
          return;
        }
      }
  }
}

async function relocateFromToast(shop: string): Promise<void> {
  const came = await relocate(shop);
  if (came.kind === "failure") {
    toasts.show({ look: "bad", about: `job ${shop}`, text: `${came.failure.message} ${came.failure.hint}` });
  }
}
