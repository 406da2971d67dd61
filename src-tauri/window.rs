//! The one window: where it may go, how it comes to the front, and what it asks before it closes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use backstock_contract::{Background, Nothing};
use backstock_doors::Doors;
use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, DragDropEvent, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

use crate::{desk, is_working};

/// The label of the window, as in `tauri.conf.json`.
pub(crate) const MAIN: &str = "main";

/// Opens the window, at an address where one is given, in view or not yet. It shows the bundled pages only: nothing in a shop's
/// data can lead it elsewhere or open another one.
pub(crate) fn open(app: &App, address: Option<&str>, is_visible: bool) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN)
        .ok_or(tauri::Error::WindowNotFound)?;
    let mut config = config.clone();
    if let Some(address) = address {
        config.url = WebviewUrl::App(format!("index.html{address}").into());
    }
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .visible(is_visible)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
            take_files(&handle, paths.clone());
        }
        if let WindowEvent::CloseRequested { api, .. } = event {
            let doors = handle.try_state::<Doors>();
            let has_schedules = doors.as_ref().is_some_and(|doors| doors.has_schedules());
            let keeps_running = doors.as_ref().and_then(|doors| doors.keeps_running());
            match on_close(is_working(&handle), has_schedules, keeps_running) {
                OnClose::Close => {}
                OnClose::Hide => {
                    api.prevent_close();
                    hide(&handle);
                }
                OnClose::AskAboutWork => {
                    api.prevent_close();
                    ask_to_close(&handle);
                }
                OnClose::AskAboutSchedules => {
                    api.prevent_close();
                    ask_to_keep_running(&handle);
                }
            }
        }
    });
    Ok(())
}

/// Takes files that were dropped on the window, or that Backstock was opened with.
pub(crate) fn take_files(app: &AppHandle, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    if let Some(doors) = app.try_state::<Doors>() {
        go_to(app, &doors.arrive(files));
    }
}

/// The files among the words that the app was started with, as they are called from the folder it was started in.
pub(crate) fn files_among(words: impl IntoIterator<Item = OsString>, folder: &Path) -> Vec<PathBuf> {
    words
        .into_iter()
        .skip(1)
        .filter(|word| !word.as_encoded_bytes().starts_with(b"-"))
        .map(|word| folder.join(word))
        .filter(|path| path.is_file())
        .collect()
}

/// What becomes of a wish to close the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnClose {
    Close,
    Hide,
    AskAboutWork,
    AskAboutSchedules,
}

/// Without schedules there is nothing to go on with. A hidden window comes back when the app is started again, on every desktop.
fn on_close(is_working: bool, has_schedules: bool, keeps_running: Option<bool>) -> OnClose {
    match (has_schedules, keeps_running) {
        (true, Some(true)) => OnClose::Hide,
        (true, None) => OnClose::AskAboutSchedules,
        (true, Some(false)) | (false, _) if is_working => OnClose::AskAboutWork,
        (true, Some(false)) | (false, _) => OnClose::Close,
    }
}

fn hide(app: &AppHandle) {
    if let Some(window) = main(app) {
        // A window that cannot be hidden stays in view, and nothing is lost.
        let _ = window.hide();
    }
}

/// Asks, once, whether the app goes on with the schedules when its window is closed.
fn ask_to_keep_running(app: &AppHandle) {
    if IS_ASKING.swap(true, Ordering::AcqRel) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let answer = desk::keep_running(&app).await;
        IS_ASKING.store(false, Ordering::Release);
        // Whoever only closed the question is asked again.
        let Some(keeps_running) = answer else {
            return;
        };
        if let Some(doors) = app.try_state::<Doors>() {
            // Asked again next time when it cannot be noted.
            let _ = doors.keep_running(keeps_running);
        }
        if keeps_running {
            hide(&app);
            ask_to_start_at_login(&app).await;
        } else if is_working(&app) {
            ask_to_close(&app);
        } else {
            app.exit(0);
        }
    });
}

