//! A dump of a shop is the same shop: what the server's own tools write is read as what the live server shows.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use backstock_dump::Dialect;
use backstock_model::{Node, Record};
use backstock_shops::{DumpAsk, DumpFacts, NO_PROFILE, Profiles, Reading, ServerKind, read_dump};

use super::desk::ServerDesk;
use super::values::{Cells, MYSQL, POSTGRES};
use crate::desk::{State, state_in, state_of};

pub fn read(
    dump: &[u8],
    dialect: Dialect,
    profile: Option<&str>,
    catalogue: &Profiles,
) -> (Box<dyn Reading>, DumpFacts) {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Dialect::of(&dump[..dump.len().min(65_536)]), Some(dialect));
    let open = || Ok(Box::new(dump) as Box<dyn Read>);
    read_dump(&DumpAsk {
        open: &open,
        dialect,
        within: &folder.keep(),
        profile,
        catalogue,
        go_on: &|_| true,
    })
    .unwrap()
}

fn dialect_of(kind: ServerKind) -> Dialect {
    match kind {
        ServerKind::Mysql => Dialect::MySql,
        ServerKind::Postgres => Dialect::Postgres,
    }
}

/// Both hold the same records, but for the fields that `is_lost` names.
fn assert_equal(live: &State, dump: &State, is_lost: &dyn Fn(&Record, &str) -> bool, what: &str) {
    let types = |state: &State| state.types.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(types(live), types(dump), "{what}");
    let only_in = |one: &State, other: &State| -> Vec<String> {
        let records = one.records.iter();
        let only = records.filter(|(key, _)| !other.records.contains_key(*key));
        only.map(|(key, record)| format!("{}: {}", key.content_type, record.document))
            .collect()
    };
    let (missing, more) = (only_in(live, dump), only_in(dump, live));
    assert!(
        missing.is_empty() && more.is_empty(),
        "{what}: missing {missing:#?}, more {more:#?}"
    );
    let mut differing = Vec::new();
    for (key, live) in &live.records {
        let dump = &dump.records[key];
        if live.document != dump.document {
            let fields = |record: &Record| match record.document.to_node().unwrap() {
                Node::Map(entries) => entries
                    .iter()
                    .map(|(name, value)| (name.to_string(), format!("{value:?}")))
                    .collect::<BTreeMap<_, _>>(),
                other => panic!("{other:?}"),
            };
            let (here, there) = (fields(live), fields(dump));
            for (name, value) in &here {
                if there.get(name) != Some(value) && !is_lost(live, name) {
                    differing.push(format!("{key} {name}: {value:.300} / {:.300?}", there.get(name)));
                }
            }
            differing.extend(
                there
                    .keys()
                    .filter(|name| !here.contains_key(*name))
                    .map(|name| format!("{key}: {name} is new")),
            );
        } else {
            assert_eq!((&live.name, &live.search), (&dump.name, &dump.search), "{key}");
        }
    }
    assert!(
        differing.is_empty(),
        "{what}: {} differ\n{}",
        differing.len(),
        differing.join("\n")
    );
}

/// What the tools of MySQL and MariaDB themselves write with less than there is: numbers with few digits, and texts of
/// character sets that have no place in Unicode.
fn is_written_short(of_type: &str) -> bool {
    ["FLOAT", "DOUBLE("].iter().any(|kind| of_type.starts_with(kind))
        || ["sjis", "cp1251"]
            .iter()
            .any(|charset| of_type.ends_with(charset))
}

fn values(kind: ServerKind, cells: &[Cells], before: &str, ways: &[&[&str]]) {
    let Some(desk) = ServerDesk::new(kind, "dumped_values") else {
        return;
    };
    let mut sql = before.to_owned();
    for (at, (of_type, values)) in cells.iter().enumerate() {
        sql.push_str(&format!(
            "CREATE TABLE t{at} (id INT PRIMARY KEY, v {of_type} NULL);\n"
        ));
        sql.push_str(&format!("CREATE TABLE bag{at} (v {of_type} NULL, other INT);\n"));
        for (row, value) in values.iter().chain(&["NULL"]).enumerate() {
            sql.push_str(&format!("INSERT INTO t{at} VALUES ({row}, {value});\n"));
            // The ids of rows without a key are made of their values.
            if !is_written_short(of_type) {
                sql.push_str(&format!(
                    "INSERT INTO bag{at} VALUES ({value}, 1), ({value}, 1);\n"
                ));
            }
        }
    }
    desk.sql(&sql);
    let live = desk.state();
    let is_lost = |record: &Record, name: &str| {
        let at = record
            .key
            .content_type
            .as_str()
            .trim_start_matches('t')
            .parse::<usize>();
        name == "v" && at.is_ok_and(|at| is_written_short(cells[at].0))
    };
    for options in ways {
        let dump = desk.exported(options);
        let (mut reading, facts) = read(&dump, dialect_of(kind), Some(NO_PROFILE), &Profiles::default());
        assert_eq!(facts.tables, 2 * cells.len() as u64);
        let dumped = state_in(reading.as_mut()).unwrap();
        assert_equal(&live, &dumped, &is_lost, &options.join(" "));
        // One record alone is the same as among all others.
        for key in live.records.keys() {
            let alone = reading.read_record(key).unwrap().unwrap();
            assert_eq!(alone.document, dumped.records[key].document, "{key}");
        }
    }
}

