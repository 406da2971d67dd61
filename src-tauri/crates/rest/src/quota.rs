//! # The allowance of calls
//!
//! A platform gives a shop so many calls in a window of time, and all programs of the shop share them. Every answer says how
//! many are left. Before a call would take of the share that is left to the others, the rest of the window is waited for.

use std::time::Duration;

use serde::Deserialize;

/// The headers that tell of the allowance, and how much of it is left to others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// How many calls are left in this window; a platform that does not count them has none of these.
    #[serde(default)]
    pub left: String,
    /// How many there are in a window.
    #[serde(default)]
    pub all: String,
    /// Milliseconds until the next window.
    #[serde(default)]
    pub until_next: String,
    /// Seconds to wait before trying again, where a call was one too many.
    pub retry_after: String,
    /// The share that is left to the shop's other programs, in percent.
    pub leave_percent: u64,
}

/// What the last answers said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Allowance {
    left: Option<u64>,
    all: Option<u64>,
    until_next: Duration,
}

/// No platform's window is longer; one that claims so is not believed.
const LONGEST_WINDOW: Duration = Duration::from_secs(120);

impl Allowance {
    /// Takes what an answer's headers say.
    pub(crate) fn heard<'h>(quota: &Quota, header: impl Fn(&str) -> Option<&'h str>) -> Self {
        let number = |name: &str| header(name).and_then(|text| text.trim().parse::<u64>().ok());
        Self {
            left: number(&quota.left),
            all: number(&quota.all),
            until_next: number(&quota.until_next)
                .map_or(Duration::ZERO, Duration::from_millis)
                .min(LONGEST_WINDOW),
        }
    }

    /// How long to wait before the next call; afterwards the window is a new one.
    pub(crate) fn pause(&self, quota: &Quota) -> Duration {
        match (self.left, self.all) {
            (Some(left), Some(all))
                if left.saturating_mul(100) <= all.saturating_mul(quota.leave_percent) =>
            {
                self.until_next
            }
            _ => Duration::ZERO,
        }
    }

    /// How long to wait after a call that was one too many, by what the answer says.
    pub(crate) fn after_refusal(&self, retry_after: Option<&str>) -> Option<Duration> {
        let seconds = retry_after
            .and_then(|text| text.trim().parse::<u64>().ok())
            .map(Duration::from_secs);
        let window = (!self.until_next.is_zero()).then_some(self.until_next);
        seconds.max(window).map(|time| time.min(LONGEST_WINDOW))
    }
}

/// How long to wait before the next of several tries: longer each time, and never the same as another program that began at
/// the same moment (`chance` is any number).
pub(crate) fn back_off(tries: u32, is_write: bool, chance: u64) -> Duration {
    let longest = 500_u64.saturating_mul(1 << tries.min(6)) * if is_write { 2 } else { 1 };
    Duration::from_millis(longest / 2 + chance % (longest / 2 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota() -> Quota {
        Quota {
            left: "X-Left".into(),
            all: "X-All".into(),
            until_next: "X-Next".into(),
            retry_after: "X-Retry".into(),
            leave_percent: 25,
        }
    }

    fn allowance(left: &'static str, all: &'static str, until_next: &'static str) -> Allowance {
        Allowance::heard(&quota(), |name| match name {
            "X-Left" => Some(left),
            "X-All" => Some(all),
            "X-Next" => Some(until_next),
            _ => None,
        })
    }

    #[test]
    fn a_quarter_of_the_calls_is_left_to_others() {
        let pause = |left| allowance(left, "150", "12000").pause(&quota());
        assert_eq!(pause("38"), Duration::ZERO);
        assert_eq!(pause("37"), Duration::from_secs(12));
        assert_eq!(pause("0"), Duration::from_secs(12));
        assert_eq!(allowance("no", "150", "12000").pause(&quota()), Duration::ZERO);
    }

    // T6: a window of a year would be a way to keep the app busy for ever.
    #[test]
    fn a_window_without_end_is_not_believed() {
        assert_eq!(
            allowance("0", "150", "31536000000").pause(&quota()),
            LONGEST_WINDOW
        );
        let silent = Allowance::default();
        assert_eq!(silent.after_refusal(Some("3")), Some(Duration::from_secs(3)));
        assert_eq!(silent.after_refusal(Some("9999999")), Some(LONGEST_WINDOW));
        assert_eq!(silent.after_refusal(None), None);
    }

    #[test]
    fn tries_come_further_apart() {
        for tries in 0..10 {
            let (soonest, latest) = (back_off(tries, false, 0), back_off(tries, false, u64::MAX));
            assert!(soonest * 2 >= latest && latest <= Duration::from_secs(32));
            assert!(back_off(tries, true, 0) == soonest * 2);
        }
    }
}
