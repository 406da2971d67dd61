//! The bundle for whoever helps: looked at first, saved by the owner, sent by nobody.

use backstock_contract::{DiagnosticPart, Diagnostics, FileSaved, JobState, Nothing};
use backstock_engine::{About, Engine, bundle};

use crate::answers::{explain_engine, not_saved};
use crate::state::Held;
use crate::{Doors, Reply};

const FILE: &str = "Backstock diagnostics.zip";

impl Doors {
    /// Everything that goes into the bundle, letter for letter.
    pub async fn diagnostics(&self, _ask: Nothing) -> Reply<Diagnostics> {
        self.with_engine(|engine, held| {
            let parts = parts(engine, held)?;
            Ok(Diagnostics {
                parts: parts
                    .into_iter()
                    .map(|part| DiagnosticPart {
                        name: part.name,
                        text: part.text,
                    })
                    .collect(),
            })
        })
        .await
    }

    /// Saves the bundle where the owner says.
    pub async fn save_diagnostics(&self, _ask: Nothing) -> Reply<FileSaved> {
        self.held.engine()?;
        let Some(file) = self.held.native.pick_new_file(FILE).await else {
            return Ok(FileSaved { shown: None });
        };
        self.with_engine(move |engine, held| {
            bundle(&parts(engine, held)?)
                .and_then(|bytes| std::fs::write(&file, bytes))
                .map_err(|cause| not_saved(&file, &cause))?;
            Ok(FileSaved {
                shown: Some(file.display().to_string()),
            })
        })
        .await
    }
}

fn parts(engine: &Engine, held: &Held) -> Reply<Vec<backstock_engine::DiagnosticPart>> {
    let jobs = held.jobs.list();
    let about = About {
        version: held.places.version.clone(),
        program: "window",
        keyring: held.secrets.state().word(),
        jobs: jobs
            .into_iter()
            .map(|job| {
                let kind = serde_json::to_value(job.kind)
                    .ok()
                    .and_then(|kind| kind.as_str().map(str::to_owned))
                    .unwrap_or_default();
                match job.state {
                    JobState::Running { .. } => (kind, "running", None),
                    JobState::Ended { .. } => (kind, "ended", None),
                    JobState::Failed { failure, .. } => (kind, "failed", Some(failure.code)),
                    JobState::Cancelled { .. } => (kind, "cancelled", None),
                }
            })
            .collect(),
    };
    engine.diagnostics(&about).map_err(explain_engine)
}
