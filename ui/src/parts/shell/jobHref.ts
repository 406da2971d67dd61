/** Where a job can be watched. */

import type { JobNews } from "../../contract/contract";
import { type Route, href, inShop } from "../../screens/routes";
import { desk } from "../desk.svelte";
import { keptPreviews } from "../keptPreview.svelte";
import { startedOn } from "../startedOn";

export function jobHref(news: JobNews): string {
  if (news.kind === "read_file" && !desk.has(news.shop)) {
    return href({ page: "files" });
  }
  const route = pageOf(news);
  return news.shop === desk.shop?.name ? href(route) : inShop(news.shop, route);
}

/** The page of the window that says most about a job. */
export function pageOf(news: JobNews): Route {
  switch (news.kind) {
    case "backup":
    case "verify":
      return { page: "vault" };
    case "backup_file":
      return startedOn.page(news.job) ?? { page: "backup-data" };
    case "read_file":
      return startedOn.page(news.job) ?? { page: "backups" };
    case "export":
      return { page: "export", tab: "quick" };
    case "prune":
      return { page: "storage" };
    case "restore":
    case "undo": {
      const plan = keptPreviews.planOf(news.shop, news.job);
      return plan === null ? { page: "recoveries" } : { page: "restore", plan };
    }
  }
}
