//! Rows that are written by calls of their own, and which of them are the same after their record was made again.

use std::sync::Arc;

use backstock_model::{Node, RecordKey};
use backstock_shops::{Objects, Problem, Reading as _, ShopError};

use crate::client::{Body, Call, part};
use crate::manifest::{Owned, TypeManifest};
use crate::paging::contents;
use crate::pictures::form;
use crate::read::FILE;
use crate::shape;

use super::body::{body_of, prepared, texts_of};
use super::{Failed, RestWriting, expect};

impl RestWriting {
    /// Rows that are there under the ids of those wanted rows that are the same; noted in the ledger.
    pub(super) fn matched(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        there: &Node,
        wanted: &Node,
    ) -> Result<Node, ShopError> {
        let (Node::Map(there), Node::Map(wanted)) = (there, wanted) else {
            return Ok(Node::Map(Vec::new()));
        };
        let mut rows = Vec::new();
        for (id, row) in there {
            let same = |other: &Node| {
                !owned.same.is_empty()
                    && owned
                        .same
                        .iter()
                        .all(|field| is_alike(row.get(field), other.get(field)))
            };
            let taken = |id: &String| rows.iter().any(|(known, _): &(String, Node)| known == id);
            let found = wanted
                .iter()
                .find(|(wanted, other)| !taken(wanted) && (wanted == id || same(other)));
            let Some((kept, kept_row)) = found else { continue };
            if let [field] = owned.id.as_slice() {
                let kind = of.ids_of(owned);
                let live = self.reading.ledger.live(&kind, id).to_owned();
                self.reading.ledger.note(&kind, kept, &live)?;
                let mut row = row.clone();
                shape::set(&mut row, field, kept_row.get(field).cloned());
                for inner in of.owned_by(owned) {
                    self.match_inner(of, inner, &mut row, kept_row)?;
                }
                rows.push((kept.clone(), row));
            }
        }
        rows.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        Ok(Node::Map(rows))
    }

    /// Finds out under which ids the shop has rows whose answers did not say so.
    pub(super) fn name_rows(
        &mut self,
        of: &TypeManifest,
        key: &RecordKey,
        wanted: &Node,
    ) -> Result<(), ShopError> {
        let Some(there) = self.reading.read_record(key)? else {
            return Ok(());
        };
        let there = there.document.to_node()?;
        for owned in of.own().filter(|owned| !owned.same.is_empty()) {
            if let (Some(there), Some(wanted)) = (there.get(&owned.key), wanted.get(&owned.key)) {
                self.matched(of, owned, there, wanted)?;
            }
        }
        Ok(())
    }

    /// The same for rows of a row: option values and their like.
    fn match_inner(
        &mut self,
        of: &TypeManifest,
        inner: &Owned,
        row: &mut Node,
        kept: &Node,
    ) -> Result<(), ShopError> {
        let kind = of.ids_of(inner);
        let (Some(Node::Map(there)), Some(Node::Map(wanted)), [field]) =
            (row.get(&inner.key), kept.get(&inner.key), inner.id.as_slice())
        else {
            return Ok(());
        };
        let mut rows = Vec::new();
        for (id, row) in there {
            let same = |other: &Node| {
                !inner.same.is_empty() && inner.same.iter().all(|field| row.get(field) == other.get(field))
            };
            match wanted.iter().find(|(_, other)| same(other)) {
                Some((kept, kept_row)) => {
                    let live = self.reading.ledger.live(&kind, id).to_owned();
                    self.reading.ledger.note(&kind, kept, &live)?;
                    let mut row = row.clone();
                    shape::set(&mut row, field, kept_row.get(field).cloned());
                    rows.push((kept.clone(), row));
                }
                None => rows.push((id.clone(), row.clone())),
            }
        }
        rows.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        shape::set(row, &inner.key, Some(Node::Map(rows)));
        Ok(())
    }

