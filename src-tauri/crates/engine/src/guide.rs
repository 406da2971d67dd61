//! # Putting a record right by hand, with guidance
//!
//! Some content types cannot be written to a shop, and a locked document never is. What Backstock can do is tell exactly what
//! to enter where: one step for each field, with the value as it was kept, to be copied. The owner ticks the steps off, and
//! [`Engine::check_guide`] reads the shop again and says which of them are right now.
//!
//! * A guide is kept in the vault until the shop is removed, so that it survives a restart; it is `Progressing` until the shop
//!   has every value, then `Done`, or `Fail` when the owner gives up.
//! * Nothing is written to the shop, so there is no safety backup and nothing to undo.
//! * A field that the shop works out itself, or whose changes do not count, is no step.
//! * A record that had to be made anew has another id in most shops. It is found by its values.

use std::ops::ControlFlow;

use backstock_model::{BackupNumber, Node, Path, RecordKey, RemoteId, TypeDescription, diff};
use backstock_shops::ShopError;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::compare::node;
use crate::walk::is_volatile;
use crate::{Engine, EngineError};

/// Guides kept for a shop; the oldest ended ones make room.
const MOST_KEPT: usize = 500;

/// Where a guide stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuideStatus {
    /// The shop does not have every value yet.
    Progressing,
    /// The shop was read again and has every value.
    Done,
    /// The owner gave up.
    Fail,
}

/// What is to be done by hand in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Make the record; its fields follow.
    Create,
    /// Delete the record.
    Delete,
    /// Enter a value.
    Enter,
    /// Empty or remove what is there.
    Remove,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideStep {
    /// What.
    pub kind: StepKind,
    /// Which field; the root for the whole record.
    pub path: String,
    /// What the owner reads for it.
    pub label: String,
    /// What the shop has, as text.
    pub now: Option<String>,
    /// What it shall have, as text.
    pub wanted: Option<String>,
    /// Whether the owner ticked it off.
    pub ticked: bool,
    /// Whether the shop had it right when it was last read again.
    pub is_right: Option<bool>,
}

/// A record that is put right by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Its number, counted per shop.
    pub guide: u64,
    /// The record, as `type/id`.
    pub record: String,
    /// What the owner reads for its type.
    pub type_label: String,
    /// What a person calls it.
    pub name: String,
    /// The backup it shall be as in.
    pub to: BackupNumber,
    /// When that backup was complete.
    pub to_at: DateTime<Utc>,
    /// Why it is done by hand.
    pub reason: Option<String>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When the shop was last read again.
    pub checked: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished: Option<DateTime<Utc>>,
    /// Where it stands.
    pub status: GuideStatus,
    /// The id it has in the shop when it was made anew under another one.
    pub new_id: Option<String>,
    /// What to do, in order.
    pub steps: Vec<GuideStep>,
}

impl Guide {
    /// The record.
    pub fn key(&self) -> Option<RecordKey> {
        self.record.parse().ok()
    }

    /// The record as the shop has it now; nothing while it has to be made.
    pub fn key_now(&self) -> Option<RecordKey> {
        let key = self.key()?;
        match &self.new_id {
            Some(id) => Some(RecordKey::new(
                key.content_type,
                RemoteId::from_encoded(id.clone()),
            )),
            None => (self.steps.first()?.kind != StepKind::Create).then_some(key),
        }
    }
}

impl Engine {
    /// Works out what to do by hand so that a record is as in a backup, and keeps it.
    pub fn start_guide(&self, shop: &str, key: &RecordKey, to: BackupNumber) -> Result<Guide, EngineError> {
        let known = self.vault.shop(shop)?;
        let backup = self.vault.backup(known.id, to)?;
        let kept = self.record_at(known.id, key, to)?;
        let mut reading = self.open_shop(&known)?.open_reading()?;
        let live = match reading.read_record(key) {
            Err(ShopError::UnknownType(_)) => None,
            other => other?,
        };
        if kept.is_none() && live.is_none() {
            return Err(EngineError::UnknownRecord(key.clone()));
        }
        let description = self.guide_description(shop, key, to, reading.types())?;
        let wanted = node(key, kept.as_ref().map(|kept| &kept.document))?;
        let now = node(key, live.as_ref().map(|live| &live.document))?;
        let steps = steps(&description, now.as_ref(), wanted.as_ref());
        if steps.is_empty() {
            return Err(EngineError::NothingToGuide(key.clone()));
        }
        let name = live
            .map(|live| live.name)
            .into_iter()
            .chain(kept.map(|kept| kept.name))
            .find(|name| !name.is_empty())
            .unwrap_or_else(|| key.remote_id.readable());
        let mut all = self.guides(shop)?;
        let guide = Guide {
            guide: all.iter().map(|one| one.guide).max().unwrap_or(0) + 1,
            record: key.to_string(),
            type_label: description.label,
            name,
            to,
            to_at: backup.finished,
            reason: description.reason,
            started: self.clock.now(),
            checked: None,
            finished: None,
            status: GuideStatus::Progressing,
            new_id: None,
            steps,
        };
        all.insert(0, guide.clone());
        self.keep_guides(shop, all)?;
        Ok(guide)
    }

