//! # The journal, written beside the writing
//!
//! Every step of every record is written down, in the order in which it was taken. A thread of its own does it, so that the shop
//! is written to and read back while the disk takes what came of the batch before; what waits meanwhile goes to the disk together.
//!
//! It is waited for where what comes next stands on it: before records are sent to the shop it is on disk that they are, and a
//! run is closed after all of it. Everything else goes to the disk with the next of these. What is lost when the power fails in
//! between is told by the shop itself: a record of which the journal only says that it was sent is looked at, like one whose
//! answer never came.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use backstock_model::{RunId, ShopId};
use backstock_vault::{ItemState, OpenRun, Run, RunEnd, VaultError};
use chrono::{DateTime, Utc};

use crate::EngineError;

/// What is written down together: positions in the plan, and how far they have come.
type Marks = Vec<(u32, ItemState)>;

/// Something to be written down, whether somebody waits until it is on disk, and when it was handed over.
type Handed = (Marks, bool, DateTime<Utc>);

/// The journal of a run that is being carried out. Dropped without [`Journal::close`] it leaves the run open, as after a crash,
/// with all that was handed over written down.
pub(super) struct Journal {
    id: RunId,
    shop: ShopId,
    pages: Option<Sender<Handed>>,
    written: Receiver<(u64, Result<(), VaultError>)>,
    writer: Option<JoinHandle<OpenRun>>,
    /// Pages handed over, and pages known to be on disk.
    handed: u64,
    on_disk: u64,
}

/// Something handed over, to wait for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page(u64);

impl Journal {
    pub(super) fn of(run: OpenRun) -> Self {
        let (id, shop) = (run.id(), run.shop());
        let (pages, handed) = channel();
        let (tell, written) = channel();
        Self {
            id,
            shop,
            pages: Some(pages),
            written,
            writer: Some(std::thread::spawn(move || write(run, &handed, &tell))),
            handed: 0,
            on_disk: 0,
        }
    }

    pub(super) fn id(&self) -> RunId {
        self.id
    }

    pub(super) fn shop(&self) -> ShopId {
        self.shop
    }

    /// Hands over what is to be written down and can be found out again.
    pub(super) fn note(&mut self, marks: Marks, now: DateTime<Utc>) {
        self.hand_over((marks, false, now));
    }

    /// Hands over what is to be waited for.
    pub(super) fn note_for_sure(&mut self, marks: Marks, now: DateTime<Utc>) -> Page {
        self.hand_over((marks, true, now))
    }

    fn hand_over(&mut self, handed: Handed) -> Page {
        if !handed.0.is_empty()
            && let Some(pages) = &self.pages
        {
            self.handed += 1;
            // A writer that is gone is met by whoever waits.
            let _ = pages.send(handed);
        }
        Page(self.handed)
    }

    /// Waits until a page is on disk, and all before it. Fails when one of them could not be written.
    pub(super) fn wait_for(&mut self, page: Page) -> Result<(), EngineError> {
        while self.on_disk < page.0 {
            let (on_disk, result) = self.written.recv().map_err(|_| EngineError::Thread)?;
            self.on_disk = on_disk;
            result?;
        }
        Ok(())
    }

    /// Ends the run.
    pub(super) fn close(mut self, end: RunEnd, now: DateTime<Utc>) -> Result<Run, EngineError> {
        let settled = self.wait_for(Page(self.handed));
        let run = self.finish().ok_or(EngineError::Thread)?;
        let closed = run.close(end, now)?;
        settled?;
        Ok(closed)
    }

    /// Has everything written down that was handed over.
    fn finish(&mut self) -> Option<OpenRun> {
        self.pages = None;
        self.writer.take()?.join().ok()
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // The run and its lock are given up here and not at some later time.
        self.finish();
    }
}

fn write(
    mut run: OpenRun,
    pages: &Receiver<Handed>,
    tell: &Sender<(u64, Result<(), VaultError>)>,
) -> OpenRun {
    let mut count = 0;
    while let Ok((mut marks, mut is_waited_for, mut now)) = pages.recv() {
        count += 1;
        for (more, is_one, later) in pages.try_iter() {
            count += 1;
            marks.extend(more);
            is_waited_for |= is_one;
            now = later;
        }
        let written = match is_waited_for {
            true => run.mark(&marks, now),
            false => run.mark_ahead(&marks, now),
        };
        // Nobody listens when the run is being left.
        let _ = tell.send((count, written));
    }
    run
}
