//! Lists of records, versions, timelines, search.

use backstock_contract::{
    DeletedFilter, FieldTimeline, ListRecordsAsk, RecordAsk, RecordPage, RecordRow, RecordVersions,
    SearchAsk, SearchFound, SearchHit, TimelineAsk, ValueSpan, VersionRow,
};
use backstock_engine::{Engine, name_or_key};
use backstock_model::{BackupNumber, Cancel, ContentType, Path, RecordKey, RemoteId};
use backstock_vault::{Backup, BackupKind, RecordsAsk, StoredRecord, VaultError, Version};

use crate::answers::{explain_engine, explain_vault, time};
use crate::{Doors, Reply};

const MOST_ROWS: u64 = 1_000;
const MOST_HITS: u64 = 200;

impl Doors {
    /// A page of a type's records.
    pub async fn list_records(&self, ask: ListRecordsAsk) -> Reply<RecordPage> {
        self.with_engine(move |engine, _| {
            let content_type = ContentType::new(ask.content_type);
            let (newest, label) = newest_and_label(engine, &ask.shop, &content_type)?;
            let (at, changed_since) = if ask.changed {
                last_two(engine, &ask.shop)?
            } else {
                (newest, None)
            };
            let wanted = RecordsAsk {
                at,
                changed_since,
                find: Some(ask.find).filter(|text| !text.trim().is_empty()),
                deleted: match ask.deleted {
                    DeletedFilter::With => backstock_vault::DeletedFilter::With,
                    DeletedFilter::Without => backstock_vault::DeletedFilter::Without,
                    DeletedFilter::Only => backstock_vault::DeletedFilter::Only,
                },
                limit: ask.limit.min(MOST_ROWS),
                offset: ask.offset,
            };
            let page = engine
                .records(&ask.shop, &content_type, &wanted)
                .map_err(explain_engine)?;
            Ok(RecordPage {
                total: page.total,
                records: page
                    .records
                    .into_iter()
                    .map(|record| record_row(record, &label))
                    .collect(),
                label,
            })
        })
        .await
    }

    /// A record's versions.
    pub async fn record_versions(&self, ask: RecordAsk) -> Reply<RecordVersions> {
        self.with_engine(move |engine, _| {
            let key = key_of(&ask.content_type, &ask.id);
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let (at, label) = newest_and_label(engine, &ask.shop, &key.content_type)?;
            let newest = engine.vault().backup(shop.id, at).map_err(explain_vault)?;
            let backups = engine.backups(&ask.shop).map_err(explain_engine)?;
            let alarmed = engine.alarmed(&ask.shop).map_err(explain_engine)?;
            let summaries = engine
                .version_summaries(&ask.shop, &key)
                .map_err(explain_engine)?;
            let latest = summaries
                .first()
                .ok_or_else(|| explain_vault(VaultError::UnknownRecord(key.clone())))?
                .version
                .clone();
            // A deleted record keeps the name of its last state.
            let named_at = summaries
                .iter()
                .find(|found| !found.version.deleted)
                .map_or(at, |found| found.version.last);
            let record = RecordRow {
                content_type: key.content_type.to_string(),
                type_label: label,
                id: key.remote_id.to_string(),
                name: engine
                    .name_of(&ask.shop, &key, named_at)
                    .map_err(explain_engine)?,
                newest: time(latest.at),
                deleted: latest.deleted.then(|| time(latest.at)),
                versions: summaries.len() as u64,
            };
            let versions = summaries
                .into_iter()
                .map(|found| VersionRow {
                    backup: found.version.backup.0,
                    last_backup: found.version.last.0,
                    at: time(found.version.at),
                    deleted: found.version.deleted,
                    safety: only_before_a_restore(&found.version, &backups),
                    imported: kind_of(found.version.backup, &backups) == Some(BackupKind::Imported),
                    alarmed: alarmed.contains(&found.version.backup),
                    summary: found.summary,
                })
                .collect();
            Ok(RecordVersions {
                record,
                versions,
                last_backup: time(newest.finished),
            })
        })
        .await
    }

    /// Every value a field ever had.
    pub async fn field_timeline(&self, ask: TimelineAsk) -> Reply<FieldTimeline> {
        self.with_engine(move |engine, _| {
            let key = key_of(&ask.content_type, &ask.id);
            let path = path_of(&ask.path)?;
            let (spans, description) = engine
                .timeline(&ask.shop, &key, Some(&path))
                .map_err(explain_engine)?;
            Ok(FieldTimeline {
                label: description.label_of(&path).0,
                spans: spans
                    .into_iter()
                    .map(|span| ValueSpan {
                        value: span.value.map(|node| node.to_text()),
                        first_backup: span.first_backup.0,
                        last_backup: span.last_backup.0,
                        from: time(span.from),
                        to: span.to.map(time),
                    })
                    .collect(),
            })
        })
        .await
    }

