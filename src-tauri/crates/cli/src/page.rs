//! Text for people: aligned tables, readable numbers and dates, and nothing from a shop that could play with the terminal.

use chrono::{DateTime, Local, Utc};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use backstock_model::Node;

/// Wider cells are cut; the JSON answer has them whole.
const WIDEST_CELL: usize = 60;
const WIDEST_VALUE: usize = 100;

/// A page of text.
#[derive(Debug, Default)]
pub(crate) struct Page {
    text: String,
}

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table whose columns stand under each other.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

impl Page {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// A line. What comes from a shop goes through [`visible`] first.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// An empty line between paragraphs.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A table; nothing when it has no rows.
    pub(crate) fn table(&mut self, table: &Table) {
        let widths: Vec<usize> = table
            .columns
            .iter()
            .enumerate()
            .map(|(position, (heading, _))| {
                table
                    .rows
                    .iter()
                    .filter_map(|row| row.get(position))
                    .map(|cell| cell.width())
                    .chain([heading.width()])
                    .max()
                    .unwrap_or_default()
            })
            .collect();
        if table.rows.is_empty() {
            return;
        }
        let headings: Vec<String> = table
            .columns
            .iter()
            .map(|(heading, _)| (*heading).to_owned())
            .collect();
        for row in std::iter::once(&headings).chain(&table.rows) {
            let mut line = String::new();
            for ((cell, width), (_, align)) in row.iter().zip(&widths).zip(&table.columns) {
                if !line.is_empty() {
                    line.push_str("  ");
                }
                let space = " ".repeat(width.saturating_sub(cell.width()));
                match align {
                    Align::Left => {
                        line.push_str(cell);
                        line.push_str(&space);
                    }
                    Align::Right => {
                        line.push_str(&space);
                        line.push_str(cell);
                    }
                }
            }
            self.line(line.trim_end());
        }
    }
}

impl Table {
    pub(crate) fn new(columns: &[(&'static str, Align)]) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// One row, cell by cell. Cells are made visible and cut to a readable width.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        let cells = cells.iter().map(|cell| short(cell, WIDEST_CELL)).collect();
        self.rows.push(cells);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A text without marks that could steer a terminal or turn and hide the text around them (T18).
pub(crate) fn visible(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' => ' ',
            '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{61C}' => '\u{FFFD}',
            control if control.is_control() => '\u{FFFD}',
            other => other,
        })
        .collect()
}

/// A name as one word of a command that is shown to be typed: as it is, or in quotes where a shell would take it apart.
pub(crate) fn word_of_command(name: &str) -> String {
    let shown = visible(name);
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.,:/@+".contains(letter);
    if !shown.is_empty() && shown.chars().all(is_plain) {
        shown
    } else if cfg!(windows) {
        format!("\"{}\"", shown.replace('"', "\\\""))
    } else {
        format!("'{}'", shown.replace('\'', "'\\''"))
    }
}

/// A text made visible and cut to `widest` columns.
pub(crate) fn short(text: &str, widest: usize) -> String {
    // A text of a megabyte is not looked at to its end for one line.
    let begun: String = text.chars().take(widest * 2 + 1).collect();
    let shown = visible(&begun);
    if shown.width() <= widest && begun.len() == text.len() {
        return shown;
    }
    let mut cut = String::new();
    let mut width = 0;
    for letter in shown.chars() {
        width += letter.width().unwrap_or_default();
        if width >= widest {
            break;
        }
        cut.push(letter);
    }
    cut.push('…');
    cut
}

/// A value in one short line; texts in quotes, so that an empty one and a missing one are not the same.
pub(crate) fn value(node: Option<&Node>) -> String {
    match node {
        None => "nothing".to_owned(),
        Some(Node::Text(text)) => short(&format!("\"{text}\""), WIDEST_VALUE),
        Some(Node::Map(entries)) if node.is_some_and(|node| !node.is_leaf()) => match entries.len() {
            1 => "1 field".to_owned(),
            many => format!("{} fields", count(many as u64)),
        },
        Some(other) => {
            if let Some(bytes) = other.as_bytes() {
                return format!("{} of binary content", size(bytes.len() as u64));
            }
            if other.as_object().is_some() {
                let size_of = other.get("size").map(Node::to_text).unwrap_or_default();
                return match size_of.parse() {
                    Ok(bytes) => format!("{} of binary content", size(bytes)),
                    Err(_) => "binary content".to_owned(),
                };
            }
            short(&other.to_text(), WIDEST_VALUE)
        }
    }
}

pub(crate) use backstock_model::grouped as count;

/// `1 record`, `2,000 records`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A size in bytes, kB, MB or GB; 1 GB is 10^9 bytes.
pub(crate) fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return counted(bytes, "byte", "bytes"),
        1_000..1_000_000 => (100, "kB"),
        1_000_000..1_000_000_000 => (100_000, "MB"),
        _ => (100_000_000, "GB"),
    };
    let tenths = (bytes + unit / 2) / unit;
    format!("{}.{} {name}", count(tenths / 10), tenths % 10)
}

