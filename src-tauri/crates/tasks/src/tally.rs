//! Counting what passed, from what the test programs print.

/// How much passed, failed and was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests and checks that passed.
    pub(crate) passed: u64,
    /// Tests and checks that failed.
    pub(crate) failed: u64,
    /// Tests that were not run, because they are for `--full` or because something they need is not here.
    pub(crate) left_out: u64,
    /// Tests counted as passed that said they were skipped.
    went_home: u64,
}

impl Tally {
    /// One check that passed or failed.
    pub(crate) fn one(is_passed: bool) -> Self {
        Self {
            passed: u64::from(is_passed),
            failed: u64::from(!is_passed),
            ..Self::default()
        }
    }

    /// Checks that make no sense on this computer.
    pub(crate) fn left_out(count: u64) -> Self {
        Self {
            left_out: count,
            ..Self::default()
        }
    }

    /// The same with every test that went home early counted as left out instead of passed.
    pub(crate) fn settled(self) -> Self {
        Self {
            passed: self.passed.saturating_sub(self.went_home),
            left_out: self.left_out + self.went_home,
            failed: self.failed,
            went_home: 0,
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.left_out += other.left_out;
    }

    /// Adds what a line of a test program says, if it says anything.
    ///
    /// A line `skipped: …` is a test that found something missing and went home early; its program counts it as passed,
    /// which [`Tally::settled`] sets right. Understood are also cargo's `test result: ok. 3 passed; 1 failed; 2 ignored; …`, vitest's
    /// `Tests  1 failed | 12 passed | 1 skipped (14)`, node's `ℹ pass 12` and our own `3 passed, 1 failed[, 2 skipped]`.
    pub(crate) fn hear(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with("skipped: ") {
            self.went_home += 1;
            return;
        }
        if let Some(count) = line.strip_prefix(['ℹ', '#']) {
            self.hear_node(count);
            return;
        }
        let counts = if let Some(counts) = line.strip_prefix("test result:") {
            counts
        } else if let Some(counts) = line.strip_prefix("Tests ") {
            counts
        } else if is_own(line) {
            line
        } else {
            return;
        };
        for part in counts.split([';', ',', '|', '.']) {
            let mut words = part.split_whitespace();
            let (Some(count), Some(what)) = (
                words.next().and_then(|word| word.parse::<u64>().ok()),
                words.next(),
            ) else {
                continue;
            };
            match what {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" | "skipped" => self.left_out += count,
                _ => {}
            }
        }
    }
}

impl Tally {
    fn hear_node(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let (Some(what), Some(Ok(count)), None) =
            (words.next(), words.next().map(str::parse::<u64>), words.next())
        else {
            return;
        };
        match what {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            "skipped" | "todo" => self.left_out += count,
            _ => {}
        }
    }
}

fn is_own(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|word| word.parse::<u64>().is_ok())
        && words.next() == Some("passed,")
        && words.next().is_some_and(|word| word.parse::<u64>().is_ok())
        && words
            .next()
            .is_some_and(|word| word.trim_end_matches(',') == "failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> (u64, u64, u64) {
        let mut tally = Tally::default();
        for line in lines {
            tally.hear(line);
        }
        (tally.passed, tally.failed, tally.left_out)
    }

    #[test]
    fn a_test_that_says_it_was_skipped_did_not_pass() {
        let mut tally = Tally::default();
        tally.hear("skipped: the keyring needs dbus-run-session");
        tally.hear("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        let tally = tally.settled();
        assert_eq!((tally.passed, tally.failed, tally.left_out), (2, 0, 2));
    }

    #[test]
    fn node_is_understood() {
        let lines = [
            "ℹ tests 7",
            "ℹ pass 4",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 1",
            "ℹ duration_ms 12.5",
        ];
        assert_eq!(heard(&lines), (4, 2, 1));
    }

    #[test]
    fn all_three_manners_are_understood_and_nothing_else() {
        assert_eq!(
            heard(&[
                "running 4 tests",
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s",
                "test result: FAILED. 2 passed; 5 failed; 0 ignored; 0 measured; 0 filtered out",
            ]),
            (5, 5, 1)
        );
        assert_eq!(
            heard(&[
                " Test Files  2 passed (2)",
                "      Tests  1 failed | 12 passed | 2 skipped (15)"
            ]),
            (12, 1, 2)
        );
        assert_eq!(
            heard(&["20 passed, 0 failed", "1 passed, 2 failed, 3 skipped"]),
            (21, 2, 3)
        );
        assert_eq!(
            heard(&["3 passed the ball, 4 failed", "Tests are good", "12 passed"]),
            (0, 0, 0)
        );
    }
}
