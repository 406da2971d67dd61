// What every end-to-end test stands on: a home folder, the browser door, a page, pictures, and axe.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const fromWindow = createRequire(join(root, "ui/package.json"));
const { chromium } = fromWindow("playwright-core");
const axe = readFileSync(fromWindow.resolve("axe-core/axe.min.js"), "utf8");

const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const program = (name) => join(target, "debug", name);
const shots = join(root, "tests/e2e/shots");

export function temporaryHome() {
  const folder = mkdtempSync(join(tmpdir(), "backstock-e2e-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** No job of these tests takes so long, in milliseconds. */
const JOB_AT_MOST = 180_000;

/** Ends a program and waits until it is over; one that is over already is no reason to wait. */
const over = (program, end) =>
  new Promise((resolve) => {
    if (program.exitCode !== null || program.signalCode !== null) return resolve();
    program.removeAllListeners("exit");
    program.on("exit", resolve);
    end();
  });

/** Opens the browser door on a home folder. */
export async function openDoor(home, ...more) {
  const door = spawn(
    program("backstock-browser-door"),
    ["--home", home, "--ui", process.env.BACKSTOCK_E2E_UI ?? join(root, "ui/dist-browser"), ...more],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await new Promise((resolve, reject) => {
    let heard = "";
    door.stdout.on("data", (bytes) => {
      heard += bytes;
      const found = /http:\/\/\S+/.exec(heard);
      if (found) resolve(found[0]);
    });
    door.on("exit", (code) => reject(new Error(`the browser door ended with ${code}`)));
    door.on("error", reject);
  });
  const post = async (path, body) => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  return {
    url,
    /** Asks a door directly; fails on a refusal. */
    ask: async (name, ask = {}) => {
      const { status, body } = await post(`/door/${name}`, ask);
      if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    /** Asks a door that is expected to refuse; answers the failure. */
    refused: async (name, ask = {}) => {
      const { status, body } = await post(`/door/${name}`, ask);
      if (status !== 422) throw new Error(`${name} was not refused: ${status}`);
      return body;
    },
    /** What the person will choose in the next native picker. */
    willPick: (path) => post("/native/pick", path),
    /** Drops files on the window; answers the address it goes to. */
    drop: async (paths) => (await post("/native/drop", paths)).body,
    willConfirm: (yes) => post("/native/confirm", yes),
    heard: async () => (await fetch(`${url}/native/heard`)).json(),
    /** Waits until a job has ended and answers its news. */
    ended: async (job) => {
      const begun = Date.now();
      for (;;) {
        const { body } = await post("/door/list_jobs", {});
        const found = body.jobs.find((news) => news.job === job);
        if (found && found.state.kind !== "running") return found;
        if (Date.now() - begun > JOB_AT_MOST) throw new Error(`the job does not end: ${JSON.stringify(found)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    close: () => over(door, () => door.kill("SIGKILL")),
  };
}

let browser;

/** Opens a page of Debian's Chromium. Errors in the page and refused policies fail the test that asks for `page.troubles`. */
export async function openPage(url, { width = 1280, height = 800, scheme = "light", ...context } = {}) {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  browser ??= await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const opened = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...context,
  });
  const page = await opened.newPage();
  // Generous: a busy machine is no failure, and a wait that is met costs nothing.
  page.setDefaultTimeout(60_000);
  page.troubles = [];
  page.on("pageerror", (error) => page.troubles.push(String(error)));
  page.on("console", (message) => {
    // A refusal of the engine (422) is an answer, not an error of the window.
    if (message.type() === "error" && !message.text().includes("422")) page.troubles.push(message.text());
  });
  await page.goto(url);
  return page;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/** Keeps a picture for people to look at. */
export async function picture(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** Finds what axe-core holds for serious or critical. */
export async function seriousFindings(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations),
  );
  return found
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** Looks at a page: a picture for people, nothing serious for axe, no trouble in it, nothing cut off at the side. */
export async function clean(page, name) {
  await picture(page, name);
  assert.deepEqual(await seriousFindings(page), [], `${name}: axe`);
  assert.deepEqual(page.troubles, [], `${name}: errors in the page`);
  // An owner does not look for a scroll bar.
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${name}: ${over} pixels wider than the window`);
}

/** Starts a server that prints where it is as JSON and lives until its input ends; nothing where it is not installed. */
async function openServer(example, ...words) {
  const server = spawn(program(`examples/${example}`), words, { stdio: ["pipe", "pipe", "pipe"] });
  let heard = "";
  let said = "";
  server.stderr.on("data", (bytes) => (said += bytes));
  const place = await new Promise((resolve, reject) => {
    server.stdout.on("data", (bytes) => {
      heard += bytes;
      if (!heard.includes("\n")) return;
      try {
        resolve(JSON.parse(heard));
      } catch {
        reject(new Error(`${example} did not say where it is: ${heard}`));
      }
    });
    server.on("exit", () => resolve(null));
    server.on("error", reject);
  });
  if (place === null) {
    console.error(`skipped: ${said.trim()}`);
    return null;
  }
  return {
    ...place,
    close: () => over(server, () => server.stdin.end()),
  };
}

/** Starts a MariaDB server with a small bakery's shop; nothing where none is installed. */
export const openMariaDb = () => openServer("mariadb");

/** Starts a small BigCommerce store on the loopback, and lets one ask it as its own programs do. */
export async function openStore() {
  const store = await openServer("store", "0", "unlimited", "json");
  assert.ok(store, "the store ended at once");
  const ask = async (method, path, body) => {
    const answer = await fetch(`${store.api}${path}`, {
      method,
      headers: { "x-auth-token": store.token, accept: "application/json", "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).data;
  };
  return { ...store, ask };
}

/** Starts a mail server on the loopback; nothing where none is installed. `taken` are the messages it has, in their order. */
export async function openMailbox() {
  const server = await openServer("mailbox");
  const names = () => readdirSync(server.folder).filter((name) => /^taken-\d+\.json$/.test(name)).sort();
  return server && {
    ...server,
    taken: () => names().map((name) => JSON.parse(readFileSync(join(server.folder, name), "utf8"))),
  };
}