/// A moment in the owner's own time.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%-d %b %Y, %H:%M").to_string()
}

/// A length of time.
pub(crate) fn duration(seconds: f64) -> String {
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes_are_readable() {
        assert_eq!(
            [0, 7, 999, 1_000, 1_234_567].map(count),
            ["0", "7", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [1, 999, 1_000, 1_949, 1_950, 12_345_678, 3_000_000_000].map(size),
            [
                "1 byte",
                "999 bytes",
                "1.0 kB",
                "1.9 kB",
                "2.0 kB",
                "12.3 MB",
                "3.0 GB"
            ]
        );
        assert_eq!(counted(1, "record", "records"), "1 record");
        assert_eq!(duration(4.14), "4.1 s");
        assert_eq!(duration(125.2), "2 min 5 s");
    }

    // T18: a name from a shop can neither steer the terminal nor disguise what stands beside it.
    #[test]
    fn a_name_cannot_play_with_the_terminal() {
        assert_eq!(
            visible("a\u{1b}[2Jb\u{202E}c\u{9b}d\u{7f}"),
            "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d\u{FFFD}"
        );
        assert_eq!(
            visible("two\nlines\tand <b>markup</b>"),
            "two lines and <b>markup</b>"
        );
        assert_eq!(short(&"x".repeat(10_000), 60).width(), 60);
        assert_eq!(short(&"茶".repeat(10_000), 60).width(), 59);
        assert_eq!(short("short", 60), "short");
    }

    #[cfg(not(windows))]
    #[test]
    fn a_name_is_one_word_of_a_command() {
        for (name, word) in [
            ("Bakery", "Bakery"),
            ("Bäckerei-2.example", "Bäckerei-2.example"),
            ("My Shop", "'My Shop'"),
            ("Ben's \"Tea\"", "'Ben'\\''s \"Tea\"'"),
            ("$(reboot)", "'$(reboot)'"),
            ("~", "'~'"),
            ("", "''"),
        ] {
            assert_eq!(word_of_command(name), word);
        }
    }

    #[test]
    fn columns_stand_under_each_other() {
        let mut table = Table::new(&[("name", Align::Left), ("records", Align::Right)]);
        table.row(["緑茶".to_owned(), count(7)]);
        table.row(["Oolong".to_owned(), count(1_200)]);
        let mut page = Page::default();
        page.table(&table);
        assert_eq!(page.text(), "name    records\n緑茶          7\nOolong    1,200\n");
    }

    #[test]
    fn values_keep_nothing_empty_and_null_apart() {
        let node = |text: &str| Node::parse(text.as_bytes()).unwrap();
        assert_eq!(value(None), "nothing");
        assert_eq!(value(Some(&node("null"))), "null");
        assert_eq!(value(Some(&node("\"\""))), "\"\"");
        assert_eq!(value(Some(&node("19.990"))), "19.990");
        assert_eq!(
            value(Some(&node("{\"$bytes\":\"AAAA\"}"))),
            "3 bytes of binary content"
        );
        assert_eq!(value(Some(&node("{\"a\":1,\"b\":2}"))), "2 fields");
    }
}
