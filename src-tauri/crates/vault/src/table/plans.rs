//! Plans, exactly as they were shown. `head` is everything but the records; `mac` is over all of it.

pub(crate) const SHAPE: &str = "
CREATE TABLE plans (
    plan    INTEGER PRIMARY KEY AUTOINCREMENT,
    shop    INTEGER NOT NULL REFERENCES shops,
    made    INTEGER NOT NULL,
    records INTEGER NOT NULL,
    head    BLOB NOT NULL,
    mac     BLOB NOT NULL
) STRICT;
CREATE TABLE plan_records (
    plan       INTEGER NOT NULL REFERENCES plans,
    position   INTEGER NOT NULL,
    type       TEXT NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    before     BLOB,
    after      BLOB,
    PRIMARY KEY (plan, position)
) STRICT, WITHOUT ROWID;
";
