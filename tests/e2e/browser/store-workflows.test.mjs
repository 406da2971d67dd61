// The four workflows that the guide recommends, at a store on the web, which the emulator stands in for: before a major change,
// after one item went wrong, after a large wrong update, and regular exports. The steps are the guide's. No live store was asked.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, openStore, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea Online";

after(closeBrowser);

describe("the recommended workflows at a store", () => {
  const home = temporaryHome();
  let store;
  let door;
  let page;
  let products;

  before(async () => {
    store = await openStore();
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_store_shop", {
      name: SHOP,
      store: { platform: "bigcommerce", store: `${store.api}/v3/`, token: store.token },
    });
    products = await store.ask("GET", "/v3/catalog/products?limit=250&sort=id&direction=asc");
    page = await openPage(door.url);
  });
  after(async () => {
    await page?.context().close();
    await door?.close();
    await store?.close();
    home.remove();
  });

  const button = (name) => page.getByRole("button", { name, exact: true });
  const settled = () =>
    page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton') === null);
  const lookAt = async (name) => {
    await settled();
    await clean(page, name);
  };
  /** `Backup all data`, as the owner clicks it, until it is complete. */
  const backUp = async () => {
    await page.goto(`${door.url}/#/vault`);
    await button("Backup all data").first().click();
    await button("Confirm").click();
    await page.getByText("Backing up data...").first().waitFor();
    const { jobs } = await door.ask("list_jobs");
    for (const { job } of jobs) await door.ended(job);
    await settled();
  };
  const prices = async () => {
    const now = await store.ask("GET", "/v3/catalog/products?limit=250&sort=id&direction=asc");
    return now.map(({ id, price }) => [id, price]);
  };

  // S2.14.1: 1. Backup Vault, 2. Backup all data, 3. wait, 4. the change, 5. another backup, 6. compare.
  test("before a major change: a backup, the change, another backup, and what changed between them", async () => {
    await backUp();
    await page.getByText("Item Storage").first().waitFor();
    await lookAt("workflow-before-change");
    // What a backup never has is named with it.
    await page.getByText("In no backup of such a shop").first().waitFor();
    const [brand] = await store.ask("GET", "/v3/catalog/brands?limit=1");
    await store.ask("PUT", `/v3/catalog/brands/${brand.id}`, { name: brand.name, page_title: "The new season" });
    await backUp();
    await page.goto(`${door.url}/#/bulk-recovery/1`);
    await button("Compare Brands").waitFor();
    assert.deepEqual(
      (await page.getByRole("button", { name: /^Compare [A-Z]/ }).allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
      ["Compare Brands"],
      "only what changed has a button",
    );
    await button("Compare Brands").click();
    await page.getByRole("dialog").getByText("1 changed item").first().waitFor({ state: "attached" });
    await lookAt("workflow-what-changed");
  });

  // S2.14.2: 1. Backup Vault, 2. the item, 3. compare, 4. the version, 5. restore that one, 6. verify.
  test("after a single wrong change: the item is found, compared, put back and verified", async () => {
    const [product] = products;
    await store.ask("PUT", `/v3/catalog/products/${product.id}`, { price: 0.01, name: "Do not sell" });
    await page.goto(`${door.url}/#/vault/products`);
    await page.getByRole("searchbox").first().fill(product.name);
    await page.getByText(product.name, { exact: false }).first().waitFor();
    await lookAt("workflow-find-item");
    await page.goto(`${door.url}/#/vault/products/${product.id}`);
    await page.getByText("Current version").first().waitFor();
    await page.getByText("Do not sell").first().waitFor();
    await lookAt("workflow-compare-item");
    await button("Restore to this version").click();
    await page.getByRole("heading", { name: "Please check before you confirm" }).or(
      page.getByRole("heading", { name: /^Restore .*\?$/ }),
    ).first().waitFor();
    await button("Restore to this version").click();
    await button("Undo this restore").waitFor();
    await lookAt("workflow-item-restored");
    const now = await store.ask("GET", `/v3/catalog/products/${product.id}`);
    assert.deepEqual([now.name, now.price], [product.name, product.price]);
  });

  // S2.14.3: 2. Bulk Recovery, 3. the version, 4. compare, 5. only these types, 6. who is told, 7. start, 8. monitor, 9. history,
  // 10. verify.
  test("after a large wrong update: only the products go back, and the history says how it went", async () => {
    const were = await prices();
    for (const { id, price } of products) {
      await store.ask("PUT", `/v3/catalog/products/${id}`, { price: price * 10 });
    }
    await backUp();
    await page.goto(`${door.url}/#/bulk-recovery/1`);
    await button("Compare Products").waitFor();
    await lookAt("workflow-bulk");
    await button("Restore to this version").click();
    await page.getByRole("dialog").getByRole("heading", { name: "Select categories to restore" }).waitFor();
    await page.getByRole("checkbox", { name: "Products", exact: true }).check();
    await button("Restore now").click();
    await page.waitForURL(/#\/restore\/\d+$/);
    await page.getByText(`${products.length} items will be updated`).first().waitFor();
    await page.getByText("This computer").first().waitFor();
    await lookAt("workflow-bulk-preview");
    await door.willConfirm(true);
    await button("Restore to this version").click();
    await page.waitForURL(/#\/recovery\/\d+$/);
    await page.getByRole("columnheader", { name: "Successful items" }).waitFor();
    await page.getByRole("row", { name: new RegExp(`Products.*Done.*${products.length}.*0`) }).waitFor();
    await lookAt("workflow-bulk-restored");
    await page.goto(`${door.url}/#/recoveries`);
    await page.getByRole("link", { name: /^View Detail/ }).first().waitFor();
    await lookAt("workflow-history");
    assert.deepEqual(await prices(), were);
    // What was not chosen stays as it is.
    const [brand] = await store.ask("GET", "/v3/catalog/brands?limit=1");
    assert.equal(brand.page_title, "The new season");
  });

  // S2.14.4: 1. Export, 2. Schedule Export, 3. the types, 4. who is told, 5. save, 6. the history, 7. the files.
  test("regular exports: a weekly schedule, run once, with its files in the history", async () => {
    const folder = join(home.folder, "weekly");
    mkdirSync(folder);
    await page.goto(`${door.url}/#/export/schedule`);
    await page.getByRole("heading", { name: "New schedule" }).waitFor();
    await page.getByRole("radio", { name: "Weekly" }).check();
    await page.getByRole("checkbox", { name: "Products", exact: true }).check();
    await page.getByRole("checkbox", { name: "Orders", exact: true }).check();
    await door.willPick(folder);
    await button("Choose a folder…").click();
    await page.getByText("weekly", { exact: false }).first().waitFor();
    await page.getByText("This computer").first().waitFor();
    await lookAt("workflow-schedule-export");
    await button("Save").click();
    await page.getByRole("heading", { name: /^Every week on Monday at/ }).waitFor();
    await page.getByRole("button", { name: /^What to do with the schedule/ }).click();
    await page.getByRole("menuitem", { name: /^Run now/ }).click();
    await page.getByText("The export is ready", { exact: false }).first().waitFor();
    await page.goto(`${door.url}/#/export/history`);
    await page.getByText("Products", { exact: false }).first().waitFor();
    await lookAt("workflow-export-history");
    const { schedules } = await door.ask("list_schedules", { shop: SHOP });
    assert.deepEqual(
      schedules.map(({ work, is_on }) => [work.kind, [...work.types].sort(), is_on]),
      [["export", ["orders", "products"], true]],
    );
  });
});
