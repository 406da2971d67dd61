//! Which rows of two records are the same although they are numbered differently.
//!
//! From the surest to the least sure: a number that is known already; what the database keeps unique; the same content;
//! a code or name that no other row of the record has; the only row that is left on both sides. What nothing tells is another row.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use backstock_model::{ContentType, Document, Node};

use super::{Numbering, OfRow, OfType, entries, renumbered, text_of};

/// Columns that tell a row from others of its record.
const TELLING: [&str; 14] = [
    "sku",
    "code",
    "slug",
    "email",
    "meta_key",
    "key",
    "reference",
    "name",
    "label",
    "title",
    "path",
    "url",
    "filename",
    "position",
];

/// What a number is in the other shop, as far as that is known.
type Known<'k> = &'k dyn Fn(usize, &str) -> Option<String>;
/// Hears of two numbers of the same row: the space, theirs and the other shop's.
type Each<'e> = &'e mut dyn FnMut(usize, &str, &str);

impl Numbering {
    /// Hands over the numbers of rows that are the same in a record and in its like in another shop.
    pub fn align(
        &self,
        content_type: &ContentType,
        theirs: &Node,
        ours: &Node,
        known: Known<'_>,
        each: Each<'_>,
    ) {
        let Some(of_type) = self.types.get(content_type) else {
            return;
        };
        // What is found of a row counts for the rows it owns.
        let found: RefCell<HashMap<(usize, String), String>> = RefCell::default();
        let known = |space: usize, number: &str| {
            let found = found.borrow().get(&(space, number.to_owned())).cloned();
            found.or_else(|| known(space, number))
        };
        of_type.align(0, (theirs, ours), &known, &mut |space, theirs, ours| {
            found
                .borrow_mut()
                .insert((space, theirs.to_owned()), ours.to_owned());
            each(space, theirs, ours);
        });
    }
}

impl OfType {
    fn align(&self, at: usize, (theirs, ours): (&Node, &Node), known: Known<'_>, each: Each<'_>) {
        let Some(row) = self.rows.get(at) else { return };
        for (key, child) in &row.children {
            let Some(of_row) = self.rows.get(*child) else {
                continue;
            };
            let rows = |record: &Node| -> Vec<Node> {
                let found = record.get(key).map(entries).unwrap_or_default();
                found.iter().map(|(_, row)| row.clone()).collect()
            };
            let mut open = Open {
                of_row,
                known,
                theirs: rows(theirs),
                ours: rows(ours),
                pairs: Vec::new(),
            };
            open.pair_up();
            for (their_row, our_row) in open.pairs {
                if let Some((column, space)) = &of_row.own
                    && let (Some(their), Some(our)) = (
                        their_row.get(column).and_then(text_of),
                        our_row.get(column).and_then(text_of),
                    )
                {
                    each(*space, their, our);
                }
                self.align(*child, (&their_row, &our_row), known, each);
            }
        }
    }
}

/// Rows of a collection whose like has not been found.
struct Open<'a> {
    of_row: &'a OfRow,
    known: Known<'a>,
    theirs: Vec<Node>,
    ours: Vec<Node>,
    pairs: Vec<(Node, Node)>,
}

impl Open<'_> {
    fn pair_up(&mut self) {
        let of_row = self.of_row;
        let Some((own, _)) = &of_row.own else {
            // A key that is made of others' numbers is the same when these are.
            self.pair(|open, row| open.of_row.id(row).map(|id| id.to_string()), false);
            return;
        };
        self.pair(|_, row| row.get(own).and_then(text_of).map(str::to_owned), true);
        for unique in &of_row.table.uniques {
            let columns: Vec<&str> = unique
                .columns
                .iter()
                .map(|&column| of_row.table.name_of(column))
                .collect();
            if !unique.has_expressions && !columns.contains(&own.as_str()) {
                self.pair(|_, row| told_by(row, &columns), false);
            }
        }
        self.pair(|_, row| Some(content(row, own)), true);
        for column in TELLING {
            self.pair(|_, row| told_by(row, &[column]), false);
        }
        if let ([_], [_]) = (self.theirs.as_slice(), self.ours.as_slice()) {
            self.pairs.extend(self.theirs.pop().zip(self.ours.pop()));
        }
    }

    /// Pairs rows of which `told` says the same; where several are alike, in their order or not at all.
    fn pair(&mut self, told: impl Fn(&Self, &Node) -> Option<String>, may_be_alike: bool) {
        let mut ours: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in self.ours.iter().enumerate().rev() {
            if let Some(text) = told(self, row) {
                ours.entry(text).or_default().push(at);
            }
        }
        let theirs: Vec<Option<String>> = self
            .theirs
            .iter()
            .map(|row| told(self, &self.in_our_numbers(row)))
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for text in theirs.iter().flatten() {
            *counts.entry(text).or_default() += 1;
        }
        let mut found = Vec::new();
        for (at, text) in theirs.iter().enumerate() {
            let Some(text) = text else { continue };
            let is_one = counts.get(text.as_str()) == Some(&1);
            if let Some(rows) = ours.get_mut(text)
                && (may_be_alike || (is_one && rows.len() == 1))
                && let Some(our) = rows.pop()
            {
                found.push((at, our));
            }
        }
        for &(their, our) in &found {
            if let (Some(their), Some(our)) = (self.theirs.get(their), self.ours.get(our)) {
                self.pairs.push((their.clone(), our.clone()));
            }
        }
        let (their_found, our_found): (HashSet<usize>, HashSet<usize>) = found.into_iter().unzip();
        self.theirs = left(std::mem::take(&mut self.theirs), &their_found);
        self.ours = left(std::mem::take(&mut self.ours), &our_found);
    }

    /// A row's own columns with what is known of its numbers. A number of which nothing is known stands for no row of ours.
    fn in_our_numbers(&self, row: &Node) -> Node {
        let own = entries(row).iter().filter(|(_, value)| value.is_leaf());
        let made = own.map(|(column, value)| {
            let value = match self.of_row.space_in(column, row) {
                Some((space, several)) => {
                    let of = &mut |space: usize, number: &str| {
                        let is_none = matches!(number, "" | "0");
                        Ok((self.known)(space, number).or_else(|| (!is_none).then(|| format!("?{number}"))))
                    };
                    renumbered(value, space, several, of).unwrap_or_else(|_| value.clone())
                }
                None => value.clone(),
            };
            (column.clone(), value)
        });
        Node::Map(made.collect())
    }
}

fn left(rows: Vec<Node>, found: &HashSet<usize>) -> Vec<Node> {
    let rows = rows.into_iter().enumerate();
    rows.filter(|(at, _)| !found.contains(at))
        .map(|(_, row)| row)
        .collect()
}

/// What some columns of a row say; nothing when one of them says nothing.
fn told_by(row: &Node, columns: &[&str]) -> Option<String> {
    let mut told = String::new();
    for column in columns {
        let value = row
            .get(column)
            .filter(|value| value.is_leaf() && **value != Node::Null)?;
        let text = value.to_text();
        if text.is_empty() {
            return None;
        }
        told.push_str(&text);
        told.push('\0');
    }
    Some(told)
}

/// A row's own columns without its number.
fn content(row: &Node, own: &str) -> String {
    let columns = entries(row)
        .iter()
        .filter(|(column, value)| column != own && value.is_leaf())
        .cloned();
    Document::from(&Node::Map(columns.collect())).to_string()
}
