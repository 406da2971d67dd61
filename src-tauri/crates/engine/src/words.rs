//! # Every failure in the owner's words
//!
//! What could not be done and why, then one thing to do. Window and command line both take their sentences from here; all of
//! them are in `tests/golden/failures.txt`, so that a change of words is seen.
//!
//! The code is stable and what a script or the window acts on. What a library said about the cause is not shown: it is in the
//! error's `source`, for those who look.

mod files;

use backstock_archive::ArchiveError;
use backstock_export::ExportError;
use backstock_model::BackupNumber;
use backstock_shops::ShopError;
use backstock_vault::{ItemState, RecoveryKeyFault, VaultError, VerifyProblem};
use serde::{Deserialize, Serialize};

use crate::keeping::Kept;
use crate::schedules::RuleFault;
use crate::{EngineError, NameFault};

/// A failure for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Stable name, for example `wrong_key`.
    pub code: String,
    /// What could not be done and why; full sentences.
    pub message: String,
    /// One thing to do; a full sentence.
    pub hint: String,
}

/// The record was changed in the shop between the preview and the writing.
pub(crate) const CHANGED_MEANWHILE: (&str, &str) = (
    "changed_meanwhile",
    "Somebody changed this record in the shop after the preview, so it was left as it is.",
);

/// The record was on its way when the app was closed, and is neither what it was before nor what was written.
pub(crate) const CHANGED_AFTER_SENDING: (&str, &str) = (
    "changed_after_sending",
    "The job was interrupted while this record was being written, and the shop has something else by now. Undo takes back \
     what the job wrote of it, if anything, and keeps what somebody changed.",
);

/// The record was written and reads back otherwise.
pub(crate) const READS_BACK_DIFFERENTLY: &str = "reads_back_differently";

/// A refusal with the record that stands in the way.
pub(crate) fn with_the_other(message: &str, name: &str) -> String {
    format!("{message} It is {}.", quoted(name))
}

/// How a run ends that nobody went on with.
pub(crate) const APP_WAS_CLOSED: &str = "The app was closed while this was going on.";

/// What is not as planned, when it is not a single field.
pub(crate) const WHOLE_RECORD: &str = "the record as a whole";

/// Why a type is not restored, when its profile does not say.
pub(crate) const NOT_RESTORABLE: &str = "Records of this type cannot be written back to this shop.";

pub(crate) fn reads_back_differently(field: &str) -> (&'static str, String) {
    (
        READS_BACK_DIFFERENTLY,
        format!("It was written, but the shop kept something else for {field}."),
    )
}

pub(crate) fn cancelled() -> ItemState {
    ItemState::Skipped {
        code: "cancelled".to_owned(),
        message: "You stopped the job before its turn came.".to_owned(),
    }
}

pub(crate) fn not_reached() -> ItemState {
    ItemState::Skipped {
        code: "not_reached".to_owned(),
        message: "The job ended before its turn came.".to_owned(),
    }
}

