//! # The shell
//!
//! What only a desktop has: the window, native dialogs, notifications, the keyring, and where files lie on this computer.
//! [`run`] builds the desk, lays the doors into it and opens the window; what the doors do is in `crates/doors`.
//!
//! * The window may call the commands of [`commands`] and listen to the one event `"job"`; `tauri.conf.json` allows nothing
//!   more, and [`window`] lets it go nowhere else.
//! * A second start only brings the first window to the front. Of its words only files count: they are shown there, as dropped
//!   ones are.
//! * Closing the window while a job runs asks first, in a native dialog.
//! * Started at login, it shows no window until somebody asks for it: by the icon in the [`tray`], or by starting it again.

mod commands;
mod desk;
pub mod graphics;
mod tray;
mod window;

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[cfg(unix)]
pub use backstock_secrets::{leave_no_core_file, use_small_pages};

use backstock_doors::Doors;
use backstock_engine::ConnectedShops;
use backstock_model::SystemTime;
use backstock_secrets::Keyring;
use tauri::{App, AppHandle, Emitter as _, Manager as _, RunEvent};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_window_state::StateFlags;
use tokio::sync::broadcast::error::RecvError;

use crate::desk::{Desktop, places};

/// A schedule goes by minutes.
const BETWEEN_LOOKS: Duration = Duration::from_secs(30);

/// What the app was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedFor {
    /// The owner's own shops.
    Work,
    /// To try the practice shop, which is made at once where there is no vault yet.
    Practice,
    /// By the computer, when its owner logged in: to go on with the schedules, without a window.
    Login,
}

/// The word with which the computer starts the app at login.
pub const AT_LOGIN: &str = "--at-login";

/// Why the app could not be opened.
#[derive(thiserror::Error, Debug)]
pub enum OpenError {
    /// The window system said no, or the app's folders cannot be found.
    #[error(transparent)]
    Window(#[from] tauri::Error),
    /// Started on a server, or over a remote connection that passes no windows on.
    #[error("there is no screen here to show it on. `backstock-cli` does the same without a window")]
    NoScreen,
    /// A shop profile that comes with the app is broken.
    #[error("a profile that comes with it is broken: {0}")]
    Profiles(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Opens the app and returns when its window has been closed.
///
/// # Errors
///
/// When there is no window system, or its parts cannot be built.
#[expect(
    clippy::exit,
    reason = "written by Tauri's macro for a mobile system that has no other way to end"
)]
pub fn run(opened_for: OpenedFor) -> Result<(), OpenError> {
    if !graphics::has_screen() {
        return Err(OpenError::NoScreen);
    }
    tauri::Builder::default()
        // It must be the first, so that a second start ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            if !words.iter().any(|word| word == AT_LOGIN) {
                window::bring_to_front(app);
            }
            let words = words.into_iter().map(OsString::from);
            window::take_files(app, window::files_among(words, Path::new(&folder)));
        }))
        .plugin(
            tauri_plugin_window_state::Builder::default()
                // Whether it is seen is decided by what the app was opened for.
                .with_state_flags(StateFlags::all() & !StateFlags::VISIBLE)
                .build(),
        )
        .plugin(tauri_plugin_autostart::init(
            MacosLauncher::LaunchAgent,
            Some(vec![AT_LOGIN]),
        ))
        .invoke_handler(commands::all())
        .setup(move |app| Ok(set_up(app, opened_for)?))
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::ExitRequested { api, code: None, .. } = &event
                && is_working(app)
            {
                // Reached by the system's own "Quit"; the window's close button has its own way to the same question.
                api.prevent_exit();
                window::ask_to_close(app);
            }
        });
    Ok(())
}

fn set_up(app: &App, opened_for: OpenedFor) -> Result<(), OpenError> {
    let handle = app.handle();
    let doors = Doors::connected(
        Arc::new(SystemTime),
        Arc::new(Desktop::new(handle.clone())),
        Arc::new(Keyring::new(&app.config().identifier)),
        ConnectedShops::built_in().map_err(|error| OpenError::Profiles(error.into()))?,
        places(app, opened_for == OpenedFor::Practice)?,
    );
    app.manage(doors.clone());
    pass_on_news(handle.clone(), doors.clone());
    tray::begin(handle, &doors);
    keep_schedules(doors.clone());
    let folder = std::env::current_dir().unwrap_or_default();
    let files = window::files_among(std::env::args_os(), &folder);
    let address = (!files.is_empty()).then(|| doors.arrive(files));
    window::open(app, address.as_deref(), opened_for != OpenedFor::Login)?;
    Ok(())
}

/// Passes on what jobs report, as the one event `"job"`.
fn pass_on_news(app: AppHandle, doors: Doors) {
    let mut news = doors.news();
    tauri::async_runtime::spawn(async move {
        loop {
            match news.recv().await {
                // The window may just be closing; the next one asks `list_jobs` when it opens.
                Ok(news) => drop(app.emit_to(window::MAIN, "job", news)),
                // Every piece of news tells the whole state, so what was missed is told by the next one.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            }
        }
    });
}

/// Looks at the schedules twice a minute. After sleep it wakes with the computer.
fn keep_schedules(doors: Doors) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(BETWEEN_LOOKS);
            doors.look_at_schedules();
        }
    });
}

fn is_working(app: &AppHandle) -> bool {
    app.try_state::<Doors>().is_some_and(|doors| doors.is_working())
}
