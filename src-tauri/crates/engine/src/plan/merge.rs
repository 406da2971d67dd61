//! What a record shall be: the wanted state, put into the shop as it is.
//!
//! The shop may have moved on since the backup: it may have columns that the backup does not know, and lack others. And some
//! fields are not the backup's business (stock). So the wanted document is not written as it is; it is merged, row by row.
//!
//! * A row that both have: every column from the backup; protected columns stay, and so do columns and collections that the
//!   backup does not know.
//! * A row that only the backup has comes back whole. A row that only the shop has goes.
//! * A protected collection (the uses of a coupon, a customer's store credit) stays as a whole: its rows are what trade wrote.
//! * Volatile columns (`date_modified`, a coupon's count of uses) stay, as they go with the shop and not with the backup: a
//!   change of them alone makes no version, so the backup may hold a value older than itself. A record that is made anew gets
//!   what the backup has, and a volatile field that is chosen by its name is meant.
//! * Of a table shop's column that the shop no longer has, nothing can be written; it is left out and told.

use std::collections::BTreeSet;

use backstock_model::{Choice, Node, Path, TypeDescription};

use crate::walk::{column_of, entries, side_by_side};

/// Merges one record, counting what it leaves as it is.
pub(super) struct Merge<'a> {
    description: &'a TypeDescription,
    choice: &'a Choice,
    /// Protected fields that differ and stay.
    pub(super) protected_kept: BTreeSet<String>,
    /// Protected fields that are written because that was asked for.
    pub(super) protected_written: BTreeSet<String>,
    /// Columns of the backup that the shop does not have any more.
    pub(super) gone_columns: BTreeSet<String>,
    /// Chosen fields whose row the shop does not have.
    pub(super) rows_not_in_shop: u64,
}

/// A document alternates: a row has columns and collections, a collection has rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Row,
    Collection,
}

impl Level {
    fn of_value_at(path: &Path) -> Self {
        if path.keys().len().is_multiple_of(2) {
            Self::Row
        } else {
            Self::Collection
        }
    }
}

impl<'a> Merge<'a> {
    pub(super) fn new(description: &'a TypeDescription, choice: &'a Choice) -> Self {
        Self {
            description,
            choice,
            protected_kept: BTreeSet::new(),
            protected_written: BTreeSet::new(),
            gone_columns: BTreeSet::new(),
            rows_not_in_shop: 0,
        }
    }

    /// The record as it shall be.
    pub(super) fn record(&mut self, live: &Node, wanted: &Node) -> Node {
        if self.choice.is_of_fields() {
            self.chosen_fields(live, wanted)
        } else {
            self.value(Level::Row, "", live, wanted)
        }
    }

    fn value(&mut self, level: Level, columns: &str, live: &Node, wanted: &Node) -> Node {
        match (entries(Some(live)), entries(Some(wanted))) {
            (Some(live), Some(wanted)) => Node::Map(
                side_by_side(live, wanted)
                    .filter_map(|(key, live, wanted)| {
                        let node = match level {
                            Level::Row => self.column(&column_of(columns, key), live, wanted),
                            Level::Collection => self.row(columns, live, wanted),
                        }?;
                        Some((key.to_owned(), node))
                    })
                    .collect(),
            ),
            _ => wanted.clone(),
        }
    }

    fn row(&mut self, columns: &str, live: Option<&Node>, wanted: Option<&Node>) -> Option<Node> {
        match (live, wanted) {
            (Some(live), Some(wanted)) => Some(self.value(Level::Row, columns, live, wanted)),
            (_, wanted) => wanted.cloned(),
        }
    }

    fn column(&mut self, columns: &str, live: Option<&Node>, wanted: Option<&Node>) -> Option<Node> {
        if let (Some(live), true) = (live, live != wanted && self.is_protected(columns)) {
            if self.choice.include_protected {
                self.protected_written.insert(columns.to_owned());
            } else {
                self.protected_kept.insert(columns.to_owned());
                return Some(live.clone());
            }
        }
        if let (Some(live), true) = (live, self.is_volatile(columns)) {
            return Some(live.clone());
        }
        let has_columns = !self.description.tables.is_empty();
        match (live, wanted) {
            (Some(live), Some(wanted)) => Some(self.value(Level::Collection, columns, live, wanted)),
            // The backup knows nothing of this column or collection, so it has no say in it.
            (Some(live), None) if has_columns => Some(live.clone()),
            (None, Some(wanted)) if has_columns && wanted.is_leaf() => {
                self.gone_columns.insert(columns.to_owned());
                None
            }
            (_, wanted) => wanted.cloned(),
        }
    }

