//! # Copying into a shop with numbers of its own
//!
//! A shop numbers its rows itself: product 117 is another thing in every shop. So a copy does not go by numbers. What is the same
//! thing is told, in this order,
//!
//! 1. by the **ledger**: an earlier copy brought it, and it is still there;
//! 2. by its **natural key**, which the platform's profile names (a SKU, an e-mail address), or an index that is unique;
//! 3. otherwise it is new, and gets a number that is free: its own where the shop's numbers have not come so far, or the next one.
//!
//! Every number in a document is then written anew, the rows it owns and what it refers to included (see
//! [`backstock_shops::Numbering`]), and from there on it is a plan like any other: in the shop's own numbers, with preview, safety
//! backup, journal, reading back and undo. A second copy finds everything again and writes only what differs.
//!
//! * What refers to something that the shop does not have and that is not copied is left alone (`NeedsAnother`); what refers to
//!   something that the backup does not have either is copied with a number that leads nowhere here, too.
//! * Where several records are known by the same key, nobody can say which is meant (`Unclear`).
//! * Deletions, where they are asked for, spare the twin of what is left alone; and all of a type of which something cannot be
//!   told apart or read, because anything may be its twin.
//! * Numbers inside texts that only the shop's own software can read (serialised settings) stay as they are.
//!
//! The backup is walked three times, and the shop once: what is kept in memory are numbers, hashes and what is to be written.

mod ledger;
mod numbers;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{
    BackupNumber, Cancel, Choice, Consequence, ContentType, Document, Node, Plan, PlanId, PlanSource,
    Progress, RecordKey, RemoteId, Skip, SkipReason,
};
use backstock_shops::{Numbering, Reading, ShopError, Unfollowed};
use backstock_vault::{CopiedNumber, CopyNotes, RecordHash, Shop, StoredDocument, StoredType};

use super::{Gathering, Pair, between, was_read};
use crate::compare::node;
use crate::{Engine, EngineError};
use numbers::{Numbers, number_in};

/// Records of the shop that are read at a time.
const AT_ONCE: usize = 500;

impl Engine {
    /// Plans to copy chosen parts of another shop's backup into a shop, whatever their numbers are. Nothing is written; the plan is
    /// kept for [`Engine::carry_out`].
    ///
    /// A shop that does not tell how it numbers its rows is refused.
    pub(super) fn plan_copy(
        &self,
        known: &Shop,
        source: Shop,
        backup: BackupNumber,
        choice: &Choice,
        (progress, cancel): (&dyn Progress, &Cancel),
    ) -> Result<(PlanId, Plan), EngineError> {
        let finished = self.vault.backup(source.id, backup)?.finished;
        let opened = self.open_shop_for(known, cancel)?;
        let mut reading = opened.open_reading()?;
        let Some(numbering) = reading.numbering()? else {
            return Err(EngineError::NumbersNotTold {
                shop: known.name.clone(),
            });
        };
        let types = reading.types().to_vec();
        let mut gathering = Gathering {
            engine: self,
            shop: known.id,
            source: source.id,
            likeness: None,
            to: backup,
            choice,
            is_of_sheet: false,
            types: &types,
            progress,
            cancel,
            pairs: Vec::new(),
            skips: Vec::new(),
            consequences: Vec::new(),
            named: HashSet::new(),
            done: 0,
            total: 0,
        };
        let stored = self.vault.types_at(source.id, backup)?;
        let mut whole = gathering.chosen_types(&stored)?;
        if choice.content_types.is_empty() {
            let (own, others) = whole.into_iter().partition(|key| numbering.is_own(key));
            gathering.keep_own(&stored, own);
            whole = others;
        }
        let present: Vec<ContentType> = types
            .iter()
            .map(|description| description.key.clone())
            .filter(|key| {
                stored
                    .iter()
                    .any(|stored| stored.description.key == *key && was_read(stored, backup))
            })
            .collect();
        for key in &choice.records {
            if !present.contains(&key.content_type) || self.record_at(source.id, key, backup)?.is_none() {
                return Err(EngineError::UnknownRecord(key.clone()));
            }
        }
        let ledger_of = (ledger::source_of(&source), known.id);
        let ledger = self.ledger(ledger_of, &known.name)?;
        let mut copying = Copying {
            numbers: Numbers::new(numbering.spaces(), ledger),
            numbering,
            chosen: Chosen {
                whole,
                records: choice.records.iter().cloned().collect(),
            },
            theirs: HashMap::new(),
            ours: HashMap::new(),
            unclear: HashSet::new(),
            notes: CopyNotes::default(),
            gathering,
        };
        for content_type in &present {
            copying.total(content_type, &mut *reading)?;
        }
        for content_type in &present {
            let ours = copying.look_at_ours(content_type, &mut *reading)?;
            copying.look_at_theirs(content_type, &ours, &mut *reading)?;
        }
        copying.number_the_new(&present);
        for content_type in &present {
            copying.compare(content_type, &mut *reading)?;
        }
        let Copying { gathering, notes, .. } = copying;
        let Gathering {
            pairs,
            skips,
            consequences,
            ..
        } = gathering;
        let mut plan = between(backup, pairs, choice, &types)?;
        plan.from = Some(PlanSource {
            shop: source.id,
            name: source.name,
            finished,
        });
        plan.skips.extend(skips);
        plan.consequences.extend(consequences);
        let led_nowhere = &mut |_: &RecordKey, _: &RecordKey| Ok(false);
        self.look_around(&mut plan, &types, &*opened, &mut *reading, led_nowhere, cancel)?;
        let id = self.vault.keep_plan(known.id, &plan, self.clock.now())?;
        self.vault.keep_copy_notes(id, ledger_of, &notes)?;
        Ok((id, plan))
    }
}

