//! Rows that have been fetched.

use std::ops::Range;

use super::Feed;
use crate::ShopError;
use crate::sql::stored::Value;
use crate::sql::zip::Rows;

/// Some rows of equal width, one behind the other in memory, walked once.
#[derive(Debug, Default)]
pub(crate) struct Page {
    width: usize,
    cells: Vec<Cell>,
    bytes: Vec<u8>,
    /// The row after the current one.
    next: usize,
}

#[derive(Clone, Debug)]
enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Truth(bool),
    Exact(Range<usize>),
    Text(Range<usize>),
    Blob(Range<usize>),
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// An empty page in the room of one that has been walked.
    pub(crate) fn anew(mut self, width: usize) -> Self {
        self.clear();
        self.width = width;
        self
    }

    /// Appends a value; the last one of a row makes it whole.
    pub(crate) fn push(&mut self, value: Value<'_>) {
        let mut keep = |bytes: &[u8]| {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(bytes);
            start..self.bytes.len()
        };
        let cell = match value {
            Value::Null => Cell::Null,
            Value::Integer(number) => Cell::Integer(number),
            Value::Real(number) => Cell::Real(number),
            Value::Truth(yes) => Cell::Truth(yes),
            Value::Exact(text) => Cell::Exact(keep(text.as_bytes())),
            Value::Text(bytes) => Cell::Text(keep(bytes)),
            Value::Blob(bytes) => Cell::Blob(keep(bytes)),
        };
        self.cells.push(cell);
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or_default()
    }

    /// How much memory they take, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len() + self.cells.len() * size_of::<Cell>()
    }

    /// A value of the row at a position.
    pub(crate) fn value(&self, row: usize, column: usize) -> Value<'_> {
        let bytes = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or_default();
        match self.cells.get(row * self.width + column) {
            None | Some(Cell::Null) => Value::Null,
            Some(Cell::Integer(number)) => Value::Integer(*number),
            Some(Cell::Real(number)) => Value::Real(*number),
            Some(Cell::Truth(yes)) => Value::Truth(*yes),
            Some(Cell::Exact(range)) => Value::Exact(std::str::from_utf8(bytes(range)).unwrap_or_default()),
            Some(Cell::Text(range)) => Value::Text(bytes(range)),
            Some(Cell::Blob(range)) => Value::Blob(bytes(range)),
        }
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.bytes.clear();
        self.next = 0;
    }
}

impl Rows for Page {
    type Error = ShopError;

    fn advance(&mut self) -> Result<(), ShopError> {
        self.next += 1;
        Ok(())
    }

    fn is_at_a_row(&self) -> bool {
        (1..=self.len()).contains(&self.next)
    }

    fn at(&self, position: usize) -> Result<Value<'_>, ShopError> {
        Ok(match self.next.checked_sub(1) {
            Some(row) if row < self.len() => self.value(row, position),
            _ => Value::Null,
        })
    }
}

/// Rows that come page by page.
pub(crate) struct Fed<'f> {
    page: Page,
    feed: &'f mut dyn Feed,
}

impl<'f> Fed<'f> {
    pub(crate) fn new(width: usize, feed: &'f mut dyn Feed) -> Self {
        Self {
            page: Page::new(width),
            feed,
        }
    }
}

impl Rows for Fed<'_> {
    type Error = ShopError;

    fn advance(&mut self) -> Result<(), ShopError> {
        self.page.advance()?;
        if !self.page.is_at_a_row() {
            self.page.clear();
            self.feed.more(&mut self.page)?;
            self.page.advance()?;
        }
        Ok(())
    }

    fn is_at_a_row(&self) -> bool {
        self.page.is_at_a_row()
    }

    fn at(&self, position: usize) -> Result<Value<'_>, ShopError> {
        self.page.at(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_walked_once_and_come_as_they_were_put() {
        let mut page = Page::new(2);
        for value in [
            Value::Integer(1),
            Value::Text(b"a"),
            Value::Exact("1.50"),
            Value::Null,
        ] {
            page.push(value);
        }
        assert_eq!(page.len(), 2);
        assert!(!page.is_at_a_row());
        page.advance().unwrap();
        assert_eq!(page.at(1).unwrap(), Value::Text(b"a"));
        page.advance().unwrap();
        assert_eq!(page.at(0).unwrap(), Value::Exact("1.50"));
        page.advance().unwrap();
        assert!(!page.is_at_a_row());
        assert_eq!(page.at(0).unwrap(), Value::Null);
    }

    struct Three(i64);

    impl Feed for Three {
        fn more(&mut self, page: &mut Page) -> Result<(), ShopError> {
            for _ in 0..2 {
                if self.0 < 3 {
                    self.0 += 1;
                    page.push(Value::Integer(self.0));
                }
            }
            Ok(())
        }
    }

    #[test]
    fn rows_are_fed_until_there_are_no_more() {
        let mut three = Three(0);
        let mut fed = Fed::new(1, &mut three);
        let mut seen = Vec::new();
        fed.advance().unwrap();
        while fed.is_at_a_row() {
            seen.push(fed.at(0).unwrap() == Value::Integer(seen.len() as i64 + 1));
            fed.advance().unwrap();
        }
        assert_eq!(seen, [true; 3]);
    }
}
