//! Which record stands in the way of one that the shop refused, because a value may be there only once.
//!
//! The shop says which field; whose it is, the newest backup knows, as long as the other record is not newer than that.

use std::ops::ControlFlow;

use backstock_model::{Node, Path, PlannedRecord, ShopId, TypeDescription};

use crate::Engine;
use crate::compare::node;
use crate::kept::name_or_key;
use crate::walk::entries;

/// How a shop's refusal is called when another record has a value already.
pub(super) const TAKEN: &str = "taken";

/// What a person calls the record that has the value already; nothing when that is not known. `said` is the shop's sentence, which
/// names the fields as their labels do.
pub(super) fn in_the_way(
    engine: &Engine,
    shop: ShopId,
    description: &TypeDescription,
    planned: &PlannedRecord,
    said: &str,
) -> Option<String> {
    let after = node(&planned.key, planned.after.as_ref()).ok()??;
    let mut wanted = Vec::new();
    values(&Path::root(), &after, &mut |path, value| {
        let label = description.label_of(path).0;
        if *value != Node::Null && said.contains(&format!("“{label}”")) {
            wanted.push((path.columns(), value.clone()));
        }
    });
    let newest = engine.vault.latest(shop).ok()??.number;
    let mut found = None;
    let walked = engine
        .vault
        .walk(shop, &planned.key.content_type, newest, &mut |stored| {
            if stored.key == planned.key {
                return ControlFlow::Continue(());
            }
            let mut has_it = false;
            if let Ok(Some(content)) = node(&stored.key, Some(&stored.document)) {
                values(&Path::root(), &content, &mut |path, value| {
                    has_it |= wanted
                        .iter()
                        .any(|(at, taken)| taken == value && *at == path.columns());
                });
            }
            if has_it {
                found = Some(name_or_key(&stored.name, &stored.key));
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
    walked.ok().and(found)
}

/// Every value of a record, with its place.
fn values(path: &Path, node: &Node, each: &mut dyn FnMut(&Path, &Node)) {
    match entries(Some(node)) {
        None => each(path, node),
        Some(below) => below
            .iter()
            .for_each(|(key, value)| values(&path.then(key.as_str()), value, each)),
    }
}
