//! Files of other tools, opened like shops.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the settings that allow it in tests do not reach what tests share"
)]

mod files {
    mod hostile_sql;
    mod hostile_tables;
    mod hostile_zips;
    mod kinds;
    mod mutated;
    mod other_tools;
    mod real;
    mod spreadsheets;
    mod stage;
    mod stopping;
    mod tables;
}
