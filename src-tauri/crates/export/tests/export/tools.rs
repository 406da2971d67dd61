//! The database's own tool loads what was written. Servers are asked in the command line's tests.

use std::io::Write as _;
use std::process::{Command, Stdio};

use backstock_export::{Dialect, ExportFormat};

use super::stage::{Stage, odd_products, part, products, text};

#[test]
fn sqlite_loads_the_statements_and_has_every_value() {
    let stage = Stage::new();
    let mut records = odd_products();
    let zero = r#"{"id":4,"name":"a\u0000b","note":null,"price":"free","is_visible":1,"big":0,"blob":null,"picture":null}"#;
    records.push((
        "4".to_owned(),
        backstock_model::Document::parse(zero.as_bytes()).unwrap(),
    ));
    let written = stage.export(
        stage.head(ExportFormat::Sql(Dialect::Sqlite)),
        &products(),
        &records,
    );
    let statements = text(&part(&written, 0), "products.sql");
    let ask = "SELECT id, hex(name), note IS NULL, typeof(price), price, hex(blob), length(picture), typeof(big) FROM products ORDER BY id;
               SELECT id, ratio, sku FROM products_variants ORDER BY id;";
    let Some(answer) = sqlite(&format!("{statements}{ask}")) else {
        eprintln!("Left out: sqlite3 is not on this computer.");
        return;
    };
    let rows: Vec<&str> = answer.lines().collect();
    assert_eq!(
        rows[0],
        "1|4561726C202247726579222C203130302067|0|real|12.5|00FF||real"
    );
    assert_eq!(rows[1], "2|3D312B31|1|integer|-5|||integer");
    assert_eq!(
        rows[2],
        "3|5465615C2027616E64272063616B650D0A66C3BC72207A77656920F09FAB96|0|real|0.0||70000|integer"
    );
    assert_eq!(rows[3], "4|610062|1|text|free|||integer");
    assert_eq!(rows[4..], ["10|0.1|EG-1", "11|1.0e-07|EG-2"]);
}

/// What `sqlite3` answers; nothing where it is not there.
fn sqlite(statements: &str) -> Option<String> {
    let mut child = Command::new("sqlite3")
        .args(["-batch", "-bail", ":memory:"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child
        .stdin
        .take()
        .unwrap()
        .write_all(statements.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap())
}
