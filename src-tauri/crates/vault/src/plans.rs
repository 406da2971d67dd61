//! # Plans, kept exactly as they were shown
//!
//! What the owner approves is the very value that is carried out, possibly by another process a day later. So a plan is kept as
//! it is, and a keyed hash over every part of it is checked when it is read again: a plan that is not what it was is
//! refused, never carried out in part.

use backstock_model::{
    BackupNumber, Choice, Conflict, Consequence, ContentType, Document, Plan, PlanId, PlanSource,
    PlannedRecord, RecordKey, RemoteId, Revision, RunId, ShopId, Skip,
};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use zstd::zstd_safe::get_frame_content_size;

use crate::error::WhileDoing as _;
use crate::packing::{Packer, Unpacker};
use crate::table::{count, shops, stored, to_json, to_micros};
use crate::vault::Inner;
use crate::{Vault, VaultError};

const DOING: &str = "keeping a plan";
const READING: &str = "reading a plan";
const LEVEL: i32 = 3;
const LEAST_SHARE: usize = 64;

/// Everything of a plan but its records.
#[derive(Serialize, Deserialize)]
struct Head {
    to: BackupNumber,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<PlanSource>,
    undoes: Option<RunId>,
    choice: Choice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revision: Option<Revision>,
    skips: Vec<Skip>,
    conflicts: Vec<Conflict>,
    consequences: Vec<Consequence>,
}

impl Vault {
    /// Keeps a plan exactly as it is.
    pub fn keep_plan(&self, shop: ShopId, plan: &Plan, now: DateTime<Utc>) -> Result<PlanId, VaultError> {
        let head = to_json(&Head {
            to: plan.to,
            from: plan.from.clone(),
            undoes: plan.undoes,
            choice: plan.choice.clone(),
            revision: plan.revision.clone(),
            skips: plan.skips.clone(),
            conflicts: plan.conflicts.clone(),
            consequences: plan.consequences.clone(),
        })?;
        let mac = seal(&self.inner, &head, &plan.records);
        let head = zstd::bulk::compress(head.as_bytes(), LEVEL).doing(DOING)?;
        let packed: Vec<[Option<Box<[u8]>>; 2]> = plan
            .records
            .par_iter()
            .with_min_len(LEAST_SHARE)
            .map_init(
                || Packer::new(None),
                |packer, record| {
                    let mut pack = |document: &Option<Document>| match (document, packer.as_mut()) {
                        (None, _) => Ok(None),
                        (Some(document), Ok(packer)) => {
                            Ok(Some(packer.pack_proven(document.as_bytes())?.data))
                        }
                        (Some(_), Err(_)) => Err(VaultError::damaged("a packer could not be made")),
                    };
                    Ok([pack(&record.before)?, pack(&record.after)?])
                },
            )
            .collect::<Result<_, VaultError>>()?;
        self.inner.write(DOING, |transaction| {
            let shop = shops::number(transaction, shop)?;
            transaction
                .execute(
                    "INSERT INTO plans (shop, made, records, head, mac) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![
                        shop,
                        to_micros(now),
                        stored(plan.records.len() as u64),
                        head,
                        mac.as_bytes()
                    ],
                )
                .doing(DOING)?;
            let number = transaction.last_insert_rowid();
            let mut insert = transaction
                .prepare_cached("INSERT INTO plan_records VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .doing(DOING)?;
            for (position, (record, [before, after])) in plan.records.iter().zip(&packed).enumerate() {
                insert
                    .execute(params![
                        number,
                        position as i64,
                        record.key.content_type.as_str(),
                        record.key.remote_id.as_str(),
                        record.name,
                        before,
                        after
                    ])
                    .doing(DOING)?;
            }
            Ok(PlanId(count(number)))
        })
    }

