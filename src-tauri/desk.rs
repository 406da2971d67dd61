//! # What only a desktop has
//!
//! The doors declare what they need from a desktop ([`Native`], `Secrets`, `Places`); here it is given to them.

mod dialogs;
mod folders;
mod keyring;
mod notices;
mod paths;

use std::path::{Path, PathBuf};

use backstock_contract::PickPurpose;
use backstock_doors::{Confirmation, Native, Notice, Waiting};
use backstock_schedule::Tz;
use tauri::AppHandle;

use crate::window;

pub(crate) use keyring::DesktopKeyring;
pub(crate) use paths::places;

/// The desktop of this computer.
pub(crate) struct Desktop {
    app: AppHandle,
}

impl Desktop {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Native for Desktop {
    fn pick(&self, purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>> {
        Box::pin(dialogs::pick(window::main(&self.app), purpose))
    }

    fn pick_new_file(&self, name: &str) -> Waiting<'_, Option<PathBuf>> {
        Box::pin(dialogs::pick_new_file(window::main(&self.app), name.to_owned()))
    }

    fn show_file(&self, file: PathBuf) -> Waiting<'_, ()> {
        Box::pin(async move { folders::show(&file) })
    }

    fn confirm(&self, question: Confirmation) -> Waiting<'_, bool> {
        Box::pin(dialogs::confirm(window::main(&self.app), question))
    }

    fn show_folder(&self, folder: &Path) {
        let folder = folder.to_owned();
        tauri::async_runtime::spawn_blocking(move || {
            // Without a file manager nothing can be shown; the window says where the folder is.
            let _ = tauri_plugin_opener::open_path(folder, None::<&str>);
        });
    }

    fn open_page(&self, address: &str) {
        let address = address.to_owned();
        tauri::async_runtime::spawn_blocking(move || {
            // Without a browser nothing can be opened; the settings say where the administration is.
            let _ = tauri_plugin_opener::open_url(address, None::<&str>);
        });
    }

    fn zone(&self) -> Tz {
        // A computer that does not say where it is goes by UTC, as its clock does.
        let named = std::env::var("TZ").ok().and_then(|name| name.parse().ok());
        named
            .or_else(|| iana_time_zone::get_timezone().ok()?.parse().ok())
            .unwrap_or(Tz::UTC)
    }

    fn notify(&self, notice: Notice) {
        let app = self.app.clone();
        let route = notice.route.clone();
        tauri::async_runtime::spawn(notices::show(notice, move || window::go_to(&app, &route)));
    }
}

/// Asks whether the app goes on with its schedules when the window is closed; nothing when the question was closed.
pub(crate) async fn keep_running(app: &AppHandle) -> Option<bool> {
    let question = Confirmation {
        title: "Keep Backstock running?".to_owned(),
        message: "Your shop is backed up on a schedule, and that needs Backstock to run. Its window can be closed all the same: \
                  start Backstock again to see it. You can change this in the settings."
            .to_owned(),
        go_on: "Keep running".to_owned(),
    };
    dialogs::choose(window::main(app), question, "Close Backstock").await
}

/// Asks whether the app may close although a job runs.
pub(crate) async fn confirm_close(app: &AppHandle) -> bool {
    let question = Confirmation {
        title: "Close Backstock while it is working?".to_owned(),
        message: "A backup or restore is still running. If you close now it stops. Nothing is lost: an unfinished backup \
                  leaves the vault as it was, and an unfinished restore can be resumed or undone when you open Backstock \
                  again."
            .to_owned(),
        go_on: "Close anyway".to_owned(),
    };
    dialogs::confirm(window::main(app), question).await
}
