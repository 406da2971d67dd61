/** How a shop stands, in words. */

import type { Discovery, JobKind } from "../../contract/contract";
import { words } from "../../words";
import type { Moment } from "../../words/format";

export type Standing = { look: "good" | "warn" | "bad" | "work"; title: string; detail: string };

/** While a job changes how the shop stands, that is what is said: advice for before it would be wrong by now. */
export function standing(discovery: Discovery, running: JobKind | undefined, now?: Moment): Standing {
  const said = words.discovery.protection;
  switch (running) {
    case "backup":
      return { look: "work", title: said.running, detail: said.runningDetail };
    case "restore":
      return { look: "work", title: said.restoring, detail: said.runningDetail };
    case "undo":
      return { look: "work", title: said.undoing, detail: said.runningDetail };
    case "verify":
    case "prune":
    case "backup_file":
    case "read_file":
    case undefined:
      break;
  }
  const last = discovery.last_backup;
  switch (discovery.protection) {
    case "never_backed_up":
      return { look: "warn", title: said.never, detail: said.neverDetail };
    case "protected":
      return {
        look: "good",
        title: said.protected,
        detail: last ? said.protectedDetail(last.finished, last.records, now) : "",
      };
    case "stale":
      return {
        look: "warn",
        title: last ? said.stale(last.finished, now) : said.never,
        detail: said.staleDetail,
      };
    case "last_backup_failed":
      return { look: "bad", title: said.failed, detail: last ? said.failedDetail(last.finished) : said.failedFirst };
  }
}
