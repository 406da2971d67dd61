//! The large binaries that lie in the folder `objects`, and which documents refer to them. `file_size` is the size of the file
//! on disk; it is unknown where the file has to be proven, because a check found it damaged or it was written in format 1.

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

pub(crate) const SHAPE_2: &str = "ALTER TABLE objects ADD COLUMN file_size INTEGER";
