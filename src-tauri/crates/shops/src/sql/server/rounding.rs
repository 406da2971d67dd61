//! Values that a server would round to make them fit, without saying so.
//!
//! A column may have become one of whole numbers, or of fewer digits, since a backup. Servers refuse a value that is too large
//! for it, and quietly keep 5 for 4.50; that would be another price than the one that was asked for.

use crate::sql::schema::Column;
use crate::sql::stored::Stored;

/// Whether a column has no room for all digits behind a value's point. `usual` is how many a time has where none are named.
pub(crate) fn is_rounded(column: &Column, value: &Stored, usual: usize) -> bool {
    let Some(room) = room(&column.declared, usual) else {
        return false;
    };
    let text = match value {
        Stored::Exact(text) => text.clone(),
        Stored::Real(number) => number.to_string(),
        Stored::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Stored::Null | Stored::Integer(_) | Stored::Truth(_) | Stored::Blob(_) | Stored::Object(_) => {
            return false;
        }
    };
    let Some((_, behind)) = text.split_once('.') else {
        return false;
    };
    let end = behind
        .find(|sign: char| !sign.is_ascii_digit())
        .unwrap_or(behind.len());
    let digits = behind.get(..end).unwrap_or_default();
    digits.trim_end_matches('0').len() > room
}

/// What is the matter then, to follow a colon.
pub(crate) fn rounded(column: &Column) -> String {
    format!("“{}” has no room for all digits behind the point", column.name)
}

/// How many digits behind the point a column keeps, where it keeps a certain number.
fn room(declared: &str, usual: usize) -> Option<usize> {
    let declared = declared.to_ascii_lowercase();
    let named = declared
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(named, _)| named);
    match declared.split(['(', ' ']).next().unwrap_or_default() {
        "tinyint" | "smallint" | "mediumint" | "int" | "integer" | "bigint" | "year" => Some(0),
        "decimal" | "numeric" => match named?.split_once(',') {
            Some((_, digits)) => digits.trim().parse().ok(),
            None => Some(0),
        },
        "datetime" | "timestamp" | "time" => match named {
            Some(digits) => digits.trim().parse().ok(),
            None => Some(usual),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_keeps_so_many_digits() {
        for (declared, kept) in [
            ("int(11) unsigned", Some(0)),
            ("decimal(10,2)", Some(2)),
            ("DECIMAL(10)", Some(0)),
            ("numeric", None),
            ("datetime", Some(0)),
            ("timestamp(3) without time zone", Some(3)),
            ("varchar(20)", None),
            ("double precision", None),
        ] {
            assert_eq!(room(declared, 0), kept, "{declared}");
        }
    }

    #[test]
    fn only_digits_that_say_something_are_missed() {
        let column = Column {
            declared: "decimal(10,2)".to_owned(),
            ..Column::number("price")
        };
        let rounded = |text: &str| is_rounded(&column, &Stored::Exact(text.to_owned()), 0);
        assert!(!rounded("4.50") && !rounded("4.5000") && !rounded("4") && !rounded("-0.01"));
        assert!(rounded("4.505") && rounded("-0.001"));
        assert!(is_rounded(&column, &Stored::Real(0.125), 0));
    }
}
