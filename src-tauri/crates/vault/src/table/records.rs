//! The records of all types: one row for each that was ever seen, in the order the shop handed them over. The name and search
//! words are the newest; those of earlier backups, where they differ, are in `past_names`.

pub(crate) const SHAPE: &str = "
CREATE TABLE records (
    record INTEGER PRIMARY KEY,
    type   INTEGER NOT NULL,
    id     TEXT NOT NULL,
    name   TEXT NOT NULL,
    search TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX records_by_id ON records (type, id);
";
