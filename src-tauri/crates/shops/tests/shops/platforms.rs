//! The platforms we have profiles for, on real shops' databases: found by themselves, every row in one place, and put back.

use std::collections::BTreeMap;

use backstock_model::{Node, Record};
use backstock_shops::{Dangling, Profiles, ServerKind, Shop as _, WriteOutcome};

use crate::desk::{Kept, State, state_of, writes};
use crate::servers::desk::{ServerDesk, assert_same};

/// How many rows a record is made of: its root, and every row it owns.
fn rows_of(node: &Node) -> usize {
    let Node::Map(entries) = node else {
        return 0;
    };
    let owned = entries.iter().filter_map(|(_, value)| match value {
        Node::Map(rows) if rows.iter().all(|(_, row)| matches!(row, Node::Map(_))) => {
            Some(rows.iter().map(|(_, row)| rows_of(row)).sum::<usize>())
        }
        _ => None,
    });
    1 + owned.sum::<usize>()
}

fn total(records: impl Iterator<Item = Record>) -> usize {
    records
        .map(|record| rows_of(&record.document.to_node().unwrap()))
        .sum()
}

fn by_type(state: &State) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for key in &state.order {
        *counts.entry(key.content_type.to_string()).or_default() += 1;
    }
    counts
}

fn restore(desk: &ServerDesk, profile: &str, wanted: &State) {
    let shop = desk.shop_with(Some(profile), &Profiles::built_in().unwrap());
    let live = state_of(&shop).unwrap();
    // What random edits left pointing to nothing may do so again.
    let mut batch = writes(&live, wanted);
    for write in &mut batch {
        write.dangling = Dangling::AllBut(Vec::new());
    }
    let objects = Kept::of([&live, wanted]);
    let outcomes = shop.open_writing().unwrap().write(&batch, &objects).unwrap();
    for (write, outcome) in batch.iter().zip(outcomes) {
        assert!(
            matches!(outcome, WriteOutcome::Written(_)),
            "{}: {outcome:?}",
            write.key
        );
    }
}

fn goes_round(dump: &str, profile: &str, rows: usize, counts: &[(&str, usize)], named: (&str, &str)) {
    let Some(desk) = ServerDesk::loaded(ServerKind::Mysql, profile, dump) else {
        return;
    };
    let shop = desk.shop_with(None, &Profiles::built_in().unwrap());
    let check = shop.check().unwrap();
    assert_eq!(check.profile.as_deref(), Some(profile));
    let misfits = check
        .problems
        .iter()
        .find(|problem| problem.code == "profile_partly_fits");
    assert_eq!(misfits, None);
    let good = state_of(&shop).unwrap();
    // No row is left out and no row is in two records.
    assert_eq!(total(good.records.values().cloned()), rows);
    let found = by_type(&good);
    for (of_type, count) in counts {
        assert_eq!(found.get(*of_type), Some(count), "{of_type} of {found:?}");
    }
    let name = &good.records[&named.0.parse().unwrap()].name;
    assert_eq!(name, named.1);
    let good_dump = desk.dump();
    for seed in 1..3 {
        desk.spoil(seed);
        let spoiled = state_of(&shop).unwrap();
        let spoiled_dump = desk.dump();
        restore(&desk, profile, &good);
        assert_same(&desk.dump(), &good_dump, profile);
        restore(&desk, profile, &spoiled);
        assert_same(&desk.dump(), &spoiled_dump, profile);
        restore(&desk, profile, &good);
    }
}

#[test]
fn a_woocommerce_shop_is_known_and_goes_round() {
    goes_round(
        "woo11_mariadb-dump_default.sql.gz",
        "woocommerce",
        50_841,
        &[
            ("products", 101),
            ("orders", 404),
            ("refunds", 12),
            ("coupons", 56),
            ("reviews", 51),
            ("categories", 63),
            ("tags", 133),
            ("pages", 7),
            ("media", 11),
        ],
        ("pages/2", "Sample Page"),
    );
}

#[test]
fn an_opencart_4_shop_is_known_and_goes_round() {
    goes_round(
        "oc4_mariadb-dump.sql.gz",
        "opencart4",
        10_326,
        &[],
        ("products/43", "MacBook"),
    );
}

#[test]
fn an_opencart_3_shop_is_known_and_goes_round() {
    goes_round(
        "opencart3_install.sql.gz",
        "opencart3",
        5_429,
        &[],
        ("products/43", "MacBook"),
    );
}
