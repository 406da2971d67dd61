//! # Stopping while the server keeps us waiting
//!
//! A row that somebody else has locked holds a batch up until they let go of it, or until the server gives the wait up. Whoever
//! asks to stop is not kept waiting for that: a thread beside the batch listens, gives a batch that is not held up a moment to
//! come to its end, and then has the server stop what it is at, by another connection. The batch is rolled back whole.
//!
//! The end of a transaction is never stopped, as nobody would know what became of it: [`Stopping::end`] comes first.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use backstock_model::{Cancel, Secret};

use super::shop::Visit;
use super::way::Way;

/// How often the thread looks whether somebody asked to stop, and says it again to a server that has not heard it.
const GLANCE: Duration = Duration::from_millis(100);

/// How long a batch has to come to its end once somebody asked to stop.
const LAST_MOMENT: Duration = Duration::from_millis(500);

/// Listens to somebody who may ask to stop, for as long as a batch is being written.
pub(crate) struct Stopping(Arc<Batch>);

#[derive(Default)]
struct Batch {
    state: Mutex<State>,
    ended: Condvar,
}

#[derive(Default)]
struct State {
    is_over: bool,
    was_stopped: bool,
}

impl Stopping {
    /// Begins to listen; `stop` is what another connection says to the server.
    pub(crate) fn begin<S: Visit>(way: &Way, password: &Secret, cancel: &Cancel, stop: String) -> Self {
        let batch = Arc::new(Batch::default());
        let (watched, way, password, cancel) =
            (Arc::clone(&batch), way.clone(), password.clone(), cancel.clone());
        std::thread::spawn(move || watched.watch::<S>(&way, &password, &cancel, &stop));
        Self(batch)
    }

    /// Ends the listening, and says whether the server was told to stop what it was at.
    pub(crate) fn end(self) -> bool {
        self.0.end()
    }
}

impl Drop for Stopping {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Batch {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) -> bool {
        let mut state = self.state();
        state.is_over = true;
        self.ended.notify_all();
        state.was_stopped
    }

    fn watch<S: Visit>(&self, way: &Way, password: &Secret, cancel: &Cancel, stop: &str) {
        let mut asked: Option<Instant> = None;
        let mut other: Option<S> = None;
        loop {
            let waited = self
                .ended
                .wait_timeout_while(self.state(), GLANCE, |state| !state.is_over);
            if waited.unwrap_or_else(PoisonError::into_inner).0.is_over {
                return;
            }
            if !cancel.is_asked() || asked.get_or_insert_with(Instant::now).elapsed() < LAST_MOMENT {
                continue;
            }
            // Nobody waits for this; a server that lets nobody else in is asked again.
            if other.is_none() {
                other = S::open(way, password, None).ok();
            }
            let mut state = self.state();
            if let Some(other) = other.as_ref().filter(|_| !state.is_over) {
                state.was_stopped |= other.run(stop).is_ok();
            }
        }
    }
}
