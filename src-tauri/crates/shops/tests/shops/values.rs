//! Every kind of value comes out as it is and goes back as it was.

use crate::desk::{Desk, ids};

const EDGES: &str = r#"
CREATE TABLE edges (id INTEGER PRIMARY KEY, v);
INSERT INTO edges (v) VALUES
 (NULL), (''), (x''), (0), (-1), (9223372036854775807), (-9223372036854775808), (9007199254740993),
 (0.0), (-0.0), (1.0), (19.99), (0.1), (1e16), (1e300), (5e-324), (1.7976931348623157e308), (1e999), (-1e999), (100000000000000000000.0),
 ('19.990'), ('0'), ('NULL'), ('a' || char(0) || 'b'), (char(0)), (CAST(x'ff6100fe' AS TEXT)), ('é😀' || char(10) || '\"' || char(9) || char(1)),
 (x'00'), (x'ff00ff'), (CAST('text' AS BLOB)), ('{"$bytes":"AA=="}'), ('1e999');
"#;

// S2.6.2: what was read can be put back, to the last bit.
#[test]
fn every_kind_of_value_goes_round() {
    for declared in [
        "",
        "TEXT",
        "INTEGER",
        "REAL",
        "NUMERIC",
        "BLOB",
        "DECIMAL(10,2)",
        "VARCHAR(3)",
        "BOOLEAN",
    ] {
        let desk = Desk::new(&EDGES.replace(" v)", &format!(" v {declared})")));
        let (before, dump) = (desk.state(), desk.dump());
        desk.sql("UPDATE edges SET v = 'spoiled' WHERE id % 2; DELETE FROM edges WHERE id % 3 = 0");
        desk.restore_all(&before);
        assert_eq!(desk.dump(), dump, "declared {declared:?}");
        desk.sql("DELETE FROM edges");
        desk.restore_all(&before);
        assert_eq!(desk.dump(), dump, "declared {declared:?}, from nothing");
    }
}

#[test]
fn values_are_written_as_documents_write_them() {
    let desk = Desk::new(EDGES);
    let shown: Vec<String> = desk
        .state()
        .records
        .values()
        .map(|record| record.document.to_string())
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn large_binaries_stand_beside_the_document() {
    let desk = Desk::new(
        "CREATE TABLE files (id INTEGER PRIMARY KEY, body BLOB);
         INSERT INTO files VALUES (1, randomblob(65535)), (2, randomblob(65536)), (3, zeroblob(3000000))",
    );
    let (before, dump) = (desk.state(), desk.dump());
    let objects: Vec<usize> = before
        .records
        .values()
        .map(|record| record.objects.iter().map(|object| object.bytes.len()).sum())
        .collect();
    assert_eq!(objects, [0, 65536, 3_000_000]);
    assert!(desk.document("files/2").contains("\"size\":65536"));
    desk.sql("UPDATE files SET body = x'00'; DELETE FROM files WHERE id = 3");
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
}

#[test]
fn ids_tell_the_integer_from_the_text_and_the_bytes() {
    let desk = Desk::new(
        "CREATE TABLE anything (k PRIMARY KEY NOT NULL, v);
         INSERT INTO anything VALUES (5, 'integer'), ('5', 'text'), (x'35', 'bytes'), (5.5, 'real'), ('5.5', 'text'), ('', 'empty'),
           (x'', 'no bytes'), (char(0), 'zero'), ('a/b,c%~', 'signs'), (x'fffe', 'raw'), (CAST(x'fffe' AS TEXT), 'raw text'), (1e999, 'much')",
    );
    let (before, dump) = (desk.state(), desk.dump());
    assert_eq!(before.records.len(), 12);
    assert_eq!(
        ids(&before, "anything"),
        [
            "5",
            "5.5",
            "1e999",
            "%00t",
            "%00t%00",
            "%00t5",
            "%00t5.5",
            "a%2Fb%2Cc%25%7E",
            "%00t%FF%FE",
            "%00b",
            "%00b5",
            "%FF%FE"
        ]
    );
    for (key, record) in &before.records {
        assert_eq!(
            desk.document(&format!("anything/{}", key.remote_id)),
            record.document.to_string()
        );
    }
    desk.sql("DELETE FROM anything WHERE typeof(k) <> 'text'; UPDATE anything SET v = 'spoiled'");
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
}

#[test]
fn a_document_has_its_rows_in_the_order_of_bytes() {
    let desk = Desk::with_profile(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, z, a);
         CREATE TABLE v (id INTEGER PRIMARY KEY, p INTEGER, x);
         INSERT INTO p VALUES (1, 'z', 'a'), (2, NULL, NULL);
         INSERT INTO v VALUES (9, 1, 'nine'), (10, 1, 'ten'), (-1, 1, 'minus'), (11, NULL, 'nobody''s'), (12, 77, 'an orphan')",
        r#"
        profile = "x"
        label = "X"
        detect = { tables = ["p", "v"] }
        [[type]]
        key = "things"
        label = "Things"
        group = "business"
        root = "p"
        [[type.owns]]
        key = "more"
        table = "v"
        by = ["p"]
        "#,
    );
    assert_eq!(
        desk.document("things/1"),
        r#"{"a":"a","id":1,"more":{"-1":{"id":-1,"p":1,"x":"minus"},"10":{"id":10,"p":1,"x":"ten"},"9":{"id":9,"p":1,"x":"nine"}},"z":"z"}"#
    );
    assert_eq!(
        desk.document("things/2"),
        r#"{"a":null,"id":2,"more":{},"z":null}"#
    );
    // What belongs to nobody is not lost.
    assert_eq!(ids(&desk.state(), "v"), ["11", "12"]);
}

#[test]
fn computed_columns_are_read_and_not_written() {
    let desk = Desk::new(
        "CREATE TABLE lines (id INTEGER PRIMARY KEY, price NUMERIC, amount INTEGER, total AS (price * amount), kept AS (price || '!') STORED);
         INSERT INTO lines (price, amount) VALUES (2.5, 2), (3, 3)",
    );
    let (before, dump) = (desk.state(), desk.dump());
    assert_eq!(
        desk.document("lines/1"),
        r#"{"amount":2,"id":1,"kept":"2.5!","price":2.5,"total":5.0}"#
    );
    desk.sql("UPDATE lines SET price = 7; DELETE FROM lines WHERE id = 2");
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
}
