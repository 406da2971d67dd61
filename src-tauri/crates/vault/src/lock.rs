//! lock

use crate::{Vault, VaultError};
use backstock_model::ShopId;
use chrono::{DateTime, Utc};

/// The right to write, held while a job runs. Given back when dropped, and by the operating system when the process dies.
#[derive(Debug)]
#[must_use = "the vault is only held as long as the lock lives"]
pub struct JobLock {
    shop: ShopId,
}

impl JobLock {
    /// The shop the job works for.
    pub fn shop(&self) -> ShopId {
        self.shop
    }
}

/// The job that holds a vault at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningJob {
    /// What it calls itself, for example `backup`.
    pub job: String,
    /// The shop it works for.
    pub shop: Option<ShopId>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// The process that runs it.
    pub process: Option<u32>,
}

impl Vault {
    /// Takes the right to write for one job. One job at a time in a vault; [`VaultError::Busy`] when somebody else has it.
    pub fn lock(&self, shop: ShopId, job: &str) -> Result<JobLock, VaultError> {
        let _ = (shop, job);
        todo!()
    }

    /// The job that holds the vault at the moment, in this process or another.
    pub fn running_job(&self) -> Result<Option<RunningJob>, VaultError> {
        todo!()
    }
}
