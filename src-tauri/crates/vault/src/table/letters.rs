//! The outbox: what is to be told to whom, one row for each recipient, and what became of it.
//!
//! `state` is `open` (to be tried when it is `due`), `handing` (it is on its way to the mail server and may have arrived),
//! `sent` or `stopped`.

pub(crate) const SHAPE: &str = "
CREATE TABLE letters (
    letter    INTEGER PRIMARY KEY AUTOINCREMENT,
    shop      INTEGER NOT NULL REFERENCES shops,
    about     TEXT NOT NULL,
    number    INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    id        BLOB NOT NULL,
    content   TEXT NOT NULL,
    written   INTEGER NOT NULL,
    state     TEXT NOT NULL,
    due       INTEGER NOT NULL,
    tries     INTEGER NOT NULL DEFAULT 0,
    tried     INTEGER,
    answer    TEXT,
    code      TEXT,
    message   TEXT,
    hint      TEXT
) STRICT;
CREATE INDEX letters_about ON letters (shop, about, number);
CREATE INDEX letters_due ON letters (state, due);
";