/// Puts a failure into the owner's words.
pub fn explain(error: &EngineError) -> Explained {
    match error {
        EngineError::Vault(error) => vault(error),
        EngineError::Shop(error) => shop(error),
        EngineError::Archive(error) => archive(error),
        EngineError::FileRefused(refusal) => files::kind(refusal),
        EngineError::Export(error) => export(error),
        EngineError::NoTypeChosen => said(
            "export_no_types",
            "Nothing was chosen to export.",
            "Select at least one content type.",
        ),
        EngineError::NoRecipient => said(
            "export_no_recipient",
            "Nobody would be told when the export is ready.",
            "Add an e-mail address, or This computer.",
        ),
        EngineError::OnlyProducts => said(
            "export_only_products",
            "The product import of another platform takes products and nothing else.",
            "Select Products alone, or choose another format.",
        ),
        EngineError::UnknownExport(number) => said(
            "unknown_export",
            format!("There is no export {number} of this shop."),
            "Choose one of the exports in the history.",
        ),
        EngineError::NotAFileShop { shop } => said(
            "not_a_file_shop",
            format!(
                "What is in the file would stand among the backups of {} as if it had been read there.",
                quoted(shop)
            ),
            "Choose another name for what is in the file.",
        ),
        EngineError::DateToCome => said(
            "date_to_come",
            "What is in the file cannot be of a time that is still to come. Nothing was imported.",
            "Say of when the data in the file is.",
        ),
        EngineError::AlreadyInHistory { backup } => said(
            "already_in_history",
            format!("Backup {backup} in the history is of the very same moment. Nothing was imported."),
            "Choose another file, or say of which other moment the data in it is.",
        ),
        EngineError::OfNoTypeHere { shop } => said(
            "of_no_type_here",
            format!(
                "The file holds nothing that is in the backups of {}. Nothing was imported.",
                quoted(shop)
            ),
            "Choose a file of this shop.",
        ),
        EngineError::SheetDoesNotFit { shop, label, fault } => files::sheet(shop, label, fault),
        EngineError::NumbersNotTold { shop } => said(
            "numbers_not_told",
            format!(
                "{} does not tell how it numbers its records, so a copy cannot give new numbers there.",
                quoted(shop)
            ),
            "Copy it without new numbers, into a shop that has the same ones.",
        ),
        EngineError::BackupFileName(fault) => files::name(*fault),
        EngineError::BackupFileMissing { name } => files::missing(name),
        EngineError::BackupFilesStay => said(
            "backup_files_stay",
            "One of these files is pinned, or no backup file that can be used would be left in the list.",
            "Choose others, or say that they go all the same (--all-the-same).",
        ),
        EngineError::NoBackupThen { shop } => said(
            "no_backup_then",
            format!("There was no backup of {} yet at that time.", quoted(shop)),
            "Choose a later date, or leave it empty for the newest backup.",
        ),
        EngineError::OtherRecords { shop, label } => said(
            "other_records",
            format!(
                "Most of the {} in {} are not those that the backup has under the same numbers, so it is a backup of another shop. \
                 Nothing was written.",
                quoted(label),
                quoted(shop)
            ),
            "Choose a backup of this shop, or copy it with new numbers: what is the same is told by its name or code then.",
        ),
        EngineError::SpanElsewhere => said(
            "span_elsewhere",
            "What changed between two backups can only be taken back where both were made of this shop itself: not of another one, and not out of a file. Nothing was written.",
            "Choose two backups that Backstock made of this shop.",
        ),
        EngineError::AdminAddress => said(
            "admin_address_wrong",
            "This is not the address of a page that a browser opens.",
            "Open the shop's administration in your browser and copy the address from there.",
        ),
        EngineError::Cancelled => said(
            "cancelled",
            "The job was stopped as you asked. Nothing was changed, and nothing half done counts as done.",
            "Start it again whenever you like.",
        ),
        EngineError::Name(fault) => name(*fault),
        EngineError::Rule(fault) => rule(*fault),
        EngineError::NoSuchLetter(letter) => said(
            "no_such_letter",
            format!("There is no message {letter} among those that Backstock has written."),
            "Look at the list of messages again.",
        ),
        EngineError::UnknownKind(kind) => said(
            "unknown_kind",
            format!(
                "This version of Backstock cannot speak to shops of the kind {}.",
                quoted(kind)
            ),
            "Install the newest version of Backstock.",
        ),
        EngineError::Connection { shop, .. } => said(
            "connection_unreadable",
            format!(
                "What is kept about how to reach {} cannot be understood.",
                quoted(shop)
            ),
            "Add the shop again under another name; the backups kept so far stay.",
        ),
        EngineError::AnotherShop { shop } => said(
            "another_shop",
            format!(
                "Another shop answers where {} was, so nothing was read or written.",
                quoted(shop)
            ),
            "Check that the right file is in place, or choose the file where the shop is now.",
        ),
        EngineError::NotThisShop { shop } => said(
            "another_shop",
            format!(
                "What was chosen is another shop than {}: its tables are not those of the newest backup. Nothing was changed.",
                quoted(shop)
            ),
            "Choose the file that holds this shop, or add the other one as a new shop.",
        ),
        EngineError::PlaceTaken { shop, other } => said(
            "another_shop",
            format!(
                "What was chosen is the shop {} of this vault, so {} was left where it was.",
                quoted(other),
                quoted(shop)
            ),
            "Choose the file that holds this shop.",
        ),
        EngineError::SeveralInstallations { found } => {
            let each: Vec<String> = found
                .iter()
                .map(|(platform, prefix)| format!("{platform} with tables {}", quoted(&format!("{prefix}…"))))
                .collect();
            said(
                "several_installations",
                format!("There are several shops in this database: {}.", each.join(", ")),
                "Choose the one that is meant; on the command line with --prefix.",
            )
        }
        EngineError::NoSuchInstallation { prefix } => said(
            "no_such_installation",
            format!(
                "No shop in this database has tables that begin with {}.",
                quoted(prefix)
            ),
            "Check the connection again and choose one of the shops that are there.",
        ),
        EngineError::NoBackup { shop } => said(
            "no_backup",
            format!("There is no backup of {} yet.", quoted(shop)),
            "Make a backup first.",
        ),
        EngineError::UnknownType(content_type) => said(
            "unknown_type",
            format!(
                "There is no content type {} in this shop.",
                quoted(content_type.as_str())
            ),
            "Choose one of the types listed under Item Storage.",
        ),
        EngineError::NotInBackup { backup, content_type } => said(
            "type_not_in_backup",
            format!(
                "Backup {backup} does not have the content type {}.",
                quoted(content_type.as_str())
            ),
            "Choose another backup or another content type.",
        ),
        EngineError::NotReadThen {
            backup,
            content_type,
            read,
        } => said(
            "type_not_read_then",
            format!(
                "Backup {backup} did not look at {}; what it has of it is from backup {read}.",
                quoted(content_type.as_str())
            ),
            &format!("Restore to backup {read} instead, or choose single records."),
        ),
        EngineError::UnknownField(field) => said(
            "unknown_field",
            format!("The chosen content types have no field {}.", quoted(field)),
            "Write the field as a preview or a comparison calls it, for example Price.",
        ),
        EngineError::NotOlder { from, until } => said(
            "not_older",
            format!(
                "Backup {from} is not older than backup {until}, so nothing happened from one to the other."
            ),
            "Name the backup from before the mistake first, and the one after it second.",
        ),
        EngineError::UnknownRecord(key) => said(
            "unknown_record",
            format!(
                "Neither the shop nor its backups know the record {}.",
                quoted(&key.to_string())
            ),
            "Check the record's id, or search for it by its name.",
        ),
        EngineError::Document { key, .. } => said(
            "record_unreadable",
            format!(
                "The content of the record {} cannot be read.",
                quoted(&key.to_string())
            ),
            "Verify the vault; if it is whole, make a new backup.",
        ),
        EngineError::ChangedSincePreview { records, name } => said(
            "changed_since_preview",
            match records.len() {
                1 => format!(
                    "In the shop {} changed after the preview. Nothing was written.",
                    quoted(name)
                ),
                many => format!(
                    "In the shop {} and {} more changed after the preview. Nothing was written.",
                    quoted(name),
                    many.saturating_sub(1)
                ),
            },
            "Look at a new preview and decide again.",
        ),
        EngineError::SafetyBackup(cause) => {
            let cause = explain(cause);
            Explained {
                code: "safety_backup_failed".to_owned(),
                message: format!(
                    "Before anything is written a safety backup is made, and that failed. Nothing was written. {}",
                    cause.message
                ),
                hint: cause.hint,
            }
        }
        EngineError::RunStopped { cause, .. } => {
            let cause = explain(cause);
            Explained {
                code: "run_stopped".to_owned(),
                message: format!(
                    "The job could not go on. What it had written by then is listed and can be undone. {}",
                    cause.message
                ),
                hint: cause.hint,
            }
        }
        EngineError::ShopAway { cause, .. } => {
            let cause = explain(cause);
            said(
                "shop_away",
                format!(
                    "The shop could not be reached for several minutes, so this job was left where it was. {}",
                    cause.message
                ),
                "When the shop answers again, resume the recovery, undo it, or leave it as it is.",
            )
        }
        EngineError::TypesForbidden { labels, backup } => types_forbidden(labels, *backup),
        EngineError::NothingFailed(_) => said(
            "nothing_failed",
            "No item of this recovery failed, so there is nothing to try again.",
            "Look at its result in the recovery history.",
        ),
        EngineError::NothingToGuide(_) => said(
            "nothing_to_guide",
            "The shop already has this item as it was in the chosen version.",
            "Choose an older version.",
        ),
        EngineError::UnknownGuide(guide) => said(
            "unknown_guide",
            format!("There is no guided manual restore {guide} of this shop."),
            "Choose one from the recovery history.",
        ),
        EngineError::ViewOnly => said(
            "view_only",
            "This vault is open for viewing only, so nothing is restored, changed or deleted.",
            "Leave view-only mode in Settings; it asks for the passphrase or the recovery key.",
        ),
        EngineError::RunInProgress(_) => said(
            "run_in_progress",
            "This job is still at work.",
            "Wait until it has ended.",
        ),
        EngineError::RunInterrupted(_) => said(
            "run_interrupted",
            "This job was interrupted, and nobody has decided yet how to go on.",
            "Let it go on, or leave it as it is; then try again.",
        ),
        EngineError::RunFinished(_) => said(
            "run_finished",
            "This job has come to its end; there is nothing to go on with.",
            "Look at its result in the recovery history.",
        ),
        EngineError::AlreadyUndone { by, .. } => said(
            "already_undone",
            format!("This was undone already, by recovery {by}."),
            "To have it back, undo that recovery.",
        ),
        EngineError::UnknownRun(run) => said(
            "unknown_run",
            format!("There is no recovery {run} of this shop."),
            "Choose one from the recovery history.",
        ),
        EngineError::BackupKept { backup, kept } => backup_kept(*backup, *kept),
        EngineError::KeepsNothing => said(
            "keep_rule_empty",
            "This rule names no day and no backup that stays, so nearly all of the history would go.",
            "Say how many backups, or how many days, are to be kept.",
        ),
        EngineError::UnknownAlarm(backup) => said(
            "unknown_alarm",
            format!("Backup {backup} found nothing unusual, so there is no alarm to answer."),
            "Choose one from the list of alarms.",
        ),
        EngineError::TooLittleRoom { needed, free } => said(
            "too_little_room",
            format!(
                "The disk with the vault has {} free, and a backup of this shop needs about {}. Nothing was begun.",
                size(*free),
                size(*needed)
            ),
            "Make room on the disk, or delete old backups under Storage.",
        ),
        EngineError::Thread => said(
            "ended_unexpectedly",
            "A part of the work ended unexpectedly. Nothing that was kept before is lost.",
            "Start Backstock again and repeat what you did.",
        ),
    }
}

