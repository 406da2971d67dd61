//! # Proving that everything is what it was
//!
//! The database's own checks find rot, but not an old page put in the place of a newer one, nor an old file. So everything is
//! read and counted again: every content is unpacked and hashed, every record's history is played again and summed up to the
//! root of every backup, every manifest is proven and follows the one before, and the last one is the anchor's.

use std::collections::{BTreeMap, HashMap, HashSet};

use backstock_model::{
    BackupNumber, Cancel, ContentType, ObjectHash, Phase, Progress, RecordKey, RemoteId, ShopId, Tick,
};
use rusqlite::{Connection, params};

use crate::error::WhileDoing as _;
use crate::hashes::{self, Root};
use crate::keys::{Copies, hex};
use crate::reading::{Lifted, RecordHash, dictionaries_of, first_seen, unpack_all};
use crate::table::backups::{self, Place};
use crate::table::doubts;
use crate::table::tallies::{self, Tally};
use crate::table::types::{self, TypeRow};
use crate::table::{count, shops, stored};
use crate::vault::Inner;
use crate::writing::publish::{self, Manifest};
use crate::{Shop, Vault, VaultError, objects, pages};

const DOING: &str = "checking the vault";
const RECORDS: i64 = 1000;
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What a check of the vault found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyOutcome {
    /// Backups checked.
    pub backups: u64,
    /// Records checked.
    pub records: u64,
    /// Versions checked.
    pub versions: u64,
    /// Bytes of original content checked, large binaries included.
    pub bytes: u64,
    /// What is not as it should be; empty when all is well.
    pub problems: Vec<VerifyProblem>,
}

/// Something in the vault that is not what was put there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum VerifyProblem {
    /// A part of the database file was changed or cannot be read.
    #[error("the database file is damaged: {what}")]
    Database {
        /// What was found.
        what: String,
    },
    /// A record's content in a backup.
    #[error("the content of {key} in backup {backup} of {shop} is damaged")]
    Record {
        /// The shop's name.
        shop: String,
        /// Which record.
        key: RecordKey,
        /// The backup its version is from.
        backup: BackupNumber,
    },
    /// A large binary.
    #[error("the object {object} is damaged or missing")]
    Object {
        /// Which.
        object: ObjectHash,
    },
    /// A backup as a whole: a record is missing, replaced, or one too many.
    #[error("backup {backup} of {shop} is not what it was when it was made")]
    Backup {
        /// The shop's name.
        shop: String,
        /// Which backup.
        backup: BackupNumber,
    },
    /// The kept counts of a type in a backup.
    #[error("the counts of {content_type} in backup {backup} of {shop} are wrong")]
    Counts {
        /// The shop's name.
        shop: String,
        /// Which backup.
        backup: BackupNumber,
        /// Which type.
        content_type: ContentType,
    },
    /// The chain of backups.
    #[error("the chain of backups of {shop} is broken at backup {backup}")]
    Chain {
        /// The shop's name.
        shop: String,
        /// The first backup that does not fit.
        backup: BackupNumber,
    },
    /// The vault is older than it was when last used.
    #[error(
        "{shop} ended with backup {anchored} when this vault was last used, and ends with {newest:?} now"
    )]
    OlderThanAnchor {
        /// The shop's name or id.
        shop: String,
        /// The backup the anchor names.
        anchored: BackupNumber,
        /// The newest backup in the vault.
        newest: Option<BackupNumber>,
    },
    /// The anchor itself was changed.
    #[error("the anchor file is damaged")]
    Anchor,
    /// An older vault, or one whose anchor was lost, was accepted as the one to go on with.
    #[error("a vault in which {shop} ends with {newest:?} was accepted; {anchored:?} was its newest backup")]
    AcceptedOlder {
        /// The shop's name or id.
        shop: String,
        /// The newest backup there had been, where that was known.
        anchored: Option<BackupNumber>,
        /// The newest backup in the vault that was accepted.
        newest: Option<BackupNumber>,
    },
    /// The key file or its copy was changed, and nothing tells which of the two is whole.
    #[error("the key file is damaged")]
    Keys,
}

/// A tally as it is counted again: what happens to it at each backup.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    records: i64,
    known: i64,
    bytes: i64,
    versions: i64,
}

/// What is found out about a shop by reading all of it.
#[derive(Default)]
struct Recount {
    roots: BTreeMap<i64, Root>,
    counts: BTreeMap<(i64, i64), Counted>,
    named: HashSet<ObjectHash>,
}

