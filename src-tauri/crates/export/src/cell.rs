//! A value as a person reads it in a table, and as a program reads it back.

use std::borrow::Cow;

use backstock_model::{FieldKind, Node};

use crate::names::object_file;

/// A value in a table for people.
pub(crate) fn readable(value: Option<&Node>, kind: FieldKind) -> Cow<'_, str> {
    let Some(value) = value else {
        return Cow::Borrowed("");
    };
    match value {
        Node::Null => Cow::Borrowed(""),
        Node::Bool(true) => Cow::Borrowed("Yes"),
        Node::Bool(false) => Cow::Borrowed("No"),
        Node::Number(text) => match (kind, &**text) {
            (FieldKind::YesNo, "0") => Cow::Borrowed("No"),
            (FieldKind::YesNo, "1") => Cow::Borrowed("Yes"),
            _ => Cow::Borrowed(text),
        },
        Node::Text(text) => Cow::Borrowed(text),
        Node::List(_) | Node::Map(_) => {
            if let Some(hash) = value.as_object() {
                return Cow::Owned(object_file(&hash));
            }
            match value.as_raw_text() {
                Some(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
                None => Cow::Owned(value.to_text()),
            }
        }
    }
}

/// A cell that no spreadsheet takes for a formula. A plain number is none, and neither is a telephone number: whatever its
/// sign, a spreadsheet cannot do anything with it.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let begins = cell
        .trim_start_matches([' ', '\u{feff}', '\u{200b}'])
        .chars()
        .next();
    let is_formula = begins.is_some_and(|sign| {
        matches!(
            sign,
            '=' | '+' | '-' | '@' | '|' | '%' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    });
    let is_number = cell.strip_prefix(['-', '+']).is_some_and(|rest| {
        rest.starts_with(|sign: char| sign.is_ascii_digit())
            && rest
                .bytes()
                .all(|sign| sign.is_ascii_digit() || sign == b'.' || sign == b' ')
    });
    if is_formula && !is_number {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // S2.16.4: what a shop holds is never a formula in a spreadsheet, and what is none stays as it is.
    #[test]
    fn no_cell_is_a_formula() {
        for formula in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "+ 1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "＝1",
            "%0",
            "=HYPERLINK(\"http://example.com\";\"x\")",
        ] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        for plain in [
            "-5.00",
            "4.50",
            "Tea = good",
            "",
            "a+b",
            "+44 20 7946 0958",
            "+442079460958",
        ] {
            assert_eq!(harmless(plain), plain);
        }
    }
}
