//! The documents themselves, compressed (see `packing.rs`). `size` is the document's size, `objects` that of the large
//! binaries it refers to, both as they were in the shop.

pub(crate) const SHAPE: &str = "
CREATE TABLE payloads (
    payload    INTEGER PRIMARY KEY,
    dictionary INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    objects    INTEGER NOT NULL,
    data       BLOB NOT NULL
) STRICT;
";
