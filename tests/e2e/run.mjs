// Runs the end-to-end tests: `node tests/e2e/run.mjs browser|window [words of file names]`.
//
// browser: Debian's Chromium against the built window and the real engine, through the development-only browser door.
// window:  the real program in a real window (Xvfb, private D-Bus), driven through WebKitWebDriver.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of tests that takes longer hangs: it is named and stopped, and the others go on. The longest takes two minutes. */
const AT_MOST_MINUTES = 8;

const here = fileURLToPath(new URL(".", import.meta.url));
const [kind, ...words] = process.argv.slice(2);
if (kind !== "browser" && kind !== "window") {
  console.error("usage: node tests/e2e/run.mjs browser|window [words of file names]");
  process.exit(2);
}

/** Runs one file of tests in a process group of its own, with whatever it starts; answers whether it passed. */
function passes(name) {
  const group = spawn(process.execPath, ["--test", "--test-reporter=spec", join(here, kind, name)], {
    stdio: "inherit",
    detached: true,
  });
  const stop = () => {
    try {
      process.kill(-group.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  process.once("exit", stop);
  return new Promise((resolve) => {
    const hangs = setTimeout(() => {
      console.log(`✖ ${name} was still running after ${AT_MOST_MINUTES} minutes and was stopped.`);
      console.log("ℹ fail 1");
      stop();
    }, AT_MOST_MINUTES * 60_000);
    group.on("exit", (code) => {
      clearTimeout(hangs);
      process.off("exit", stop);
      resolve(code === 0);
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
const names = readdirSync(join(here, kind)).filter(
  (name) => name.endsWith(".test.mjs") && (words.length === 0 || words.some((word) => name.includes(word))),
);
// One file after another: two cores are busy enough with a browser, the engine and its vault.
const failed = [];
for (const name of names) if (!(await passes(name))) failed.push(name);
if (failed.length > 0) console.log(`Failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