/// Asks, with the question before and so only once, whether the app starts with the computer as well.
async fn ask_to_start_at_login(app: &AppHandle) {
    let Some(doors) = app.try_state::<Doors>() else {
        return;
    };
    let Ok(background) = doors.background(Nothing {}).await else {
        return;
    };
    if background.at_login == Some(false) && desk::start_at_login(app).await == Some(true) {
        let wanted = Background {
            at_login: Some(true),
            ..background
        };
        // What could not be set is seen in the settings, which say why when it is tried there.
        drop(doors.set_background(wanted).await);
    }
}

/// Whether an address is one of the bundled pages (or, under `tauri dev`, of the development server).
fn is_ours(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" | "https" => {
            address.host_str() == Some("tauri.localhost")
                || (tauri::is_dev() && address.host_str() == Some("127.0.0.1"))
        }
        _ => false,
    }
}

/// The window, unless it is closed.
pub(crate) fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(MAIN)
}

/// Brings the window to the front.
pub(crate) fn bring_to_front(app: &AppHandle) {
    if let Some(window) = main(app) {
        // Each is a wish that a window system may refuse, and then there is nothing else to do.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Brings the window to the front and goes to a page in it, for example `#/recovery/3`.
pub(crate) fn go_to(app: &AppHandle, route: &str) {
    bring_to_front(app);
    if let Some(window) = main(app)
        && let Ok(route) = serde_json::to_string(route)
    {
        // The window may just be closing.
        let _ = window.eval(format!("window.location.hash = {route}"));
    }
}

/// Whether the question is on the screen. A second click on the close button must not ask a second time.
static IS_ASKING: AtomicBool = AtomicBool::new(false);

/// Asks whether the app may close although a job runs, and closes it if so.
pub(crate) fn ask_to_close(app: &AppHandle) {
    if IS_ASKING.swap(true, Ordering::AcqRel) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let is_yes = desk::confirm_close(&app).await;
        IS_ASKING.store(false, Ordering::Release);
        if is_yes {
            // With a number the exit is ours, not the person's, and is not asked about again.
            app.exit(0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    // T3: closing keeps the schedules going when the owner said so, and asks once.
    #[test]
    fn closing_asks_once_and_never_ends_what_is_at_work_unasked() {
        for (is_working, has_schedules, keeps_running, expected) in [
            (false, false, None, OnClose::Close),
            (true, false, None, OnClose::AskAboutWork),
            (false, false, Some(true), OnClose::Close),
            (false, true, None, OnClose::AskAboutSchedules),
            (true, true, None, OnClose::AskAboutSchedules),
            (true, true, Some(true), OnClose::Hide),
            (false, true, Some(true), OnClose::Hide),
            (false, true, Some(false), OnClose::Close),
            (true, true, Some(false), OnClose::AskAboutWork),
        ] {
            assert_eq!(on_close(is_working, has_schedules, keeps_running), expected);
        }
    }

    // S2.1.4: a double-click on a backup file opens it, from whichever folder.
    #[test]
    fn files_are_told_from_other_words() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tea.backstock.zip");
        std::fs::write(&file, "").unwrap();
        let words = ["backstock", "--practice", "tea.backstock.zip", "not there.zip"];
        let found = files_among(words.map(OsString::from), folder.path());
        assert_eq!(found, [file]);
    }

    // T4: nothing in a shop's data can lead the window elsewhere.
    #[test]
    fn the_window_goes_nowhere_but_to_its_own_pages() {
        for ours in ["tauri://localhost/index.html#/vault", "http://tauri.localhost/"] {
            assert!(is_ours(&Url::parse(ours).unwrap()), "{ours}");
        }
        for foreign in [
            "https://example.com/",
            "http://tauri.localhost.example.com/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,<script>1</script>",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!is_ours(&Url::parse(foreign).unwrap()), "{foreign}");
        }
    }
}
