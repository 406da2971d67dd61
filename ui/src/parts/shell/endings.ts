/** What is said when a job ends, in a few words; the pages say the rest. */

import type { JobNews } from "../../contract/contract";
import { type Toast, toasts } from "../../kit/toasts.svelte";
import { href, inShop } from "../../screens/routes";
import { words } from "../../words";
import { aboutJobs, failedBackup } from "../aboutJobs";
import { desk } from "../desk.svelte";
import { jobTitle } from "../progressText";
import { isElsewhere, relocate } from "../relocate";
import { router } from "../router";
import { pageOf } from "./jobHref";

/** Two files, or a file and a shop. Whoever is still on their page sees what came of it there. */
function tellCompared({ shop, state }: JobNews, open: (address: string) => void): void {
  const page = href({ page: "files" });
  // What is in a file is of no interest to who has gone elsewhere.
  const isOnlySeen = state.kind === "ended" && state.outcome.kind === "file_seen";
  if (router.route.page === "files" || state.kind === "running" || state.kind === "cancelled" || isOnlySeen) {
    return;
  }
  const { compared, show } = words.files;
  toasts.show({
    look: state.kind === "ended" ? "good" : "bad",
    about: aboutJobs(shop),
    text: state.kind === "ended" ? compared : `${state.failure.message} ${state.failure.hint}`,
    page,
    action: { label: show, take: () => open(page) },
  });
}

export function tell(news: JobNews, open: (address: string) => void): void {
  const { state } = news;
  if (news.kind === "read_file" && !desk.has(news.shop)) {
    tellCompared(news, open);
    return;
  }
  const { ended } = words.shell;
  // What the last job of this shop came to is of no interest any more.
  const about = aboutJobs(news.shop);
  const detail = (run: number | null): Pick<Toast, "action" | "page"> => {
    if (run === null) {
      // `Discovery` tells of a backup that failed.
      switch (news.kind) {
        case "backup":
          return { page: inShop(news.shop, { page: "discovery" }) };
        case "export":
          return { page: inShop(news.shop, { page: "export", tab: "history" }) };
        case "backup_file":
        case "read_file":
          return { page: inShop(news.shop, pageOf(news)) };
        case "restore":
        case "undo":
        case "verify":
        case "prune":
          return {};
      }
    }
    const page = inShop(news.shop, { page: "recovery", run });
    return { page, action: { label: words.common.buttons.viewDetail, take: () => open(page) } };
  };
  const chooseFile = (shop: string): Pick<Toast, "action"> => ({
    action: { label: words.settings.shop.chooseAgain, take: () => void relocateFromToast(shop) },
  });
  // Nobody is to take the news of one shop for that of another.
  const named = (text: string): string => (news.shop === desk.shop?.name ? text : ended.inShop(news.shop, text));
  switch (state.kind) {
    case "running":
      return;
    case "failed":
      toasts.show({
        look: "bad",
        about,
        text: named(`${state.failure.message} ${state.failure.hint}`),
        ...(state.run === null && isElsewhere(state.failure) ? chooseFile(news.shop) : detail(state.run)),
        ...(news.kind === "backup" ? { cause: failedBackup(news.shop) } : {}),
      });
      return;
    case "cancelled":
      toasts.show({
        look: "info",
        about,
        text: ended.stopped(jobTitle(news)),
        ...detail(state.run),
      });
      return;
    case "ended":
      switch (state.outcome.kind) {
        case "backed_up": {
          const { backup, records, added, updated, deleted } = state.outcome.backup;
          const { notices } = words.shell;
          const { alarm, pruned } = state.outcome;
          if (alarm !== null) {
            toasts.show({
              look: "bad",
              about,
              text: named(words.alarm.found(alarm.findings.length)),
              page: inShop(news.shop, { page: "discovery" }),
            });
            return;
          }
          toasts.show({
            look: "good",
            about,
            text: named(
              backup === 1
                ? notices.firstBackupDone(records)
                : added + updated + deleted === 0
                  ? notices.backupUnchanged
                  : notices.backupDone(words.discovery.changes.summary(added, updated, deleted)),
            ).concat(pruned === 0 ? "" : ` ${words.storage.prunedAfter(pruned)}`),
          });
          return;
        }
        case "nothing_new":
          // Automatic sync looks all day long. The shop was read, so what kept it from being read is over.
          toasts.settled(failedBackup(news.shop));
          return;
        case "restored": {
          const { run, failed, succeeded, undoes } = state.outcome.recovery;
          toasts.show({
            look: failed === 0 ? "good" : "bad",
            about,
            text: named(undoes === null ? ended.restored(succeeded, failed) : ended.undone(succeeded, failed)),
            ...detail(run),
          });
          return;
        }
        case "exported": {
          const { parts } = state.outcome.export;
          toasts.show({
            look: "good",
            about,
            text: named(words.exporting.done(parts)),
            page: inShop(news.shop, { page: "export", tab: "history" }),
          });
          return;
        }
        case "pruned": {
          const { deleted, freed } = state.outcome;
          toasts.show({ look: "good", about, text: named(words.storage.done(deleted, freed)) });
          return;
        }
        case "file_made": {
          const { backup, finished, bytes } = state.outcome.made;
          toasts.show({
            look: "good",
            about,
            text: named(words.backupData.create.made(backup, finished, bytes)),
            page: inShop(news.shop, { page: "backup-data" }),
          });
          return;
        }
        case "file_listed": {
          const { name, standing } = state.outcome.file;
          toasts.show({
            look: standing.kind === "whole" ? "good" : "bad",
            about,
            text: named(words.backups.listed(name, standing.kind)),
            page: inShop(news.shop, { page: "backups" }),
          });
          return;
        }
        case "file_imported": {
          const { backup, finished } = state.outcome.backup;
          const page = inShop(news.shop, { page: "bulk", backup });
          const { done, show } = words.backups.import;
          toasts.show({
            look: "good",
            about,
            text: named(done(finished)),
            page,
            action: { label: show, take: () => open(page) },
          });
          return;
        }
        case "file_checked": {
          const { shop, finished, bytes } = state.outcome.found;
          const route = pageOf(news);
          // Whoever is still on the page reads it there.
          if (route.page !== router.route.page || news.shop !== desk.shop?.name) {
            const { found, whole } = words.backupData.restore;
            toasts.show({
              look: "good",
              about,
              text: named(`${found(shop, finished, bytes)}. ${whole}`),
              page: inShop(news.shop, route),
            });
          }
          return;
        }
        case "file_planned": {
          // Whoever waits for it is taken there, and then this message goes.
          const page = inShop(news.shop, { page: "restore", plan: state.outcome.plan });
          const { planned, preview } = words.backups.restore;
          toasts.show({
            look: "good",
            about,
            text: named(planned),
            page,
            action: { label: preview, take: () => open(page) },
          });
          return;
        }
        case "file_seen":
        case "files_compared":
          // There is no shop to tell it for; what was compared is told above.
          return;
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
    toasts.show({ look: "bad", about: aboutJobs(shop), text: `${came.failure.message} ${came.failure.hint}` });
  }
}
