//! Native dialogs: pickers and questions. They belong to the window, so that they stay in front of it.

use std::path::PathBuf;

use backstock_contract::PickPurpose;
use backstock_doors::Confirmation;
use rfd::{
    AsyncFileDialog, AsyncMessageDialog, FileHandle, MessageButtons, MessageDialogResult, MessageLevel,
};
use tauri::WebviewWindow;

const DATABASES: &[&str] = &["db", "sqlite", "sqlite3", "db3", "s3db"];
const BACKUP_FILES: &[&str] = &[
    "zip", "sql", "gz", "bz2", "zst", "db", "sqlite", "sqlite3", "db3", "s3db", "csv", "tsv", "xlsx", "json",
    "jsonl", "ndjson",
];
const CERTIFICATES: &[&str] = &["pem", "crt", "cer"];

/// Opens the picker for a purpose.
pub(super) async fn pick(window: Option<WebviewWindow>, purpose: PickPurpose) -> Option<PathBuf> {
    let dialog = file_dialog(window.as_ref());
    let picked = match purpose {
        PickPurpose::NewVaultFolder => {
            dialog
                .set_title("Choose a folder for the new vault")
                .set_can_create_directories(true)
                .pick_folder()
                .await
        }
        PickPurpose::ExistingVaultFolder => {
            dialog
                .set_title("Choose the folder of your vault")
                .pick_folder()
                .await
        }
        PickPurpose::ExportFolder => {
            dialog
                .set_title("Choose a folder for exports")
                .set_can_create_directories(true)
                .pick_folder()
                .await
        }
        PickPurpose::ShopFile => {
            dialog
                .set_title("Choose your shop's database file")
                .add_filter("SQLite databases", DATABASES)
                .add_filter("All files", &["*"])
                .pick_file()
                .await
        }
        PickPurpose::BackupFile => {
            dialog
                .set_title("Choose a backup file")
                .add_filter("Backup files", BACKUP_FILES)
                .add_filter("All files", &["*"])
                .pick_file()
                .await
        }
        PickPurpose::ServerSocket => {
            dialog
                .set_title("Choose the database server's socket")
                .pick_file()
                .await
        }
        PickPurpose::ServerCertificate => {
            dialog
                .set_title("Choose the database server's certificate")
                .add_filter("Certificates", CERTIFICATES)
                .add_filter("All files", &["*"])
                .pick_file()
                .await
        }
        PickPurpose::SshKey => dialog.set_title("Choose your SSH key").pick_file().await,
    };
    picked.as_ref().map(path_of)
}

/// Asks where to save a file of this name.
pub(super) async fn pick_new_file(window: Option<WebviewWindow>, name: String) -> Option<PathBuf> {
    let picked = file_dialog(window.as_ref())
        .set_title("Choose where to save it")
        .set_file_name(name)
        .save_file()
        .await;
    picked.as_ref().map(path_of)
}

/// Asks a question that only goes on by its own button; closing the dialog is a No.
pub(super) async fn confirm(window: Option<WebviewWindow>, question: Confirmation) -> bool {
    let mut dialog = AsyncMessageDialog::new()
        .set_level(MessageLevel::Warning)
        .set_title(visible(&question.title))
        .set_description(visible(&question.message))
        .set_buttons(MessageButtons::OkCancelCustom(
            question.go_on.clone(),
            "Cancel".to_owned(),
        ));
    if let Some(window) = &window {
        dialog = dialog.set_parent(window);
    }
    is_yes(&dialog.show().await, &question.go_on)
}

/// Asks a question that has two answers; closing the dialog is none of them. That has a button of its own, as on Linux the second of two
/// buttons cannot be told from closing.
pub(super) async fn choose(
    window: Option<WebviewWindow>,
    question: Confirmation,
    other: &str,
) -> Option<bool> {
    let mut dialog = AsyncMessageDialog::new()
        .set_level(MessageLevel::Info)
        .set_title(visible(&question.title))
        .set_description(visible(&question.message))
        .set_buttons(MessageButtons::YesNoCancelCustom(
            question.go_on.clone(),
            other.to_owned(),
            "Cancel".to_owned(),
        ));
    if let Some(window) = &window {
        dialog = dialog.set_parent(window);
    }
    answer_of(&dialog.show().await, &question.go_on, other)
}

/// Which of two answers was given. Some systems name the button, others only its place.
fn answer_of(answer: &MessageDialogResult, go_on: &str, other: &str) -> Option<bool> {
    match answer {
        MessageDialogResult::Yes | MessageDialogResult::Ok => Some(true),
        MessageDialogResult::No => Some(false),
        MessageDialogResult::Custom(button) if button == go_on => Some(true),
        MessageDialogResult::Custom(button) if button == other => Some(false),
        MessageDialogResult::Custom(_) | MessageDialogResult::Cancel => None,
    }
}

fn is_yes(answer: &MessageDialogResult, go_on: &str) -> bool {
    match answer {
        MessageDialogResult::Yes | MessageDialogResult::Ok => true,
        MessageDialogResult::Custom(button) => button == go_on,
        MessageDialogResult::No | MessageDialogResult::Cancel => false,
    }
}

fn file_dialog(window: Option<&WebviewWindow>) -> AsyncFileDialog {
    match window {
        Some(window) => AsyncFileDialog::new().set_parent(window),
        None => AsyncFileDialog::new(),
    }
}

fn path_of(file: &FileHandle) -> PathBuf {
    file.path().to_owned()
}

/// A text with the characters made visible that could make a name in a question look like another one.
fn visible(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '\n' => sign.to_string(),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                sign.escape_unicode().to_string()
            }
            sign if sign.is_control() => sign.escape_unicode().to_string(),
            sign => sign.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_button_that_goes_on_is_a_yes() {
        let said = |button: &str| MessageDialogResult::Custom(button.to_owned());
        assert!(is_yes(&said("Restore 3 products"), "Restore 3 products"));
        assert!(!is_yes(&said("Cancel"), "Restore 3 products"));
        assert!(!is_yes(&MessageDialogResult::Cancel, "Restore 3 products"));
        assert!(!is_yes(&MessageDialogResult::No, "Restore 3 products"));
    }

    // T3: as Linux says it, by the place of the button, and as others do, by its words.
    #[test]
    fn each_of_two_answers_is_heard_and_closing_is_none() {
        let answer = |of: MessageDialogResult| answer_of(&of, "Keep running", "Close Backstock");
        assert_eq!(answer(MessageDialogResult::Yes), Some(true));
        assert_eq!(answer(MessageDialogResult::No), Some(false));
        assert_eq!(answer(MessageDialogResult::Cancel), None);
        let said = |button: &str| MessageDialogResult::Custom(button.to_owned());
        assert_eq!(answer(said("Keep running")), Some(true));
        assert_eq!(answer(said("Close Backstock")), Some(false));
        assert_eq!(answer(said("Cancel")), None);
    }

    // T18: a name cannot look like another one in a question.
    #[test]
    fn what_could_mislead_in_a_name_is_made_visible() {
        assert_eq!(visible("Harbour Tea\nCafé 茶"), "Harbour Tea\nCafé 茶");
        assert_eq!(visible("a\u{202e}b\u{200b}c\u{7}"), "a\\u{202e}b\\u{200b}c\\u{7}");
    }
}