    /// What a kept plan said beside its writes; for telling only, as the seal is not looked at.
    pub fn consequences_of(&self, shop: ShopId, id: PlanId) -> Result<Vec<Consequence>, VaultError> {
        #[derive(Deserialize)]
        struct OnlyConsequences {
            consequences: Vec<Consequence>,
        }
        let head = self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            connection
                .query_row(
                    "SELECT head FROM plans WHERE plan = ?1 AND shop = ?2",
                    params![stored(id.0), shop],
                    |row| row.get::<_, Vec<u8>>(0),
                )
                .optional()
                .doing(READING)?
                .ok_or(VaultError::UnknownPlan(id))
        })?;
        let only: Option<OnlyConsequences> =
            unpack(&head).and_then(|head| serde_json::from_slice(&head).ok());
        Ok(only.ok_or(VaultError::DamagedPlan(id))?.consequences)
    }

    /// A kept plan, exactly as it was.
    pub fn plan(&self, shop: ShopId, id: PlanId) -> Result<Plan, VaultError> {
        let damaged = || VaultError::DamagedPlan(id);
        let read = self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            let (head, mac): (Vec<u8>, [u8; 32]) = connection
                .query_row(
                    "SELECT head, mac FROM plans WHERE plan = ?1 AND shop = ?2",
                    params![stored(id.0), shop],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()
                .doing(READING)?
                .ok_or(VaultError::UnknownPlan(id))?;
            Ok((head, mac, records(connection, id, u64::from(u32::MAX))?))
        });
        let (head, mac, packed) = match read {
            Err(VaultError::Damaged { .. }) => return Err(damaged()),
            other => other?,
        };
        let head = unpack(&head).ok_or_else(damaged)?;
        let records: Vec<PlannedRecord> = packed
            .into_par_iter()
            .with_min_len(LEAST_SHARE)
            .map(Row::opened)
            .collect::<Option<_>>()
            .ok_or_else(damaged)?;
        let head = String::from_utf8(head).map_err(|_| damaged())?;
        if seal(&self.inner, &head, &records) != mac {
            return Err(damaged());
        }
        let head: Head = serde_json::from_str(&head).map_err(|_| damaged())?;
        Ok(Plan {
            to: head.to,
            from: head.from,
            undoes: head.undoes,
            choice: head.choice,
            revision: head.revision,
            records,
            skips: head.skips,
            conflicts: head.conflicts,
            consequences: head.consequences,
        })
    }
}

impl Vault {
    /// What a plan was asked for and its first record, for telling what it is about; the seal is not looked at.
    pub fn plan_beginning(&self, id: PlanId) -> Result<Option<(Choice, PlannedRecord)>, VaultError> {
        #[derive(Deserialize)]
        struct OnlyChoice {
            choice: Choice,
        }
        let found: Option<(Vec<u8>, Row)> = self.inner.read(|connection| {
            let head = connection
                .query_row("SELECT head FROM plans WHERE plan = ?1", [stored(id.0)], |row| {
                    row.get(0)
                })
                .optional()
                .doing(READING)?;
            let first = records(connection, id, 1)?.into_iter().next();
            Ok(head.zip(first))
        })?;
        Ok(found.and_then(|(head, row)| {
            let head: OnlyChoice = serde_json::from_slice(&unpack(&head)?).ok()?;
            Some((head.choice, row.opened()?))
        }))
    }
}

/// Bytes that are made room for because a packed document says that it has so many.
const MOST_AT_ONCE: u64 = 64 * 1024 * 1024;

struct Row {
    key: RecordKey,
    name: String,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

impl Row {
    /// The record; nothing when it cannot be unpacked.
    fn opened(self) -> Option<PlannedRecord> {
        let open = |packed: Option<Vec<u8>>| match packed {
            None => Some(None),
            Some(packed) => Some(Some(Document::from_canonical(unpack(&packed)?))),
        };
        Some(PlannedRecord {
            key: self.key,
            name: self.name,
            before: open(self.before)?,
            after: open(self.after)?,
        })
    }
}

/// The records of a plan, in their order, `most` at most.
fn records(connection: &Connection, plan: PlanId, most: u64) -> Result<Vec<Row>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT type, id, name, before, after FROM plan_records WHERE plan = ?1 ORDER BY position LIMIT ?2",
        )
        .doing(READING)?;
    statement
        .query_map([stored(plan.0), stored(most)], |row| {
            Ok(Row {
                key: RecordKey::new(
                    ContentType::new(row.get::<_, String>(0)?),
                    RemoteId::from_encoded(row.get::<_, String>(1)?),
                ),
                name: row.get(2)?,
                before: row.get(3)?,
                after: row.get(4)?,
            })
        })
        .and_then(Iterator::collect)
        .doing(READING)
}

