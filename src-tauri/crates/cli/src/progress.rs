//! Progress on standard error: one line that updates on a terminal, else one line for each phase and content type.

use std::collections::HashMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use backstock_model::{ContentType, Phase, Progress, Tick};

use crate::output::Output;
use crate::page::{count, visible};

// Nothing flickers for work that is done before a person looks.
const FIRST_AFTER: Duration = Duration::from_millis(250);
const BETWEEN: Duration = Duration::from_millis(100);

/// Tells of a running job on standard error.
pub(crate) struct Telling {
    way: Way,
    labels: HashMap<ContentType, String>,
    told: Mutex<Told>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Silent,
    Lines,
    OneLine,
}

struct Told {
    begun: Instant,
    last: Option<Instant>,
    /// Places that have their line: writing and reading back take turns.
    seen: Vec<(Phase, Option<ContentType>)>,
    width: usize,
}

impl Telling {
    /// `labels` turns a content type into what the owner reads.
    pub(crate) fn new(output: Output, labels: HashMap<ContentType, String>) -> Self {
        let way = match (output.quiet, io::stderr().is_terminal()) {
            (true, _) => Way::Silent,
            (false, true) => Way::OneLine,
            (false, false) => Way::Lines,
        };
        Self {
            way,
            labels,
            told: Mutex::new(Told {
                begun: Instant::now(),
                last: None,
                seen: Vec::new(),
                width: 0,
            }),
        }
    }

    /// The same, and silent where there is no line that can update.
    #[must_use]
    pub(crate) fn only_in_place(mut self) -> Self {
        if self.way == Way::Lines {
            self.way = Way::Silent;
        }
        self
    }

    fn line(&self, tick: &Tick, with_counts: bool) -> String {
        let mut line = doing(tick.phase).to_owned();
        if let Some(content_type) = &tick.content_type {
            let label = self
                .labels
                .get(content_type)
                .map_or(content_type.as_str(), String::as_str);
            line.push_str(": ");
            line.push_str(&visible(label));
        }
        if with_counts && tick.done > 0 {
            line.push_str(&match tick.total {
                Some(total) => format!(", {} of {}", count(tick.done), count(total)),
                None => format!(", {}", count(tick.done)),
            });
            if tick.failed > 0 {
                line.push_str(&format!(", {} failed", count(tick.failed)));
            }
        }
        line
    }
}

impl Progress for Telling {
    fn tick(&self, tick: &Tick) {
        if self.way == Way::Silent {
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match self.way {
            Way::Silent => {}
            Way::Lines => {
                let place = (tick.phase, tick.content_type.clone());
                if !told.seen.contains(&place) {
                    let _ = writeln!(io::stderr().lock(), "{}", self.line(tick, false));
                    told.seen.push(place);
                }
            }
            Way::OneLine => {
                let now = Instant::now();
                let is_due = match told.last {
                    None => now - told.begun >= FIRST_AFTER,
                    Some(last) => now - last >= BETWEEN,
                };
                if is_due {
                    let line = self.line(tick, true);
                    let width = line.chars().count();
                    let rest = " ".repeat(told.width.saturating_sub(width));
                    let mut error = io::stderr().lock();
                    let _ = write!(error, "\r{line}{rest}");
                    let _ = error.flush();
                    told.width = width;
                    told.last = Some(now);
                }
            }
        }
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        let told = self.told.get_mut().unwrap_or_else(PoisonError::into_inner);
        if told.width > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(told.width));
        }
    }
}

fn doing(phase: Phase) -> &'static str {
    match phase {
        Phase::Opening => "Opening the shop",
        Phase::Reading => "Backing up",
        Phase::SafetyBackup => "Safety backup",
        Phase::Planning => "Comparing with the shop",
        Phase::Writing => "Writing to the shop",
        Phase::Waiting => "The shop cannot be reached; trying again",
        Phase::ReadingBack => "Reading back",
        Phase::Verifying => "Checking the vault",
        Phase::FindingColumns => "Finding out which columns there are",
        Phase::WritingFile => "Writing the file",
        Phase::CheckingFile => "Checking the file",
        Phase::Finishing => "Finishing",
    }
}

/// What a stopped restore says of what was and was not done.
pub(crate) fn stopped_at(succeeded: u64, failed: u64, skipped: u64) -> String {
    format!(
        "Stopped as you asked. Written: {}. Failed: {}. Left alone: {}.",
        count(succeeded),
        count(failed),
        count(skipped)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_phase_the_type_and_how_far_it_is() {
        let telling = Telling {
            way: Way::OneLine,
            labels: HashMap::from([(ContentType::new("products"), "Products".to_owned())]),
            told: Mutex::new(Told {
                begun: Instant::now(),
                last: None,
                seen: Vec::new(),
                width: 0,
            }),
        };
        let mut tick = Tick {
            phase: Phase::Reading,
            content_type: Some(ContentType::new("products")),
            done: 1_200,
            total: Some(2_000),
            failed: 0,
        };
        assert_eq!(telling.line(&tick, true), "Backing up: Products, 1,200 of 2,000");
        tick.failed = 3;
        tick.total = None;
        assert_eq!(telling.line(&tick, true), "Backing up: Products, 1,200, 3 failed");
        assert_eq!(telling.line(&tick, false), "Backing up: Products");
    }
}
