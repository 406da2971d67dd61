//! Real shops' dumps, and databases made by chance with triggers in them, on real servers through the engine: backed up, spoiled in
//! every content type, put back and taken back, and compared by the servers themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use backstock_engine::{RunFailure, RunOutcome};
use backstock_model::{BackupNumber, Cancel, NoProgress};
use backstock_servers::fixture;

use crate::served::{SHOP, Served, Server, random, shared};
use crate::stage::{everything, tries};

/// Dumps with the kind of server they are for. The first one makes the sample.
const DUMPS: [(&str, &str); 6] = [
    ("mysql", "oc4_mariadb-dump.sql.gz"),
    ("postgres", "oscar_pg_dump.sql.gz"),
    ("mysql", "sakila_mariadb-dump.sql.gz"),
    ("mysql", "opencart3_install.sql.gz"),
    ("mysql", "woo11_mariadb-dump_default.sql.gz"),
    ("mysql", "oc4_phpmyadmin521.sql.gz"),
];
const SAMPLE: u32 = 1;

/// Edits and deletes rows of every table of every content type that a backup has, as far as the server's own rules allow.
fn spoil(shop: &Served, at: BackupNumber, seed: u64) {
    let known = shop.engine.vault().shop(SHOP).unwrap();
    let types = shop.engine.vault().types_at(known.id, at).unwrap();
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for stored in types
        .into_iter()
        .filter(|stored| !stored.gone && stored.description.restorable)
    {
        // What changes all the time by itself is no change, and is not put back.
        let volatile = stored.description.volatile.iter();
        let columns: Vec<String> = volatile
            .filter_map(|path| path.rsplit('/').next().map(str::to_owned))
            .collect();
        for table in stored.description.tables {
            tables.entry(table).or_default().extend(columns.iter().cloned());
        }
    }
    let mut next = random(seed);
    let mut below = |count: usize| usize::try_from(next() % count.max(1) as u64).unwrap();
    let mut sql = match shop.server {
        // As a shop's own program does it: what is too short or no number is no error.
        Server::Mysql(_) => "SET sql_mode = '';\n".to_owned(),
        Server::Postgres(_) => format!("SELECT setseed(0.{seed});\n"),
    };
    for (table, volatile) in &tables {
        let mut columns = shop.columns_of(table);
        columns.retain(|column| !volatile.contains(column));
        for _ in 0..2 {
            let value = ["NULL", "'0'", "'7'", "'spoiled'", "'1.25'", "''"][below(6)];
            let many = below(4) + 1;
            let column = columns.get(below(columns.len() + 1));
            sql.push_str(&match (shop.server, column) {
                (Server::Mysql(_), Some(column)) => {
                    format!("UPDATE `{table}` SET `{column}` = {value} ORDER BY RAND({seed}) LIMIT {many};\n")
                }
                (Server::Mysql(_), None) => format!("DELETE FROM `{table}` ORDER BY RAND({seed}) LIMIT {many};\n"),
                (Server::Postgres(_), Some(column)) => format!(
                    "UPDATE \"{table}\" SET \"{column}\" = {value} WHERE ctid IN (SELECT ctid FROM \"{table}\" ORDER BY random() LIMIT {many});\n"
                ),
                (Server::Postgres(_), None) => format!(
                    "DELETE FROM \"{table}\" WHERE ctid IN (SELECT ctid FROM \"{table}\" ORDER BY random() LIMIT {many});\n"
                ),
            });
        }
    }
    shop.try_each(&sql);
}

fn assert_same(now: &[String], then: &[String], what: &str) {
    let rows = |rows: &[String]| rows.iter().cloned().collect::<BTreeSet<_>>();
    let (now_rows, then_rows) = (rows(now), rows(then));
    let differing: Vec<&String> = now_rows.symmetric_difference(&then_rows).take(6).collect();
    assert!(now == then, "{what}: {differing:#?}");
}

/// Whose rows are not asked for: those that triggers write while others are put back.
type Aside = Option<&'static str>;

fn dump(shop: &Served, aside: Aside) -> Vec<String> {
    let mut rows = shop.dump();
    rows.retain(|row| aside.is_none_or(|table| !row.starts_with(&format!("{table}: "))));
    rows
}

/// All was written, but for what a trigger wrote into meanwhile; that is told.
fn assert_written(outcome: &RunOutcome, aside: Aside, what: &str) {
    let of_triggers = |failure: &&RunFailure| {
        aside == Some(failure.key.content_type.as_str()) && failure.code == "reads_back_differently"
    };
    let failed: Vec<&RunFailure> = outcome
        .failures
        .iter()
        .filter(|failure| !of_triggers(failure))
        .collect();
    assert!(failed.is_empty(), "{what}: {failed:#?}");
}

