// Measures backing up shops on database servers, for run.mjs: beside `mariadb-dump | zstd` and `pg_dump -Fc` on the same server.
//
// The servers are started for it, with data folders of their own that go away, as people run them: flushed at each commit, a
// quarter of a gigabyte of cache. What is measured is a whole command as a person would type it.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { machine, measuring, onDisk, settle } from "./ground.mjs";

export const CHANGED_PERCENT = 1;
const CACHE = "256M";
/** About what a product with two variants and an order with three lines take on the servers, in bytes. */
export const BYTES_PER_PRODUCT = 4_200;

const TABLES = (serial) => `
CREATE TABLE products (id ${serial}, sku VARCHAR(40) NOT NULL UNIQUE, name VARCHAR(120) NOT NULL, description TEXT NOT NULL,
  price DECIMAL(10,2) NOT NULL, weight DOUBLE PRECISION, visible SMALLINT NOT NULL, changed TIMESTAMP NOT NULL);
CREATE TABLE variants (id ${serial}, product_id INT NOT NULL, sku VARCHAR(40) NOT NULL, price DECIMAL(10,2), stock INT NOT NULL,
  FOREIGN KEY (product_id) REFERENCES products (id));
CREATE TABLE customers (id ${serial}, email VARCHAR(120) NOT NULL UNIQUE, name VARCHAR(120) NOT NULL, town VARCHAR(80));
CREATE TABLE orders (id ${serial}, customer_id INT NOT NULL, total DECIMAL(10,2) NOT NULL, placed TIMESTAMP NOT NULL,
  note VARCHAR(400) NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE order_lines (id ${serial}, order_id INT NOT NULL, product_id INT NOT NULL, name VARCHAR(120) NOT NULL,
  quantity INT NOT NULL, price DECIMAL(10,2) NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id));`;

/** Texts that repeat themselves about as much as a shop's do: words drawn by a number that is mixed anew for each. */
const WORDS = 6000;
const prose = (seed, words, join) => `(SELECT ${join} FROM numbers w WHERE w.n <= ${words})`.replaceAll("SEED", seed);

function filling(kind, products) {
  const my = kind === "mysql";
  const half = my ? "DIV" : "/";
  const upTo = (count) => `(SELECT n FROM numbers WHERE n <= ${count}) s`;
  const text = (seed, words) =>
    prose(
      seed,
      words,
      my
        ? `group_concat(concat('word', crc32(concat(SEED, '-', w.n)) % ${WORDS}) SEPARATOR ' ')`
        : `string_agg('word' || abs(hashtext(SEED || '-' || w.n)::bigint) % ${WORDS}, ' ')`,
    );
  const glue = (...parts) => (my ? `concat(${parts.join(", ")})` : parts.join(" || "));
  const day = my
    ? "TIMESTAMP('2026-01-01 00:00:00') + INTERVAL s.n MINUTE"
    : "TIMESTAMP '2026-01-01 00:00:00' + s.n * INTERVAL '1 minute'";
  const numbers = my
    ? `CREATE TABLE numbers (n INT PRIMARY KEY); INSERT INTO numbers SELECT seq FROM seq_1_to_${products * 3};`
    : `CREATE TABLE numbers (n INT PRIMARY KEY); INSERT INTO numbers SELECT generate_series(1, ${products * 3});`;
  return `${my ? "SET SESSION group_concat_max_len = 100000;" : ""}
${numbers}
INSERT INTO products SELECT s.n, ${glue("'SKU-'", "s.n")}, ${glue("'Product '", "s.n", "' '", text("s.n", 3))}, ${text("s.n", 320)},
  s.n % 9000 / 100.0, s.n / 7.0, 1, ${day} FROM ${upTo(products)};
INSERT INTO variants SELECT s.n, (s.n + 1) ${half} 2, ${glue("'V-'", "s.n")}, NULL, s.n % 50 FROM ${upTo(products * 2)};
INSERT INTO customers SELECT s.n, ${glue("'c'", "s.n", "'@example.com'")}, ${glue("'Customer '", "s.n")}, 'Harbour' FROM ${upTo(Math.ceil(products / 2))};
INSERT INTO orders SELECT s.n, s.n % ${Math.ceil(products / 2)} + 1, s.n % 90000 / 100.0, ${day}, ${text("s.n", 12)} FROM ${upTo(products)};
INSERT INTO order_lines SELECT s.n, (s.n - 1) ${half} 3 + 1, s.n % ${products} + 1, ${glue("'Product '", "s.n")}, s.n % 5 + 1, s.n % 9000 / 100.0
  FROM ${upTo(products * 3)};
DROP TABLE numbers;`;
}

