//! Correcting a count by a difference.
//!
//! Stock that fell from 40 to 0 by a mistake, and to which 12 arrived since, is 52 and not 40: the mistake is taken back, what
//! came since stays. Counts are decimal texts, and stay texts.

use std::str::FromStr as _;

use backstock_model::Node;
use bigdecimal::BigDecimal;

/// A count with a mistake taken back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Corrected {
    pub(super) count: Node,
    /// Whether that would perhaps be wrong: the count is nearer to what was before than to what the mistake made of it, as if
    /// somebody had put it right by hand; or it would fall below nothing.
    pub(super) is_doubtful: bool,
}

/// `live`, with what happened from `earlier` to `later` taken back. Nothing when one of them is no plain number.
pub(super) fn corrected(live: &Node, earlier: &Node, later: &Node) -> Option<Corrected> {
    let (now, before, after) = (count(live)?, count(earlier)?, count(later)?);
    let wanted = &now + &before - &after;
    let nothing = BigDecimal::from(0);
    let is_nearer = (&now - &before).abs() < (&now - &after).abs();
    let text = wanted.to_plain_string();
    Some(Corrected {
        count: match live {
            Node::Text(_) => Node::Text(text),
            _ => Node::Number(text.into()),
        },
        is_doubtful: is_nearer || (wanted < nothing && now >= nothing && before >= nothing),
    })
}

/// A count as shops write it. One with an exponent is something else.
fn count(node: &Node) -> Option<BigDecimal> {
    let text: &str = match node {
        Node::Number(text) => text,
        Node::Text(text) => text,
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Map(_) => return None,
    };
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    is_plain.then(|| BigDecimal::from_str(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_that_was_put_right_by_hand_is_doubtful() {
        let number = |text: &str| Node::Number(text.into());
        let is_doubtful = |live: &str, earlier: &str, later: &str| {
            corrected(&number(live), &number(earlier), &number(later)).map(|corrected| corrected.is_doubtful)
        };
        assert_eq!(is_doubtful("12", "40", "0"), Some(false), "some arrived since");
        assert_eq!(is_doubtful("0", "40", "0"), Some(false), "as the mistake left it");
        assert_eq!(is_doubtful("40", "40", "0"), Some(true));
        assert_eq!(is_doubtful("37", "40", "0"), Some(true));
        assert_eq!(
            is_doubtful("5", "0", "20"),
            Some(true),
            "15 were sold of what was not there"
        );
    }

    // Capability 5
    #[test]
    fn a_count_is_corrected_by_what_the_mistake_changed() {
        let number = |text: &str| Node::Number(text.into());
        let corrected = |live: &str, earlier: &str, later: &str| {
            corrected(&number(live), &number(earlier), &number(later))
                .map(|corrected| corrected.count.to_text())
        };
        assert_eq!(corrected("12", "40", "0").as_deref(), Some("52"));
        assert_eq!(corrected("-3", "40", "0").as_deref(), Some("37"));
        assert_eq!(corrected("0", "1", "4").as_deref(), Some("-3"));
        assert_eq!(corrected("1.5", "2.25", "2").as_deref(), Some("1.75"));
        assert_eq!(corrected("0.05", "0", "0.10").as_deref(), Some("-0.05"));
        assert_eq!(corrected("1e3", "2", "1"), None);
        assert_eq!(
            super::corrected(&Node::Text("3".into()), &number("2"), &number("1"))
                .map(|corrected| corrected.count),
            Some(Node::Text("4".into()))
        );
        assert_eq!(super::corrected(&Node::Null, &number("2"), &number("1")), None);
    }
}
