//! # Leaving parts of a plan out, and deciding about its conflicts
//!
//! The plan that was shown stays as it is. [`revised`] makes another one of it: what was unticked is not written, and where a
//! conflict was decided for the earlier value, that is. What else the new plan brings about is looked up anew, as for any plan.
//!
//! A revision of a revision goes back to the first plan, with what was said both times.

use std::collections::{HashMap, HashSet};

use backstock_model::{
    Action, Cancel, Choice, Conflict, Consequence, Document, Plan, PlanId, PlannedRecord, RecordKey,
    Revision, Skip, SkipReason, Target, TypeDescription, diff,
};
use backstock_shops::Reading;

use super::fields::path_of;
use super::order::in_order;
use super::referring::{CAME_WITH_OTHERS, STAYS_GONE, told_again};
use super::{is_locked, types_to_plan_with};
use crate::compare::node;
use crate::kept::name_or_key;
use crate::undo::LedBefore;
use crate::{Engine, EngineError};

/// What follows from the choice and not from the single writes, so that it stays true.
const OF_THE_CHOICE: [&str; 16] = [
    CAME_WITH_OTHERS,
    STAYS_GONE,
    "copy_same",
    "own_type_kept",
    "newer_records_kept",
    "protected_fields_kept",
    "rows_not_in_shop",
    "field_not_in_shop",
    "protected_type_kept",
    "type_not_restorable",
    "type_not_read_then",
    "type_not_in_shop",
    "lines_without_item",
    "columns_without_field",
    "stock_written_before",
    "stock_perhaps_right",
];

impl Engine {
    /// Makes a new plan of one that was shown: without what was left out, and with the conflicts decided. Nothing is written;
    /// the new plan is kept for [`Engine::carry_out`]. What is named and not in the plan is not missed.
    pub fn revise(
        &self,
        shop: &str,
        revision: &Revision,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let known = self.vault.shop(shop)?;
        let mut shown = self.vault.plan(known.id, revision.of)?;
        let mut revision = revision.clone();
        if let Some(earlier) = shown.revision.take() {
            shown = self.vault.plan(known.id, earlier.of)?;
            revision = together(earlier, revision);
        }
        let opened = self.open_shop_for(&known, cancel)?;
        let mut reading = opened.open_reading()?;
        let types = types_to_plan_with(&mut *reading)?;
        let live = live_of(&shown, &revision, &mut *reading)?;
        let mut plan = revised(shown, revision, &live, &types)?;
        if plan.undoes.is_none() {
            self.point_again(known.id, &mut plan, &types, &mut *reading, cancel)?;
        }
        let mut led_before = LedBefore::of(self, &known, &plan, &types)?;
        let led_nowhere = &mut |from: &RecordKey, to: &RecordKey| led_before.led_nowhere(from, to);
        self.look_around(&mut plan, &types, &*opened, &mut *reading, led_nowhere, cancel)?;
        self.tell_what_follows(known.id, &mut plan, &types, &mut *reading, cancel)?;
        let id = self.vault.keep_plan(known.id, &plan, self.clock.now())?;
        Ok((id, plan))
    }
}

