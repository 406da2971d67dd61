// What the window says when something does not go as the owner expects: another process is at work, a change cannot be seen, a type
// is not backed up. Engine, vault, shops and the other process are the real ones.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, program, temporaryHome } from "../stage.mjs";

const LARGE = "Large Tea";
const SMALL = "Small Tea";
const SPARSE = "Sparse Tea";

describe("why something cannot be done or seen", () => {
  const home = temporaryHome();
  const largeFile = join(home.folder, "large.sqlite");
  const smallFile = join(home.folder, "small.sqlite");
  const sparseFile = join(home.folder, "sparse.sqlite");
  let door;
  let page;
  let key;

  const edit = (file, sql) => execFileSync(program("examples/odd_shop"), [file, sql]);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const shown = (text) => page.getByText(text, { exact: false }).first().waitFor();
  const visit = (hash) => page.goto(`${door.url}/${hash}`);
  const choose = async (name) => {
    const switcher = page.getByRole("button", { name: /^(Practice shop|Shop) / });
    await switcher.click();
    await page.getByRole("menuitemradio", { name, exact: false }).click();
    await switcher.filter({ hasText: name }).waitFor();
  };
  const command = (...words) =>
    spawn(program("backstock-cli"), ["--vault", join(home.folder, "Backstock"), "--quiet", ...words], {
      env: { ...process.env, BACKSTOCK_RECOVERY_KEY: key },
      stdio: ["ignore", "ignore", "inherit"],
    });
  const ended = (child) =>
    new Promise((resolve, reject) => {
      child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`backstock-cli ended with ${code}`))));
    });
  /** The reason beside a button, as a screen reader is told it. */
  const reasonOf = (found) =>
    found.evaluate((element) => document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent);

  before(async () => {
    edit(largeFile, `CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, note TEXT);
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 200000)
      INSERT INTO items SELECT n, 'Item ' || n, hex(randomblob(40)) FROM number`);
    edit(smallFile, `CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE letters (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO items VALUES (1, 'Sencha'), (2, 'Assam');
      INSERT INTO letters VALUES (1, 'A letter')`);
    // As much of Harbour Tea's software as its profile is known by.
    edit(sparseFile, `CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE trade_documents (id INTEGER PRIMARY KEY, kind TEXT);
      CREATE TABLE theme_files (id INTEGER PRIMARY KEY, path TEXT);
      INSERT INTO products VALUES (1, 'Earl Grey')`);
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    const made = await door.ask("create_vault", {
      folder: desk.suggested_folder.handle,
      passphrase: null,
      remember: true,
    });
    key = made.recovery_key.join("-");
    for (const [name, file] of [
      [LARGE, largeFile],
      [SMALL, smallFile],
      [SPARSE, sparseFile],
    ]) {
      await door.willPick(file);
      const { chosen } = await door.ask("pick", { purpose: "shop_file" });
      await door.ask("add_sqlite_shop", { name, file: chosen.handle });
      const { job } = await door.ask("start_backup", { shop: name });
      assert.equal((await door.ended(job)).state.kind, "ended");
    }
    page = await openPage(door.url);
    await page.getByRole("heading", { name: "Discovery", level: 1 }).waitFor();
  });
  after(async () => {
    await page?.context().close();
    await closeBrowser();
    await door?.close();
    home.remove();
  });

  // S2.2.5, S2.6.6, S2.15.1
  test("a backup from the command line keeps the button off, with the reason, until it has ended", async () => {
    await choose(LARGE);
    await visit("#/vault");
    await shown("Item Storage");
    edit(largeFile, "INSERT INTO items VALUES (0, 'The newest item', NULL)");
    const all = button("Backup all data").first();
    assert.notEqual(await all.getAttribute("aria-disabled"), "true");

    const other = command("backup", LARGE);
    const over = ended(other);
    try {
      while ((await door.ask("list_jobs")).elsewhere === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      other.kill("SIGSTOP");
      await page.locator('button[aria-disabled="true"]', { hasText: "Backup all data" }).first().waitFor();
      assert.equal(
        await reasonOf(all),
        "A backup of this shop is running in another window or on the command line. You can back up when it has finished.",
      );
      await all.click({ force: true });
      assert.equal(await page.getByRole("dialog").count(), 0, "pressing it asks nothing");
      const bar = page.getByRole("region", { name: "Running job" });
      await bar.getByText(`Backing up ${LARGE}`).waitFor();
      await bar.getByText("in another window or on the command line", { exact: false }).waitFor();
      await clean(page, "elsewhere");

      await visit("#/vault/items");
      await page.getByText("A recent change is not here?").click();
      await shown("A backup is running. The change may show up when it has finished.");

      // A vault does one job at a time: the other shop has to wait as well, and is told for which one.
      await choose(SMALL);
      await visit("#/vault");
      await shown("Item Storage");
      await page.locator('button[aria-disabled="true"]', { hasText: "Backup all data" }).first().waitFor();
      assert.equal(
        await reasonOf(all),
        `A backup of ${LARGE} is running in another window or on the command line, and a vault does one job at a time. You can back up when it has finished.`,
      );
      await choose(LARGE);
      await visit("#/vault");
      await shown("200,000");
    } finally {
      other.kill("SIGCONT");
    }
    await over;
    // It has ended: the button is back, and the page has read itself anew.
    await page.locator('button:not([aria-disabled="true"])', { hasText: "Backup all data" }).first().waitFor();
    assert.equal(await reasonOf(all), undefined);
    await shown("200,001");
    assert.equal(await page.getByRole("region", { name: "Running job" }).count(), 0);
  });

  // S2.15.1
  test("a change that cannot be seen: the app says which cause it is", async () => {
    await choose(SMALL);
    await visit("#/vault/items");
    await page.getByText("A recent change is not here?").click();
    await button("Look in the shop now").click();
    await shown("is the same in the shop as in the backup of");
    await clean(page, "change-same");

    edit(smallFile, "UPDATE items SET name = 'Sencha, first flush' WHERE id = 1; DELETE FROM items WHERE id = 2");
    await button("Look in the shop now").click();
    await shown("2 items changed in the shop since the backup of");
    await shown("0 added, 1 updated, 1 deleted");
    await clean(page, "change-since");

    await ended(command("backup", SMALL, "--type", "letters"));
    await visit("#/vault");
    await visit("#/vault/items");
    await page.getByText("A recent change is not here?").click();
    await shown("was left out of the latest backup");
    await clean(page, "change-left-out");

    // Such a backup protects no shop, and the list says so.
    const discovery = await door.ask("discovery", { shop: SMALL });
    assert.equal(discovery.last_backup.backup, 1);
    assert.equal(discovery.backups[0].partial, true);
    await visit("#/discovery");
    await shown("a part of the shop");
    await clean(page, "discovery-partial");
  });

  // S2.0.4
  test("types that a shop lacks are named with the reason, and the page does not wait for that", async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/door/missing_types", async (route) => {
      await held;
      await route.continue();
    });
    await choose(SPARSE);
    await visit("#/vault");
    await page.getByRole("heading", { name: "Store business data" }).waitFor();
    assert.equal(await page.getByText("Not backed up", { exact: true }).count(), 0);
    release();
    await shown("Widgets: This shop has no table for it (`widgets`).");
    await clean(page, "missing-types");
    await page.unroute("**/door/missing_types");
  });
});
