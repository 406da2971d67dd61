// What every benchmark stands on: measuring a command, and writing what came of it into README.md.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

export const TIME = "/usr/bin/time";
const readme = fileURLToPath(new URL("README.md", import.meta.url));

export const canMeasure = () => existsSync(TIME);

/**
 * Gives a function that runs a command on its own and says what it took: seconds on the clock, seconds of processor, most
 * memory in MB. `account` is a file it may write to.
 */
export const measuring =
  (account) =>
  ({ program, words, folder, surroundings, input }) => {
    const began = process.hrtime.bigint();
    const ended = spawnSync(TIME, ["--output", account, "--format", "%U %S %M", program, ...words], {
      cwd: folder,
      env: { ...process.env, ...surroundings },
      maxBuffer: 1 << 28,
      input,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    const wall = Number(process.hrtime.bigint() - began) / 1e9;
    if (ended.status !== 0) throw new Error(`${program} ${words.join(" ")}\n${ended.stdout}${ended.stderr}`);
    const [user, system, kilobytes] = readFileSync(account, "utf8").trim().split(" ").map(Number);
    return {
      wall,
      cpu: user + system,
      memory: (kilobytes * 1024) / 1e6,
      output: ended.stdout.toString(),
    };
  };

/** What a folder takes on the disk, in MB. */
export const onDisk = (folder) =>
  Number(execFileSync("du", ["--summarize", "--block-size=1", folder]).toString().split("\t")[0]) / 1e6;

/** Waits until nothing of the step before is left to be written. */
export const settle = () => execFileSync("sync");

export function machine() {
  const system = /PRETTY_NAME="(.*)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "Linux";
  const model = cpus()[0].model.replace(/\s+/g, " ").trim();
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 1e9)} GB memory, ${system}`;
}

/** Puts tables between their marks, and leaves the others as they are. */
export function write(name, text) {
  const page = readFileSync(readme, "utf8");
  const [from, to] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`README.md has no marks for ${name}.`);
  writeFileSync(readme, page.slice(0, start + from.length) + text + page.slice(end));
}
