// Measures Backstock beside restic, borg and git on the same shop: `cargo bench-all [10k] [100k] [1M]`; and with the word
// "restoring" how long taking a mistake back takes: `cargo bench-all restoring [100k] [1M]`; with the word "servers" shops on
// database servers beside the servers' own dumps, by the size of their tables in MB: `cargo bench-all servers [200] [5000]`; with
// the word "files" backup files beside Info-ZIP, `mariadb-dump | zstd` and `diff`: `cargo bench-all files [200]`.
//
// --days N     how many days pass (10; 3 at 1M)            --rounds N   first backups of each program (3; 1 at 1M)
// --dry        prints the tables, leaves the README alone   --debug      measures the debug build; for trying this script
// --keep       leaves the stores under target/bench         --alone      Backstock only
// --built      measures what is built, and builds nothing
// --only NAME  of the servers only "mariadb" or "postgres"; leaves the README alone
//
// What is measured, and how, stands in README.md beside this file; the tables there are written by this script.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { backupFiles } from "./files.mjs";
import { TIME, canMeasure, machine, measuring, onDisk, settle, write } from "./ground.mjs";
import { restoring } from "./restoring.mjs";
import { servers } from "./servers.mjs";
import { tables } from "./tables.mjs";
import { backstock, borg, git, restic } from "./tools.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const CHANGED_PERCENT = 1;

// At this size a file for every record takes the other programs minutes for each step; they get a file for each type.
const TOO_MANY_FILES = "1M";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: "string" },
    rounds: { type: "string" },
    dry: { type: "boolean" },
    debug: { type: "boolean" },
    keep: { type: "boolean" },
    alone: { type: "boolean" },
    built: { type: "boolean" },
    only: { type: "string" },
  },
});
const RESTORING = "restoring";
const SERVERS = "servers";
const FILES = "files";
// A shop on a server of so many MB is looked at once: filling it alone takes minutes.
const LARGE = 1000;
const isRestoring = positionals[0] === RESTORING;
const isServers = positionals[0] === SERVERS;
const isFiles = positionals[0] === FILES;
// Of these the sizes are megabytes of tables.
const isOfServers = isServers || isFiles;
const given = isRestoring || isOfServers ? positionals.slice(1) : positionals;
const usual = isRestoring ? ["100k"] : isOfServers ? ["200"] : ["10k", "100k"];
const sizes = given.length > 0 ? given : usual;

const say = (line) => console.error(`${new Date().toISOString().slice(11, 19)}  ${line}`);

function refuse(sentence) {
  console.error(sentence);
  process.exit(2);
}

if (isOfServers && !sizes.every((size) => /^\d{1,5}$/.test(size)))
  refuse("The sizes are megabytes of tables, as in 200.");
if (!isOfServers && !sizes.every((size) => ["10k", "100k", "1M"].includes(size)))
  refuse("The sizes are 10k, 100k and 1M.");
if (!canMeasure()) refuse(`${TIME} is missing; on Debian and Ubuntu it is in the package "time".`);

const kind = options.debug ? "debug" : "release";
if (!options.debug && !options.built && !isRestoring && !isOfServers)
  execFileSync(
    "cargo",
    ["build", "--quiet", "--locked", "--release", "--package", "backstock-practice", "--example", "bench_data"],
    { cwd: root, stdio: "inherit" },
  );
const program = join(target, kind, "backstock-cli");
const benchData = join(target, kind, "examples", "bench_data");
for (const file of isRestoring || isOfServers ? [program] : [program, benchData])
  if (!existsSync(file)) refuse(`${file} is not built.`);

const ground = join(target, "bench");
const measure = measuring(join(ground, "account"));

/** Every second time in the opposite order, so that none always follows the same one. */
const inTurn = (list, round) => (round % 2 === 0 ? list : [...list].reverse());

