// A dump of 2 GB, looked into within 300 MB of memory: `node tests/bench/dump-memory.mjs [megabytes]`.
//
// The dump is made here, row by row, and packed by nothing, so that what is measured is the reading alone. What the program used
// at its highest is told by GNU time (`/usr/bin/time`). The program has to be built first: `cargo build --release -p backstock-cli`.

import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const megabytes = Number(process.argv[2] ?? 2000);
const limit = 300;
const program = ["target/release/backstock-cli", "target/debug/backstock-cli"].map((path) => resolve(path)).find(existsSync);
if (!program) {
  console.error("Build the program first: cargo build --release -p backstock-cli");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "backstock-bench-"));
try {
  const path = join(folder, "shop.sql");
  const rows = await make(path, megabytes * 1_000_000);
  const began = process.hrtime.bigint();
  const ran = spawnSync("/usr/bin/time", ["-f", "%M", program, "--quiet", "--json", "archive", "inspect", path], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (ran.status !== 0) throw new Error(ran.stdout + ran.stderr);
  const peak = Number(ran.stderr.trim().split("\n").at(-1)) / 1024;
  const read = JSON.parse(ran.stdout).types.reduce((sum, type) => sum + type.records, 0);
  const size = statSync(path).size / 1e6;
  console.log(
    `${size.toFixed(0)} MB, ${rows} rows: ${read} records read in ${seconds.toFixed(0)} s, at most ${peak.toFixed(0)} MB of memory`,
  );
  if (read !== rows || peak > limit) {
    console.error(`more than ${limit} MB, or not every row`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Products and orders, as mysqldump writes them: long lines of many rows. */
async function make(path, bytes) {
  const out = createWriteStream(path);
  const write = async (text) => {
    if (!out.write(text)) await once(out, "drain");
    return text.length;
  };
  let written = await write(
    "-- MySQL dump 10.13\n" +
      "CREATE TABLE `products` (`id` bigint unsigned NOT NULL, `sku` varchar(40) NOT NULL, `name` varchar(200), `text` text, " +
      "`price` decimal(10,2), PRIMARY KEY (`id`), UNIQUE KEY `sku` (`sku`));\n" +
      "CREATE TABLE `notes` (`at` datetime, `line` text);\n",
  );
  let id = 0;
  const words = "assam darjeeling sencha gyokuro oolong keemun lapsang rooibos".split(" ");
  while (written < bytes) {
    const products = [];
    const notes = [];
    for (let row = 0; row < 400; row += 1) {
      id += 1;
      const name = `${words[id % 8]} ${words[(id * 7) % 8]} no. ${id}`;
      products.push(`(${id},'SKU-${(id * 7919) % 100_000_007}-${id}','${name}','${`${name}, it\\'s good. `.repeat(12)}',${(id % 9000) / 100})`);
      notes.push(`('2026-01-01 00:00:00','${name} was looked at')`);
    }
    written += await write(`INSERT INTO \`products\` VALUES ${products.join(",")};\n`);
    written += await write(`INSERT INTO \`notes\` VALUES ${notes.join(",")};\n`);
  }
  out.end();
  await once(out, "finish");
  return id * 2;
}
