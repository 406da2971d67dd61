//! What went wrong, for a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why something could not be done: what the window acts on, what the owner reads, and one thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Stable name, for example `wrong_key`; one of [`FAILURE_CODES`].
    #[ts(type = "FailureCode")]
    pub code: String,
    /// What could not be done and why, in the owner's words; full sentences.
    pub message: String,
    /// One thing to do; a full sentence.
    pub hint: String,
}

impl Failure {
    /// Puts the three parts together.
    pub fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}

impl std::error::Error for Failure {}

/// Every code the window may hear. It has a title for each, and compares with no other, or it does not compile.
pub const FAILURE_CODES: &[&str] = &[
    // exports
    "app_closed",
    "export_content_missing",
    "export_content_unreadable",
    "export_disk_full",
    "export_files_gone",
    "export_folder",
    "export_no_recipient",
    "export_no_types",
    "export_only_products",
    "export_unwritable",
    "unknown_export",
    // this computer
    "login_not_set",
    "answer_not_kept",
    // the list of backup files
    "backup_file_missing",
    "backup_files_stay",
    "no_backup_then",
    "unknown_backup_file",
    // the shop
    "another_shop",
    "connection_unreadable",
    "name_empty",
    "name_too_long",
    "name_unprintable",
    "may_not_write",
    "no_backup",
    "not_a_database",
    "not_transactional",
    "profile_partly_fits",
    "profile_wrong",
    "read_only",
    "shop_asks_for_protection",
    "shop_busy",
    "shop_connection_lost",
    "shop_database",
    "shop_disk_full",
    "shop_encrypted_or_damaged",
    "shop_exists",
    "shop_missing",
    "shop_no_such_database",
    "shop_not_allowed",
    "shop_not_let_in",
    "shop_not_permitted",
    "shop_not_protected",
    "shop_password_missing",
    "shop_read_only",
    "shop_server_missing",
    "shop_silent",
    "ssh_host_changed",
    "ssh_host_unknown",
    "ssh_key_unusable",
    "ssh_missing",
    "ssh_no_forwarding",
    "ssh_not_let_in",
    "ssh_unreachable",
    // a store on the web
    "no_store_hash",
    "scope_missing",
    "store_away",
    "store_incomplete",
    "store_missing",
    "store_not_quiet",
    "store_odd_answer",
    "store_refused",
    "store_token_missing",
    "store_token_refused",
    "unknown_kind",
    "unknown_shop",
    // what is in it
    "duplicate_record",
    "file_missing",
    "record_unreadable",
    "type_not_in_backup",
    "type_not_read_then",
    "unknown_alarm",
    "unknown_backup",
    "unknown_record",
    "unknown_field",
    "not_older",
    "unknown_type",
    // a restore
    "already_undone",
    "changed_since_preview",
    "plan_damaged",
    "run_finished",
    "run_in_progress",
    "run_interrupted",
    "run_stopped",
    "nothing_failed",
    "nothing_to_guide",
    "unknown_guide",
    "safety_backup_failed",
    "shop_away",
    "unknown_plan",
    "unknown_run",
    // a backup file
    "file_disk_full",
    "file_damaged",
    "file_newer",
    "file_not_a_backup",
    "file_passphrase_needed",
    "file_refused",
    "file_unusable",
    "file_wrong_passphrase",
    "not_a_file_shop",
    "numbers_not_told",
    "other_records",
    "span_elsewhere",
    "admin_address_wrong",
    "admin_address_missing",
    // a schedule
    "rule_wrong",
    "unknown_schedule",
    // one item of a restore
    "changed_meanwhile",
    "changed_after_sending",
    "cannot_create",
    "cannot_delete",
    "column_missing",
    "column_unknown",
    "may_not_be_empty",
    "not_accepted",
    "not_reached",
    "not_restorable",
    "not_storable",
    "object_missing",
    "owner_refused",
    "reads_back_differently",
    "reference_missing",
    "rule_broken",
    "still_referenced",
    "taken",
    "type_missing",
    "wrong_kind",
    "wrong_record",
    // files of other tools
    "dump_unreadable",
    "file_kind_not_read",
    // the vault
    "backup_kept",
    "disk_full",
    "folder_not_empty",
    "locked",
    "no_such_key",
    "not_a_recovery_key",
    "not_a_vault",
    "not_now",
    "object_damaged",
    "record_damaged",
    "too_little_room",
    "vault_damaged",
    "vault_database",
    "vault_io",
    "vault_missing",
    "vault_newer_than_app",
    "vault_not_read_back",
    "anchor_lost",
    "vault_older",
    "vault_read_only",
    "wrong_key",
    // keys and this computer
    "group_differs",
    "keyring_empty",
    "keyring_locked",
    "keyring_none",
    "keyring_refused",
    "no_chance",
    "no_new_key",
    "not_saved",
    "place_unknown",
    // e-mail
    "address_wrong",
    "mail_cut_off",
    "mail_encryption",
    "mail_host_empty",
    "mail_no_encryption",
    "mail_not_let_in",
    "mail_not_now",
    "mail_not_reached",
    "mail_not_set_up",
    "mail_password_missing",
    "mail_recipient_refused",
    "mail_refused",
    "mail_sender_refused",
    "mail_server_unknown",
    "mail_too_slow",
    "mail_unprotected",
    "mail_unsure",
    "no_recipient",
    "no_such_letter",
    // jobs and the app itself
    "bad_path",
    "busy",
    "cancelled",
    "comparison_gone",
    "ended_unexpectedly",
    "internal",
    "misunderstood",
    "not_confirmed",
    "not_for_practice",
    "view_only",
    "practice",
    "unknown_mistake",
    // said by the window itself, when nothing answers it
    "no_answer",
];
