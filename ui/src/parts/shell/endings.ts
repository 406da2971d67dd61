/** What is said when a job ends, in a few words; the pages say the rest. */

import type { JobNews } from "../../contract/contract";
import { toasts } from "../../kit/toasts.svelte";
import { href } from "../../screens/routes";
import { words } from "../../words";
import { jobTitle } from "../progressText";

export function tell(news: JobNews, open: (address: string) => void): void {
  const { state } = news;
  const { ended } = words.shell;
  const detail = (run: number): { label: string; take: () => void } => ({
    label: words.common.buttons.viewDetail,
    take: () => open(href({ page: "recovery", run })),
  });
  switch (state.kind) {
    case "running":
      return;
    case "failed":
      toasts.show({
        look: "bad",
        text: state.failure.message,
        action: state.run === null ? undefined : detail(state.run),
      });
      return;
    case "cancelled":
      toasts.show({
        look: "info",
        text: ended.stopped(jobTitle(news)),
        action: state.run === null ? undefined : detail(state.run),
      });
      return;
    case "ended":
      switch (state.outcome.kind) {
        case "backed_up": {
          const { added, updated, deleted } = state.outcome.backup;
          toasts.show({
            look: "good",
            text:
              added + updated + deleted === 0
                ? words.shell.notices.backupUnchanged
                : words.shell.notices.backupDone(words.discovery.changes.summary(added, updated, deleted)),
          });
          return;
        }
        case "restored": {
          const { run, failed, succeeded, undoes } = state.outcome.recovery;
          toasts.show({
            look: failed === 0 ? "good" : "bad",
            text: undoes === null ? ended.restored(succeeded, failed) : ended.undone(succeeded, failed),
            action: detail(run),
          });
          return;
        }
        case "verified": {
          const { versions, problems } = state.outcome;
          toasts.show(
            problems.length === 0
              ? { look: "good", text: words.shell.storage.checkedWhole(words.common.versions(versions)) }
              : { look: "bad", text: words.shell.storage.checkedDamaged(problems.length) },
          );
          return;
        }
      }
  }
}
