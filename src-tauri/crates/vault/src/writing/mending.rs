//! # Mending
//!
//! A shop hands over what it has at every reading, also what the vault has lost since. So a backup does not only keep what is
//! new:
//!
//! * For every large binary that is handed over, once per backup, its file must be there with its size; if not, it is written
//!   again. One that a check found damaged has no noted size and is proven.
//! * A content that a check found damaged is proven when its record is read again, and packed anew when it is still wanted. All
//!   versions that had it are turned to the new one when the backup is published; a backup that is given up mends nothing.
//! * A content that comes back after others is proven before it is used again.

use backstock_model::{Object, Record};
use rusqlite::{Transaction, params};

use super::worker::Worker;
use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::objects::{self, Written};
use crate::reading::RecordHash;
use crate::table::doubts;
use crate::vault::Inner;

const DOING: &str = "mending a damaged content";

/// A content that was doubted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mended {
    pub(super) record: i64,
    pub(super) hash: RecordHash,
    /// The content in doubt.
    pub(super) doubted: i64,
    /// The content that takes its place; none when it proved to be sound.
    pub(super) payload: Option<i64>,
}

impl Worker {
    /// Writes the large binaries of these records again whose files are not as they were left.
    pub(super) fn mend_objects(&mut self, records: &[Record]) -> Result<(), VaultError> {
        let mut broken: Vec<Object> = Vec::new();
        for object in records.iter().flat_map(|record| &record.objects) {
            if self.objects.contains_key(&object.hash) || !self.looked_at.insert(object.hash) {
                continue;
            }
            // What is not kept yet is written with the record that needs it.
            let Some((size, noted)) = objects::sizes(&self.connection, &object.hash)? else {
                continue;
            };
            match self.inner.look_at_object(&object.hash, noted)? {
                Some(_) if noted.is_some() => {}
                Some(file_size) => self.batch.objects.push(Written {
                    hash: object.hash,
                    size,
                    file_size,
                }),
                None => broken.push(object.clone()),
            }
        }
        if !broken.is_empty() {
            self.batch.objects.extend(self.inner.write_objects(&broken)?);
        }
        Ok(())
    }

