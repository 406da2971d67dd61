import { expect, test } from "vitest";

import { type Route, areaOf, href, inShop, parse, shopOf } from "./routes";

const routes: Route[] = [
  { page: "discovery" },
  { page: "vault" },
  { page: "records", type: "products" },
  { page: "records", type: "public.order items/old?" },
  { page: "records", type: "what?changed" },
  { page: "records", type: "products", changed: true },
  { page: "record", type: "products", id: "117" },
  // Ids come from the shop: encoded once by the engine, with anything in them.
  { page: "record", type: "order_lines", id: "12,%00,a%2Cb%2Fc%25" },
  { page: "record", type: "redirects", id: "~9f2c.0/ü #?" },
  { page: "record", type: "odd", id: "" },
  { page: "restore", plan: 4 },
  { page: "recoveries" },
  { page: "recovery", run: 7, byHand: true },
  { page: "recovery", run: 12 },
  { page: "bulk" },
  { page: "bulk", backup: 12 },
  { page: "record", type: "products", id: "117", at: 12 },
  { page: "record", type: "products", id: "a?at=3", at: 4 },
  { page: "record", type: "products", id: "a&against=3", at: 4, against: 9 },
  { page: "recovery", run: 7, type: "price/lists" },
  { page: "brush", type: "public.order items/old?" },
  { page: "brush", type: "products", to: 8 },
  { page: "revert" },
  { page: "revert", from: 3, until: 12 },
  { page: "export", tab: "quick" },
  { page: "export", tab: "schedule" },
  { page: "export", tab: "history" },
  { page: "storage" },
  { page: "settings" },
  { page: "backup-data" },
  { page: "help", topic: null },
  { page: "help", topic: "recovery-history" },
];

test.each(routes)("the address of $page leads back to it", (route) => {
  expect(parse(href(route))).toEqual(route);
});

test.each([
  "",
  "#",
  "#/",
  "#/nowhere",
  "#/restore/x",
  "#/recovery/-1",
  "#/recovery/",
  "#/vault/a/b/c",
  "#/export/quick/x",
  "#/export/nowhere",
  "#/settings/nowhere",
  "#/%E0%A4%A",
])("an address that means nothing (%s) is Discovery", (hash) => {
  expect(parse(hash)).toEqual({ page: "discovery" });
});

test.each(routes)("the address of $page in a shop names both", (route) => {
  const shop = "Tea & Cake / No. 1, 100 %";
  expect(shopOf(inShop(shop, route))).toEqual({ shop, address: href(route) });
  expect(shopOf(href(route))).toBeNull();
});

// S2.1.3
test("every page belongs to an area of the sidebar", () => {
  expect(routes.map(({ page }) => areaOf(page))).toEqual([
    "discovery",
    ...Array<string>(23).fill("vault"),
    ...Array<string>(3).fill("export"),
    "storage",
    "settings",
    "settings",
    "help",
    "help",
  ]);
});
