//! Random histories against a model made of maps: whatever is done to a vault, every backup that remains is what it was, and
//! every comparison is what a comparison of the maps says (RS-06).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use backstock_model::{BackupNumber, ChangeKind, RemoteId};
use backstock_vault::{BackupKind, DeletedFilter, RecordsAsk};
use proptest::prelude::*;

use super::stage::{Stage, content_type, day, description, record};

const TYPES: [&str; 3] = ["products", "orders", "pages"];

/// Name and value of every record of every type; a type that is missing was never read or is gone.
type State = BTreeMap<usize, BTreeMap<u8, (u8, u8)>>;

#[derive(Clone, Debug)]
enum Step {
    /// Edits for each type (id, then a new value, a new name, or nothing for gone), the types that are read, and a turn of the
    /// order in which records are handed over.
    Backup(Vec<Edits>, u8),
    Abandoned(Vec<Edits>),
    /// Deletes one of the backups there are.
    Delete(u8),
    Reopen,
}

#[derive(Clone, Debug)]
struct Edits {
    is_read: bool,
    is_gone: bool,
    /// Only the records whose bit is set are looked at.
    only: Option<u16>,
    edits: Vec<(u8, Option<(u8, u8)>)>,
}

impl Edits {
    /// Whether a record is looked at, on top of what the backup before has of the type. Only a type that it has can be read
    /// in part.
    fn looks_at(&self, id: u8, before: Option<&BTreeMap<u8, (u8, u8)>>) -> bool {
        self.part(before).is_none_or(|only| only & (1 << id) != 0)
    }

    fn part(&self, before: Option<&BTreeMap<u8, (u8, u8)>>) -> Option<u16> {
        self.only
            .filter(|_| !self.is_gone && before.is_some_and(|before| !before.is_empty()))
    }
}

fn edits() -> impl Strategy<Value = Vec<Edits>> {
    let edit = (0..12_u8, prop::option::weighted(0.75, (0..3_u8, 0..3_u8)));
    let one = (
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.08),
        prop::option::weighted(0.25, any::<u16>()),
        prop::collection::vec(edit, 0..8),
    )
        .prop_map(|(is_read, is_gone, only, edits)| Edits {
            is_read,
            is_gone,
            only,
            edits,
        });
    prop::collection::vec(one, TYPES.len())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (edits(), any::<u8>()).prop_map(|(edits, turn)| Step::Backup(edits, turn)),
        1 => edits().prop_map(Step::Abandoned),
        3 => any::<u8>().prop_map(Step::Delete),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 3..12)
}

struct Model {
    /// What the shop has.
    shop: State,
    /// What each remaining backup has.
    backups: BTreeMap<u64, State>,
    next: u64,
}

impl Model {
    fn edit(&mut self, edits: &[Edits]) {
        for (position, of_type) in edits.iter().enumerate() {
            let records = self.shop.entry(position).or_default();
            for (id, value) in &of_type.edits {
                match value {
                    Some(value) => records.insert(*id, *value),
                    None => records.remove(id),
                };
            }
            if of_type.is_gone {
                records.clear();
            }
        }
    }

    /// What the next backup will have.
    fn read(&self, edits: &[Edits]) -> State {
        let mut state = self.backups.values().next_back().cloned().unwrap_or_default();
        for (position, of_type) in edits.iter().enumerate() {
            if of_type.is_read {
                let before = state.remove(&position);
                let looks_at = |id: &u8| of_type.looks_at(*id, before.as_ref());
                let shop = self.shop.get(&position).cloned().unwrap_or_default();
                let carried = before.clone().unwrap_or_default();
                let now = shop.into_iter().filter(|(id, _)| looks_at(id));
                let then = carried.into_iter().filter(|(id, _)| !looks_at(id));
                state.insert(position, now.chain(then).collect());
            }
        }
        state
    }
}

