//! What a vault promises, told by using it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the settings that allow them in tests do not reach what tests share"
)]

mod vault {
    mod backing_up;
    mod comparing;
    mod damage;
    mod deleting;
    mod first_use;
    mod histories;
    mod journal;
    mod keys;
    mod kills;
    mod locking;
    mod opening;
    #[cfg(unix)]
    mod read_back;
    mod reading;
    mod room;
    pub(crate) mod stage;
}
