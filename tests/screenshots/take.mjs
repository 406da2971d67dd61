// Takes the pictures of the README anew: `node tests/screenshots/take.mjs`, after `npm run build` in ui and
// `cargo build -p backstock-browser-door`. The practice shop, the engine and the vault behind them are the real ones. With
// ImageMagick at hand the pictures are made small; without it they are kept as they are.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { closeBrowser, openDoor, openPage, temporaryHome } from "../e2e/stage.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const SHOP = "Harbour Tea";
const home = temporaryHome();
const door = await openDoor(home.folder);

async function backUp() {
  const { job } = await door.ask("start_backup", { shop: SHOP });
  const { state } = await door.ended(job);
  if (state.kind !== "ended") throw new Error(`the backup did not end well: ${JSON.stringify(state)}`);
}

async function take(page, name) {
  const path = join(here, `${name}.png`);
  await page.screenshot({ path });
  const made = spawnSync("convert", [path, "-strip", "+dither", "-colors", "200", "-define", "png:compression-level=9", `PNG8:${path}`]);
  if (made.error) console.log(`${name}: kept as it is, there is no ImageMagick`);
}

try {
  const { suggested_folder: folder } = await door.ask("open_desk");
  const { recovery_key: key, asked_group: asked } = await door.ask("create_vault", {
    folder: folder.handle, passphrase: null, remember: true,
  });
  // An owner who has looked after the key.
  await door.willPick(join(home.folder, "key.txt"));
  await door.ask("save_recovery_key");
  await door.ask("check_recovery_key", { group: key[asked] });
  await door.ask("add_practice_shop");
  await backUp();
  await door.ask("pass_practice_day", { shop: SHOP });
  await backUp();
  await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
  await backUp();
  const { records } = await door.ask("list_records", {
    shop: SHOP, type: "products", find: "Earl Grey 100 g", deleted: "without", offset: 0, limit: 1,
  });

  for (const scheme of ["light", "dark"]) {
    const page = await openPage(door.url, { scheme });
    const text = (words) => page.getByText(words, { exact: false }).first().waitFor();
    await text("What changed");
    await text("Latest backups");
    await take(page, `discovery-${scheme}`);

    await page.goto(`${door.url}/#/vault`);
    await text("Item Storage");
    await take(page, `vault-${scheme}`);

    await page.goto(`${door.url}/#/vault/products/${records[0].id}`);
    await text("Selected version");
    await page.getByRole("combobox").first().selectOption({ index: 1 });
    await text("6.90");
    await page.getByRole("checkbox", { name: "View change only" }).uncheck();
    const restore = page.getByRole("button", { name: "Restore to this version", exact: true });
    await restore.waitFor();
    await page.getByRole("button", { name: /Next change/ }).click();
    await text("Change 1 of");
    await take(page, `compare-${scheme}`);

    await restore.click();
    await text("A safety backup is made first");
    await take(page, `restore-${scheme}`);
    await page.context().close();
  }
} finally {
  await closeBrowser();
  await door.close();
  home.remove();
}
