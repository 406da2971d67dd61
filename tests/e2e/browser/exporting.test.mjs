// `Export` from the first choice to the files on disk and the history. Engine, vault and shop are the real ones.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
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

before(async () => {
  home = temporaryHome();
  door = await openDoor(home.folder);
  const { suggested_folder: folder } = await door.ask("open_desk");
  await door.ask("create_vault", { folder: folder.handle, passphrase: null, remember: true });
  await door.ask("add_practice_shop");
  const { job } = await door.ask("start_backup", { shop: SHOP });
  assert.equal((await door.ended(job)).state.kind, "ended");
});

after(async () => {
  await closeBrowser();
  await door?.close();
  home?.remove();
});

describe("the shop's data as files", () => {
  // S2.10.1 - S2.10.6, S2.10.9
  test("two content types are chosen, exported, and lie where they were asked to", async () => {
    const chosen = join(home.folder, "for the accountant");
    mkdirSync(chosen);
    for (const [name, look] of looks) {
      const page = await openPage(`${door.url}/#/export`, look);
      // A page that is opened anew soon after an export may still show what came of it.
      const form = page.getByRole("heading", { name: "Select content type to export" });
      const another = buttonOf(page, "Export something else");
      await form.or(another).first().waitFor();
      if (await another.isVisible()) await another.click();
      await form.waitFor();
      await clean(page, `export-quick-${name}`);
      assert.equal(await buttonOf(page, "Start export").getAttribute("aria-disabled"), "true");
      await page.getByRole("checkbox", { name: "Brands", exact: true }).check();
      await page.getByRole("checkbox", { name: "Categories", exact: true }).check();
      await door.willPick(chosen);
      await buttonOf(page, "Choose a folder…").click();
      await page.getByText("for the accountant").first().waitFor();
      await clean(page, `export-chosen-${name}`);
      await buttonOf(page, "Start export").click();
      await page.getByText("The export is ready", { exact: true }).waitFor();
      await clean(page, `export-result-${name}`);
      await buttonOf(page, "Show in folder").click();
      await page.context().close();
    }
    const folders = readdirSync(chosen).sort();
    assert.equal(folders.length, 2, "nothing but the two exports");
    const zip = readdirSync(join(chosen, folders[0])).find((file) => file.endsWith(".zip"));
    const names = execFileSync("python3", ["-m", "zipfile", "-l", join(chosen, folders[0], zip)], { encoding: "utf8" });
    assert.match(names, /brands\.csv/);
    assert.match(names, /categories\.csv/);
    assert.doesNotMatch(names, /products\.csv/);
    const shown = (await door.heard()).filter(({ folder }) => folder !== undefined);
    assert.ok(shown.some(({ folder }) => folder.includes("for the accountant")));
  });

  // S2.12.1 - S2.12.4
  test("the history lists both, with their files, and makes one again", async () => {
    for (const [name, look] of looks) {
      const page = await openPage(`${door.url}/#/export/history`, look);
      await page.getByRole("heading", { name: "Version list" }).waitFor();
      await page.getByText(/expires in \d days/).first().waitFor();
      await clean(page, `export-history-${name}`);
      await page.getByRole("button", { name: /^What to do with the export/ }).first().click();
      await page.getByRole("menuitem", { name: "View Detail" }).click();
      await page.getByText("SHA-256").first().waitFor();
      await clean(page, `export-detail-${name}`);
      await page.context().close();
    }
    const page = await openPage(`${door.url}/#/export/history`, {});
    await page.getByRole("button", { name: /^What to do with the export/ }).first().click();
    await page.getByRole("menuitem", { name: /^Make again/ }).click();
    await page.getByText("The export is ready", { exact: false }).first().waitFor();
    const { exports } = await door.ask("list_exports", { shop: SHOP });
    assert.deepEqual(exports.map(({ by, status }) => [by, status]), Array(3).fill(["manual", "present"]));
    assert.equal(exports[0].backup, exports[1].backup);
    await page.context().close();
  });

  // S2.11.1 - S2.11.3, S2.11.6, S2.18.1
  test("an export is put on a schedule, its dates are shown, and it is run, paused and deleted", async () => {
    const chosen = join(home.folder, "every month");
    mkdirSync(chosen);
    for (const [name, look] of looks) {
      const page = await openPage(`${door.url}/#/export/schedule`, look);
      await page.getByRole("heading", { name: "New schedule" }).waitFor();
      await page.getByRole("radio", { name: "Monthly" }).check();
      await page.getByRole("combobox", { name: "Day of the month" }).selectOption("31");
      await page.getByText("it is the last day of the month").waitFor();
      await page.waitForFunction(() => document.querySelectorAll("time").length === 12);
      await clean(page, `export-schedule-form-${name}`);
      assert.equal(await buttonOf(page, "Save").getAttribute("aria-disabled"), "true");
      await page.getByRole("checkbox", { name: "Brands", exact: true }).check();
      await door.willPick(chosen);
      await buttonOf(page, "Choose a folder…").click();
      await page.getByText("every month").first().waitFor();
      await buttonOf(page, "Save").click();
      await page.getByRole("heading", { name: "Every month on day 31 at 02:00" }).waitFor();
      await clean(page, `export-schedule-list-${name}`);
      const menu = page.getByRole("button", { name: /^What to do with the schedule/ });
      const take = async (line) => {
        await menu.click();
        await page.getByRole("menuitem", { name: new RegExp(`^${line}`) }).click();
      };
      await menu.click();
      await clean(page, `export-schedule-menu-${name}`);
      await page.getByRole("menuitem", { name: /^Run now/ }).click();
      await page.getByText("The export is ready", { exact: false }).first().waitFor();
      await take("Change");
      await page.getByRole("heading", { name: "Change the schedule" }).waitFor();
      await page.getByRole("radio", { name: "Weekly" }).check();
      await buttonOf(page, "Save").click();
      await page.getByRole("heading", { name: "Every week on Monday at 02:00" }).waitFor();
      await take("Pause");
      await page.getByText("Paused", { exact: true }).waitFor();
      const { schedules } = await door.ask("list_schedules", { shop: SHOP });
      assert.deepEqual(schedules.map(({ work, is_on }) => [work.kind, work.types, is_on]), [["export", ["brands"], false]]);
      await take("Delete");
      await clean(page, `export-schedule-delete-${name}`);
      await buttonOf(page, "Delete the schedule").click();
      await page.getByRole("heading", { name: "New schedule" }).waitFor();
      await page.context().close();
    }
    assert.equal(readdirSync(chosen).length, looks.length, "each run left a folder of its own");
  });
});