    fn is_protected(&self, columns: &str) -> bool {
        self.description
            .protected_fields
            .iter()
            .any(|field| field == columns)
    }

    fn is_volatile(&self, columns: &str) -> bool {
        self.description.volatile.iter().any(|field| field == columns)
    }

    /// An amount that a platform keeps twice is put back twice, or the shop would go on by the other one.
    fn add_what_says_the_same(&self, paths: &mut Vec<Path>) {
        for path in paths.clone() {
            let columns = path.columns();
            let same = self
                .description
                .together
                .iter()
                .filter(|all| all.contains(&columns));
            for other in same.flatten().filter_map(|other| other.rsplit('/').next()) {
                let other = above(&path).then(other);
                if !paths.contains(&other) {
                    paths.push(other);
                }
            }
        }
    }

    fn chosen_fields(&mut self, live: &Node, wanted: &Node) -> Node {
        let mut after = live.clone();
        let mut paths = self.choice.fields.clone();
        for columns in &self.choice.columns {
            let columns: Vec<&str> = columns.split('/').collect();
            every_row(&Path::root(), &columns, Some(live), Some(wanted), &mut paths);
        }
        self.add_what_says_the_same(&mut paths);
        for path in &paths {
            let (old, new) = (live.at(path), wanted.at(path));
            if old == new {
                continue;
            }
            let level = Level::of_value_at(path);
            let put = match (old, new, level) {
                (Some(old), Some(new), Level::Row) => Some(self.value(level, &path.columns(), old, new)),
                (Some(_), Some(new), Level::Collection) if self.is_volatile(&path.columns()) => {
                    Some(new.clone())
                }
                (Some(_), Some(_), Level::Collection) => self.column(&path.columns(), old, new),
                (None, Some(new), Level::Row) => Some(new.clone()),
                (None, Some(new), Level::Collection) if live.at(&above(path)).is_some() => {
                    match self.column(&path.columns(), None, Some(new)) {
                        Some(node) => Some(node),
                        None => continue,
                    }
                }
                (None, Some(_), Level::Collection) => {
                    self.rows_not_in_shop += 1;
                    continue;
                }
                // A row that the backup does not have goes; a column that it does not know stays.
                (_, None, Level::Row) if !path.keys().is_empty() => None,
                (_, None, _) => continue,
            };
            after.put(path, put);
        }
        after
    }
}

/// The paths of a field in every row that has it on either side.
fn every_row(
    row: &Path,
    columns: &[&str],
    live: Option<&Node>,
    wanted: Option<&Node>,
    paths: &mut Vec<Path>,
) {
    let Some((&column, deeper)) = columns.split_first() else {
        return;
    };
    let path = row.then(column);
    let [live, wanted] = [live, wanted].map(|row| row.and_then(|row| row.get(column)));
    if deeper.is_empty() {
        if live.is_some() || wanted.is_some() {
            paths.push(path);
        }
        return;
    }
    let [rows, wanted_rows] = [live, wanted].map(|rows| entries(rows).unwrap_or_default());
    for (key, live, wanted) in side_by_side(rows, wanted_rows) {
        // A row that the backup does not have has no earlier value.
        if wanted.is_some() {
            every_row(&path.then(key), deeper, live, wanted, paths);
        }
    }
}