/// What was packed without a dictionary.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    match get_frame_content_size(packed) {
        Ok(Some(size)) if size <= MOST_AT_ONCE => {
            let size = usize::try_from(size).ok()?;
            Unpacker::new(None).unpack(packed, size).map(<[u8]>::to_vec)
        }
        // Damaged, or so large that it is not believed before it is there.
        _ => zstd::decode_all(packed).ok(),
    }
}

/// What is told of a run by the packed head of its plan.
#[derive(Default)]
pub(crate) struct Told {
    /// Whose backup it puts back, when it is not the shop's own.
    pub(crate) from: Option<PlanSource>,
    /// Of a mistake that is taken back, the backup after it.
    pub(crate) until: Option<BackupNumber>,
    /// Records that differ and that it leaves alone.
    pub(crate) left_alone: u64,
    /// Whether it leaves parts of what it writes, or whole types, as they are.
    pub(crate) leaves_parts: bool,
}

/// Consequences that say of something that it stays as it is.
const LEAVES: &[&str] = &[
    "columns_without_field",
    "field_not_in_shop",
    "lines_without_item",
    "protected_fields_kept",
    "protected_type_kept",
    "rows_not_in_shop",
    "type_not_in_shop",
    "type_not_read_then",
    "type_not_restorable",
];

/// For telling only, as the seal is not looked at.
pub(crate) fn told(packed_head: &[u8]) -> Told {
    #[derive(Default, Deserialize)]
    struct PartOfChoice {
        until: Option<BackupNumber>,
    }
    #[derive(Deserialize)]
    struct PartOfHead {
        from: Option<PlanSource>,
        #[serde(default)]
        choice: PartOfChoice,
        revision: Option<Revision>,
        #[serde(default)]
        skips: Vec<IgnoredAny>,
        #[serde(default)]
        conflicts: Vec<IgnoredAny>,
        #[serde(default)]
        consequences: Vec<Consequence>,
    }
    let head: Option<PartOfHead> = unpack(packed_head).and_then(|head| serde_json::from_slice(&head).ok());
    let Some(head) = head else {
        return Told::default();
    };
    let leaves = |consequence: &Consequence| LEAVES.contains(&consequence.code.as_str());
    Told {
        from: head.from,
        until: head.choice.until,
        left_alone: head.skips.len() as u64,
        leaves_parts: !head.conflicts.is_empty()
            || head.consequences.iter().any(leaves)
            || head.revision.is_some_and(|revision| !revision.without.is_empty()),
    }
}

/// A keyed hash over every part of a plan. Part of the format: never changes.
fn seal(inner: &Inner, head: &str, records: &[PlannedRecord]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_keyed(&inner.keys.plans);
    let mut part = |bytes: Option<&[u8]>| match bytes {
        None => {
            hasher.update(&u64::MAX.to_le_bytes());
        }
        Some(bytes) => {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
    };
    part(Some(head.as_bytes()));
    for record in records {
        part(Some(record.key.content_type.as_str().as_bytes()));
        part(Some(record.key.remote_id.as_str().as_bytes()));
        part(Some(record.name.as_bytes()));
        part(record.before.as_ref().map(Document::as_bytes));
        part(record.after.as_ref().map(Document::as_bytes));
    }
    hasher.finalize()
}

/// How many records a plan has, and whether it is the shop's.
pub(crate) fn size(connection: &Connection, shop: i64, plan: PlanId) -> Result<u64, VaultError> {
    connection
        .query_row(
            "SELECT records FROM plans WHERE plan = ?1 AND shop = ?2",
            params![stored(plan.0), shop],
            |row| row.get(0),
        )
        .optional()
        .doing(READING)?
        .map(count)
        .ok_or(VaultError::UnknownPlan(plan))
}
