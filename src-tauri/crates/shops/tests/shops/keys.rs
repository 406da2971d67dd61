//! Tables with every kind of key, and with none.

use backstock_model::ContentType;
use backstock_shops::Shop as _;

use crate::desk::{Desk, ids};

/// Spoils every table, restores it, and looks at every value.
fn goes_round(sql: &str, spoil: &str) -> Desk {
    let desk = Desk::new(sql);
    let (before, dump) = (desk.state(), desk.dump());
    for (key, record) in &before.records {
        assert_eq!(
            desk.document(&key.to_string()),
            record.document.to_string(),
            "{key}"
        );
    }
    desk.sql(spoil);
    let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
    assert_ne!(spoiled_dump, dump, "nothing was spoiled");
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
    // And an undo brings back the other state.
    desk.restore_all(&spoiled);
    assert_eq!(desk.dump(), spoiled_dump);
    desk
}

#[test]
fn composite_keys_in_key_order() {
    let desk = goes_round(
        "CREATE TABLE translations (product INTEGER, language TEXT, name TEXT, PRIMARY KEY (language, product)) WITHOUT ROWID;
         INSERT INTO translations VALUES (10, 'en', 'Tea'), (9, 'en', 'Cup'), (9, 'de', 'Tasse'), (10, 'fr,ca', 'Thé')",
        "UPDATE translations SET name = 'x' WHERE product = 9; DELETE FROM translations WHERE product = 10;
         INSERT INTO translations VALUES (11, 'en', 'new')",
    );
    assert_eq!(ids(&desk.state(), "translations"), ["de,9", "en,9", "en,11"]);
}

#[test]
fn a_key_is_told_apart_more_finely_than_its_column_compares() {
    goes_round(
        "CREATE TABLE codes (code TEXT COLLATE NOCASE NOT NULL, value, PRIMARY KEY (code COLLATE BINARY));
         INSERT INTO codes VALUES ('tea', 1), ('TEA', 2), ('cup', 3), ('CUP', 4)",
        "UPDATE codes SET value = 9 WHERE code COLLATE BINARY = 'tea'; DELETE FROM codes WHERE code COLLATE BINARY = 'CUP'",
    );
}

#[test]
fn rows_without_a_key_are_a_bag() {
    let desk = goes_round(
        "CREATE TABLE notes (what, n); INSERT INTO notes VALUES ('a', 1), ('a', 1), ('a', 1), ('a', 1.0), ('b', NULL), (NULL, NULL), (NULL, NULL)",
        "DELETE FROM notes WHERE rowid IN (1, 3, 6); UPDATE notes SET n = 2 WHERE what = 'b'; INSERT INTO notes VALUES ('c', 1), ('c', 1)",
    );
    assert!(ids(&desk.state(), "notes").iter().all(|id| id.starts_with('~')));
}

#[test]
fn rows_without_a_key_are_counted_across_batches() {
    let desk = Desk::new("CREATE TABLE notes (what); INSERT INTO notes VALUES ('a'), ('a'), ('a')");
    let before = desk.state();
    let mut writing = desk.writing();
    let objects = crate::desk::Kept::default();
    let write = |id: &String, remove: bool| {
        let key = crate::desk::key("notes", id);
        let document = Some(before.records[&key].document.clone());
        backstock_shops::Write {
            key,
            before: if remove { document.clone() } else { None },
            after: if remove { None } else { document },
            dangling: backstock_shops::Dangling::default(),
        }
    };
    let ids = ids(&before, "notes");
    for id in &ids[1..] {
        let outcome = writing.write(&[write(id, true)], &objects).unwrap();
        assert_eq!(crate::desk::code(&outcome[0]), "written");
    }
    assert_eq!(desk.value("SELECT count(*) FROM notes"), "Integer(1)");
    for id in &ids[1..] {
        let outcome = writing.write(&[write(id, false)], &objects).unwrap();
        assert_eq!(crate::desk::code(&outcome[0]), "written");
    }
    assert_eq!(desk.value("SELECT count(*) FROM notes"), "Integer(3)");
    let outcome = writing.write(&[write(&ids[0], false)], &objects).unwrap();
    assert_eq!(crate::desk::code(&outcome[0]), "changed meanwhile");
}

