//! `records`, `versions`, `show`, `search`: finding a record and looking at it.

use std::sync::Arc;

use backstock_engine::{Engine, EngineError, Moment, OpenFiles};
use backstock_model::{BackupNumber, ContentType, Document, Node, Object, RecordKey, RemoteId};
use backstock_vault::{BackupKind, DeletedFilter, FoundIn, RecordsAsk, RecordsPage, StoredRecord, Version};

use super::archives::COMPARED;
use super::{Sitting, in_other_backups, label_of, labels, name_or_id, number_of};
use crate::answers::{Found, Hit, RecordRow, VersionRow, Versions, time};
use crate::arguments::{
    NamedBackup, RecordArguments, RecordsArguments, SearchArguments, ShowArguments, Side,
};
use crate::interrupt::cancel_by_signal;
use crate::output::Pipe;
use crate::page::{Align, Page, Table, count, counted, moment, short, visible};
use crate::refusal::{Exit, Refusal};

/// Records fetched at a time; a million of them never stand in memory at once.
const PAGE: u64 = 5_000;
/// Records shown on a terminal when nobody says how many.
const ON_SCREEN: u64 = 100;

impl Sitting {
    pub(super) fn records(&self, arguments: &RecordsArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let content_type = ContentType::new(arguments.content_type.as_str());
        let at = self.known_type(&engine, &arguments.name, &content_type, arguments.at)?;
        let limit = match arguments.limit {
            Some(limit) => limit,
            None if self.output.is_on_screen() => ON_SCREEN,
            None => u64::MAX,
        };
        let page_at = |done: u64| {
            engine.records(
                &arguments.name,
                &content_type,
                &RecordsAsk {
                    at,
                    find: arguments.find.clone(),
                    deleted: if arguments.deleted {
                        DeletedFilter::With
                    } else {
                        DeletedFilter::Without
                    },
                    changed_since: None,
                    limit: PAGE.min(limit - done),
                    offset: arguments.offset.saturating_add(done),
                },
            )
        };
        let first = page_at(0)?;
        if self.output.json {
            list_as_json(first, limit, page_at)?;
        } else {
            list_for_people(first, limit, arguments.offset, page_at)?;
        }
        Ok(Exit::Success)
    }

    /// The backup meant, once it is known to have the type.
    fn known_type(
        &self,
        engine: &Engine,
        shop: &str,
        content_type: &ContentType,
        at: Option<NamedBackup>,
    ) -> Result<BackupNumber, Refusal> {
        let known = engine.vault().shop(shop)?;
        let backup = match at {
            Some(named) => engine.vault().backup(known.id, number_of(engine, shop, named)?)?,
            None => engine
                .vault()
                .latest(known.id)?
                .ok_or(EngineError::NoBackup { shop: known.name })?,
        };
        let has_type = engine
            .types(shop, Some(backup.number))?
            .iter()
            .any(|stored| stored.description.key == *content_type);
        if has_type {
            Ok(backup.number)
        } else {
            let lacking = format!("Backup {}", backup.number);
            let unknown = EngineError::UnknownType(content_type.clone());
            Err(in_other_backups(engine, shop, &lacking, unknown))
        }
    }

