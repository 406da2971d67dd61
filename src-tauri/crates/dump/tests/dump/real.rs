//! Dumps of real shops, where they are at hand (beside the project, in `../shared/fixtures`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use backstock_dump::{Dialect, DumpError};
use flate2::read::MultiGzDecoder;

use super::stage::read;

/// The file, or one line that says why the test is left out.
fn at_hand(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/fixtures")
        .join(name);
    if path.is_file() {
        Some(path)
    } else {
        // Past the test harness, which keeps what a passing test says to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {name} is not beside the project");
        None
    }
}

/// Rows by table, as a real server counted them after it had loaded the dump.
fn expected(name: &str) -> BTreeMap<String, u64> {
    let path = at_hand(&format!("expected/{name}.json")).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let counts = text.split_once("\"rows_by_table\"").unwrap().1;
    let counts = counts.split_once('{').unwrap().1.split_once('}').unwrap().0;
    counts
        .split(',')
        .map(|pair| {
            let (table, rows) = pair.trim().rsplit_once(':').unwrap();
            let table = table.trim().trim_matches('"').trim_start_matches("public.");
            (table.to_owned(), rows.trim().parse().unwrap())
        })
        .collect()
}

fn unpacked(file: &str) -> Option<Vec<u8>> {
    let mut packed = MultiGzDecoder::new(File::open(at_hand(file)?).unwrap());
    let mut dump = Vec::new();
    packed.read_to_end(&mut dump).unwrap();
    Some(dump)
}

fn counted(file: &str, dialect: Dialect) -> Option<(BTreeMap<String, u64>, Vec<String>)> {
    let dump = unpacked(file)?;
    assert_eq!(
        Dialect::of(&dump[..dump.len().min(65_536)]),
        Some(dialect),
        "{file}"
    );
    let (heard, summary) = read(dialect, dump.as_slice());
    let summary = summary.unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut counts: BTreeMap<String, u64> = heard
        .tables
        .iter()
        .filter(|table| !heard.views.contains(&table.name))
        .map(|table| (table.name.clone(), 0))
        .collect();
    for (table, rows) in &heard.rows {
        // OpenCart's own backup empties the tables of the shop it is read into and makes none.
        assert!(
            counts.contains_key(table) || heard.columns.contains_key(table),
            "{file}: nobody says what the columns of {table} are"
        );
        counts.insert(table.clone(), rows.len() as u64);
    }
    assert_eq!(summary.rows, counts.values().sum::<u64>());
    Some((counts, summary.left_out.into_keys().collect()))
}

// S0.4
#[test]
fn every_row_of_real_dumps_is_there() {
    for (file, name, dialect) in [
        ("oc4_mariadb-dump.sql.gz", "oc4_mariadb-dump.sql", Dialect::MySql),
        (
            "oc4_phpmyadmin521.sql.gz",
            "oc4_phpmyadmin521.sql",
            Dialect::MySql,
        ),
        ("oc4_opencart_builtin_backup.sql.gz", "", Dialect::MySql),
        (
            "opencart3_install.sql.gz",
            "opencart3_install.sql",
            Dialect::MySql,
        ),
        (
            "woo11_mariadb-dump_default.sql.gz",
            "woo11_mariadb-dump_default.sql",
            Dialect::MySql,
        ),
        ("oscar_pg_dump.sql.gz", "oscar_pg_dump.sql", Dialect::Postgres),
        ("sakila_mariadb-dump.sql.gz", "", Dialect::MySql),
        (
            "updraftplus_woo11/backup_2026-11-20-0917_Real_Woo_Shop_be57ce3cce9a-db.gz",
            "backup_2026-11-20-0917_Real_Woo_Shop_be57ce3cce9a-db",
            Dialect::MySql,
        ),
        (
            "updraftplus_woo11/backup_2026-11-20-0919_Real_Woo_Shop_694ec6c66cdc-db.gz",
            "backup_2026-11-20-0919_Real_Woo_Shop_694ec6c66cdc-db",
            Dialect::MySql,
        ),
    ] {
        let Some((counts, _)) = counted(file, dialect) else {
            continue;
        };
        if name.is_empty() {
            assert!(counts.values().sum::<u64>() > 1_000, "{file}");
            continue;
        }
        let expected = expected(name);
        let differing: Vec<_> = expected
            .iter()
            .filter(|(table, rows)| counts.get(*table) != Some(rows))
            .map(|(table, rows)| format!("{table}: {rows}, read {:?}", counts.get(table)))
            .collect();
        assert!(differing.is_empty(), "{file}: {differing:#?}");
        assert_eq!(counts.len(), expected.len(), "{file}");
    }
}

#[test]
fn what_is_left_of_a_real_dump_is_not_taken_for_whole() {
    for (file, dialect) in [
        ("woo11_mariadb-dump_default.sql.gz", Dialect::MySql),
        ("sakila_mariadb-dump.sql.gz", Dialect::MySql),
        ("oscar_pg_dump.sql.gz", Dialect::Postgres),
    ] {
        let Some(dump) = unpacked(file) else {
            continue;
        };
        for part in 1..8 {
            let from = dump.len() / 8 * part;
            let end = memchr::memmem::find(&dump[from..], b";\n\n").unwrap();
            match read(dialect, &dump[..from + end + 2]).1 {
                Err(DumpError::EndsEarly { .. }) => {}
                other => panic!("{file}, {part}: {other:?}"),
            }
        }
    }
}
