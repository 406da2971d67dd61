//! # What points to a record
//!
//! A record that is made again has another id, so what pointed to it has to be written once more. Only fields that a change may
//! send are looked at: of the others nothing could be put back. Rows that name their own record, and rows that are asked for
//! record by record, are not followed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{ContentType, Node, RecordKey, RemoteId};
use backstock_shops::{Pointer, ShopError};

use crate::Paging;
use crate::client::Call;
use crate::manifest::{From, RefersTo, TypeManifest};
use crate::read::{RestReading, id_of, key_of, list_of, plain};
use crate::shape::{each_value, is_so};

/// Up to so many records are asked for by a parameter; more are found by reading the whole list.
const FEW: usize = 20;

/// The fields of a document, as the vault has it, that point to records and can be written.
pub(crate) fn pointers(of: &TypeManifest, document: &Node) -> Vec<Pointer> {
    let mut found = Vec::new();
    let meant = writable(of).filter(|reference| is_so(reference.when.as_ref(), document));
    for reference in meant {
        each_value(document, &reference.path, &mut |value| {
            if let Some(id) = id_in(value) {
                found.push(Pointer {
                    path: reference.path.clone(),
                    to: RecordKey::new(
                        ContentType::new(reference.to.as_str()),
                        RemoteId::from_parts([Some(id.as_bytes())]),
                    ),
                    value: value.clone(),
                });
            }
        });
    }
    found
}

/// References to whole records in fields that a change may send.
fn writable(of: &TypeManifest) -> impl Iterator<Item = &RefersTo> {
    let is_sent = |path: &str| {
        let field = path.split('/').next().unwrap_or(path);
        let is_row = of
            .own()
            .any(|owned| owned.key == field && owned.from != From::List);
        of.update.as_ref().is_some_and(|update| {
            let is_field = !update.omit.iter().any(|omitted| omitted == field)
                && (update.only.is_empty() || update.only.iter().any(|only| only == field));
            is_field || update.take.values().any(|taken| taken == path)
        }) && !is_row
    };
    of.reference.iter().filter(move |reference| {
        let is_own_row = reference.inner && reference.path.contains('/');
        !is_own_row && !reference.to.contains('/') && is_sent(&reference.path)
    })
}

/// The id that a value is; platforms write `0` and nothing for none.
fn id_in(value: &Node) -> Option<&str> {
    match value {
        Node::Number(text) => Some(&**text),
        Node::Text(text) => Some(text.as_str()),
        _ => None,
    }
    .filter(|id| !matches!(*id, "" | "0"))
}

impl RestReading {
    /// The records of a type that the store has pointing to one of these.
    pub(crate) fn find_pointing(
        &mut self,
        of: &TypeManifest,
        targets: &HashSet<RecordKey>,
    ) -> Result<Vec<RecordKey>, ShopError> {
        if matches!(of.list.paging, Paging::Named) {
            return Ok(Vec::new());
        }
        let mut wanted: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
        for target in targets {
            let kind = target.content_type.as_str();
            let live = self.ledger.live(kind, &plain(&target.remote_id)).to_owned();
            wanted.entry(kind).or_default().insert(live);
        }
        let meant: Vec<(&RefersTo, &HashSet<String>)> = writable(of)
            .filter_map(|reference| Some((reference, wanted.get(reference.to.as_str())?)))
            .collect();
        let mut lists: HashMap<String, Call> = HashMap::new();
        for (reference, ids) in &meant {
            match &reference.find {
                Some(find) if ids.len() <= FEW => {
                    for id in *ids {
                        lists.insert(format!("{find}={id}"), list_of(of).with(find, id));
                    }
                }
                _ => drop(lists.insert(String::new(), list_of(of))),
            }
        }
        // The whole list has what the others have.
        if let Some(whole) = lists.remove("") {
            lists = HashMap::from([(String::new(), whole)]);
        }
        let mut found = HashSet::new();
        for list in lists.into_values() {
            self.each_at(of, list, &mut |reading, items| {
                for item in items {
                    let is_pointing = meant.iter().any(|(reference, ids)| {
                        let mut is_there = false;
                        each_value(&item, &reference.path, &mut |value| {
                            is_there |= id_in(value).is_some_and(|id| ids.contains(id));
                        });
                        is_there && is_so(reference.when.as_ref(), &item)
                    });
                    if let (true, Some(live)) = (is_pointing, id_of(of, &item)) {
                        found.insert(key_of(of, reading.ledger.kept(of.kind(), &live)));
                    }
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
        let mut found: Vec<RecordKey> = found.into_iter().collect();
        found.sort();
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Manifest;

    #[test]
    fn what_can_be_pointed_again_is_found() {
        let manifest = Manifest::built_in("bigcommerce").unwrap();
        let found = |content_type: &str, document: &str| -> Vec<String> {
            let of = manifest.named(&ContentType::new(content_type)).unwrap();
            let node = Node::parse(document.as_bytes()).unwrap();
            let found = pointers(of, &node);
            found.iter().map(|pointer| pointer.to.to_string()).collect()
        };
        assert_eq!(
            found(
                "products",
                r#"{"brand_id":7,"categories":[3,0],"variants":{"8":{"id":8,"product_id":12}}}"#
            ),
            ["brands/7", "categories/3"]
        );
        let banner = |page: &str| found("banners", &format!(r#"{{"item_id":"7","page":"{page}"}}"#));
        assert_eq!(banner("brand_page"), ["brands/7"]);
        assert_eq!(banner("category_page"), ["categories/7"]);
        assert!(banner("home_page").is_empty());
        // An order's customer cannot be written.
        assert!(found("orders", r#"{"customer_id":5}"#).is_empty());
    }
}
