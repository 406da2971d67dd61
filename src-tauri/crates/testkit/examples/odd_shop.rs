//! Writes a small shop full of odd content, for the browser tests:
//! `cargo run -p backstock-testkit --example odd_shop -- PATH [SQL]`.
//!
//! The shop has no profile: every table is a content type. With SQL the shop at the path, odd or not, is changed by it instead,
//! as a shop's own software would.

use std::env;
use std::error::Error;
use std::path::PathBuf;

use rusqlite::{Connection, params};

/// A name that would be a script and a picture in a page that trusted it.
const MARKUP: &str = "<img src=x onerror=\"window.__hit=1\"><script>window.__hit=2</script>";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let path = PathBuf::from(
        arguments
            .next()
            .ok_or("say where to write the shop: odd_shop PATH [SQL]")?,
    );
    let connection = Connection::open(&path)?;
    match arguments.next() {
        Some(sql) => connection.execute_batch(&sql.to_string_lossy())?,
        None => write(&connection)?,
    }
    Ok(())
}

fn write(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "BEGIN;
         CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, note TEXT, amount, picture BLOB);
         CREATE TABLE letters (id INTEGER PRIMARY KEY, name TEXT, body TEXT);
         CREATE TABLE lines_without_key (name TEXT, amount);
         CREATE TABLE labels (label TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;",
    )?;
    let odd_names = [
        (1, Some(MARKUP.to_owned())),
        (2, Some("A very long name ".repeat(589)[..10_000].to_owned())),
        (
            3,
            Some("שלום עולם – \u{202e}abc txt.exe\u{202c} \u{200f}تاي".to_owned()),
        ),
        (4, Some("Tea 🍵 for 👩‍👩‍👧‍👦 and 🏳️‍🌈".to_owned())),
        (5, Some(String::new())),
        (6, None),
        (7, Some("   ".to_owned())),
        (8, Some("one\nname\tin\rlines\u{0}and a zero".to_owned())),
        (9, Some("An item to delete".to_owned())),
        (
            10,
            Some("{{constructor.constructor('window.__hit=3')()}} ${window.__hit=4}".to_owned()),
        ),
    ];
    for (id, name) in odd_names {
        connection.execute(
            "INSERT INTO items VALUES (?1, ?2, ?2, ?3, NULL)",
            params![id, name, 9_007_199_254_740_993_i64 + id],
        )?;
    }
    connection.execute_batch(
        "INSERT INTO items VALUES (11, 'Bytes and numbers', CAST(X'C3286162FF' AS TEXT), 9223372036854775807, X'00FF1000');
         INSERT INTO items VALUES (12, CAST(X'41C328FE42' AS TEXT), 'a name that is not UTF-8', 1e400, X'');
         INSERT INTO items VALUES (13, 'A price with many digits', NULL, 0.1, NULL);
         INSERT INTO lines_without_key VALUES ('the same', 1), ('the same', 1), (NULL, NULL);
         INSERT INTO labels VALUES ('', 'a key that is empty'), ('a/b?c#d%20', 'a key made of signs'), ('<b>bold</b>', 'x');",
    )?;
    connection.execute(
        "INSERT INTO letters VALUES (1, 'A letter of one megabyte', ?1)",
        [letter("before")],
    )?;
    connection.execute_batch("COMMIT")
}

/// One megabyte in 16,384 lines; the middle one holds the word.
fn letter(word: &str) -> String {
    (0..16_384)
        .map(|line| {
            let said = if line == 8_192 { word } else { "tea" };
            format!("Line {line:>6} of a letter that says {said:<24}.\n")
        })
        .collect()
}