fn backup_kept(backup: BackupNumber, kept: Kept) -> Explained {
    let (why, hint) = match kept {
        Kept::Pinned => ("it is pinned", "Take the pin off first, if it may really go."),
        Kept::BeforeAlarm => (
            "it is the last good one before unusual changes",
            "Look at what changed; say that it was planned, if it was.",
        ),
        Kept::NeededByRun => (
            "a restore still needs it: one that was interrupted, or that can still be undone",
            "Go on with that restore or undo it, or leave this backup out.",
        ),
        Kept::Newest => ("it is the newest", "Leave it out."),
        Kept::First => ("history starts with it", "Leave it out."),
        Kept::YoungSafety => (
            "it was made before a restore less than 30 days ago",
            "Leave it out.",
        ),
        Kept::ByRule => ("the rule keeps it", "Leave it out."),
    };
    said(
        "backup_kept",
        format!("Backup {backup} was not deleted, because {why}. No backup was deleted."),
        hint,
    )
}

/// A size as people say it, rounded as the window rounds it: 1 GB is 1,000,000,000 bytes.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1_000 {
        return if bytes == 1 {
            "1 byte".to_owned()
        } else {
            format!("{bytes} bytes")
        };
    }
    let mut value = bytes as f64 / 1_000.0;
    let mut units = UNITS.into_iter();
    let mut unit = units.next().unwrap_or_default();
    // 999.5 and not 1000, so that rounding never says `1000 kB` where `1 MB` is meant.
    while value >= 999.5 {
        let Some(next) = units.next() else { break };
        (value, unit) = (value / 1_000.0, next);
    }
    if value < 9.95 {
        format!("{} {unit}", (value * 10.0).round() / 10.0)
    } else {
        format!("{} {unit}", value.round())
    }
}

