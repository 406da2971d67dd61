//! What is written about an export that ended. It names the shop, the files and counts; never a record, never a value.

use backstock_model::Letter;

use super::{ExportEnding, ExportEntry, ExportedBy};
use crate::outbox::moment;
use crate::size;

pub(super) fn of(shop: &str, entry: &ExportEntry) -> Letter {
    let mut paragraphs = Vec::new();
    let how = match &entry.ending {
        ExportEnding::Done => {
            paragraphs.push(
                "The export is ready, in the folder below on the computer where Backstock runs.".to_owned(),
            );
            paragraphs.push(match entry.expires {
                Some(expires) => format!(
                    "Backstock removes the files on {}. Copy them before if you want to keep them.",
                    moment(expires)
                ),
                None => "The files stay until somebody deletes them.".to_owned(),
            });
            if entry.types.iter().any(|exported| exported.records > 0) {
                paragraphs.push("They may hold personal data of customers. Store them securely.".to_owned());
            }
            paragraphs.extend(
                entry
                    .notes
                    .iter()
                    .map(|note| format!("{} ({})", note.message, note.count)),
            );
            "is ready"
        }
        ExportEnding::Failed { why } => {
            paragraphs.push(format!("{} {}", why.message, why.hint));
            "failed"
        }
        ExportEnding::Cancelled => "was stopped",
        ExportEnding::Running => "is going on",
    };
    let mut facts = vec![
        ("Shop".to_owned(), shop.to_owned()),
        (
            "Export type".to_owned(),
            match entry.by {
                ExportedBy::Manual => "Manual",
                ExportedBy::Weekly => "Weekly",
                ExportedBy::Monthly => "Monthly",
            }
            .to_owned(),
        ),
        ("Began".to_owned(), moment(entry.started)),
        ("Format".to_owned(), entry.format.label().to_owned()),
    ];
    if entry.ending == ExportEnding::Done {
        for exported in &entry.types {
            facts.push((exported.label.clone(), exported.records.to_string()));
        }
    }
    if let Some(place) = &entry.place {
        facts.push(("Folder".to_owned(), place.display().to_string()));
    }
    for file in entry.files.iter().take(entry.parts) {
        let said = format!("{}, SHA-256 {}", size(file.bytes), file.sha256);
        facts.push((file.name.clone(), said));
    }
    Letter {
        subject: format!("Export of {shop} {how}"),
        paragraphs,
        facts,
    }
}
