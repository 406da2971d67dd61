//! What is written about a restore or an undo that ended. It names the shop and counts; never a record, never a value.

use backstock_model::Letter;
use backstock_vault::{Run, RunKind, RunStatus};

use super::moment;

/// How the journal calls an end that the owner asked for.
const STOPPED: &str = "cancelled by you";

pub(super) fn letter(shop: &str, run: &Run) -> Letter {
    let what = match (run.kind, run.until) {
        (RunKind::Restore, None) => "Restore",
        (RunKind::Restore, Some(_)) => "Undo of a mistake",
        (RunKind::Undo, _) => "Undo",
    };
    let is_stopped = run.detail.as_deref() == Some(STOPPED);
    let how = match run.status {
        RunStatus::Done if run.failed == 0 => "finished",
        RunStatus::Done => "finished with errors",
        RunStatus::Fail if is_stopped => "was stopped",
        RunStatus::Fail | RunStatus::Progressing => "could not be finished",
    };
    let mut paragraphs = vec![counted(run)];
    if is_stopped {
        paragraphs.push("It was stopped by hand before the end; the rest was left as it was.".to_owned());
    } else if let Some(detail) = run.detail.as_ref().filter(|_| run.status == RunStatus::Fail) {
        paragraphs.push(detail.clone());
    }
    if run.failed > 0 {
        paragraphs.push(
            "Open Recovery history in Backstock to see which items failed and why, and to try them again."
                .to_owned(),
        );
    }
    if let Some(safety) = run.safety {
        paragraphs.push(format!(
            "Backup {safety} was made before anything was written, so this can be undone in Recovery history."
        ));
    }
    let mut facts = vec![
        ("Shop".to_owned(), shop.to_owned()),
        ("Recovery".to_owned(), run.id.to_string()),
    ];
    let mut fact = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| (name.to_owned(), value)));
    };
    let version = if run.until.is_some() {
        "Backup before the mistake"
    } else {
        "Version"
    };
    fact(version, run.to_at.map(moment));
    fact("Began", Some(moment(run.started)));
    fact("Ended", run.finished.map(moment));
    fact("Items restored", Some(run.succeeded.to_string()));
    fact("Items failed", Some(run.failed.to_string()));
    fact(
        "Items left alone",
        Some((run.skipped + run.left_alone).to_string()),
    );
    Letter {
        subject: format!("{what} of {shop} {how}"),
        paragraphs,
        facts,
    }
}

fn counted(run: &Run) -> String {
    let restored = match run.succeeded {
        0 => "No item was restored.".to_owned(),
        1 => "1 item was restored and read back.".to_owned(),
        many => format!("{many} items were restored and read back."),
    };
    match run.failed {
        0 => restored,
        1 => format!("{restored} 1 item failed."),
        many => format!("{restored} {many} items failed."),
    }
}