/// Backs up, spoils, puts back, takes back and puts back again.
fn goes_round(shop: &Served, seed: u64, aside: Aside, what: &str) {
    let backup = shop.backup();
    let good = shop.dump();
    spoil(shop, backup, seed);
    let spoiled = dump(shop, aside);
    assert!(shop.dump() != good, "{what}: something was spoiled");
    let restored = |doing: &str| {
        let plan = || {
            let planned = shop
                .engine
                .plan_restore(SHOP, backup, &everything(), &NoProgress, &Cancel::new());
            planned.unwrap().0
        };
        let outcome = shop.carry_out(plan()).unwrap();
        assert_written(&outcome, aside, &format!("{what}, {doing}"));
        if aside.is_some() && shop.dump() != good {
            // What a trigger wrote meanwhile is put back the second time, when nothing else is written.
            let again = shop.carry_out(plan()).unwrap();
            assert_eq!(again.failed, 0, "{what}, {doing}: {:#?}", again.failures);
        }
        assert_same(&shop.dump(), &good, &format!("{what}, {doing}"));
        outcome.run
    };
    let run = restored("put back");
    let (undo, _) = shop
        .engine
        .plan_undo(SHOP, run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = shop.carry_out(undo).unwrap();
    assert_written(&undone, aside, &format!("{what}, taken back"));
    assert_same(&dump(shop, aside), &spoiled, &format!("{what}, taken back"));
    restored("put back again");
}

// S2.6, S2.9, F20-F28: every table equal on the server's own side. All dumps, with three seeds each, with BACKSTOCK_FULL.
#[test]
fn real_shops_are_put_back_and_taken_back_through_the_engine() {
    for (kind, dump) in DUMPS.iter().take(tries(SAMPLE, 6) as usize) {
        let Some(file) = fixture(dump) else {
            let _ = writeln!(std::io::stderr(), "skipped: {dump} is not at hand");
            continue;
        };
        let Some(server) = shared().into_iter().find(|server| server.kind() == *kind) else {
            continue;
        };
        for seed in 1..=u64::from(tries(1, 3)) {
            let shop = Served::loaded(server, &file);
            goes_round(&shop, seed, None, &format!("{dump}, seed {seed}"));
        }
    }
}

/// A database by chance: tables that point to each other, and triggers that write into what is read.
fn made_by_chance(server: Server, seed: u64) -> String {
    let mut next = random(seed);
    let mut below = |count: u64| next() % count;
    let is_mysql = matches!(server, Server::Mysql(_));
    let kinds: &[&str] = if is_mysql {
        &[
            "INT",
            "BIGINT UNSIGNED",
            "DECIMAL(12,4)",
            "VARCHAR(60)",
            "TEXT",
            "DOUBLE",
            "DATETIME",
            "VARBINARY(40)",
        ]
    } else {
        &[
            "INT",
            "BIGINT",
            "NUMERIC(12,4)",
            "VARCHAR(60)",
            "TEXT",
            "DOUBLE PRECISION",
            "TIMESTAMP",
            "BYTEA",
        ]
    };
    let value = |kind: &str, chance: u64| match kind {
        "DATETIME" | "TIMESTAMP" => format!(
            "'2026-0{}-1{} 0{}:00:00'",
            chance % 9 + 1,
            chance % 10,
            chance % 10
        ),
        "VARCHAR(60)" | "TEXT" => format!("'It''s {chance:x} — 茶'"),
        "VARBINARY(40)" => format!("X'{:04X}'", chance % 65_536),
        "BYTEA" => format!("'\\x{:04x}'", chance % 65_536),
        "DECIMAL(12,4)" | "NUMERIC(12,4)" => format!("{}.{:04}", chance % 10_000, chance % 9_999),
        "DOUBLE" | "DOUBLE PRECISION" => format!("{}e-3", chance % 100_000),
        _ => format!("{}", chance % 100_000),
    };
    let tables = below(4) + 3;
    let mut sql = String::new();
    for table in 0..tables {
        let columns: Vec<&str> = (0..below(4) + 2)
            .map(|_| kinds[usize::try_from(below(kinds.len() as u64)).unwrap()])
            .collect();
        let declared: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, kind)| format!("c{at} {kind}"))
            .collect();
        // Some lead back to themselves, and some have no key at all.
        let parent = below(table + 1);
        let has_key = table == 0 || below(5) > 0;
        let key = if has_key {
            "id INT PRIMARY KEY"
        } else {
            "id INT NOT NULL"
        };
        let link = if has_key && parent < table && below(2) == 0 {
            format!(", parent INT REFERENCES t{parent} (id)")
        } else {
            ", parent INT".to_owned()
        };
        // What others point to has a key.
        let (key, link) = if has_key {
            (key, link)
        } else {
            (key, ", parent INT".to_owned())
        };
        let link = if link.contains("REFERENCES")
            && !sql.contains(&format!("CREATE TABLE t{parent} (id INT PRIMARY KEY"))
        {
            ", parent INT".to_owned()
        } else {
            link
        };
        sql.push_str(&format!(
            "CREATE TABLE t{table} ({key}, {}{link});\n",
            declared.join(", ")
        ));
        let rows: Vec<String> = (1..=below(40) + 10)
            .map(|id| {
                let values: Vec<String> = columns
                    .iter()
                    .map(|kind| {
                        if below(9) == 0 {
                            "NULL".to_owned()
                        } else {
                            value(kind, below(u64::MAX))
                        }
                    })
                    .collect();
                let parent = if link.contains("REFERENCES") && below(3) > 0 {
                    (below(10) + 1).to_string()
                } else {
                    "NULL".to_owned()
                };
                format!("({id}, {}, {parent})", values.join(", "))
            })
            .collect();
        sql.push_str(&format!("INSERT INTO t{table} VALUES {};\n", rows.join(", ")));
    }
    // Each trigger writes what no restore wants: a note of every change, and another value than the one that was written.
    sql.push_str(
        "CREATE TABLE changes (id INT PRIMARY KEY, seen INT NOT NULL); INSERT INTO changes VALUES (1, 0);\n",
    );
    let table = below(tables);
    if is_mysql {
        sql.push_str(&format!(
            "CREATE TRIGGER noted AFTER UPDATE ON t{table} FOR EACH ROW UPDATE changes SET seen = seen + 1;
             CREATE TRIGGER put_right BEFORE INSERT ON t0 FOR EACH ROW SET NEW.parent = NULL;
             CREATE TRIGGER taken AFTER DELETE ON t{table} FOR EACH ROW UPDATE changes SET seen = seen + 100;\n"
        ));
    } else {
        sql.push_str(&format!(
            "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE changes SET seen = seen + 1; RETURN NULL; END $$;
             CREATE TRIGGER noted AFTER UPDATE OR DELETE ON t{table} FOR EACH ROW EXECUTE FUNCTION noted();
             CREATE FUNCTION put_right() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.parent := NULL; RETURN NEW; END $$;
             CREATE TRIGGER put_right BEFORE INSERT ON t0 FOR EACH ROW EXECUTE FUNCTION put_right();\n"
        ));
    }
    sql
}

