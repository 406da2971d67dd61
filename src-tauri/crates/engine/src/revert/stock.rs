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

/// Whether to correct a count would perhaps be wrong: it is nearer to what was before than to what the mistake made of it, as if
/// somebody had put it right by hand; or it would fall below nothing. All four are counts.
pub(super) fn is_doubtful(live: &Node, earlier: &Node, later: &Node, wanted: &Node) -> bool {
    let (Some(live), Some(earlier), Some(later), Some(wanted)) =
        (count(live), count(earlier), count(later), count(wanted))
    else {
        return false;
    };
    let nothing = BigDecimal::from(0);
    let is_nearer = (&live - &earlier).abs() < (&live - &later).abs();
    is_nearer || (wanted < nothing && live >= nothing && earlier >= nothing)
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
            let [live, earlier, later] = [live, earlier, later].map(number);
            let wanted = corrected(&live, &earlier, &later).unwrap();
            is_doubtful(&live, &earlier, &later, &wanted)
        };
        assert!(!is_doubtful("12", "40", "0"), "some arrived since");
        assert!(!is_doubtful("0", "40", "0"), "as the mistake left it");
        assert!(is_doubtful("40", "40", "0") && is_doubtful("37", "40", "0"));
        assert!(is_doubtful("5", "0", "20"), "15 were sold of what was not there");
    }

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