/// A record with everything that is kept of it.
struct History {
    id: String,
    name: String,
    search: String,
    versions: Vec<HistoryRow>,
    /// Names until a backup, oldest first.
    past_names: Vec<(i64, String, String)>,
}

struct HistoryRow {
    backup: i64,
    hash: Option<RecordHash>,
    payload: Option<i64>,
}

/// What came of one content.
struct Proven {
    is_sound: bool,
    size: i64,
    named: Vec<ObjectHash>,
}

/// The check of a vault while it goes on.
struct Check<'v> {
    inner: &'v Inner,
    progress: &'v dyn Progress,
    cancel: &'v Cancel,
    outcome: VerifyOutcome,
    noted: HashSet<VerifyProblem>,
    /// Contents that are damaged.
    doubted: Vec<i64>,
    done: u64,
    total: u64,
}

impl Vault {
    /// Checks one shop or all of them: every content decodes to what it was, every backup has its root, the chain holds
    /// and ends where the anchor says.
    pub fn verify(
        &self,
        shop: Option<ShopId>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<VerifyOutcome, VaultError> {
        let mut check = Check {
            inner: &self.inner,
            progress,
            cancel,
            outcome: VerifyOutcome::default(),
            noted: HashSet::new(),
            doubted: Vec::new(),
            done: 0,
            total: 0,
        };
        check.database()?;
        // A damaged list of shops is a finding, too; what it hides is told by the anchor.
        let shops = match self.shops() {
            Err(VaultError::Damaged { .. }) => Vec::new(),
            other => other?,
        };
        let asked: Vec<Shop> = shops
            .into_iter()
            .filter(|found| shop.is_none_or(|asked| found.id == asked))
            .collect();
        for found in &asked {
            check.total += check.or_note(self.inner.read(|connection| known(connection, found.id)))?;
        }
        let mut named = HashSet::new();
        for found in &asked {
            let recount = check.shop(found)?;
            named.extend(recount);
        }
        check.objects(&named)?;
        if !Copies::are_sound(self.folder(), &self.inner.keys) {
            check.note(VerifyProblem::Keys);
        }
        match self.check_anchor() {
            Err(VaultError::Damaged { what }) => check.note(VerifyProblem::Database { what }),
            other => other?.into_iter().for_each(|problem| check.note(problem)),
        }
        for accepted in check.or_note(self.accepted_older())? {
            check.note(accepted);
        }
        // What can be read is told, whether or not it can be noted.
        let _ = check.doubt();
        Ok(check.outcome)
    }
}

fn known(connection: &Connection, shop: ShopId) -> Result<u64, VaultError> {
    let shop = shops::number(connection, shop)?;
    Ok(match backups::newest(connection, shop)? {
        Some(newest) => tallies::of_backup(connection, newest)?
            .iter()
            .map(|tally| tally.known)
            .sum(),
        None => 0,
    })
}

impl Check<'_> {
    fn note(&mut self, problem: VerifyProblem) {
        if self.noted.insert(problem.clone()) {
            self.outcome.problems.push(problem);
        }
    }

    /// Turns damage into a finding; other failures end the check.
    fn or_note<T: Default>(&mut self, found: Result<T, VaultError>) -> Result<T, VaultError> {
        match found {
            Err(VaultError::Damaged { what }) => {
                self.note(VerifyProblem::Database { what });
                Ok(T::default())
            }
            other => other,
        }
    }

    /// Notes what is damaged, so that the next reading of the shop which brings it again puts it right. In a database that does
    /// not hang together nothing is written: that could take away what can still be read.
    fn doubt(&self) -> Result<(), VaultError> {
        let is_database = |problem: &VerifyProblem| matches!(problem, VerifyProblem::Database { .. });
        if self.outcome.problems.iter().any(is_database) {
            return Ok(());
        }
        let objects = self.noted.iter().filter_map(|problem| match problem {
            VerifyProblem::Object { object } => Some(object),
            VerifyProblem::Database { .. }
            | VerifyProblem::Record { .. }
            | VerifyProblem::Backup { .. }
            | VerifyProblem::Counts { .. }
            | VerifyProblem::Chain { .. }
            | VerifyProblem::OlderThanAnchor { .. }
            | VerifyProblem::Anchor
            | VerifyProblem::AcceptedOlder { .. }
            | VerifyProblem::Keys => None,
        });
        let objects: Vec<_> = objects.collect();
        if objects.is_empty() && self.doubted.is_empty() {
            return Ok(());
        }
        self.inner.write(DOING, |transaction| {
            for object in objects {
                transaction
                    .execute("UPDATE objects SET file_size = NULL WHERE hash = ?1", [object.0])
                    .doing(DOING)?;
            }
            self.doubted
                .iter()
                .try_for_each(|&payload| doubts::add(transaction, payload))
        })
    }

