//! A thread that works on what it is handed, one after another.

use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::thread::{self, JoinHandle};

use crate::VaultError;
use crate::error::WhileDoing as _;

/// The near end of such a thread. Dropped without [`Aside::finish`] it waits as well, and nobody hears of errors.
pub(super) struct Aside<T> {
    to_thread: Option<SyncSender<T>>,
    thread: Option<JoinHandle<Result<(), VaultError>>>,
}

impl<T: Send + 'static> Aside<T> {
    /// Begins, with at most so many waiting. What `work` listens to ends with [`Aside::finish`].
    pub(super) fn start(
        name: &str,
        waiting: usize,
        work: impl FnOnce(Receiver<T>) -> Result<(), VaultError> + Send + 'static,
    ) -> Result<Self, VaultError> {
        let (to_thread, handed) = mpsc::sync_channel(waiting);
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(handed))
            .doing("writing a backup")?;
        Ok(Self {
            to_thread: Some(to_thread),
            thread: Some(thread),
        })
    }

    /// Hands something over. Where the thread has failed, this says why.
    pub(super) fn send(&mut self, one: T) -> Result<(), VaultError> {
        let to_thread = self.to_thread.as_ref();
        let is_sent = to_thread.is_some_and(|to_thread| to_thread.send(one).is_ok());
        // A thread that does not listen any more has failed, and says why when it is waited for.
        if is_sent { Ok(()) } else { self.finish() }
    }

    /// Hands something over if the thread takes it at once, and leaves it where it is otherwise.
    pub(super) fn offer(&mut self, one: &mut T) -> Result<(), VaultError>
    where
        T: Default,
    {
        let offered = std::mem::take(one);
        match self
            .to_thread
            .as_ref()
            .map(|to_thread| to_thread.try_send(offered))
        {
            Some(Ok(())) => Ok(()),
            Some(Err(TrySendError::Full(back))) => {
                *one = back;
                Ok(())
            }
            Some(Err(TrySendError::Disconnected(_))) | None => self.finish(),
        }
    }
}

impl<T> Aside<T> {
    /// Waits until everything is worked on.
    pub(super) fn finish(&mut self) -> Result<(), VaultError> {
        self.to_thread = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(done)) => done,
            Some(Err(_)) => Err(VaultError::damaged("a thread of the backup stopped unexpectedly")),
            None => Ok(()),
        }
    }
}

impl<T> Drop for Aside<T> {
    fn drop(&mut self) {
        let _ = self.finish();
    }
}
