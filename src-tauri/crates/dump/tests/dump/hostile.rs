//! Dumps of somebody who means harm, and dumps of nobody at all.

use backstock_dump::Dialect;
use proptest::prelude::*;

use super::stage::{read, whole};

// S0.4: nothing is run, so what is left over is a note that it was there.
#[test]
fn hostile_statements_are_noted_and_obeyed_by_nobody() {
    for (statement, kind) in [
        ("LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE a;", "load"),
        ("GRANT ALL ON *.* TO 'x'@'%';", "grant"),
        (
            "CREATE FUNCTION f RETURNS STRING SONAME 'x.so';",
            "create function",
        ),
        ("INSTALL PLUGIN p SONAME 'x.so';", "install"),
        ("CREATE USER 'x' IDENTIFIED BY 'y';", "create user"),
        (
            "/*!50000 CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO DROP DATABASE shop */;",
            "create event",
        ),
        ("INSERT INTO a SELECT * FROM mysql.user;", "insert without values"),
        ("\\! rm -rf /\n", "\\!"),
        ("DELETE FROM `a`;", "delete"),
        ("ATTACH DATABASE 'x' AS y;", "attach"),
        ("COPY a FROM PROGRAM 'id';", "copy from elsewhere"),
        ("CALL f();", "call"),
    ] {
        let (heard, summary) = whole(&format!(
            "-- MySQL dump\n{statement}\nINSERT INTO `a` VALUES (1);\n"
        ));
        assert_eq!(heard.rows["a"], ["1"], "{statement}");
        assert_eq!(summary.left_out.keys().collect::<Vec<_>>(), [kind], "{statement}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for dialect in [Dialect::MySql, Dialect::Postgres, Dialect::Sqlite] {
            let _ = read(dialect, bytes.as_slice());
        }
    }

    #[test]
    fn any_words_are_read_or_refused(words in proptest::collection::vec(prop_oneof![
        Just("INSERT INTO a VALUES"), Just("("), Just(")"), Just(","), Just(";"), Just("'"), Just("\""), Just("`"),
        Just("\\"), Just("/*!40101"), Just("*/"), Just("--"), Just("\n"), Just("CREATE TABLE a"), Just("PRIMARY KEY"),
        Just("COPY a FROM stdin;\n"), Just("\\.\n"), Just("$$"), Just("DELIMITER ;;\n"), Just("NULL"), Just("0x1"),
        Just("_binary"), Just("replace("), Just("char(10)"), Just("ALTER TABLE a ADD"), Just("REFERENCES b"), Just("x'0"),
    ], 0..60)) {
        let text = words.join(" ");
        for dialect in [Dialect::MySql, Dialect::Postgres, Dialect::Sqlite] {
            let _ = read(dialect, text.as_bytes());
        }
    }

    /// Whatever a text holds, it comes back as it was when MySQL's tools write it.
    #[test]
    fn texts_come_back(texts in proptest::collection::vec("[a-z'\"\\\\\n\0;(),éñ -]{0,40}", 1..8)) {
        let escaped = |text: &String| {
            let mut out = String::from("'");
            for letter in text.chars() {
                match letter {
                    '\'' => out.push_str("\\'"),
                    '"' => out.push_str("\\\""),
                    '\\' => out.push_str("\\\\"),
                    '\n' => out.push_str("\\n"),
                    '\0' => out.push_str("\\0"),
                    other => out.push(other),
                }
            }
            out + "'"
        };
        let rows: Vec<String> = texts.iter().map(|text| format!("({})", escaped(text))).collect();
        let dump = format!("INSERT INTO `a` VALUES {};\n", rows.join(","));
        let (heard, summary) = read(Dialect::MySql, dump.as_bytes());
        prop_assert_eq!(summary.unwrap().rows, texts.len() as u64);
        let wanted: Vec<String> = texts.iter().map(|text| format!("'{text}'")).collect();
        prop_assert_eq!(&heard.rows["a"], &wanted);
    }
}
