//! What documents of a type have in common, for compressing them one by one.

pub(crate) const SHAPE: &str = "
CREATE TABLE dictionaries (
    dictionary INTEGER PRIMARY KEY AUTOINCREMENT,
    type       INTEGER NOT NULL,
    data       BLOB NOT NULL
) STRICT;
CREATE INDEX dictionaries_of_type ON dictionaries (type);
";
