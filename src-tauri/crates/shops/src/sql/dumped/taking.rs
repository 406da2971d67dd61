//! The values of a dump, each as a reading of the live database gives it.

use std::borrow::Cow;

use backstock_dump::{Dialect, Value};
use chrono::{Datelike as _, Duration, NaiveDateTime};
use encoding_rs::Encoding;

use crate::sql::schema::Column;
use crate::sql::sqlite::Kept;
use crate::sql::stored::Affinity;
use crate::sql::{mysql, postgres};

/// How the values at hand are written.
pub(super) struct Taking {
    dialect: Dialect,
    /// The character set of texts, where it is not Unicode.
    charset: Option<&'static Encoding>,
}

impl Taking {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            charset: None,
        }
    }

    /// Texts are in this character set from here on. One that nobody knows leaves them as they are.
    pub(super) fn texts_are_in(&mut self, name: &str) {
        let label = match (self.dialect, name) {
            (Dialect::MySql, "latin1") => "windows-1252",
            (Dialect::MySql, "latin2") => "iso-8859-2",
            (Dialect::MySql, "latin5") => "windows-1254",
            (Dialect::MySql, "latin7") => "iso-8859-13",
            (Dialect::MySql, "koi8r") => "koi8-r",
            (Dialect::MySql, "koi8u") => "koi8-u",
            (Dialect::MySql, "greek") => "iso-8859-7",
            (Dialect::MySql, "hebrew") => "iso-8859-8",
            (Dialect::MySql, "ujis" | "eucjpms") => "euc-jp",
            (Dialect::MySql, "cp932") => "shift_jis",
            (Dialect::MySql, "gb2312") => "gbk",
            (_, name) => {
                let digits = name.trim_start_matches("win").trim_start_matches("cp");
                self.charset = if digits.len() == 4 && digits.starts_with("125") {
                    Encoding::for_label(format!("windows-{digits}").as_bytes())
                } else {
                    Encoding::for_label(name.as_bytes()).filter(|found| *found != encoding_rs::UTF_8)
                };
                return;
            }
        };
        self.charset = Encoding::for_label(label.as_bytes());
    }

    /// A value as it is kept. One that a server would have to work out is not known here, see [`Value::Expression`].
    pub(super) fn kept<'v>(&self, column: &Column, value: &Value<'v>) -> Kept<'v> {
        match (self.dialect, value) {
            (_, Value::Null | Value::Expression(_)) => Kept::Null,
            (Dialect::MySql, value) => self.of_mysql(column, value),
            (Dialect::Postgres, value) => self.of_postgres(column, value),
            (Dialect::Sqlite, value) => of_sqlite(value),
        }
    }

    fn of_mysql<'v>(&self, column: &Column, value: &Value<'v>) -> Kept<'v> {
        let is_bit = column.declared.starts_with("bit");
        match *value {
            Value::Bits(digits) => exact(column, &bits(digits)),
            Value::Text(bytes) | Value::Bytes(bytes) if is_bit => exact(column, &number_of(bytes)),
            Value::Bytes(bytes) if matches!(column.affinity, Affinity::Numeric | Affinity::Exact) => {
                exact(column, &number_of(bytes))
            }
            Value::Bytes(bytes) if column.affinity == Affinity::Text => Kept::Text(Cow::Borrowed(bytes)),
            Value::Text(bytes) if column.affinity == Affinity::Text => Kept::Text(self.in_unicode(bytes)),
            Value::Number(bytes) | Value::Text(bytes) | Value::Bytes(bytes) => {
                Kept::of(mysql::taken(column, bytes))
            }
            Value::Truth(yes) => Kept::of(mysql::taken(column, if yes { b"1" } else { b"0" })),
            Value::Null | Value::Expression(_) => Kept::Null,
        }
    }

    fn of_postgres<'v>(&self, column: &Column, value: &Value<'v>) -> Kept<'v> {
        match *value {
            Value::Truth(yes) if column.affinity == Affinity::Truth => Kept::Integer(i64::from(yes)),
            Value::Truth(yes) => Kept::Text(Cow::Borrowed(if yes { b"true" } else { b"false" })),
            Value::Bytes(bytes) => Kept::Blob(Cow::Borrowed(bytes)),
            Value::Text(bytes) | Value::Number(bytes) | Value::Bits(bytes) => {
                let Ok(text) = std::str::from_utf8(bytes) else {
                    return Kept::Text(self.in_unicode(bytes));
                };
                if column.affinity == Affinity::Blob {
                    return match text.strip_prefix("\\x").and_then(postgres::bytes_of) {
                        Some(bytes) => Kept::Blob(Cow::Owned(bytes)),
                        None => Kept::Text(Cow::Borrowed(bytes)),
                    };
                }
                if column.affinity == Affinity::Truth
                    && let Some(yes) = truth(text)
                {
                    return Kept::Integer(i64::from(yes));
                }
                if column.affinity == Affinity::Text {
                    return match in_utc(&column.declared, text) {
                        Some(moved) => Kept::Text(Cow::Owned(moved.into_bytes())),
                        None => Kept::Text(self.in_unicode(bytes)),
                    };
                }
                Kept::of(postgres::taken(column, text))
            }
            Value::Null | Value::Expression(_) => Kept::Null,
        }
    }

    fn in_unicode<'v>(&self, bytes: &'v [u8]) -> Cow<'v, [u8]> {
        match self.charset {
            None => Cow::Borrowed(bytes),
            Some(charset) => match charset.decode_without_bom_handling(bytes).0 {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            },
        }
    }
}