// F23, F30: databases by chance with triggers that fire while rows are put back; 60 of each server with BACKSTOCK_FULL.
#[test]
fn databases_by_chance_are_put_back_though_triggers_fire() {
    for server in shared() {
        for seed in 1..=u64::from(tries(4, 60)) {
            let shop = Served::new(server, &made_by_chance(server, seed));
            goes_round(
                &shop,
                seed,
                Some("changes"),
                &format!("{} by chance, seed {seed}", server.kind()),
            );
        }
    }
}

// F30: values as large as the server takes in one packet, and its limit for what it does not take.
#[test]
fn large_values_are_put_back_byte_for_byte() {
    for server in shared() {
        let (bytes, of_bytes) = match server {
            Server::Mysql(_) => ("LONGBLOB", "REPEAT(X'00FF27', 5500000)"),
            Server::Postgres(_) => ("BYTEA", "decode(repeat('00FF27', 5500000), 'hex')"),
        };
        let text = match server {
            Server::Mysql(_) => "LONGTEXT",
            Server::Postgres(_) => "TEXT",
        };
        // As many bytes as the usual packet of 16 MB holds, less what a statement needs beside them.
        let shop = Served::new(
            server,
            &format!(
                "CREATE TABLE files (id INT PRIMARY KEY, content {bytes}, said {text});
                 INSERT INTO files VALUES (1, {of_bytes}, 'sixteen'), (2, NULL, REPEAT('té', 2500000)), (3, NULL, '');"
            ),
        );
        let backup = shop.backup();
        let told = "SELECT CONCAT(id, ':', COALESCE(MD5(content), '-'), ':', COALESCE(MD5(said), '-'), ';') FROM files ORDER BY id";
        let good = shop.value(told);
        shop.sql(
            "UPDATE files SET content = NULL, said = 'short' WHERE id < 3; DELETE FROM files WHERE id = 3",
        );
        let spoiled = shop.value(told);
        let (plan, _) = shop.plan(backup);
        let outcome = shop.carry_out(plan).unwrap();
        assert_eq!(outcome.failed, 0, "{}: {:?}", server.kind(), outcome.failures);
        assert_eq!(shop.value(told), good, "{}", server.kind());
        let (undo, _) = shop
            .engine
            .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(shop.carry_out(undo).unwrap().failed, 0);
        assert_eq!(shop.value(told), spoiled, "{}", server.kind());
    }
}