// S0.4: numbers, dates, zero dates, BIT, binary, JSON, ENUM, SET and texts, as four ways of mariadb-dump write them.
#[test]
fn every_value_of_mariadb_is_in_its_dump() {
    values(
        ServerKind::Mysql,
        MYSQL,
        "SET sql_mode = 'ALLOW_INVALID_DATES'; SET time_zone = '+00:00';\n",
        &[
            &[],
            &["--hex-blob", "--skip-extended-insert"],
            &["--complete-insert", "--skip-opt"],
            &[
                "--default-character-set=utf8mb4",
                "--replace",
                "--no-create-db",
                "--skip-add-locks",
            ],
        ],
    );
}

// S0.4: also moments with a time zone, in a dump that somebody made elsewhere.
#[test]
fn every_value_of_postgres_is_in_its_dump() {
    values(
        ServerKind::Postgres,
        POSTGRES,
        "SET TIME ZONE 'UTC'; CREATE TYPE mood AS ENUM ('sad', 'so-so', 'happy');
         CREATE DOMAIN postcode AS varchar(10) CHECK (VALUE ~ '^[A-Z0-9 ]+$'); CREATE TYPE pair AS (n int, t text);\n",
        &[&[], &["--inserts"], &["--column-inserts", "--clean", "--if-exists"]],
    );
}

/// Tables that are told apart, tied together and worked out in every way.
const KEYS: [(ServerKind, &str); 2] = [
    (
        ServerKind::Mysql,
        "CREATE TABLE parent (code VARCHAR(20) NOT NULL, part INT NOT NULL, name TEXT, UNIQUE KEY (code, part)) ENGINE=InnoDB;
         CREATE TABLE child (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, code VARCHAR(20), part INT, price DECIMAL(10,2),
             gross DECIMAL(10,2) AS (price * 1.2) STORED, FOREIGN KEY (code, part) REFERENCES parent (code, part));
         CREATE TABLE two_keys (a INT NOT NULL, b INT NOT NULL, c INT NOT NULL, UNIQUE KEY x (b, c), UNIQUE KEY y (a));
         CREATE TABLE beginnings (a VARCHAR(50) NOT NULL, UNIQUE KEY (a(3)));
         CREATE TABLE maybe (a INT, UNIQUE KEY (a));
         CREATE TABLE `odd ``name` (`a b` INT PRIMARY KEY, `select` TEXT);
         CREATE TABLE latin (id INT PRIMARY KEY, t VARCHAR(20)) CHARSET=latin1;
         CREATE VIEW seen AS SELECT * FROM child;
         CREATE TRIGGER t BEFORE INSERT ON two_keys FOR EACH ROW SET NEW.c = NEW.c + 0;
         INSERT INTO parent VALUES ('A', 1, 'one'), ('B', 2, NULL); INSERT INTO child (code, part, price) VALUES ('A', 1, 1.10), ('B', 2, 2.00);
         INSERT INTO two_keys VALUES (1, 2, 3); INSERT INTO beginnings VALUES ('abc'), ('xyz'); INSERT INTO maybe VALUES (1), (NULL), (NULL);
         INSERT INTO `odd ``name` VALUES (1, 'x'); INSERT INTO latin VALUES (1, 'café');",
    ),
    (
        ServerKind::Postgres,
        "CREATE TABLE parent (code text NOT NULL, part int NOT NULL, name text, UNIQUE (code, part));
         CREATE TABLE child (id bigserial PRIMARY KEY, code text, part int, price numeric(10,2),
             gross numeric GENERATED ALWAYS AS (price * 1.2) STORED, FOREIGN KEY (code, part) REFERENCES parent (code, part));
         CREATE TABLE indexed (a int NOT NULL, b text NOT NULL); CREATE UNIQUE INDEX ON indexed (a);
         CREATE TABLE some_of (a int NOT NULL); CREATE UNIQUE INDEX ON some_of (a) WHERE a > 5;
         CREATE TABLE lowered (a text NOT NULL); CREATE UNIQUE INDEX ON lowered (lower(a));
         CREATE TABLE \"Odd\" (\"a B\" int PRIMARY KEY, \"select\" text);
         CREATE TABLE sales (day date NOT NULL, amount int) PARTITION BY RANGE (day);
         CREATE TABLE sales_2025 PARTITION OF sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
         CREATE TABLE sales_2026 PARTITION OF sales FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
         CREATE VIEW seen AS SELECT * FROM child;
         INSERT INTO parent VALUES ('A', 1, 'one'), ('B', 2, NULL); INSERT INTO child (code, part, price) VALUES ('A', 1, 1.10), ('B', 2, 2.00);
         INSERT INTO indexed VALUES (1, 'x'); INSERT INTO some_of VALUES (1), (6); INSERT INTO lowered VALUES ('a'), ('B');
         INSERT INTO \"Odd\" VALUES (1, 'x'); INSERT INTO sales VALUES ('2025-03-01', 1), ('2026-03-01', 2);",
    ),
];

