//! The store's quota: so many requests in so many milliseconds, shared by all of the store's apps.

/// A plan's quota.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Requests in a window.
    pub requests: u64,
    /// The window's length.
    pub window_ms: i64,
    /// What other apps of the store use of each window.
    pub others: u64,
}

impl Plan {
    /// 150 in 30 seconds.
    pub const STANDARD: Self = Self {
        requests: 150,
        window_ms: 30_000,
        others: 0,
    };
    /// 450 in 30 seconds.
    pub const PRO: Self = Self {
        requests: 450,
        window_ms: 30_000,
        others: 0,
    };
    /// More than any test asks.
    pub const UNLIMITED: Self = Self {
        requests: 10_000_000,
        window_ms: 30_000,
        others: 0,
    };
}

/// What is left of the window.
#[derive(Debug)]
pub(crate) struct Quota {
    pub(crate) plan: Plan,
    started: i64,
    used: u64,
}

impl Quota {
    pub(crate) fn new(plan: Plan, now: i64) -> Self {
        Self {
            plan,
            started: now,
            used: plan.others,
        }
    }

    /// Counts a request; whether there was room for it.
    pub(crate) fn take(&mut self, now: i64) -> bool {
        if now - self.started >= self.plan.window_ms {
            let windows = (now - self.started) / self.plan.window_ms;
            self.started += windows * self.plan.window_ms;
            self.used = self.plan.others;
        }
        if self.used >= self.plan.requests {
            return false;
        }
        self.used += 1;
        true
    }

    /// Another app of the store uses some.
    pub(crate) fn eat(&mut self, requests: u64) {
        self.used += requests;
    }

    pub(crate) fn resets_in(&self, now: i64) -> i64 {
        (self.started + self.plan.window_ms - now).max(0)
    }

    pub(crate) fn headers(&self, now: i64) -> Vec<(&'static str, String)> {
        let left = self.plan.requests.saturating_sub(self.used);
        vec![
            ("x-rate-limit-requests-left", left.to_string()),
            ("x-rate-limit-requests-quota", self.plan.requests.to_string()),
            ("x-rate-limit-time-reset-ms", self.resets_in(now).to_string()),
            ("x-rate-limit-time-window-ms", self.plan.window_ms.to_string()),
        ]
    }
}
