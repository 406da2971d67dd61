//! What a vault promises, told by using it.

mod vault {
    mod backing_up;
    mod damage;
    mod deleting;
    mod histories;
    mod journal;
    mod kills;
    mod opening;
    mod reading;
    pub(crate) mod stage;
}