/// What was said before, and what is said now.
fn together(mut earlier: Revision, later: Revision) -> Revision {
    // Whoever decides for a value again does not mean to leave it out any more.
    earlier.without.retain(|target| !later.take.contains(target));
    for (targets, more) in [
        (&mut earlier.without, later.without),
        (&mut earlier.take, later.take),
    ] {
        for target in more {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }
    earlier
}

/// The records of decided conflicts that the plan does not touch otherwise, as the shop has them now.
fn live_of(
    plan: &Plan,
    revision: &Revision,
    reading: &mut dyn Reading,
) -> Result<HashMap<RecordKey, Document>, EngineError> {
    let planned: HashSet<&RecordKey> = plan.records.iter().map(|record| &record.key).collect();
    let mut live = HashMap::new();
    for conflict in &plan.conflicts {
        let is_needed = is_taken(conflict, revision)
            && !conflict.path.keys().is_empty()
            && !planned.contains(&conflict.key)
            && !live.contains_key(&conflict.key);
        if is_needed && let Some(record) = reading.read_record(&conflict.key)? {
            live.insert(conflict.key.clone(), record.document);
        }
    }
    Ok(live)
}

/// Whether a conflict was decided for the earlier value.
pub(crate) fn is_taken(conflict: &Conflict, revision: &Revision) -> bool {
    revision
        .take
        .iter()
        .any(|target| target.covers(&conflict.key, &conflict.path))
}

/// The plan that a revision makes of another. `live` has the records of decided conflicts that the plan did not touch.
fn revised(
    plan: Plan,
    revision: Revision,
    live: &HashMap<RecordKey, Document>,
    types: &[TypeDescription],
) -> Result<Plan, EngineError> {
    let choice = plan.choice.clone();
    let is_undo = plan.undoes.is_some();
    let described = |key: &RecordKey| {
        types
            .iter()
            .find(|description| description.key == key.content_type)
    };
    let (taken, conflicts): (Vec<Conflict>, Vec<Conflict>) = plan
        .conflicts
        .into_iter()
        .partition(|conflict| is_taken(conflict, &revision));
    let chosen: HashSet<(RecordKey, String)> = taken
        .iter()
        .map(|conflict| (conflict.key.clone(), conflict.path.columns()))
        .collect();
    let mut records = plan.records;
    let made: Vec<RecordKey> = records
        .iter()
        .filter(|record| record.action() == Action::Create)
        .map(|record| record.key.clone())
        .collect();
    // They come again with the records they are left of, if those still come.
    records.retain(|record| is_undo || !is_left_over(record, &choice, described(&record.key)));
    // And so does what is pointed at them.
    records.retain(|record| is_undo || !is_pointed_again(record, &choice));
    let mut skips = plan.skips;
    take(&mut records, &mut skips, taken, live, types)?;
    let mut kept = Vec::with_capacity(records.len());
    for record in records {
        kept.extend(without(record, &revision.without)?);
    }
    let mut consequences = plan.consequences;
    consequences.retain(|consequence| OF_THE_CHOICE.contains(&consequence.code.as_str()));
    told_again(&mut consequences, &choice, &made, &kept);
    consequences.extend(protected_written(&kept, types, &choice, &chosen)?);
    Ok(Plan {
        to: plan.to,
        from: plan.from,
        undoes: plan.undoes,
        choice,
        revision: Some(revision),
        records: in_order(kept, types),
        skips,
        conflicts,
        consequences,
    })
}

/// Whether a deletion is only there because the record it was left of comes back.
fn is_left_over(record: &PlannedRecord, choice: &Choice, description: Option<&TypeDescription>) -> bool {
    let is_everything = choice.content_types.is_empty() && choice.records.is_empty();
    let is_asked_for = choice.allow_deletes
        && (is_everything
            || choice.content_types.contains(&record.key.content_type)
            || choice.records.contains(&record.key));
    record.action() == Action::Delete
        && !is_asked_for
        && description.is_some_and(|description| description.is_rest)
}

/// Whether a record is only changed because something that it points to is made again.
fn is_pointed_again(record: &PlannedRecord, choice: &Choice) -> bool {
    let is_some = !choice.content_types.is_empty() || !choice.records.is_empty();
    record.action() == Action::Update
        && is_some
        && !choice.content_types.contains(&record.key.content_type)
        && !choice.records.contains(&record.key)
}

/// Writes what the owner decided about conflicts.
fn take(
    records: &mut Vec<PlannedRecord>,
    skips: &mut Vec<Skip>,
    taken: Vec<Conflict>,
    live: &HashMap<RecordKey, Document>,
    types: &[TypeDescription],
) -> Result<(), EngineError> {
    let mut places: HashMap<RecordKey, usize> = records
        .iter()
        .enumerate()
        .map(|(place, record)| (record.key.clone(), place))
        .collect();
    for conflict in taken {
        let key = conflict.key;
        let is_whole = conflict.path.keys().is_empty();
        let overtaken = || EngineError::ChangedSincePreview {
            records: vec![key.clone()],
            name: name_or_key(&conflict.name, &key),
        };
        let place = match places.get(&key) {
            Some(&place) => place,
            None => {
                let before = if is_whole {
                    conflict.live.clone()
                } else {
                    Some(live.get(&key).cloned().ok_or_else(overtaken)?)
                };
                records.push(PlannedRecord {
                    key: key.clone(),
                    name: conflict.name.clone(),
                    after: before.clone(),
                    before,
                });
                places.insert(key.clone(), records.len() - 1);
                records.len() - 1
            }
        };
        let Some(record) = records.get_mut(place) else {
            continue;
        };
        let before = node(&key, record.before.as_ref())?;
        let description = types.iter().find(|found| found.key == key.content_type);
        if let (Some(description), Some(before)) = (description, &before)
            && is_locked(description, before)
        {
            if !skips.iter().any(|skip| skip.key == key) {
                skips.push(Skip {
                    key: key.clone(),
                    name: record.name.clone(),
                    reason: SkipReason::Locked,
                });
            }
            continue;
        }
        if is_whole {
            record.after = conflict.wanted;
            continue;
        }
        let wanted = node(&key, conflict.wanted.as_ref())?;
        if before.as_ref().and_then(|before| before.at(&conflict.path))
            != node(&key, conflict.live.as_ref())?.as_ref()
        {
            return Err(overtaken());
        }
        let mut after = node(&key, record.after.as_ref())?.ok_or_else(overtaken)?;
        after.put(&conflict.path, wanted);
        record.after = Some(Document::from(&after));
    }
    Ok(())
}

/// A planned record without what was left out; nothing when nothing of it stays.
fn without(record: PlannedRecord, left_out: &[Target]) -> Result<Option<PlannedRecord>, EngineError> {
    let of_it: Vec<&Target> = left_out
        .iter()
        .filter(|target| target.key == record.key)
        .collect();
    if of_it.iter().any(|target| target.path.keys().is_empty()) {
        return Ok(None);
    }
    if of_it.is_empty() {
        return Ok((record.before != record.after).then_some(record));
    }
    let (Some(before), Some(mut after)) = (
        node(&record.key, record.before.as_ref())?,
        node(&record.key, record.after.as_ref())?,
    ) else {
        return Ok(Some(record));
    };
    for change in diff(Some(&before), Some(&after)) {
        if of_it
            .iter()
            .any(|target| target.covers(&record.key, &change.path))
        {
            after.put(&change.path, change.old);
        }
    }
    Ok((before != after).then(|| PlannedRecord {
        after: Some(Document::from(&after)),
        ..record
    }))
}

/// Counts the protected fields that are written, as the first plan did. Where a mistake is taken back they are corrected by what it
/// changed, but for those that the owner chose to have written.
fn protected_written(
    records: &[PlannedRecord],
    types: &[TypeDescription],
    choice: &Choice,
    chosen: &HashSet<(RecordKey, String)>,
) -> Result<Vec<Consequence>, EngineError> {
    let mut found = Vec::new();
    for description in types {
        for columns in &description.protected_fields {
            let (mut written, mut corrected) = (0, 0);
            for record in records.iter().filter(|record| {
                record.key.content_type == description.key && record.action() == Action::Update
            }) {
                let writes = record.writes();
                if writes.iter().any(|change| change.path.columns() == *columns) {
                    let is_asked_for =
                        choice.until.is_none() || chosen.contains(&(record.key.clone(), columns.clone()));
                    *(if is_asked_for {
                        &mut written
                    } else {
                        &mut corrected
                    }) += 1;
                }
            }
            let counts = [
                ("protected_fields_written", written),
                ("stock_corrected", corrected),
            ];
            found.extend(
                counts
                    .into_iter()
                    .filter(|(_, count)| *count > 0)
                    .map(|(code, count)| Consequence {
                        code: code.to_owned(),
                        count,
                        content_type: Some(description.key.clone()),
                        detail: Some(description.label_of(&path_of(columns)).0),
                    }),
            );
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use backstock_model::{BackupNumber, ContentType, Group, Node, Path};

    fn plan(records: &[(&str, Option<&str>, Option<&str>)], conflicts: Vec<Conflict>) -> Plan {
        let document = |text: Option<&str>| text.map(|text| Document::parse(text.as_bytes()).unwrap());
        Plan {
            to: BackupNumber(1),
            from: None,
            undoes: None,
            choice: Choice::default(),
            revision: None,
            records: records
                .iter()
                .map(|(key, before, after)| PlannedRecord {
                    key: key.parse().unwrap(),
                    name: String::new(),
                    before: document(*before),
                    after: document(*after),
                })
                .collect(),
            skips: Vec::new(),
            conflicts,
            consequences: Vec::new(),
        }
    }

    fn targets(texts: &[&str]) -> Vec<Target> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn told(plan: Plan, without: &[&str], take: &[&str], live: &[(&str, &str)]) -> Vec<String> {
        let mut bread = TypeDescription::new(ContentType::new("breads"), "Breads", Group::Business);
        bread.locked_when = Some(("locked".to_owned(), "1".to_owned()));
        let live = live
            .iter()
            .map(|(key, text)| (key.parse().unwrap(), Document::parse(text.as_bytes()).unwrap()))
            .collect();
        let revision = Revision {
            of: PlanId(1),
            without: targets(without),
            take: targets(take),
        };
        let plan = revised(plan, revision, &live, &[bread]).unwrap();
        plan.records
            .iter()
            .flat_map(|record| {
                record.writes().into_iter().map(move |change| {
                    let text = |node: Option<Node>| node.map_or("-".to_owned(), |node| node.to_text());
                    format!(
                        "{}#{} {} {}",
                        record.key,
                        change.path,
                        text(change.old),
                        text(change.new)
                    )
                })
            })
            .chain(
                plan.skips
                    .iter()
                    .map(|skip| format!("{} {:?}", skip.key, skip.reason)),
            )
            .chain(
                plan.conflicts
                    .iter()
                    .map(|conflict| format!("open {}", conflict.path)),
            )
            .collect()
    }

    fn conflict(key: &str, path: &str, live: &str, wanted: &str) -> Conflict {
        Conflict {
            key: key.parse().unwrap(),
            name: String::new(),
            path: Path::parse(path).unwrap(),
            base: None,
            live: Some(Document::parse(live.as_bytes()).unwrap()),
            wanted: Some(Document::parse(wanted.as_bytes()).unwrap()),
        }
    }

    #[test]
    fn what_is_unticked_is_not_written() {
        let made = || {
            plan(
                &[
                    (
                        "breads/1",
                        Some(r#"{"a":1,"b":2,"rows":{"5":{"c":3}}}"#),
                        Some(r#"{"a":9,"b":8,"rows":{"5":{"c":7},"6":{"c":1}}}"#),
                    ),
                    ("breads/2", None, Some("{}")),
                ],
                Vec::new(),
            )
        };
        assert_eq!(
            told(made(), &["breads/1#/a", "breads/1#/rows/6", "breads/2"], &[], &[]),
            ["breads/1#/b 2 8", "breads/1#/rows/5/c 3 7"]
        );
        assert_eq!(
            told(
                made(),
                &["breads/1#/a", "breads/1#/b", "breads/1#/rows", "breads/9"],
                &[],
                &[]
            ),
            ["breads/2# - {}"]
        );
    }

    #[test]
    fn a_conflict_is_decided_for_the_earlier_value() {
        let conflicts = || {
            vec![
                conflict("breads/1", "/b", "5", "2"),
                conflict("breads/3", "/a", "6", "1"),
                conflict("breads/4", "/a", "6", "1"),
            ]
        };
        let made = || {
            let before = Some(r#"{"a":1,"b":5}"#);
            plan(&[("breads/1", before, Some(r#"{"a":9,"b":5}"#))], conflicts())
        };
        let live = [("breads/3", r#"{"a":6}"#), ("breads/4", r#"{"a":6,"locked":1}"#)];
        assert_eq!(
            told(made(), &[], &["breads/1#/b", "breads/3", "breads/4"], &live),
            [
                "breads/1#/a 1 9",
                "breads/1#/b 5 2",
                "breads/3#/a 6 1",
                "breads/4 Locked"
            ]
        );
        assert_eq!(
            told(made(), &["breads/1"], &[], &[]),
            ["open /b", "open /a", "open /a"]
        );
        // It changed once more, so that nobody has seen what would be overwritten.
        let revision = Revision {
            of: PlanId(1),
            without: Vec::new(),
            take: targets(&["breads/3"]),
        };
        let moved = HashMap::from([(
            "breads/3".parse().unwrap(),
            Document::parse(br#"{"a":7}"#).unwrap(),
        )]);
        assert!(matches!(
            revised(made(), revision, &moved, &[]),
            Err(EngineError::ChangedSincePreview { .. })
        ));
    }

    #[test]
    fn a_second_revision_goes_with_the_first() {
        let of = |without: &[&str], take: &[&str]| Revision {
            of: PlanId(1),
            without: targets(without),
            take: targets(take),
        };
        let both = together(of(&["a/1", "a/2"], &["a/3"]), of(&["a/2", "a/4"], &["a/1"]));
        assert_eq!(both, of(&["a/2", "a/4"], &["a/3", "a/1"]));
    }
}
