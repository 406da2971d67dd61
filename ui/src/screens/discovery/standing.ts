/** How a shop stands, in words. */

import type { Discovery } from "../../contract/contract";
import { words } from "../../words";
import type { Moment } from "../../words/format";

export type Standing = { look: "good" | "warn" | "bad"; title: string; detail: string };

export function standing(discovery: Discovery, now?: Moment): Standing {
  const said = words.discovery.protection;
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
