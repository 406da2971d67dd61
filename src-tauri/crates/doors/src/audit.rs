//! What surrounds a recovery: trying again what failed, its summary, its record in a file.

use std::io::BufWriter;

use backstock_contract::{
    AuditFormat, CountedWords, FileSaved, PreviewUndoAsk, RecoveryChoiceAsk, RecoverySummary, RestorePreview,
    SaveAuditAsk, WrittenField,
};
use backstock_engine::{AuditError, Counted, own_file};
use backstock_model::{NoProgress, RunId};

use crate::answers::{explain_engine, not_saved};
use crate::restoring::{preview, spoken};
use crate::{Doors, Reply};

impl Doors {
    /// What doing again what failed would do. Nothing is written. It ends as a look in the shop does.
    pub async fn preview_retry(&self, ask: PreviewUndoAsk) -> Reply<RestorePreview> {
        let cancel = self.held.begin_look();
        self.with_engine(move |engine, _| {
            let (id, _) = engine
                .plan_retry(&ask.shop, RunId(ask.run), &NoProgress, &cancel)
                .map_err(explain_engine)?;
            preview(engine, &ask.shop, id)
        })
        .await
    }

    /// What a recovery did, counted for a sentence.
    pub async fn recovery_summary(&self, ask: RecoveryChoiceAsk) -> Reply<RecoverySummary> {
        self.with_engine(move |engine, _| {
            let summary = engine
                .run_summary(&ask.shop, RunId(ask.run))
                .map_err(explain_engine)?;
            Ok(RecoverySummary {
                fields: summary
                    .fields
                    .into_iter()
                    .map(|field| WrittenField {
                        type_label: field.type_label,
                        label: field.label,
                        items: field.records,
                        only: field.only,
                    })
                    .collect(),
                created: counted(summary.created),
                deleted: counted(summary.deleted),
                failures: counted(summary.failures),
            })
        })
        .await
    }

    /// Saves the record of a recovery where the owner says.
    pub async fn save_audit(&self, ask: SaveAuditAsk) -> Reply<FileSaved> {
        let (ending, format) = match ask.format {
            AuditFormat::Csv => ("csv", backstock_engine::AuditFormat::Csv),
            AuditFormat::Html => ("html", backstock_engine::AuditFormat::Html),
        };
        let name = format!("Recovery {}.{ending}", ask.run);
        let Some(file) = self.held.native.pick_new_file(&name).await else {
            return Ok(FileSaved { shown: None });
        };
        self.with_engine(move |engine, _| {
            let mut out = BufWriter::new(own_file(&file).map_err(|cause| not_saved(&file, &cause))?);
            engine
                .write_audit(&ask.shop, RunId(ask.run), format, &spoken, &mut out)
                .map_err(|error| match error {
                    AuditError::Engine(error) => explain_engine(error),
                    AuditError::File(cause) => not_saved(&file, &cause),
                })?;
            Ok(FileSaved {
                shown: Some(file.display().to_string()),
            })
        })
        .await
    }
}

fn counted(all: Vec<Counted>) -> Vec<CountedWords> {
    all.into_iter()
        .map(|one| CountedWords {
            what: one.what,
            items: one.records,
        })
        .collect()
}
