//! Times as the shop keeps them.

use chrono::{DateTime, Datelike, Duration, Timelike, Utc};

/// `2026-03-01T08:05:09Z`. Written by hand: a shop has millions of these and the general formatter is slow.
pub(crate) fn stamp(moment: DateTime<Utc>) -> String {
    let mut text = Vec::with_capacity(20);
    let mut number = |value: u32, digits: u32, after: Option<u8>| {
        for digit in (0..digits).rev() {
            text.push(b'0' + (value / 10_u32.pow(digit) % 10) as u8);
        }
        text.extend(after);
    };
    number(moment.year().clamp(0, 9999) as u32, 4, Some(b'-'));
    number(moment.month(), 2, Some(b'-'));
    number(moment.day(), 2, Some(b'T'));
    number(moment.hour(), 2, Some(b':'));
    number(moment.minute(), 2, Some(b':'));
    number(moment.second(), 2, Some(b'Z'));
    text.into_iter().map(char::from).collect()
}

/// `2026-03-01`.
pub(crate) fn day(moment: DateTime<Utc>) -> String {
    let mut text = stamp(moment);
    text.truncate(10);
    text
}

/// So many seconds before.
pub(crate) fn before(moment: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    moment - Duration::seconds(seconds)
}

/// So many seconds after.
pub(crate) fn after(moment: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    moment + Duration::seconds(seconds)
}

/// The seconds in a day.
pub(crate) const DAY: i64 = 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_reads_as_the_moment_it_was() {
        let moment: DateTime<Utc> = "2026-03-01T08:05:09Z".parse().unwrap();
        assert_eq!(stamp(moment), "2026-03-01T08:05:09Z");
        assert_eq!(day(moment), "2026-03-01");
        assert_eq!(stamp(before(moment, DAY)), "2026-02-28T08:05:09Z");
    }
}
