//! What every connector can do.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{
    Cancel, ContentType, Document, Node, ObjectHash, Record, RecordKey, RemoteId, TypeDescription,
};
use chrono::{DateTime, Utc};

use crate::{InstallationFound, Numbering, ShopError};

/// Tells one shop from another, so that a backup is not restored into the wrong one by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub String);

/// Something that keeps a shop from being fully backed up or restored, with one thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable name.
    pub code: String,
    /// What is the matter, in the owner's words; a full sentence.
    pub message: String,
    /// One thing to do; a full sentence.
    pub hint: String,
}

/// What a check of the connection found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopCheck {
    /// Which shop answered.
    pub fingerprint: Fingerprint,
    /// What speaks there, for example `SQLite 3.53.4`.
    pub server: String,
    /// The profile in use, if one fits.
    pub profile: Option<String>,
    /// The installations of platforms in its database, the one in use among them; none where their tables' names never change.
    pub installations: Vec<InstallationFound>,
    /// What does not work, or not fully.
    pub problems: Vec<Problem>,
    /// What the server tells of the database beside that; nothing of a database file.
    pub facts: Option<DatabaseFacts>,
}

/// What a database server tells of a database without reading it. The counts are its own estimates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatabaseFacts {
    /// How many tables there are.
    pub tables: u64,
    /// About how many rows they have together.
    pub rows: Option<u64>,
    /// About how much room they take.
    pub bytes: Option<u64>,
    /// The server's time zone, which times without one are in.
    pub time_zone: Option<String>,
    /// The character set of the database, unless a table says otherwise.
    pub charset: Option<String>,
}

/// A content type that a profile names and this shop has no table for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentType {
    /// Its key.
    pub key: ContentType,
    /// What the owner reads.
    pub label: String,
    /// The table that is not there.
    pub table: String,
    /// Why it cannot be read, where that is not for want of a table; a full sentence.
    pub reason: Option<String>,
}

/// What belongs to a shop and a reading could not take with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The content type it belongs to.
    pub content_type: ContentType,
    /// What the owner reads for that.
    pub label: String,
    /// What is left out, and why; a full sentence.
    pub what: String,
    /// Whether no reading of such a shop has it, whatever its owner does.
    pub always: bool,
}

/// What a connector may have kept in the vault between one look at its shop and the next. None of it is a secret.
pub trait Memory: Send + Sync {
    /// The notes whose names begin with this, by their names.
    fn notes(&self, beginning: &str) -> Result<Vec<(String, String)>, ShopError>;

    /// Keeps a note, or forgets it. It is on disk when this returns.
    fn note(&self, name: &str, text: Option<&str>) -> Result<(), ShopError>;

    /// Whether a restore or an undo writes to the shop at the moment, in this process or another.
    fn is_being_written(&self) -> Result<bool, ShopError>;

    /// Whether the shop may be written to at all: not while the vault is open for viewing only, not even to make up for a crash.
    fn may_be_written(&self) -> Result<bool, ShopError>;

    /// When the newest backup that has read all of a type was begun.
    fn read_at(&self, content_type: &ContentType) -> Result<Option<DateTime<Utc>>, ShopError>;

    /// A record as that backup has it.
    fn kept(&self, key: &RecordKey) -> Result<Option<Document>, ShopError>;

    /// The records of a type that the newest backup has.
    fn kept_keys(&self, content_type: &ContentType) -> Result<Vec<RecordKey>, ShopError>;

    /// All records of a type as that backup has them.
    fn kept_all(&self, content_type: &ContentType) -> Result<Vec<(RecordKey, Document)>, ShopError>;
}

/// A shop: a place with records that can be read and, mostly, written.
pub trait Shop: Send + Sync {
    /// Lends it a memory. A shop that tells by itself what changed since needs none.
    fn lend(&mut self, _memory: Arc<dyn Memory>) {}

    /// Tells it whom to listen to while it waits for something. One that never waits for long need not.
    fn heed(&self, _cancel: &Cancel) {}

    /// Looks whether the shop answers and what may be done with it.
    fn check(&self) -> Result<ShopCheck, ShopError>;

