// Unusual changes, and the page `Storage`: what an owner sees after a wrong price import, and how room is made. Engine, vault
// and shop are the real ones.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
const SIZES = [
  ["", { scheme: "light" }],
  ["-dark", { scheme: "dark" }],
  ["-640", { scheme: "light", width: 640, height: 480 }],
  ["-dark-640", { scheme: "dark", width: 640, height: 480 }],
];

/** Waits until nothing on the page is being loaded. */
const settledOn = (page) =>
  page.waitForFunction(() => document.querySelector('[aria-busy="true"], [data-busy="true"]') === null);

after(closeBrowser);

describe("after a wrong price import", () => {
  const home = temporaryHome();
  let door;
  const backUp = async () => {
    const { job } = await door.ask("start_backup", { shop: SHOP });
    return (await door.ended(job)).state;
  };
  const backups = async () => (await door.ask("list_backups", { shop: SHOP })).backups;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    await backUp();
    // As many as it takes to know what is usual.
    for (let day = 0; day < 7; day += 1) {
      await door.ask("pass_practice_day", { shop: SHOP });
      await backUp();
    }
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "deleted_products" });
  });
  after(async () => {
    await door?.close();
    home.remove();
  });

  // Capability 3
  test("the backup tells what is unusual, also on the desktop, and keeps the one before", async () => {
    const { outcome } = await backUp();
    assert.equal(outcome.kind, "backed_up");
    const told = outcome.alarm.findings.map(({ type, way, count }) => `${type} ${way} ${count}`);
    // Some of the 412 products are among those that were deleted.
    assert.match(told.join(", "), /products raised (3[789]|4[01])\d/);
    assert.ok(told.includes("products deleted 37"), told.join(", "));
    const [, before] = await backups();
    assert.equal(before.pinned, true);
    const notices = (await door.heard()).filter(({ notice }) => notice !== undefined);
    assert.match(notices.at(-1).notice, /found unusual changes/);
    assert.doesNotMatch(notices.at(-1).body, /Earl Grey/);
  });

  test("`Discovery`, `Backup Vault` and `Storage` are whole in light and dark, large and small", async () => {
    for (const [size, how] of SIZES) {
      const page = await openPage(door.url, how);
      await page.getByText("Unusual changes", { exact: true }).waitFor();
      await page.getByText("Products, Price: raised in", { exact: false }).first().waitFor();
      await settledOn(page);
      await clean(page, `alarm-discovery${size}`);
      await page.goto(`${door.url}#/vault`);
      await page.getByRole("heading", { level: 1, name: "Backup Vault" }).waitFor();
      await page.getByText("Unusual changes", { exact: true }).waitFor();
      await settledOn(page);
      await clean(page, `alarm-vault${size}`);
      await page.goto(`${door.url}#/storage`);
      await page.getByRole("heading", { level: 1, name: "Storage" }).waitFor();
      await page.getByRole("heading", { name: "Growth" }).waitFor();
      await settledOn(page);
      await clean(page, `storage${size}`);
      await page.getByRole("radio", { name: "Thin out" }).check();
      await page.getByRole("button", { name: "Show what would go" }).scrollIntoViewIfNeeded();
      await clean(page, `storage-rule${size}`);
      await page.getByRole("heading", { name: "What takes the room" }).scrollIntoViewIfNeeded();
      await clean(page, `storage-below${size}`);
      await page.context().close();
    }
  });

  test("a rule is looked at, confirmed and applied; the pinned backup stays", async () => {
    const page = await openPage(`${door.url}#/storage`);
    await page.getByRole("radio", { name: "Keep the last" }).check();
    await page.getByLabel("How many of the newest").fill("1");
    await page.getByRole("button", { name: "Show what would go" }).click();
    const dialog = page.getByRole("dialog", { name: "What this rule deletes" });
    await dialog.getByText("6 backups would be deleted", { exact: false }).waitFor();
    await clean(page, "storage-preview");
    await door.willConfirm(false);
    await dialog.getByRole("button", { name: "Delete 6 backups…" }).click();
    assert.equal((await backups()).length, 9, "the owner said no to the question");
    await door.willConfirm(true);
    await dialog.getByRole("button", { name: "Delete 6 backups…" }).click();
    await page.getByText("6 backups deleted", { exact: false }).first().waitFor();
    assert.deepEqual(
      (await backups()).map(({ backup }) => backup),
      [9, 8, 1],
    );
    await page.context().close();
  });

  test("a backup is named, pinned and deleted by keyboard", async () => {
    const page = await openPage(`${door.url}#/storage`);
    const more = page.getByRole("button", { name: /^What to do with the backup of/ });
    await more.last().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Name it…" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Name this backup" });
    await dialog.getByLabel("Name", { exact: true }).fill("The very first");
    await page.keyboard.press("Enter");
    await page.getByText("The very first").waitFor();
    await page.getByRole("checkbox", { name: /^Choose the backup of/ }).last().check();
    await page.getByRole("button", { name: "Delete selected backups" }).click();
    await page.getByRole("dialog", { name: "Delete 1 backup?" }).waitFor();
    await clean(page, "storage-delete");
    await page.getByRole("button", { name: "Delete 1 backup", exact: true }).click();
    await page.getByText("1 backup deleted", { exact: false }).first().waitFor();
    assert.deepEqual(
      (await backups()).map(({ backup }) => backup),
      [9, 8],
    );
    await page.context().close();
  });

  test("what was planned goes away, and the pin with it", async () => {
    const page = await openPage(door.url);
    await page.getByRole("button", { name: "This is settled" }).click();
    await page.getByRole("dialog", { name: "What became of it?" }).waitFor();
    await clean(page, "alarm-planned");
    await page.getByRole("radio", { name: "planned", exact: true }).check();
    await page.getByRole("checkbox", { name: /need not be kept forever/ }).check();
    await page.getByRole("button", { name: "Close this message" }).click();
    await page.getByText("Unusual changes", { exact: true }).waitFor({ state: "detached" });
    assert.equal((await backups())[1].pinned, false);
    await page.context().close();
  });

  test("a sale is announced", async () => {
    const page = await openPage(door.url);
    await page.getByRole("button", { name: "Plan a price change…" }).click();
    const dialog = page.getByRole("dialog", { name: "When will prices change?" });
    await dialog.getByLabel("What it is").fill("Black Friday");
    await dialog.getByLabel("First day").fill("2026-11-27");
    await dialog.getByLabel("Last day").fill("2026-11-30");
    await clean(page, "planned-change");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Black Friday", { exact: true }).waitFor();
    const { planned } = await door.ask("list_planned_changes", { shop: SHOP });
    assert.equal(planned[0].name, "Black Friday");
    await page.context().close();
  });
});