fn rule(fault: RuleFault) -> Explained {
    match fault {
        RuleFault::Number => said(
            "rule_wrong",
            "No clock or calendar has such a time, so the schedule was not saved.",
            "Choose a day from 1 to 31, a time of the day, or a pause of 15 minutes to 24 hours.",
        ),
        RuleFault::EndsFirst => said(
            "rule_wrong",
            "The schedule would end before it begins, so it was not saved.",
            "Choose an end that comes after the beginning.",
        ),
        RuleFault::Over => said(
            "rule_wrong",
            "All dates of this schedule are over, so it would never do anything.",
            "Choose a later end, or a beginning that is still to come.",
        ),
        RuleFault::NothingToDo => said(
            "rule_wrong",
            "A scheduled export needs a content type and somebody who is told.",
            "Choose at least one content type and one recipient.",
        ),
    }
}

fn name(fault: NameFault) -> Explained {
    name_of(
        fault,
        "A shop needs a name.",
        "Type a short name for the shop, for example its address.",
    )
}

fn name_of(fault: NameFault, needed: &str, hint: &str) -> Explained {
    let (code, message) = match fault {
        NameFault::Empty => ("name_empty", needed.to_owned()),
        NameFault::TooLong { found, most } => (
            "name_too_long",
            format!("The name has {found} characters; at most {most} can be used."),
        ),
        NameFault::Unprintable => (
            "name_unprintable",
            "The name has line breaks or other signs that cannot be shown.".to_owned(),
        ),
    };
    said(code, message, hint)
}

/// A backup file that could not be written or read.
fn archive(error: &ArchiveError) -> Explained {
    const NOTHING_DONE: &str = "Nothing of it was used.";
    match error {
        ArchiveError::Io { doing, cause } => said(
            "file_unusable",
            match cause.kind() {
                std::io::ErrorKind::NotFound => "There is no such file or folder.".to_owned(),
                std::io::ErrorKind::PermissionDenied => {
                    "The file or its folder may not be opened by you.".to_owned()
                }
                _ => format!("This went wrong while {doing}: the computer could not read or write there."),
            },
            "Choose another file or folder.",
        ),
        ArchiveError::DiskFull => said(
            "file_disk_full",
            "There is not enough room for the backup file where it was to be. Nothing was left there.",
            "Make room, or choose another folder.",
        ),
        ArchiveError::NotAnArchive => said(
            "file_not_a_backup",
            "This is not a backup file of Backstock.",
            "Choose a file whose name ends with .backstock.zip.",
        ),
        ArchiveError::Newer(_) => said(
            "file_newer",
            "This backup file was made by a later version of Backstock.",
            "Install the newest version of Backstock.",
        ),
        ArchiveError::PassphraseNeeded => said(
            "file_passphrase_needed",
            "This backup file is protected by a passphrase.",
            "Enter the passphrase that was chosen when the file was made.",
        ),
        ArchiveError::WrongPassphrase => said(
            "file_wrong_passphrase",
            "This passphrase does not open the backup file.",
            "Enter the passphrase that was chosen when the file was made; upper and lower case count.",
        ),
        ArchiveError::Damaged { entry, what } => said(
            "file_damaged",
            format!(
                "This backup file was changed or damaged after it was made: {what} ({}). {NOTHING_DONE}",
                quoted(entry)
            ),
            "Use another copy of the file, or a backup in the vault.",
        ),
        ArchiveError::Document { entry, .. } => said(
            "file_damaged",
            format!(
                "This backup file was changed or damaged after it was made: a record cannot be read ({}). {NOTHING_DONE}",
                quoted(entry)
            ),
            "Use another copy of the file, or a backup in the vault.",
        ),
        ArchiveError::Hostile(what) => said(
            "file_refused",
            format!(
                "This file is not built as a backup file is, and may be meant to do harm: {what}. {NOTHING_DONE}"
            ),
            "Do not use it. Ask whoever gave it to you for the original file.",
        ),
        ArchiveError::Cancelled => said(
            "cancelled",
            "The job was stopped as you asked. Nothing was changed, and nothing half done counts as done.",
            "Start it again whenever you like.",
        ),
    }
}

/// An export that could not be written.
fn export(error: &ExportError) -> Explained {
    const NOTHING_LEFT: &str = "Nothing was left there.";
    match error {
        ExportError::Io { doing, .. } => said(
            "export_unwritable",
            format!("This went wrong while {doing}: the computer could not write there. {NOTHING_LEFT}"),
            "Choose another folder, and start the export again.",
        ),
        ExportError::DiskFull => said(
            "export_disk_full",
            format!("There is not enough room for the export in that folder. {NOTHING_LEFT}"),
            "Make room, or choose a folder on another disk.",
        ),
        ExportError::Folder(cause) if cause.kind() == std::io::ErrorKind::NotFound => said(
            "export_folder",
            "The folder for the export is not there. Nothing was written.",
            "Plug in the drive it is on, or choose another folder.",
        ),
        ExportError::Folder(_) => said(
            "export_folder",
            "You may not write into the folder for the export.",
            "Choose another folder.",
        ),
        ExportError::MissingObject(_) => said(
            "export_content_missing",
            format!(
                "A picture or another large content that a record needs is not in the vault. {NOTHING_LEFT}"
            ),
            "Make a backup of the shop, and start the export again.",
        ),
        ExportError::Document { content_type, .. } => said(
            "export_content_unreadable",
            format!(
                "A record of {} cannot be read, so the export would not have been whole. {NOTHING_LEFT}",
                quoted(content_type)
            ),
            "Make a backup of the shop, and start the export again.",
        ),
    }
}

