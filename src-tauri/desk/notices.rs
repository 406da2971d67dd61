//! Desktop notifications. A click on one brings the window to the front, at the page the notice is about.
//!
//! A notice is an extra: the window shows the same. A desktop that shows none is therefore not a failure.

use backstock_doors::Notice;
use notify_rust::Notification;

const APP: &str = "Backstock";

/// Shows a notice and waits until it is clicked or gone; `open` is called when it is clicked.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) async fn show(notice: Notice, open: impl FnOnce() + Send + 'static) {
    use notify_rust::{Hint, NotificationResponse};

    // Asking what the server can do blocks.
    let capabilities = tauri::async_runtime::spawn_blocking(notify_rust::get_capabilities).await;
    let reads_markup =
        matches!(&capabilities, Ok(Ok(found)) if found.iter().any(|word| word == "body-markup"));
    let body = if reads_markup {
        escaped(&notice.body)
    } else {
        notice.body
    };
    let shown = Notification::new()
        .appname(APP)
        .summary(&notice.title)
        .body(&body)
        .icon("backstock")
        .hint(Hint::DesktopEntry(APP.to_owned()))
        .action("default", "Open")
        .show_async()
        .await;
    if let Ok(shown) = shown {
        shown
            .wait_for_action_async(|response| {
                if matches!(
                    response,
                    NotificationResponse::Default | NotificationResponse::Action(_)
                ) {
                    open();
                }
            })
            .await;
    }
}

/// Shows a notice. These systems bring the app to the front by themselves when it is clicked.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) async fn show(notice: Notice, _open: impl FnOnce() + Send + 'static) {
    let shown = tauri::async_runtime::spawn_blocking(move || {
        Notification::new()
            .appname(APP)
            .summary(&notice.title)
            .body(&notice.body)
            .show()
            .map(drop)
    });
    // See above: a notice that could not be shown is not a failure.
    let _ = shown.await;
}

/// A text that a server which reads markup shows as it is.
#[cfg(all(unix, not(target_os = "macos")))]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
