//! Correcting a count by a difference.
//!
//! Stock that fell from 40 to 0 by a mistake, and to which 12 arrived since, is 52 and not 40: the mistake is taken back, what
//! came since stays. Counts are decimal texts, and stay texts.

use std::str::FromStr as _;

use backstock_model::Node;
use bigdecimal::BigDecimal;

/// `live`, with what happened from `earlier` to `later` taken back. Nothing when one of them is no plain number.
pub(super) fn corrected(live: &Node, earlier: &Node, later: &Node) -> Option<Node> {
    let text = (count(live)? + count(earlier)? - count(later)?).to_plain_string();
    Some(match live {
        Node::Text(_) => Node::Text(text),
        _ => Node::Number(text.into()),
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

    // Capability 5
    #[test]
    fn a_count_is_corrected_by_what_the_mistake_changed() {
        let number = |text: &str| Node::Number(text.into());
        let corrected = |live: &str, earlier: &str, later: &str| {
            corrected(&number(live), &number(earlier), &number(later)).map(|node| node.to_text())
        };
        assert_eq!(corrected("12", "40", "0").as_deref(), Some("52"));
        assert_eq!(corrected("-3", "40", "0").as_deref(), Some("37"));
        assert_eq!(corrected("0", "1", "4").as_deref(), Some("-3"));
        assert_eq!(corrected("1.5", "2.25", "2").as_deref(), Some("1.75"));
        assert_eq!(corrected("0.05", "0", "0.10").as_deref(), Some("-0.05"));
        assert_eq!(corrected("1e3", "2", "1"), None);
        assert_eq!(
            super::corrected(&Node::Text("3".into()), &number("2"), &number("1")),
            Some(Node::Text("4".into()))
        );
        assert_eq!(super::corrected(&Node::Null, &number("2"), &number("1")), None);
    }
}
