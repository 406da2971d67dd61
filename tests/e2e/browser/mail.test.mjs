// E-mail through a real mail server: its settings, the chips of recipients, what became of each message, and the bell.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { clean, closeBrowser, openDoor, openMailbox, openPage, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
const OWNER = "anna@example.com";
// The test's server has no mailbox of this name, and says so.
const REFUSED = "refused@example.com";

const buttonOf = (scope, name) => scope.getByRole("button", { name, exact: true });
const field = (scope, name) => scope.getByLabel(name, { exact: true });

after(closeBrowser);

describe("e-mail through the owner's own server", async () => {
  const mailbox = await openMailbox();
  if (mailbox === null) return;
  const home = temporaryHome();
  let door;
  let page;
  let dark;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    await door.ended((await door.ask("start_backup", { shop: SHOP })).job);
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    page = await openPage(`${door.url}/#/settings`);
    dark = await openPage(`${door.url}/#/settings`, { scheme: "dark", width: 640, height: 480 });
  });
  after(async () => {
    await page?.context().close();
    await dark?.context().close();
    await door?.close();
    await mailbox.close();
    home.remove();
  });

  const lookAt = async (name, on = page) => {
    await on.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton') === null);
    await clean(on, name);
  };

  // S2.13.6
  test("a wrong password is told in the server's words, and nothing is sent", async () => {
    await field(page, "Your e-mail address").fill(OWNER);
    await field(page, "Mail server").fill("localhost");
    await field(page, "Port").last().fill(String(mailbox.port));
    await page.getByRole("radio", { name: "None", exact: true }).check({ force: true });
    await page.getByText("only a mail server on this very computer", { exact: false }).waitFor();
    await field(page, "User").last().fill(mailbox.user);
    await field(page, "Password").last().fill("tea at noon");
    const card = page.locator("form", { has: page.getByText("Send test message") });
    await buttonOf(card, "Save").click();
    await card.getByText("Saved.", { exact: true }).waitFor();
    await buttonOf(card, "Send test message").click();
    await card.getByText("does not accept this user and password", { exact: false }).first().waitFor();
    await card.scrollIntoViewIfNeeded();
    await lookAt("mail-refused-light");
    assert.deepEqual(mailbox.taken(), []);
  });

  test("with the right one the test message arrives, and the password stays in the keyring", async () => {
    const card = page.locator("form", { has: page.getByText("Send test message") });
    await field(card, "Password").fill(mailbox.password);
    await buttonOf(card, "Save").click();
    await card.getByText("Saved.", { exact: true }).waitFor();
    await buttonOf(card, "Send test message").click();
    await card.getByText(`The mail server took the message for ${OWNER}.`, { exact: false }).waitFor();
    await lookAt("mail-tested-light");
    assert.deepEqual(mailbox.taken().map(({ to }) => to), [[OWNER]]);
    assert.ok(!JSON.stringify(await door.ask("mail_settings")).includes(mailbox.password));
    await dark.reload();
    await dark.getByText("Send test message").scrollIntoViewIfNeeded();
    await lookAt("mail-dark-small", dark);
  });

  // S2.13.1 - S2.13.4
  test("recipients are chips: added with Enter, once each, refused when wrong, removed by mouse and keyboard", async () => {
    const { plan } = await door.ask("preview_restore", {
      shop: SHOP,
      to: 1,
      types: ["products"],
      records: [],
      fields: [],
      allow_deletes: false,
      include_protected: false,
    });
    await page.goto(`${door.url}/#/restore/${plan}`);
    const group = page.getByRole("group", { name: "Your emails" });
    const chips = async () => (await group.locator("li .name").allInnerTexts()).map((text) => text.trim());
    await group.getByText(OWNER).waitFor();
    assert.deepEqual((await chips()).sort(), ["This computer", OWNER].sort(), "the owner and this computer are preset");
    const input = group.getByRole("textbox", { name: "E-mail address" });
    await input.fill("anna@@example");
    await input.press("Enter");
    await group.locator(".problem").waitFor();
    assert.equal(await input.inputValue(), "anna@@example", "what is wrong can be put right");
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    await input.fill(` ${OWNER.toUpperCase()} `);
    await input.press("Enter");
    await group.getByText("is in the list already.", { exact: false }).waitFor();
    for (const address of [REFUSED, "bo@example.com", "cleo@example.com"]) {
      await input.fill(address);
      await input.press("Enter");
      await group.getByText(address, { exact: true }).waitFor();
    }
    await lookAt("recipients-light");
    await buttonOf(group, "Remove cleo@example.com").click();
    await input.focus();
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Delete");
    assert.deepEqual((await chips()).sort(), ["This computer", OWNER, REFUSED].sort());
  });

  // S2.13.5, S2.13.6, S2.15.5
  test("each recipient gets a message alone, and one that was not sent stands there with the reason", async () => {
    await door.willConfirm(true);
    await buttonOf(page, "Restore to this version").click();
    await page.waitForURL(/#\/recovery\/\d+$/);
    const messages = page.getByRole("list", { name: "Messages" });
    await messages.getByText("Not sent", { exact: true }).waitFor();
    await messages.getByText("Sent", { exact: true }).first().waitFor();
    await messages.getByText("There is no such mailbox", { exact: false }).waitFor();
    await messages.scrollIntoViewIfNeeded();
    await lookAt("letters-light");
    const [, restored, ...others] = mailbox.taken();
    assert.deepEqual(restored.to, [OWNER]);
    assert.deepEqual(others, []);
    assert.ok(!restored.message.includes(REFUSED), "nobody reads who else was told");
    await dark.goto(page.url());
    await dark.getByRole("list", { name: "Messages" }).scrollIntoViewIfNeeded();
    await lookAt("letters-dark-small", dark);
  });

  // S2.15.5
  test("Send again sends it again, to that recipient alone", async () => {
    const messages = page.getByRole("list", { name: "Messages" });
    await messages.getByRole("button", { name: `Send again to ${OWNER}` }).click();
    await page.waitForFunction(
      () => document.querySelector('[aria-label="Messages"] [aria-busy="true"]') === null,
    );
    const arrived = async () => {
      for (let tries = 0; tries < 100 && mailbox.taken().length < 3; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return mailbox.taken().slice(2);
    };
    assert.deepEqual((await arrived()).map(({ to }) => to), [[OWNER]]);
    await messages.getByRole("button", { name: `Send again to ${REFUSED}` }).click();
    await messages.getByText("There is no such mailbox", { exact: false }).waitFor();
    assert.equal(mailbox.taken().length, 3);
  });

  // T12
  test("the bell has the notice on this computer, and the messages", async () => {
    await page.getByRole("button", { name: /^Notices.* not read$/ }).click();
    await page.getByRole("list", { name: "Notices" }).getByText("restored", { exact: false }).first().waitFor();
    await lookAt("bell-light");
    await page.getByRole("tab", { name: "Messages" }).click();
    await page.getByRole("list", { name: "Messages" }).last().getByText(REFUSED, { exact: false }).first().waitFor();
    await lookAt("bell-messages-light");
  });
});