fn vault(error: &VaultError) -> Explained {
    match error {
        VaultError::NotAVault(folder) => said(
            "not_a_vault",
            format!(
                "There is no vault in the folder {}.",
                quoted(&folder.display().to_string())
            ),
            "Choose the folder that holds the vault, or create a new one.",
        ),
        VaultError::FolderNotEmpty(folder) => said(
            "folder_not_empty",
            format!(
                "The folder {} already holds something, so no vault was made there.",
                quoted(&folder.display().to_string())
            ),
            "Choose an empty folder, or a name for a new one.",
        ),
        VaultError::Missing(folder) => said(
            "vault_missing",
            format!(
                "The vault's folder {} is not there any more.",
                quoted(&folder.display().to_string())
            ),
            "Plug in the drive it is on, or open the vault from where it was moved to.",
        ),
        VaultError::WrongKey => said(
            "wrong_key",
            "This key does not open the vault.",
            "Check that it belongs to this vault, or use the recovery key.",
        ),
        VaultError::NoSuchSlot => said(
            "no_such_key",
            "This vault cannot be opened this way, because no such key was ever set.",
            "Use the recovery key.",
        ),
        VaultError::NotARecoveryKey(fault) => said(
            "not_a_recovery_key",
            match fault {
                RecoveryKeyFault::Length { found, wanted } => {
                    format!("A recovery key has {wanted} letters and digits; what was typed has {found}.")
                }
                RecoveryKeyFault::Sign(sign) => {
                    format!("No recovery key has the sign {}.", quoted(&sign.to_string()))
                }
                RecoveryKeyFault::Mistyped => {
                    "One of the recovery key's letters or digits is mistyped.".to_owned()
                }
            },
            "Compare it with the printed or saved key, group by group.",
        ),
        VaultError::NewerThanApp { .. } => said(
            "vault_newer_than_app",
            "This vault was last used by a newer version of Backstock, and this version cannot read it.",
            "Install the newest version of Backstock.",
        ),
        VaultError::Damaged { .. } => said(
            "vault_damaged",
            "The vault is damaged: something in it is not what was put there.",
            "Open a copy of the vault from another drive, if there is one, and verify it.",
        ),
        VaultError::NotReadBack => said(
            "vault_not_read_back",
            "What was written to the vault could not be read back as it was written, so this backup was not kept. Every \
             backup before it stands.",
            "Check the drive with the vault, or move the vault to another one, and back up again.",
        ),
        VaultError::DamagedRecord(key) => said(
            "record_damaged",
            format!(
                "What the vault holds of the record {} is damaged. Other records are not affected.",
                quoted(&key.to_string())
            ),
            "Choose another version of this record, and verify the vault.",
        ),
        VaultError::DamagedPlan(_) => said(
            "plan_damaged",
            "The kept preview is damaged, so it was not carried out.",
            "Make a new preview.",
        ),
        VaultError::DamagedObject(_) => said(
            "object_damaged",
            "A picture or file in the vault is damaged or missing.",
            "Choose another version, and verify the vault.",
        ),
        VaultError::OlderVault {
            shop,
            anchored,
            newest,
        } => older(shop, *anchored, *newest),
        VaultError::AnchorLost => anchor_lost(),
        VaultError::Busy { job, .. } => said(
            "busy",
            format!("Another job is at work in this vault: {job}."),
            "Wait until it has ended, or stop it.",
        ),
        VaultError::ReadOnly => said(
            "vault_read_only",
            "Nothing can be written to the vault where it lies.",
            "Allow writing to its folder, or copy the vault to another drive.",
        ),
        VaultError::DiskFull { .. } => said(
            "disk_full",
            "The disk with the vault is full. Everything kept before is safe.",
            "Make room on the disk and try again.",
        ),
        VaultError::UnknownShop(name) => said(
            "unknown_shop",
            format!("There is no shop {} in this vault.", quoted(name)),
            "Choose one of the shops in the list, or add it.",
        ),
        VaultError::ShopExists(name) => said(
            "shop_exists",
            format!("There already is a shop {} in this vault.", quoted(name)),
            "Choose another name.",
        ),
        VaultError::UnknownBackup(backup) => said(
            "unknown_backup",
            format!("There is no backup {backup} of this shop."),
            "Choose one from the list of backups.",
        ),
        VaultError::UnknownType(content_type) => said(
            "unknown_type",
            format!(
                "There is no content type {} in this shop.",
                quoted(content_type.as_str())
            ),
            "Choose one of the types listed under Item Storage.",
        ),
        VaultError::UnknownRecord(key) => said(
            "unknown_record",
            format!(
                "Neither the shop nor its backups know the record {}.",
                quoted(&key.to_string())
            ),
            "Check the record's id, or search for it by its name.",
        ),
        VaultError::UnknownPlan(plan) => said(
            "unknown_plan",
            format!("There is no kept preview {plan}."),
            "Make a new preview.",
        ),
        VaultError::UnknownSchedule(_) => said(
            "unknown_schedule",
            "This schedule is not there any more.",
            "Look at the list of schedules again.",
        ),
        VaultError::UnknownBackupFile(_) => said(
            "unknown_backup_file",
            "This file is not in the list of backup files.",
            "Look at the list again.",
        ),
        VaultError::UnknownRun(run) => said(
            "unknown_run",
            format!("There is no recovery {run} of this shop."),
            "Choose one from the recovery history.",
        ),
        VaultError::DuplicateRecord(key) => said(
            "duplicate_record",
            format!(
                "The shop has two records with the same id, {}, so the backup could not be made.",
                quoted(&key.to_string())
            ),
            "Delete or renumber one of the two in the shop.",
        ),
        VaultError::MissingObject { key, .. } => said(
            "file_missing",
            format!(
                "A picture or file of the record {} could not be read from the shop.",
                quoted(&key.to_string())
            ),
            "Try again; if it stays, look at the record in the shop.",
        ),
        VaultError::BadDocument { key, .. } => said(
            "record_unreadable",
            format!(
                "The content of the record {} cannot be read.",
                quoted(&key.to_string())
            ),
            "Verify the vault; if it is whole, make a new backup.",
        ),
        VaultError::NotAllowed { reason } => said(
            "not_now",
            format!("This may not be done now: {reason}."),
            "Change what stands against it and try again.",
        ),
        VaultError::Cancelled => explain(&EngineError::Cancelled),
        VaultError::Io { doing, .. } => said(
            "vault_io",
            format!("A file of the vault could not be read or written while {doing}."),
            "Check the drive with the vault and try again.",
        ),
        VaultError::Database { doing, .. } => said(
            "vault_database",
            format!("The vault's database could not go on while {doing}."),
            "Try again; if it stays, verify the vault.",
        ),
    }
}

