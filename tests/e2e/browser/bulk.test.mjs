// A large wrong update, from noticing it to the shop being right again: `Bulk Recovery` on the practice shop, with the real doors,
// engine and vault. The steps build on each other, as they do for an owner.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, picture, program, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
const WRONG = 412;

after(closeBrowser);

describe("a large wrong update", () => {
  const home = temporaryHome();
  let door;
  let page;
  let dark;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    const backUp = async () => door.ended((await door.ask("start_backup", { shop: SHOP })).job);
    await backUp();
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    await backUp();
    page = await openPage(door.url);
    dark = await openPage(door.url, { scheme: "dark", width: 640, height: 480 });
  });
  after(async () => {
    await page?.context().close();
    await dark?.context().close();
    await door?.close();
    home.remove();
  });

  const button = (name, on = page) => on.getByRole("button", { name, exact: true });
  const box = (name) => page.getByRole("checkbox", { name, exact: true });
  const settled = async (on = page) => {
    await on.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton') === null);
  };
  const lookAt = async (name, on = page) => {
    await settled(on);
    await clean(on, name);
  };
  /** What the shop has beside the first backup. */
  const wrongPrices = async () => {
    const found = await door.ask("compare_version", { shop: SHOP, backup: 1, with: { kind: "live" } });
    return found.types.find(({ type }) => type === "products").updated;
  };

  // S2.14.3, S2.7.1
  test("Discovery leads to Bulk Recovery, where no version is selected yet", async () => {
    await page.getByRole("heading", { name: "Discovery", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Compare or restore all of it in Bulk Recovery" }).waitFor();
    await page.getByRole("link", { name: "Backup Vault", exact: true }).click();
    await page.getByRole("link", { name: "Bulk Recovery", exact: true }).click();
    await page.getByRole("heading", { name: "History" }).waitFor();
    await page.getByRole("heading", { name: "Bulk Recovery", level: 1 }).waitFor();
    await lookAt("bulk-unselected-light");
    const restore = button("Restore to this version");
    assert.equal(await restore.getAttribute("aria-disabled"), "true");
    const reason = await page.locator(`#${await restore.getAttribute("aria-describedby")}`).textContent();
    assert.match(reason, /Select a version in History first\./);
  });

  // S2.7.1 - S2.7.3
  test("the version from before the update shows which content type was hit", async () => {
    await page.getByRole("button", { name: /Backup 1 / }).click();
    await page.getByRole("columnheader", { name: "Backed up items" }).waitFor();
    await page.getByRole("columnheader", { name: "Compare to the latest" }).waitFor();
    await button("Compare Products").waitFor();
    assert.deepEqual(
      (await page.getByRole("button", { name: /^Compare [A-Z]/ }).allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
      ["Compare Products", "Compare Logs"],
      "only what changed has a button",
    );
    await lookAt("bulk-light");
    await dark.goto(`${door.url}/#/bulk-recovery/1`);
    await button("Compare Products", dark).waitFor();
    await lookAt("bulk-dark-small", dark);
    await button("Compare Products", dark).scrollIntoViewIfNeeded();
    await picture(dark, "bulk-dark-small-below");
  });

  // S2.7.4, S2.7.5
  test("Version differences says what happened, in numbers that add up and item by item", async () => {
    for (const [on, name] of [[page, "differences-light"], [dark, "differences-dark-small"]]) {
      await button("Compare Products", on).click();
      const dialog = on.getByRole("dialog");
      await dialog.getByText(`${WRONG} changed items`).waitFor({ state: "attached" });
      await dialog.getByText("Selected version", { exact: true }).waitFor();
      await dialog.getByText("Latest version", { exact: true }).waitFor();
      await dialog.getByRole("row").first().waitFor({ state: "attached" });
      await lookAt(name, on);
    }
    await button("Close", dark).last().click();
    const compared = await door.ask("compare_version", { shop: SHOP, backup: 1, with: { kind: "latest" } });
    for (const row of compared.types) {
      assert.equal(row.unchanged + row.updated + row.deleted, row.records, row.label);
      assert.equal(row.unchanged + row.updated + row.added, row.other_records, row.label);
    }
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("Earl Grey 100");
    await dialog.getByRole("row", { name: /Earl Grey 100 g/ }).first().waitFor();
    await dialog.getByRole("row", { name: /Earl Grey 100 g/ }).first().click();
    await page.waitForURL(/#\/vault\/products\/\d+\?at=1&against=2$/);
    await page.getByRole("heading", { name: "Other version" }).waitFor();
    await page.getByText(/^Backup 2 of /).first().waitFor();
    await page.goBack();
    // The version is still selected.
    await button("Compare Products").waitFor();
  });

  // S2.7.4: the shop has what the second backup has, and both backups are still told apart.
  test("a changed item of two past backups is compared between these two", async () => {
    const dialog = page.getByRole("dialog");
    await page.goto(`${door.url}/#/bulk-recovery/2`);
    await page.getByRole("combobox", { name: "Compare with" }).selectOption({ value: "1" });
    await button("Compare Products").click();
    await dialog.getByRole("row", { name: /Earl Grey 100 g/ }).first().click();
    await page.waitForURL(/#\/vault\/products\/\d+\?at=2&against=1$/);
    await page.getByRole("heading", { name: "Other version" }).waitFor();
    await page.getByText("1 field differs").first().waitFor();
    await lookAt("record-two-backups-light");
    await dark.goto(page.url());
    await dark.getByRole("heading", { name: "Other version" }).waitFor();
    await lookAt("record-two-backups-dark-small", dark);
    await page.getByRole("link", { name: "Compare with the shop now" }).click();
    await page.waitForURL(/\?at=2$/);
    await page.getByRole("heading", { name: "Current version" }).waitFor();
    await page.getByText("Both versions are the same.").first().waitFor();
    await Promise.all([page, dark].map((one) => one.goto(`${door.url}/#/bulk-recovery/1`)));
  });

  test("the shop as it is now can be the other side, too", async () => {
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("live");
    await page.getByRole("columnheader", { name: "Compare to the shop now" }).waitFor();
    await button("Compare Products").waitFor();
    await lookAt("bulk-live-light");
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("latest");
    await page.getByRole("columnheader", { name: "Compare to the latest" }).waitFor();
  });

  // S2.7.6, S2.7.9, S2.7.11, S2.16.1
  test("the content types are chosen, and the preview is confirmed over what will happen", async () => {
    await button("Restore to this version").click();
    await page.getByRole("dialog").getByRole("heading", { name: "Select categories to restore" }).waitFor();
    assert.equal(await button("Restore now").getAttribute("aria-disabled"), "true");
    await box("All items").check();
    await lookAt("categories-light");
    await box("All items").uncheck();
    await box("Products").check();
    assert.equal(await box("All items").evaluate((found) => found.indeterminate), true);
    await button("Restore to this version", dark).click();
    await lookAt("categories-dark-small", dark);
    await dark.keyboard.press("Escape");
    await button("Restore now").click();
    await page.waitForURL(/#\/restore\/\d+$/);
    await page.getByRole("heading", { name: "Please check before you confirm" }).waitFor();
    await page.getByText(`${WRONG} items will be updated`).first().waitFor();
    await page.getByText("This computer").first().waitFor();
    assert.equal(await wrongPrices(), WRONG, "nothing is written by a preview");
    await lookAt("bulk-preview-light");
    await dark.goto(page.url());
    await dark.getByRole("heading", { name: "Please check before you confirm" }).waitFor();
    await lookAt("bulk-preview-dark-small", dark);
  });

  // S2.8.1 - S2.8.5, S2.16.2
  test("the restore shows how far it is and leads to its entry in the history", async () => {
    await door.willConfirm(true);
    await button("Restore to this version").click();
    // A restore of the practice shop is over in a moment; its page may be gone before it is looked at.
    await page.waitForURL(/#\/recovery\/\d+$/);
    const asked = (await door.heard()).filter((what) => what.confirm).at(-1);
    assert.match(asked.message, /^Products: 412$/m, "the computer names the content types, too");
    await page.getByRole("columnheader", { name: "Successful items" }).waitFor();
    await page.getByRole("row", { name: /Products.*Done.*412.*0.*412 of 412/ }).waitFor();
    await lookAt("bulk-recovery-light");
    await dark.goto(page.url());
    await dark.getByRole("columnheader", { name: "Successful items" }).waitFor();
    await lookAt("bulk-recovery-dark-small", dark);
    await page.getByRole("link", { name: "View Detail of Products" }).click();
    await page.waitForURL(/#\/recovery\/\d+\/products$/);
    await page.getByText(`${WRONG} of ${WRONG} items shown`).waitFor();
  });

  // S2.9.1 - S2.9.3
  test("the recovery history is filtered by days and status", async () => {
    await page.goto(`${door.url}/#/bulk-recovery`);
    await page.getByRole("link", { name: "Recovery history", exact: true }).click();
    await page.getByRole("link", { name: /^View Detail/ }).waitFor();
    await page.getByRole("radio", { name: "Fail" }).check({ force: true });
    await page.getByText("No recovery has the status Fail.").waitFor();
    await lookAt("recoveries-filtered-light");
    await button("Show every status").click();
    await page.getByLabel("From", { exact: true }).fill("2031-01-01");
    await page.getByText(/outside these dates/).waitFor();
    await button("Show all dates").click();
    await page.getByRole("row", { name: /412/ }).waitFor();
    await lookAt("recoveries-light");
    await dark.goto(`${door.url}/#/recoveries`);
    await dark.getByRole("link", { name: /^View Detail/ }).waitFor();
    await lookAt("recoveries-dark-small", dark);
  });

  // S2.14.3: verify
  test("the shop is as it was before the update", async () => {
    assert.equal(await wrongPrices(), 0);
    await page.goto(`${door.url}/#/bulk-recovery/1`);
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("live");
    await page.getByRole("columnheader", { name: "Compare to the shop now" }).waitFor();
    assert.equal(await button("Compare Products").count(), 0);
  });
});

describe("a restore that takes its time", () => {
  const home = temporaryHome();
  const LARGE = "Large";
  const ITEMS = 90_000;
  let door;
  let page;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    const file = join(home.folder, "large.sqlite");
    // Writes the odd shop, or changes it as its own software would.
    const odd = (...words) => execFileSync(program("examples/odd_shop"), words);
    odd(file);
    odd(file, `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT ${ITEMS})
               INSERT INTO items SELECT 1000 + n, 'Item ' || n, hex(randomblob(40)), n, NULL FROM number`);
    await door.willPick(file);
    const { chosen } = await door.ask("pick", { purpose: "shop_file" });
    await door.ask("add_sqlite_shop", { name: LARGE, file: chosen.handle });
    await door.ended((await door.ask("start_backup", { shop: LARGE })).job);
    odd(file, "UPDATE items SET name = name || ' wrong' WHERE id > 1000");
    page = await openPage(door.url);
  });
  after(async () => {
    await page?.context().close();
    await door?.close();
    home.remove();
  });

  // S2.8.1 - S2.8.4, S2.8.6, S2.16.2
  test("its page opens by itself, never goes back, and after a stop says what was changed and what was not", async () => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.goto(`${door.url}/#/bulk-recovery/1`);
    await page.getByRole("button", { name: "Restore to this version", exact: true }).click();
    await page.getByRole("checkbox", { name: "All items", exact: true }).check();
    await page.getByRole("checkbox", { name: "Restore without comparing first", exact: true }).check();
    await page.getByRole("button", { name: "Restore now", exact: true }).click();
    await page.getByRole("heading", { name: "Please check before you confirm" }).waitFor();
    await door.willConfirm(true);
    await page.getByRole("button", { name: "Restore to this version", exact: true }).click();
    const bar = page.getByRole("progressbar", { name: "Restore process", exact: true });
    await bar.waitFor();
    await page.getByText(/^Target version: /).waitFor();
    await page.getByText("Told when it has finished: This computer").waitFor();
    const seen = [];
    while (seen.length < 200) {
      const { recovery, types } = await door.ask("recovery_progress", { shop: LARGE, run: null });
      if (recovery) {
        const sum = (of) => types.reduce((so, row) => so + of(row), 0);
        const completed = sum((row) => row.succeeded + row.failed);
        assert.ok(completed <= sum((row) => row.total));
        assert.ok(completed >= (seen.at(-1) ?? 0), "never backwards");
        seen.push(completed);
        if (completed > 0) break;
      }
      await page.waitForTimeout(50);
    }
    assert.ok(seen.at(-1) > 0 && seen.at(-1) < ITEMS, `still at work: ${seen.at(-1)}`);
    await page.getByRole("link", { name: /^View Detail of / }).first().waitFor();
    await clean(page, "restore-under-way-light");
    await page.getByRole("button", { name: "Stop this restore", exact: true }).click();
    await page.getByRole("dialog").getByText(/may already have changed live data/).waitFor();
    await page.getByRole("button", { name: "Stop the restore", exact: true }).click();
    await page.waitForURL(/#\/recovery\/\d+$/);
    await page.getByText("The restore was stopped.").waitFor();
    const [stopped] = (await door.ask("list_recoveries", { shop: LARGE })).recoveries;
    assert.equal(stopped.status, "Fail");
    assert.equal(stopped.succeeded + stopped.failed + stopped.skipped, stopped.total);
    assert.ok(stopped.skipped > 0 && stopped.succeeded > 0);
    await page.getByText("Stopped", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Undo this restore", exact: true }).waitFor();
    await clean(page, "restore-stopped-light");
  });
});
