//! A clock that stands still until it is moved.

use std::sync::Mutex;

use backstock_model::Clock;
use chrono::{DateTime, TimeDelta, Utc};

/// A clock that a test moves by hand.
#[derive(Debug)]
pub struct HeldClock(Mutex<DateTime<Utc>>);

impl HeldClock {
    /// A clock that stands at this moment.
    pub fn at(moment: DateTime<Utc>) -> Self {
        Self(Mutex::new(moment))
    }

    /// Lets time pass.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += by;
    }
}

/// 20 November 2026, nine in the morning.
impl Default for HeldClock {
    fn default() -> Self {
        Self::at(DateTime::from_timestamp(1_795_165_200, 0).unwrap_or_default())
    }
}

impl Clock for HeldClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_only_when_told() {
        let clock = HeldClock::default();
        assert_eq!(clock.now().to_rfc3339(), "2026-11-20T09:00:00+00:00");
        clock.advance(TimeDelta::hours(1));
        assert_eq!(clock.now().to_rfc3339(), "2026-11-20T10:00:00+00:00");
    }
}
