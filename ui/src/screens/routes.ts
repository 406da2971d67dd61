/**
 * The pages of the window and their addresses.
 *
 * A record's id and a type's key come from the shop and may hold anything, so every part is encoded once more for the address.
 */

export type Route =
  | { page: "discovery" }
  | { page: "vault" }
  | { page: "records"; type: string; changed?: true }
  | { page: "bulk"; backup?: number }
  | { page: "record"; type: string; id: string; at?: number; against?: number }
  | { page: "restore"; plan: number }
  | { page: "brush"; type: string; to?: number }
  | { page: "revert"; from?: number; until?: number }
  | { page: "recoveries" }
  | { page: "recovery"; run: number; type?: string; byHand?: true }
  | { page: "guide"; guide: number }
  | { page: "export"; tab: ExportTab }
  | { page: "storage" }
  | { page: "settings" }
  | { page: "backup-data" }
  | { page: "backups" }
  | { page: "files"; arrival?: number }
  | { page: "help"; topic: string | null };

/** The pages inside `Export`. */
export type ExportTab = "quick" | "schedule" | "history";

export type Page = Route["page"];

/** The area of the sidebar that a page belongs to. */
export type Area = "discovery" | "vault" | "export" | "storage" | "help" | "settings";

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
    case "guide":
    case "bulk":
    case "brush":
    case "revert":
      return "vault";
    case "export":
      return "export";
    case "storage":
      return "storage";
    case "help":
      return "help";
    case "files":
    case "settings":
    case "backup-data":
    case "backups":
      return "settings";
  }
}

/** After the address of a list: only what the newest backup found changed. Types are encoded, so that none can end like this. */
const CHANGED = "?changed";

/** After the address of an item: the backup whose version is compared, and the backup it is compared with when that is not the
    shop as it is. Ids are encoded, so that none can end like this. */
const AT = /\?at=(\d{1,15})(?:&against=(\d{1,15}))?$/;

function moments({ at, against }: { at?: number; against?: number }): string {
  return at === undefined ? "" : against === undefined ? `?at=${at}` : `?at=${at}&against=${against}`;
}

/** The address of a page. */
export function href(route: Route): string {
  switch (route.page) {
    case "discovery":
    case "vault":
    case "recoveries":
    case "settings":
    case "storage":
      return `#/${route.page}`;
    case "backup-data":
      return "#/settings/backup-data";
    case "backups":
      return "#/settings/backups";
    case "files":
      return route.arrival === undefined ? "#/files" : `#/files/${route.arrival}`;
    case "bulk":
      return route.backup === undefined ? "#/bulk-recovery" : `#/bulk-recovery/${route.backup}`;
    case "export":
      return route.tab === "quick" ? "#/export" : `#/export/${route.tab}`;
    case "records":
      return `#/vault/${encodeURIComponent(route.type)}${route.changed ? CHANGED : ""}`;
    case "record":
      return `#/vault/${encodeURIComponent(route.type)}/${encodeURIComponent(route.id)}${moments(route)}`;
    case "restore":
      return `#/restore/${route.plan}`;
    case "brush":
      return `#/only-some-fields/${encodeURIComponent(route.type)}${route.to === undefined ? "" : `/${route.to}`}`;
    case "revert":
      return route.from === undefined ? "#/undo-a-mistake" : `#/undo-a-mistake/${route.from}/${route.until ?? ""}`;
    case "recovery":
      if (route.byHand) {
        return `#/by-hand/${route.run}`;
      }
      return `#/recovery/${route.run}${route.type === undefined ? "" : `/${encodeURIComponent(route.type)}`}`;
    case "guide":
      return `#/guide/${route.guide}`;
    case "help":
      return route.topic === null ? "#/help" : `#/help/${encodeURIComponent(route.topic)}`;
  }
}

/** The address of a page about a shop, whichever shop is shown when it is opened. The desktop's notices lead to such addresses, too. */
export function inShop(shop: string, route: Route): string {
  return `#/shop/${encodeURIComponent(shop)}/${href(route).slice("#/".length)}`;
}

/** The shop that an address is about, and its page's own address; nothing when it is about the shop that is shown. */
export function shopOf(hash: string): { shop: string; address: string } | null {
  const found = /^#\/shop\/([^/]+)\/(.*)$/.exec(hash);
  return found?.[1] === undefined ? null : { shop: decoded(found[1]), address: `#/${found[2] ?? ""}` };
}

/** The page of an address; an address that means nothing is `Discovery`, the first page after unlocking. */
export function parse(hash: string): Route {
  const changed = hash.endsWith(CHANGED);
  const [, at, against] = AT.exec(hash) ?? [];
  const parts = (changed ? hash.slice(0, -CHANGED.length) : hash.replace(AT, ""))
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
      return changed ? { page: "records", type: one, changed } : { page: "records", type: one };
    }
    if (length === 3 && one && two !== undefined) {
      return {
        page: "record",
        type: one,
        id: two,
        ...(at === undefined ? {} : { at: Number(at) }),
        ...(against === undefined ? {} : { against: Number(against) }),
      };
    }
  }
  if (one && /^\d{1,15}$/.test(one)) {
    if (page === "restore" && length === 2) {
      return { page, plan: Number(one) };
    }
    if (page === "recovery" && length === 2) {
      return { page, run: Number(one) };
    }
    if (page === "by-hand" && length === 2) {
      return { page: "recovery", run: Number(one), byHand: true };
    }
    if (page === "recovery" && length === 3 && two) {
      return { page, run: Number(one), type: two };
    }
    if (page === "bulk-recovery" && length === 2) {
      return { page: "bulk", backup: Number(one) };
    }
    if (page === "guide" && length === 2) {
      return { page, guide: Number(one) };
    }
  }
  if (length === 1 && (page === "recoveries" || page === "settings" || page === "storage")) {
    return { page };
  }
  if (page === "settings" && length === 2 && (one === "backup-data" || one === "backups")) {
    return { page: one };
  }
  if (page === "files" && length === 1) {
    return { page };
  }
  if (page === "files" && length === 2 && one && /^\d{1,15}$/.test(one)) {
    return { page, arrival: Number(one) };
  }
  if (page === "only-some-fields" && length === 2 && one) {
    return { page: "brush", type: one };
  }
  if (page === "only-some-fields" && length === 3 && one && /^\d{1,15}$/.test(two ?? "")) {
    return { page: "brush", type: one, to: Number(two) };
  }
  if (page === "undo-a-mistake" && length === 1) {
    return { page: "revert" };
  }
  if (page === "undo-a-mistake" && length === 3 && [one, two].every((part) => /^\d{1,15}$/.test(part ?? ""))) {
    return { page: "revert", from: Number(one), until: Number(two) };
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