/// What the server takes for true and false: tools write it in any of these ways.
fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "f" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn of_sqlite<'v>(value: &Value<'v>) -> Kept<'v> {
    match *value {
        Value::Number(digits) => {
            let text = std::str::from_utf8(digits).unwrap_or_default();
            match (text.parse(), text.parse()) {
                (Ok(whole), _) => Kept::Integer(whole),
                (_, Ok(real)) => Kept::Real(real),
                _ => Kept::Text(Cow::Borrowed(digits)),
            }
        }
        Value::Truth(yes) => Kept::Integer(i64::from(yes)),
        Value::Text(bytes) | Value::Bits(bytes) => Kept::Text(Cow::Borrowed(bytes)),
        Value::Bytes(bytes) => Kept::Blob(Cow::Borrowed(bytes)),
        Value::Null | Value::Expression(_) => Kept::Null,
    }
}

/// Digits that were worked out here, as the column takes them.
fn exact<'v>(column: &Column, digits: &str) -> Kept<'v> {
    match Kept::of(mysql::taken(column, digits.as_bytes())) {
        Kept::Integer(number) => Kept::Integer(number),
        Kept::Real(number) => Kept::Real(number),
        Kept::Null => Kept::Null,
        Kept::Text(_) | Kept::Blob(_) => Kept::Text(Cow::Owned(digits.as_bytes().to_vec())),
    }
}

/// The number that a BIT's digits are.
fn bits(digits: &[u8]) -> String {
    let number = digits
        .iter()
        .fold(0_u64, |number, digit| (number << 1) | u64::from(*digit == b'1'));
    number.to_string()
}

/// The number that bytes are, the first one counting most.
fn number_of(bytes: &[u8]) -> String {
    let number = bytes
        .iter()
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    number.to_string()
}

/// Moments with their time zone, as a session in UTC shows them, also those in a range or a list. Dumps are written in the
/// time zone of whoever made them.
fn in_utc(declared: &str, text: &str) -> Option<String> {
    let is_moment = declared.starts_with("timestamp") && declared.contains("with time zone");
    if is_moment && !declared.ends_with(']') {
        return moved(text);
    }
    if !is_moment && !matches!(declared, "tstzrange" | "tstzmultirange") {
        return None;
    }
    let parts = text.split('"').enumerate().map(|(at, part)| {
        // Every second part stands in quotation marks.
        let moved = (at % 2 == 1).then(|| moved(part)).flatten();
        moved.map_or(Cow::Borrowed(part), Cow::Owned)
    });
    Some(parts.collect::<Vec<_>>().join("\""))
}

