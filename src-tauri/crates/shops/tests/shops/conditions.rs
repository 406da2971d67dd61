//! What real platforms need of a profile: tables that begin with the shop's own letters, tables that several types share, rows
//! that stand for others, and what is said beside a restore.

use backstock_model::ContentType;
use backstock_shops::{Dangling, Profile, Shop as _, ShopError, Write};

use crate::desk::{Desk, Kept, code, ids, key};

const BLOG: &str = r#"
profile = "blog"
label = "Blog"
currency = { table = "options", column = "value", where = "name IN (SELECT 'currency' FROM {prefix}posts)" }
after_restore = ["Click Refresh."]
[detect]
tables = ["posts", "meta"]
prefix = true

[[aside]]
tables = ["options", "scratch_*"]
reason = "The blog makes this anew."

[[type]]
key = "teas"
label = "Teas"
group = "business"
root = "posts"
where = "kind = 'tea'"
name = ["id"]
volatile = ["counters/value"]
after_restore = ["Count the tins."]
owns = [
    { key = "meta", table = "meta", by = ["post"], where = "name <> 'views'" },
    { key = "counters", table = "meta", by = ["post"], where = "name = 'views'" },
    { key = "sizes", table = "posts", by = ["parent"], where = "kind = 'size'" },
    { key = "size_meta", table = "meta", by = ["post"], in = "sizes" },
    { key = "ratings", table = "ratings", by = ["post"], optional = true },
]

[[type]]
key = "settings"
label = "Settings"
group = "business"
root = "options"
where = "name NOT IN (SELECT 'cache_' || id FROM {prefix}posts)"
name = ["name"]

[[type]]
key = "orders"
label = "Orders"
group = "business"
root = "orders"
optional = true
owns = [
    { key = "lines", table = "lines", by = ["order_id"] },
    { key = "post", table = "posts", by = ["id"], where = "kind = 'order'" },
]

[[type]]
key = "post_orders"
label = "Orders kept as posts"
group = "business"
root = "posts"
where = "kind = 'order'"
unless = { table = "orders", by = ["id"] }
owns = [{ key = "lines", table = "lines", by = ["order_id"] }]
"#;

/// A blog's tables and rows, each table's name behind a prefix.
fn blog(prefix: &str) -> String {
    format!(
        "CREATE TABLE {prefix}posts (id INTEGER PRIMARY KEY, kind TEXT, parent INTEGER, title TEXT);
         CREATE TABLE {prefix}meta (id INTEGER PRIMARY KEY, post INTEGER, name TEXT, value TEXT);
         CREATE TABLE {prefix}options (name TEXT PRIMARY KEY NOT NULL, value TEXT);
         CREATE TABLE {prefix}lines (id INTEGER PRIMARY KEY, order_id INTEGER, what TEXT);
         CREATE TABLE {prefix}scratch_pad (id INTEGER PRIMARY KEY);
         INSERT INTO {prefix}posts VALUES (1, 'tea', 0, 'Assam'), (2, 'size', 1, 'small'), (3, 'size', 1, 'large'), (4, 'note', 1, 'n'),
           (5, 'tea', 0, 'Mate'), (6, 'size', 4, 'of a note'), (20, 'order', 0, 'o'), (21, 'order', 0, 'p');
         INSERT INTO {prefix}meta VALUES (1, 1, 'price', '4'), (2, 1, 'views', '9'), (3, 2, 'price', '3'), (4, 2, 'views', '1'), (5, 4, 'x', 'y'),
           (6, 5, NULL, 'no name'), (7, 6, 'price', '8'), (8, 99, 'views', '0');
         INSERT INTO {prefix}options VALUES ('currency', 'EUR'), ('cache_1', 'x'), ('cache_2', 'y'), ('title', 'Teas');
         INSERT INTO {prefix}lines VALUES (1, 20, 'Assam'), (2, 21, 'Mate'), (3, 22, 'Sencha');
         INSERT INTO {prefix}scratch_pad VALUES (1);"
    )
}

fn shown(desk: &Desk) -> Vec<String> {
    let state = desk.state();
    let keys = state.order.iter();
    keys.map(ToString::to_string).collect()
}

