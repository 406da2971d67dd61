// The real program in its real window: WebKitGTK, the content policy, the capabilities, the keyring and the notification server
// are the system's own. One short journey; everything else is tested in the browser.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { program, root, temporaryHome } from "../stage.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

describe("the real window", () => {
  const home = temporaryHome();
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
    const application = program("backstock");
    assert.ok(existsSync(application), `${application} is not built`);
    driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: {
        ...process.env,
        TAURI_WEBVIEW_AUTOMATION: "true",
        XDG_DATA_HOME: join(home.folder, "data"),
        XDG_CONFIG_HOME: join(home.folder, "config"),
        XDG_CACHE_HOME: join(home.folder, "cache"),
      },
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

  test("the computer is told, without a name of a customer", async () => {
    const told = await until("a notification", () => {
      const history = execFileSync("dunstctl", ["history"], { encoding: "utf8" });
      return /Backup finished/.test(history) ? history : null;
    });
    assert.match(told, /Harbour Tea/);
    assert.match(told, /items are safe/);
  });

  test("the key of the vault is in the computer's keyring and in no file", async () => {
    const folder = join(home.folder, "data/Backstock/Vault");
    const keys = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8"));
    const secret = execFileSync("secret-tool", ["search", "--all", "service", "app.backstock.desktop"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const kept = /secret = (\S+)/.exec(secret)?.[1];
    assert.ok(kept && kept.length >= 32, "the keyring holds a key");
    assert.ok(!JSON.stringify(keys).includes(kept));
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (name.isFile()) {
        assert.ok(!readFileSync(join(name.parentPath ?? name.path, name.name)).includes(kept), `${name.name} holds the key`);
      }
    }
  });
});