fn json(value: u8) -> String {
    format!(r#"{{"value":{value}}}"#)
}

fn write(stage: &Stage, model: &Model, edits: &[Edits], turn: u8, publish: bool) {
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let at = day(i64::try_from(model.next).unwrap());
    let mut backup = stage
        .vault
        .begin_backup(&lock, BackupKind::Manual, None, at)
        .unwrap();
    for (position, of_type) in edits.iter().enumerate().filter(|(_, of_type)| of_type.is_read) {
        if of_type.is_gone {
            backup.type_gone(&content_type(TYPES[position])).unwrap();
            continue;
        }
        let mut open = backup.begin_type(&description(TYPES[position])).unwrap();
        let before = model
            .backups
            .values()
            .next_back()
            .and_then(|state| state.get(&position));
        let mut records: Vec<_> = model.shop[&position]
            .iter()
            .filter(|(id, _)| of_type.looks_at(**id, before))
            .collect();
        if !records.is_empty() {
            let turn = usize::from(turn) % records.len();
            records.rotate_left(turn);
        }
        for (id, (name, value)) in records {
            open.push(record(
                TYPES[position],
                &id.to_string(),
                &format!("name {name}"),
                &json(*value),
            ))
            .unwrap();
        }
        if of_type.part(before).is_some() {
            let absent = (0..12_u8)
                .filter(|id| of_type.looks_at(*id, before) && !model.shop[&position].contains_key(id))
                .map(|id| RemoteId::from_encoded(id.to_string()))
                .collect();
            open.finish_some(absent).unwrap();
        } else {
            open.finish().unwrap();
        }
    }
    if publish {
        assert_eq!(backup.publish(at).unwrap().number, BackupNumber(model.next));
    } else {
        backup.abandon().unwrap();
    }
}

fn play(steps: &[Step]) {
    let mut stage = Stage::new();
    let mut model = Model {
        shop: State::new(),
        backups: BTreeMap::new(),
        next: 1,
    };
    for step in steps {
        match step {
            Step::Backup(edits, turn) => {
                model.edit(edits);
                write(&stage, &model, edits, *turn, true);
                let state = model.read(edits);
                model.backups.insert(model.next, state);
                model.next += 1;
            }
            Step::Abandoned(edits) => {
                model.edit(edits);
                write(&stage, &model, edits, 0, false);
            }
            Step::Delete(which) => {
                let Some(&number) = model
                    .backups
                    .keys()
                    .nth(usize::from(*which) % model.backups.len().max(1))
                else {
                    continue;
                };
                let lock = stage.vault.lock(stage.shop, "delete").unwrap();
                stage.vault.delete_backup(&lock, BackupNumber(number)).unwrap();
                model.backups.remove(&number);
            }
            Step::Reopen => stage.reopen(),
        }
    }
    compare(&stage, &model);
    stage.assert_sound();
}

fn compare(stage: &Stage, model: &Model) {
    let numbers: Vec<u64> = stage
        .vault
        .backups(stage.shop)
        .unwrap()
        .iter()
        .map(|backup| backup.number.0)
        .rev()
        .collect();
    assert_eq!(numbers, model.backups.keys().copied().collect::<Vec<_>>());
    for (&number, state) in &model.backups {
        for (position, name) in TYPES.iter().enumerate() {
            contents(stage, number, name, state.get(&position));
            lists(stage, model, number, position);
        }
        for (&other, other_state) in &model.backups {
            differences(stage, (number, state), (other, other_state));
        }
    }
    for (position, name) in TYPES.iter().enumerate() {
        for id in 0..12_u8 {
            versions(stage, model, position, name, id);
        }
    }
}

fn contents(stage: &Stage, number: u64, name: &str, expected: Option<&BTreeMap<u8, (u8, u8)>>) {
    let found: BTreeMap<u8, (String, String)> = stage
        .walk(name, BackupNumber(number))
        .into_iter()
        .map(|stored| {
            (
                stored.key.remote_id.as_str().parse().unwrap(),
                (stored.name, stored.document.to_string()),
            )
        })
        .collect();
    let expected: BTreeMap<u8, (String, String)> = expected
        .into_iter()
        .flatten()
        .map(|(id, (name, value))| (*id, (format!("name {name}"), json(*value))))
        .collect();
    assert_eq!(found, expected, "backup {number} {name}");
    let mut hashes = 0;
    stage
        .vault
        .walk_hashes(
            stage.shop,
            &content_type(name),
            BackupNumber(number),
            &mut |id, name, _| {
                assert_eq!(expected[&id.as_str().parse::<u8>().unwrap()].0, name);
                hashes += 1;
                ControlFlow::Continue(())
            },
        )
        .unwrap();
    assert_eq!(hashes, expected.len());
}

/// Records that a remaining backup up to this one has seen.
fn known(model: &Model, number: u64, position: usize) -> BTreeSet<u8> {
    model
        .backups
        .range(..=number)
        .flat_map(|(_, state)| state.get(&position).into_iter().flat_map(BTreeMap::keys))
        .copied()
        .collect()
}

fn lists(stage: &Stage, model: &Model, number: u64, position: usize) {
    let Some(present) = model.backups[&number].get(&position) else {
        return;
    };
    let known = known(model, number, position);
    let kept = stage.vault.types_at(stage.shop, BackupNumber(number)).unwrap();
    let kept = kept
        .iter()
        .find(|kept| kept.description.key.as_str() == TYPES[position]);
    // A type of which only its being gone was ever seen is not known.
    let Some(kept) = kept else {
        assert!(known.is_empty());
        return;
    };
    assert_eq!(
        (kept.records, kept.deleted),
        (present.len() as u64, (known.len() - present.len()) as u64)
    );
    for (deleted, find) in [
        (DeletedFilter::With, None),
        (DeletedFilter::Without, None),
        (DeletedFilter::Only, None),
        (DeletedFilter::Without, Some("NAME 1")),
    ] {
        let ask = RecordsAsk {
            at: BackupNumber(number),
            find: find.map(str::to_owned),
            deleted,
            changed_since: None,
            limit: 100,
            offset: 0,
        };
        let page = stage
            .vault
            .records(stage.shop, &content_type(TYPES[position]), &ask)
            .unwrap();
        let found: BTreeSet<u8> = page
            .records
            .iter()
            .map(|record| record.key.remote_id.as_str().parse().unwrap())
            .collect();
        let expected: BTreeSet<u8> = known
            .iter()
            .filter(|id| match deleted {
                DeletedFilter::With => true,
                DeletedFilter::Without => present.contains_key(id),
                DeletedFilter::Only => !present.contains_key(id),
            })
            .filter(|id| find.is_none() || present.get(id).is_some_and(|(name, _)| *name == 1))
            .copied()
            .collect();
        assert_eq!(
            (found, page.total),
            (expected.clone(), expected.len() as u64),
            "backup {number} {ask:?}"
        );
    }
}

fn differences(stage: &Stage, (from, before): (u64, &State), (to, after): (u64, &State)) {
    let mut expected = BTreeMap::new();
    for (position, name) in TYPES.iter().enumerate() {
        let empty = BTreeMap::new();
        let left = before.get(&position).unwrap_or(&empty);
        let right = after.get(&position).unwrap_or(&empty);
        for id in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
            let change = match (left.get(id), right.get(id)) {
                (None, _) => ChangeKind::Added,
                (_, None) => ChangeKind::Deleted,
                (Some((_, left)), Some((_, right))) if left != right => ChangeKind::Updated,
                _ => continue,
            };
            expected.insert((name.to_string(), id.to_string()), change);
        }
    }
    let found: BTreeMap<_, _> = stage
        .vault
        .changed_records(
            stage.shop,
            BackupNumber(from),
            BackupNumber(to),
            None,
            1_000,
            0,
            None,
        )
        .unwrap()
        .into_iter()
        .map(|record| {
            (
                (
                    record.key.content_type.to_string(),
                    record.key.remote_id.to_string(),
                ),
                record.change,
            )
        })
        .collect();
    assert_eq!(found, expected, "from {from} to {to}");
    for counts in stage
        .vault
        .changes_between(stage.shop, BackupNumber(from), BackupNumber(to), None)
        .unwrap()
    {
        let count = |kind| {
            expected
                .iter()
                .filter(|((name, _), change)| *name == counts.key.as_str() && **change == kind)
                .count() as u64
        };
        let position = TYPES
            .iter()
            .position(|name| *name == counts.key.as_str())
            .unwrap();
        let size = before.get(&position).map_or(0, BTreeMap::len) as u64;
        assert_eq!(
            (counts.added, counts.updated, counts.deleted, counts.unchanged),
            (
                count(ChangeKind::Added),
                count(ChangeKind::Updated),
                count(ChangeKind::Deleted),
                size - count(ChangeKind::Updated) - count(ChangeKind::Deleted)
            ),
            "from {from} to {to}"
        );
    }
}