    /// Changes, makes and takes away rows, each by a call of its own.
    pub(super) fn rows(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        live: &str,
        there: &Node,
        wanted: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let (Node::Map(there), Node::Map(wanted)) = (there, wanted) else {
            return Ok(());
        };
        for (id, row) in there {
            if !wanted.iter().any(|(other, _)| other == id)
                && let Some(delete) = &owned.delete
            {
                let sent = self.row_to_shop(of, owned, row);
                let call = prepared(delete, live, &sent, None);
                let answer = self.inside().client.send(&self.with_row(of, owned, call, id))?;
                if answer.status != 404 {
                    expect(answer)?;
                    self.has_written = true;
                }
            }
        }
        let taken = self.rows_together(of, owned, live, there, wanted)?;
        for (id, row) in wanted.iter().filter(|(id, _)| !taken.contains(id)) {
            let sent = self.row_to_shop(of, owned, row);
            match there.iter().find(|(other, _)| other == id) {
                Some((_, before)) => {
                    let before = self.row_to_shop(of, owned, before);
                    let sent = without_lost(of, owned, &before, sent);
                    if let Some(update) = &owned.update
                        && before != sent
                        && let Some(body) = body_of(update, live, Some(&before), &sent)
                    {
                        let call = prepared(update, live, &sent, Some(body));
                        let call = self.with_row(of, owned, call, id);
                        let answer = self.sent(&call)?;
                        if of.owned_by(owned).next().is_some()
                            && let Some(now) = answer.node(self.inside().client.store())?.and_then(contents)
                        {
                            self.match_all_inner(of, owned, &now, row)?;
                        }
                    }
                }
                None => self.make_row(of, owned, live, id, row, &sent, objects)?,
            }
        }
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a row, whose it is, what it is in both worlds, and where its bytes are"
    )]
    fn make_row(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        live: &str,
        id: &str,
        row: &Node,
        sent: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let Some(create) = &owned.create else {
            return Ok(());
        };
        let body = body_of(create, live, None, sent);
        let mut call = prepared(create, live, sent, body);
        if let Some(picture) = &owned.picture {
            let bytes = match row.get(FILE) {
                Some(file) => file
                    .as_bytes()
                    .or_else(|| file.as_object().and_then(|hash| objects.object(&hash))),
                None => None,
            };
            let Some(bytes) = bytes else {
                return Err(Failed::Refused(Problem {
                    code: "object_missing".to_owned(),
                    message: "The backup does not have the bytes of one of its pictures.".to_owned(),
                    hint: "Restore it without its pictures, or choose another backup.".to_owned(),
                }));
            };
            let texts = texts_of(create, sent);
            let (kind, bytes) = form(&picture.part, "picture", &bytes, &texts)?;
            call.body = Some(Body {
                kind,
                bytes: Arc::new(bytes),
            });
        }
        let answer = self.sent(&call)?;
        let made = answer.node(self.inside().client.store())?.and_then(contents);
        let made = match made {
            Some(Node::List(items)) => items.into_iter().next(),
            other => other,
        };
        let [field] = owned.id.as_slice() else {
            return Ok(());
        };
        let Some(made) = made else {
            self.is_unsure = true;
            return Ok(());
        };
        match made.get(field).map(Node::to_text) {
            Some(given) => self.reading.ledger.note(&of.ids_of(owned), id, &given)?,
            None => self.is_unsure = true,
        }
        // A form says less than a tree: what it left out is sent afterwards.
        if owned.picture.is_some()
            && let Some(update) = &owned.update
            && let Some(body) = body_of(update, live, Some(&made), sent)
        {
            let call = prepared(update, live, sent, Some(body));
            let call = self.with_row(of, owned, call, id);
            self.sent(&call)?;
        }
        self.match_all_inner(of, owned, &made, row)?;
        Ok(())
    }

    /// Notes under which ids the shop has the rows of a row that it was sent.
    fn match_all_inner(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        answered: &Node,
        row: &Node,
    ) -> Result<(), ShopError> {
        for inner in of.owned_by(owned) {
            let mut answered = answered.clone();
            if let Some(rows) = shape::get_mut(&mut answered, &inner.key) {
                shape::gather(of, &self.reading.ledger, inner, rows);
            }
            self.match_inner(of, inner, &mut answered, row)?;
        }
        Ok(())
    }

    /// A row as the shop is told it.
    pub(super) fn row_to_shop(&self, of: &TypeManifest, owned: &Owned, row: &Node) -> Node {
        let key = shape_key(owned, row);
        let mut alone = Node::Map(Vec::new());
        shape::set(&mut alone, &owned.key, Some(Node::Map(vec![(key, row.clone())])));
        let mut sent = shape::to_shop(of, &self.reading.ledger, &alone);
        let sent = match shape::get_mut(&mut sent, &owned.key) {
            Some(Node::List(rows)) => rows.pop(),
            _ => None,
        };
        let mut sent = sent.unwrap_or(Node::Null);
        shape::set(&mut sent, FILE, None);
        sent
    }

    /// Names the row in the call's path.
    fn with_row(&self, of: &TypeManifest, owned: &Owned, mut call: Call, id: &str) -> Call {
        let row = match owned.id.as_slice() {
            [_] => self.reading.ledger.live(&of.ids_of(owned), id).to_owned(),
            _ => id.to_owned(),
        };
        call.path = call.path.replace("{row}", &part(&row));
        for (_, value) in &mut call.query {
            *value = value.replace("{row}", &row);
        }
        call
    }
}

/// A row without the ids of those rows in it that the shop does not have (any more): it gives them new ones.
fn without_lost(of: &TypeManifest, owned: &Owned, there: &Node, mut sent: Node) -> Node {
    for inner in of.owned_by(owned) {
        let ([field], Some(Node::List(known))) = (inner.id.as_slice(), there.get(&inner.key)) else {
            continue;
        };
        if let Some(Node::List(rows)) = shape::get_mut(&mut sent, &inner.key) {
            for row in rows {
                if !known.iter().any(|other| other.get(field) == row.get(field)) {
                    shape::set(row, field, None);
                }
            }
        }
    }
    sent
}

fn shape_key(owned: &Owned, row: &Node) -> String {
    shape::row_id(owned, row).unwrap_or_default()
}

/// Whether two values are the same where rows are matched: of lists of rows, their labels.
fn is_alike(one: Option<&Node>, other: Option<&Node>) -> bool {
    let labels = |node: Option<&Node>| -> Option<Vec<String>> {
        let rows: Vec<&Node> = match node? {
            Node::List(items) => items.iter().collect(),
            Node::Map(entries) => entries.iter().map(|(_, row)| row).collect(),
            _ => return None,
        };
        let mut labels: Vec<String> = rows
            .into_iter()
            .map(|row| {
                let text = |key: &str| row.get(key).map(Node::to_text).unwrap_or_default();
                format!("{}={}", text("option_display_name"), text("label"))
            })
            .collect();
        labels.sort();
        Some(labels)
    };
    match (labels(one), labels(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str) -> Node {
        Node::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn variants_are_the_same_when_their_options_are_called_the_same() {
        let one = node(r#"[{"id":1,"label":"Red","option_display_name":"Colour","option_id":4}]"#);
        let other = node(r#"[{"id":9,"label":"Red","option_display_name":"Colour","option_id":8}]"#);
        assert!(is_alike(Some(&one), Some(&other)));
        assert!(!is_alike(Some(&one), Some(&node("[]"))));
        assert!(is_alike(Some(&node("[]")), Some(&node("[]"))));
    }
}
