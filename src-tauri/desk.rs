//! # What only a desktop has
//!
//! The doors declare what they need from a desktop ([`Native`], `Secrets`, `Places`); here it is given to them.

mod dialogs;
mod folders;
mod notices;
mod paths;

use std::path::{Path, PathBuf};

use backstock_contract::PickPurpose;
use backstock_doors::{Confirmation, Native, Notice, Waiting};
use backstock_schedule::Tz;
use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt as _;

use crate::window;

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
        let (folder, app) = (folder.to_owned(), self.app.clone());
        tauri::async_runtime::spawn_blocking(move || {
            if tauri_plugin_opener::open_path(&folder, None::<&str>).is_err() {
                // Without a file manager it is told where to look.
                let notice = Notice {
                    title: "The folder could not be opened".to_owned(),
                    body: format!("No program for folders was found. It is {}.", folder.display()),
                    route: String::new(),
                };
                tauri::async_runtime::spawn(notices::show(notice, move || window::bring_to_front(&app)));
            }
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

    fn starts_at_login(&self) -> Option<bool> {
        self.app.autolaunch().is_enabled().ok()
    }

    fn start_at_login(&self, is_on: bool) -> Result<(), String> {
        let starts = self.app.autolaunch();
        let set = if is_on { starts.enable() } else { starts.disable() };
        set.map_err(|error| error.to_string())
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
        message: "Backups or exports of your shop are on a schedule, and that needs Backstock to run. Its window can be closed all the same: \
                  use its icon beside the clock, or start Backstock again, to see it. You can change this in the settings."
            .to_owned(),
        go_on: "Keep running".to_owned(),
    };
    dialogs::choose(window::main(app), question, "Close Backstock").await
}

/// Asks whether the app starts when its owner logs in; nothing when the question was closed.
pub(crate) async fn start_at_login(app: &AppHandle) -> Option<bool> {
    let question = Confirmation {
        title: "Start Backstock when you log in?".to_owned(),
        message: "After this computer was restarted your shop is backed up only once Backstock runs again. It can start by \
                  itself, without its window, when you log in. You can change this in the settings."
            .to_owned(),
        go_on: "Start at login".to_owned(),
    };
    dialogs::choose(window::main(app), question, "Not now").await
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
