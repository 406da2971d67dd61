//! Names and search words that records had in backups before `until`. Most records never change theirs.

pub(crate) const SHAPE: &str = "
CREATE TABLE past_names (
    record INTEGER NOT NULL,
    until  INTEGER NOT NULL,
    name   TEXT NOT NULL,
    search TEXT NOT NULL,
    PRIMARY KEY (record, until)
) STRICT, WITHOUT ROWID;
CREATE INDEX past_names_until ON past_names (until, record);
";
