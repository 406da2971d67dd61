//! What surrounds a recovery: trying again what failed, its summary, its record in a file.

use std::io::BufWriter;

use backstock_contract::{
    AuditFormat, CountedWords, Decided, DecisionRow, FieldKind, FileSaved, PreviewUndoAsk, RecoveryChoiceAsk,
    RecoveryDecisions, RecoveryDecisionsAsk, RecoverySummary, RestorePreview, SaveAuditAsk, WrittenField,
};
use backstock_engine::{AuditError, Counted, Decision, own_file};
use backstock_model::RunId;

use crate::answers::{explain_engine, not_saved};
use crate::restoring::{descriptions, field_label, label_of, preview, reason_name};
use crate::revising::conflict_row;
use crate::{Doors, Reply};

/// Rows that are handed over at once.
const MOST_DECISIONS: u64 = 1_000;

impl Doors {
    /// What doing again what failed would do. Nothing is written. It ends as a look in the shop does.
    pub async fn preview_retry(&self, ask: PreviewUndoAsk) -> Reply<RestorePreview> {
        let look = self.held.begin_look();
        self.with_engine(move |engine, _| {
            let (id, _) = engine
                .plan_retry(&ask.shop, RunId(ask.run), &look, &look.cancel)
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
                by_hand: summary.by_hand,
            })
        })
        .await
    }

    /// What a recovery left alone, and what was decided about it.
    pub async fn recovery_decisions(&self, ask: RecoveryDecisionsAsk) -> Reply<RecoveryDecisions> {
        self.with_engine(move |engine, _| {
            let mut decisions = engine
                .run_decisions(&ask.shop, RunId(ask.run))
                .map_err(explain_engine)?;
            let types = descriptions(engine, &ask.shop)?;
            let mut words = engine.shown_writes(&ask.shop).map_err(explain_engine)?;
            decisions.retain(|decision| !ask.by_hand || decision.is_by_hand());
            let total = decisions.len() as u64;
            let most = usize::try_from(ask.limit.min(MOST_DECISIONS)).unwrap_or_default();
            let rows = decisions.into_iter().take(most).map(|decision| {
                let key = decision.key();
                let description = types.get(&key.content_type);
                let shown = decision
                    .conflict()
                    .map(|conflict| conflict_row(conflict, description, &mut words));
                let (kind, live, wanted) = match shown {
                    Some(row) => (row.kind, row.live, row.wanted),
                    None => (FieldKind::Plain, None, None),
                };
                let section = description
                    .zip(decision.path())
                    .and_then(|(description, path)| words.section(description, key, path, &[]));
                DecisionRow {
                    section,
                    content_type: key.content_type.to_string(),
                    type_label: label_of(&types, &key.content_type),
                    id: key.remote_id.to_string(),
                    name: decision.name(),
                    label: decision.path().map(|path| field_label(description, path)),
                    decided: match &decision {
                        Decision::Skipped(_) => Decided::Skipped,
                        Decision::LeftOut { .. } => Decided::LeftOut,
                        Decision::Kept(_) => Decided::Kept,
                        Decision::Taken(_) => Decided::Taken,
                    },
                    reason: decision.reason().map(|reason| reason_name(reason).to_owned()),
                    by_hand: decision.is_by_hand(),
                    kind,
                    live,
                    wanted,
                }
            });
            Ok(RecoveryDecisions {
                rows: rows.collect(),
                total,
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
        self.with_engine(move |engine, held| {
            let mut out = BufWriter::new(own_file(&file).map_err(|cause| not_saved(&file, &cause))?);
            engine
                .write_audit(
                    &ask.shop,
                    RunId(ask.run),
                    format,
                    &|moment| held.spoken(moment),
                    &mut out,
                )
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
