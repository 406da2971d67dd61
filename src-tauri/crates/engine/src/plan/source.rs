//! # Putting another shop's backup into a shop
//!
//! The backup is one of a file, or of another shop in the vault: the shop on its old server, its staging copy. Everything else
//! is as with every restore: plan, preview, safety backup, journal, reading back, undo.
//!
//! What is the same thing is told by its number, as a shop that moved keeps its numbers. Where the numbers stand for other
//! things the backup is of another shop altogether, and product 117 would become something else; so [`Likeness`] looks, type by
//! type, whether what has the same number also has the same name or code, and a plan that would mix things up is not made.
//! A shop that numbers its records otherwise is copied to in another way, see `copying.rs`.

use std::collections::{BTreeMap, BTreeSet};

use backstock_model::{
    BackupNumber, Cancel, Choice, ContentType, Document, Node, Plan, PlanId, PlanSource, Progress, RecordKey,
    TypeDescription,
};
use backstock_shops::Reading;

use crate::alongside::{Alongside, Beside};
use crate::compare::node;
use crate::{Engine, EngineError};

/// Columns that tell a thing from others of its kind, whatever its number is.
const TELLING: [&str; 12] = [
    "sku",
    "slug",
    "code",
    "email",
    "handle",
    "reference",
    "ean",
    "gtin",
    "number",
    "url",
    "path",
    "name",
];

/// Fewer things than this may differ by chance.
const FEWEST: u64 = 3;

impl Engine {
    /// Plans to bring chosen parts of a shop to a backup of another: `from` names that shop and its backup. Nothing is written;
    /// the plan is kept for [`Engine::carry_out`].
    pub fn plan_restore_from(
        &self,
        shop: &str,
        (from, backup): (&str, BackupNumber),
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let known = self.vault.shop(shop)?;
        let source = self.vault.shop(from)?;
        if source.id == known.id {
            return self.plan_restore(shop, backup, choice, progress, cancel);
        }
        // A span has its second end in the shop's own history; ignored it would put back more than was asked for.
        if choice.until.is_some() {
            return Err(EngineError::SpanElsewhere);
        }
        if choice.new_numbers {
            return self.plan_copy(&known, source, backup, choice, (progress, cancel));
        }
        let from = PlanSource {
            shop: source.id,
            finished: self.vault.backup(source.id, backup)?.finished,
            name: source.name,
        };
        self.plan_from(&known, Some(from), backup, (choice, None), (progress, cancel))
    }

    /// Refuses a backup in which most numbers stand for other things than in a reading of the shop.
    pub(crate) fn check_likeness(
        &self,
        known: &backstock_vault::Shop,
        backup: BackupNumber,
        reading: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        let types = reading.types().to_vec();
        let mut likeness = Likeness::default();
        for stored in self.vault.types_at(known.id, backup)? {
            let content_type = &stored.description.key;
            if !types.iter().any(|description| description.key == *content_type) {
                continue;
            }
            let alongside = Alongside {
                vault: &self.vault,
                shop: known.id,
                at: Some(backup),
                content_type,
                cancel,
                read: &|_| {},
            };
            let same = alongside.lay(reading, &mut |beside| {
                if let Beside::Different(live) = beside
                    && let Some(kept) = self.record_at(known.id, &live.key, backup)?
                {
                    let names = (live.name.as_str(), kept.name.as_str());
                    likeness.met(&live.key, names, &live.document, &kept.document)?;
                }
                Ok(())
            })?;
            likeness.same(content_type, same);
        }
        likeness.check(&types, &known.name, false)
    }

    /// What the source of a plan is called now.
    pub(crate) fn shop_of(&self, from: &PlanSource) -> Result<String, EngineError> {
        let shops = self.vault.shops()?;
        let found = shops.into_iter().find(|shop| shop.id == from.shop);
        // When it is gone, asking for it by its old name tells so.
        Ok(found.map_or_else(|| from.name.clone(), |shop| shop.name))
    }
}

/// For each type how many things with the same number are the same thing, and how many are not.
#[derive(Default)]
pub(super) struct Likeness {
    met: BTreeMap<ContentType, (u64, u64)>,
    /// Types of which both sides have things, and none under the same number.
    apart: BTreeSet<ContentType>,
}