    pub(super) fn versions(&self, arguments: &RecordArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let key = key_of(arguments);
        let states = engine.history(&arguments.name, &key)?;
        let imported: Vec<BackupNumber> = engine
            .backups(&arguments.name)?
            .into_iter()
            .filter(|backup| backup.kind == BackupKind::Imported)
            .map(|backup| backup.number)
            .collect();
        if states.is_empty() {
            return Err(EngineError::UnknownRecord(key).into());
        }
        let answer = Versions {
            versions: version_rows(&states, &imported),
        };
        let name = engine.name_of(&arguments.name, &key, states_newest(&states))?;
        let summaries = if self.output.json {
            Vec::new()
        } else {
            engine.version_summaries(&arguments.name, &key)?
        };
        self.output.answer(&answer, |page| {
            page.line(format!("{} ({})", visible(&name), visible(&key.to_string())));
            page.gap();
            let mut table = Table::new(&[
                ("version", Align::Right),
                ("backups", Align::Right),
                ("since", Align::Left),
                ("what changed", Align::Left),
            ]);
            let mut rows = answer.versions.iter();
            for state in &states {
                let version = if state.deleted {
                    String::new()
                } else {
                    rows.next().map(|row| row.version.to_string()).unwrap_or_default()
                };
                let summary = if state.deleted {
                    "deleted in the shop".to_owned()
                } else {
                    summaries
                        .iter()
                        .find(|found| found.version.backup == state.backup)
                        .map(|found| found.summary.clone())
                        .unwrap_or_default()
                };
                table.row([
                    version,
                    if state.backup == state.last {
                        state.backup.to_string()
                    } else {
                        format!("{}-{}", state.backup, state.last)
                    },
                    moment(state.at),
                    if imported.contains(&state.backup) {
                        format!("{summary} (imported)")
                    } else {
                        summary
                    },
                ]);
            }
            page.table(&table);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn show(&self, arguments: &ShowArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let key = key_of(&arguments.record);
        let shop = &arguments.record.name;
        let (found, when) = match &arguments.at {
            Side::Backup(named) => {
                let number = number_of(&engine, shop, *named)?;
                let found = whole_document(&engine, shop, &key, &Moment::Backup(number))?;
                (found, format!("in backup {number}"))
            }
            Side::Live => {
                let found = whole_document(&engine, shop, &key, &Moment::Live)?;
                (found, "in the shop".to_owned())
            }
            Side::File(file) => {
                let opened = OpenFiles::within(&std::env::temp_dir(), Arc::clone(engine.clock()))?;
                self.read_into(&opened, file, &cancel_by_signal()?)?;
                let at = Moment::Backup(BackupNumber(1));
                let found = whole_document(opened.engine(), COMPARED, &key, &at)?;
                (found, "in the file".to_owned())
            }
        };
        let document = found.ok_or_else(|| Refusal::NotThere {
            record: key.to_string(),
            when,
        })?;
        let mut pipe = Pipe::open();
        if self.output.json {
            pipe.bytes(document.as_bytes())?;
        } else {
            let pretty = document
                .to_pretty()
                .map_err(|cause| EngineError::Document { key, cause })?;
            pipe.text(&escaped(&pretty))?;
        }
        pipe.text("\n")?;
        pipe.close()?;
        Ok(Exit::Success)
    }

    pub(super) fn search(&self, arguments: &SearchArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let cancel = cancel_by_signal()?;
        let (shop, text) = (&arguments.name, &arguments.text);
        let hits = engine.search(shop, text, arguments.limit, &cancel)?;
        let mut answer = Found { hits: Vec::new() };
        for hit in &hits {
            answer.hits.push(Hit {
                r#type: hit.key.content_type.to_string(),
                id: hit.key.remote_id.to_string(),
                name: hit.name.clone(),
                found_in: match hit.found_in {
                    FoundIn::Name => "name",
                    FoundIn::Document => "document",
                },
                backup: hit.backup.0,
                at: time(hit.at),
                deleted: hit.deleted,
                excerpt: engine.excerpt(shop, hit, text)?,
            });
        }
        let labels = labels(&engine, shop);
        self.output.answer(&answer, |page| {
            if hits.is_empty() {
                page.line(format!(
                    "Nothing in {} holds \"{}\".",
                    visible(shop),
                    short(text, 60)
                ));
            }
            for (hit, row) in hits.iter().zip(&answer.hits) {
                page.line(format!(
                    "{}: {} ({}){}",
                    visible(&label_of(&labels, &hit.key.content_type)),
                    short(name_or_id(&hit.name, &row.id), 60),
                    visible(&hit.key.to_string()),
                    if hit.deleted { ", deleted in the shop" } else { "" }
                ));
                if let Some(excerpt) = &row.excerpt {
                    page.line(format!(
                        "    {}  [backup {}, {}]",
                        short(excerpt, 100),
                        hit.backup,
                        moment(hit.at)
                    ));
                }
            }
            if hits.len() as u64 == arguments.limit {
                page.gap();
                page.line(format!(
                    "These are the first {}; --limit shows more.",
                    count(arguments.limit)
                ));
            }
        })?;
        Ok(Exit::Success)
    }
}

pub(super) fn key_of(arguments: &RecordArguments) -> RecordKey {
    RecordKey::new(
        ContentType::new(arguments.content_type.as_str()),
        RemoteId::from_encoded(arguments.id.as_str()),
    )
}

fn record_row(record: &StoredRecord) -> RecordRow {
    RecordRow {
        r#type: record.key.content_type.to_string(),
        id: record.key.remote_id.to_string(),
        name: record.name.clone(),
        newest: time(record.newest),
        deleted: record.deleted.map(time),
    }
}

/// Calls `each` with page after page until there are no more or `each` has enough.
fn pages(
    first: RecordsPage,
    limit: u64,
    page_at: impl Fn(u64) -> Result<RecordsPage, EngineError>,
    mut each: impl FnMut(&RecordsPage) -> Result<bool, Refusal>,
) -> Result<(), Refusal> {
    let mut page = first;
    let mut done = 0;
    loop {
        let found = page.records.len() as u64;
        if found == 0 || !each(&page)? {
            return Ok(());
        }
        done += found;
        if done >= limit || found < PAGE.min(limit) {
            return Ok(());
        }
        page = page_at(done)?;
    }
}

fn list_as_json(
    first: RecordsPage,
    limit: u64,
    page_at: impl Fn(u64) -> Result<RecordsPage, EngineError>,
) -> Result<(), Refusal> {
    let mut pipe = Pipe::open();
    pipe.text(&format!("{{\"total\":{},\"records\":[", first.total))?;
    let mut is_first = true;
    pages(first, limit, page_at, |page| {
        for record in &page.records {
            if !std::mem::take(&mut is_first) {
                pipe.text(",")?;
            }
            pipe.json_part(&record_row(record))?;
        }
        Ok(!pipe.is_gone())
    })?;
    pipe.text("]}\n")?;
    pipe.close()
}

fn list_for_people(
    first: RecordsPage,
    limit: u64,
    offset: u64,
    page_at: impl Fn(u64) -> Result<RecordsPage, EngineError>,
) -> Result<(), Refusal> {
    let total = first.total;
    let mut pipe = Pipe::open();
    let mut shown = 0;
    pages(first, limit, page_at, |records| {
        let mut table = Table::new(&[
            ("id", Align::Left),
            ("name", Align::Left),
            ("newest version", Align::Left),
            ("versions", Align::Right),
            ("", Align::Left),
        ]);
        for record in &records.records {
            let id = record.key.remote_id.to_string();
            table.row([
                id.clone(),
                name_or_id(&record.name, &id).to_owned(),
                moment(record.newest),
                count(record.versions),
                record
                    .deleted
                    .map(|at| format!("deleted in the shop by {}", moment(at)))
                    .unwrap_or_default(),
            ]);
        }
        shown += records.records.len() as u64;
        let mut page = Page::default();
        page.table(&table);
        pipe.text(page.text())?;
        Ok(!pipe.is_gone())
    })?;
    if shown == 0 {
        pipe.text("No records.\n")?;
    } else if shown < total {
        pipe.text(&format!(
            "\n{} to {} of {}. --limit and --offset show others, --find looks for a text.\n",
            count(offset + 1),
            count(offset + shown),
            counted(total, "record", "records")
        ))?;
    } else {
        pipe.text(&format!("\n{}\n", counted(total, "record", "records")))?;
    }
    pipe.close()
}

/// The states in which the record was there, newest first, numbered from the oldest.
fn version_rows(states: &[Version], imported: &[BackupNumber]) -> Vec<VersionRow> {
    let there: Vec<&Version> = states.iter().filter(|state| !state.deleted).collect();
    there
        .iter()
        .zip((1..=there.len() as u64).rev())
        .filter_map(|(state, version)| {
            Some(VersionRow {
                version,
                first_backup: state.backup.0,
                last_backup: state.last.0,
                imported: imported.contains(&state.backup),
                at: time(state.at),
                hash: state.hash?.to_string(),
            })
        })
        .collect()
}

/// The newest backup that has the record.
fn states_newest(states: &[Version]) -> BackupNumber {
    states
        .iter()
        .find(|state| !state.deleted)
        .map_or(BackupNumber(0), |state| state.last)
}

/// A record with its large binaries in place; `None` when it was not there.
fn whole_document(
    engine: &Engine,
    shop: &str,
    key: &RecordKey,
    at: &Moment,
) -> Result<Option<Document>, Refusal> {
    let Some(document) = engine.document(shop, key, at)? else {
        return Ok(None);
    };
    match at {
        Moment::Backup(_) | Moment::Latest => Ok(Some(engine.vault().expand(&document)?)),
        // The vault may never have seen a picture that the shop has now; the shop hands it over with the record.
        Moment::Live => {
            let Some(record) = engine.record_now(shop, key)? else {
                return Ok(None);
            };
            let mut node = record.document.to_node().map_err(|cause| EngineError::Document {
                key: key.clone(),
                cause,
            })?;
            put_in_place(&mut node, &record.objects);
            Ok(Some(Document::from(&node)))
        }
    }
}

/// Every `$object` becomes `$bytes`.
fn put_in_place(node: &mut Node, objects: &[Object]) {
    if let Some(hash) = node.as_object() {
        if let Some(object) = objects.iter().find(|object| object.hash == hash) {
            *node = Node::bytes(&object.bytes);
        }
        return;
    }
    match node {
        Node::Map(entries) => entries
            .iter_mut()
            .for_each(|(_, below)| put_in_place(below, objects)),
        Node::List(items) => items.iter_mut().for_each(|below| put_in_place(below, objects)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
    }
}

/// JSON text with the marks that could steer a terminal written as `\u` escapes; it still is the same JSON.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\n' || visible(letter.encode_utf8(&mut [0; 4])).starts_with(letter) {
            text.push(letter);
        } else {
            let mut pair = [0; 2];
            for unit in letter.encode_utf16(&mut pair) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pretty_json_cannot_steer_a_terminal_and_stays_the_same() {
        let document =
            Document::parse("{\"a\":\"x\u{9b}2J\u{202e}y\u{7f}\",\"b\":19.990}".as_bytes()).unwrap();
        let shown = escaped(&document.to_pretty().unwrap());
        assert_eq!(
            shown,
            "{\n  \"a\": \"x\\u009b2J\\u202ey\\u007f\",\n  \"b\": 19.990\n}"
        );
        assert_eq!(Document::parse(shown.as_bytes()).unwrap(), document);
    }

    #[test]
    fn large_binaries_come_back_into_their_place() {
        let object = Object::new(vec![1; 70_000]);
        let mut node = Node::Map(vec![
            ("a".into(), Node::object(object.hash, 70_000)),
            (
                "b".into(),
                Node::Map(vec![("1".into(), Node::object(object.hash, 70_000))]),
            ),
        ]);
        put_in_place(&mut node, &[object]);
        for path in ["/a", "/b/1"] {
            let path = backstock_model::Path::parse(path).unwrap();
            assert_eq!(node.at(&path).unwrap().as_bytes().unwrap().len(), 70_000);
        }
    }
}