fn shop(error: &ShopError) -> Explained {
    match error {
        ShopError::FileMissing { path } => said(
            "shop_missing",
            format!(
                "The shop's file {} is not there.",
                quoted(&path.display().to_string())
            ),
            "Plug in the drive it is on, or choose the file where it is now.",
        ),
        ShopError::FileReplaced { path } => said(
            "shop_replaced",
            format!(
                "Another file was put in the place of {} while the job was going on. What had been written by then is in the file \
                 that was there before, and not in this one; nothing was written to this one.",
                quoted(&path.display().to_string())
            ),
            "Make sure that the right file is in its place, and preview the restore anew.",
        ),
        ShopError::NotADatabase { path } => said(
            "not_a_database",
            format!(
                "The file {} is not a SQLite database.",
                quoted(&path.display().to_string())
            ),
            "Choose the shop's database file.",
        ),
        ShopError::EncryptedOrDamaged { path } => said(
            "shop_encrypted_or_damaged",
            format!(
                "The file {} is encrypted or damaged and cannot be read.",
                quoted(&path.display().to_string())
            ),
            "Choose an unencrypted copy of the shop's database.",
        ),
        ShopError::Busy => said(
            "shop_busy",
            "Another program is using the shop's database.",
            "Close that program, or wait a moment, and try again.",
        ),
        ShopError::ReadOnly => said(
            "shop_read_only",
            "The shop's database may only be read, so nothing was written.",
            "Allow writing to the shop's database, and try again.",
        ),
        ShopError::NotAllowed { path } => said(
            "shop_not_allowed",
            format!(
                "The file {} may not be opened.",
                quoted(&path.display().to_string())
            ),
            "Allow your user account to read the file.",
        ),
        ShopError::Dump(error) => files::dump(error),
        ShopError::DumpRefused { what } => files::dump_refused(what),
        ShopError::BackupFile { .. } => said(
            "file_damaged",
            "The backup file was changed or taken away while it was being read. Nothing of it was used.",
            "Use another copy of the file, and leave it in its place until the job has ended.",
        ),
        ShopError::DiskFull => said(
            "shop_disk_full",
            "The disk with the shop is full, so nothing more was written.",
            "Make room on that disk and try again.",
        ),
        ShopError::UnknownType(content_type) => said(
            "unknown_type",
            format!(
                "There is no content type {} in this shop.",
                quoted(content_type.as_str())
            ),
            "Choose one of the types listed under Item Storage.",
        ),
        ShopError::Document(_) => said(
            "record_unreadable",
            "A record's content cannot be read.",
            "Verify the vault; if it is whole, make a new backup.",
        ),
        ShopError::Profile { name, what } => said(
            "profile_wrong",
            format!("The profile {} is wrong: {what}.", quoted(name)),
            "Correct the profile's file, or use the shop without a profile.",
        ),
        ShopError::ServerMissing { server } => said(
            "shop_server_missing",
            format!("No database server answers at {}.", quoted(server)),
            "Check the server's address and port, and that this computer is online.",
        ),
        ShopError::NotLetIn {
            server,
            user,
            is_plain,
        } => said(
            "shop_not_let_in",
            format!(
                "The server {} does not let the user {} in from this computer with this password.",
                quoted(server),
                quoted(user)
            ),
            if *is_plain {
                "Check the user and the password; if both are right, choose the protection “Always”, for some servers let nobody in without encryption and do not say so."
            } else {
                "Check the user and the password; your hosting company's control panel shows them."
            },
        ),
        ShopError::NoSuchDatabase { server, database } => said(
            "shop_no_such_database",
            format!(
                "The server {} has no database {}, or does not show it to this user.",
                quoted(server),
                quoted(database)
            ),
            "Check the database's name; your hosting company's control panel shows it.",
        ),
        ShopError::NotProtected { server, why } => said(
            "shop_not_protected",
            format!(
                "There is no protected connection to the server {}: {why}. Nothing was sent to it.",
                quoted(server)
            ),
            "Ask your hosting company for the server's certificate and choose its file.",
        ),
        ShopError::ProtectionAsked { server } => said(
            "shop_asks_for_protection",
            format!(
                "The server {} speaks only over protected connections, so nothing was read or written.",
                quoted(server)
            ),
            "Choose another protection on the way: “Usual” for a server elsewhere, “Always” for one on this computer.",
        ),
        ShopError::Silent { server } => said(
            "shop_silent",
            format!(
                "The server {} took the connection and then did not answer.",
                quoted(server)
            ),
            "Check the server's address and port; if they are right, wait a few minutes and try again.",
        ),
        ShopError::SshMissing
        | ShopError::SshUnreachable { .. }
        | ShopError::SshNotLetIn { .. }
        | ShopError::SshKeyUnusable { .. }
        | ShopError::SshHostUnknown { .. }
        | ShopError::SshHostChanged { .. }
        | ShopError::SshNoForwarding { .. } => tunnel(error),
        ShopError::NotPermitted { what } => said(
            "shop_not_permitted",
            format!("The shop's server does not permit this: {what}."),
            "Give the user the missing right, or connect with the user that the shop itself uses.",
        ),
        ShopError::ConnectionLost { server } => said(
            "shop_connection_lost",
            format!("The connection to the server {} was lost.", quoted(server)),
            "Check that this computer is online, and try again.",
        ),
        ShopError::TablesChanged { what } => said(
            "shop_tables_changed",
            format!(
                "The shop's tables were changed while Backstock looked at them ({what}), so what it saw was not kept."
            ),
            "Wait until the shop's update is finished, then try again.",
        ),
        ShopError::CertificateUnknown {
            server,
            why,
            certificate,
        } => said(
            "shop_certificate_unknown",
            format!(
                "There is no protected connection to the server {}: {why}. It shows a certificate {certificate}. Nothing was sent to it.",
                quoted(server)
            ),
            "Accept the certificate if your hosting company names the same fingerprint, or choose the certificate's file.",
        ),
        ShopError::CertificateChanged { server, certificate } => said(
            "shop_certificate_changed",
            format!(
                "The server {} shows another certificate than the one that was accepted, so nothing was sent to it. Somebody may be in \
                 between. The new one is {certificate}.",
                quoted(server)
            ),
            "Ask your hosting company whether the certificate was changed; if so, change the shop's connection and accept the new one.",
        ),
        ShopError::PasswordMissing { server } => said(
            "shop_password_missing",
            format!(
                "No password for the server {} is kept on this computer.",
                quoted(server)
            ),
            "Enter the shop's password again.",
        ),
        ShopError::StoreAway { store } => said(
            "store_away",
            format!(
                "The store {} cannot be reached, or has too much to do.",
                quoted(store)
            ),
            "Check that this computer is online, and try again in a few minutes.",
        ),
        ShopError::NoSuchStore { store } => said(
            "store_missing",
            format!("There is no store {}.", quoted(store)),
            "Check the store hash; it stands in the API path that came with the token.",
        ),
        ShopError::TokenRefused { store } => said(
            "store_token_refused",
            format!("The store {} does not take this token.", quoted(store)),
            "Make a new one in the store's settings (at BigCommerce an API account, at WooCommerce a REST API key) and enter it.",
        ),
        ShopError::TokenMissing { store } => said(
            "store_token_missing",
            format!(
                "No token for the store {} is kept on this computer.",
                quoted(store)
            ),
            "Enter the store's token again.",
        ),
        ShopError::NotTheStore { store, what } => said(
            "store_odd_answer",
            format!(
                "What answered for the store {} is not what such a store says: {what}. Nothing of it was used.",
                quoted(store)
            ),
            "Try again; if it stays, check that no other program stands between this computer and the internet.",
        ),
        ShopError::ScopeMissing { what } => said(
            "scope_missing",
            format!("The token does not allow {}.", quoted(what)),
            "Make an API account with the missing scope in the store's settings and give its token.",
        ),
        ShopError::Incomplete { what } => said(
            "store_incomplete",
            format!(
                "The store counts more {what} than it hands over, so the reading is not complete and was not kept."
            ),
            "Try again when less is going on in the store.",
        ),
        ShopError::StoreRefused { said: answer } => said(
            "store_refused",
            format!("The store did not take what it was asked: {answer}."),
            "Try again; if it stays, look at the record in the store's control panel.",
        ),
        ShopError::NotQuiet { store } => said(
            "store_not_quiet",
            format!(
                "The e-mail switches of the store {} cannot be read or changed, so its customers might be mailed. Nothing was written.",
                quoted(store)
            ),
            "Give a token that may modify Information & Settings, and try again.",
        ),
        ShopError::Stopped => said(
            "cancelled",
            "The job was stopped as asked.",
            "Start it again when you like.",
        ),
        ShopError::Database { doing, .. } => said(
            "shop_database",
            format!("The shop's database did not let Backstock {doing}."),
            "Check that the shop works, and try again.",
        ),
    }
}