export const CHANGE = (day) => `
UPDATE products SET price = price + 1, name = 'Changed on day ${day}' WHERE id % ${100 / CHANGED_PERCENT} = ${day};
UPDATE orders SET note = 'Changed on day ${day}' WHERE id % ${100 / CHANGED_PERCENT} = ${day};
UPDATE order_lines SET quantity = quantity + 1 WHERE id % ${100 / CHANGED_PERCENT} = ${day};
UPDATE variants SET stock = stock + 1 WHERE id % ${100 / CHANGED_PERCENT} = ${day};
UPDATE customers SET town = 'Town ${day}' WHERE id % ${100 / CHANGED_PERCENT} = ${day};`;

const quietly = (program, words, input) =>
  execFileSync(program, words, { input, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "pipe"] }).toString();

const wait = (isReady) => {
  for (let turn = 0; turn < 600; turn += 1) {
    if (isReady()) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  throw new Error("The server does not answer.");
};

/** Ends a server, and waits until the file that says that it runs is gone. */
function ended(child, signal, running) {
  child.kill(signal);
  wait(() => !existsSync(running));
}

function found(names) {
  const folders = ["/usr/sbin", "/usr/bin", ...postgresFolders()];
  for (const folder of folders) for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  return undefined;
}

const postgresFolders = () =>
  existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql")
        .sort((one, other) => Number(other) - Number(one))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];

