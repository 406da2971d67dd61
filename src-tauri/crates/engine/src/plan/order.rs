//! In which order records are written.
//!
//! A record is written after those it refers to and deleted before them. Between types that is the order of their foreign
//! keys; within a type it is the depth (a category after its parent). Where records refer to each other in a circle no order
//! is right; they stay in one batch, which the shop takes as a whole.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::Range;

use backstock_model::{Action, ContentType, Document, PlannedRecord, RecordKey, TypeDescription};

use super::references::references_of;

/// Brings planned records into the order in which they are to be written. Records that no rule orders keep theirs.
pub(crate) fn in_order(records: Vec<PlannedRecord>, types: &[TypeDescription]) -> Vec<PlannedRecord> {
    let ranks = ranks(types);
    let rank = |record: &PlannedRecord| ranks.get(&record.key.content_type).copied().unwrap_or(usize::MAX);
    let (mut deletes, mut writes): (Vec<_>, Vec<_>) = records
        .into_iter()
        .partition(|record| record.action() == Action::Delete);
    writes.sort_by_key(rank);
    deletes.sort_by_key(rank);
    let mut ordered = parents_first(writes, types, |record| record.after.as_ref());
    let mut last = parents_first(deletes, types, |record| record.before.as_ref());
    last.reverse();
    ordered.append(&mut last);
    ordered
}

/// Puts what is left of a record's rows right before the record that takes it in or away, so that both are written together.
/// What the plan takes away for another reason is moved, not said twice.
pub(crate) fn before_their_owners(
    records: Vec<PlannedRecord>,
    mut left_over: HashMap<RecordKey, Vec<PlannedRecord>>,
) -> Vec<PlannedRecord> {
    let moved: HashSet<RecordKey> = left_over
        .values()
        .flatten()
        .map(|left| left.key.clone())
        .collect();
    let mut ordered = Vec::with_capacity(records.len() + moved.len());
    for record in records {
        if moved.contains(&record.key) {
            continue;
        }
        ordered.extend(left_over.remove(&record.key).unwrap_or_default());
        ordered.push(record);
    }
    ordered
}

/// Cuts an ordered plan into batches of about `size`, never between records that refer to each other the wrong way round, and
/// never between a record and what is left of it: a deletion that stands before a write belongs to that.
pub(crate) fn batches(
    records: &[PlannedRecord],
    types: &[TypeDescription],
    size: usize,
) -> Vec<Range<usize>> {
    let positions = positions(records);
    // How many references keep the places before each record from being cut: +1 where one begins, -1 behind its end.
    let mut bound = vec![0_i64; records.len() + 1];
    for (position, record) in records.iter().enumerate() {
        let is_delete = record.action() == Action::Delete;
        let document = if is_delete { &record.before } else { &record.after };
        for target in referred(types, record, document.as_ref()) {
            let Some(&other) = positions.get(&target) else {
                continue;
            };
            let Some(met) = records.get(other) else { continue };
            let wrong_way = match (is_delete, met.action()) {
                (false, Action::Create) => position < other,
                (true, Action::Delete) => other < position,
                _ => false,
            };
            if wrong_way {
                let (first, last) = (position.min(other), position.max(other));
                if let Some(place) = bound.get_mut(first + 1) {
                    *place += 1;
                }
                if let Some(place) = bound.get_mut(last + 1) {
                    *place -= 1;
                }
            }
        }
    }
    let last_write = records
        .iter()
        .rposition(|record| record.action() != Action::Delete);
    for (position, record) in records.iter().enumerate().take(last_write.unwrap_or_default()) {
        if record.action() == Action::Delete {
            if let Some(place) = bound.get_mut(position + 1) {
                *place += 1;
            }
            if let Some(place) = bound.get_mut(position + 2) {
                *place -= 1;
            }
        }
    }
    let mut cut = Vec::new();
    let (mut start, mut binding) = (0, 0);
    for (place, change) in bound.iter().enumerate().skip(1) {
        binding += change;
        let is_end = place == records.len();
        if place > start && (is_end || (binding == 0 && place - start >= size)) {
            cut.push(start..place);
            start = place;
        }
    }
    cut
}

fn positions(records: &[PlannedRecord]) -> HashMap<RecordKey, usize> {
    records
        .iter()
        .enumerate()
        .map(|(position, record)| (record.key.clone(), position))
        .collect()
}