// S0.4: the same rows have the same ids, whatever they are told apart by; what the database works out itself is named.
#[test]
fn rows_are_told_apart_as_the_live_shop_does() {
    for (kind, sql) in KEYS {
        let Some(desk) = ServerDesk::new(kind, "dumped_keys") else {
            continue;
        };
        desk.sql(sql);
        let live = desk.state();
        let dump = desk.exported(&[]);
        let (mut reading, facts) = read(&dump, dialect_of(kind), Some(NO_PROFILE), &Profiles::default());
        let dumped = state_in(reading.as_mut()).unwrap();
        assert_equal(&live, &dumped, &|_, name| name == "gross", "keys");
        // Which columns no two rows share is not kept of a dump.
        let described = |reading: &dyn Reading| {
            let mut types = reading.types().to_vec();
            types.iter_mut().for_each(|described| described.told_by.clear());
            types
        };
        assert_eq!(
            described(reading.as_ref()),
            described(
                backstock_shops::Shop::open_reading(&desk.shop())
                    .unwrap()
                    .as_ref()
            )
        );
        assert!(facts.left_out.contains_key("create view"), "{:?}", facts.left_out);
    }
}

// S0.4, capability 8: real shops, with their profiles: products, orders and customers, not rows.
#[test]
fn a_dump_of_a_real_shop_is_the_shop() {
    let profiles = Profiles::built_in().unwrap();
    for (kind, profile, dump) in [
        (
            ServerKind::Mysql,
            "woocommerce",
            "woo11_mariadb-dump_default.sql.gz",
        ),
        (ServerKind::Mysql, "opencart4", "oc4_phpmyadmin521.sql.gz"),
        (ServerKind::Mysql, "opencart3", "opencart3_install.sql.gz"),
        (ServerKind::Mysql, NO_PROFILE, "sakila_mariadb-dump.sql.gz"),
        (ServerKind::Postgres, "oscar", "oscar_pg_dump.sql.gz"),
    ] {
        let Some(desk) = ServerDesk::loaded(kind, profile, dump) else {
            continue;
        };
        let chosen = (profile == NO_PROFILE).then_some(NO_PROFILE);
        let shop = desk.shop_with(chosen, &profiles);
        let live = state_of(&shop).unwrap();
        let mut found = vec![desk.exported(&[])];
        // What the tool wrote then, which the server was filled from; but for a script that leaves ids to the server.
        if profile != "opencart3" {
            let mut unpacked = Vec::new();
            let file = std::fs::File::open(backstock_servers::fixture(dump).unwrap()).unwrap();
            flate2::read::MultiGzDecoder::new(file)
                .read_to_end(&mut unpacked)
                .unwrap();
            found.push(unpacked);
        }
        for dump in found {
            let (mut reading, facts) = read(&dump, dialect_of(kind), chosen, &profiles);
            assert_eq!(facts.profile.as_deref(), chosen.is_none().then_some(profile));
            let dumped = state_in(reading.as_mut()).unwrap();
            assert_equal(&live, &dumped, &|_, _| false, profile);
        }
    }
}
