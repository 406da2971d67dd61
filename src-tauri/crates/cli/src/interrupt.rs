//! Ctrl-C asks a job to stop at its next safe place. Only jobs listen; everything else simply ends.

use std::io;
use std::thread;

use backstock_model::Cancel;

use crate::output::say;
use crate::refusal::Refusal;

/// A wish to stop that Ctrl-C, and the system asking the program to end, express.
///
/// Nothing else listens for them from then on, so it is made right before the job.
pub(crate) fn cancel_by_signal() -> Result<Cancel, Refusal> {
    let cancel = Cancel::new();
    let asked = cancel.clone();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .map_err(no_listening)?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(async move {
                // A listener that cannot be made leaves the system's own way of stopping; the vault survives that too.
                while wait().await.is_ok() {
                    if asked.is_asked() {
                        say("Still stopping; the record at hand is finished first.");
                    } else {
                        asked.ask();
                        say("Stopping at the next safe place ...");
                    }
                }
            });
        })
        .map_err(no_listening)?;
    Ok(cancel)
}

fn no_listening(cause: io::Error) -> Refusal {
    Refusal::File {
        doing: "listen for Ctrl-C".to_owned(),
        cause,
    }
}

#[cfg(unix)]
async fn wait() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut end = signal(SignalKind::terminate())?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked,
        _ = end.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn wait() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