fn above(path: &Path) -> Path {
    let keys = path.keys();
    keys.iter()
        .take(keys.len().saturating_sub(1))
        .fold(Path::root(), |path, key| path.then(key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use backstock_model::{ContentType, Document, Group};

    fn products() -> TypeDescription {
        let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
        products.tables = vec!["products".into(), "variants".into()];
        products.protected_fields = vec!["stock".into(), "variants/stock".into()];
        products.volatile = vec!["views".into(), "variants/sold".into()];
        products
    }

    fn merged(live: &str, wanted: &str, choice: &Choice) -> (String, [u64; 4]) {
        let description = products();
        let mut merge = Merge::new(&description, choice);
        let node = |text: &str| Node::parse(text.as_bytes()).unwrap();
        let after = merge.record(&node(live), &node(wanted));
        (
            Document::from(&after).to_string(),
            [
                merge.protected_kept.len() as u64,
                merge.protected_written.len() as u64,
                merge.gone_columns.len() as u64,
                merge.rows_not_in_shop,
            ],
        )
    }

    fn fields(paths: &[&str]) -> Choice {
        Choice {
            fields: paths.iter().map(|path| Path::parse(path).unwrap()).collect(),
            ..Choice::default()
        }
    }

    #[test]
    fn what_says_the_same_is_put_back_together() {
        let mut description = products();
        description.together = vec![vec!["variants/amount".into(), "variants/raw_amount".into()]];
        let node = |text: &str| Node::parse(text.as_bytes()).unwrap();
        let live = node(
            r#"{"name":"a","variants":{"1":{"amount":20,"raw_amount":"20"},"2":{"amount":3,"raw_amount":"3"}}}"#,
        );
        let wanted = node(
            r#"{"name":"b","variants":{"1":{"amount":10,"raw_amount":"10"},"2":{"amount":4,"raw_amount":"4"}}}"#,
        );
        let after = |choice: &Choice| {
            let mut merge = Merge::new(&description, choice);
            Document::from(&merge.record(&live, &wanted)).to_string()
        };
        // One row's, whichever of the two was asked for ...
        for path in ["/variants/1/amount", "/variants/1/raw_amount"] {
            assert_eq!(
                after(&fields(&[path])),
                r#"{"name":"a","variants":{"1":{"amount":10,"raw_amount":"10"},"2":{"amount":3,"raw_amount":"3"}}}"#
            );
        }
        // ... or every row's.
        let all = Choice {
            columns: vec!["variants/amount".to_owned()],
            ..Choice::default()
        };
        assert_eq!(
            after(&all),
            r#"{"name":"a","variants":{"1":{"amount":10,"raw_amount":"10"},"2":{"amount":4,"raw_amount":"4"}}}"#
        );
    }

    #[test]
    fn protected_fields_stay_and_rows_come_and_go() {
        let live =
            r#"{"price":2,"stock":5,"variants":{"1":{"sku":"a","stock":1},"3":{"sku":"c","stock":3}}}"#;
        let wanted =
            r#"{"price":1,"stock":9,"variants":{"1":{"sku":"A","stock":7},"2":{"sku":"b","stock":8}}}"#;
        assert_eq!(
            merged(live, wanted, &Choice::default()),
            (
                r#"{"price":1,"stock":5,"variants":{"1":{"sku":"A","stock":1},"2":{"sku":"b","stock":8}}}"#
                    .to_owned(),
                [2, 0, 0, 0]
            )
        );
        let all = Choice {
            include_protected: true,
            ..Choice::default()
        };
        assert_eq!(merged(live, wanted, &all), (wanted.to_owned(), [0, 2, 0, 0]));
    }

    // S2.7.6: what newer orders wrote (a coupon's uses) is not taken away, and not put back either.
    #[test]
    fn a_protected_collection_stays_with_all_its_rows() {
        let mut description = products();
        description.protected_fields = vec!["uses".into()];
        let merged = |live: &str, wanted: &str, choice: &Choice| {
            let mut merge = Merge::new(&description, choice);
            let node = |text: &str| Node::parse(text.as_bytes()).unwrap();
            Document::from(&merge.record(&node(live), &node(wanted))).to_string()
        };
        let live = r#"{"price":2,"uses":{"2":{"by":"Ada"},"3":{"by":"Ben"}}}"#;
        let wanted = r#"{"price":1,"uses":{"1":{"by":"Cleo"},"2":{"by":"Eve"}}}"#;
        assert_eq!(
            merged(live, wanted, &Choice::default()),
            r#"{"price":1,"uses":{"2":{"by":"Ada"},"3":{"by":"Ben"}}}"#
        );
        let all = Choice {
            include_protected: true,
            ..Choice::default()
        };
        assert_eq!(merged(live, wanted, &all), wanted);
    }

    #[test]
    fn what_goes_with_the_shop_stays_unless_it_is_chosen() {
        let live = r#"{"price":2,"variants":{"1":{"sku":"a","sold":90}},"views":500}"#;
        let wanted =
            r#"{"price":1,"variants":{"1":{"sku":"A","sold":7},"2":{"sku":"b","sold":3}},"views":16}"#;
        assert_eq!(
            merged(live, wanted, &Choice::default()).0,
            r#"{"price":1,"variants":{"1":{"sku":"A","sold":90},"2":{"sku":"b","sold":3}},"views":500}"#
        );
        assert_eq!(
            merged(live, wanted, &fields(&["/variants/1"])).0,
            r#"{"price":2,"variants":{"1":{"sku":"A","sold":90}},"views":500}"#
        );
        assert_eq!(
            merged(live, wanted, &fields(&["/views"])).0,
            r#"{"price":2,"variants":{"1":{"sku":"a","sold":90}},"views":16}"#
        );
    }

    #[test]
    fn columns_that_only_one_side_knows_stay_with_the_shop() {
        let live = r#"{"new_column":1,"price":2}"#;
        let wanted = r#"{"old_column":1,"price":1}"#;
        assert_eq!(
            merged(live, wanted, &Choice::default()),
            (r#"{"new_column":1,"price":1}"#.to_owned(), [0, 0, 1, 0])
        );
    }

    #[test]
    fn rows_of_a_kind_that_the_backup_does_not_know_stay_with_the_shop() {
        let live = r#"{"price":2,"videos":{"1":{"url":"x"}}}"#;
        let wanted = r#"{"price":1}"#;
        assert_eq!(
            merged(live, wanted, &Choice::default()),
            (
                r#"{"price":1,"videos":{"1":{"url":"x"}}}"#.to_owned(),
                [0, 0, 0, 0]
            )
        );
    }

    // Capability 2
    #[test]
    fn a_field_is_taken_in_every_row_that_both_have() {
        let live = r#"{"price":20,"variants":{"1":{"price":20,"sku":"x"},"3":{"price":9,"sku":"c"}}}"#;
        let wanted = r#"{"price":2,"variants":{"1":{"price":2,"sku":"a"},"2":{"price":7,"sku":"b"}}}"#;
        let brush = |columns: &[&str]| Choice {
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            ..Choice::default()
        };
        assert_eq!(
            merged(live, wanted, &brush(&["price", "variants/price"])),
            (
                r#"{"price":2,"variants":{"1":{"price":2,"sku":"x"},"3":{"price":9,"sku":"c"}}}"#.to_owned(),
                [0, 0, 0, 1]
            )
        );
        assert_eq!(
            merged(live, wanted, &brush(&["nothing", "price/x"])),
            (live.to_owned(), [0; 4])
        );
        assert_eq!(
            merged(live, wanted, &brush(&["variants/stock"])),
            (live.to_owned(), [0; 4])
        );
    }

    #[test]
    fn only_chosen_fields_are_taken() {
        let live = r#"{"name":"x","price":2,"variants":{"1":{"sku":"a","stock":1}}}"#;
        let wanted =
            r#"{"name":"y","price":1,"variants":{"1":{"sku":"A","stock":2},"2":{"sku":"b","stock":8}}}"#;
        assert_eq!(
            merged(live, wanted, &fields(&["/price"])).0,
            r#"{"name":"x","price":1,"variants":{"1":{"sku":"a","stock":1}}}"#
        );
        assert_eq!(
            merged(live, wanted, &fields(&["/variants/1/sku", "/variants/2/sku"])),
            (
                r#"{"name":"x","price":2,"variants":{"1":{"sku":"A","stock":1}}}"#.to_owned(),
                [0, 0, 0, 1]
            )
        );
        assert_eq!(
            merged(live, wanted, &fields(&["/variants"])).0,
            r#"{"name":"x","price":2,"variants":{"1":{"sku":"A","stock":1},"2":{"sku":"b","stock":8}}}"#
        );
        assert_eq!(
            merged(wanted, live, &fields(&["/variants/2"])).0,
            r#"{"name":"y","price":1,"variants":{"1":{"sku":"A","stock":2}}}"#
        );
    }
}