/// Why another computer could not be gone through.
fn tunnel(error: &ShopError) -> Explained {
    match error {
        ShopError::SshUnreachable { host, why } => said(
            "ssh_unreachable",
            format!(
                "The computer {} on the way to the shop's server does not answer: {why}.",
                quoted(host)
            ),
            "Check its name and port, and that this computer is online.",
        ),
        ShopError::SshNotLetIn { host } => said(
            "ssh_not_let_in",
            format!(
                "The computer {} does not let this user in with this key.",
                quoted(host)
            ),
            "Check the user and the key file; the key's public half has to be known at your hosting company.",
        ),
        ShopError::SshKeyUnusable { path, why } => said(
            "ssh_key_unusable",
            format!(
                "The key file {} cannot be used: {why}.",
                quoted(&path.display().to_string())
            ),
            "Choose another key file, or none when your keys are with an SSH agent.",
        ),
        ShopError::SshHostUnknown {
            host, fingerprint, ..
        } => said(
            "ssh_host_unknown",
            format!(
                "The key {fingerprint} of the computer {} was not seen before, so nothing was sent to it.",
                quoted(host)
            ),
            "Confirm it if your hosting company shows the same fingerprint; on the command line with --ssh-fingerprint.",
        ),
        ShopError::SshHostChanged { host } => said(
            "ssh_host_changed",
            format!(
                "The computer {} shows another key than before, so nothing was sent to it. Somebody may be in between.",
                quoted(host)
            ),
            "Ask your hosting company whether the key was changed; if so, change the shop's connection and confirm the new one.",
        ),
        ShopError::SshNoForwarding { host, server } => said(
            "ssh_no_forwarding",
            format!(
                "The computer {} lets you in, but hands no connection on to {}.",
                quoted(host),
                quoted(server)
            ),
            "Ask your hosting company to allow port forwarding for your SSH user.",
        ),
        _ => said(
            "ssh_missing",
            "The shop is reached through another computer by SSH, and there is no program ssh on this one.",
            "Install OpenSSH's client, which comes with most systems, and try again.",
        ),
    }
}

