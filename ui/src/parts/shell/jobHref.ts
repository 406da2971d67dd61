/** Where a job can be watched. */

import type { JobNews } from "../../contract/contract";
import { href } from "../../screens/routes";

export function jobHref(news: JobNews): string {
  switch (news.kind) {
    case "backup":
    case "verify":
      return href({ page: "vault" });
    case "restore":
    case "undo":
      return href({ page: "recoveries" });
  }
}
