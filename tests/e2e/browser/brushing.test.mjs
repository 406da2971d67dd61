// Parts of a preview left out, single fields across many items, and a mistake between two backups. Engine, vault and shop are
// the real ones.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
let home;
let door;

async function backUp() {
  const { job } = await door.ask("start_backup", { shop: SHOP });
  assert.equal((await door.ended(job)).state.kind, "ended");
}

const buttonOf = (page, name) => page.getByRole("button", { name, exact: true });
const textOf = (page, text) => page.getByText(text, { exact: false }).first().waitFor();

before(async () => {
  home = temporaryHome();
  door = await openDoor(home.folder);
  const { suggested_folder: folder } = await door.ask("open_desk");
  await door.ask("create_vault", { folder: folder.handle, passphrase: null, remember: true });
  await door.ask("add_practice_shop");
  await backUp();
  await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
  await backUp();
});

after(async () => {
  await closeBrowser();
  await door?.close();
  home?.remove();
});

describe("only what is meant is written", () => {
  // Capability 2, S2.7
  test("prices alone go back, and an unticked item stays", async () => {
    for (const [scheme, size] of [["light", {}], ["dark", { width: 640, height: 480 }]]) {
      const page = await openPage(`${door.url}/#/vault/products`, { scheme, ...size });
      await page.getByRole("link", { name: "Only some fields" }).click();
      await page.getByRole("checkbox", { name: "Price", exact: true }).check();
      await clean(page, `brush-${scheme}`);
      await buttonOf(page, "Show what would be written").click();
      await textOf(page, "412 items will be updated");
      // The list is under what is to be looked at first, and shows what is in sight.
      await page.getByRole("searchbox", { name: "Search what will be written" }).fill("Earl Grey 100");
      await page.getByRole("checkbox", { name: "Restore Earl Grey 100 g", exact: true }).uncheck();
      await clean(page, `brush-unticked-${scheme}`);
      await buttonOf(page, "Show the preview of this").click();
      await textOf(page, "411 items will be updated");
      await textOf(page, "1 item is left out.");
      await clean(page, `brush-without-${scheme}`);
      await page.context().close();
    }
  });

  // Capability 2: by category
  test("only the products of a category are meant", async () => {
    const page = await openPage(`${door.url}/#/only-some-fields/products/1`);
    await page.getByRole("checkbox", { name: "Price", exact: true }).check();
    await page.getByRole("combobox", { name: "Only items that belong to" }).selectOption({ label: "Categories" });
    await page.getByRole("searchbox", { name: "Which one of Categories" }).fill("Organic tea");
    const found = page.getByRole("list", { name: "Which one of Categories" });
    await found.getByRole("button").first().waitFor();
    await clean(page, "brush-category");
    await found.getByRole("button").first().click();
    await buttonOf(page, "Choose another").waitFor();
    await buttonOf(page, "Show what would be written").click();
    await page.waitForURL(/#\/restore\/\d+$/);
    const told = await page.getByText(/items? will be updated|Nothing would be written/).first().textContent();
    const count = Number(/(\d+) items?/.exec(told)?.[1] ?? 0);
    assert.ok(count > 0 && count < 412, told);
    await page.setViewportSize({ width: 640, height: 480 });
    await page.goto(`${door.url}/#/only-some-fields/products/1`);
    await page.getByRole("combobox", { name: "Only items that belong to" }).selectOption({ label: "Brands" });
    await page.getByRole("list", { name: "Which one of Brands" }).scrollIntoViewIfNeeded();
    await clean(page, "brush-brand-small");
    await page.context().close();
  });

  // Capability 5
  test("what happened between two backups is shown, decided and taken back", async () => {
    const page = await openPage(door.url, {});
    await page.getByRole("link", { name: "Undo what happened between these two backups" }).click();
    await clean(page, "revert");
    await buttonOf(page, "Show what would be written").click();
    await textOf(page, "412 items will be updated, nothing deleted.");
    await textOf(page, "What came since stays.");
    await clean(page, "revert-preview");
    await door.willConfirm(true);
    await buttonOf(page, "Undo the mistake").click();
    await textOf(page, "412 items restored");
    await page.context().close();
  });
});