    /// Searches everything kept of a shop.
    pub async fn search_vault(&self, ask: SearchAsk) -> Reply<SearchFound> {
        self.with_engine(move |engine, _| {
            let text = ask.text.trim();
            if text.is_empty() {
                return Ok(SearchFound {
                    hits: Vec::new(),
                    more: false,
                });
            }
            let found = engine
                .search(&ask.shop, text, MOST_HITS + 1, &Cancel::new())
                .map_err(explain_engine)?;
            let more = found.len() as u64 > MOST_HITS;
            let types = engine.types(&ask.shop, None).map_err(explain_engine)?;
            let hits = found
                .into_iter()
                .take(MOST_HITS as usize)
                .map(|hit| {
                    let excerpt = engine.excerpt(&ask.shop, &hit, text).map_err(explain_engine)?;
                    let label = types
                        .iter()
                        .find(|stored| stored.description.key == hit.key.content_type)
                        .map(|stored| stored.description.label.clone())
                        .unwrap_or_default();
                    Ok(SearchHit {
                        record: RecordRow {
                            content_type: hit.key.content_type.to_string(),
                            type_label: label,
                            id: hit.key.remote_id.to_string(),
                            name: name_or_key(&hit.name, &hit.key),
                            newest: time(hit.at),
                            deleted: hit.deleted.then(|| time(hit.at)),
                            versions: 0,
                        },
                        excerpt,
                    })
                })
                .collect::<Reply<_>>()?;
            Ok(SearchFound { hits, more })
        })
        .await
    }
}

/// A record's identity from the window's two texts.
pub(crate) fn key_of(content_type: &str, id: &str) -> RecordKey {
    RecordKey::new(ContentType::new(content_type), RemoteId::from_encoded(id))
}

/// A field's path from the window's text.
pub(crate) fn path_of(text: &str) -> Reply<Path> {
    Path::parse(text).ok_or_else(|| {
        backstock_contract::Failure::new(
            "bad_path",
            "The field could not be found.",
            "Open the record again and choose the field once more.",
        )
    })
}

fn record_row(record: StoredRecord, label: &str) -> RecordRow {
    RecordRow {
        content_type: record.key.content_type.to_string(),
        type_label: label.to_owned(),
        id: record.key.remote_id.to_string(),
        name: name_or_key(&record.name, &record.key),
        newest: time(record.newest),
        deleted: record.deleted.map(time),
        versions: record.versions,
    }
}

/// Whether a version was seen by nothing but the backups that restores make before they write: it was there when an owner
/// wanted it gone.
fn only_before_a_restore(version: &Version, backups: &[Backup]) -> bool {
    let is_within = |backup: &Backup| version.backup <= backup.number && backup.number <= version.last;
    let is_of_chain = |backup: &Backup| backup.kind != BackupKind::Imported;
    kind_of(version.backup, backups) == Some(BackupKind::Safety)
        && !backups
            .iter()
            .any(|backup| is_within(backup) && is_of_chain(backup) && backup.is_full())
}

fn kind_of(number: BackupNumber, backups: &[Backup]) -> Option<BackupKind> {
    let found = backups.iter().find(|backup| backup.number == number);
    found.map(|backup| backup.kind)
}

/// The latest backup and the one of the whole shop before it. Before there are two, all that is there counts as changed.
fn last_two(engine: &Engine, shop: &str) -> Reply<(BackupNumber, Option<BackupNumber>)> {
    let latest = engine.latest(shop).map_err(explain_engine)?;
    let known = engine.vault().shop(shop).map_err(explain_vault)?;
    let backups = engine.vault().backups(known.id).map_err(explain_vault)?;
    let before = backups
        .iter()
        .find(|backup| backup.is_full() && backup.number < latest.number);
    Ok((latest.number, before.map(|backup| backup.number)))
}

fn newest_and_label(
    engine: &Engine,
    shop: &str,
    content_type: &ContentType,
) -> Reply<(BackupNumber, String)> {
    let known = engine.vault().shop(shop).map_err(explain_vault)?;
    let newest = engine
        .vault()
        .latest(known.id)
        .map_err(explain_vault)?
        .ok_or_else(|| {
            explain_engine(backstock_engine::EngineError::NoBackup {
                shop: shop.to_owned(),
            })
        })?;
    let description = engine
        .vault()
        .type_description(known.id, content_type, newest.number)
        .map_err(explain_vault)?;
    let label = description.map_or_else(|| content_type.to_string(), |description| description.label);
    Ok((newest.number, label))
}