    fn stop_if_asked(&self) -> Result<(), VaultError> {
        if self.cancel.is_asked() {
            Err(VaultError::Cancelled)
        } else {
            Ok(())
        }
    }

    fn tick(&self, content_type: Option<&ContentType>) {
        self.progress.tick(&Tick {
            phase: Phase::Verifying,
            content_type: content_type.cloned(),
            done: self.done.min(self.total),
            total: Some(self.total),
            failed: self.outcome.problems.len() as u64,
        });
    }

    /// Every page of the database is decrypted, proven and fits the others.
    fn database(&mut self) -> Result<(), VaultError> {
        self.tick(None);
        let cancel = self.cancel.clone();
        // A connection of its own: it is thrown away, whatever state the damage leaves it in.
        let mut connection = self.inner.reader()?;
        connection
            .progress_handler(100_000, Some(move || cancel.is_asked()))
            .doing(DOING)?;
        let found = connection
            .prepare("PRAGMA integrity_check")
            .and_then(|mut statement| {
                let lines = statement.query_map([], |row| row.get(0))?;
                lines.collect::<rusqlite::Result<Vec<String>>>()
            })
            .doing(DOING);
        for what in self.or_note(found)? {
            if what != "ok" {
                self.note(VerifyProblem::Database { what });
            }
        }
        Ok(())
    }

    /// Reads all of a shop in one view; gives the objects its documents name.
    fn shop(&mut self, shop: &Shop) -> Result<HashSet<ObjectHash>, VaultError> {
        let inner = self.inner;
        let read = inner.read(|connection| {
            let number = shops::number(connection, shop.id)?;
            let places = backups::places(connection, number)?;
            let mut recount = Recount::default();
            if let Some(newest) = places.last() {
                for row in types::of_shop(connection, number)? {
                    self.content_type(connection, shop, &row, newest.backup, &places, &mut recount)?;
                }
            }
            self.chain(connection, shop, number, &places, Some(&recount))?;
            Ok(recount.named)
        });
        match read {
            Err(VaultError::Damaged { what }) => {
                self.note(VerifyProblem::Database { what });
                self.salvage(shop)?;
                Ok(HashSet::new())
            }
            other => other,
        }
    }

    /// Finds out what can still be read of a shop whose data cannot be gone through as a whole, and names what cannot.
    fn salvage(&mut self, shop: &Shop) -> Result<(), VaultError> {
        let inner = self.inner;
        let known = inner.read(|connection| {
            let number = shops::number(connection, shop.id)?;
            Ok((
                number,
                backups::places(connection, number)?,
                types::of_shop(connection, number)?,
            ))
        });
        let (number, places, rows) = self.or_note(known)?;
        let Some(newest) = places.last() else {
            return Ok(());
        };
        for row in rows {
            let mut from = Some(types::record(row.number, 0));
            while let Some(start) = from {
                self.stop_if_asked()?;
                let page = inner.read(|connection| histories(connection, &row, start, newest.backup));
                let (histories, next) = self.or_note(page)?;
                from = next;
                for history in histories {
                    for version in &history.versions {
                        let Some(hash) = version.hash else { continue };
                        // Each with a view of its own: one that met damage is good for nothing more.
                        match inner.read(|connection| inner.content(connection, version.payload, hash)) {
                            Ok(_) => {}
                            Err(VaultError::Damaged { .. }) => {
                                self.note_record(shop, &row, &history, version, &places);
                            }
                            Err(other) => return Err(other),
                        }
                    }
                }
            }
        }
        let chained = inner.read(|connection| self.chain(connection, shop, number, &places, None));
        self.or_note(chained)
    }

    fn note_record(
        &mut self,
        shop: &Shop,
        row: &TypeRow,
        history: &History,
        version: &HistoryRow,
        places: &[Place],
    ) {
        let backup = version.backup;
        self.doubted.extend(version.payload);
        self.note(VerifyProblem::Record {
            shop: shop.name.clone(),
            key: RecordKey::new(row.key.clone(), RemoteId::from_encoded(history.id.as_str())),
            backup: first_seen(places, backup).map_or(BackupNumber(0), |place| place.number),
        });
    }

