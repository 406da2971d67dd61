//! What the owner was told on this computer, to be read again later.

pub(crate) const SHAPE: &str = "
CREATE TABLE notices (
    notice INTEGER PRIMARY KEY AUTOINCREMENT,
    shop   INTEGER REFERENCES shops,
    at     INTEGER NOT NULL,
    tone   TEXT NOT NULL,
    title  TEXT NOT NULL,
    body   TEXT NOT NULL,
    route  TEXT NOT NULL,
    letter INTEGER,
    read   INTEGER NOT NULL DEFAULT 0
) STRICT;
";