#[test]
fn a_null_in_the_key_is_no_key() {
    let desk = goes_round(
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value);
         INSERT INTO settings VALUES (NULL, 1), (NULL, 1), (NULL, 2), ('a', 3), ('', 4)",
        "UPDATE settings SET value = 9; DELETE FROM settings WHERE rowid = 2; DELETE FROM settings WHERE name = 'a'",
    );
    let ids = ids(&desk.state(), "settings");
    assert_eq!(ids.iter().filter(|id| id.starts_with('~')).count(), 2);
    assert_eq!(ids.last().unwrap(), "%00t");
}

#[test]
fn a_unique_index_stands_in_for_a_missing_key() {
    let desk = goes_round(
        "CREATE TABLE codes (a TEXT, b TEXT NOT NULL, c TEXT NOT NULL, d TEXT NOT NULL);
         CREATE UNIQUE INDEX by_a ON codes (a);
         CREATE UNIQUE INDEX by_both ON codes (b, c);
         CREATE UNIQUE INDEX by_part ON codes (d) WHERE d <> '';
         INSERT INTO codes VALUES ('1', 'x', 'y', ''), ('2', 'x', 'z', '')",
        "UPDATE codes SET a = '3' WHERE c = 'y'; UPDATE codes SET a = '1' WHERE c = 'z'",
    );
    assert_eq!(ids(&desk.state(), "codes"), ["x,y", "x,z"]);
}

#[test]
fn strict_tables_and_hidden_row_numbers() {
    goes_round(
        "CREATE TABLE strict (id INT UNIQUE, i INT, r REAL, t TEXT, b BLOB, a ANY) STRICT;
         INSERT INTO strict VALUES (1, 2, 3, '4', x'05', '6'), (2, NULL, 1e999, '', x'', 7), (NULL, 1, 1, '', x'', x'00');
         CREATE TABLE hidden (rowid TEXT, _rowid_ TEXT, oid TEXT);
         INSERT INTO hidden VALUES ('a', 'b', NULL), ('c', 'd', 'e')",
        "UPDATE strict SET i = 1, r = 0, t = 'x', b = x'11', a = 6 WHERE id = 1; DELETE FROM strict WHERE id = 2;
         DELETE FROM hidden WHERE oid IS NULL",
    );
}

#[test]
fn doubles_that_cannot_be_told_apart_are_left_alone() {
    let desk = Desk::new(
        "CREATE TABLE hidden (rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO hidden VALUES ('a', 'b', 'c'), ('a', 'b', 'c'), ('x', 'y', 'z')",
    );
    let before = desk.state();
    let double = before
        .order
        .iter()
        .find(|key| key.remote_id.as_str().ends_with(".1"))
        .unwrap();
    let document = before.records[double].document.to_string();
    let outcome = desk.write(&double.to_string(), Some(&document), None);
    assert_eq!(crate::desk::code(&outcome), "not_accepted");
    assert_eq!(desk.value("SELECT count(*) FROM hidden"), "Integer(3)");
}

#[test]
fn self_references_and_circles_with_not_null_on_both_sides() {
    goes_round(
        "CREATE TABLE categories (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES categories (id), name);
         INSERT INTO categories VALUES (1, 3, 'last first'), (2, 2, 'its own'), (3, NULL, 'root');
         CREATE TABLE store (id INTEGER PRIMARY KEY, manager INTEGER NOT NULL REFERENCES staff (id));
         CREATE TABLE staff (id INTEGER PRIMARY KEY, store INTEGER NOT NULL REFERENCES store (id));
         INSERT INTO store VALUES (1, 1), (2, 2); INSERT INTO staff VALUES (1, 1), (2, 2)",
        "PRAGMA foreign_keys = OFF; DELETE FROM categories; DELETE FROM store; DELETE FROM staff",
    );
}