    /// The code of the currency the shop's amounts are in, where it can be told.
    fn currency(&self) -> Result<Option<String>, ShopError> {
        Ok(None)
    }

    /// Looks whether writing would do something beside that nobody wants, such as mailing customers. Nothing is written.
    fn look_before_writing(&self) -> Result<(), ShopError> {
        Ok(())
    }

    /// Takes one consistent view of the whole shop. Everything in it is what the shop says now: a plan, a comparison and a safety
    /// backup are made from it. Only parts that come record by record (an order's parcels) are as they were kept, unless the record
    /// says that they changed.
    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError>;

    /// The same for a backup, where what the shop does not name as changed may be taken from the backup before.
    fn open_backup_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        self.open_reading()
    }

    /// From now on sees whether anybody changes the shop, where that can be known for certain.
    fn witness(&self) -> Result<Option<Box<dyn Witness>>, ShopError> {
        Ok(None)
    }

    /// Opens the shop for writing. Nothing is changed by opening.
    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError>;
}

/// Sees whether anybody changes a shop.
pub trait Witness: Send {
    /// Whether nobody has changed anything since, beyond doubt.
    fn saw_nothing(&self) -> bool;
}

/// One consistent view of a shop.
pub trait Reading: Send {
    /// The content types the shop has, parents before the types that refer to them.
    fn types(&self) -> &[TypeDescription];

    /// The content types that shops of this kind have, and this one has no table for.
    fn absent_types(&self) -> &[AbsentType] {
        &[]
    }

    /// What of all that was read so far could not be taken with it, and what never can be; type by type.
    fn left_out(&self) -> Vec<LeftOut> {
        Vec::new()
    }

    /// Which of these tables may not be read, as far as the shop tells. A server hides tables that its user has no right to, so
    /// that they look as if they had been dropped.
    fn forbidden(&mut self, _tables: &[String]) -> Result<Vec<String>, ShopError> {
        Ok(Vec::new())
    }

    /// How many records a type has.
    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError>;

    /// Hands over every record of a type, in the shop's own stable order. Memory stays flat.
    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError>;

    /// Hands over the id of every record of a type, for whoever needs no more.
    fn read_ids(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(RemoteId) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        self.read_type(content_type, &mut |record| each(record.key.remote_id))
    }

    /// One record, or `None` when the shop has none of that id.
    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError>;

    /// How many records are asked for in one look. More than one only where that costs hardly more: between two looks somebody
    /// who asks to stop is heard.
    fn at_once(&self) -> usize {
        1
    }

    /// Records in the order asked for.
    fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        keys.iter().map(|key| self.read_record(key)).collect()
    }

    /// The records that would become part of a record on its way from `before` to `after`: what is left of one whose own row
    /// is gone. A plan that writes it says that these go; the connector takes them in or away together with it.
    fn left_over_of(
        &mut self,
        _key: &RecordKey,
        _before: Option<&Document>,
        _after: &Document,
    ) -> Result<Vec<Record>, ShopError> {
        Ok(Vec::new())
    }

    /// Whether a record that is made again gets another id, so that what pointed to it has to be pointed at it again.
    fn gives_new_ids(&self) -> bool {
        false
    }

    /// The fields of a record that point to other records and can be written. Asked only where new ids are given.
    fn pointers(&self, _content_type: &ContentType, _document: &Node) -> Vec<Pointer> {
        Vec::new()
    }

    /// The records of a type that the shop has pointing to one of these.
    fn pointing_to(
        &mut self,
        _content_type: &ContentType,
        _targets: &HashSet<RecordKey>,
    ) -> Result<Vec<RecordKey>, ShopError> {
        Ok(Vec::new())
    }

    /// How the shop numbers its rows; `None` where that is not told, and then a backup of another shop can only be put into it
    /// number for number.
    fn numbering(&mut self) -> Result<Option<Numbering>, ShopError> {
        Ok(None)
    }
}

