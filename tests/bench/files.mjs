// Measures backup files, for run.mjs: writing one beside Info-ZIP packing the same lines and beside `mariadb-dump | zstd`, and laying
// two dumps beside each other beside `diff`. What is measured is a whole command as a person would type it.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { machine, measuring, settle } from "./ground.mjs";
import { BYTES_PER_PRODUCT, CHANGE, CHANGED_PERCENT, mariadb, middle, number } from "./servers.mjs";

const LABELS = {
  zip: ["A backup file out of the vault", "`zip -r` of the same lines"],
  dump: ["A backup file of the shop as it is now", "`mariadb-dump \\| zstd`"],
  compare: [`Two dumps beside each other, ${CHANGED_PERCENT} % changed`, "`diff`"],
};

function isThere(program) {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Measures, and gives the rows of the table. */
function measured(server, { folder, program, products, rounds, measure, say }) {
  say(`${server.name}: filling`);
  server.sql(server.fill(products));
  const size = server.size();
  const surroundings = {
    BACKSTOCK_VAULT: join(folder, "vault"),
    BACKSTOCK_SHOP_SECRET: "shop",
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
  };
  const backstock = (...words) => ({ program, words: [...words, "--json", "--quiet"], folder, surroundings });
  const shell = (line, ...words) => ({ program: "sh", words: ["-c", line, ...words], folder, surroundings: {} });
  surroundings.BACKSTOCK_RECOVERY_KEY = JSON.parse(
    measure(backstock("vault", "create", "--no-keyring")).output,
  ).recovery_key;
  const reached = ["--socket", server.socket, "--user", "shop", "--database", "shop", "--profile", "none"];
  measure(backstock("shop", "add", "bench", server.kind, ...reached));

  const place = (name) => join(folder, name);
  const [packed, zipped, lines] = [place("shop.backstock.zip"), place("lines.zip"), place("lines")];
  const [one, other] = [place("one.sql"), place("other.sql")];
  const plainDump = (out) =>
    shell('mariadb-dump --no-defaults -uroot -S"$0" --single-transaction --quick shop > "$1"', server.socket, out);
  measure(plainDump(one));
  measure(backstock("backup", "bench"));
  const first = JSON.parse(measure(backstock("backups", "bench")).output);
  const newest = `${first.backups[0].backup}`;
  measure(backstock("archive", "create", "bench", packed, "--at", newest));
  execFileSync("unzip", ["-q", "-o", packed, "records/*", "-d", lines]);

  const [peer, words] = server.dump(place("dump.zst"));
  const steps = {
    zip: {
      ours: () => {
        rmSync(packed, { force: true });
        return backstock("archive", "create", "bench", packed, "--at", newest);
      },
      peer: () => {
        rmSync(zipped, { force: true });
        return { program: "zip", words: ["-q", "-r", zipped, "."], folder: lines, surroundings: {} };
      },
      sizes: () => [packed, zipped],
    },
    dump: {
      ours: () => {
        rmSync(packed, { force: true });
        return backstock("archive", "create", "bench", packed);
      },
      peer: () => ({ program: peer, words, folder, surroundings: {} }),
      sizes: () => [packed, place("dump.zst")],
    },
    compare: {
      ours: () => backstock("archive", "compare", one, other),
      // It ends with 1 where the files differ.
      peer: () => shell('diff "$0" "$1" > differing; test $? -le 1', one, other),
      sizes: () => [],
    },
  };
  const taken = {};
  const weighed = {};
  const began = loadavg()[0];
  for (const [step, { ours, peer: theirs, sizes }] of Object.entries(steps)) {
    if (step === "compare") {
      server.sql(CHANGE(1));
      measure(plainDump(other));
    }
    taken[step] = { ours: [], peer: [] };
    for (let round = 0; round < rounds; round += 1) {
      const both = [
        ["ours", ours],
        ["peer", theirs],
      ];
      for (const [who, command] of round % 2 === 0 ? both : both.reverse()) {
        settle();
        const sample = measure(command());
        taken[step][who].push(sample);
        say(`${step}, ${who}: ${sample.wall.toFixed(2)} s, ${sample.memory.toFixed(0)} MB`);
      }
    }
    weighed[step] = sizes().map((file) => statSync(file).size / 1e6);
  }
  const told = JSON.parse(taken.compare.ours[0].output);
  const updated = JSON.stringify(told).match(/"updated":\s*[1-9]/);
  if (!updated) throw new Error("The comparison of the two dumps finds no change.");

  const wall = (step, who) => middle(taken[step][who].map((sample) => sample.wall));
  const most = (step, who) => Math.max(...taken[step][who].map(({ memory }) => memory));
  const rows = Object.entries(LABELS).map(([step, [label, peerName]]) => {
    const [own, others] = [wall(step, "ours"), wall(step, "peer")];
    const sizes = weighed[step].length === 2 ? weighed[step].map((value) => `${number(value)} MB`).join(" · ") : "–";
    return `| ${label} | **${number(own)} s** | ${number(others)} s | ${(own / others).toFixed(2)}× | ${peerName} | ${most(step, "ours").toFixed(0)} MB · ${most(step, "peer").toFixed(0)} MB | ${sizes} |`;
  });
  return { size, began, rows };
}

/** The section of a size, in MB of tables. */
export function backupFiles({ size, ground, program, rounds, kind, say }) {
  for (const needed of ["zip", "unzip", "zstd", "diff"])
    if (!isThere(needed)) throw new Error(`${needed} is not installed.`);
  const folder = join(ground, "files");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "server"), { recursive: true });
  const server = mariadb(join(folder, "server"));
  if (server === undefined) throw new Error("MariaDB is not installed.");
  try {
    const products = Math.max(100, Math.round((size * 1e6) / BYTES_PER_PRODUCT));
    const measure = measuring(join(ground, "account"));
    const run = measured(server, { folder, program, products, rounds, measure, say });
    const load = [run.began, loadavg()[0]];
    const busy =
      run.began > cpus().length
        ? "\nThe machine was busy with other work: seconds on the clock are too many for all of them; shares are steadier.\n"
        : "";
    return `
### Files of ${size} MB

${rounds === 1 ? "One round" : `${rounds} rounds`}, ${new Date().toISOString().slice(0, 10)}, ${machine()}${kind === "debug" ? "; **a debug build**, which is slower than what people use" : ""}.
A shop of ${number(run.size)} MB of tables on ${server.name}. Load of the machine before and after: ${load.map((value) => value.toFixed(1)).join(", ")}.
${busy}
|  | Backstock | the other | share | which | most memory | size |
| --- | --: | --: | --: | --- | --: | --: |
${run.rows.join("\n")}
`;
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
