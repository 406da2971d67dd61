//! Named places at which a test may stop the program dead.
//!
//! A crash is only survived if it is survived everywhere. The verbs call [`Faults::at`] at every place where something has
//! just become, or is about to become, durable; in the product nobody listens.

/// Hears when a job passes a named point. A test ends the process there.
pub trait Faults: Send + Sync {
    /// The job is at `point`, one of [`POINTS`] or [`EXPORT_POINTS`].
    fn at(&self, point: &'static str);
}

/// Lets everything pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFaults;

impl Faults for NoFaults {
    fn at(&self, _point: &'static str) {}
}

/// Every point of an export and of what becomes of its files, in the order they are met.
pub const EXPORT_POINTS: &[&str] = &[
    "export.begun",
    "export.sealed",
    "export.published",
    "export.ended",
    "export.expired",
];

/// Every point there is, in the order a restore and its letters meet them.
pub const POINTS: &[&str] = &[
    "backup.locked",
    "backup.begun",
    "backup.record",
    "backup.type_read",
    "backup.all_read",
    "backup.published",
    "prune.deleted",
    "restore.locked",
    "restore.safety_kept",
    "restore.run_opened",
    "restore.batch_sent",
    "restore.batch_committed",
    "restore.batch_written",
    "restore.batch_read_back",
    "restore.batch_verified",
    "restore.closing",
    "restore.closed",
    "outbox.written",
    "outbox.handing_over",
    "outbox.taken",
];
