//! What goes wrong on the way, by a script or by chance.

use std::time::Duration;

/// What happens to an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The connection is closed before anything was done.
    CutBefore,
    /// What was asked is done, but the connection is closed before the answer.
    CutAfter,
    /// What was asked is done; nothing is ever answered.
    Silence,
    /// What was asked is done; half of the answer arrives.
    HalfBody,
    /// This status, and nothing is done.
    Status(u16),
    /// 429 with the headers that say how long to wait.
    TooMany,
    /// 429 without these headers.
    TooManyWithoutHeaders,
    /// The answer arrives in ten pieces with this pause between them.
    Slow(Duration),
    /// 302 to this address, and nothing is done.
    Redirect(String),
    /// 200 with this many bytes of JSON that never ends.
    Endless(u64),
    /// 200 with a body that is not JSON.
    NotJson,
}

/// Which requests a fault is for.
#[derive(Clone, Debug, Default)]
pub struct When {
    method: Option<String>,
    path: Option<String>,
    skip: u64,
    times: Option<u64>,
}

impl When {
    /// Any request, once.
    #[must_use]
    pub fn next() -> Self {
        Self {
            times: Some(1),
            ..Self::default()
        }
    }

    /// Only with this method.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only when the path contains this.
    #[must_use]
    pub fn path(mut self, part: &str) -> Self {
        self.path = Some(part.to_owned());
        self
    }

    /// Not the first `skip` of them.
    #[must_use]
    pub fn after(mut self, skip: u64) -> Self {
        self.skip = skip;
        self
    }

    /// This many times.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// From then on.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Whether it is this one's turn. Counts.
    pub(crate) fn is_now(&mut self, method: &str, path: &str) -> bool {
        let is_meant = self.method.as_deref().is_none_or(|wanted| wanted == method)
            && self.path.as_deref().is_none_or(|part| path.contains(part));
        if !is_meant || self.times == Some(0) {
            return false;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        if let Some(times) = &mut self.times {
            *times -= 1;
        }
        true
    }
}

/// Faults by chance: the same seed, the same faults.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    pub(crate) state: u64,
    pub(crate) per_mille: u64,
}

impl Chance {
    pub(crate) fn next(&mut self) -> Option<Fault> {
        self.state = self.state.wrapping_add(1);
        let drawn = crate::seed::mix(self.state, "fault", 0);
        if drawn % 1000 >= self.per_mille {
            return None;
        }
        Some(match (drawn / 1000) % 9 {
            0 => Fault::CutBefore,
            1 => Fault::CutAfter,
            2 => Fault::HalfBody,
            3 => Fault::Status(500),
            4 => Fault::Status(502),
            5 => Fault::Status(503),
            6 => Fault::Status(504),
            7 => Fault::TooMany,
            _ => Fault::TooManyWithoutHeaders,
        })
    }
}
