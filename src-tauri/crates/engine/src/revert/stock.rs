//! Correcting a count by a difference.
//!
//! Stock that fell from 40 to 0 by a mistake, and to which 12 arrived since, is 52 and not 40: the mistake is taken back, what
//! came since stays. Counts are decimal texts, and stay texts.

use backstock_model::Node;

/// `live`, with what happened from `earlier` to `later` taken back. Nothing when one of them is no plain number.
pub(super) fn corrected(live: &Node, earlier: &Node, later: &Node) -> Option<Node> {
    let [live_count, earlier, later] = [live, earlier, later].map(count);
    let (live_count, earlier, later) = (live_count?, earlier?, later?);
    let scale = live_count.scale.max(earlier.scale).max(later.scale);
    let units = live_count
        .at(scale)?
        .checked_add(earlier.at(scale)?)?
        .checked_sub(later.at(scale)?)?;
    let text = text_of(units, scale);
    Some(match live {
        Node::Text(_) => Node::Text(text),
        _ => Node::Number(text.into()),
    })
}

#[derive(Clone, Copy)]
struct Count {
    units: i128,
    scale: u32,
}

impl Count {
    fn at(self, scale: u32) -> Option<i128> {
        self.units.checked_mul(10_i128.checked_pow(scale - self.scale)?)
    }
}

fn count(node: &Node) -> Option<Count> {
    let text: &str = match node {
        Node::Number(text) => text,
        Node::Text(text) => text,
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Map(_) => return None,
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    if digits.is_empty() || !is_digits(digits) || !is_digits(part) || part.len() > 12 {
        return None;
    }
    Some(Count {
        units: format!("{whole}{part}").parse().ok()?,
        scale: u32::try_from(part.len()).ok()?,
    })
}

fn text_of(units: i128, scale: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - scale as usize);
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
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