impl Gathering<'_> {
    /// Tells which types stay as they are because they are about the shop that is written to.
    fn keep_own(&mut self, stored: &[StoredType], own: Vec<ContentType>) {
        for key in own {
            let found = stored.iter().find(|stored| stored.description.key == key);
            // The owner knows no name for what is left over of a table, and the types beside it are told.
            if found.is_some_and(|found| found.description.is_rest) {
                continue;
            }
            self.consequences.push(Consequence {
                code: "own_type_kept".to_owned(),
                count: found.map_or(0, |stored| stored.records),
                content_type: Some(key),
                detail: None,
            });
        }
    }
}

/// What is copied.
struct Chosen {
    whole: Vec<ContentType>,
    records: HashSet<RecordKey>,
}

impl Chosen {
    fn has(&self, key: &RecordKey) -> bool {
        self.whole.contains(&key.content_type) || self.records.contains(key)
    }

    fn has_some_of(&self, content_type: &ContentType) -> bool {
        self.whole.contains(content_type) || self.records.iter().any(|key| key.content_type == *content_type)
    }
}

/// A record of the backup: its id, and the numbers of the rows it owns.
struct Theirs {
    id: RemoteId,
    owned: Vec<(usize, u64)>,
}

/// Finds out which record is which.
struct Copying<'a> {
    gathering: Gathering<'a>,
    numbering: Numbering,
    numbers: Numbers,
    chosen: Chosen,
    theirs: HashMap<ContentType, Vec<Theirs>>,
    /// What the shop has, with what tells whether it is the same.
    ours: HashMap<ContentType, HashMap<RemoteId, RecordHash>>,
    /// Records that another one is known by the same key as.
    unclear: HashSet<RecordKey>,
    /// What to remember of the copy.
    notes: CopyNotes,
}

/// Records that were found again, by their ids in the backup and in the shop.
#[derive(Default)]
struct Matched {
    theirs: HashSet<RemoteId>,
    ours: HashSet<RemoteId>,
}

/// Records by a natural key; `None` where there are several.
type ByKey = HashMap<String, Option<RemoteId>>;

fn enter(by_key: &mut ByKey, key: String, id: &RemoteId) {
    by_key
        .entry(key)
        .and_modify(|known| *known = None)
        .or_insert_with(|| Some(id.clone()));
}