/** Makes the shop and, for the other programs, its files. */
function prepare(size, withFiles) {
  const vault = join(ground, "maker");
  const surroundings = {
    ...process.env,
    BACKSTOCK_VAULT: vault,
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
  };
  const run = (...words) =>
    execFileSync(program, [...words, "--json", "--quiet"], {
      env: surroundings,
      maxBuffer: 1 << 28,
    }).toString();
  surroundings.BACKSTOCK_RECOVERY_KEY = JSON.parse(run("vault", "create", "--no-keyring")).recovery_key;
  say(`${size}: making the shop`);
  run("shop", "add", "harbour", "practice", "--size", size);
  const database = join(ground, "shop.sqlite");
  const made = readdirSync(join(vault, "practice")).filter((name) => name.endsWith(".sqlite"));
  renameSync(join(vault, "practice", made[0]), database);
  rmSync(vault, { recursive: true });
  say(`${size}: writing its files`);
  const folder = join(ground, "shop");
  const told = JSON.parse(
    execFileSync(benchData, ["scatter", database, folder, withFiles ? "both" : "lines"]).toString(),
  );
  return { database, folder, ...told };
}

function passDay({ database, folder }, day) {
  const words = ["change", database, folder, `${CHANGED_PERCENT}`, `${day}`];
  return JSON.parse(execFileSync(benchData, words, { maxBuffer: 1 << 28 }).toString());
}

function expect(is, what) {
  if (!is) throw new Error(`This is not as it should be: ${what}.`);
}