    fn content_type(
        &mut self,
        connection: &Connection,
        shop: &Shop,
        row: &TypeRow,
        newest: i64,
        places: &[Place],
        recount: &mut Recount,
    ) -> Result<(), VaultError> {
        let mut from = types::record(row.number, 0);
        loop {
            self.stop_if_asked()?;
            self.tick(Some(&row.key));
            let (histories, next) = histories(connection, row, from, newest)?;
            let rows: Vec<(i64, RecordHash)> = histories
                .iter()
                .flat_map(|history| &history.versions)
                .filter_map(|version| Some((version.payload?, version.hash?)))
                .collect();
            let proven = prove(self.inner, connection, &rows)?;
            for history in &histories {
                if history.versions.is_empty() {
                    continue;
                }
                self.done += 1;
                self.outcome.records += 1;
                for version in &history.versions {
                    let Some(hash) = version.hash else { continue };
                    self.outcome.versions += 1;
                    let found = version.payload.and_then(|payload| proven.get(&(payload, hash)));
                    match found {
                        Some(found) if found.is_sound => {
                            self.outcome.bytes += count(found.size);
                            recount.named.extend(&found.named);
                        }
                        _ => self.note_record(shop, row, history, version, places),
                    }
                }
                let leaf = |name: &str, search: &str, hash| {
                    let key = &self.inner.keys.records;
                    hashes::leaf(key, row.key.as_str(), &history.id, name, search, hash)
                };
                replay(history, row.number, newest, &proven, &leaf, recount);
            }
            match next {
                Some(next) => from = next,
                None => return Ok(()),
            }
        }
    }

    /// Every backup is signed, names the one before, and has the root and the counts that were found.
    fn chain(
        &mut self,
        connection: &Connection,
        shop: &Shop,
        number: i64,
        places: &[Place],
        recount: Option<&Recount>,
    ) -> Result<(), VaultError> {
        let mut previous: Option<Vec<u8>> = None;
        for link in links(connection, number)? {
            let backup = BackupNumber(count(link.number));
            let broken = VerifyProblem::Chain {
                shop: shop.name.clone(),
                backup,
            };
            let manifest = link.proven(self.inner, shop, previous.as_deref());
            previous = Some(link.hash);
            let Some(manifest) = manifest else {
                self.note(broken);
                continue;
            };
            if !places.iter().any(|place| place.backup == link.backup) {
                continue;
            }
            self.outcome.backups += 1;
            let tallies = tallies::of_backup(connection, link.backup)?;
            if publish::types_in_manifest(connection, number, &tallies)? != manifest.types {
                self.note(broken);
            }
            // Without having read everything, roots and counts cannot be proven.
            if let Some(recount) = recount {
                self.root(shop, backup, link.backup, &link.root, &manifest, recount);
                self.counts(connection, shop, backup, link.backup, &tallies, recount)?;
            }
        }
        Ok(())
    }

    fn root(
        &mut self,
        shop: &Shop,
        number: BackupNumber,
        backup: i64,
        stored: &[u8],
        manifest: &Manifest,
        recount: &Recount,
    ) {
        let mut root = Root::default();
        for (_, change) in recount.roots.range(..=backup) {
            root.add(*change);
        }
        if root.to_bytes() != stored || hex(&root.to_bytes()) != manifest.root {
            self.note(VerifyProblem::Backup {
                shop: shop.name.clone(),
                backup: number,
            });
        }
    }

    fn counts(
        &mut self,
        connection: &Connection,
        shop: &Shop,
        number: BackupNumber,
        backup: i64,
        tallies: &[Tally],
        recount: &Recount,
    ) -> Result<(), VaultError> {
        for row in types::of_shop(connection, shops::number(connection, shop.id)?)? {
            let mut found = Counted::default();
            for (_, step) in recount.counts.range((row.number, 0)..=(row.number, backup)) {
                found.records += step.records;
                found.known += step.known;
                found.bytes += step.bytes;
                found.versions += step.versions;
            }
            let tally = tallies
                .iter()
                .find(|tally| tally.content_type == row.number)
                .copied()
                .unwrap_or_default();
            let kept = [tally.records, tally.known, tally.bytes, tally.versions].map(stored);
            if kept != [found.records, found.known, found.bytes, found.versions] {
                self.note(VerifyProblem::Counts {
                    shop: shop.name.clone(),
                    backup: number,
                    content_type: row.key,
                });
            }
        }
        Ok(())
    }

