//! One row for every backup in which a record changed; it holds until the record's next row. `hash` is NULL where the record
//! was gone.
//!
//! `before` is what the record was until then: an empty value where it was not there, and NULL in the backup that first read
//! the type. So the index `versions_changed` has a row for every *change* and none for the first reading, and what happened
//! between two backups is read from it alone (decisions/0003).

pub(crate) const SHAPE: &str = "
CREATE TABLE versions (
    record  INTEGER NOT NULL,
    backup  INTEGER NOT NULL,
    before  BLOB,
    hash    BLOB,
    payload INTEGER,
    PRIMARY KEY (record, backup)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_changed ON versions (backup, record, before, hash) WHERE before IS NOT NULL;
CREATE INDEX versions_gone ON versions (record, backup) WHERE hash IS NULL;
";
