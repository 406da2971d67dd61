//! Whether there is a screen, and how WebKit draws on it.
//!
//! On many graphics drivers WebKitGTK's newer way to hand over pictures leaves the window blank. The older way works
//! everywhere and needs less memory, so it is chosen unless the person has decided otherwise.

/// Chooses the way that works everywhere. Must be called before anything else is done.
///
/// The choice is an environment variable that WebKit's own processes read, and a program cannot safely change its own
/// environment; it can start itself anew with a changed one, in the same place and under the same number.
pub fn settle() {
    #[cfg(target_os = "linux")]
    linux::start_anew_with_it();
}

/// Whether there is a screen to show a window on. Where there is none, Tauri panics.
pub(crate) fn has_screen() -> bool {
    #[cfg(target_os = "linux")]
    return gtk::init().is_ok();
    #[cfg(not(target_os = "linux"))]
    true
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    const CHOICE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    pub(super) fn start_anew_with_it() {
        if env::var_os(CHOICE).is_some() {
            return;
        }
        if let Ok(own) = env::current_exe() {
            // It only returns when it could not be done; then the window is opened as the system would have it.
            let _ = Command::new(own)
                .args(env::args_os().skip(1))
                .env(CHOICE, "1")
                .exec();
        }
    }
}