    /// Whether a content is what its hash says. Asked with a view of its own: one that met damage is good for nothing more.
    pub(super) fn is_sound(&self, payload: i64, hash: RecordHash) -> Result<bool, VaultError> {
        let read = self
            .inner
            .read(|connection| self.inner.content(connection, Some(payload), hash));
        match read {
            Ok(_) => Ok(true),
            Err(VaultError::Damaged { .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }
}

/// Turns the versions of damaged contents to those that take their place.
pub(super) fn carry_out(transaction: &Transaction<'_>, mended: &[Mended]) -> Result<(), VaultError> {
    for one in mended {
        if let Some(payload) = one.payload {
            transaction
                .execute(
                    "UPDATE versions SET payload = ?4 WHERE record = ?1 AND hash = ?2 AND payload = ?3",
                    params![one.record, one.hash.0, one.doubted, payload],
                )
                .doing(DOING)?;
        }
        doubts::remove(transaction, one.doubted)?;
    }
    Ok(())
}

/// Takes the damaged contents away that nothing refers to any more. Where the database itself is damaged they stay.
pub(super) fn clear(inner: &Inner, mended: &[Mended]) -> Result<(), VaultError> {
    let replaced = mended.iter().filter(|one| one.payload.is_some());
    let mut replaced = replaced.map(|one| one.doubted).peekable();
    if replaced.peek().is_none() {
        return Ok(());
    }
    inner.write(DOING, |transaction| {
        for payload in replaced {
            for statement in [
                "DELETE FROM payload_objects WHERE payload = ?1",
                "DELETE FROM payloads WHERE payload = ?1",
            ] {
                transaction.execute(statement, [payload]).doing(DOING)?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use backstock_model::{
        BackupNumber, Cancel, ContentType, Document, Group, NoProgress, RecordKey, RemoteId, ShopId,
        TypeDescription,
    };
    use chrono::DateTime;
    use tempfile::TempDir;

    use super::*;
    use crate::{BackupKind, NewKeys, NewShop, OpenBackup, Vault, VerifyProblem};

    struct Stage {
        _folder: TempDir,
        vault: Vault,
        shop: ShopId,
    }

    impl Stage {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let now = DateTime::UNIX_EPOCH;
            let (vault, _) = Vault::create(folder.path(), NewKeys::default(), now).unwrap();
            let shop = NewShop {
                name: "Harbour Tea".into(),
                kind: "sqlite".into(),
                connection: "{}".into(),
                profile: None,
                fingerprint: None,
                now,
            };
            let shop = vault.add_shop(shop).unwrap().id;
            Self {
                _folder: folder,
                vault,
                shop,
            }
        }

        fn open(&self, prices: &[&str]) -> OpenBackup {
            let products = ContentType::new("products");
            let lock = self.vault.lock(self.shop, "backup").unwrap();
            let now = DateTime::UNIX_EPOCH;
            let mut backup = self
                .vault
                .begin_backup(&lock, BackupKind::Manual, None, now)
                .unwrap();
            let description = TypeDescription::new(products.clone(), "Products", Group::Business);
            let mut open = backup.begin_type(&description).unwrap();
            for (id, price) in prices.iter().enumerate() {
                let id = id.to_string();
                open.push(Record {
                    key: RecordKey::new(products.clone(), RemoteId::from_encoded(id.as_str())),
                    name: String::new(),
                    search: String::new(),
                    document: document(&id, price),
                    objects: Vec::new(),
                })
                .unwrap();
            }
            open.finish().unwrap();
            backup
        }

        fn backup(&self, prices: &[&str]) {
            self.open(prices).publish(DateTime::UNIX_EPOCH).unwrap();
        }

        /// Damages the content of a record as it was first kept.
        fn damage(&self, payload: i64) {
            let damaged = self.vault.inner.write("damaging", |transaction| {
                transaction
                    .execute("UPDATE payloads SET data = x'00' WHERE payload = ?1", [payload])
                    .doing("damaging")
            });
            assert_eq!(damaged.unwrap(), 1);
        }

        fn damaged(&self) -> Vec<VerifyProblem> {
            let outcome = self.vault.verify(None, &NoProgress, &Cancel::new()).unwrap();
            let problems = outcome.problems.into_iter();
            problems
                .filter(|problem| matches!(problem, VerifyProblem::Record { .. }))
                .collect()
        }

        fn assert_sound(&self) {
            let outcome = self.vault.verify(None, &NoProgress, &Cancel::new()).unwrap();
            assert_eq!(outcome.problems, []);
        }
    }

    fn document(id: &str, price: &str) -> Document {
        Document::parse(format!(r#"{{"id":{id},"price":{price}}}"#).as_bytes()).unwrap()
    }

    #[test]
    fn a_damaged_content_is_written_again_when_the_shop_still_has_it() {
        let stage = Stage::new();
        stage.backup(&["1.0", "2.0"]);
        stage.backup(&["1.0", "3.0"]);
        stage.damage(1);
        // Nobody has noticed yet, and an unchanged record is not looked at.
        stage.backup(&["1.0", "3.0"]);
        assert_eq!(stage.damaged().len(), 1);
        // A backup that is given up mends nothing.
        stage.open(&["1.0", "3.0"]).abandon().unwrap();
        assert_eq!(stage.damaged().len(), 1);
        stage.backup(&["1.0", "3.0"]);
        stage.assert_sound();
        let key = RecordKey::new(ContentType::new("products"), RemoteId::from_encoded("0"));
        for number in 1..=4 {
            let found = stage.vault.document_at(stage.shop, &key, BackupNumber(number));
            assert_eq!(found.unwrap(), Some(document("0", "1.0")), "backup {number}");
        }
        assert_eq!(stage.vault.record_versions(stage.shop, &key).unwrap().len(), 1);
        // It is mended once, and nothing is left of it.
        let left = stage.vault.inner.read(|connection| {
            let contents: i64 = connection
                .query_row("SELECT count(*) FROM payloads", [], |row| row.get(0))
                .doing("counting")?;
            Ok((doubts::all(connection)?.len(), contents))
        });
        assert_eq!(left.unwrap(), (0, 3));
    }

    #[test]
    fn a_content_that_comes_back_is_proven_before_it_is_used_again() {
        let stage = Stage::new();
        stage.backup(&["1.0"]);
        stage.backup(&["2.0"]);
        stage.damage(1);
        stage.backup(&["1.0"]);
        stage.assert_sound();
        // A sound one is used again.
        stage.backup(&["2.0"]);
        let contents = stage.vault.inner.read(|connection| {
            connection
                .query_row("SELECT count(*) FROM payloads", [], |row| row.get::<_, i64>(0))
                .doing("counting")
        });
        assert_eq!(contents.unwrap(), 2);
        stage.assert_sound();
    }
}
