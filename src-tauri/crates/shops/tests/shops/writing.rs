//! What is written, what is refused, and in which words.

use backstock_model::{ContentType, Document};
use backstock_shops::{Dangling, Shop as _, Write, WriteOutcome, Writing};

use crate::desk::{Desk, Kept, code, ids, key, writes};
use crate::profiled::{BAKERY, TABLES};

fn codes(outcomes: &[WriteOutcome]) -> Vec<String> {
    outcomes.iter().map(code).collect()
}

fn said(outcome: &WriteOutcome) -> String {
    match outcome {
        WriteOutcome::Refused(problem) => format!("{}: {} | {}", problem.code, problem.message, problem.hint),
        other => format!("{other:?}"),
    }
}

fn codes_desk() -> Desk {
    Desk::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, n INTEGER CONSTRAINT n_is_small CHECK (n < 100));
         INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)",
    )
}

fn row(id: i64, code: &str, n: i64) -> String {
    format!(r#"{{"code":"{code}","id":{id},"n":{n}}}"#)
}

#[test]
fn a_record_that_changed_meanwhile_is_left_alone() {
    let desk = codes_desk();
    let dump = desk.dump();
    let outcomes = desk.write_many(&[
        ("t/1", Some(&row(1, "a", 9)), Some(&row(1, "x", 9))),
        ("t/2", None, Some(&row(2, "b", 5))),
        ("t/3", Some(&row(3, "c", 4)), None),
        ("t/4", Some(&row(4, "d", 4)), None),
    ]);
    assert_eq!(codes(&outcomes), ["changed meanwhile"; 4]);
    assert_eq!(desk.dump(), dump);
}

// S2.6.7: nothing is written over what somebody changed since, also where nobody needs to look twice.
#[test]
fn a_record_is_not_looked_at_again_only_while_a_witness_saw_nobody() {
    for mode in ["DELETE", "WAL"] {
        let desk = codes_desk();
        desk.sql(&format!("PRAGMA journal_mode = {mode}"));
        let shop = desk.shop();
        let relying = || {
            let witness = shop.witness().unwrap().unwrap();
            let mut writing = shop.open_writing().unwrap();
            writing.rely_on(witness);
            writing
        };
        let write = |writing: &mut dyn Writing, key: &str, before: Option<String>, after: Option<String>| {
            let document = |text: String| Document::from_canonical(text.into_bytes());
            let write = Write {
                key: key.parse().unwrap(),
                before: before.map(document),
                after: after.map(document),
                dangling: Dangling::None,
            };
            code(&writing.write(&[write], &Kept::default()).unwrap()[0])
        };
        let changed = "changed meanwhile";

        let mut writing = relying();
        let (b, c) = (row(2, "b", 2), row(3, "c", 3));
        assert_eq!(
            write(&mut *writing, "t/1", Some(row(1, "a", 1)), Some(row(1, "x", 1))),
            "written"
        );
        // What we write ourselves is nobody else's change. That the record was not read shows by what is said of it here.
        assert_eq!(
            write(&mut *writing, "t/1", Some(row(1, "x", 9)), Some(row(1, "y", 9))),
            "written"
        );
        assert_eq!(desk.document("t/1"), row(1, "y", 1));
        desk.sql("UPDATE t SET n = 7 WHERE id = 3");
        assert_eq!(
            write(&mut *writing, "t/3", Some(c), Some(row(3, "z", 3))),
            changed
        );
        assert_eq!(
            write(&mut *writing, "t/2", Some(row(2, "b", 9)), Some(row(2, "z", 9))),
            changed
        );
        drop(writing);

        // Changed before the first write.
        let mut writing = relying();
        desk.sql("UPDATE t SET n = 8 WHERE id = 3");
        assert_eq!(
            write(&mut *writing, "t/3", Some(row(3, "c", 7)), Some(row(3, "z", 7))),
            changed
        );
        drop(writing);

        // A row that we put somewhere or take away may be another record's.
        let mut writing = relying();
        assert_eq!(write(&mut *writing, "t/2", Some(b), None), "written");
        assert_eq!(
            write(&mut *writing, "t/1", Some(row(1, "y", 9)), Some(row(1, "z", 9))),
            changed
        );
        assert_eq!(desk.dump()["t"].len(), 2);
    }
}

// What was worked out beforehand is only used for exactly that, and never for tables that are others by now.
#[test]
fn a_batch_that_was_prepared_is_written_as_it_is_asked_for() {
    let desk = codes_desk();
    let mut writing = desk.writing();
    let ask = |(id, n, wanted): (i64, i64, i64)| {
        let code = ["a", "b", "c"][usize::try_from(id).unwrap() - 1];
        let document = |n| Some(Document::from_canonical(row(id, code, n).into_bytes()));
        vec![Write {
            key: key("t", &id.to_string()),
            before: document(n),
            after: document(wanted),
            dangling: Dangling::None,
        }]
    };
    let numbers = || desk.value("SELECT sum(n) FROM t");
    let write =
        |writing: &mut dyn Writing, batch: &[Write]| codes(&writing.write(batch, &Kept::default()).unwrap());
    let (first, second, third) = (ask((1, 1, 10)), ask((2, 2, 20)), ask((3, 3, 30)));
    writing.prepare(&second);
    assert_eq!(write(&mut *writing, &first), ["written"]);
    writing.prepare(&third);
    assert_eq!(write(&mut *writing, &second), ["written"]);
    // Another one than was prepared, of the same record.
    assert_eq!(write(&mut *writing, &ask((3, 3, 31))), ["written"]);
    assert_eq!(numbers(), "Integer(61)");

    let fourth = ask((1, 10, 11));
    writing.prepare(&fourth);
    desk.sql("ALTER TABLE t RENAME COLUMN n TO m");
    assert_eq!(write(&mut *writing, &fourth), ["changed meanwhile"]);
}

#[test]
fn only_what_differs_is_written() {
    let desk = codes_desk();
    desk.sql("CREATE TABLE log (what); CREATE TRIGGER on_n AFTER UPDATE OF n ON t BEGIN INSERT INTO log VALUES ('n'); END");
    assert_eq!(
        code(&desk.write("t/1", Some(&row(1, "a", 1)), Some(&row(1, "x", 1)))),
        "written"
    );
    // A field that the document does not have stays as it is.
    assert_eq!(
        code(&desk.write("t/1", Some(&row(1, "x", 1)), Some(r#"{"id":1,"n":7}"#))),
        "written"
    );
    assert_eq!(desk.document("t/1"), row(1, "x", 7));
    assert_eq!(desk.value("SELECT count(*) FROM log"), "Integer(0)");
    let effects = desk
        .writing()
        .side_effects(&[ContentType::new("t"), ContentType::new("log")])
        .unwrap();
    assert_eq!(effects.len(), 1);
    assert_eq!(
        (effects[0].code.as_str(), effects[0].count),
        ("triggers_not_fired", 1)
    );
    assert_eq!(effects[0].detail.as_deref(), Some("t: on_n"));
}

#[test]
fn values_that_are_exchanged_find_their_way() {
    let desk = codes_desk();
    // Two exchange, one takes what a deleted one had, a new one takes what another gives up.
    let (a, b, c) = (row(1, "a", 1), row(2, "b", 2), row(3, "c", 3));
    let outcomes = desk.write_many(&[
        ("t/1", Some(&a), Some(&row(1, "b", 1))),
        ("t/2", Some(&b), Some(&row(2, "a", 2))),
    ]);
    assert_eq!(codes(&outcomes), ["written"; 2]);
    let outcomes = desk.write_many(&[
        ("t/4", None, Some(&row(4, "b", 4))),
        ("t/1", Some(&row(1, "b", 1)), Some(&row(1, "c", 1))),
        ("t/3", Some(&c), None),
    ]);
    assert_eq!(codes(&outcomes), ["written"; 3]);
    assert_eq!(desk.dump()["t"].len(), 3);
    // A circle with one in it that cannot move: only what depends on it is refused.
    let outcomes = desk.write_many(&[
        ("t/1", Some(&row(1, "c", 1)), Some(&row(1, "a", 1))),
        ("t/2", Some(&row(2, "a", 2)), Some(&row(2, "b", 2))),
        ("t/4", Some(&row(4, "b", 4)), Some(&row(4, "z", 400))),
    ]);
    assert_eq!(codes(&outcomes), ["taken", "taken", "rule_broken"]);
    let outcomes = desk.write_many(&[
        ("t/1", Some(&row(1, "c", 1)), Some(&row(1, "a", 1))),
        ("t/2", Some(&row(2, "a", 2)), Some(&row(2, "c", 99))),
        ("t/4", Some(&row(4, "b", 4)), Some(&row(4, "b", 40))),
    ]);
    assert_eq!(codes(&outcomes), ["written"; 3]);
    assert_eq!(desk.document("t/2"), row(2, "c", 99));
}

#[test]
fn values_exchanged_within_a_record() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    desk.sql("CREATE UNIQUE INDEX place ON variants (product, stock) WHERE stock > 0; CREATE UNIQUE INDEX folded ON variants (lower(code))");
    let (before, dump) = (desk.state(), desk.dump());
    desk.sql("UPDATE variants SET code = 'q' WHERE id = 5; UPDATE variants SET code = 'Z' WHERE id = 100; UPDATE variants SET code = 'x' WHERE id = 5");
    let exchanged = desk.dump();
    let spoiled = desk.state();
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
    desk.restore_all(&spoiled);
    assert_eq!(desk.dump(), exchanged);
}

#[test]
fn a_refused_record_leaves_no_trace_and_says_why() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    desk.sql(
        "CREATE TABLE strict (id INT PRIMARY KEY NOT NULL, n INT) STRICT;
         CREATE TABLE lines (id INTEGER PRIMARY KEY, brand_id INTEGER NOT NULL REFERENCES brands (id))",
    );
    let dump = desk.dump();
    let bread = desk.document("products/1");
    let with = |from: &str, to: &str| {
        let changed = bread.replace(from, to);
        assert_ne!(changed, bread, "{from}");
        changed
    };
    let brand = |id: i64, name: &str| format!(r#"{{"id":{id},"name":{name}}}"#);
    let mut outcomes = Vec::new();
    for (key, before, after) in [
        // The second row of the record is the one that does not fit.
        (
            "products/1",
            Some(&bread),
            Some(with("\"price\":4", "\"price\":-4")),
        ),
        (
            "products/1",
            Some(&bread),
            Some(with("\"code\":\"z\"", "\"code\":\"y\"")),
        ),
        (
            "products/1",
            Some(&bread),
            Some(with("\"brand\":1", "\"brand\":77")),
        ),
        (
            "products/1",
            Some(&bread),
            Some(with("\"name\":\"Bread\"", "\"name\":null")),
        ),
        (
            "products/1",
            Some(&bread),
            Some(with("\"views\":5", "\"views\":18446744073709551616")),
        ),
        (
            "products/1",
            Some(&bread),
            Some(with("\"views\":5", "\"views\":[5]")),
        ),
        (
            "products/1",
            Some(&bread),
            Some(with("\"views\":5", "\"weight\":5,\"views\":6")),
        ),
        ("products/1", Some(&bread), Some(with("\"id\":1,", "\"id\":3,"))),
        (
            "products/1",
            Some(&bread),
            Some(with(
                "\"size\":\"large\"",
                r#""size":{"$object":"0000000000000000000000000000000000000000000000000000000000000000","size":70000}"#,
            )),
        ),
        (
            "products/99",
            None,
            Some(r#"{"id":99,"sku":"B1","name":"Twice"}"#.to_owned()),
        ),
        ("brands/3", None, Some(brand(3, "null"))),
        ("brands/1", Some(&brand(1, "\"Mill\"")), None),
        ("brands/3", None, Some(brand(4, "\"Other\""))),
        ("strict/1", None, Some(r#"{"id":1,"n":"many"}"#.to_owned())),
        ("lines/1", None, Some(r#"{"id":1,"brand_id":12}"#.to_owned())),
        ("vanished/1", None, Some(r#"{"id":1}"#.to_owned())),
    ] {
        let outcome = desk.write(key, before.map(String::as_str), after.as_deref());
        assert_eq!(desk.dump(), dump, "{key} left a trace: {outcome:?}");
        outcomes.push(said(&outcome));
    }
    insta::assert_snapshot!(outcomes.join("\n"));
}

#[test]
fn one_refused_record_does_not_stop_the_others() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    let brand = |id: i64| format!(r#"{{"id":{id},"name":"Brand {id}"}}"#);
    let product = |id: i64, brand: i64| format!(r#"{{"brand":{brand},"id":{id},"name":"P"}}"#);
    let outcomes = desk.write_many(&[
        ("brands/5", None, Some(&brand(5))),
        ("brands/6", None, Some(r#"{"id":6,"name":"Mill"}"#)),
        ("products/50", None, Some(&product(50, 5))),
        // Its brand is refused, so it is.
        ("products/60", None, Some(&product(60, 6))),
        // 0 is how shops say "none" where no foreign key is declared.
        ("products/70", None, Some(&product(70, 0))),
    ]);
    assert_eq!(
        codes(&outcomes),
        ["written", "taken", "written", "reference_missing", "written"]
    );
}

#[test]
fn orphans_that_were_there_before_do_not_matter() {
    let desk = Desk::new(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, name); CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id), name);
         INSERT INTO p VALUES (1, 'a'); INSERT INTO c VALUES (1, 77, 'orphan'), (2, 1, 'child')",
    );
    let orphan = desk.document("c/1");
    let changed = orphan.replace("orphan", "still one");
    assert_eq!(code(&desk.write("c/1", Some(&orphan), Some(&changed))), "written");
    assert_eq!(code(&desk.write("c/1", Some(&changed), None)), "written");
    assert_eq!(
        code(&desk.write("p/1", Some(&desk.document("p/1")), None)),
        "still_referenced"
    );
    // Parent and child in one batch, whichever comes first.
    let (parent, child) = (desk.document("p/1"), desk.document("c/2"));
    assert_eq!(
        codes(&desk.write_many(&[("p/1", Some(&parent), None), ("c/2", Some(&child), None)])),
        ["written"; 2]
    );
    assert_eq!(
        codes(&desk.write_many(&[("c/2", None, Some(&child)), ("p/1", None, Some(&parent))])),
        ["written"; 2]
    );
}

#[test]
fn counters_are_not_lowered_and_rows_keep_their_numbers() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    let before = desk.state();
    desk.sql("INSERT INTO products (name) VALUES ('eleven'); DELETE FROM products WHERE id = 1; DELETE FROM variants WHERE product = 1; DELETE FROM options");
    desk.restore_all(&before);
    assert_eq!(
        desk.value("SELECT seq FROM sqlite_sequence WHERE name = 'products'"),
        "Integer(11)"
    );
    desk.sql("INSERT INTO products (name) VALUES ('twelve')");
    assert_eq!(desk.value("SELECT max(id) FROM products"), "Integer(12)");
}

#[test]
fn a_shop_that_got_other_columns_since() {
    let desk = codes_desk();
    let before = desk.state();
    let mut writing = desk.writing();
    desk.sql("ALTER TABLE t ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'; UPDATE t SET n = 50, colour = 'blue'; DELETE FROM t WHERE id = 3");
    desk.restore_all(&before);
    assert_eq!(
        desk.document("t/1"),
        r#"{"code":"a","colour":"blue","id":1,"n":1}"#
    );
    assert_eq!(
        desk.document("t/3"),
        r#"{"code":"c","colour":"red","id":3,"n":3}"#
    );
    // A shop that was opened before the change sees it.
    let write = Write {
        key: key("t", "2"),
        before: Some(Document::parse(br#"{"code":"b","colour":"blue","id":2,"n":2}"#).unwrap()),
        after: Some(Document::parse(br#"{"code":"b","colour":"green","id":2,"n":2}"#).unwrap()),
        dangling: Dangling::default(),
    };
    assert_eq!(
        codes(&writing.write(&[write], &Kept::default()).unwrap()),
        ["written"]
    );
    desk.sql("ALTER TABLE t DROP COLUMN n");
    let now = desk.document("t/2");
    let outcome = desk.write("t/2", Some(&now), Some(&row(2, "b", 2)));
    assert_eq!(code(&outcome), "column_missing");
    // Nothing would be lost by what was empty.
    let outcome = desk.write("t/2", Some(&now), Some(r#"{"code":"q","id":2,"n":null}"#));
    assert_eq!(code(&outcome), "written");
}

#[test]
fn a_row_without_a_key_is_not_put_where_it_would_not_be_known_again() {
    let desk = Desk::new("CREATE TABLE log (line); INSERT INTO log VALUES ('opened')");
    let id = ids(&desk.state(), "log").remove(0);
    desk.sql("DELETE FROM log; ALTER TABLE log ADD COLUMN who DEFAULT 'me'");
    let outcome = desk.write(&format!("log/{id}"), None, Some(r#"{"line":"opened"}"#));
    assert_eq!(
        said(&outcome),
        "column_unknown: The shop has a field “who” that the backup does not know, and nothing else would tell this record \
         from others. | Add the record in the shop by hand."
    );
    assert_eq!(desk.value("SELECT count(*) FROM log"), "Integer(0)");
}

#[test]
fn no_record_makes_room_for_another_whatever_the_table_says() {
    let desk = Desk::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, code TEXT UNIQUE ON CONFLICT REPLACE);
         CREATE TABLE u (id INTEGER PRIMARY KEY ON CONFLICT IGNORE, code TEXT UNIQUE ON CONFLICT IGNORE);
         INSERT INTO t VALUES (1, 'free'), (2, 'b'), (50, 'a'); INSERT INTO u SELECT * FROM t",
    );
    let dump = desk.dump();
    let document = |id: i64, code: &str| format!(r#"{{"code":"{code}","id":{id}}}"#);
    for table in ["t", "u"] {
        // Both want the code that record 50 has, which is not to be written.
        let outcomes = desk.write_many(&[
            (
                &format!("{table}/1"),
                Some(&document(1, "free")),
                Some(&document(1, "a")),
            ),
            (&format!("{table}/3"), None, Some(&document(3, "a"))),
        ]);
        assert_eq!(codes(&outcomes), ["taken", "taken"]);
    }
    assert_eq!(desk.dump(), dump);
    for table in ["t", "u"] {
        let outcomes = desk.write_many(&[
            (
                &format!("{table}/2"),
                Some(&document(2, "b")),
                Some(&document(2, "a")),
            ),
            (
                &format!("{table}/50"),
                Some(&document(50, "a")),
                Some(&document(50, "b")),
            ),
        ]);
        assert_eq!(codes(&outcomes), ["written", "written"]);
    }
}

#[test]
fn many_values_that_moved_up_or_down_by_one_move_back() {
    let desk = Desk::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, place INTEGER NOT NULL UNIQUE);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO t SELECT i, i FROM n",
    );
    let before = desk.state();
    for edit in [
        "UPDATE t SET place = -place; UPDATE t SET place = 1 - place",
        "UPDATE t SET place = -place; UPDATE t SET place = -1 - place",
        "UPDATE t SET place = -place; UPDATE t SET place = CASE place WHEN -600 THEN 1 ELSE 1 - place END",
    ] {
        desk.sql(edit);
        desk.restore_all(&before);
    }
    // Somebody who is not to be moved stands where the first one was: all of them stay, and nothing else is touched.
    desk.sql("UPDATE t SET place = -place; UPDATE t SET place = 1 - place; INSERT INTO t VALUES (1000, 1)");
    let dump = desk.dump();
    let live = desk.state();
    let batch: Vec<Write> = writes(&live, &before)
        .into_iter()
        .filter(|write| write.after.is_some())
        .collect();
    let outcomes = desk.writing().write(&batch, &Kept::default()).unwrap();
    assert_eq!(codes(&outcomes), vec!["taken"; 600]);
    assert_eq!(desk.dump(), dump);
}

#[test]
fn values_that_are_exchanged_behind_a_generated_column() {
    let desk = Desk::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, label TEXT AS ('no. ' || n) UNIQUE);
         INSERT INTO t (id, n) VALUES (1, 1), (2, 2)",
    );
    let before = desk.state();
    desk.sql("UPDATE t SET n = n + 10; UPDATE t SET n = 13 - n");
    desk.restore_all(&before);
}

#[test]
fn a_function_that_only_the_shop_has_refuses_the_record_and_no_more() {
    let desk = Desk::new(
        "CREATE TABLE good (id INTEGER PRIMARY KEY, v); CREATE TABLE odd (id INTEGER PRIMARY KEY, v)",
    );
    let connection = desk.connection();
    connection
        .create_scalar_function(
            "house_rule",
            1,
            rusqlite::functions::FunctionFlags::SQLITE_DETERMINISTIC
                | rusqlite::functions::FunctionFlags::SQLITE_UTF8,
            |_| Ok(1),
        )
        .unwrap();
    connection
        .execute_batch("CREATE INDEX by_rule ON odd (house_rule(v)); INSERT INTO odd VALUES (1, 'a')")
        .unwrap();
    let outcomes = desk.write_many(&[
        ("odd/1", Some(r#"{"id":1,"v":"a"}"#), Some(r#"{"id":1,"v":"b"}"#)),
        ("good/1", None, Some(r#"{"id":1,"v":"b"}"#)),
    ]);
    assert_eq!(codes(&outcomes), ["not_accepted", "written"]);
}

#[test]
fn a_batch_is_kept_as_a_whole_or_not_at_all() {
    let desk = codes_desk();
    let dump = desk.dump();
    // A reader in the old journal mode keeps the commit waiting until it is given up.
    let reader = desk.connection();
    reader.execute_batch("BEGIN; SELECT * FROM t").unwrap();
    let mut writing = desk.writing();
    let write = Write {
        key: key("t", "1"),
        before: Some(Document::parse(row(1, "a", 1).as_bytes()).unwrap()),
        after: None,
        dangling: Dangling::default(),
    };
    let error = writing
        .write(std::slice::from_ref(&write), &Kept::default())
        .unwrap_err();
    assert!(matches!(error, backstock_shops::ShopError::Busy), "{error:?}");
    reader.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.dump(), dump);
    assert_eq!(
        codes(&writing.write(&[write], &Kept::default()).unwrap()),
        ["written"]
    );
    assert_eq!(writing.read_record(&key("t", "1")).unwrap(), None);
}

// Many are looked at by two connections, in every mode of SQLite's journal: the same comes of it, in the order that was asked for.
#[test]
fn many_records_at_once_are_what_each_is_alone() {
    for mode in ["delete", "wal"] {
        let desk = codes_desk();
        desk.sql(&format!(
            "PRAGMA journal_mode = {mode};
             WITH RECURSIVE ids (id) AS (SELECT 10 UNION ALL SELECT id + 1 FROM ids WHERE id < 400)
             INSERT INTO t SELECT id, 'code ' || id, id % 90 FROM ids"
        ));
        let asked: Vec<_> = (1..450)
            .map(|id| key("t", &((id * 7919) % 450).to_string()))
            .collect();
        let mut writing = desk.writing();
        let alone: Vec<_> = asked
            .iter()
            .map(|key| writing.read_record(key).unwrap())
            .collect();
        assert_eq!(alone.iter().flatten().count(), 3 + 391);
        for _ in 0..2 {
            assert_eq!(writing.read_records(&asked).unwrap(), alone);
        }
        // What others write is seen by both; and who is writing keeps neither from reading.
        desk.sql("UPDATE t SET n = n + 1");
        let later = writing.read_records(&asked).unwrap();
        assert!(
            later
                .iter()
                .zip(&alone)
                .all(|(now, then)| now.is_none() || now != then)
        );
        let other = desk.connection();
        other.execute_batch("BEGIN IMMEDIATE; DELETE FROM t").unwrap();
        assert_eq!(writing.read_records(&asked).unwrap(), later);
        // Nor do two that read keep anybody from writing afterwards.
        other.execute_batch("COMMIT").unwrap();
        assert!(writing.read_records(&asked).unwrap().iter().all(Option::is_none));
    }
}

// Issue 3: whoever planned it did not know that the records are told apart by something else here.
#[test]
fn nothing_goes_of_a_table_whose_records_cannot_come_back() {
    let desk = Desk::new(
        "CREATE TABLE products (id INTEGER PRIMARY KEY, sku TEXT NOT NULL); INSERT INTO products VALUES (1, 'a'), (2, 'b')",
    );
    let good = desk.state();
    desk.sql(
        "CREATE TABLE other (id INTEGER, sku TEXT PRIMARY KEY NOT NULL); INSERT INTO other SELECT * FROM products;
         DROP TABLE products; ALTER TABLE other RENAME TO products",
    );
    let batch = writes(&desk.state(), &good);
    let dump = desk.dump();
    let outcomes = desk.writing().write(&batch, &Kept::of([&good])).unwrap();
    let mut told: Vec<String> = outcomes.iter().map(code).collect();
    told.sort();
    assert_eq!(
        told,
        ["key_changed", "key_changed", "wrong_record", "wrong_record"]
    );
    assert_eq!(desk.dump(), dump);
}
