// `Settings` > `Backups`, and two files beside each other without a vault. Engine, vault, shop and files are the real ones.
import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
let home;
let door;

const buttonOf = (page, name) => page.getByRole("button", { name, exact: true });
const looks = [
  ["light", {}],
  ["dark", { scheme: "dark", width: 640, height: 480 }],
];
const dump = (rows) =>
  ["-- MySQL dump 10.13", "CREATE TABLE `teas` (`id` int NOT NULL, `name` text, `price` decimal(8,2), PRIMARY KEY (`id`));"]
    .concat(rows.map((row) => `INSERT INTO \`teas\` VALUES (${row});`), "-- Dump completed")
    .join("\n");

before(() => {
  home = temporaryHome();
  writeFileSync(join(home.folder, "march.sql"), dump(["1,'Sencha',4.50", "2,'Assam',3.20"]));
  writeFileSync(join(home.folder, "june.sql"), dump(["1,'Sencha',5.50", "2,'Assam',3.20", "3,'Matcha',12.00"]));
});

after(async () => {
  await closeBrowser();
  await door?.close();
  home?.remove();
});

describe("two files and no vault", () => {
  // S2.1.4, capability 8: dropped on the window, compared, and an item of theirs beside itself
  test("what happened from one to the other is seen without a vault", async () => {
    door = await openDoor(home.folder);
    for (const [name, look] of looks) {
      const page = await openPage(door.url, look);
      await buttonOf(page, "Look at files").waitFor();
      await clean(page, `files-first-run-${name}`);
      const address = await door.drop([join(home.folder, "march.sql"), join(home.folder, "june.sql")]);
      await page.goto(`${door.url}/${address}`);
      await page.getByRole("heading", { name: "What differs" }).waitFor();
      await page.getByText("teas").first().waitFor();
      await clean(page, `files-compared-${name}`);
      await page.getByRole("button", { name: /^Show/ }).click();
      await page.getByText("Sencha").first().waitFor();
      await clean(page, `files-items-${name}`);
      await page.getByText("Sencha").first().click();
      await page.keyboard.press("Enter");
      await page.getByText("5.50").first().waitFor();
      await page.getByText("4.50").first().waitFor();
      await clean(page, `files-record-${name}`);
      await page.context().close();
    }
    assert.equal(existsSync(join(home.folder, "Backstock")), false, "no vault was made");
  });
});

describe("one file and no vault", () => {
  // Issue 5: opened or dropped, one file shows what is in it, and what can be done with it
  test("what is in it is seen, and it is compared with a second one", async () => {
    for (const [name, look] of looks) {
      const page = await openPage(door.url, look);
      await buttonOf(page, "Look at files").waitFor();
      const address = await door.drop([join(home.folder, "march.sql")]);
      await page.goto(`${door.url}/${address}`);
      await page.getByRole("heading", { name: "In march.sql" }).waitFor();
      await page.getByText("SQL file (MySQL or MariaDB").waitFor();
      await page.getByRole("row", { name: /^Teas\s+2$/i }).waitFor();
      assert.equal(await page.getByText(/^Restore into/).count(), 0, "there is no shop to restore into");
      await clean(page, `files-one-${name}`);
      await door.willPick(join(home.folder, "june.sql"));
      await buttonOf(page, "Compare with another file…").click();
      await page.getByRole("heading", { name: "What differs" }).waitFor();
      await page.context().close();
    }
    assert.equal(existsSync(join(home.folder, "Backstock")), false, "no vault was made");
  });
});