/** A MariaDB of its own in a folder; it is reached by its socket. */
export function mariadb(folder) {
  const program = found(["mariadbd"]);
  if (program === undefined || found(["mariadb-dump"]) === undefined) return undefined;
  const [data, socket] = [join(folder, "data"), join(folder, "s")];
  quietly("mariadb-install-db", [
    "--no-defaults",
    `--datadir=${data}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
  ]);
  const as = process.getuid?.() === 0 ? ["--user=root"] : [];
  const log = openSync(join(folder, "log"), "a");
  const child = spawn(
    program,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, "pid")}`,
      "--skip-networking",
      `--innodb-buffer-pool-size=${CACHE}`,
      ...as,
    ],
    { stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const client = (sql, database = []) =>
    quietly("mariadb", ["--no-defaults", "-uroot", `-S${socket}`, "-N", ...database], sql);
  wait(() => spawnSync("mariadb", ["--no-defaults", "-uroot", `-S${socket}`, "-e", "SELECT 1"]).status === 0);
  client(
    "CREATE DATABASE shop; CREATE USER shop@localhost IDENTIFIED BY 'shop'; GRANT ALL ON shop.* TO shop@localhost",
  );
  return {
    kind: "mysql",
    name: `MariaDB ${client("SELECT version()").split("-")[0].trim()}`,
    peer: "mariadb-dump \\| zstd",
    sql: (text) => client(text, ["shop"]),
    size: () =>
      Number(client("SELECT sum(data_length) FROM information_schema.tables WHERE table_schema = 'shop'")) / 1e6,
    socket,
    fill: (products) =>
      `${TABLES("INT AUTO_INCREMENT PRIMARY KEY")}${filling("mysql", products)} ANALYZE TABLE products, variants, customers, orders, order_lines;`,
    dump: (out) => [
      "sh",
      [
        "-c",
        `mariadb-dump --no-defaults -uroot -S"$0" --single-transaction --quick shop | zstd -q -3 -f -o "$1"`,
        socket,
        out,
      ],
    ],
    stop: () => ended(child, "SIGTERM", join(folder, "pid")),
  };
}

/** A PostgreSQL of its own in a folder; it refuses to run as root, so then it runs as nobody. */
function postgres(folder) {
  const [program, initdb, dump] = [found(["postgres"]), found(["initdb"]), found(["pg_dump"])];
  if (program === undefined || initdb === undefined || dump === undefined) return undefined;
  const data = join(folder, "data");
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  mkdirSync(data, { recursive: true });
  if (isRoot) execFileSync("chown", ["-R", "65534:65534", folder]);
  execFileSync(initdb, ["-D", data, "-U", "shop", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], {
    ...as,
    stdio: "ignore",
  });
  const child = spawn(
    program,
    ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", `shared_buffers=${CACHE}B`],
    {
      ...as,
      cwd: folder,
      stdio: "ignore",
    },
  );
  const client = (sql, database = "shop") =>
    quietly("psql", ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "shop", "-d", database], sql);
  wait(() => spawnSync("psql", ["-X", "-h", folder, "-U", "shop", "-d", "postgres", "-c", "SELECT 1"]).status === 0);
  client("CREATE DATABASE shop", "postgres");
  return {
    kind: "postgres",
    name: `PostgreSQL ${client("SHOW server_version").split(" ")[0].trim()}`,
    peer: "pg_dump -Fc",
    sql: client,
    size: () => Number(client("SELECT pg_database_size('shop')")) / 1e6,
    socket: join(folder, ".s.PGSQL.5432"),
    fill: (products) => `${TABLES("SERIAL PRIMARY KEY")}${filling("postgres", products)} ANALYZE;`,
    dump: (out) => [dump, ["-Fc", "-h", folder, "-U", "shop", "-f", out, "shop"]],
    stop: () => ended(child, "SIGINT", join(data, "postmaster.pid")),
  };
}

export const middle = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
export const number = (value) => (value < 100 ? value.toPrecision(3) : value.toFixed(0));

/** Measures on one server, and gives the lines of its table. */
function measured(server, { folder, program, products, rounds, measure, say }) {
  say(`${server.name}: filling`);
  server.sql(server.fill(products));
  const size = server.size();
  const out = join(folder, "dump");
  const surroundings = {
    BACKSTOCK_VAULT: join(folder, "vault"),
    BACKSTOCK_SHOP_SECRET: "shop",
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
  };
  const backstock = (...words) => ({ program, words: [...words, "--json", "--quiet"], folder, surroundings });
  const dump = () => {
    const [peer, words] = server.dump(out);
    return { program: peer, words, folder, surroundings: {} };
  };
  const taken = { ours: { first: [], next: [] }, peer: { first: [], next: [] } };
  const took = (who, step, command) => {
    settle();
    const sample = measure(command);
    taken[who][step].push(sample);
    say(`${server.name}: ${who}, ${step}: ${sample.wall.toFixed(2)} s, ${sample.memory.toFixed(0)} MB`);
  };
  let day = 0;
  for (let round = 0; round < rounds; round += 1) {
    rmSync(surroundings.BACKSTOCK_VAULT, { recursive: true, force: true });
    const made = measure(backstock("vault", "create", "--no-keyring"));
    surroundings.BACKSTOCK_RECOVERY_KEY = JSON.parse(made.output).recovery_key;
    measure(
      backstock(
        "shop",
        "add",
        "bench",
        server.kind,
        "--socket",
        server.socket,
        "--user",
        "shop",
        "--database",
        "shop",
        "--profile",
        "none",
      ),
    );
    const steps = [() => took("ours", "first", backstock("backup", "bench")), () => took("peer", "first", dump())];
    for (const step of round % 2 === 0 ? steps : steps.reverse()) step();
    day += 1;
    server.sql(CHANGE(day));
    const after = [() => took("ours", "next", backstock("backup", "bench")), () => took("peer", "next", dump())];
    for (const step of round % 2 === 0 ? after : after.reverse()) step();
  }
  const most = (who) =>
    Math.max(
      ...Object.values(taken[who])
        .flat()
        .map(({ memory }) => memory),
    );
  const wall = (who, step) => middle(taken[who][step].map((sample) => sample.wall));
  const cpu = (who, step) => middle(taken[who][step].map((sample) => sample.cpu));
  const row = (label, step) =>
    `| ${label} | **${number(wall("ours", step))} s** | ${number(wall("peer", step))} s | ${(wall("ours", step) / wall("peer", step)).toFixed(2)}× | ${number(cpu("ours", step))} s · ${number(cpu("peer", step))} s |`;
  const lines = [
    `**${server.name}**, ${number(size)} MB of tables, ${Math.round(products * 7.5).toLocaleString("en")} rows; beside \`${server.peer.replace("\\", "")}\`:`,
    "",
    `|  | Backstock | ${server.peer} | share | processor |`,
    "| --- | --: | --: | --: | --: |",
    row("First backup", "first"),
    row(`Backup after ${CHANGED_PERCENT} % changed`, "next"),
    `| Most memory | **${most("ours").toFixed(0)} MB** | ${most("peer").toFixed(0)} MB |  |  |`,
    `| On disk after both | **${number(onDisk(surroundings.BACKSTOCK_VAULT))} MB** | ${number((statSync(out).size / 1e6) * 2)} MB |  |  |`,
  ];
  return lines.join("\n");
}

/** The section of a size, in MB of tables on each server. */
export function servers({ size, ground, program, rounds, kind, only, say }) {
  const before = loadavg()[0];
  const products = Math.max(100, Math.round((size * 1e6) / BYTES_PER_PRODUCT));
  const parts = [];
  for (const [name, start] of Object.entries({ mariadb, postgres })) {
    if (only !== undefined && only !== name) continue;
    const folder = join(ground, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const server = start(folder);
    if (server === undefined) {
      say(`${name} is not installed and left out.`);
      continue;
    }
    try {
      const measure = measuring(join(ground, "account"));
      parts.push(measured(server, { folder, program, products, rounds, measure, say }));
    } finally {
      server.stop();
      // One server's data, vault and dump at a time: together they would take twice the disk.
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const load = [before, loadavg()[0]];
  const busy =
    before > cpus().length
      ? "\nThe machine was busy with other work: seconds on the clock are too many for all of them; shares and seconds of processor are steadier.\n"
      : "";
  return `
### ${size} MB on a server

${rounds === 1 ? "One round" : `${rounds} rounds`}, ${new Date().toISOString().slice(0, 10)}, ${machine()}${kind === "debug" ? "; **a debug build**, which is slower than what people use" : ""}.
Load of the machine before and after: ${load.map((value) => value.toFixed(1)).join(", ")}.
${busy}
${parts.join("\n\n")}
`;
}