#[test]
fn odd_names_are_only_names() {
    let long = "n".repeat(10_000);
    let tables = [
        "order",
        "a b",
        "qu\"ote",
        "it's",
        "[x]",
        "semi;colon",
        "sla/sh",
        "100%",
        "émoji 🍵",
        "select * from x --",
        &long,
    ];
    let mut sql = String::new();
    for table in tables {
        let quoted = table.replace('"', "\"\"");
        sql.push_str(&format!(
            "CREATE TABLE \"{quoted}\" (\"{quoted}\" INTEGER PRIMARY KEY, \"group\" TEXT, \"\" TEXT, \"rowid\" TEXT);
             INSERT INTO \"{quoted}\" VALUES (1, 'a', 'b', 'c'), (2, NULL, '', x'00');"
        ));
    }
    let spoil: String = tables
        .iter()
        .map(|table| {
            let quoted = table.replace('"', "\"\"");
            format!("UPDATE \"{quoted}\" SET \"\" = 'spoiled', \"group\" = 'x' WHERE \"{quoted}\" = 1; DELETE FROM \"{quoted}\" WHERE \"{quoted}\" = 2;")
        })
        .collect();
    let desk = goes_round(&sql, &spoil);
    let types: Vec<String> = desk.state().types.iter().map(ToString::to_string).collect();
    for known in ["order", "sla%2Fsh", "100%25", "émoji 🍵"] {
        assert!(
            types.iter().any(|of_type| of_type == known),
            "{known} in {types:?}"
        );
    }
}

#[test]
fn letters_differ_by_case_in_keys_that_the_shop_compares_without_it() {
    let desk = goes_round(
        "CREATE TABLE coupons (code TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, value INT);
         CREATE TABLE uses (id INTEGER PRIMARY KEY, code TEXT REFERENCES coupons (code));
         INSERT INTO coupons VALUES ('b', 1), ('A', 2), ('c', 3), ('D', 4); INSERT INTO uses VALUES (1, 'a')",
        "UPDATE coupons SET value = value + 1; DELETE FROM coupons WHERE code = 'D'",
    );
    assert_eq!(desk.document("coupons/a"), "none");
    assert_ne!(desk.document("coupons/A"), "none");
}

#[test]
fn views_are_no_types_and_the_inside_of_an_index_is_only_read() {
    let desk = Desk::new(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, name); INSERT INTO p VALUES (1, 'Earl Grey');
         CREATE VIEW w AS SELECT * FROM p;
         CREATE VIRTUAL TABLE f USING fts5(name); INSERT INTO f VALUES ('Earl Grey');
         CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO counted VALUES (7)",
    );
    let reading = desk.shop().open_reading().unwrap();
    let shown: Vec<(String, bool)> = reading
        .types()
        .iter()
        .map(|of_type| (of_type.key.to_string(), of_type.restorable))
        .collect();
    assert!(shown.contains(&("p".to_owned(), true)));
    assert!(shown.contains(&("counted".to_owned(), true)));
    assert!(shown.contains(&("f_content".to_owned(), false)));
    assert!(
        shown
            .iter()
            .all(|(key, _)| key != "w" && key != "f" && !key.starts_with("sqlite"))
    );
    assert!(desk.document("f_content/1").contains("Earl Grey"));
    drop(reading);
    let refused = desk.write("f_content/1", Some(&desk.document("f_content/1")), None);
    assert_eq!(crate::desk::code(&refused), "not_restorable");
}

#[test]
fn foreign_keys_tell_the_order_and_the_links() {
    let desk = Desk::new(
        "CREATE TABLE a_lines (id INTEGER PRIMARY KEY, \"order\" INTEGER REFERENCES orders, product TEXT REFERENCES products (sku));
         CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES Customers (ID));
         CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT);
         CREATE TABLE products (sku TEXT NOT NULL PRIMARY KEY, name TEXT);
         INSERT INTO customers VALUES (1, 'Ada', 'Byron', 'ada@example.com')",
    );
    let reading = desk.shop().open_reading().unwrap();
    let order: Vec<&str> = reading
        .types()
        .iter()
        .map(|of_type| of_type.key.as_str())
        .collect();
    assert_eq!(order, ["customers", "orders", "products", "a_lines"]);
    let lines = &reading.types()[3];
    let references: Vec<(String, String)> = lines
        .references
        .iter()
        .map(|reference| (reference.path.clone(), reference.to.to_string()))
        .collect();
    assert!(references.contains(&("order".to_owned(), "orders".to_owned())));
    assert!(references.contains(&("product".to_owned(), "products".to_owned())));
    assert!(lines.after.contains(&ContentType::new("orders")));
    assert_eq!(lines.label, "A lines");
    assert_eq!(lines.known_by, ["id"]);
    assert_eq!(reading.types()[2].known_by, ["sku"]);
    let customer = &desk.state().records[&crate::desk::key("customers", "1")];
    assert_eq!(
        (customer.name.as_str(), customer.search.as_str()),
        ("Ada Byron", "ada@example.com")
    );
}