    /// Every object is what its name says, and none that a document names is missing.
    fn objects(&mut self, named: &HashSet<ObjectHash>) -> Result<(), VaultError> {
        let kept = self.or_note(self.inner.read(objects::all))?;
        let is_kept: HashSet<ObjectHash> = kept.iter().map(|(hash, _)| *hash).collect();
        for missing in named.difference(&is_kept) {
            self.note(VerifyProblem::Object { object: *missing });
        }
        for (object, size) in kept {
            self.stop_if_asked()?;
            match self.inner.read_object(&object) {
                Ok(bytes) if bytes.len() as u64 == size => {}
                Ok(_) | Err(VaultError::DamagedObject(_)) => self.note(VerifyProblem::Object { object }),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}

/// Reads everything that is kept of some records, and says where to go on.
fn histories(
    connection: &Connection,
    row: &TypeRow,
    from: i64,
    newest: i64,
) -> Result<(Vec<History>, Option<i64>), VaultError> {
    let end = types::record(row.number + 1, 0) - 1;
    let mut numbers = Vec::new();
    let mut histories = Vec::new();
    let mut statement = connection
        .prepare_cached(
            "SELECT record, id, name, search FROM records WHERE record BETWEEN ?1 AND ?2 ORDER BY record LIMIT ?3",
        )
        .doing(DOING)?;
    let mut rows = statement.query(params![from, end, RECORDS]).doing(DOING)?;
    while let Some(row) = rows.next().doing(DOING)? {
        numbers.push(row.get::<_, i64>(0).doing(DOING)?);
        histories.push(History {
            id: row.get(1).doing(DOING)?,
            name: row.get(2).doing(DOING)?,
            search: row.get(3).doing(DOING)?,
            versions: Vec::new(),
            past_names: Vec::new(),
        });
    }
    let is_end = (numbers.len() as i64) < RECORDS;
    let last = if is_end {
        end
    } else {
        numbers.last().copied().unwrap_or(end)
    };
    let mut statement = connection
        .prepare_cached(
            "SELECT record, backup, hash, payload FROM versions
             WHERE record BETWEEN ?1 AND ?2 AND backup <= ?3 ORDER BY record, backup",
        )
        .doing(DOING)?;
    let mut rows = statement.query(params![from, last, newest]).doing(DOING)?;
    while let Some(row) = rows.next().doing(DOING)? {
        let position = numbers.binary_search(&row.get(0).doing(DOING)?);
        let Some(history) = position.ok().and_then(|position| histories.get_mut(position)) else {
            return Err(VaultError::damaged("a version of a record that is missing"));
        };
        history.versions.push(HistoryRow {
            backup: row.get(1).doing(DOING)?,
            hash: row.get::<_, Option<[u8; 16]>>(2).doing(DOING)?.map(RecordHash),
            payload: row.get(3).doing(DOING)?,
        });
    }
    let mut statement = connection
        .prepare_cached(
            "SELECT record, until, name, search FROM past_names WHERE record BETWEEN ?1 AND ?2 ORDER BY record, until",
        )
        .doing(DOING)?;
    let mut rows = statement.query(params![from, last]).doing(DOING)?;
    while let Some(row) = rows.next().doing(DOING)? {
        let position = numbers.binary_search(&row.get(0).doing(DOING)?);
        if let Some(history) = position.ok().and_then(|position| histories.get_mut(position)) {
            history.past_names.push((
                row.get(1).doing(DOING)?,
                row.get(2).doing(DOING)?,
                row.get(3).doing(DOING)?,
            ));
        }
    }
    Ok((histories, (!is_end).then_some(last + 1)))
}

/// Unpacks contents and compares them with their hashes.
fn prove(
    inner: &Inner,
    connection: &Connection,
    rows: &[(i64, RecordHash)],
) -> Result<HashMap<(i64, RecordHash), Proven>, VaultError> {
    let mut proven = HashMap::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut lifted = Vec::new();
        let mut bytes = 0;
        while let Some((&(payload, hash), more)) = rest.split_first().filter(|_| bytes < MOST_BYTES) {
            let packed = pages::packed(connection, payload)?;
            bytes += packed.as_ref().map_or(0, |packed| packed.size);
            lifted.push(Lifted {
                position: lifted.len(),
                hash,
                packed,
            });
            rest = more;
        }
        let start = rows.len() - rest.len() - lifted.len();
        let dictionaries = dictionaries_of(
            inner,
            connection,
            lifted.iter().filter_map(|one| one.packed.as_ref()),
        );
        let documents = unpack_all(inner, &dictionaries, &lifted);
        for ((&key, one), document) in rows.iter().skip(start).zip(&lifted).zip(documents) {
            let size = one
                .packed
                .as_ref()
                .map_or(0, |packed| packed.size as i64 + stored(packed.objects));
            let named = document
                .as_ref()
                .map(|document| objects::named_in(document).unwrap_or_default());
            proven.insert(
                key,
                Proven {
                    is_sound: named.is_some(),
                    size,
                    named: named.unwrap_or_default(),
                },
            );
        }
    }
    Ok(proven)
}

/// Plays a record's history again and writes down what each backup gained and lost by it.
fn replay(
    history: &History,
    content_type: i64,
    newest: i64,
    proven: &HashMap<(i64, RecordHash), Proven>,
    leaf: &dyn Fn(&str, &str, RecordHash) -> Root,
    recount: &mut Recount,
) {
    let mut backups: Vec<i64> = history.versions.iter().map(|version| version.backup).collect();
    backups.extend(
        history
            .past_names
            .iter()
            .map(|(until, ..)| *until)
            .filter(|until| *until <= newest),
    );
    backups.sort_unstable();
    backups.dedup();
    let state = |at: i64| {
        let version = history
            .versions
            .iter()
            .rev()
            .find(|version| version.backup <= at)?;
        let hash = version.hash?;
        let size = version
            .payload
            .and_then(|payload| proven.get(&(payload, hash)))
            .map_or(0, |found| found.size);
        let past = history.past_names.iter().find(|(until, ..)| *until > at);
        let (name, search) = past.map_or((&history.name, &history.search), |(_, name, search)| {
            (name, search)
        });
        Some((leaf(name, search, hash), size))
    };
    let mut before = None;
    for backup in backups {
        let after = state(backup);
        let root = recount.roots.entry(backup).or_default();
        let counts = recount.counts.entry((content_type, backup)).or_default();
        if let Some((leaf, size)) = before {
            root.take(leaf);
            counts.records -= 1;
            counts.bytes -= size;
        }
        if let Some((leaf, size)) = after {
            root.add(leaf);
            counts.records += 1;
            counts.bytes += size;
        }
        before = after;
    }
    for (position, version) in history.versions.iter().enumerate() {
        let counts = recount.counts.entry((content_type, version.backup)).or_default();
        counts.known += i64::from(position == 0);
        counts.versions += i64::from(version.hash.is_some());
    }
}

/// A backup as a link of the chain, deleted ones included.
struct Link {
    backup: i64,
    number: i64,
    kind: String,
    started: i64,
    finished: i64,
    manifest: String,
    root: Vec<u8>,
    hash: Vec<u8>,
    mac: [u8; 32],
}

fn links(connection: &Connection, shop: i64) -> Result<Vec<Link>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT backup, number, kind, started, finished, manifest, root, hash, mac FROM backups
             WHERE shop = ?1 AND finished NOT NULL ORDER BY backup",
        )
        .doing(DOING)?;
    statement
        .query_map([shop], |row| {
            Ok(Link {
                backup: row.get(0)?,
                number: row.get(1)?,
                kind: row.get(2)?,
                started: row.get(3)?,
                finished: row.get(4)?,
                manifest: row.get(5)?,
                root: row.get(6)?,
                hash: row.get(7)?,
                mac: row.get(8)?,
            })
        })
        .and_then(Iterator::collect)
        .doing(DOING)
}

impl Link {
    /// The manifest, when the link is signed, says what its row says, and follows the one before.
    fn proven(&self, inner: &Inner, shop: &Shop, previous: Option<&[u8]>) -> Option<Manifest> {
        let text = self.manifest.as_bytes();
        let is_signed = blake3::keyed_hash(&inner.keys.manifests, text) == self.mac;
        let is_named = blake3::hash(text).as_bytes() == self.hash.as_slice();
        let manifest: Manifest = serde_json::from_str(&self.manifest).ok()?;
        let says_the_same = manifest.vault == inner.id
            && manifest.shop == shop.id
            && stored(manifest.number) == self.number
            && manifest.kind == self.kind
            && manifest.started == self.started
            && manifest.finished == self.finished
            && manifest.root == hex(&self.root)
            && manifest.previous == previous.map(hex);
        (is_signed && is_named && says_the_same).then_some(manifest)
    }
}
