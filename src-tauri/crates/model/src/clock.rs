//! Time comes in by the door, so that tests can hold it still.

use chrono::{DateTime, Utc};

/// Tells the time. The core never asks the system itself.
pub trait Clock: Send + Sync {
    /// The present moment, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The computer's own clock, for the shell and the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemTime;

impl Clock for SystemTime {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
