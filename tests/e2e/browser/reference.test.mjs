// The guide's quick reference, row by row: each task is reached by its path, through the window's own links, and its main action
// is there.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { closeBrowser, openDoor, openPage, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";

after(closeBrowser);

// S2.18.1
describe("the quick reference", () => {
  const home = temporaryHome();
  let door;
  let page;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    const backUp = async () => door.ended((await door.ask("start_backup", { shop: SHOP })).job);
    await backUp();
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    await backUp();
    const { folder } = await door.ask("export_offer", { shop: SHOP });
    const { job } = await door.ask("start_export", {
      shop: SHOP, types: ["products"], format: "csv", folder: folder.handle,
      recipients: [{ kind: "this_computer" }], fresh: false,
    });
    assert.equal((await door.ended(job)).state.kind, "ended");
    page = await openPage(door.url);
  });
  after(async () => {
    await page?.context().close();
    await door?.close();
    home.remove();
  });

  const button = (name) => page.getByRole("button", { name, exact: true });
  const main = (name) =>
    page.getByRole("navigation", { name: "Main navigation", exact: true }).getByRole("link", { name, exact: true }).click();
  const within = (area, name) =>
    page.getByRole("navigation", { name: area, exact: true }).getByRole("link", { name, exact: true }).click();
  /** An item that the mistake changed. */
  const item = async () => {
    await page.getByRole("link", { name: /^Products/ }).first().click();
    await page.waitForURL(/#\/vault\/products/);
    const { records } = await door.ask("list_records", {
      shop: SHOP, type: "products", find: "Earl Grey 100 g", deleted: "with", offset: 0, limit: 1,
    });
    await page.goto(`${door.url}/#/vault/products/${records[0].id}`);
    await page.getByRole("combobox", { name: "Selected version" }).waitFor();
  };
  const restoreProducts = async () => {
    await button("Restore to this version").click();
    await page.getByRole("checkbox", { name: "Products", exact: true }).check();
    const skip = page.getByRole("checkbox", { name: /without comparing/ });
    if (await skip.count()) await skip.check();
  };

  const TASKS = [
    {
      task: "Back up all store data",
      path: ["Backup Vault", "Backup vault"],
      action: () => button("Backup all data").waitFor(),
    },
    {
      task: "Review stored content types",
      path: ["Backup Vault", "Backup vault"],
      action: () => page.getByRole("heading", { name: "Item Storage" }).waitFor(),
    },
    {
      task: "Compare one record",
      path: ["Backup Vault", "Backup vault"],
      action: async () => {
        await item();
        const versions = page.getByRole("combobox", { name: "Selected version" });
        assert.equal(await versions.locator("option").count(), 2);
      },
    },
    {
      task: "Restore one record",
      path: ["Backup Vault", "Backup vault"],
      action: async () => {
        await item();
        await page.getByRole("combobox", { name: "Selected version" }).selectOption({ index: 1 });
        await button("Restore to this version").waitFor();
      },
    },
    {
      task: "Restore many records",
      path: ["Backup Vault", "Bulk Recovery"],
      action: async () => {
        await page.getByRole("button", { name: /Backup 1 / }).click();
        await button("Compare Products").waitFor();
        await restoreProducts();
        assert.notEqual(await button("Restore now").getAttribute("aria-disabled"), "true");
      },
    },
    {
      task: "Monitor restore",
      path: ["Backup Vault", "Bulk Recovery"],
      action: async () => {
        await page.getByRole("button", { name: /Backup 1 / }).click();
        await button("Compare Products").waitFor();
        await restoreProducts();
        await button("Restore now").click();
        await page.waitForURL(/#\/restore\/\d+$/);
        await door.willConfirm(true);
        await button("Restore to this version").click();
        // The practice shop is restored in a moment; what the process page showed stands in the history, too.
        await page.waitForURL(/#\/recovery\/\d+$/);
        for (const column of ["Status", "Successful items", "Error items"]) {
          await page.getByRole("columnheader", { name: column, exact: true }).waitFor();
        }
      },
    },
    {
      task: "Review restore audit trail",
      path: ["Backup Vault", "Recovery history"],
      action: async () => {
        await page.getByLabel("From", { exact: true }).waitFor();
        await page.getByRole("radio", { name: "Done", exact: true }).check({ force: true });
        await page.getByRole("link", { name: /^View Detail/ }).waitFor();
      },
    },
    {
      task: "Export now",
      path: ["Export", "Quick Export"],
      action: async () => {
        await page.getByRole("checkbox").first().waitFor();
        await button("Start export").waitFor();
      },
    },
    {
      task: "Schedule exports",
      path: ["Export", "Schedule Export"],
      action: async () => {
        await button("Save").waitFor();
      },
    },
    {
      task: "Review export audit trail",
      path: ["Export", "History"],
      action: async () => {
        await page.getByRole("button", { name: /^What to do with the export of / }).waitFor();
      },
    },
  ];

  test("the guide names ten tasks", () => assert.equal(TASKS.length, 10));

  for (const { task, path, action } of TASKS) {
    test(`${task}: ${path.join(" > ")}`, async () => {
      const [area, tab] = path;
      await main(area);
      await within(area, tab);
      await action();
      assert.deepEqual(page.troubles, []);
      await page.keyboard.press("Escape");
    });
  }
});
