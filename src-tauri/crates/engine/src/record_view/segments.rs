//! Which words of two texts differ, within a time that an owner does not notice.

use std::time::{Duration, Instant};

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff};

use super::Segment;

/// For all texts of one record together.
const ALLOWED: Duration = Duration::from_millis(200);

/// Longer texts are not compared word by word; that would take long and colour everything.
const LONGEST_FOR_WORDS: usize = 64 * 1024;

/// More lines than this on a side are not compared line by line.
const MOST_LINES: usize = 100_000;

/// The time left for comparing, and whether it was enough so far.
pub(super) struct Patience {
    until: Instant,
    pub(super) ran_out: bool,
}

/// One pair of lines: the place in the selected text, and in the current one.
pub(super) type LinePair = (Option<usize>, Option<usize>);

impl Patience {
    pub(super) fn new() -> Self {
        Self {
            until: Instant::now() + ALLOWED,
            ran_out: false,
        }
    }

    fn is_left(&mut self) -> bool {
        let is_left = Instant::now() < self.until;
        self.ran_out |= !is_left;
        is_left
    }

    /// The two texts in pieces, those that differ marked: first the selected one, then the current one.
    pub(super) fn words(&mut self, selected: &str, current: &str) -> (Vec<Segment>, Vec<Segment>) {
        let whole = |text: &str| {
            if text.is_empty() {
                Vec::new()
            } else {
                vec![Segment::new(text, true)]
            }
        };
        if selected.len().max(current.len()) > LONGEST_FOR_WORDS || !self.is_left() {
            return (whole(selected), whole(current));
        }
        let difference = TextDiff::configure()
            .algorithm(Algorithm::Myers)
            .deadline(self.until)
            .diff_unicode_words(selected, current);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for change in difference.iter_all_changes() {
            let text = change.value();
            match change.tag() {
                ChangeTag::Equal => {
                    append(&mut left, text, false);
                    append(&mut right, text, false);
                }
                ChangeTag::Delete => append(&mut left, text, true),
                ChangeTag::Insert => append(&mut right, text, true),
            }
        }
        (left, right)
    }

    /// Aligns the lines of two texts.
    pub(super) fn lines(&mut self, selected: &[&str], current: &[&str]) -> Vec<(bool, LinePair)> {
        if selected.len().max(current.len()) > MOST_LINES || !self.is_left() {
            self.ran_out = true;
            return in_blocks(0..selected.len(), 0..current.len());
        }
        let difference = TextDiff::configure()
            .algorithm(Algorithm::Myers)
            .deadline(self.until)
            .diff_slices(selected, current);
        let mut pairs = Vec::with_capacity(selected.len().max(current.len()));
        for operation in difference.ops() {
            let (old, new) = (operation.old_range(), operation.new_range());
            if operation.tag() == DiffTag::Equal {
                pairs.extend(old.zip(new).map(|(old, new)| (true, (Some(old), Some(new)))));
            } else {
                pairs.extend(in_blocks(old, new));
            }
        }
        self.is_left();
        pairs
    }
}

/// Lines that stand against each other as changed; what one side has more of stands alone.
fn in_blocks(selected: std::ops::Range<usize>, current: std::ops::Range<usize>) -> Vec<(bool, LinePair)> {
    let count = selected.len().max(current.len());
    let (mut selected, mut current) = (selected, current);
    (0..count)
        .map(|_| (false, (selected.next(), current.next())))
        .collect()
}

fn append(segments: &mut Vec<Segment>, text: &str, changed: bool) {
    match segments.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => segments.push(Segment::new(text, changed)),
    }
}

impl Segment {
    pub(super) fn new(text: impl Into<String>, changed: bool) -> Self {
        Self {
            text: text.into(),
            changed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(segments: &[Segment]) -> String {
        segments
            .iter()
            .map(|segment| {
                if segment.changed {
                    format!("[{}]", segment.text)
                } else {
                    segment.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        let (selected, current) = Patience::new().words("A fine black tea.", "A fine green tea!");
        assert_eq!(shown(&selected), "A fine [black] tea[.]");
        assert_eq!(shown(&current), "A fine [green] tea[!]");
    }

    #[test]
    fn a_very_long_text_is_marked_as_a_whole() {
        let long = "word ".repeat(50_000);
        let (selected, current) = Patience::new().words(&long, "short");
        assert!(
            selected.iter().all(|segment| segment.changed) && current.iter().all(|segment| segment.changed)
        );
    }

    #[test]
    fn without_time_left_texts_are_shown_as_they_are() {
        let mut patience = Patience::new();
        patience.until = Instant::now();
        let pairs = patience.lines(&["a", "b"], &["a"]);
        assert_eq!(pairs, [(false, (Some(0), Some(0))), (false, (Some(1), None))]);
        assert!(patience.ran_out);
    }
}
