// A file of 2 GB, looked into within 300 MB of memory: `node tests/bench/dump-memory.mjs [megabytes] [sql | csv | json | xlsx]`.
//
// The file is made here, row by row, and packed by nothing but a workbook's ZIP, so that what is measured is the reading alone. A
// workbook holds its texts in memory, and one with more than 64 MB of them is refused: 200 megabytes of it are little else. What the program used
// at its highest is told by GNU time (`/usr/bin/time`). The program has to be built first: `cargo build --release -p backstock-cli`.

import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const megabytes = Number(process.argv[2] ?? 2000);
const kind = process.argv[3] ?? "sql";
const limit = 300;
const WORDS = "assam darjeeling sencha gyokuro oolong keemun lapsang rooibos".split(" ");
const program = ["target/release/backstock-cli", "target/debug/backstock-cli"].map((path) => resolve(path)).find(existsSync);
if (!program) {
  console.error("Build the program first: cargo build --release -p backstock-cli");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "backstock-bench-"));
try {
  const path = join(folder, `products.${kind}`);
  const makers = { sql: makeDump, csv: makeTable, json: makeList, xlsx: makeWorkbook };
  const rows = await makers[kind](path, megabytes * 1_000_000);
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

/** Writes the texts that `next` gives until it is enough; answers how many items they hold. */
async function written(path, isEnough, first, next, last = "") {
  const out = createWriteStream(path);
  const write = async (text) => {
    if (!out.write(text)) await once(out, "drain");
    return text.length;
  };
  let [size, count] = [await write(first), 0];
  while (!isEnough(size, count)) {
    const { text, items } = next(count);
    size += await write(text);
    count += items;
  }
  await write(last);
  out.end();
  await once(out, "finish");
  return count;
}

const nameOf = (id) => `${WORDS[id % 8]} ${WORDS[(id * 7) % 8]} no. ${id}`;
const skuOf = (id) => `SKU-${(id * 7919) % 100_000_007}-${id}`;

/** Products and notes about them, as mysqldump writes them: long lines of many rows. */
function makeDump(path, bytes) {
  const head =
    "-- MySQL dump 10.13\n" +
    "CREATE TABLE `products` (`id` bigint unsigned NOT NULL, `sku` varchar(40) NOT NULL, `name` varchar(200), `text` text, " +
    "`price` decimal(10,2), PRIMARY KEY (`id`), UNIQUE KEY `sku` (`sku`));\n" +
    "CREATE TABLE `notes` (`at` datetime, `line` text);\n";
  const rows = (count) => {
    const [products, notes] = [[], []];
    for (let row = 1; row <= 400; row += 1) {
      const id = count / 2 + row;
      const name = nameOf(id);
      products.push(`(${id},'${skuOf(id)}','${name}','${`${name}, it\\'s good. `.repeat(12)}',${(id % 9000) / 100})`);
      notes.push(`('2026-01-01 00:00:00','${name} was looked at')`);
    }
    const text = `INSERT INTO \`products\` VALUES ${products.join(",")};\nINSERT INTO \`notes\` VALUES ${notes.join(",")};\n`;
    return { text, items: 800 };
  };
  return written(path, (size) => size >= bytes, head, rows, "-- Dump completed\n");
}

/** The same products as lines of a table. */
const makeTable = (path, bytes) =>
  written(path, (size) => size >= bytes, "SKU,Name,Price,Text\n", (count) => {
    const name = nameOf(count);
    return { text: `${skuOf(count)},${name},${(count % 9000) / 100},"${`${name}, good. `.repeat(12)}"\n`, items: 1 };
  });

/** The same products in one list. */
const makeList = (path, bytes) =>
  written(
    path,
    (size) => size >= bytes,
    "[\n",
    (count) => {
      const name = nameOf(count);
      const item = { sku: skuOf(count), name, price: (count % 9000) / 100, text: `${name}, good. `.repeat(12) };
      return { text: `${count === 0 ? "" : ",\n"}${JSON.stringify(item)}`, items: 1 };
    },
    "\n]\n",
  );

/** The same products in one sheet, with their texts in the table of texts, as spreadsheet programs write them. */
async function makeWorkbook(path, bytes) {
  const parts = join(folder, "parts");
  for (const place of ["_rels", "xl/_rels", "xl/worksheets"]) mkdirSync(join(parts, place), { recursive: true });
  const spec = "http://schemas.openxmlformats.org";
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const part = (name, type) => `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const relation = (id, type, to) => `<Relationship Id="${id}" Type="${spec}/officeDocument/2006/relationships/${type}" Target="${to}"/>`;
  const relations = (all) => `${head}<Relationships xmlns="${spec}/package/2006/relationships">${all}</Relationships>`;
  const file = (name, text) => writeFileSync(join(parts, name), text);
  file(
    "[Content_Types].xml",
    `${head}<Types xmlns="${spec}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/worksheets/sheet1.xml", "worksheet")}${part("/xl/sharedStrings.xml", "sharedStrings")}</Types>`,
  );
  file("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
  file(
    "xl/_rels/workbook.xml.rels",
    relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "sharedStrings", "sharedStrings.xml")),
  );
  file(
    "xl/workbook.xml",
    `${head}<workbook xmlns="${spec}/spreadsheetml/2006/main" xmlns:r="${spec}/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  const main = `xmlns="${spec}/spreadsheetml/2006/main"`;
  const text = (value) => `<si><t>${value}</t></si>`;
  const rows = await written(
    join(parts, "xl/sharedStrings.xml"),
    (size) => size >= Math.min(bytes / 3, 60_000_000),
    `${head}<sst ${main}>${text("SKU")}${text("Name")}`,
    (count) => ({ text: text(skuOf(count)) + text(nameOf(count)), items: 1 }),
    "</sst>",
  );
  const cell = (column, row, value) => `<c r="${column}${row}" t="s"><v>${value}</v></c>`;
  await written(
    join(parts, "xl/worksheets/sheet1.xml"),
    (_size, count) => count === rows,
    `${head}<worksheet ${main}><sheetData><row r="1">${cell("A", 1, 0)}${cell("B", 1, 1)}</row>`,
    (count) => {
      const row = count + 2;
      return { text: `<row r="${row}">${cell("A", row, row * 2 - 2)}${cell("B", row, row * 2 - 1)}</row>`, items: 1 };
    },
    "</sheetData></worksheet>",
  );
  const packed = spawnSync("zip", ["-q", "-r", path, "."], { cwd: parts });
  if (packed.status !== 0) throw new Error("zip is not installed, or failed.");
  return rows;
}
