//! Files of real shops, where they are at hand (beside the project, in `../shared/fixtures`).

use std::collections::BTreeMap;

use backstock_files::{Dialect, FileKind, Packing};
use backstock_shops::Profiles;

use super::stage::{Stage, at_hand};

/// Rows by table, as a real server counted them after it had loaded the file.
fn expected(name: &str) -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(at_hand(&format!("expected/{name}.json")).unwrap()).unwrap();
    let said: serde_json::Value = serde_json::from_str(&text).unwrap();
    let counts = said["rows_by_table"].as_object().unwrap();
    counts
        .iter()
        .map(|(table, rows)| {
            (
                table.trim_start_matches("public.").to_owned(),
                rows.as_u64().unwrap(),
            )
        })
        .collect()
}

const UPDRAFT: [&str; 2] = [
    "backup_2026-11-20-0917_Real_Woo_Shop_be57ce3cce9a-db",
    "backup_2026-11-20-0919_Real_Woo_Shop_694ec6c66cdc-db",
];

// S0.4: every table with as many rows as a real server counted, each with an id of its own.
#[test]
fn every_row_of_a_real_file_is_a_record() {
    let updraft = UPDRAFT.map(|name| format!("updraftplus_woo11/{name}.gz"));
    for (file, name, dialect, made_by) in [
        (
            "oc4_mariadb-dump.sql.gz",
            "oc4_mariadb-dump.sql",
            Dialect::MySql,
            Some("mariadb-dump"),
        ),
        (
            "oc4_phpmyadmin521.sql.gz",
            "oc4_phpmyadmin521.sql",
            Dialect::MySql,
            Some("phpMyAdmin"),
        ),
        (
            "opencart3_install.sql.gz",
            "opencart3_install.sql",
            Dialect::MySql,
            None,
        ),
        (
            "woo11_mariadb-dump_default.sql.gz",
            "woo11_mariadb-dump_default.sql",
            Dialect::MySql,
            Some("mariadb-dump"),
        ),
        (
            "oscar_pg_dump.sql.gz",
            "oscar_pg_dump.sql",
            Dialect::Postgres,
            Some("pg_dump"),
        ),
        (&updraft[0], UPDRAFT[0], Dialect::MySql, Some("UpdraftPlus")),
        (&updraft[1], UPDRAFT[1], Dialect::MySql, Some("UpdraftPlus")),
    ] {
        let Some(path) = at_hand(file) else { continue };
        let stage = Stage::new();
        let (about, records) = stage.read(&path, &Profiles::default()).unwrap();
        assert_eq!(
            (about.kind, about.packing),
            (FileKind::Dump(dialect), Some(Packing::Gzip)),
            "{file}"
        );
        assert_eq!((about.dialect, about.made_by), (Some(dialect), made_by), "{file}");
        let counts: BTreeMap<String, u64> = records
            .iter()
            .map(|(table, rows)| (table.clone(), rows.len() as u64))
            .collect();
        assert_eq!(counts, expected(name), "{file}");
        assert!(stage.is_clean(), "{file}");
    }
}

// Capability 8: one shop, exported by two tools, is one shop: no difference from number formats, keys that come later or
// the order of columns.
#[test]
fn one_shop_by_two_tools_is_one_shop() {
    let (Some(one), Some(other)) = (
        at_hand("oc4_mariadb-dump.sql.gz"),
        at_hand("oc4_phpmyadmin521.sql.gz"),
    ) else {
        return;
    };
    let profiles = Profiles::built_in().unwrap();
    let stage = Stage::new();
    let (about, one) = stage.read(&one, &profiles).unwrap();
    assert_eq!(about.profile.as_deref(), Some("opencart4"));
    let (_, other) = stage.read(&other, &profiles).unwrap();
    assert!(one["products"].len() > 10);
    for (of_type, records) in &one {
        for (id, document) in records {
            assert_eq!(other[of_type].get(id), Some(document), "{of_type} {id}");
        }
        assert_eq!(records.len(), other[of_type].len(), "{of_type}");
    }
}

// S0.4: a backup of rows alone names its columns, and nothing more is known of them.
#[test]
fn a_backup_of_rows_alone_is_read_as_rows() {
    let Some(path) = at_hand("oc4_opencart_builtin_backup.sql.gz") else {
        return;
    };
    let (about, records) = Stage::new().read(&path, &Profiles::default()).unwrap();
    assert_eq!(about.dialect, Some(Dialect::MySql));
    assert!(records.values().map(BTreeMap::len).sum::<usize>() > 9_000);
}
