/**
 * The pages of the window and their addresses.
 *
 * A record's id and a type's key come from the shop and may hold anything, so every part is encoded once more for the address.
 */

export type Route =
  | { page: "discovery" }
  | { page: "vault" }
  | { page: "bulk" }
  | { page: "records"; type: string }
  | { page: "record"; type: string; id: string }
  | { page: "restore"; plan: number }
  | { page: "recoveries" }
  | { page: "recovery"; run: number }
  | { page: "export"; tab: ExportTab }
  | { page: "settings" }
  | { page: "help"; topic: string | null };

/** The pages inside `Export`. */
export type ExportTab = "quick" | "schedule" | "history";

export type Page = Route["page"];

/** The area of the sidebar that a page belongs to. */
export type Area = "discovery" | "vault" | "export" | "help" | "settings";

export function areaOf(page: Page): Area {
  switch (page) {
    case "discovery":
      return "discovery";
    case "vault":
    case "records":
    case "record":
    case "restore":
    case "recoveries":
    case "recovery":
    case "bulk":
      return "vault";
    case "export":
      return "export";
    case "help":
      return "help";
    case "settings":
      return "settings";
  }
}

/** The address of a page. */
export function href(route: Route): string {
  switch (route.page) {
    case "discovery":
    case "vault":
    case "recoveries":
    case "settings":
      return `#/${route.page}`;
    case "bulk":
      return "#/bulk-recovery";
    case "export":
      return route.tab === "quick" ? "#/export" : `#/export/${route.tab}`;
    case "records":
      return `#/vault/${encodeURIComponent(route.type)}`;
    case "record":
      return `#/vault/${encodeURIComponent(route.type)}/${encodeURIComponent(route.id)}`;
    case "restore":
      return `#/restore/${route.plan}`;
    case "recovery":
      return `#/recovery/${route.run}`;
    case "help":
      return route.topic === null ? "#/help" : `#/help/${encodeURIComponent(route.topic)}`;
  }
}

/** The page of an address; an address that means nothing is `Discovery`, the first page after unlocking. */
export function parse(hash: string): Route {
  const parts = hash
    .replace(/^#\/?/, "")
    .split("/")
    // A third part may be empty: a shop may have an empty text for a key.
    .filter((part, index, all) => part !== "" || index < all.length - 1 || (index === 2 && all[0] === "vault"))
    .map(decoded);
  const [page, one, two] = parts;
  const length = parts.length;
  if (page === "vault") {
    if (length === 1) {
      return { page: "vault" };
    }
    if (length === 2 && one) {
      return { page: "records", type: one };
    }
    if (length === 3 && one && two !== undefined) {
      return { page: "record", type: one, id: two };
    }
  }
  if (length === 2 && one && /^\d{1,15}$/.test(one)) {
    if (page === "restore") {
      return { page, plan: Number(one) };
    }
    if (page === "recovery") {
      return { page, run: Number(one) };
    }
  }
  if (length === 1 && (page === "recoveries" || page === "settings")) {
    return { page };
  }
  if (page === "bulk-recovery" && length === 1) {
    return { page: "bulk" };
  }
  if (page === "export" && length === 1) {
    return { page, tab: "quick" };
  }
  if (page === "export" && length === 2 && (one === "schedule" || one === "history")) {
    return { page, tab: one };
  }
  if (page === "help" && length <= 2) {
    return { page, topic: one ?? null };
  }
  return { page: "discovery" };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