fn referred(
    types: &[TypeDescription],
    record: &PlannedRecord,
    document: Option<&Document>,
) -> Vec<RecordKey> {
    let description = types
        .iter()
        .find(|description| description.key == record.key.content_type);
    match (description, document) {
        (Some(description), Some(document)) => references_of(description, document).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The place of every type: after those it needs, otherwise in the order given.
fn ranks(types: &[TypeDescription]) -> HashMap<ContentType, usize> {
    let place = |key: &ContentType| types.iter().position(|description| description.key == *key);
    let needs = types
        .iter()
        .map(|description| {
            let referred = description.references.iter().map(|reference| &reference.to);
            description
                .after
                .iter()
                .chain(referred)
                .filter(|key| **key != description.key)
                .filter_map(place)
                .collect()
        })
        .collect();
    needed_first(needs)
        .into_iter()
        .enumerate()
        .filter_map(|(rank, index)| Some((types.get(index)?.key.clone(), rank)))
        .collect()
}

/// Orders records that are already in the order of their types by their depth within a type.
fn parents_first(
    records: Vec<PlannedRecord>,
    types: &[TypeDescription],
    document: impl Fn(&PlannedRecord) -> Option<&Document>,
) -> Vec<PlannedRecord> {
    let refers_to_itself: Vec<&ContentType> = types
        .iter()
        .filter(|description| {
            description
                .references
                .iter()
                .any(|reference| reference.to == description.key)
        })
        .map(|description| &description.key)
        .collect();
    if refers_to_itself.is_empty() {
        return records;
    }
    let mut ordered = Vec::with_capacity(records.len());
    let mut rest = records.into_iter().peekable();
    while let Some(first) = rest.next() {
        let content_type = first.key.content_type.clone();
        let mut group = vec![first];
        while let Some(next) = rest.next_if(|next| next.key.content_type == content_type) {
            group.push(next);
        }
        if refers_to_itself.contains(&&content_type) {
            let positions = positions(&group);
            let needs = group
                .iter()
                .map(|record| {
                    referred(types, record, document(record))
                        .iter()
                        .filter(|key| **key != record.key)
                        .filter_map(|key| positions.get(key).copied())
                        .collect()
                })
                .collect();
            let mut places: Vec<Option<PlannedRecord>> = group.into_iter().map(Some).collect();
            ordered.extend(
                needed_first(needs)
                    .into_iter()
                    .filter_map(|index| places.get_mut(index).and_then(Option::take)),
            );
        } else {
            ordered.append(&mut group);
        }
    }
    ordered
}

/// Orders things so that each comes after those it needs; where needs go in a circle, the first of the circle goes first.
fn needed_first(needs: Vec<Vec<usize>>) -> Vec<usize> {
    let count = needs.len();
    let mut waiting = vec![0_usize; count];
    let mut needed_by = vec![Vec::new(); count];
    for (index, needs) in needs.into_iter().enumerate() {
        for need in needs {
            if let Some(list) = needed_by.get_mut(need) {
                list.push(index);
                if let Some(open) = waiting.get_mut(index) {
                    *open += 1;
                }
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = waiting
        .iter()
        .enumerate()
        .filter(|(_, open)| **open == 0)
        .map(|(index, _)| Reverse(index))
        .collect();
    let mut placed = vec![false; count];
    let mut order = Vec::with_capacity(count);
    let mut first_open = 0;
    while order.len() < count {
        let next = match ready.pop() {
            Some(Reverse(index)) => index,
            None => {
                while placed.get(first_open).copied().unwrap_or(true) && first_open < count {
                    first_open += 1;
                }
                first_open
            }
        };
        match placed.get_mut(next) {
            Some(place) if !*place => *place = true,
            Some(_) => continue,
            None => break,
        }
        order.push(next);
        for &index in needed_by.get(next).map(Vec::as_slice).unwrap_or_default() {
            if let Some(open) = waiting.get_mut(index) {
                *open = open.saturating_sub(1);
                if *open == 0 {
                    ready.push(Reverse(index));
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use backstock_model::{Group, Reference, RemoteId};

    fn described(key: &str, references: &[(&str, &str)]) -> TypeDescription {
        let mut description = TypeDescription::new(ContentType::new(key), key, Group::Business);
        description.references = references
            .iter()
            .map(|(path, to)| Reference {
                path: (*path).into(),
                to: ContentType::new(*to),
            })
            .collect();
        description
    }

    fn planned(key: &str, before: Option<&str>, after: Option<&str>) -> PlannedRecord {
        let (content_type, id) = key.split_once('/').unwrap();
        let document = |text: &str| Document::parse(text.as_bytes()).unwrap();
        PlannedRecord {
            key: RecordKey::new(ContentType::new(content_type), RemoteId::from_encoded(id)),
            name: String::new(),
            before: before.map(document),
            after: after.map(document),
        }
    }

    fn keys(records: &[PlannedRecord]) -> Vec<String> {
        records.iter().map(|record| record.key.to_string()).collect()
    }

    #[test]
    fn parents_come_first_and_go_last() {
        let types = [
            described("products", &[("category_id", "categories")]),
            described("categories", &[("parent_id", "categories")]),
        ];
        let ordered = in_order(
            vec![
                planned("products/1", None, Some(r#"{"category_id":3}"#)),
                planned("categories/2", None, Some(r#"{"parent_id":3}"#)),
                planned("categories/3", None, Some(r#"{"parent_id":0}"#)),
                planned("categories/7", Some(r#"{"parent_id":0}"#), None),
                planned("categories/8", Some(r#"{"parent_id":7}"#), None),
                planned("products/9", Some(r#"{"category_id":8}"#), None),
            ],
            &types,
        );
        assert_eq!(
            keys(&ordered),
            [
                "categories/3",
                "categories/2",
                "products/1",
                "products/9",
                "categories/8",
                "categories/7"
            ]
        );
    }

    #[test]
    fn records_in_a_circle_stay_in_one_batch() {
        let types = [described("a", &[("b_id", "b")]), described("b", &[("a_id", "a")])];
        let ordered = in_order(
            vec![
                planned("a/1", None, Some(r#"{"b_id":1}"#)),
                planned("a/2", None, Some(r#"{"b_id":null}"#)),
                planned("b/1", None, Some(r#"{"a_id":1}"#)),
                planned("b/2", None, Some(r#"{"a_id":2}"#)),
                planned("b/3", None, Some(r#"{"a_id":2}"#)),
            ],
            &types,
        );
        assert_eq!(keys(&ordered), ["a/1", "a/2", "b/1", "b/2", "b/3"]);
        assert_eq!(batches(&ordered, &types, 1), [0..3, 3..4, 4..5]);
    }

    #[test]
    fn what_is_left_of_a_record_is_written_with_it() {
        let left = |id: u32| planned(&format!("rows/{id}"), Some("{}"), None);
        let (first, second) = (planned("a/1", None, Some("{}")), planned("a/2", None, Some("{}")));
        let records = vec![first.clone(), second.clone(), left(5), left(1), left(9)];
        let left_over = [
            (first.key.clone(), vec![left(1)]),
            (second.key.clone(), vec![left(2), left(3)]),
        ];
        let ordered = before_their_owners(records, left_over.into());
        assert_eq!(
            keys(&ordered),
            ["rows/1", "a/1", "rows/2", "rows/3", "a/2", "rows/5", "rows/9"]
        );
        assert_eq!(
            batches(&ordered, &[described("a", &[]), described("rows", &[])], 1),
            [0..2, 2..5, 5..6, 6..7]
        );
    }

    #[test]
    fn a_plan_is_cut_into_batches_without_gaps() {
        let records: Vec<PlannedRecord> = (0..7)
            .map(|id| planned(&format!("a/{id}"), None, Some("{}")))
            .collect();
        assert_eq!(batches(&records, &[described("a", &[])], 3), [0..3, 3..6, 6..7]);
        assert!(batches(&[], &[], 3).is_empty());
    }

    #[test]
    fn a_long_chain_of_parents_does_not_exhaust_the_stack() {
        let types = [described("categories", &[("parent_id", "categories")])];
        let records = (1..20_000)
            .map(|id| {
                planned(
                    &format!("categories/{id}"),
                    None,
                    Some(&format!("{{\"parent_id\":{}}}", id + 1)),
                )
            })
            .collect();
        let ordered = in_order(records, &types);
        assert_eq!(ordered.first().unwrap().key.to_string(), "categories/19999");
    }
}
