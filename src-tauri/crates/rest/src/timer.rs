//! Waiting, handed in, so that tests need not wait.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// Tells the time and lets it pass.
pub trait Timer: Send + Sync {
    /// The present moment.
    fn now(&self) -> DateTime<Utc>;

    /// Lets some time pass. Called with short times again and again, so that a wish to stop is heard in between.
    fn pass(&self, time: Duration);
}

/// The computer's own time.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealTime;

impl Timer for RealTime {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn pass(&self, time: Duration) {
        std::thread::sleep(time);
    }
}
