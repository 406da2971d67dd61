// Runs the end-to-end tests: `node tests/e2e/run.mjs browser|window [words of file names]`.
//
// browser: Debian's Chromium against the built window and the real engine, through the development-only browser door.
// window:  the real program in a real window (Xvfb, private D-Bus), driven through WebKitWebDriver.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A file of tests that takes longer hangs: it is named and stopped, and the others go on. The longest takes two minutes. */
const AT_MOST_MINUTES = 8;

/** Files at a time; there is one desktop for the window. */
const AT_ONCE = process.argv[2] === "browser" ? 2 : 1;

const here = fileURLToPath(new URL(".", import.meta.url));
const [kind, ...words] = process.argv.slice(2);
if (kind !== "browser" && kind !== "window") {
  console.error("usage: node tests/e2e/run.mjs browser|window [words of file names]");
  process.exit(2);
}

const length = (name) => statSync(join(here, kind, name)).size;

/** Runs one file of tests in a process group of its own, with whatever it starts; says what it said and answers whether it passed. */
function passes(name) {
  const group = spawn(process.execPath, ["--test", "--test-reporter=spec", join(here, kind, name)], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  // What two files say at once would not be told apart; one alone is heard as it goes.
  const said = [];
  const hear = (part) => (AT_ONCE === 1 ? process.stdout.write(part) : said.push(Buffer.from(part)));
  const tell = () => process.stdout.write(Buffer.concat(said.splice(0)));
  for (const stream of [group.stdout, group.stderr]) stream.on("data", hear);
  const stop = () => {
    tell();
    try {
      process.kill(-group.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  process.once("exit", stop);
  return new Promise((resolve) => {
    const hangs = setTimeout(() => {
      hear(`✖ ${name} was still running after ${AT_MOST_MINUTES} minutes and was stopped.\nℹ fail 1\n`);
      stop();
    }, AT_MOST_MINUTES * 60_000);
    group.on("exit", async (code) => {
      clearTimeout(hangs);
      process.off("exit", stop);
      // A program that was left behind may hold the line open.
      await Promise.race([once(group, "close"), after(2_000)]);
      tell();
      resolve(code === 0);
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
const names = readdirSync(join(here, kind)).filter(
  (name) => name.endsWith(".test.mjs") && (words.length === 0 || words.some((word) => name.includes(word))),
);
// A test waits for its browser, and the browser for the engine: two files at a time keep two cores busy. The longest come first.
const queue = names.sort((one, other) => length(other) - length(one));
const failed = [];
async function work() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) if (!(await passes(name))) failed.push(name);
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failed.length > 0) console.log(`Failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
