// Runs the end-to-end tests: `node tests/e2e/run.mjs browser|window`.
//
// browser: Debian's Chromium against the built window and the real engine, through the development-only browser door.
// window:  the real program in a real window (Xvfb, private D-Bus), driven through WebKitWebDriver.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const kind = process.argv[2];
if (kind !== "browser" && kind !== "window") {
  console.error("usage: node tests/e2e/run.mjs browser|window");
  process.exit(2);
}
const files = readdirSync(join(here, kind))
  .filter((name) => name.endsWith(".test.mjs"))
  .map((name) => join(here, kind, name));
// One file after another: two cores are busy enough with a browser, the engine and its vault.
const ended = spawnSync(
  process.execPath,
  ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files],
  { stdio: "inherit" },
);
process.exit(ended.status ?? 1);