describe("the list of backup files", () => {
  before(async () => {
    const { suggested_folder: folder } = await door.ask("open_desk");
    await door.ask("create_vault", { folder: folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    const { job } = await door.ask("start_backup", { shop: SHOP });
    assert.equal((await door.ended(job)).state.kind, "ended");
  });

  // S0.1 - S0.5: made and added through the form, and in the list afterwards
  test("a file is made, another one is added, and the list says what is in them", async () => {
    for (const [name, look] of looks) {
      const page = await openPage(`${door.url}/#/settings/backups`, look);
      await buttonOf(page, "Create backup").waitFor();
      await clean(page, `backups-${name}`);
      await buttonOf(page, "Create backup").click();
      await page.getByLabel("Backup record *").fill(`Made in ${name}`);
      await clean(page, `backups-form-${name}`);
      await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
      // A backup, a file of all of it, and reading it back: on a busy machine that takes its time.
      await page.getByRole("rowheader", { name: `Made in ${name}` }).waitFor({ timeout: 180_000 });
      await page.context().close();
    }
    const page = await openPage(`${door.url}/#/settings/backups`);
    await buttonOf(page, "Upload backup").click();
    await door.willPick(join(home.folder, "march.sql"));
    await buttonOf(page, "Choose a file…").click();
    await page.getByText("march.sql").first().waitFor();
    await clean(page, "backups-upload");
    await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
    await page.getByText("SQL file (MySQL or MariaDB").first().waitFor();
    await clean(page, "backups-listed");
    await page.context().close();
    assert.equal(readdirSync(join(home.folder, "Backstock files")).length, 2);
  });

  // Issue 5: with a shop, the file can be listed, imported and restored; dropped on the list, it is for the list
  test("one file leads to the list, the history and a restore", async () => {
    const page = await openPage(`${door.url}/#/storage`);
    const address = await door.drop([join(home.folder, "june.sql")]);
    await page.goto(`${door.url}/${address}`);
    await page.getByRole("heading", { name: "In june.sql" }).waitFor();
    await buttonOf(page, `Restore into ${SHOP}…`).click();
    await page.getByRole("heading", { name: "Restore june" }).waitFor();
    await buttonOf(page, "Cancel").click();
    await buttonOf(page, `Add to the history of ${SHOP}…`).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add to the history" }).click();
    // In the dialog, and as a message.
    await page.getByText(/nothing that is in the backups of/).first().waitFor();
    await clean(page, "files-one-shop");
    await buttonOf(page, "Cancel").click();
    await buttonOf(page, "Add to the list of backup files").click();
    await page.getByRole("heading", { name: "Upload backup" }).waitFor();
    assert.equal(await page.getByLabel("Backup record *").inputValue(), "june");
    await buttonOf(page, "Cancel").click();
    const again = await door.drop([join(home.folder, "march.sql")]);
    await page.evaluate((address) => (location.hash = address.slice(address.indexOf("#"))), again);
    await page.getByRole("heading", { name: "Upload backup" }).waitFor();
    assert.equal(await page.getByLabel("Backup record *").inputValue(), "march");
    await buttonOf(page, "Cancel").click();
    await page.context().close();
  });

  // S0.6: by keyboard and by drag; leaving asks; the order is there the next time
  test("the order is the owner's", async () => {
    const page = await openPage(`${door.url}/#/settings/backups`);
    const names = () => page.locator("tbody th span[title]").allTextContents();
    await page.getByRole("rowheader", { name: "march" }).waitFor();
    assert.deepEqual(await names(), ["march", "Made in dark", "Made in light"]);
    await page.getByRole("button", { name: /^Move march, 1 of 3/ }).focus();
    await page.keyboard.press("End");
    assert.deepEqual(await names(), ["Made in dark", "Made in light", "march"]);
    const handles = page.locator("[data-handle]");
    await handles.nth(1).dragTo(handles.nth(0));
    assert.deepEqual(await names(), ["Made in light", "Made in dark", "march"]);
    await page.evaluate(() => (location.hash = "#/storage"));
    await page.getByRole("heading", { name: "Leave without saving the order?" }).waitFor();
    await clean(page, "backups-leave");
    await buttonOf(page, "Stay here").click();
    await buttonOf(page, "Save changes").click();
    await page.getByText("The order was saved.").waitFor();
    await page.reload();
    await page.getByRole("rowheader", { name: "march" }).waitFor();
    assert.deepEqual(await names(), ["Made in light", "Made in dark", "march"]);
    await page.context().close();
  });

  // S0.8, S0.10: restored through a preview, with a safety backup, and a list of what to try out
  test("a mistake is taken back from a file", async () => {
    const { records } = await door.ask("list_records", {
      shop: SHOP, type: "products", find: "Earl Grey 100 g", deleted: "with", offset: 0, limit: 1,
    });
    const price = async () => {
      const asked = { shop: SHOP, type: "products", id: records[0].id, selected: 1, fresh: true };
      return (await door.ask("compare_record", asked)).summary.find((row) => row.path === "/price").current.text;
    };
    const before = await price();
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    const wrong = await price();
    assert.notEqual(wrong, before);
    const page = await openPage(`${door.url}/#/settings/backups`);
    await page.getByLabel("Select Made in light").check();
    await buttonOf(page, "Restore backup").click();
    await page.getByText("Restoring can overwrite current data", { exact: true }).waitFor();
    await clean(page, "backups-restore-light");
    await buttonOf(page, "Show what would change").click();
    await page.waitForURL(/#\/restore\/\d+/);
    await buttonOf(page, "Restore to this version").waitFor();
    await clean(page, "backups-preview-light");
    assert.deepEqual((await door.ask("list_recoveries", { shop: SHOP })).recoveries, [], "a preview writes nothing");
    assert.equal(await price(), wrong, "a preview writes nothing");

    await door.willConfirm(true);
    await buttonOf(page, "Restore to this version").click();
    await page.waitForURL(/#\/recovery\/\d+$/);
    await page.getByRole("heading", { name: "Test your shop now" }).waitFor();
    await page.getByRole("checkbox", { name: /^Checkout/ }).waitFor();
    await clean(page, "backups-restored-light");
    await page.context().close();
    assert.equal(await price(), before);
    const [run, ...others] = (await door.ask("list_recoveries", { shop: SHOP })).recoveries;
    assert.deepEqual(others, []);
    assert.equal(run.status, "Done");
    const { backups } = await door.ask("list_backups", { shop: SHOP });
    assert.ok(backups.some(({ origin }) => origin === "safety"), "the shop as it was before was kept");
  });

  // S0.7: into the trash with the dates named, twice for the last one, and out of it again
  test("what is deleted goes into a trash that can be emptied", async () => {
    const page = await openPage(`${door.url}/#/settings/backups`);
    await page.getByLabel("Select all backup files").check();
    await buttonOf(page, "Delete selected backups").click();
    await page.getByRole("heading", { name: "Trash" }).waitFor();
    await clean(page, "backups-trash");
    const questions = (await door.heard()).filter(({ confirm }) => confirm !== undefined).slice(-2);
    assert.match(questions[0].confirm, /Delete 3 backup files/);
    assert.match(questions[0].message, /20\d\d/);
    assert.match(questions[1].message, /No backup file that can be used would be left/);
    await buttonOf(page, "Empty the trash").click();
    await page.getByText("2 backup files removed from the disk").waitFor();
    assert.deepEqual(readdirSync(join(home.folder, "Backstock files")), []);
    assert.ok(existsSync(join(home.folder, "march.sql")), "a file that was picked stays");
    await page.context().close();
  });
});
