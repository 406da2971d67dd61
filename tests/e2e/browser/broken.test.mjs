// Restores that do not come to their end: the shop has changed since the preview, and the program dies in the middle of one.
// Engine, vault and shop are the real ones, and the program is killed for real.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
// 412 products that cost ten times as much.
const MISTAKE = { shop: SHOP, mistake: "price_import_x10" };
const CHOICE = {
  shop: SHOP, to: 1, types: ["products"], records: [], fields: [], allow_deletes: false, include_protected: false,
};

describe("a restore that does not come to its end", () => {
  const home = temporaryHome();
  let door;
  let page;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    const { job } = await door.ask("start_backup", { shop: SHOP });
    assert.equal((await door.ended(job)).state.kind, "ended");
    page = await openPage(door.url);
  });
  after(async () => {
    await closeBrowser();
    await door?.close();
    home.remove();
  });

  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("link", { name, exact: true });
  const changed = async () => (await door.ask("preview_restore", CHOICE)).updates;
  const newest = async () => (await door.ask("list_recoveries", { shop: SHOP })).recoveries[0];

  /** Starts a restore and answers once it is in a phase; whether it was caught there. */
  const caught = async (phase) => {
    await door.ask("make_practice_mistake", MISTAKE);
    const { plan, updates } = await door.ask("preview_restore", CHOICE);
    assert.ok(updates >= 400, `${updates} products to put back`);
    const { job } = await door.ask("start_restore", { shop: SHOP, plan, note: null, recipients: [{ kind: "this_computer" }] });
    for (;;) {
      const { jobs } = await door.ask("list_jobs");
      const { state } = jobs.find((news) => news.job === job);
      if (state.kind !== "running") return false;
      if (state.phase === phase) return true;
    }
  };

  /** Kills the program in a phase of a restore, and opens everything again on the recovery. */
  const killed = async (phase) => {
    // On a fast computer the restore may be over before it is seen in its phase, or before the program is gone.
    for (let turn = 1; turn < 10; turn += 1) {
      if (!(await caught(phase))) continue;
      await door.close();
      await page.context().close();
      door = await openDoor(home.folder);
      await door.ask("open_desk");
      const { status, run } = await newest();
      page = await openPage(status === "Progressing" ? `${door.url}/#/recovery/${run}` : door.url);
      if (status === "Progressing") {
        await page.getByText("A restore was interrupted").first().waitFor();
        return run;
      }
    }
    return assert.fail(`it was never killed at ${phase}`);
  };
  const ended = async (run) => {
    for (;;) {
      const { recoveries } = await door.ask("list_recoveries", { shop: SHOP });
      const found = recoveries.find((row) => row.run === run);
      if (found.status !== "Progressing") return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  // S2.6.8
  test("a shop that changed after the preview is not written to, and the new preview is one click away", async () => {
    await door.ask("make_practice_mistake", MISTAKE);
    const hit = { shop: SHOP, type: "products", find: "Earl Grey 100 g", deleted: "with", offset: 0, limit: 1 };
    const { records } = await door.ask("list_records", hit);
    await page.goto(`${door.url}/#/vault/products/${encodeURIComponent(records[0].id)}`);
    await button("Restore to this version").click();
    await page.getByText("A safety backup is made first", { exact: false }).first().waitFor();
    await door.ask("make_practice_mistake", MISTAKE);
    await button("Restore to this version").click();
    await page.getByText("The shop has changed since the preview").waitFor();
    await page.getByText("Nothing was changed in the shop.").waitFor();
    await clean(page, "restore-overtaken");
    await button("Show the new preview").click();
    await button("Restore to this version").click();
    await page.getByText("Restored.", { exact: true }).waitFor();
    assert.equal((await newest()).status, "Done");
  });

  // S2.8.7
  test("the program is killed while it writes; Resume brings it to its end", async () => {
    const run = await killed("writing");
    await clean(page, "recovery-interrupted");
    await button("Resume").click();
    assert.equal((await ended(run)).status, "Done");
    await page.getByText("Restored.", { exact: true }).waitFor();
    assert.equal(await changed(), 0);
  });

  // S2.8.7
  test("the program is killed while it writes; it is undone, and the shop is as before the restore", async () => {
    const run = await killed("reading_back");
    await button("Undo this restore").click();
    await page.getByRole("heading", { name: "Undo this restore", level: 1 }).waitFor();
    // A preview decides nothing: going away from it leads back to the three ways.
    await button("Cancel").click();
    await button("Resume").waitFor();
    await clean(page, "recovery-cut-off");
    await button("Undo this restore").click();
    await page.getByRole("heading", { name: "Undo this restore", level: 1 }).waitFor();
    await page.locator("form").getByRole("button", { name: "Undo this restore", exact: true }).click();
    await page.getByText("The restore was undone.").first().waitFor();
    assert.equal((await newest()).undoes, run);
    assert.ok((await changed()) >= 400, "the prices are as they were before the restore");
  });

  // S2.8.7
  test("the program is killed while it writes; it is left as it is, and the next restore may begin", async () => {
    const run = await killed("reading_back");
    const { job } = await door.ask("start_restore", {
      shop: SHOP, plan: (await door.ask("preview_restore", CHOICE)).plan, note: null,
      recipients: [{ kind: "this_computer" }],
    });
    assert.equal((await door.ended(job)).state.failure.code, "run_interrupted");
    await button("Leave as it is").click();
    await page.getByText("The restore did not come to its end.").waitFor();
    assert.equal((await ended(run)).status, "Fail");
    await link("Recovery history").first().waitFor();
    const again = await door.ask("start_restore", {
      shop: SHOP, plan: (await door.ask("preview_restore", CHOICE)).plan, note: null,
      recipients: [{ kind: "this_computer" }],
    });
    assert.equal((await door.ended(again.job)).state.kind, "ended");
    assert.equal(await changed(), 0);
  });
});
