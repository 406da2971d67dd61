// Measures taking a mistake back, for run.mjs.
//
// One import spoils two fields of 1 % of all records, every one a product. What stands beside Backstock is the script that
// somebody who knew all old values would send to the same database with the sqlite3 program.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { machine, measuring, settle } from "./ground.mjs";

const SPOILT_PERCENT = 1;
/** What a careful script writes at a time. */
const IN_A_TRANSACTION = 500;
const RECORDS = { "10k": 10_000, "100k": 100_000, "1M": 1_000_000 };

const median = (values) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const seconds = (value) =>
  `${value < 0.1 ? value.toFixed(3) : value.toPrecision(3)} s`;
const thousands = (value) => value.toLocaleString("en");

function expect(is, what) {
  if (!is) throw new Error(`This is not as it should be: ${what}.`);
}

/** Measures one size and answers with its section of the README. */
export async function restoring({ program, ground, size, rounds, say }) {
  rmSync(ground, { recursive: true, force: true });
  mkdirSync(ground, { recursive: true });
  const surroundings = {
    BACKSTOCK_VAULT: join(ground, "vault"),
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
  };
  const measure = measuring(join(ground, "account"));
  const words = (...given) => ({
    program,
    words: [...given, "--json", "--quiet"],
    folder: ground,
    surroundings,
  });
  const run = (...given) => JSON.parse(measure(words(...given)).output);
  surroundings.BACKSTOCK_RECOVERY_KEY = run(
    "vault",
    "create",
    "--no-keyring",
  ).recovery_key;

  const load = loadavg()[0];
  say(`${size}: making the shop`);
  run("shop", "add", "made", "practice", "--size", size);
  const database = join(ground, "shop.sqlite");
  const practice = join(ground, "vault", "practice");
  renameSync(
    join(
      practice,
      readdirSync(practice).find((name) => name.endsWith(".sqlite")),
    ),
    database,
  );
  run("shop", "add", "harbour", "sqlite", database);
  say(`${size}: backup 1`);
  run("backup", "harbour");

  const sql = (text) =>
    execFileSync("sqlite3", ["-bail", database], {
      input: text,
      maxBuffer: 1 << 30,
    }).toString();
  const all = Number(sql("SELECT count(*) FROM products;"));
  const spoilt = Math.min(all, (RECORDS[size] * SPOILT_PERCENT) / 100);
  const chosen = `id IN (SELECT id FROM products ORDER BY (id * 7919) % 1000003 LIMIT ${spoilt})`;
  const undone = sql(
    `SELECT 'UPDATE products SET sale_price = ' || quote(sale_price) || ', inventory_level = ' || quote(inventory_level) ||` +
      ` ' WHERE id = ' || id || ';' FROM products WHERE ${chosen} ORDER BY id;`,
  )
    .trim()
    .split("\n");
  expect(undone.length === spoilt, `${spoilt} lines of the script`);
  const looks = sql(
    `SELECT 'SELECT * FROM products WHERE id = ' || id || ';' FROM products WHERE ${chosen} ORDER BY id;`,
  )
    .trim()
    .split("\n");
  const [script, careful] = [[], []];
  for (let at = 0; at < undone.length; at += IN_A_TRANSACTION) {
    const [updates, rows] = [undone, looks].map((lines) =>
      lines.slice(at, at + IN_A_TRANSACTION),
    );
    script.push("BEGIN IMMEDIATE;", ...updates, "COMMIT;");
    careful.push("BEGIN IMMEDIATE;", ...rows, ...updates, "COMMIT;", ...rows);
  }
  sql(
    `UPDATE products SET sale_price = '0.01', inventory_level = inventory_level + 1 WHERE ${chosen};`,
  );
  const spoiltFile = join(ground, "spoilt.sqlite");
  copyFileSync(database, spoiltFile);
  say(`${size}: backup 2`);
  expect(
    run("backup", "harbour").updated === spoilt,
    `${spoilt} changed records`,
  );

  // A vault that knows of the round before would ask about stock instead of correcting it once more.
  const [vault, vaultThen] = [join(ground, "vault"), join(ground, "vault-then")];
  cpSync(vault, vaultThen, { recursive: true });

  const taken = new Map();
  const take = (row, wall, memory) => {
    taken.set(row, [...(taken.get(row) ?? []), { wall, memory }]);
    say(`${size}: ${row}: ${seconds(wall)}`);
  };
  const timed = (row, command) => {
    settle();
    const { wall, memory, output } = measure(command);
    take(row, wall, memory);
    return output;
  };
  for (let round = 0; round < rounds; round++) {
    expect(
      JSON.parse(timed("compare", words("compare", "harbour", "1", "2")))
        .updated === spoilt,
      "the comparison",
    );
    const mistake = ["revert", "harbour", "1", "2", "--type", "products"];
    expect(
      JSON.parse(timed("plan", words(...mistake, "--preview"))).updates ===
        spoilt,
      "the plan",
    );
    timed(
      "planType",
      words(
        "restore",
        "harbour",
        "--to",
        "1",
        "--type",
        "products",
        "--preview",
      ),
    );

    const { written, whole, outcome } = await phases(
      program,
      [...mistake, "--yes", "--json"],
      ground,
      surroundings,
    );
    expect(
      outcome.succeeded === spoilt && outcome.verified === spoilt,
      `${spoilt} records put back and read back`,
    );
    take("restore", whole);
    take("written", written);
    const undo = JSON.parse(
      timed(
        "planUndo",
        words("undo", "harbour", String(outcome.run), "--preview"),
      ),
    );
    expect(undo.updates === spoilt, "the plan to undo it");
    const restored = sql(
      `SELECT count(*) FROM products WHERE sale_price = '0.01' AND ${chosen};`,
    ).trim();
    expect(Number(restored) === 0, "nothing is left of the import");

    for (const [row, lines] of [
      ["script", script],
      ["careful", careful],
    ]) {
      copyFileSync(spoiltFile, database);
      const input = lines.join("\n");
      timed(row, {
        program: "sqlite3",
        words: ["-bail", database],
        folder: ground,
        input,
      });
    }
    copyFileSync(spoiltFile, database);
    rmSync(vault, { recursive: true });
    cpSync(vaultThen, vault, { recursive: true });
  }
  const figure = (row) => median(taken.get(row).map(({ wall }) => wall));
  const rate = (row) => `${thousands(Math.round(spoilt / figure(row)))}/s`;
  const beside = (row) =>
    `${(figure("written") / figure(row)).toPrecision(2)}×`;
  const cells = [
    ["Compare the two backups", seconds(figure("compare")), ""],
    [
      "Plan to take the mistake back",
      seconds(figure("plan")),
      `${rate("plan")}`,
    ],
    [
      "Plan to put all products back (reads every live product)",
      seconds(figure("planType")),
      "",
    ],
    [
      "Take it back, the whole command",
      seconds(figure("restore")),
      rate("restore"),
    ],
    [
      "… of it from the first write to the last read-back",
      seconds(figure("written")),
      rate("written"),
    ],
    ["Plan to undo that", seconds(figure("planUndo")), rate("planUndo")],
    [
      "The script of somebody who knew the old values",
      seconds(figure("script")),
      rate("script"),
    ],
    [
      "… looking at every product's row before and after",
      seconds(figure("careful")),
      rate("careful"),
    ],
    [
      "Backstock's writing, reading back and journal beside the script",
      beside("script"),
      "",
    ],
    ["… beside the one that looks", beside("careful"), ""],
  ];
  return `
### Taking a mistake back, ${size}

${thousands(RECORDS[size])} records, ${thousands(all)} of them products; an import spoilt two fields of ${thousands(spoilt)} products. Median of ${rounds}.
${new Date().toISOString().slice(0, 10)}, ${machine()}. Load of the machine before and after: ${load.toFixed(1)}, ${loadavg()[0].toFixed(1)} (${cpus().length} cores).

|  | time | records |
| --- | --: | --: |
${cells.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
}

/** Runs a restore and says how long it took, and how long from the first write until all is read back and the journal is closed. */
async function phases(program, words, folder, surroundings) {
  settle();
  const began = process.hrtime.bigint();
  const since = (from) => Number(process.hrtime.bigint() - from) / 1e9;
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, ...surroundings },
  });
  let writing, finished;
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (writing === undefined && line.startsWith("Writing"))
      writing = process.hrtime.bigint();
    if (writing !== undefined && line.startsWith("Finishing"))
      finished = process.hrtime.bigint();
  });
  let output = "";
  child.stdout.on("data", (part) => (output += part));
  const [code] = await once(child, "close");
  expect(code === 0, `the restore ends well: ${output}`);
  expect(finished !== undefined, "the restore tells when it writes and when its journal is closed");
  return {
    whole: since(began),
    written: Number(finished - writing) / 1e9,
    outcome: JSON.parse(output),
  };
}