/// A single moment. Its year may be one that no calendar of ours reaches, so one of the same kind is counted with.
fn moved(text: &str) -> Option<String> {
    const CYCLE: i64 = 400;
    let (text, is_before_christ) = match text.strip_suffix(" BC") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (year, rest) = text.split_once('-')?;
    let clock = rest.find(' ')?;
    let sign = rest.get(clock..)?.find(['+', '-'])? + clock;
    let (moment, zone) = rest.split_at_checked(sign)?;
    let (whole, fraction) = match moment.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (moment, String::new()),
    };
    let mut parts = zone.get(1..)?.split(':');
    let mut next = || match parts.next() {
        Some(part) => part.parse::<i64>().ok(),
        None => Some(0),
    };
    let seconds = next()? * 3600 + next()? * 60 + next()?;
    let east = if zone.starts_with('-') { -seconds } else { seconds };
    let told: i64 = year.parse().ok()?;
    let counted = if is_before_christ { 1 - told } else { told };
    let alike = 2000 + counted.rem_euclid(CYCLE);
    let here = NaiveDateTime::parse_from_str(&format!("{alike}-{whole}"), "%Y-%m-%d %H:%M:%S").ok()?;
    let there = here.checked_sub_signed(Duration::try_seconds(east)?)?;
    let counted = counted + i64::from(there.year()) - alike;
    let (year, era) = if counted > 0 {
        (counted, "")
    } else {
        (1 - counted, " BC")
    };
    Some(format!(
        "{year:04}-{}{fraction}+00{era}",
        there.format("%m-%d %H:%M:%S")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_same_in_every_time_zone() {
        let kind = "timestamp with time zone";
        for (written, shown) in [
            ("2024-03-10 02:30:00+00", "2024-03-10 02:30:00+00"),
            ("2024-01-01 00:30:00.125+01", "2023-12-31 23:30:00.125+00"),
            ("2024-01-01 00:30:00-03:30", "2024-01-01 04:00:00+00"),
            ("1890-01-01 00:53:28+00:53:28", "1890-01-01 00:00:00+00"),
            (
                "294276-12-31 20:29:59.999999-03:30",
                "294276-12-31 23:59:59.999999+00",
            ),
            ("0001-01-01 00:30:00+01", "0001-12-31 23:30:00+00 BC"),
            ("0044-03-15 12:00:00+00 BC", "0044-03-15 12:00:00+00 BC"),
        ] {
            assert_eq!(in_utc(kind, written).as_deref(), Some(shown), "{written}");
        }
        for other in ["infinity", "2024", ""] {
            assert_eq!(in_utc(kind, other), None, "{other}");
        }
        assert_eq!(
            in_utc("tstzrange", "[\"2025-12-31 20:30:00-03:30\",infinity)").as_deref(),
            Some("[\"2026-01-01 00:00:00+00\",infinity)")
        );
        assert_eq!(in_utc("timestamp without time zone", "2024-01-01 00:00:00"), None);
    }

    #[test]
    fn bits_are_numbers_however_they_are_written() {
        assert_eq!(bits(b"101"), "5");
        assert_eq!(number_of(&[0x80, 0, 0, 0, 0, 0, 0, 1]), "9223372036854775809");
    }

    #[test]
    fn texts_become_unicode() {
        let mut taking = Taking::new(Dialect::MySql);
        taking.texts_are_in("latin1");
        assert_eq!(&*taking.in_unicode(b"caf\xe9 \x80"), "café €".as_bytes());
        taking.texts_are_in("utf8mb4");
        assert_eq!(&*taking.in_unicode(b"caf\xe9"), b"caf\xe9");
        taking.texts_are_in("cp1251");
        assert_eq!(&*taking.in_unicode(b"\xf7\xe0\xe9"), "чай".as_bytes());
    }
}