function measureSize(size) {
  const large = size === TOO_MANY_FILES;
  const days = Number(options.days ?? (large ? 3 : 10));
  const rounds = Number(options.rounds ?? (large ? 1 : 3));
  rmSync(ground, { recursive: true, force: true });
  mkdirSync(ground, { recursive: true });
  const shop = prepare(size, !large && !options.alone);
  const files = join(shop.folder, "files");
  const lines = join(shop.folder, "lines");
  const peers = options.alone
    ? []
    : [
        ...(large ? [] : [restic(files, "files"), borg(files, "files"), git(files)]),
        restic(lines, "lines"),
        borg(lines, "lines"),
      ];
  const tools = [backstock(program, shop.database), ...peers].filter((tool) => {
    if (tool.version() === undefined) say(`${tool.name} is not installed and left out`);
    return tool.version() !== undefined;
  });

  const samples = new Map();
  const take = (tool, row, command) => {
    settle();
    const taken = measure(command);
    const list = samples.get(`${tool.name}/${row}`) ?? [];
    samples.set(`${tool.name}/${row}`, [...list, taken]);
    say(
      `${size}: ${row}, ${tool.name}: ${taken.wall.toFixed(3)} s, ${taken.cpu.toFixed(2)} s cpu, ${taken.memory.toFixed(0)} MB`,
    );
    return taken.output;
  };
  const sizesOnDisk = new Map();
  const weigh = (row) => {
    settle();
    for (const tool of tools) sizesOnDisk.set(`${tool.name}/${row}`, onDisk(stores.get(tool).home));
  };

  const calm = { began: new Date(), before: loadavg()[0] };
  const empty = [];
  for (let round = 0; round < 21; round++)
    empty.push(measure({ program: "true", words: [], folder: ground, surroundings: {} }).wall);
  empty.sort((one, other) => one - other);

  const stores = new Map();
  for (let round = 0; round < rounds; round++)
    for (const tool of inTurn(tools, round)) {
      // Taking a store of 100,000 small files away keeps a disk busy for minutes; all that is left to the end.
      stores.set(tool, tool.open(join(ground, "stores", `${tool.name.replace(", ", "-")}-${round}`)));
      take(tool, "first", stores.get(tool).backup());
    }
  weigh("first");

  // Some of the first day's products stand for "one record"; their text before that day is what must come back.
  let changed = 0;
  const chosen = [];
  for (let day = 1; day <= days; day++) {
    const before = new Map();
    if (day === 1 && existsSync(files)) rememberTexts(files, before);
    const told = passDay(shop, day);
    if (day === 1) {
      changed = told.changed;
      const step = Math.max(1, Math.floor(told.products.length / 8));
      for (let at = 0; at < told.products.length && chosen.length < 8; at += step) {
        const product = told.products[at];
        chosen.push({ ...product, text: before.get(product.place) });
      }
    }
    for (const tool of inTurn(tools, day)) {
      const output = take(tool, "next", stores.get(tool).backup());
      if (tool.layout === "shop")
        expect(JSON.parse(output).updated === told.changed, `${told.changed} changed records on day ${day}`);
    }
    if (day === 1) weigh("second");
  }
  weigh("last");

  const repeat = (row, times, job) => {
    for (let round = 0; round < times; round++)
      for (const tool of inTurn(tools, round)) {
        const store = stores.get(tool);
        const record = chosen[round % chosen.length];
        const command = job(store, record);
        if (command !== undefined) check(tool, store, row, record, take(tool, row, command));
      }
  };
  const check = (tool, store, row, record, output) => {
    const whole = tool.layout !== "lines";
    if (row === "compare" && whole) expect(store.changed(output) === changed, `${tool.name} finds ${changed} changes`);
    const text = record.text;
    if (row === "read" && text !== undefined) expect(output.trim() === text, `${tool.name} reads what it kept`);
    if (row === "restore" && tool.layout === "shop") expect(store.restored(output), "the record is restored");
    if (row === "restore" && store.out !== undefined)
      expect(readFileSync(join(store.out, record.place), "utf8") === text, `${tool.name} restores what it kept`);
  };
  repeat("compare", 5, (store) => store.compare(0, 1));
  repeat("compareLong", 3, (store) => store.compare(0, days));
  repeat("versions", 3, (store, record) => store.versions?.(record));
  repeat("read", 5, (store, record) => store.read?.(record, 0));
  repeat("restore", 3, (store, record) => store.restore?.(record, 0));
  for (const tool of tools) {
    const pack = stores.get(tool).pack?.();
    if (pack === undefined) continue;
    take(tool, "pack", pack);
    sizesOnDisk.set(`${tool.name}/packed`, onDisk(stores.get(tool).home));
  }

  return {
    size,
    days,
    rounds,
    changed,
    records: shop.records,
    documents: shop.bytes / 1e6,
    database: statSync(shop.database).size / 1e6,
    tools: tools.map((tool) => ({ name: tool.name, version: tool.version() })),
    samples,
    sizesOnDisk,
    empty: empty[10],
    date: calm.began.toISOString().slice(0, 10),
    load: [calm.before, loadavg()[0]],
    machine: machine(),
    cores: cpus().length,
  };
}

/** Reads the products' files, of which the first day's changed ones are chosen. */
function rememberTexts(files, before) {
  for (const folder of readdirSync(join(files, "products")))
    for (const name of readdirSync(join(files, "products", folder))) {
      const place = `products/${folder}/${name}`;
      before.set(place, readFileSync(join(files, place), "utf8"));
    }
}

for (const size of sizes) {
  const rounds = Number(options.rounds ?? (isOfServers && Number(size) >= LARGE ? 1 : 3));
  const text = isRestoring
    ? await restoring({ program, ground, size, rounds, say })
    : isServers
      ? servers({ program, ground, size: Number(size), rounds, kind, only: options.only, say })
      : isFiles
        ? backupFiles({ program, ground, size: Number(size), rounds, kind, say })
        : tables(measureSize(size));
  console.log(text);
  const name = isRestoring ? `${RESTORING} ${size}` : isServers ? `${SERVERS} ${size}` : isFiles ? `${FILES} ${size}` : size;
  if (!options.dry && !options.debug && !options.alone && options.only === undefined) write(name, text);
}
if (!options.keep) rmSync(ground, { recursive: true, force: true });
