//! The large binaries that lie in the folder `objects`, and which documents refer to them.

pub(crate) const SHAPE: &str = "
CREATE TABLE objects (
    object INTEGER PRIMARY KEY,
    hash   BLOB NOT NULL UNIQUE,
    size   INTEGER NOT NULL
) STRICT;
CREATE TABLE payload_objects (
    payload INTEGER NOT NULL,
    object  INTEGER NOT NULL,
    PRIMARY KEY (payload, object)
) STRICT, WITHOUT ROWID;
CREATE INDEX payload_objects_by_object ON payload_objects (object);
";
