// A shop on a real MariaDB server: found, added, backed up, and reached again when its password was lost.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openMariaDb, openPage, temporaryHome } from "../stage.mjs";

const buttonOf = (scope, name) => scope.getByRole("button", { name, exact: true });
const field = (page, name) => page.getByLabel(name, { exact: true });

after(closeBrowser);

describe("a shop on a database server", async () => {
  const server = await openMariaDb();
  if (server === null) return;
  const home = temporaryHome();
  const keyring = join(home.folder, "keyring.json");
  let door;
  let page;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    page = await openPage(`${door.url}/#/vault`);
  });
  after(async () => {
    await page?.context().close();
    await door?.close();
    await server.close();
    home.remove();
  });

  test("the form says at its fields what is missing and what the server refuses", async () => {
    await buttonOf(page, "Connect…").click();
    await clean(page, "server-form");
    await buttonOf(page, "Check the connection").click();
    await page.getByText("Type the server’s name or address.").waitFor();
    await clean(page, "server-form-empty");
    await field(page, "Server").fill("127.0.0.1");
    await field(page, "Port").fill(String(server.port));
    await field(page, "Database").fill(server.database);
    await field(page, "User").fill(server.user);
    await field(page, "Password").fill("tea at noon");
    await field(page, "Password").press("Enter");
    await page.getByText("does not let the user", { exact: false }).waitFor();
    assert.equal(await field(page, "Password").getAttribute("aria-invalid"), "true");
    await clean(page, "server-form-refused");
  });

  test("the look says what is there, in any look of the window", async () => {
    await field(page, "Password").fill(server.password);
    await field(page, "Password").press("Enter");
    await page.getByText("The server answers (MariaDB", { exact: false }).waitFor();
    await clean(page, "server-form-found");
    await page.setViewportSize({ width: 840, height: 560 });
    await buttonOf(page, "Add this shop").scrollIntoViewIfNeeded();
    await clean(page, "server-form-found-840");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByText("More", { exact: true }).click();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.getByRole("radio", { name: "Off" }).check();
    await page.getByText("Whoever is on the way", { exact: false }).scrollIntoViewIfNeeded();
    await clean(page, "server-form-dark");
    await page.getByRole("radio", { name: "Usual" }).check();
    await page.setViewportSize({ width: 840, height: 560 });
    await clean(page, "server-form-840");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    await buttonOf(page, "Check the connection").click();
    await page.getByText("The server answers (MariaDB", { exact: false }).waitFor();
  });

  // RS-3: the fields of the computer in between, in any look of the window; what is missing is said beside them.
  test("a way through another computer is asked for in fields of its own", async () => {
    await page.getByRole("radio", { name: "Through another computer (SSH)" }).check();
    await buttonOf(page, "Check the connection").click();
    await page.getByText("Type the name or address of the computer to go through.").waitFor();
    await clean(page, "server-form-ssh-empty");
    await field(page, "SSH computer").fill("127.0.0.1");
    await field(page, "SSH port").fill("1");
    await field(page, "SSH user").fill("deploy");
    await buttonOf(page, "Check the connection").click();
    await page.getByText("deploy@127.0.0.1", { exact: false }).first().waitFor();
    await clean(page, "server-form-ssh-refused");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 640, height: 480 });
    await field(page, "SSH computer").scrollIntoViewIfNeeded();
    await clean(page, "server-form-ssh-dark-640");
    await page.emulateMedia({ colorScheme: "light" });
    await field(page, "SSH user").scrollIntoViewIfNeeded();
    await clean(page, "server-form-ssh-640");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("radio", { name: "Direct" }).check();
    await buttonOf(page, "Check the connection").click();
    await page.getByText("The server answers (MariaDB", { exact: false }).waitFor();
  });

  test("it is added and backed up, and its password is in the keyring only", async () => {
    await field(page, "Name of the shop").fill("Bakery");
    await buttonOf(page, "Add this shop").click();
    await field(page, "Name of the shop").waitFor({ state: "hidden" });
    const { job } = await door.ask("start_backup", { shop: "Bakery" });
    const news = await door.ended(job);
    assert.equal(news.state.kind, "ended", JSON.stringify(news.state));
    const { backups } = await door.ask("list_backups", { shop: "Bakery" });
    assert.equal(backups[0].records, 7);
    assert.ok(readFileSync(keyring, "utf8").includes(server.password));
    assert.ok(!JSON.stringify(await door.ask("list_shops")).includes(server.password));
    assert.ok(!readFileSync(join(home.folder, "Backstock/vault.db")).includes(server.password));
    await page.getByText("Item Storage").first().waitFor();
    await clean(page, "server-shop-vault");
  });

  test("a password that was lost is entered again beside what it kept from working", async () => {
    const kept = JSON.parse(readFileSync(keyring, "utf8"));
    const name = Object.keys(kept).find((name) => name.startsWith("shop-mysql-"));
    assert.ok(name !== undefined, "no password is kept");
    delete kept[name];
    writeFileSync(keyring, JSON.stringify(kept));
    await page.goto(`${door.url}/#/settings`);
    await page.getByText(`${server.database} on 127.0.0.1:${server.port}`).first().waitFor();
    await buttonOf(page, "Check the connection").click();
    const note = page.getByRole("alert");
    await note.waitFor();
    await clean(page, "server-password-missing");
    await buttonOf(note, "Enter the password again…").click();
    await field(page.getByRole("dialog"), "Password").fill("tea at noon");
    await buttonOf(page, "Keep this password").click();
    await page.getByText("does not let the user", { exact: false }).waitFor();
    await clean(page, "server-password-refused");
    await field(page.getByRole("dialog"), "Password").fill(server.password);
    await buttonOf(page, "Keep this password").click();
    await page.getByText("The shop answers", { exact: false }).waitFor();
    await clean(page, "server-settings");
  });

  test("a change of the connection begins with the place until now and asks before it goes on", async () => {
    await buttonOf(page, "Change the connection…").first().click();
    const dialog = page.getByRole("dialog");
    assert.equal(await field(dialog, "Server").inputValue(), "127.0.0.1");
    assert.equal(await field(dialog, "Password").inputValue(), "");
    await field(dialog, "Server").fill("localhost");
    await field(dialog, "Password").fill(server.password);
    await field(dialog, "Password").press("Enter");
    await dialog.getByText("The server answers (MariaDB", { exact: false }).waitFor();
    await clean(page, "server-change");
    await buttonOf(dialog, "Use this database").click();
    await page.getByText(`${server.database} on localhost:${server.port}`).first().waitFor();
    const asked = (await door.heard()).filter(({ confirm }) => confirm !== undefined).at(-1);
    assert.ok(asked.message.includes("127.0.0.1") && asked.message.includes("localhost"), JSON.stringify(asked));
    assert.ok(!JSON.stringify(asked).includes(server.password));
  });
});
