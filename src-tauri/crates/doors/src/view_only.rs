//! # Which doors open while the vault is open for viewing only
//!
//! The window's every question comes past [`Doors::may_open`], and what is not on the list of doors that look is refused. A
//! door that is added later is refused, too, until somebody has thought about it and put it here.

use backstock_contract::{DeskState, EndViewOnlyAsk, Failure, Nothing, UnlockWith};
use backstock_engine::{EngineError, Proof};
use backstock_model::Secret;
use backstock_vault::RecoveryKey;

use crate::answers::{explain_engine, explain_vault};
use crate::state::Desk;
use crate::{Doors, Reply};

/// Doors that change no shop, nothing that was kept, and no key. A backup is made of what is there and takes nothing away.
const LOOKING: &[&str] = &[
    "background",
    "begin_view_only",
    "cancel_job",
    "check_address",
    "check_shop",
    "compare_record",
    "compare_version",
    "comparison_lines",
    "comparison_text",
    "create_vault",
    "diagnostics",
    "discovery",
    "end_view_only",
    "export_letters",
    "export_offer",
    "field_timeline",
    "guide",
    "list_alarms",
    "list_backups",
    "list_exports",
    "list_files",
    "list_guides",
    "list_jobs",
    "list_letters",
    "list_notices",
    "list_planned_changes",
    "list_records",
    "list_recoveries",
    "list_schedules",
    "list_shops",
    "list_turns",
    "lock_vault",
    "look_in_shop",
    "looking_now",
    "mail_settings",
    "missing_types",
    "open_desk",
    "tell_habits",
    "open_in_store",
    "open_vault_folder",
    "pick",
    "practice_menu",
    "preview_rows",
    "read_notices",
    "record_versions",
    "recovery",
    "recovery_decisions",
    "recovery_progress",
    "recovery_summary",
    "reopen_preview",
    "run_schedule",
    "save_audit",
    "save_diagnostics",
    "schedule_dates",
    "search_vault",
    "show_in_folder",
    "show_export",
    "start_backup",
    "start_comparing_files",
    "start_export",
    "start_export_again",
    "start_file_check",
    "start_looking_into_file",
    "start_verify",
    "stop_looking",
    "storage",
    "take_arrived",
    "unlock_vault",
    "usual_recipients",
    "vault_keys",
    "vault_overview",
    "version_differences",
];

impl Doors {
    /// Whether a door may be opened now.
    pub fn may_open(&self, door: &str) -> Reply<()> {
        if LOOKING.contains(&door) {
            return Ok(());
        }
        match self.held.desk() {
            Desk::Open(engine) if engine.is_view_only().map_err(explain_engine)? => {
                Err(explain_engine(EngineError::ViewOnly))
            }
            Desk::Open(_) | Desk::Locked(_) | Desk::Empty => Ok(()),
        }
    }

    /// Opens the vault for viewing only from now on.
    pub async fn begin_view_only(&self, _ask: Nothing) -> Reply<DeskState> {
        self.with_engine(|engine, held| {
            engine.begin_view_only().map_err(explain_engine)?;
            held.forget_new_recovery_key();
            Ok(held.desk_state(None))
        })
        .await
    }

    /// Allows everything again, for whoever has the passphrase or the recovery key.
    pub async fn end_view_only(&self, ask: EndViewOnlyAsk) -> Reply<DeskState> {
        self.with_engine(move |engine, held| {
            match ask.with {
                // It opens for whoever sits at this computer.
                UnlockWith::Keyring => return Err(proof_needed()),
                UnlockWith::Passphrase { passphrase } => {
                    engine.end_view_only(&Proof::Passphrase(&Secret::new(passphrase)))
                }
                UnlockWith::RecoveryKey { recovery_key } => {
                    let key = RecoveryKey::parse(&recovery_key).map_err(explain_vault)?;
                    engine.end_view_only(&Proof::RecoveryKey(&key))
                }
            }
            .map_err(explain_engine)?;
            Ok(held.desk_state(None))
        })
        .await
    }
}

fn proof_needed() -> Failure {
    Failure::new(
        "view_only",
        "The key that this computer remembers does not end view-only mode.",
        "Type the passphrase or the recovery key.",
    )
}
