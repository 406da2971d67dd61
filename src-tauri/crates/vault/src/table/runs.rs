//! The journal: every change to a shop is a run, and every record of its plan that had its turn has a row.

pub(crate) const SHAPE: &str = "
CREATE TABLE runs (
    run       INTEGER PRIMARY KEY AUTOINCREMENT,
    shop      INTEGER NOT NULL REFERENCES shops,
    kind      TEXT NOT NULL,
    plan      INTEGER NOT NULL REFERENCES plans,
    target    INTEGER NOT NULL,
    safety    INTEGER,
    undoes    INTEGER,
    note      TEXT,
    started   INTEGER NOT NULL,
    finished  INTEGER,
    ending    TEXT,
    message   TEXT,
    total     INTEGER NOT NULL,
    succeeded INTEGER NOT NULL DEFAULT 0,
    failed    INTEGER NOT NULL DEFAULT 0,
    skipped   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_of_shop ON runs (shop, run);
CREATE TABLE run_items (
    run         INTEGER NOT NULL REFERENCES runs,
    position    INTEGER NOT NULL,
    state       TEXT NOT NULL,
    marked      INTEGER NOT NULL,
    code        TEXT,
    message     TEXT,
    new_id      TEXT,
    after       BLOB,
    differences TEXT,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
";

/// Who is told when a run ends, and whether the letters are written.
pub(crate) const SHAPE_3: &str = "
CREATE TABLE run_recipients (
    run        INTEGER PRIMARY KEY REFERENCES runs,
    recipients TEXT NOT NULL,
    told       INTEGER NOT NULL DEFAULT 0
) STRICT;
";