/// The versions of a record are the runs of equal values over the remaining backups.
fn versions(stage: &Stage, model: &Model, position: usize, name: &str, id: u8) {
    let mut expected: Vec<(u64, u64, Option<u8>)> = Vec::new();
    for (&number, state) in &model.backups {
        let value = state
            .get(&position)
            .and_then(|records| records.get(&id))
            .map(|(_, value)| *value);
        match expected.last_mut() {
            Some(last) if last.2 == value => last.1 = number,
            None if value.is_none() => {}
            _ => expected.push((number, number, value)),
        }
    }
    expected.reverse();
    let key = backstock_model::RecordKey::new(content_type(name), RemoteId::from_encoded(id.to_string()));
    let found: Vec<_> = stage
        .vault
        .record_versions(stage.shop, &key)
        .unwrap_or_default()
        .into_iter()
        .map(|version| (version.backup.0, version.last.0, version.hash))
        .collect();
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(first, last, value)| {
            let hash = value.map(|value| stage.vault.hash_of(&super::stage::document(&json(value))));
            (first, last, hash)
        })
        .collect();
    assert_eq!(found, expected, "{key}");
}

/// More of them with `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").map_or(48, |count| count.parse().unwrap()),
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_vault_is_what_the_maps_say(steps in steps()) {
        play(&steps);
    }
}
