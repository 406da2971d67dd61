// The programs that are measured: for each, what it is called, how a store of its own is made, and the command line a person
// would type for each job. A job that a program cannot do is missing.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const SECRET = "one measured secret";

/** A command to be run: a program, its words, the folder it runs in, what is added to its surroundings. */
const call = (program, words, folder, surroundings) => ({ program, words, folder, surroundings });

function quietly({ program, words, folder, surroundings }) {
  return execFileSync(program, words, {
    cwd: folder,
    env: { ...process.env, ...surroundings },
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
  }).toString();
}

function fresh(home) {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
}

function versionOf(program, words) {
  try {
    return execFileSync(program, words, { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim()
      .split("\n")[0];
  } catch {
    return undefined;
  }
}

/** Backstock's command line on a shop's database. */
export function backstock(program, shop) {
  return {
    name: "Backstock",
    layout: "shop",
    version: () => versionOf(program, ["--version"]),
    open(home) {
      fresh(home);
      const surroundings = {
        BACKSTOCK_VAULT: join(home, "vault"),
        // A measurement leaves nobody's keyring behind.
        DBUS_SESSION_BUS_ADDRESS: "disabled:",
      };
      const run = (...words) => call(program, [...words, "--json", "--quiet"], home, surroundings);
      surroundings.BACKSTOCK_RECOVERY_KEY = JSON.parse(quietly(run("vault", "create", "--no-keyring"))).recovery_key;
      quietly(run("shop", "add", "harbour", "sqlite", shop));
      return {
        home,
        backup: () => run("backup", "harbour"),
        compare: (from, to) => run("compare", "harbour", `${from + 1}`, `${to + 1}`, "--list"),
        changed: (output) => JSON.parse(output).records.length,
        versions: ({ id }) => run("versions", "harbour", "products", id),
        read: ({ id }, day) => run("show", "harbour", "products", id, "--at", `${day + 1}`),
        restore: ({ id }, day) =>
          run("restore", "harbour", "--to", `${day + 1}`, "--record", `products/${id}`, "--yes"),
        restored: (output) => JSON.parse(output).succeeded === 1 && JSON.parse(output).verified === 1,
      };
    },
  };
}

/** restic on one layout of the files. */
export function restic(folder, layout) {
  return {
    name: layout === "files" ? "restic" : "restic, lines",
    layout,
    version: () => versionOf("restic", ["version"])?.split(" compiled")[0],
    open(home) {
      fresh(home);
      const surroundings = {
        RESTIC_REPOSITORY: join(home, "repository"),
        RESTIC_PASSWORD: SECRET,
        RESTIC_CACHE_DIR: join(home, "cache"),
      };
      const run = (...words) => call("restic", [...words, "--quiet"], folder, surroundings);
      quietly(run("init"));
      let known = [];
      const snapshot = (day) => {
        if (known[day] === undefined)
          known = JSON.parse(quietly(run("snapshots", "--json"))).map(({ short_id }) => short_id);
        return known[day];
      };
      const out = join(home, "out");
      const store = {
        home: join(home, "repository"),
        backup: () => run("backup", "."),
        // With --quiet it would name no files.
        compare: (from, to) => call("restic", ["diff", snapshot(from), snapshot(to)], folder, surroundings),
        changed: (output) => output.split("\n").filter((line) => line.startsWith("M ")).length,
      };
      if (layout !== "files") return store;
      return {
        ...store,
        versions: ({ place }) => run("find", `/${place}`),
        read: ({ place }, day) => run("dump", snapshot(day), `/${place}`),
        restore: ({ place }, day) => run("restore", snapshot(day), "--target", out, "--include", `/${place}`),
        out,
      };
    },
  };
}

/** borg on one layout of the files. */
export function borg(folder, layout) {
  return {
    name: layout === "files" ? "borg" : "borg, lines",
    layout,
    version: () => versionOf("borg", ["--version"]),
    open(home) {
      fresh(home);
      const out = join(home, "out");
      mkdirSync(out);
      const surroundings = {
        BORG_REPO: join(home, "repository"),
        BORG_PASSPHRASE: SECRET,
        BORG_BASE_DIR: join(home, "base"),
      };
      const run = (...words) => call("borg", words, folder, surroundings);
      quietly(run("init", "--encryption", "repokey"));
      let days = 0;
      const store = {
        home: join(home, "repository"),
        backup: () => run("create", `::day${days++}`, "."),
        compare: (from, to) => run("diff", `::day${from}`, `day${to}`),
        changed: (output) => output.split("\n").filter((line) => line.trim() !== "").length,
      };
      if (layout !== "files") return store;
      return {
        ...store,
        // There is no command for it: every archive is asked whether it has the file, and of when.
        versions: ({ place }) =>
          call(
            "sh",
            [
              "-c",
              'for day in $(borg list --short); do borg list --format "{mtime} {size}{NL}" "::$day" "$0"; done',
              place,
            ],
            folder,
            surroundings,
          ),
        read: ({ place }, day) => run("extract", "--stdout", `::day${day}`, place),
        restore: ({ place }, day) => call("borg", ["extract", `::day${day}`, place], out, surroundings),
        out,
      };
    },
  };
}

/** git on the files, without its own packing in the background, which is measured on its own. */
export function git(folder) {
  return {
    name: "git",
    layout: "files",
    version: () => versionOf("git", ["--version"]),
    open(home) {
      fresh(home);
      const out = join(home, "out");
      mkdirSync(out);
      const surroundings = {
        GIT_DIR: join(home, "repository"),
        GIT_WORK_TREE: folder,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
      };
      const run = (...words) => call("git", words, folder, surroundings);
      quietly(call("git", ["init", "--quiet"], folder, surroundings));
      for (const [key, value] of [
        ["gc.auto", "0"],
        ["user.name", "Harbour Tea"],
        ["user.email", "tea@example.com"],
      ])
        quietly(run("config", key, value));
      let days = 0;
      return {
        home: join(home, "repository"),
        backup: () =>
          call(
            "sh",
            ["-c", `git add --all && git commit --quiet --message day && git tag day${days++}`],
            folder,
            surroundings,
          ),
        compare: (from, to) => run("diff", "--name-status", `day${from}`, `day${to}`),
        changed: (output) => output.split("\n").filter((line) => line.startsWith("M")).length,
        versions: ({ place }) => run("log", "--format=%H %cI", "--", place),
        read: ({ place }, day) => run("show", `day${day}:${place}`),
        restore: ({ place }, day) => {
          const surroundingsOut = { ...surroundings, GIT_WORK_TREE: out };
          return call("git", ["restore", `--source=day${day}`, "--worktree", "--", place], out, surroundingsOut);
        },
        out,
        pack: () => run("gc", "--quiet"),
      };
    },
  };
}
