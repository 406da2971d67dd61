// The real program in its real window: WebKitGTK, the content policy, the capabilities, the keyring and the notification server
// are the system's own. One short journey; everything else is tested in the browser.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { program, root, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

// The programs as they were built, or as a package installed them.
const application = process.env.BACKSTOCK_E2E_APP ?? program("backstock");
const commandLine = join(dirname(application), "backstock-cli");

describe("the real window", () => {
  const home = temporaryHome();
  const env = {
    ...process.env,
    XDG_DATA_HOME: join(home.folder, "data"),
    XDG_CONFIG_HOME: join(home.folder, "config"),
    XDG_CACHE_HOME: join(home.folder, "cache"),
  };
  const folder = join(home.folder, "data/Backstock/Vault");
  let driver;
  let server;
  let session;

  const command = async (method, path, body) => {
    const response = await fetch(`${server}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer.value)}`);
    return answer.value;
  };
  const run = (script, ...args) => command("POST", `/session/${session}/execute/sync`, { script, args });
  const until = async (what, look, seconds = 60) => {
    const end = Date.now() + seconds * 1000;
    let last;
    while (Date.now() < end) {
      last = await look();
      if (last) return last;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await picture("failed");
    throw new Error(`${what}: not seen; the window shows ${await run("return document.body.innerText.slice(0, 800)")}`);
  };
  const sees = (text) =>
    until(`the text "${text}"`, () => run("return document.body.innerText.includes(arguments[0])", text));
  const press = async (name) => {
    const element = await until(`the button "${name}"`, () =>
      run(
        `return [...document.querySelectorAll("button, a")].find((found) =>
           found.innerText.trim() === arguments[0] && !found.disabled && found.getAttribute("aria-disabled") !== "true") ?? null`,
        name,
      ),
    );
    await command("POST", `/session/${session}/element/${element[ELEMENT]}/click`, {});
  };
  /** Answers the question on top of the window by keyboard. */
  const answer = async (...keys) => {
    const words = ["search", "--sync", "--onlyvisible", "--name", "this version\\?|this restore\\?"];
    const [question] = execFileSync("xdotool", words, { encoding: "utf8", timeout: 30_000 }).trim().split("\n");
    await picture(`question-${keys[0]}`);
    execFileSync("xdotool", ["windowfocus", "--sync", question]);
    for (const key of keys) execFileSync("xdotool", ["key", "--clearmodifiers", key]);
    await until("the question to go", () => {
      try {
        execFileSync("xdotool", ["getwindowname", question], { stdio: "ignore" });
        return false;
      } catch {
        return true;
      }
    });
  };
  /** Asks something of somebody on the session's D-Bus. */
  const bus = (to, object, method, ...words) =>
    execFileSync("dbus-send", ["--session", "--print-reply", `--dest=${to}`, object, method, ...words], { encoding: "utf8" });
  const picture = async (name) => {
    const folder = join(root, "tests/e2e/shots");
    mkdirSync(folder, { recursive: true });
    // Taken of the screen: the driver's own picture never arrives with this way of drawing.
    execFileSync("import", ["-window", "root", join(folder, `window-${name}.png`)]);
  };

  before(async () => {
    const port = await new Promise((resolve) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const { port: free } = probe.address();
        probe.close(() => resolve(free));
      });
    });
    for (const needed of [application, commandLine]) assert.ok(existsSync(needed), `${needed} is not built`);
    driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
      stdio: ["ignore", "ignore", "inherit"],
      detached: true,
    });
    server = `http://127.0.0.1:${port}`;
    for (let tries = 0; ; tries += 1) {
      try {
        await new Promise((resolve, reject) => {
          const probe = connect(port, "127.0.0.1", () => probe.end(resolve)).on("error", reject);
        });
        break;
      } catch (error) {
        if (tries > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const answer = await command("POST", "/session", {
      capabilities: {
        alwaysMatch: { browserName: "wry", "webkitgtk:browserOptions": { binary: application, args: [] } },
      },
    });
    session = answer.sessionId;
  });
  after(async () => {
    if (session) await command("DELETE", `/session/${session}`).catch(() => undefined);
    // The driver may lose track of the window it opened, so its whole group ends with it.
    if (driver) {
      try {
        process.kill(-driver.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    home.remove();
  });

  test("it opens on the first run, at the app's own address", async () => {
    await sees("Welcome to Backstock");
    assert.match(await command("GET", `/session/${session}/url`), /^tauri:\/\/localhost/);
    await picture("first-run");
  });

  test("the window can call nothing but the doors", async () => {
    const answer = await command("POST", `/session/${session}/execute/async`, {
      script: `const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke("plugin:window|close").then(() => done("allowed"), (error) => done(String(error)));`,
      args: [],
    });
    assert.match(answer, /not allowed|denied|not found/i);
    assert.equal(await run("return typeof window.__TAURI__"), "undefined");
  });

  // S2.2.2 - S2.2.4 in the real window
  test("the practice shop is backed up by a click", async () => {
    await press("Open the practice shop");
    await sees("Your shop is not protected yet.");
    await press("Backup Vault");
    await press("Backup all data");
    await press("Confirm");
    await sees("Item Storage");
    await sees("Store business data");
    await picture("vault");
  });

  // The web view lays some things out otherwise than the browser of the other tests: a link that is to lie over its row alone
  // covered the whole page.
  test("nothing lies over what can be pressed", async () => {
    const pages = {
      "bulk-recovery": "Bulk Recovery",
      recoveries: "Recovery history",
      export: "Export",
      storage: "Storage",
      settings: "Settings",
      help: "Knowledge Base",
      discovery: "Discovery",
      "vault/products": "Products",
      vault: "Backup Vault",
    };
    for (const [page, title] of Object.entries(pages)) {
      await run("location.hash = arguments[0]", `#/${page}`);
      await until(`the page ${title}`, () =>
        run("return document.querySelector('main h1')?.innerText === arguments[0] && !document.querySelector('main [aria-busy=true]')", title),
      );
      const { covered, pressable } = await run(`
        const shows = (element, x, y) => {
          for (let around = element.parentElement; around; around = around.parentElement) {
            const { left, right, top, bottom } = around.getBoundingClientRect();
            const hides = getComputedStyle(around).overflow !== "visible";
            if (hides && (x < left || x > right || y < top || y > bottom)) return false;
          }
          return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
        };
        let pressable = 0;
        const covered = [];
        for (const element of document.querySelectorAll("a[href], button, input, select")) {
          const { left, top, width, height } = element.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          if (width < 2 || height < 2 || !shows(element, x, y)) continue;
          pressable += 1;
          const met = document.elementFromPoint(x, y);
          const own = element.closest("label") ?? element;
          const passes = met?.closest(".toast");
          if (!own.contains(met) && !passes) covered.push((element.innerText || element.name || element.tagName) + " under " + met?.outerHTML.slice(0, 80));
        }
        return { covered, pressable };`);
      assert.deepEqual(covered, [], title);
      assert.ok(pressable > 8, `${title}: ${pressable} to press`);
    }
  });

  test("the computer is told, without a name of a customer", async () => {
    const told = await until("a notification", () => {
      const history = execFileSync("dunstctl", ["history"], { encoding: "utf8" });
      return /Backup finished/.test(history) ? history : null;
    });
    assert.match(told, /Harbour Tea/);
    assert.match(told, /items are safe/);
  });

  // Issue 5: the icon in the tray, asked over the D-Bus as a tray asks it.
  test("the icon in the tray says when the shop was backed up, and backs it up", async () => {
    const item = await until("the icon", () => /org\.kde\.StatusNotifierItem-\d+-\d+/.exec(bus("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames"))?.[0]);
    const menu = () =>
      bus(item, "/MenuBar", "com.canonical.dbusmenu.GetLayout", "int32:0", "int32:-1", "array:string:label")
        .split("struct {")
        .flatMap((line) => {
          const [, id, label] = /^\s*int32 (\d+)[\s\S]*?string "label"\s+variant\s+string "([^"]*)"/.exec(line) ?? [];
          return id === undefined ? [] : [{ id, label }];
        });
    const take = (label) =>
      until(`a click on ${label}`, () => {
        const line = menu().find((found) => found.label === label);
        try {
          bus(item, "/MenuBar", "com.canonical.dbusmenu.Event", `int32:${line.id}`, "string:clicked", "variant:string:", "uint32:0");
          return true;
        } catch {
          return false; // the menu was made anew in between, with other numbers
        }
      });
    await until("the backup in the menu", () => menu().some(({ label }) => label.startsWith(`${SHOP}: last backup`)));
    assert.deepEqual(
      menu().slice(-3).map(({ label }) => label),
      ["Open Backstock", "Back up now", "Quit Backstock"],
    );
    const backups = () =>
      JSON.parse(execFileSync(commandLine, ["--vault", folder, "--json", "--quiet", "backups", SHOP], { encoding: "utf8", env })).backups;
    const before = backups().length;
    await take("Back up now");
    await until("the backup", () => backups().length === before + 1);
    await take("Open Backstock");
    await sees("Item Storage");
  });

  // Issue 5: asked for, and taken back.
  test("the computer starts Backstock at login when the owner says so", async () => {
    const entry = () => [process.env.HOME, env.XDG_CONFIG_HOME].flatMap((place) =>
      ["", ".config"].map((between) => join(place, between, "autostart/Backstock.desktop"))).find(existsSync);
    await run("location.hash = '#/settings'");
    await sees("Start when I log in");
    const press = () =>
      run(`[...document.querySelectorAll("label")].find((label) => label.innerText.includes("Start when I log in")).click()`);
    assert.equal(entry(), undefined);
    await press();
    const file = await until("the entry", entry);
    assert.match(readFileSync(file, "utf8"), /^Exec=.*backstock"? --at-login/m);
    await picture("settings");
    await press();
    await until("the entry to go", () => !existsSync(file));
    await run("location.hash = '#/vault'");
  });

  // S2.6.1, S2.6.2, S2.6.7: the question is the computer's own window, which no script of ours can answer.
  test("a restore is confirmed in a native question, read back, and can be undone", async () => {
    const cli = (...words) =>
      JSON.parse(
        execFileSync(commandLine, ["--vault", folder, "--json", "--quiet", ...words], { encoding: "utf8", env, stdio: ["ignore", "pipe", "inherit"] }),
      );
    const price = () => cli("show", SHOP, "products", id, "--at", "live").price;
    const [{ id }] = cli("records", SHOP, "products", "--find", "Earl Grey 100 g").records;
    const good = price();
    cli("practice", "mistake", SHOP, "price_import_x10");
    cli("backup", SHOP);
    const bad = price();
    assert.notEqual(bad, good);

    await run("location.hash = arguments[0]", `#/vault/products/${id}`);
    await sees("Selected version");
    await until("two versions", () => run("return document.querySelector('main select')?.options.length === 2"));
    await run(`const list = document.querySelector("main select");
               list.selectedIndex = 1;
               list.dispatchEvent(new Event("change", { bubbles: true }));`);
    await press("Restore to this version");
    await sees("A safety backup is made first");
    await press("Restore to this version");
    await answer("Escape");
    assert.equal(price(), bad, "nothing is written before the owner says yes");
    await press("Restore to this version");
    await answer("Return");
    await sees("Undo this restore");
    assert.equal(price(), good);
    await picture("restored");
    await press("Undo this restore");
    await sees("A safety backup is made first");
    await press("Undo this restore");
    await answer("Return");
    await until("the undo", () => price() === bad);
  });

  test("the key of the vault is in the computer's keyring and in no file", async () => {
    const keys = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8"));
    const secret = execFileSync("secret-tool", ["search", "--all", "service", "app.backstock.desktop"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    // The keyring also holds which backup was the newest, which is no secret.
    const kept = secret.split("\n").map((line) => /^secret = ([0-9a-f]{64})$/.exec(line)?.[1]).find(Boolean);
    assert.ok(kept, "the keyring holds a key");
    assert.ok(!JSON.stringify(keys).includes(kept));
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (name.isFile()) {
        assert.ok(!readFileSync(join(name.parentPath ?? name.path, name.name)).includes(kept), `${name.name} holds the key`);
      }
    }
  });

  // Issue 5: at login nobody wants to see a window; the second start brings it, and the app runs once.
  test("started at login it shows no window until it is started again", async () => {
    await command("DELETE", `/session/${session}`);
    session = undefined;
    const names = () => bus("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames").match(/org\.kde\.StatusNotifierItem-\d+-\d+/g) ?? [];
    const seen = () => {
      try {
        return execFileSync("xdotool", ["search", "--onlyvisible", "--name", "^Backstock$"], { encoding: "utf8" }).trim() !== "";
      } catch {
        return false;
      }
    };
    const patiently = async (what, look) => {
      for (let tries = 0; !look(); tries += 1) {
        if (tries > 300) throw new Error(`${what}: not seen`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    await patiently("the app to end", () => names().length === 0);
    const app = spawn(application, ["--at-login"], { env, stdio: "ignore" });
    try {
      await patiently("the icon", () => names().length === 1);
      assert.equal(seen(), false, "no window");
      execFileSync(application, [], { env, timeout: 60_000 });
      await patiently("the window", seen);
      assert.equal(names().length, 1, "it runs once");
    } finally {
      app.kill("SIGKILL");
    }
  });
});
