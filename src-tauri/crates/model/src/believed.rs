//! Whether a shop still is what a plan believed it to be.

use crate::{Document, TypeDescription, diff};

/// Whether two documents differ in nothing but the fields at these paths (see [`crate::FieldLabel::path`]) or below them.
///
/// `false` when one of them cannot be parsed; `true` when they do not differ at all.
pub fn differs_only_in(paths: &[String], left: &Document, right: &Document) -> bool {
    if left == right {
        return true;
    }
    let (Ok(left), Ok(right)) = (left.to_node(), right.to_node()) else {
        return false;
    };
    diff(Some(&left), Some(&right)).iter().all(|change| {
        let columns = change.path.columns();
        paths.iter().any(|path| is_within(&columns, path))
    })
}

impl TypeDescription {
    /// Whether a record that is to become `after` still is `before`, as the plan believed, now that the shop has `live`.
    ///
    /// What changes all the time and what the shop works out itself does not count. Nor do, in a record that is changed, the
    /// protected fields of which nothing is going to be written: a sale that lowers the stock of an item is no reason not to put
    /// its price right. `false` when one of them cannot be parsed.
    pub fn is_as_believed(
        &self,
        before: Option<&Document>,
        after: Option<&Document>,
        live: Option<&Document>,
    ) -> bool {
        match (before, live) {
            (None, None) => true,
            (Some(before), Some(live)) => {
                before == live || differs_only_in(&self.moving(before, after), before, live)
            }
            _ => false,
        }
    }

    /// The paths at which a record may become another while a plan to change it waits.
    fn moving(&self, before: &Document, after: Option<&Document>) -> Vec<String> {
        let mut paths = self.volatile.clone();
        paths.extend(self.derived.iter().cloned());
        if let Some(after) = after
            && !self.protected_fields.is_empty()
            && let (Ok(before), Ok(after)) = (before.to_node(), after.to_node())
        {
            let written: Vec<String> = diff(Some(&before), Some(&after))
                .iter()
                .map(|change| change.path.columns())
                .collect();
            let is_left = |field: &&String| {
                !written
                    .iter()
                    .any(|path| is_within(path, field) || is_within(field, path))
            };
            paths.extend(self.protected_fields.iter().filter(is_left).cloned());
        }
        paths
    }
}

/// Whether a path is another one or below it; of both only the columns, see [`crate::FieldLabel::path`].
pub fn is_within(path: &str, other: &str) -> bool {
    path.strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ContentType, Group, Node};

    fn document(text: &str) -> Document {
        Document::from(&Node::parse(text.as_bytes()).unwrap())
    }

    fn products() -> TypeDescription {
        TypeDescription {
            volatile: vec!["seen".to_owned()],
            derived: vec!["gross".to_owned()],
            protected_fields: vec!["stock".to_owned(), "variants/stock".to_owned()],
            ..TypeDescription::new(ContentType::new("products"), "Products", Group::Business)
        }
    }

    fn is_as_believed(before: &str, after: &str, live: &str) -> bool {
        products().is_as_believed(
            Some(&document(before)),
            Some(&document(after)),
            Some(&document(live)),
        )
    }

    #[test]
    fn only_the_named_fields_may_differ() {
        let paths = ["seen".to_owned(), "rows/at".to_owned()];
        let same = |left: &str, right: &str| differs_only_in(&paths, &document(left), &document(right));
        assert!(same(r#"{"a":1}"#, r#"{"a":1}"#));
        assert!(same(r#"{"a":1,"seen":1}"#, r#"{"a":1,"seen":{"x":2}}"#));
        assert!(same(r#"{"rows":{"1":{"at":1}}}"#, r#"{"rows":{"1":{"at":2}}}"#));
        assert!(same(r#"{"seen":1}"#, "{}"));
        assert!(!same(r#"{"a":1,"seen":1}"#, r#"{"a":2,"seen":1}"#));
        assert!(!same(
            r#"{"rows":{"1":{"at":1}}}"#,
            r#"{"rows":{"1":{"at":1},"2":{"at":1}}}"#
        ));
        assert!(!same(r#"{"seen_by":1}"#, r#"{"seen_by":2}"#));
    }

    #[test]
    fn what_trade_changes_is_no_edit_where_it_is_not_written() {
        let (before, after) = (r#"{"price":1,"stock":5}"#, r#"{"price":2,"stock":5}"#);
        assert!(is_as_believed(before, after, before));
        assert!(is_as_believed(
            before,
            after,
            r#"{"price":1,"stock":4,"seen":1,"gross":9}"#
        ));
        assert!(!is_as_believed(before, after, r#"{"price":3,"stock":5}"#));
        assert!(!is_as_believed(
            before,
            after,
            r#"{"price":1,"stock":5,"name":"x"}"#
        ));
        // Where stock is what is written, a sale counts.
        assert!(!is_as_believed(
            before,
            r#"{"price":1,"stock":9}"#,
            r#"{"price":1,"stock":4}"#
        ));
    }

    #[test]
    fn rows_that_go_take_their_stock_with_them() {
        let before = r#"{"price":1,"variants":{"1":{"stock":5},"2":{"stock":5}}}"#;
        let sold = r#"{"price":1,"variants":{"1":{"stock":5},"2":{"stock":4}}}"#;
        assert!(is_as_believed(
            before,
            &before.replace("price\":1", "price\":2"),
            sold
        ));
        assert!(!is_as_believed(
            before,
            r#"{"price":1,"variants":{"1":{"stock":5}}}"#,
            sold
        ));
    }

    #[test]
    fn what_comes_or_goes_has_to_be_as_it_was() {
        let (one, sold) = (document(r#"{"stock":5}"#), document(r#"{"stock":4}"#));
        let products = products();
        assert!(products.is_as_believed(Some(&one), None, Some(&one)));
        assert!(!products.is_as_believed(Some(&one), None, Some(&sold)));
        assert!(!products.is_as_believed(None, Some(&one), Some(&one)));
        assert!(!products.is_as_believed(Some(&one), Some(&sold), None));
        assert!(products.is_as_believed(None, Some(&one), None));
    }
}
