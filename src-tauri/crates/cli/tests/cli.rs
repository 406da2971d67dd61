//! The real program against temporary vaults.
//!
//! Each story starts `backstock-cli` as a script would, with nothing of the surroundings but what it is given: no keyring,
//! no home, a fixed time zone. JSON answers are snapshots in which times, hashes and places are replaced by words; to
//! accept a changed one, run the tests with `INSTA_UPDATE=always` and read the difference.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod cli {
    mod afterwards;
    mod answers;
    mod archives;
    mod bakery;
    mod brushing;
    mod disks;
    mod exporting;
    mod files;
    mod from_files;
    mod keeping;
    mod killed;
    mod mailing;
    mod moving;
    mod practice;
    mod refusals;
    mod remembering;
    mod restoring;
    mod scheduling;
    mod servers;
    mod stage;
    mod stopping;
    mod stores;
}