impl Likeness {
    /// Both sides have things of a type, and not one number is on both.
    pub(super) fn nothing_shared(&mut self, content_type: &ContentType) {
        self.apart.insert(content_type.clone());
    }

    /// Records that are the same on both sides.
    pub(super) fn same(&mut self, content_type: &ContentType, count: u64) {
        self.met.entry(content_type.clone()).or_default().0 += count;
    }

    /// A record that differs.
    pub(super) fn met(
        &mut self,
        key: &RecordKey,
        names: (&str, &str),
        live: &Document,
        wanted: &Document,
    ) -> Result<(), EngineError> {
        let (Some(live), Some(wanted)) = (node(key, Some(live))?, node(key, Some(wanted))?) else {
            return Ok(());
        };
        if let Some(is_same) = is_same(names, &live, &wanted) {
            let (same, other) = self.met.entry(key.content_type.clone()).or_default();
            *(if is_same { same } else { other }) += 1;
        }
        Ok(())
    }

    /// Refuses where most things of a type are others. Where things may be deleted nothing is left to chance: what the backup
    /// lacks would go, and of another shop's backup that is everything.
    pub(super) fn check(
        &self,
        types: &[TypeDescription],
        shop: &str,
        may_delete: bool,
    ) -> Result<(), EngineError> {
        let fewest = if may_delete { 1 } else { FEWEST };
        let of_another = |key: &ContentType| {
            (may_delete && self.apart.contains(key))
                || self
                    .met
                    .get(key)
                    .is_some_and(|(same, other)| *other >= fewest && other > same)
        };
        match types.iter().find(|description| of_another(&description.key)) {
            None => Ok(()),
            Some(description) => Err(EngineError::OtherRecords {
                shop: shop.to_owned(),
                label: description.label.clone(),
            }),
        }
    }
}

/// Whether two records are the same thing; nothing when neither has anything that tells.
fn is_same(names: (&str, &str), live: &Node, wanted: &Node) -> Option<bool> {
    let told = |row: &Node, column: &str| {
        row.get(column)
            .filter(|value| value.is_leaf())
            .map(Node::to_text)
            .filter(|text| !text.is_empty())
    };
    let mut found = (!names.0.is_empty() && !names.1.is_empty()).then_some(names.0 == names.1);
    for column in TELLING {
        if let (Some(live), Some(wanted)) = (told(live, column), told(wanted, column)) {
            found = Some(found.unwrap_or(false) || live == wanted);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(live: &str, wanted: &str) -> Option<bool> {
        let node = |text: &str| Node::parse(text.as_bytes()).unwrap();
        super::is_same(("", ""), &node(live), &node(wanted))
    }

    #[test]
    fn where_things_may_be_deleted_a_backup_that_shares_nothing_is_refused() {
        let products = ContentType::new("products");
        let types = [TypeDescription::new(
            products.clone(),
            "Products".to_owned(),
            backstock_model::Group::Business,
        )];
        let mut apart = Likeness::default();
        apart.nothing_shared(&products);
        assert!(apart.check(&types, "Tea", false).is_ok());
        assert!(matches!(
            apart.check(&types, "Tea", true),
            Err(EngineError::OtherRecords { .. })
        ));

        let mut mixed_up = Likeness::default();
        let key = RecordKey::new(products, backstock_model::RemoteId::from_encoded("1"));
        let document = |sku: &str| Document::from_canonical(format!(r#"{{"sku":"{sku}"}}"#).into_bytes());
        mixed_up
            .met(&key, ("", ""), &document("A1"), &document("S9"))
            .unwrap();
        assert!(mixed_up.check(&types, "Tea", false).is_ok());
        assert!(mixed_up.check(&types, "Tea", true).is_err());
    }

    #[test]
    fn one_thing_that_tells_is_enough() {
        assert_eq!(
            is_same(r#"{"name":"Assam","sku":"A1"}"#, r#"{"name":"Sale!","sku":"A1"}"#),
            Some(true)
        );
        assert_eq!(
            is_same(r#"{"name":"Assam","sku":"A1"}"#, r#"{"name":"Shoe","sku":"S9"}"#),
            Some(false)
        );
        assert_eq!(is_same(r#"{"amount":1}"#, r#"{"amount":2}"#), None);
        assert_eq!(is_same(r#"{"name":""}"#, r#"{"name":"Assam"}"#), None);
    }
}
