//! Looking back at restores and undos.

use backstock_model::{Consequence, ContentType, RunId};
use backstock_vault::{Run, RunItem, RunType};

use crate::kept::name_or_key;
use crate::plan::referring::STAYS_GONE;
use crate::{Engine, EngineError};

/// What a run is about, for a line in a list: its first record, and the field, where it writes that one alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSubject {
    /// What a person calls the record.
    pub name: String,
    /// What the owner reads for the field.
    pub field: Option<String>,
}

impl Engine {
    /// What each of some runs of a shop is about; nothing where there was nothing to write.
    pub fn run_subjects(&self, shop: &str, runs: &[Run]) -> Result<Vec<Option<RunSubject>>, EngineError> {
        if runs.is_empty() {
            return Ok(Vec::new());
        }
        let types = self.type_names(shop)?;
        runs.iter()
            .map(|run| {
                let Some((choice, first)) = self.vault.plan_beginning(run.plan)? else {
                    return Ok(None);
                };
                // Where many records go back whole, what happens to the first one tells nothing of the others.
                let speaks_for_all = run.total == 1 || choice.is_of_fields();
                Ok(Some(RunSubject {
                    name: name_or_key(&first.name, &first.key),
                    field: types.only_field(&first).filter(|_| speaks_for_all),
                }))
            })
            .collect()
    }

    /// All runs of a shop, newest first.
    pub fn runs(&self, shop: &str) -> Result<Vec<Run>, EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.runs(shop.id)?)
    }

    /// One run of a shop.
    pub fn run(&self, shop: &str, run: RunId) -> Result<Run, EngineError> {
        self.runs(shop)?
            .into_iter()
            .find(|found| found.id == run)
            .ok_or(EngineError::UnknownRun(run))
    }

    /// The records of a run, in the order they were planned.
    pub fn run_items(
        &self,
        shop: &str,
        run: RunId,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<RunItem>, EngineError> {
        let run = self.run(shop, run)?;
        Ok(self.vault.run_items(run.id, None, limit, offset)?)
    }

    /// The records of a run that failed, in the order they were planned.
    pub fn failed_items(
        &self,
        shop: &str,
        run: RunId,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<RunItem>, EngineError> {
        let run = self.run(shop, run)?;
        Ok(self.vault.failed_items(run.id, None, limit, offset)?)
    }

    /// The records of one content type of a run, all or only those that failed, in the order they were planned.
    pub fn run_items_of(
        &self,
        shop: &str,
        run: RunId,
        content_type: &ContentType,
        only_failed: bool,
        (limit, offset): (u64, u64),
    ) -> Result<Vec<RunItem>, EngineError> {
        let run = self.run(shop, run)?;
        let content_type = Some(content_type);
        Ok(if only_failed {
            self.vault.failed_items(run.id, content_type, limit, offset)?
        } else {
            self.vault.run_items(run.id, content_type, limit, offset)?
        })
    }

    /// How far a run has come with each content type, in the order they were planned.
    pub fn run_types(&self, shop: &str, run: RunId) -> Result<Vec<RunType>, EngineError> {
        let run = self.run(shop, run)?;
        Ok(self.vault.run_types(run.id)?)
    }

    /// What went with the records that a run brought back, and did not come back with them; a count for each type.
    pub fn stays_gone(&self, shop: &str, run: RunId) -> Result<Vec<Consequence>, EngineError> {
        let known = self.vault.shop(shop)?;
        let run = self.run(shop, run)?;
        let mut told = self.vault.consequences_of(known.id, run.plan)?;
        told.retain(|told| told.code == STAYS_GONE);
        Ok(told)
    }

    /// Runs that a crash left in the middle and that wait for [`Engine::resume`] or [`Engine::leave`].
    pub fn interrupted(&self, shop: &str) -> Result<Vec<Run>, EngineError> {
        let runs = self.runs(shop)?;
        Ok(runs.into_iter().filter(|run| run.interrupted).collect())
    }
}