impl Copying<'_> {
    fn total(&mut self, content_type: &ContentType, reading: &mut dyn Reading) -> Result<(), EngineError> {
        self.gathering.total += reading.count(content_type)?;
        Ok(())
    }

    /// Notes what the shop has of a type, and what tells it.
    fn look_at_ours(
        &mut self,
        content_type: &ContentType,
        reading: &mut dyn Reading,
    ) -> Result<ByKey, EngineError> {
        let vault = &self.gathering.engine.vault;
        let mut ours = HashMap::new();
        let mut by_key = ByKey::new();
        let has_key = self.numbering.has_natural_key(content_type);
        self.stream(content_type, reading, |record| {
            let id = &record.key.remote_id;
            ours.insert(id.clone(), vault.hash_of(&record.document));
            if has_key && let Some(document) = node(&record.key, Some(&record.document))? {
                let as_it_is = &mut |_: usize, _: &str| Ok(None);
                if let Some(key) = self.numbering.natural_key(content_type, &document, as_it_is) {
                    enter(&mut by_key, key, id);
                }
            }
            Ok(())
        })?;
        self.gathering.done += ours.len() as u64;
        self.gathering.tick(content_type, 0);
        self.ours.insert(content_type.clone(), ours);
        Ok(by_key)
    }

    fn stream(
        &self,
        content_type: &ContentType,
        reading: &mut dyn Reading,
        mut each: impl FnMut(&backstock_model::Record) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let cancel = self.gathering.cancel;
        let mut failure = None;
        reading.read_type(content_type, &mut |record| {
            let done = if cancel.is_asked() {
                Err(EngineError::Cancelled)
            } else {
                each(&record)
            };
            match done {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        failure.map_or(Ok(()), Err)
    }

    /// Hands over every record the backup has of a type. One that is damaged is left alone, and told once.
    fn walk(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(&mut Self, StoredDocument) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let (engine, source, to) = (self.gathering.engine, self.gathering.source, self.gathering.to);
        engine.walk_past_damage((source, content_type, to), &mut |found| {
            if self.gathering.cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            match found {
                Ok(stored) => each(self, stored),
                Err(key) => {
                    if self.chosen.has(&key) && !self.gathering.skips.iter().any(|skip| skip.key == key) {
                        self.gathering.damaged(key, String::new());
                    }
                    Ok(())
                }
            }
        })
    }

    /// Finds out which of the backup's records the shop has.
    fn look_at_theirs(
        &mut self,
        content_type: &ContentType,
        ours_by_key: &ByKey,
        reading: &mut dyn Reading,
    ) -> Result<(), EngineError> {
        let root = self.numbering.space_of(content_type);
        self.count_theirs(content_type, root)?;
        let mut matched = Matched::default();
        self.by_ledger(content_type, &mut matched);
        // What is told by others of its type is told once those are: a category within a category.
        let is_told_by_its_like = self.numbering.is_told_by_its_like(content_type);
        while !ours_by_key.is_empty() {
            let before = matched.theirs.len();
            let theirs_by_key = self.theirs_by_key(content_type, &matched)?;
            let mut is_clear = true;
            for (key, id) in &theirs_by_key {
                match (id, ours_by_key.get(key)) {
                    (_, None) => {}
                    (Some(id), Some(Some(our))) => {
                        if matched.ours.insert(our.clone()) {
                            self.numbers.is(root, id, our);
                            matched.theirs.insert(id.clone());
                        }
                    }
                    (None, Some(_)) | (_, Some(None)) => is_clear = false,
                }
            }
            if !is_clear {
                self.note_unclear(content_type, ours_by_key, &matched)?;
            }
            if !is_told_by_its_like || matched.theirs.len() == before {
                break;
            }
        }
        self.align(content_type, reading)
    }

    /// Notes the ids and numbers the backup has of a type.
    fn count_theirs(&mut self, content_type: &ContentType, root: Option<usize>) -> Result<(), EngineError> {
        let has_rows = self.numbering.has_counted_rows(content_type);
        let mut theirs = Vec::new();
        self.walk(content_type, &mut |copying, stored| {
            let mut owned = Vec::new();
            if has_rows && let Some(document) = node(&stored.key, Some(&stored.document))? {
                copying
                    .numbering
                    .owned_numbers(content_type, &document, &mut |space, number| {
                        if let Ok(number) = number.parse() {
                            owned.push((space, number));
                        }
                    });
            }
            let id = stored.key.remote_id;
            copying.numbers.seen(root, &id, &owned);
            theirs.push(Theirs { id, owned });
            Ok(())
        })?;
        self.theirs.insert(content_type.clone(), theirs);
        Ok(())
    }

    /// The backup's records that were not found again yet, by what tells them.
    fn theirs_by_key(&mut self, content_type: &ContentType, matched: &Matched) -> Result<ByKey, EngineError> {
        let mut by_key = ByKey::new();
        self.walk(content_type, &mut |copying, stored| {
            if !matched.theirs.contains(&stored.key.remote_id)
                && let Some(key) = copying.natural_key(&stored)?
            {
                enter(&mut by_key, key, &stored.key.remote_id);
            }
            Ok(())
        })?;
        Ok(by_key)
    }

    /// What tells one of the backup's records in the shop.
    fn natural_key(&self, stored: &StoredDocument) -> Result<Option<String>, EngineError> {
        let document = node(&stored.key, Some(&stored.document))?;
        let known = &mut |space: usize, number: &str| self.numbers.known(space, number);
        Ok(document.and_then(|document| {
            self.numbering
                .natural_key(&stored.key.content_type, &document, known)
        }))
    }

    /// What an earlier copy brought and the shop still has.
    fn by_ledger(&mut self, content_type: &ContentType, matched: &mut Matched) {
        let Some(space) = self.numbering.space_of(content_type) else {
            return;
        };
        let ours = self.ours.get(content_type);
        for record in self
            .theirs
            .get(content_type)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            let Some(our) = self.numbers.of_record(space, &record.id) else {
                continue;
            };
            if ours.is_some_and(|ours| ours.contains_key(&our)) {
                matched.theirs.insert(record.id.clone());
                matched.ours.insert(our);
            } else {
                // It is gone, and so are the rows it owned.
                self.numbers.forget(space, &record.id, &record.owned);
            }
        }
    }

    /// Which records nobody can tell from others.
    fn note_unclear(
        &mut self,
        content_type: &ContentType,
        ours: &ByKey,
        matched: &Matched,
    ) -> Result<(), EngineError> {
        let mut seen: HashMap<String, RecordKey> = HashMap::new();
        let mut unclear = HashSet::new();
        self.walk(content_type, &mut |copying, stored| {
            if matched.theirs.contains(&stored.key.remote_id) {
                return Ok(());
            }
            let Some(key) = copying.natural_key(&stored)? else {
                return Ok(());
            };
            // Several here are no riddle while the shop has none of them.
            match ours.get(&key) {
                None => {}
                Some(None) => {
                    unclear.insert(stored.key);
                }
                Some(Some(_)) => match seen.get(&key) {
                    Some(first) => unclear.extend([first.clone(), stored.key]),
                    None => drop(seen.insert(key, stored.key)),
                },
            }
            Ok(())
        })?;
        self.unclear.extend(unclear);
        Ok(())
    }

    /// Finds the rows of records that are in both shops again.
    fn align(&mut self, content_type: &ContentType, reading: &mut dyn Reading) -> Result<(), EngineError> {
        let has_any = self.ours.get(content_type).is_some_and(|ours| !ours.is_empty());
        if !has_any || !self.numbering.has_counted_rows(content_type) {
            return Ok(());
        }
        self.walk(content_type, &mut |copying, stored| {
            let Some(theirs) = node(&stored.key, Some(&stored.document))? else {
                return Ok(());
            };
            let mut is_known = true;
            copying
                .numbering
                .owned_numbers(content_type, &theirs, &mut |space, number| {
                    is_known &= copying.numbers.is_known(space, number);
                });
            if is_known {
                return Ok(());
            }
            let Some(key) = copying.found_again(&stored.key, &theirs) else {
                return Ok(());
            };
            let Some(ours) = reading.read_record(&key)? else {
                return Ok(());
            };
            let Some(ours) = node(&key, Some(&ours.document))? else {
                return Ok(());
            };
            let mut pairs = Vec::new();
            let numbers = &copying.numbers;
            copying.numbering.align(
                content_type,
                &theirs,
                &ours,
                &|space, number| match numbers.known(space, number) {
                    Ok(Some(ours)) => Some(ours),
                    Ok(None) if !numbers.is_counted(space) => Some(number.to_owned()),
                    Ok(None) | Err(Unfollowed) => None,
                },
                &mut |space, theirs, ours| pairs.push((space, theirs.to_owned(), ours.to_owned())),
            );
            for (space, theirs, ours) in pairs {
                copying.numbers.is_row(space, &theirs, &ours);
            }
            Ok(())
        })
    }

    /// The record of the shop that one of the backup's is, as far as its own row tells.
    fn found_again(&self, key: &RecordKey, document: &Node) -> Option<RecordKey> {
        let counted = self.numbering.counted(&key.content_type);
        if counted.is_some_and(|space| self.numbers.of_record(space, &key.remote_id).is_none()) {
            return None;
        }
        let own: Vec<(String, Node)> = match document {
            Node::Map(entries) => entries
                .iter()
                .filter(|(_, value)| value.is_leaf())
                .cloned()
                .collect(),
            _ => Vec::new(),
        };
        // Only its key counts: what else it refers to may not be known yet.
        let known =
            &mut |space: usize, number: &str| Ok(self.numbers.known(space, number).unwrap_or_default());
        let (id, _) = self
            .numbering
            .renumber(&key.content_type, &key.remote_id, &Node::Map(own), known)
            .ok()?;
        let ours = self.ours.get(&key.content_type)?;
        ours.contains_key(&id)
            .then(|| RecordKey::new(key.content_type.clone(), id))
    }

    /// Gives numbers to what is new, and notes what is neither here nor copied.
    fn number_the_new(&mut self, present: &[ContentType]) {
        for content_type in present {
            let Some(space) = self.numbering.counted(content_type) else {
                continue;
            };
            for record in self
                .theirs
                .get(content_type)
                .map(Vec::as_slice)
                .unwrap_or_default()
            {
                if self.numbers.of_record(space, &record.id).is_some() {
                    continue;
                }
                let key = RecordKey::new(content_type.clone(), record.id.clone());
                if self.chosen.has(&key) && !self.unclear.contains(&key) {
                    self.numbers.number(space, &record.id);
                } else {
                    self.numbers.stays_away(space, &record.id, &record.owned);
                }
            }
        }
    }

    /// Lays what is to be copied beside what the shop has.
    fn compare(&mut self, content_type: &ContentType, reading: &mut dyn Reading) -> Result<(), EngineError> {
        if !self.chosen.has_some_of(content_type) {
            return Ok(());
        }
        let mut met: HashSet<RemoteId> = HashSet::new();
        let mut is_told_apart = true;
        let mut same = 0;
        self.walk(content_type, &mut |copying, stored| {
            if !copying.chosen.has(&stored.key) {
                return Ok(());
            }
            let Some(document) = node(&stored.key, Some(&stored.document))? else {
                return Ok(());
            };
            if copying.unclear.contains(&stored.key) {
                is_told_apart = false;
                copying.skip(stored, SkipReason::Unclear);
                return Ok(());
            }
            let twin = copying.found_again(&stored.key, &document);
            met.extend(twin.map(|twin| twin.remote_id));
            let mut used: Vec<(usize, String, String)> = Vec::new();
            let numbers = &mut copying.numbers;
            let renumbered = copying.numbering.renumber(
                content_type,
                &stored.key.remote_id,
                &document,
                &mut |space, number| numbers.of(space, number, &mut used),
            );
            let Ok((id, made)) = renumbered else {
                copying.skip(stored, SkipReason::NeedsAnother);
                return Ok(());
            };
            let key = RecordKey::new(content_type.clone(), id);
            copying.note(&stored.key, &document, &key, used);
            met.insert(key.remote_id.clone());
            if copying.pair(key.clone(), stored.name, &made, &mut *reading)? {
                same += 1;
            } else {
                copying.notes.records.push((key, stored.key.remote_id));
            }
            Ok(())
        })?;
        if same > 0 {
            self.gathering.consequences.push(Consequence {
                code: "copy_same".to_owned(),
                count: same,
                content_type: Some(content_type.clone()),
                detail: None,
            });
        }
        let is_damaged =
            |skip: &Skip| skip.key.content_type == *content_type && skip.reason == SkipReason::Damaged;
        is_told_apart &= !self.gathering.skips.iter().any(is_damaged);
        if is_told_apart && self.chosen.whole.contains(content_type) {
            self.only_ours(content_type, &met, reading)?;
        }
        self.gathering.tick(content_type, 0);
        Ok(())
    }

    /// Puts a record into the plan, and says whether the shop has it just so.
    fn pair(
        &mut self,
        key: RecordKey,
        name: String,
        made: &Node,
        reading: &mut dyn Reading,
    ) -> Result<bool, EngineError> {
        let wanted = Document::from(made);
        let hash = self
            .ours
            .get(&key.content_type)
            .and_then(|ours| ours.get(&key.remote_id));
        let live = match hash {
            Some(hash) if *hash == self.gathering.engine.vault.hash_of(&wanted) => return Ok(true),
            Some(_) => reading.read_record(&key)?.map(|record| record.document),
            None => None,
        };
        self.gathering.pairs.push(Pair {
            key,
            name,
            live,
            wanted: Some(wanted),
            by_name: false,
        });
        Ok(false)
    }

    /// What only the shop has: kept, unless it was asked to go.
    fn only_ours(
        &mut self,
        content_type: &ContentType,
        met: &HashSet<RemoteId>,
        reading: &mut dyn Reading,
    ) -> Result<(), EngineError> {
        let mut only_ours: Vec<RemoteId> = self
            .ours
            .get(content_type)
            .into_iter()
            .flat_map(HashMap::keys)
            .filter(|id| !met.contains(id))
            .cloned()
            .collect();
        only_ours.sort();
        let keys: Vec<RecordKey> = only_ours
            .into_iter()
            .map(|id| RecordKey::new(content_type.clone(), id))
            .collect();
        for keys in keys.chunks(AT_ONCE) {
            let found = match reading.read_records(keys) {
                Err(ShopError::UnknownType(_)) => return Ok(()),
                other => other?,
            };
            for live in found.into_iter().flatten() {
                self.gathering.pairs.push(Pair {
                    key: live.key,
                    name: live.name,
                    live: Some(live.document),
                    wanted: None,
                    by_name: false,
                });
            }
        }
        Ok(())
    }

    fn skip(&mut self, stored: StoredDocument, reason: SkipReason) {
        self.gathering.skips.push(Skip {
            key: stored.key,
            name: stored.name,
            reason,
        });
    }

    /// Notes for the ledger which numbers a record of the shop stands for: its own, those of its rows, and those that lead
    /// nowhere. What it refers to besides is noted with the record that it is.
    fn note(
        &mut self,
        theirs: &RecordKey,
        document: &Node,
        ours: &RecordKey,
        used: Vec<(usize, String, String)>,
    ) {
        let mut own: HashSet<(usize, String)> = HashSet::new();
        let content_type = &theirs.content_type;
        self.numbering
            .owned_numbers(content_type, document, &mut |space, number| {
                own.insert((space, number.to_owned()));
            });
        let root = self.numbering.space_of(content_type);
        own.extend(root.zip(number_in(&theirs.remote_id)));
        for (space, number, becomes) in used {
            let is_its = own.contains(&(space, number.clone()));
            if (is_its || !self.numbers.is_seen(space, &number))
                && self.numbers.is_news(space, &number)
                && let Some(space) = self.numbering.spaces().get(space)
            {
                self.notes.numbers.push(CopiedNumber {
                    space: space.name.clone(),
                    theirs: number,
                    ours: becomes,
                    record: ours.clone(),
                });
            }
        }
    }
}
