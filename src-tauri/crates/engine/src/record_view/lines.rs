//! Two texts, aligned line by line, and pages of them.

use super::segments::Patience;
use super::{DiffLine, Difference, LineCounts, Lines, Segment, SideLine};

/// Equal lines shown around a change when only changes are shown.
const CONTEXT: usize = 3;

/// Puts aligned lines together, counting each side's own.
#[derive(Default)]
pub(super) struct LineWriter {
    lines: Vec<DiffLine>,
    current: u64,
    selected: u64,
}

impl LineWriter {
    /// A line that both sides have. Their texts may still differ in what does not count (a comma before the next line).
    pub(super) fn same(&mut self, selected: impl Into<String>, current: impl Into<String>) {
        self.push(
            Difference::Same,
            Some(vec![Segment::new(selected, false)]),
            Some(vec![Segment::new(current, false)]),
        );
    }

    /// A line that only one side has; `in_current` says which.
    pub(super) fn only(&mut self, in_current: bool, text: impl Into<String>) {
        let segments = Some(vec![Segment::new(text, false)]);
        if in_current {
            self.push(Difference::Added, None, segments);
        } else {
            self.push(Difference::Removed, segments, None);
        }
    }

    /// A line that differs.
    pub(super) fn changed(&mut self, selected: Vec<Segment>, current: Vec<Segment>) {
        self.push(Difference::Changed, Some(selected), Some(current));
    }

    /// Lines of a text on both sides, aligned, with the words that differ.
    pub(super) fn aligned(&mut self, patience: &mut Patience, selected: &[&str], current: &[&str]) {
        for (same, (old, new)) in patience.lines(selected, current) {
            let old = old.and_then(|place| selected.get(place));
            let new = new.and_then(|place| current.get(place));
            match (old, new) {
                (Some(old), Some(new)) if same => self.same(*old, *new),
                (Some(old), Some(new)) => {
                    let (old, new) = patience.words(old, new);
                    self.changed(old, new);
                }
                (Some(old), None) => self.only(false, *old),
                (None, Some(new)) => self.only(true, *new),
                (None, None) => {}
            }
        }
    }

    /// How many lines were written so far.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether a line from `from` on differs.
    pub(super) fn has_difference_since(&self, from: usize) -> bool {
        self.lines
            .iter()
            .skip(from)
            .any(|line| line.difference != Difference::Same)
    }

    /// Marks a line as different whatever its texts say.
    pub(super) fn mark(&mut self, place: usize) {
        if let Some(line) = self.lines.get_mut(place) {
            line.difference = Difference::Changed;
        }
    }

    pub(super) fn finish(self, too_large: bool) -> Lines {
        Lines {
            lines: self.lines,
            too_large,
        }
    }

    fn push(
        &mut self,
        difference: Difference,
        selected: Option<Vec<Segment>>,
        current: Option<Vec<Segment>>,
    ) {
        let number = |count: &mut u64, segments: Option<Vec<Segment>>| {
            segments.map(|segments| {
                *count += 1;
                SideLine {
                    number: *count,
                    segments,
                }
            })
        };
        let selected = number(&mut self.selected, selected);
        let current = number(&mut self.current, current);
        self.lines.push(DiffLine {
            difference,
            current,
            selected,
            skipped_before: 0,
        });
    }
}

impl Lines {
    /// How many lines there are.
    pub fn counts(&self) -> LineCounts {
        LineCounts {
            all: self.lines.len() as u64,
            changes_only: self.shown().iter().filter(|shown| **shown).count() as u64,
            too_large: self.too_large,
        }
    }

    /// A page of lines; with `changes_only`, changed lines with three lines around them.
    pub fn page(&self, changes_only: bool, offset: usize, limit: usize) -> Vec<DiffLine> {
        if !changes_only {
            return self.lines.iter().skip(offset).take(limit).cloned().collect();
        }
        let mut page = Vec::new();
        let mut passed = 0;
        let mut skipped = 0;
        for (line, shown) in self.lines.iter().zip(self.shown()) {
            if !shown {
                skipped += 1;
                continue;
            }
            if passed >= offset {
                page.push(DiffLine {
                    skipped_before: skipped,
                    ..line.clone()
                });
                if page.len() == limit {
                    break;
                }
            }
            passed += 1;
            skipped = 0;
        }
        page
    }

    /// The whole text of one side.
    pub fn text(&self, current: bool) -> String {
        let mut text = String::new();
        let side = |line: &'_ DiffLine| -> Option<SideLine> {
            if current {
                line.current.clone()
            } else {
                line.selected.clone()
            }
        };
        for line in self.lines.iter().filter_map(side) {
            if line.number > 1 {
                text.push('\n');
            }
            for segment in &line.segments {
                text.push_str(&segment.text);
            }
        }
        text
    }

    fn shown(&self) -> Vec<bool> {
        let mut shown = vec![false; self.lines.len()];
        let mut until = 0;
        for (place, line) in self.lines.iter().enumerate() {
            if line.difference == Difference::Same {
                continue;
            }
            let from = place.saturating_sub(CONTEXT).max(until);
            until = (place + CONTEXT + 1).min(shown.len());
            if let Some(around) = shown.get_mut(from..until) {
                around.fill(true);
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twenty_lines_with_two_changes() -> Lines {
        let mut writer = LineWriter::default();
        for number in 0..20 {
            if number == 5 || number == 18 {
                writer.only(true, "new");
            } else {
                writer.same(number.to_string(), number.to_string());
            }
        }
        writer.finish(false)
    }

    #[test]
    fn only_changes_are_shown_with_three_lines_around_them() {
        let lines = twenty_lines_with_two_changes();
        assert_eq!(
            lines.counts(),
            LineCounts {
                all: 20,
                changes_only: 12,
                too_large: false
            }
        );
        let all = lines.page(true, 0, 100);
        let skipped: Vec<u64> = all.iter().map(|line| line.skipped_before).collect();
        assert_eq!(skipped, [2, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0]);
        let mut paged = lines.page(true, 0, 5);
        paged.extend(lines.page(true, 5, 5));
        paged.extend(lines.page(true, 10, 5));
        assert_eq!(paged, all);
        assert_eq!(lines.page(false, 18, 5).len(), 2);
    }

    #[test]
    fn each_side_has_its_own_text_and_numbers() {
        let lines = twenty_lines_with_two_changes();
        assert_eq!(lines.text(false).lines().count(), 18);
        assert_eq!(lines.text(true).lines().count(), 20);
        let last = lines.page(false, 19, 1);
        assert_eq!(last[0].current.as_ref().unwrap().number, 20);
        assert_eq!(last[0].selected.as_ref().unwrap().number, 18);
    }
}
