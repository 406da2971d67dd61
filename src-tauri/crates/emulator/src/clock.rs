//! The time of a store. It is handed in, so that a test of thirty seconds takes none.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};

/// Where a store's milliseconds since 1970 come from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.millis())
    }
}

impl Clock {
    /// A clock that asks `millis` whenever it is looked at.
    pub fn from_millis(millis: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(millis))
    }

    pub(crate) fn millis(&self) -> i64 {
        (self.0)()
    }
}

/// A clock that stands until it is moved.
#[derive(Clone, Debug)]
pub struct Held(Arc<AtomicI64>);

impl Held {
    /// 1 December 2026, 09:00 UTC.
    pub const START: i64 = 1_796_115_600_000;

    /// A clock that stands at [`Held::START`].
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(Self::START)))
    }

    /// Moves on.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(by, Ordering::SeqCst);
    }

    /// The clock to hand to a store.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let millis = Arc::clone(&self.0);
        Clock::from_millis(move || millis.load(Ordering::SeqCst))
    }
}

impl Default for Held {
    fn default() -> Self {
        Self::new()
    }
}

fn at(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// As the newer API writes it.
pub(crate) fn iso(millis: i64) -> String {
    at(millis).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// As the older API writes it.
pub(crate) fn rfc2822(millis: i64) -> String {
    at(millis).format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Reads both, and seconds since 1970.
pub(crate) fn read(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .map(|time| time.timestamp_millis())
        .ok()
        .or_else(|| {
            let plain = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok()?;
            Some(plain.and_utc().timestamp_millis())
        })
        .or_else(|| {
            text.parse::<i64>()
                .ok()
                .filter(|n| *n > 100_000_000)
                .map(|n| n * 1000)
        })
}

/// A date without a time means that day at the time of the request: the platform adds it.
pub(crate) fn read_in_filter(text: &str, now: i64, adds_time: bool) -> Option<i64> {
    if let Ok(day) = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        let midnight = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
        return Some(if adds_time {
            midnight + now.rem_euclid(86_400_000)
        } else {
            midnight
        });
    }
    read(text)
}