#[test]
fn every_row_is_in_one_record_whatever_its_tables_are_called() {
    for prefix in ["", "wp_", "shop1_wp_"] {
        let desk = Desk::with_profile(&blog(prefix), BLOG);
        assert_eq!(desk.shop().currency().unwrap().as_deref(), Some("EUR"));
        let state = desk.state();
        assert_eq!(ids(&state, "teas"), ["1", "5"]);
        assert_eq!(ids(&state, "post_orders"), ["20", "21"]);
        let rest = |table: &str| ids(&state, &format!("{prefix}{table}"));
        assert_eq!(rest("posts"), ["4", "6"]);
        assert_eq!(rest("meta"), ["5", "6", "7", "8"]);
        assert_eq!(rest("options"), ["cache_1", "cache_2"]);
        assert_eq!(rest("lines"), ["3"]);
        let objects = state.records.values().map(|record| {
            let document = record.document.to_string();
            document.matches("\":{").count() + 1 - collections(&document)
        });
        let rows: usize = desk.dump().values().map(Vec::len).sum();
        assert_eq!(objects.sum::<usize>(), rows, "{prefix}");
        // Nothing is said of the tables that only some blogs have.
        assert!(desk.shop().check().unwrap().problems.is_empty());
    }
}

fn collections(document: &str) -> usize {
    ["meta", "counters", "sizes", "size_meta", "lines", "post"]
        .iter()
        .map(|key| document.matches(&format!("\"{key}\":{{")).count())
        .sum()
}

#[test]
fn of_two_shops_in_one_database_the_one_with_more_tables_is_taken() {
    for (more, less) in [("a_", "b_"), ("b_", "a_"), ("", "a_"), ("b_", "")] {
        let small = format!(
            "CREATE TABLE {less}posts (id INTEGER PRIMARY KEY, kind TEXT, parent INTEGER);
             CREATE TABLE {less}meta (id INTEGER PRIMARY KEY, post INTEGER, name TEXT, value TEXT);
             INSERT INTO {less}posts VALUES (7, 'tea', 0);"
        );
        let desk = Desk::with_profile(&(small + &blog(more)), BLOG);
        let state = desk.state();
        assert_eq!(ids(&state, "teas"), ["1", "5"]);
        assert_eq!(ids(&state, &format!("{less}posts")), ["7"]);
    }
}

#[test]
fn a_row_that_stands_for_another_has_it_for_its_own() {
    let desk = Desk::with_profile(&blog("wp_"), BLOG);
    desk.sql("CREATE TABLE wp_orders (id INTEGER PRIMARY KEY, total TEXT); INSERT INTO wp_orders VALUES (20, '4'), (30, '5')");
    let (state, dump) = (desk.state(), desk.dump());
    assert_eq!(ids(&state, "orders"), ["20", "30"]);
    assert_eq!(ids(&state, "post_orders"), ["21"]);
    let order = desk.document("orders/20");
    assert!(
        order.contains("Assam") && order.contains("\"kind\":\"order\""),
        "{order}"
    );
    desk.sql("DELETE FROM wp_orders WHERE id = 20; UPDATE wp_lines SET what = 'x'; INSERT INTO wp_orders VALUES (21, '1')");
    let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
    assert_eq!(ids(&spoiled, "post_orders"), ["20"]);
    desk.restore_all(&state);
    assert_eq!(desk.dump(), dump);
    desk.restore_all(&spoiled);
    assert_eq!(desk.dump(), spoiled_dump);
}

#[test]
fn rows_that_a_condition_leaves_to_others_come_back_and_go_again() {
    let desk = Desk::with_profile(&blog("s_"), BLOG);
    let (state, dump) = (desk.state(), desk.dump());
    for spoil in [
        "DELETE FROM s_posts WHERE id IN (1, 3)",
        "UPDATE s_meta SET name = 'views' WHERE id IN (1, 3, 6)",
        "UPDATE s_meta SET post = 5 WHERE post IN (1, 2)",
        "UPDATE s_posts SET kind = 'size', parent = 5 WHERE id = 4; UPDATE s_posts SET kind = 'note' WHERE id = 2",
        "UPDATE s_posts SET parent = 5 WHERE parent = 1; DELETE FROM s_options WHERE name IN ('title', 'cache_1')",
        "DELETE FROM s_meta; DELETE FROM s_posts",
    ] {
        desk.sql(spoil);
        let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
        desk.restore_all(&state);
        assert_eq!(desk.dump(), dump, "{spoil}");
        desk.restore_all(&spoiled);
        assert_eq!(desk.dump(), spoiled_dump, "{spoil}");
        desk.restore_all(&state);
    }
}

