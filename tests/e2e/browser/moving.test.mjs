// Files that are not where they were: a shop that was moved, and a vault that was replaced by an older copy of itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openPage, program, temporaryHome } from "../stage.mjs";

const buttonOf = (scope, name) => scope.getByRole("button", { name, exact: true });

after(closeBrowser);

describe("files that are not where they were", () => {
  const home = temporaryHome();
  const shopFile = join(home.folder, "shop.sqlite");
  const moved = join(home.folder, "moved to another folder.sqlite");
  let door;
  let page;
  let folder;

  const backUp = async () => {
    const { job } = await door.ask("start_backup", { shop: "Odd" });
    return (await door.ended(job)).state.kind;
  };
  const backups = async () => (await door.ask("list_backups", { shop: "Odd" })).backups.map(({ backup }) => backup);

  before(async () => {
    execFileSync(program("examples/odd_shop"), [shopFile]);
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    folder = desk.suggested_folder.shown;
    await door.willPick(shopFile);
    const { chosen } = await door.ask("pick", { purpose: "shop_file" });
    await door.ask("add_sqlite_shop", { name: "Odd", file: chosen.handle });
    await backUp();
  });
  after(async () => {
    await page?.context().close();
    await door?.close();
    home.remove();
  });

  // TRUST T16
  test("a shop that was moved is chosen anew beside the failure, and its history goes on", async () => {
    renameSync(shopFile, moved);
    assert.equal(await backUp(), "failed");
    page = await openPage(`${door.url}/#/discovery`);
    await page.getByText("The shop’s file is not there").first().waitFor();
    await clean(page, "moved-shop-discovery");
    // Looking and saying no changes nothing.
    await door.willPick(moved);
    await door.willConfirm(false);
    await buttonOf(page, "Choose the file…").click();
    await page.getByText("The shop’s file is not there").first().waitFor();
    await door.willPick(moved);
    await buttonOf(page, "Choose the file…").click();
    await page.getByText("Its backups stay.", { exact: false }).waitFor();
    await page.getByText("The shop’s file is not there").first().waitFor({ state: "hidden" });
    const asked = (await door.heard()).filter(({ confirm }) => confirm !== undefined).at(-1);
    assert.ok(asked.message.includes(shopFile) && asked.message.includes(moved), JSON.stringify(asked));
    assert.equal(await backUp(), "ended");
    assert.deepEqual(await backups(), [2, 1]);
  });

  test("the same in Settings, where a file that is no shop is not taken for it", async () => {
    await page.goto(`${door.url}/#/settings`);
    await page.getByText(moved).first().waitFor();
    await door.willPick(join(folder, "vault.db"));
    await buttonOf(page, "Choose the file…").first().click();
    await page.getByRole("alert").waitFor();
    await clean(page, "moved-shop-settings");
    await door.willPick(moved);
    await buttonOf(page, "Choose the file…").first().click();
    await page.getByText("The shop answers", { exact: false }).waitFor();
  });

  // TRUST 4.3.6
  test("a vault that was replaced by an older copy says so until its owner goes on with it", async () => {
    const kept = join(home.folder, "kept");
    await door.ask("lock_vault");
    cpSync(folder, kept, { recursive: true });
    await door.ask("unlock_vault", { with: { kind: "keyring" }, remember: false });
    assert.equal(await backUp(), "ended");
    await door.ask("lock_vault");
    rmSync(folder, { recursive: true });
    cpSync(kept, folder, { recursive: true });
    await door.ask("unlock_vault", { with: { kind: "keyring" }, remember: false });
    await page.goto(`${door.url}/#/vault`);
    await page.reload();
    const warning = page.getByText("This vault is older than the last one used here (newest backup 2, last used 3).", { exact: false });
    await warning.waitFor();
    await page.getByText("Item Storage").first().waitFor();
    await clean(page, "older-vault");
    await buttonOf(page, "Go on with this vault").click();
    await warning.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByText("Item Storage").first().waitFor();
    assert.equal(await warning.count(), 0);
  });
});
