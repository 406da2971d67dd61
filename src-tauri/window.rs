//! The one window: where it may go, how it comes to the front, and what it asks before it closes.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager as _, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::{desk, is_working};

/// The label of the window, as in `tauri.conf.json`.
pub(crate) const MAIN: &str = "main";

/// Opens the window. It shows the bundled pages only: nothing in a shop's data can lead it elsewhere or open another one.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN)
        .ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && is_working(&handle)
        {
            api.prevent_close();
            ask_to_close(&handle);
        }
    });
    Ok(())
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