/// Puts a finding of [`crate::Engine::verify`] into the owner's words; a full sentence.
pub fn explain_problem(problem: &VerifyProblem) -> String {
    match problem {
        VerifyProblem::Database { .. } => {
            "A part of the vault's database was changed from outside, or cannot be read.".to_owned()
        }
        VerifyProblem::Record { shop, key, backup } => format!(
            "The content of {} in backup {backup} of {} is damaged.",
            quoted(&key.to_string()),
            quoted(shop)
        ),
        VerifyProblem::Object { object } => format!(
            "A picture or file is damaged or missing; its fingerprint begins with {}.",
            object.to_string().get(..12).unwrap_or_default()
        ),
        VerifyProblem::Backup { shop, backup } => format!(
            "Backup {backup} of {} is not what it was when it was made.",
            quoted(shop)
        ),
        VerifyProblem::Counts {
            shop,
            backup,
            content_type,
        } => format!(
            "The counts of {} in backup {backup} of {} are wrong.",
            quoted(content_type.as_str()),
            quoted(shop)
        ),
        VerifyProblem::Chain { shop, backup } => format!(
            "The chain of backups of {} is broken at backup {backup}.",
            quoted(shop)
        ),
        VerifyProblem::OlderThanAnchor {
            shop,
            anchored,
            newest,
        } => format!(
            "This vault is older than the one last used here: {} ended with backup {anchored} then, and {} now.",
            quoted(shop),
            match newest {
                Some(newest) => format!("ends with backup {newest}"),
                None => "has none".to_owned(),
            }
        ),
        VerifyProblem::Anchor => {
            "The file that remembers where the backups ended was changed from outside.".to_owned()
        }
        VerifyProblem::AcceptedOlder {
            shop,
            anchored: Some(anchored),
            newest,
        } => format!(
            "An older vault was accepted here: {} {}, and the backups {}up to {anchored} are lost.",
            quoted(shop),
            match newest {
                Some(newest) => format!("ended with backup {newest}"),
                None => "had no backup".to_owned(),
            },
            if newest.is_some() { "after it " } else { "" }
        ),
        VerifyProblem::AcceptedOlder {
            shop,
            anchored: None,
            newest: _,
        } => format!(
            "The file that remembers where the backups ended was lost once, so it is not certain that no backup of {} is missing.",
            quoted(shop)
        ),
        VerifyProblem::Keys => {
            "The file with the vault's keys is damaged, and so is its copy; make a new recovery key to put them in order."
                .to_owned()
        }
    }
}

/// Puts what an anchor says of the vault into the owner's words; nothing when all is well.
pub fn explain_older(problems: &[VerifyProblem]) -> Option<Explained> {
    problems.iter().find_map(|problem| match problem {
        VerifyProblem::OlderThanAnchor {
            shop,
            anchored,
            newest,
        } => Some(older(shop, *anchored, *newest)),
        VerifyProblem::Anchor => Some(anchor_lost()),
        VerifyProblem::Database { .. }
        | VerifyProblem::Record { .. }
        | VerifyProblem::Object { .. }
        | VerifyProblem::Backup { .. }
        | VerifyProblem::Counts { .. }
        | VerifyProblem::Chain { .. }
        | VerifyProblem::AcceptedOlder { .. }
        | VerifyProblem::Keys => None,
    })
}

fn older(shop: &str, anchored: BackupNumber, newest: Option<BackupNumber>) -> Explained {
    let difference = match newest {
        Some(newest) if newest < anchored => {
            format!("older than the last one used here (newest backup {newest}, last used {anchored})")
        }
        Some(_) => format!("another copy than the last one used here (its backup {anchored} is another one)"),
        None => format!(
            "older than the last one used here (backup {anchored} of {} is missing)",
            quoted(shop)
        ),
    };
    said(
        "vault_older",
        format!("This vault is {difference}. Someone may have replaced it, or you restored a copy."),
        "Look for the newer vault and open that one; if this is the copy you want to go on with, say so.",
    )
}

fn anchor_lost() -> Explained {
    said(
        "anchor_lost",
        "The file that remembers where the backups ended is damaged or missing, so nobody can tell whether this is the \
         vault last used here.",
        "Put the file anchor.json back if you still have it; if this is the vault you want to go on with, say so.",
    )
}

fn said(code: &str, message: impl Into<String>, hint: &str) -> Explained {
    Explained {
        code: code.to_owned(),
        message: message.into(),
        hint: hint.to_owned(),
    }
}

fn types_forbidden(labels: &[String], backup: Option<BackupNumber>) -> Explained {
    const NAMED: usize = 5;
    let mut named = labels.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if labels.len() > NAMED {
        named = format!("{named} and {} more", labels.len() - NAMED);
    }
    let rest = match backup {
        Some(number) => format!(
            "What was kept of them stays as it is. Everything else was kept as backup {number}, which does not count as one of the \
             whole shop."
        ),
        None => "Nothing was backed up.".to_owned(),
    };
    said(
        "types_forbidden",
        format!("The user of the shop's database may not read these: {named}. {rest}"),
        "Allow that user to read all tables of the shop's database (SELECT), and back up again.",
    )
}

/// A name from outside, in quotation marks and short enough to read.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(LONGEST)
        .collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    format!("“{shown}”")
}
