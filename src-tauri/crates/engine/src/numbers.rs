//! Numbers as they stand in documents, with the text that the shop gave them.

use std::str::FromStr as _;

use bigdecimal::BigDecimal;

/// Whether two numbers are the same, however many zeros they are written with. Not as floats, which have fewer digits.
pub(crate) fn is_same_number(one: &str, other: &str) -> bool {
    one == other
        || match (BigDecimal::from_str(one), BigDecimal::from_str(other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        let same = [
            ("4.5", "4.50"),
            ("4", "4.00"),
            ("0", "-0.0"),
            ("100", "100"),
            ("1e3", "1000"),
            ("1.0", "1E0"),
            ("12.50", "12.5000"),
        ];
        for (one, other) in same {
            assert!(is_same_number(one, other), "{one} {other}");
            assert!(is_same_number(other, one), "{other} {one}");
        }
        let different = [
            ("9007199254740993", "9007199254740992"),
            ("0.1", "0.10000000000000000001"),
            ("100", "10"),
            ("-1", "1"),
            ("1e3", "1001"),
            ("1.234", "1.235"),
            ("1e400", "1e500"),
            ("1e1000000000", "1"),
        ];
        for (one, other) in different {
            assert!(!is_same_number(one, other), "{one} {other}");
        }
    }
}
