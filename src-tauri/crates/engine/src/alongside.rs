//! Laying a live reading beside a backup.