    /// All guides of a shop, newest first.
    pub fn guides(&self, shop: &str) -> Result<Vec<Guide>, EngineError> {
        let known = self.vault.shop(shop)?;
        let kept = self.vault.setting(&name_of(&known))?;
        Ok(kept
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// One guide of a shop.
    pub fn guide(&self, shop: &str, guide: u64) -> Result<Guide, EngineError> {
        let all = self.guides(shop)?;
        all.into_iter()
            .find(|one| one.guide == guide)
            .ok_or(EngineError::UnknownGuide(guide))
    }

    /// Ticks a step off, or takes the tick back.
    pub fn tick_guide(
        &self,
        shop: &str,
        guide: u64,
        step: usize,
        ticked: bool,
    ) -> Result<Guide, EngineError> {
        self.change_guide(shop, guide, |guide| {
            if let Some(step) = guide.steps.get_mut(step) {
                step.ticked = ticked;
            }
            Ok(())
        })
    }

    /// Reads the shop again and says of each step whether it is right; when all are, the guide is done.
    pub fn check_guide(&self, shop: &str, guide: u64) -> Result<Guide, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut reading = self.open_shop(&known)?.open_reading()?;
        let now = self.clock.now();
        let checked = self.change_guide(shop, guide, |guide| {
            let Some(old_key) = guide.key() else {
                return Ok(());
            };
            let mut key = old_key.clone();
            let is_new = guide
                .steps
                .first()
                .is_some_and(|step| step.kind == StepKind::Create);
            if let Some(new_id) = &guide.new_id {
                key = RecordKey::new(key.content_type, RemoteId::from_encoded(new_id.clone()));
            }
            let mut found = match reading.read_record(&key) {
                Err(ShopError::UnknownType(_)) => None,
                other => other?,
            };
            if found.is_none() && is_new {
                reading.read_type(&key.content_type, &mut |record| {
                    let is_it = record
                        .document
                        .to_node()
                        .is_ok_and(|node| is_made(&guide.steps, &node, &old_key));
                    if is_it {
                        found = Some(record);
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                })?;
                guide.new_id = found.as_ref().map(|record| record.key.remote_id.to_string());
            }
            let live = node(&key, found.as_ref().map(|record| &record.document))?;
            for step in &mut guide.steps {
                step.now = live.as_ref().and_then(|live| text_at(live, &step.path));
                // A new record has its own id, and that is as it should be.
                let is_own_id = step.wanted.as_deref() == Some(old_key.remote_id.as_str())
                    && guide.new_id.is_some()
                    && step.now == guide.new_id;
                step.is_right = Some(match step.kind {
                    StepKind::Create => live.is_some(),
                    StepKind::Delete => live.is_none(),
                    StepKind::Enter => is_own_id || (live.is_some() && step.now == step.wanted),
                    StepKind::Remove => step.now.as_deref().is_none_or(str::is_empty),
                });
            }
            guide.checked = Some(now);
            if guide.steps.iter().all(|step| step.is_right == Some(true)) {
                guide.status = GuideStatus::Done;
                guide.finished = Some(now);
            } else {
                guide.status = GuideStatus::Progressing;
                guide.finished = None;
            }
            Ok(())
        });
        self.forget_live_records(known.id);
        checked
    }

    /// Ends a guide that the owner does not go on with.
    pub fn give_up_guide(&self, shop: &str, guide: u64) -> Result<Guide, EngineError> {
        let now = self.clock.now();
        self.change_guide(shop, guide, |guide| {
            guide.status = GuideStatus::Fail;
            guide.finished = Some(now);
            Ok(())
        })
    }

    fn change_guide(
        &self,
        shop: &str,
        guide: u64,
        change: impl FnOnce(&mut Guide) -> Result<(), EngineError>,
    ) -> Result<Guide, EngineError> {
        let mut all = self.guides(shop)?;
        let found = all
            .iter_mut()
            .find(|one| one.guide == guide)
            .ok_or(EngineError::UnknownGuide(guide))?;
        change(found)?;
        let changed = found.clone();
        self.keep_guides(shop, all)?;
        Ok(changed)
    }

    fn keep_guides(&self, shop: &str, mut all: Vec<Guide>) -> Result<(), EngineError> {
        while all.len() > MOST_KEPT {
            let Some(oldest) = all
                .iter()
                .rposition(|guide| guide.status != GuideStatus::Progressing)
            else {
                break;
            };
            all.remove(oldest);
        }
        let known = self.vault.shop(shop)?;
        // Texts and numbers of our own have nothing that could fail.
        let text = serde_json::to_string(&all).map_err(|_| EngineError::Thread)?;
        Ok(self.vault.set_setting(&name_of(&known), Some(&text))?)
    }

    fn guide_description(
        &self,
        shop: &str,
        key: &RecordKey,
        to: BackupNumber,
        live: &[TypeDescription],
    ) -> Result<TypeDescription, EngineError> {
        if let Some(found) = live.iter().find(|found| found.key == key.content_type) {
            return Ok(found.clone());
        }
        self.types(shop, Some(to))?
            .into_iter()
            .map(|stored| stored.description)
            .find(|found| found.key == key.content_type)
            .ok_or_else(|| EngineError::UnknownType(key.content_type.clone()))
    }
}

/// The setting under which the guides of a shop are kept.
pub(crate) fn name_of(shop: &backstock_vault::Shop) -> String {
    format!("guides {}", shop.id.0)
}

/// What is to be done so that `now` becomes `wanted`.
fn steps(description: &TypeDescription, now: Option<&Node>, wanted: Option<&Node>) -> Vec<GuideStep> {
    let whole = |kind| GuideStep {
        kind,
        path: String::new(),
        label: description.label.clone(),
        now: None,
        wanted: None,
        ticked: false,
        is_right: None,
    };
    let mut found = Vec::new();
    match (now, wanted) {
        (None, None) => {}
        (Some(_), None) => found.push(whole(StepKind::Delete)),
        (None, Some(wanted)) => {
            found.push(whole(StepKind::Create));
            enter(description, &Path::root(), None, Some(wanted), &mut found);
        }
        (Some(_), Some(_)) => {
            for change in diff(now, wanted) {
                enter(
                    description,
                    &change.path,
                    change.old.as_ref(),
                    change.new.as_ref(),
                    &mut found,
                );
            }
        }
    }
    found
}

/// One step for every single value at or below `path`.
fn enter(
    description: &TypeDescription,
    path: &Path,
    now: Option<&Node>,
    wanted: Option<&Node>,
    found: &mut Vec<GuideStep>,
) {
    if is_volatile(description, path) || description.derived.contains(&path.columns()) {
        return;
    }
    if let Some(Node::Map(rows)) = wanted
        && wanted.is_some_and(|node| !node.is_leaf())
    {
        for (key, value) in rows {
            enter(description, &path.then(key.as_str()), None, Some(value), found);
        }
        return;
    }
    // What a new record has nothing in need not be entered.
    if now.is_none() && wanted == Some(&Node::Null) {
        return;
    }
    let kind = match wanted {
        None | Some(Node::Null) => StepKind::Remove,
        Some(_) => StepKind::Enter,
    };
    found.push(GuideStep {
        kind,
        path: path.to_string(),
        label: label_of(description, path),
        now: now.map(Node::to_text),
        wanted: wanted.filter(|_| kind == StepKind::Enter).map(Node::to_text),
        ticked: false,
        is_right: None,
    });
}

/// What the owner reads for a field; a field of an owned row is told with its row.
fn label_of(description: &TypeDescription, path: &Path) -> String {
    let label = description.label_of(path).0;
    match path.keys() {
        [collection, row, _, ..] => {
            let rows = description.label_of(&Path::root().then(collection.as_str())).0;
            format!("{rows} {row}: {label}")
        }
        _ => label,
    }
}

fn text_at(live: &Node, path: &str) -> Option<String> {
    live.at(&Path::parse(path)?)
        .filter(|node| node.is_leaf() && **node != Node::Null)
        .map(Node::to_text)
}

/// Whether a record of another id is the one that was to be made: it has every value of the record's own row but the id.
fn is_made(steps: &[GuideStep], live: &Node, key: &RecordKey) -> bool {
    let mut any = false;
    steps
        .iter()
        .filter(|step| step.kind == StepKind::Enter)
        .filter(|step| Path::parse(&step.path).is_some_and(|path| path.keys().len() == 1))
        .filter(|step| step.wanted.as_deref() != Some(key.remote_id.as_str()))
        .all(|step| {
            any = true;
            text_at(live, &step.path) == step.wanted
        })
        && any
}
