// A store on the web, which the emulator stands in for: connected, backed up, compared, one product put back, one that was
// deleted made again. No live store was ever asked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, openStore, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea Online";
const buttonOf = (scope, name) => scope.getByRole("button", { name, exact: true });
const field = (page, name) => page.getByLabel(name, { exact: true });

after(closeBrowser);

describe("a store on the web", async () => {
  const home = temporaryHome();
  let store;
  let door;
  let page;
  let product;

  before(async () => {
    store = await openStore();
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    page = await openPage(`${door.url}/#/vault`);
  });
  after(async () => {
    await page?.context().close();
    await door?.close();
    await store?.close();
    home.remove();
  });

  const backUp = async () => {
    const { job } = await door.ask("start_backup", { shop: SHOP });
    const news = await door.ended(job);
    assert.equal(news.state.kind, "ended", JSON.stringify(news.state));
  };
  /** The preview that is open is carried out. */
  const restore = async () => {
    await buttonOf(page, "Restore to this version").click();
    await buttonOf(page, "Undo this restore").waitFor();
  };

  // S2.0.2, S2.0.4
  test("a wrong token is said at its field, and a good one is told with what it allows", async () => {
    await buttonOf(page, "Connect the store…").click();
    await clean(page, "store-form");
    await field(page, "Store hash or API path").fill(`${store.api}/v3/`);
    await field(page, "Token").fill("tea at noon");
    await buttonOf(page, "Check the store").click();
    await page.getByText("does not take this token", { exact: false }).first().waitFor();
    await clean(page, "store-form-refused");
    await field(page, "Token").fill(store.token);
    await buttonOf(page, "Check the store").click();
    await page.getByText("The store answers (BigCommerce", { exact: false }).waitFor();
    await clean(page, "store-form-found");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 640, height: 480 });
    await clean(page, "store-form-found-dark-640");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
  });

  // S2.2.4, S2.3.1, T7
  test("it is added and backed up, and its token is in the keyring only", async () => {
    await field(page, "Name of the shop").fill(SHOP);
    await page.locator("form button[type=submit]").click();
    await field(page, "Name of the shop").waitFor({ state: "hidden" });
    await backUp();
    await page.getByText("Item Storage").first().waitFor();
    for (const label of ["Products", "Customer groups", "Price lists", "Script Manager data", "Store settings"]) {
      await page.getByText(label, { exact: true }).first().waitFor();
    }
    await clean(page, "store-vault");
    assert.ok(readFileSync(join(home.folder, "keyring.json"), "utf8").includes(store.token));
    assert.ok(!JSON.stringify(await door.ask("list_shops")).includes(store.token));
  });

  // S2.5.1, S2.6.4, S2.9
  test("a price that went wrong stands beside the right one, and is put back", async () => {
    [product] = await store.ask("GET", "/v3/catalog/products?limit=1&sort=id&direction=asc");
    await store.ask("PUT", `/v3/catalog/products/${product.id}`, { price: 999.5 });
    await backUp();
    await page.goto(`${door.url}/#/vault/products/${product.id}`);
    await page.getByText("Current version").first().waitFor();
    await page.getByRole("combobox").first().selectOption({ index: 1 });
    await page.getByText("999.5", { exact: false }).first().waitFor();
    await clean(page, "store-compare");
    await buttonOf(page, "Restore to this version").click();
    await page.getByRole("heading", { name: `Restore ${product.name}?` }).waitFor();
    await clean(page, "store-restore-preview");
    await restore();
    await clean(page, "store-restore-result");
    const now = await store.ask("GET", `/v3/catalog/products/${product.id}`);
    assert.equal(now.price, product.price);
  });

  // S2.8.1, S2.0.3
  test("a product that was deleted is made again, and what does not come back is said before the click", async () => {
    await backUp();
    await fetch(`${store.api}/v3/catalog/products/${product.id}`, {
      method: "DELETE",
      headers: { "x-auth-token": store.token },
    });
    await page.goto(`${door.url}/#/vault`);
    await page.goto(`${door.url}/#/vault/products/${product.id}`);
    await buttonOf(page, "Restore to this version").click();
    await page.getByText("Sales figures", { exact: false }).first().waitFor();
    await clean(page, "store-restore-deleted");
    await restore();
    const [found] = await store.ask("GET", `/v3/catalog/products?name=${encodeURIComponent(product.name)}`);
    assert.notEqual(found.id, product.id);
    assert.deepEqual([found.name, found.price], [product.name, product.price]);
  });
});