// S2.6.2
#[test]
fn a_record_deleted_alone_takes_in_what_is_left_and_meets_its_conditions() {
    let desk = Desk::with_profile(&blog("s_"), BLOG);
    let (good, dump) = (desk.state(), desk.dump());
    let tea = key("teas", "1");
    desk.sql("DELETE FROM s_posts WHERE id = 1; UPDATE s_meta SET value = '5' WHERE id = 1; INSERT INTO s_posts VALUES (8, 'size', 1, 'new')");
    let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
    let wanted = good.records[&tea].document.clone();
    let mut reading = desk.shop().open_reading().unwrap();
    let left = reading.left_over_of(&tea, None, &wanted).unwrap();
    drop(reading);
    let mut keys: Vec<String> = left.iter().map(|record| record.key.to_string()).collect();
    keys.sort();
    // The note points to the tea as well, and is not one of its sizes.
    assert_eq!(
        keys,
        [
            "s_meta/1",
            "s_meta/2",
            "s_meta/3",
            "s_meta/4",
            "s_posts/2",
            "s_posts/3",
            "s_posts/8"
        ]
    );
    let mut batch: Vec<Write> = left
        .into_iter()
        .map(|record| Write {
            key: record.key,
            before: Some(record.document),
            after: None,
            dangling: Dangling::None,
        })
        .collect();
    batch.push(Write {
        key: tea,
        before: None,
        after: Some(wanted),
        dangling: Dangling::None,
    });
    let objects = Kept::of([&good, &spoiled]);
    for outcome in desk.writing().write(&batch, &objects).unwrap() {
        assert_eq!(code(&outcome), "written");
    }
    assert_eq!(desk.dump(), dump);
    let undo: Vec<Write> = batch
        .into_iter()
        .map(|write| Write {
            key: write.key,
            before: write.after,
            after: write.before,
            dangling: Dangling::AllBut(Vec::new()),
        })
        .collect();
    for outcome in desk.writing().write(&undo, &objects).unwrap() {
        assert_eq!(code(&outcome), "written");
    }
    assert_eq!(desk.dump(), spoiled_dump);
}

#[test]
fn what_a_restore_leaves_to_the_owner_is_said_once_and_where_it_belongs() {
    let desk = Desk::with_profile(&blog("s_"), BLOG);
    let said = |types: &[&str]| -> Vec<(Option<String>, Option<String>)> {
        let types: Vec<ContentType> = types.iter().map(|of_type| ContentType::new(*of_type)).collect();
        let consequences = desk.writing().side_effects(&types).unwrap();
        let refresh = consequences
            .into_iter()
            .filter(|consequence| consequence.code == "platform_refresh");
        refresh
            .map(|consequence| {
                (
                    consequence.content_type.map(|of| of.to_string()),
                    consequence.detail,
                )
            })
            .collect()
    };
    let of_all = (None, Some("Click Refresh.".to_owned()));
    let of_teas = (Some("teas".to_owned()), Some("Count the tins.".to_owned()));
    assert_eq!(said(&["settings", "teas"]), [of_all.clone(), of_teas]);
    assert_eq!(said(&["settings"]), [of_all]);
    assert_eq!(said(&[]), []);
}

#[test]
fn what_is_left_aside_is_backed_up_and_protected() {
    let desk = Desk::with_profile(&blog("s_"), BLOG);
    assert!(shown(&desk).contains(&"s_scratch_pad/1".to_owned()));
    let reading = desk.shop().open_reading().unwrap();
    let aside: Vec<(&str, Option<&str>)> = reading
        .types()
        .iter()
        .filter(|described| described.protected)
        .map(|described| (described.key.as_str(), described.reason.as_deref()))
        .collect();
    let why = Some("The blog makes this anew.");
    assert_eq!(aside, [("s_scratch_pad", why), ("s_options", why)]);
}

#[test]
fn a_path_into_a_collection_that_is_not_there_is_a_mistake() {
    for (right, wrong) in [
        (
            "volatile = [\"counters/value\"]",
            "volatile = [\"counter/value\"]",
        ),
        ("name = [\"id\"]", "name = [\"sizes/size_meta/value/x\"]"),
    ] {
        match Profile::parse(&BLOG.replace(right, wrong)) {
            Err(ShopError::Profile { what, .. }) => assert!(what.contains("in no collection"), "{what}"),
            other => panic!("{wrong} was taken: {other:?}"),
        }
    }
    Profile::parse(BLOG).unwrap();
}