/// A field that points to another record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// Keys from the record's root, joined by `/`; lists and rows do not count.
    pub path: String,
    /// What it points to.
    pub to: RecordKey,
    /// What stands there, or in the list there.
    pub value: Node,
}

/// Where a writer gets the large binaries that documents refer to.
pub trait Objects {
    /// The bytes of an object, or `None` when they are not kept.
    fn object(&self, hash: &ObjectHash) -> Option<Vec<u8>>;
}

/// One record to write.
#[derive(Clone, Debug)]
pub struct Write {
    /// Which.
    pub key: RecordKey,
    /// What it was when the plan was made; `None` when it was not there.
    pub before: Option<Document>,
    /// What it shall be; `None` when it shall go.
    pub after: Option<Document>,
    /// Which of its references may lead nowhere.
    pub dangling: Dangling,
}

/// Which references of a record may lead nowhere when it is written.
///
/// A reference that led nowhere before may do so again: such orders are common where foreign keys are not enforced, and they
/// must come back as they were. One that would lead nowhere because something was left out is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Dangling {
    /// None; and a record that others refer to is not deleted.
    #[default]
    None,
    /// Those to these records.
    To(Vec<RecordKey>),
    /// All but those to these records. A record that is deleted was not there before, so others may refer to it as they did;
    /// that nobody else does by now has been looked at where the references are described.
    AllBut(Vec<RecordKey>),
}

impl Dangling {
    /// Whether the reference to a record may lead nowhere.
    pub fn allows(&self, is_meant: impl Fn(&RecordKey) -> bool) -> bool {
        match self {
            Self::None => false,
            Self::To(known) => known.iter().any(is_meant),
            Self::AllBut(known) => !known.iter().any(is_meant),
        }
    }
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It was written, under this id (another one than asked where the shop gives out ids itself).
    Written(RemoteId),
    /// Some of it was written, and the rest could not be.
    WrittenInPart(RemoteId, Problem),
    /// The shop had changed it since the plan was made. Nothing of it was written.
    ChangedMeanwhile,
    /// It could not be written. Nothing of it was written.
    Refused(Problem),
    /// Somebody asked to stop while the shop kept the batch waiting. Nothing of the batch was written.
    Stopped,
}

/// A shop opened for writing.
pub trait Writing: Send {
    /// The content types the shop has now.
    fn types(&self) -> &[TypeDescription];

    /// How many records are sent at a time: few enough that a wish to stop is heard within two seconds, and enough that the
    /// journal costs little.
    fn at_a_time(&self) -> usize {
        500
    }

    /// Every record that will be written was read after this witness came, and was what it is believed to be. As long as the
    /// witness saw nothing it need not be looked at again before it is written.
    fn rely_on(&mut self, _witness: Box<dyn Witness>) {}

    /// One record as it is now.
    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError>;

    /// Records as they are now, in the order asked; in one look where the shop has such.
    fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        keys.iter().map(|key| self.read_record(key)).collect()
    }

    /// A record as it is now, but for one thing: what points to a record that was made again meanwhile reads as in `before`, where
    /// that points to it.
    fn read_as_before(
        &mut self,
        key: &RecordKey,
        _before: Option<&Document>,
    ) -> Result<Option<Record>, ShopError> {
        self.read_record(key)
    }

    /// Says what will be written after the next batch, so that what needs nothing but its documents is done beside that.
    fn prepare(&mut self, _next: &[Write]) {}

    /// Writes records in the order given, all in one transaction where the shop has them, and says what became of each.
    ///
    /// A record that is refused leaves no trace and does not stop the others. An error means that nothing of the batch
    /// was kept, or, when the connection was lost while committing or where tables know no transactions, that it is not known:
    /// read back before going on.
    fn write(&mut self, batch: &[Write], objects: &dyn Objects) -> Result<Vec<WriteOutcome>, ShopError>;

    /// Things about writing to these types that the owner should know beforehand (triggers that do not fire, caches the
    /// platform derives). Codes as in [`backstock_model::Consequence`].
    fn side_effects(
        &mut self,
        content_types: &[ContentType],
    ) -> Result<Vec<backstock_model::Consequence>, ShopError>;
}
