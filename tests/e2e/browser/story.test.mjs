// The owner's first hour, from beginning to end, on the practice shop: the window, the doors, the engine and the vault are the
// real ones. The steps build on each other, as they do for an owner.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, picture, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";

describe("an owner's first hour", () => {
  const home = temporaryHome();
  let door;
  let page;

  before(async () => {
    door = await openDoor(home.folder);
    page = await openPage(door.url);
  });
  after(async () => {
    await closeBrowser();
    await door?.close();
    home.remove();
  });

  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("link", { name, exact: true });
  const backUpAll = async () => {
    const newest = async () => (await door.ask("list_jobs")).jobs[0]?.job ?? 0;
    const before = await newest();
    await button("Backup all data").first().click();
    await button("Confirm").click();
    // The press is over before the door has heard of it.
    while ((await newest()) === before) await page.waitForTimeout(20);
    const news = await door.ended(await newest());
    assert.equal(news.state.kind, "ended", JSON.stringify(news.state));
    return news.state.outcome.backup;
  };
  const lookAt = (name) => clean(page, `${name}-light`);

  // S2.1.4
  test("the first start offers a practice shop, a new vault or an existing one", async () => {
    await page.getByRole("heading", { name: "Welcome to Backstock" }).waitFor();
    await button("Open the practice shop").waitFor();
    await button("Create a vault").waitFor();
    await button("Open a vault…").waitFor();
    await lookAt("first-run");
  });

  // S2.0.1, S2.0.2, S2.1.3
  test("one click opens the practice shop, and Discovery is the first page", async () => {
    await button("Open the practice shop").click();
    await page.getByRole("heading", { name: "Discovery", level: 1 }).waitFor();
    await page.getByText("Your shop is not protected yet.").waitFor();
    const navigation = page.getByRole("navigation", { name: "Main navigation", exact: true });
    assert.deepEqual(
      (await navigation.getByRole("link").allInnerTexts()).map((text) => text.trim()),
      ["Discovery", "Backup Vault", "Export", "Storage", "Knowledge Base", "Settings"],
    );
    assert.equal(await link("Discovery").getAttribute("aria-current"), "page");
    await lookAt("discovery-empty");
  });

  // S2.0.1, S2.1.3
  test("every area of the guide has its place, and the place one is at is marked", async () => {
    const navigation = page.getByRole("navigation", { name: "Main navigation", exact: true });
    const marked = (of) =>
      of.getByRole("link").evaluateAll((links) =>
        links.filter((found) => found.getAttribute("aria-current") === "page").map((found) => found.innerText.trim()),
      );
    for (const [area, tabs] of [
      ["Backup Vault", ["Backup vault", "Bulk Recovery"]],
      ["Export", ["Quick Export", "Schedule Export", "History"]],
    ]) {
      await navigation.getByRole("link", { name: area, exact: true }).click();
      for (const tab of tabs) {
        const inside = page.getByRole("navigation", { name: area, exact: true });
        await inside.getByRole("link", { name: tab, exact: true }).click();
        await inside.locator("[aria-current=page]", { hasText: tab }).waitFor();
        assert.deepEqual(await marked(navigation), [area]);
        assert.deepEqual(await marked(inside), [tab]);
        if (area === "Export") {
          const says = { "Quick Export": "Nothing to export yet", "Schedule Export": "Nothing to export yet", History: "No export yet" };
          await page.getByText(says[tab]).first().waitFor();
          await lookAt(tab.toLowerCase().replace(" ", "-"));
        }
      }
    }
    await page.getByRole("navigation", { name: "Main navigation", exact: true }).getByRole("link", { name: "Backup Vault" }).click();
    await page.getByRole("navigation", { name: "Backup Vault", exact: true }).getByRole("link", { name: "Recovery history" }).waitFor();
    await link("Discovery").click();
    await page.getByRole("heading", { name: "Discovery", level: 1 }).waitFor();
  });

  // S2.0.5, S2.0.7
  test("before the first backup the vault says that history starts there", async () => {
    await link("Backup Vault").click();
    await page.getByText("Nothing in the vault yet").waitFor();
    await page.getByText(/history starts at the first backup/i).first().waitFor();
    assert.equal(await link("Backup Vault").getAttribute("aria-current"), "page");
    await lookAt("vault-empty");
  });

  // S2.2.1 - S2.2.4, S2.2.9, S2.3.1 - S2.3.3
  test("Backup all data asks first, then fills Item Storage without a reload", async () => {
    await button("Backup all data").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Please do not make critical changes in the shop while a backup or restore is running.").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.deepEqual((await door.ask("list_jobs")).jobs, [], "Esc starts nothing");

    await button("Backup all data").first().click();
    await button("Confirm").click();
    await page.getByText("Backing up data...").first().waitFor();
    await picture(page, "backing-up-light");
    const { jobs } = await door.ask("list_jobs");
    await door.ended(jobs[0].job);

    await page.getByText("Last backup date").first().waitFor();
    await page.getByText("Next scheduled backup date").first().waitFor();
    await page.getByText("Item Storage").waitFor();
    await page.getByRole("heading", { name: "Store business data" }).waitFor();
    await page.getByRole("heading", { name: "Theme and content data" }).waitFor();
    const overview = await door.ask("vault_overview", { shop: SHOP });
    const rows = overview.groups.flatMap((group) => group.types);
    assert.equal(rows.reduce((sum, row) => sum + row.records, 0), overview.items, "the rows add up to the card");
    assert.equal(rows.reduce((sum, row) => sum + row.bytes, 0), overview.bytes, "the sizes add up to the card");
    for (const row of rows) {
      await page.getByText(row.label, { exact: true }).first().waitFor();
    }
    await page.getByText(new Intl.NumberFormat("en-GB").format(overview.items)).first().waitFor();
    await lookAt("vault");
  });

  // S2.0.3
  test("all 24 types of the guide are content types", async () => {
    const overview = await door.ask("vault_overview", { shop: SHOP });
    const labels = overview.groups.flatMap((group) => group.types.map((row) => row.label));
    for (const wanted of ["Products", "Brands", "Categories", "Customers", "Customer attributes", "Customer groups",
      "Customer wishlists", "Locations", "Price lists", "Orders", "Promotions", "Banners", "Coupons", "Gift certificates",
      "Email templates", "Blogs", "Script Manager data", "Channels", "Sites", "Pages", "Widgets", "Widget templates",
      "Themes", "Store settings"]) {
      assert.ok(labels.includes(wanted), `${wanted} is missing among ${labels}`);
    }
  });

  // S2.14.1: backup, change, backup, compare shows exactly the change
  test("a mistake shows up in Discovery after the next backup", async () => {
    await link("Discovery").click();
    const made = await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    assert.match(made.sentence, /412/);
    await link("Backup Vault").click();
    const backup = await backUpAll();
    assert.equal(backup.updated, 412);
    await link("Discovery").click();
    await page.getByText("Your shop is protected.").waitFor();
    await page.getByRole("heading", { name: "What changed" }).waitFor();
    await page.getByText(/412 updated/).first().waitFor();
    await lookAt("discovery");
  });

  // S2.4.1, S2.4.2
  test("a record is found by its name and opened by keyboard alone", async () => {
    await link("Backup Vault").click();
    // The alarm above has a way to Products, too.
    await page.getByRole("link", { name: /^Products/ }).first().click();
    const search = page.getByRole("searchbox");
    await search.fill("Earl Grey 100");
    await page.getByText("Earl Grey 100 g", { exact: true }).waitFor();
    await lookAt("records");
    await search.press("Tab");
    for (let presses = 0; presses < 12; presses += 1) {
      if (/#\/vault\/products\/\d+/.test(page.url())) break;
      await page.keyboard.press("Enter");
      if (/#\/vault\/products\/\d+/.test(page.url())) break;
      await page.keyboard.press("Tab");
    }
    await page.waitForURL(/#\/vault\/products\/\d+/);
  });

  // S2.5.1 - S2.5.4, S2.5.7, S2.5.9
  test("the current version stands beside the selected one", async () => {
    const { records } = await door.ask("list_records", {
      shop: SHOP, type: "products", find: "Earl Grey 100 g", deleted: "with", offset: 0, limit: 1,
    });
    await page.goto(`${door.url}/#/vault/products/${records[0].id}`);
    await page.getByText("Current version").first().waitFor();
    await page.getByText("Selected version").first().waitFor();
    await page.getByText(/^Live, read \d+ s ago/).waitFor();
    for (const tab of ["Summary", "Json", "Source Code"]) {
      await page.getByRole("tab", { name: tab, exact: true }).waitFor();
    }
    // The newest version is what the shop has: nothing differs, nothing can be restored (S2.6.5).
    const { versions } = await door.ask("record_versions", { shop: SHOP, type: "products", id: records[0].id });
    assert.equal(versions.length, 2);
    await page.getByRole("combobox").first().selectOption({ index: 1 });
    await page.getByText("69.00", { exact: false }).first().waitFor();
    await page.getByText("6.90", { exact: false }).first().waitFor();
    await button("Restore to this version").waitFor();
    await lookAt("compare");

    const found = await door.ask("compare_record", {
      shop: SHOP, type: "products", id: records[0].id, selected: versions[1].backup, fresh: false,
    });
    const differing = found.summary.filter((row) => row.difference !== "same");
    const counting = differing.filter((row) => !row.minor);
    assert.ok(counting.length > 0);
    await page.getByText(counting.length === 1 ? "1 field differs" : `${counting.length} fields differ`).waitFor();
    // Only what is in view is in the page.
    const list = page.getByRole("table", { name: "Summary" });
    const seen = async (wanted) => {
      await list.evaluate((box) => box.scrollTo(0, 0));
      for (let turn = 0; turn < 60; turn += 1) {
        if (await list.getByText(wanted).count()) return list.getByText(wanted).first();
        await list.evaluate((box) => box.scrollBy(0, 250));
        await page.waitForTimeout(50);
      }
      return null;
    };

    // S2.5.9: amounts with their currency.
    const price = found.summary.find((row) => row.path === "/price");
    const currency = price.current.text.split(" ")[1];
    const amount = new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(69);
    assert.ok(await seen(amount), `${amount} on screen`);

    // S2.5.3: equal fields are hidden until the box is unticked.
    const changesOnly = page.getByRole("checkbox", { name: "View change only", exact: true });
    assert.ok(await changesOnly.isChecked());
    const equal = found.summary.find((row) => row.difference === "same" && row.path === "/name");
    assert.equal(await seen(equal.label), null, "an equal field is hidden");
    await changesOnly.uncheck();
    assert.ok(await seen(equal.label), "an equal field is shown");

    // S2.5.9: categories by name, moments as the owner's clock has them.
    const category = found.summary.find((row) => /^Category › /.test(row.section ?? ""));
    assert.doesNotMatch(category.section, /› \d+$/, "a category is called by its name");
    assert.ok(await seen(category.section), `${category.section} on screen`);
    const moment = found.summary.find((row) => row.kind === "time" && row.section === null && row.current?.text);
    const field = await seen(new RegExp(`^${moment.label}$`));
    const line = await field.evaluate((element) => element.closest("[role=row]").innerText);
    assert.match(line, /\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d/);
    assert.doesNotMatch(line, /\d{4}-\d\d-\d\d/, "no moment as it is stored");

    await page.getByRole("tab", { name: "Json", exact: true }).click();
    await page.getByText("{", { exact: true }).first().waitFor();
    assert.equal(await page.getByRole("button", { name: /equal lines?/ }).count(), 0, "every line is shown");
    await changesOnly.check();
    await page.getByRole("button", { name: /equal lines?/ }).first().waitFor();
    await page.getByText('"price"', { exact: false }).first().waitFor();
    await lookAt("compare-json");
    await page.getByRole("tab", { name: "Source Code", exact: true }).click();
    await page.getByRole("button", { name: /equal lines?/ }).first().waitFor();
    await lookAt("compare-source");

    // S2.5.4: from whichever view, every changed path; and off again.
    await button("Inspect all changes").click();
    assert.equal(await page.getByRole("tab", { name: "Summary", exact: true }).getAttribute("aria-selected"), "true");
    for (const row of differing) {
      assert.ok(await seen(row.path), `${row.path} is listed`);
    }
    await lookAt("compare-inspect");
    await button("Hide the details").click();
    assert.equal(await seen("/price"), null);
  });

  // S2.6.1, S2.6.2, S2.6.7, S2.6.8, S2.14.2
  test("the record goes back, is read back, and the restore can be undone", async () => {
    const { records } = await door.ask("list_records", {
      shop: SHOP, type: "products", find: "Earl Grey 100 g", deleted: "with", offset: 0, limit: 1,
    });
    const id = records[0].id;
    const live = async () => {
      const found = await door.ask("compare_record", { shop: SHOP, type: "products", id, selected: 1, fresh: true });
      return found.summary.find((row) => row.path === "/price").current.text;
    };
    assert.match(await live(), /69\.00/);
    await button("Restore to this version").click();
    await page.getByRole("heading", { name: "Restore Earl Grey 100 g?" }).waitFor();
    await page.getByText("A safety backup is made first", { exact: false }).first().waitFor();
    assert.match(await live(), /69\.00/, "nothing is written by a preview");
    await lookAt("restore-preview");

    // The computer's own question is answered with No: nothing happens.
    await door.willConfirm(false);
    await button("Restore to this version").click();
    for (let tries = 0; tries < 50 && !(await door.heard()).some((what) => what.confirm); tries += 1) {
      await page.waitForTimeout(100);
    }
    await page.getByRole("heading", { name: "Restore Earl Grey 100 g?" }).waitFor();
    assert.ok((await door.heard()).some((what) => what.confirm), "the computer asks once more");
    assert.match(await live(), /69\.00/);

    await button("Restore to this version").click();
    await button("Undo this restore").waitFor();
    await page.getByText(/read (it )?back from the shop/).first().waitFor();
    assert.match(await live(), /^6\.90/);
    await lookAt("restore-result");
    // The message to this computer goes through the outbox, a moment later.
    const isTold = (what) => /^Restore of .* finished$/.test(what.notice ?? "");
    for (let tries = 0; tries < 100 && !(await door.heard()).some(isTold); tries += 1) {
      await page.waitForTimeout(100);
    }
    const heard = await door.heard();
    const question = heard.filter((what) => what.confirm).at(-1);
    assert.match(question.message, /Earl Grey 100 g/);
    assert.match(question.message, /Live store data will change/);
    assert.ok(heard.some(isTold), "success is notified");
    assert.ok(heard.every((what) => !what.notice || !/Earl Grey/.test(`${what.notice} ${what.body}`)));

    await button("Undo this restore").click();
    await page.getByText("go back to how they were just before it", { exact: false }).first().waitFor();
    await lookAt("undo-preview");
    await button("Undo this restore").click();
    await page.getByText("The restore was undone.").first().waitFor();
    assert.match(await live(), /69\.00/, "the undo put the price before the restore back");
  });

  // S2.15.6 and the recovery list
  test("every restore stands in the recovery history", async () => {
    await page.goto(`${door.url}/#/recoveries`);
    await page.getByRole("heading", { name: "Recovery history" }).waitFor();
    await page.getByText("Done", { exact: true }).first().waitFor();
    await lookAt("recoveries");
    await page.getByRole("link", { name: /View Detail/ }).first().click();
    await page.waitForURL(/#\/recovery\/\d+/);
    await page.getByText("Earl Grey 100 g").first().waitFor();
    await lookAt("recovery");
  });

  // S2.17.1
  test("the Knowledge Base has the guide's 18 headings and finds words", async () => {
    await link("Knowledge Base").click();
    await page.getByText("18. Quick reference").first().waitFor();
    await page.getByText("1. Sign in and open the app").first().waitFor();
    await page.getByRole("searchbox").fill("recovery key");
    await page.getByText(/recovery key/i).first().waitFor();
    await lookAt("help");
  });

  test("Settings shows the keys and checks the vault", async () => {
    await page.goto(`${door.url}/#/settings`);
    await button("Check vault now").click();
    let check;
    for (let tries = 0; tries < 50 && check === undefined; tries += 1) {
      check = (await door.ask("list_jobs")).jobs.find(({ kind }) => kind === "verify");
      await page.waitForTimeout(100);
    }
    const news = await door.ended(check.job);
    assert.deepEqual(news.state.outcome.problems, []);
    await lookAt("settings");
  });

  // S2.1.1, S2.1.2
  test("a locked vault shows nothing but the way in", async () => {
    const { body } = { body: await door.ask("remember_vault", { remember: false }) };
    assert.equal(body.remembered, false);
    await door.ask("set_passphrase", { passphrase: "four words make tea" });
    await door.ask("lock_vault");
    await page.goto(`${door.url}/`);
    await page.reload();
    await page.getByRole("heading", { name: "Unlock your vault" }).waitFor();
    const seen = await page.evaluate(() => document.body.innerText + document.title + location.pathname + location.hash);
    assert.doesNotMatch(seen, /Harbour|products|412|sqlite/i);
    await lookAt("unlock");
    assert.equal((await door.refused("list_shops")).code, "locked");
    await page.getByLabel("Passphrase", { exact: true }).fill("wrong words");
    await button("Unlock").click();
    await page.getByText("This passphrase does not open the vault", { exact: false }).first().waitFor();
    await page.getByLabel("Passphrase", { exact: true }).fill("four words make tea");
    await button("Unlock").click();
    await page.getByRole("heading", { name: "Discovery", level: 1 }).waitFor();
  });
});
