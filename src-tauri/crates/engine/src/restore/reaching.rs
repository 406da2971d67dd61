//! # A shop that cannot be reached for a while
//!
//! A server is restarted, a line is down for a minute: that is no reason to end a run that has written half of its records.
//! The run waits, tries again, looks what had arrived, and goes on where it was.
//!
//! * Only what passes by itself is waited for ([`is_away`]): nobody answers, the line was cut, the drive is not there. A
//!   wrong password or a full disk is told at once.
//! * Somebody who asks to stop is heard within a fraction of a second, also while the operating system still tries to
//!   connect: connecting goes on in a thread that nobody waits for, and what it opens is dropped.
//! * Rows that somebody else holds are waited for as well, with the server's own wait for them in each try, and longer than a
//!   server keeps a transaction of ours whose line went without a word ([`MOST_HELD`]).
//! * A server that answers and cuts the line again and again is not one to wait for; after [`MOST_LOSSES`] in a row that is
//!   the failure it looks like.
//!
//! Time is counted in naps and not by a clock: a computer that slept through the night has not waited all night.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use backstock_model::Cancel;
use backstock_shops::{Shop, ShopError, Writing};

use crate::EngineError;

/// How often somebody who waits looks whether to stop.
const GLANCE: Duration = Duration::from_millis(100);

/// Lines cut in a row, with nothing done in between, after which no other is tried.
const MOST_LOSSES: u32 = 5;

/// Tries in a row that met what somebody else holds, after which that is told. The server waits ten seconds in each.
const MOST_HELD: u32 = 9;

/// How long a run waits for a shop that cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Between one try and the next.
    pub between: Duration,
    /// In all, before the run is left for a decision.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            between: Duration::from_secs(3),
            total: Duration::from_mins(10),
        }
    }
}

/// How long the shop has been away by now.
#[derive(Debug, Default)]
pub(crate) struct Outage {
    waited: Duration,
    losses: u32,
    held: u32,
}

impl Outage {
    pub(super) fn is_over(&self, patience: Patience) -> bool {
        self.waited >= patience.total
    }

    /// Whether a connection that was lost is worth another one.
    pub(super) fn may_lose_again(&mut self, error: &ShopError) -> bool {
        self.losses += 1;
        is_away(error) && self.losses <= MOST_LOSSES
    }

    /// Whether what somebody else holds is worth another wait.
    pub(super) fn may_be_let_go(&mut self, error: &ShopError) -> bool {
        let is_held = matches!(error, ShopError::Busy);
        self.held += u32::from(is_held);
        is_held && self.held <= MOST_HELD
    }

    /// Lets `time` pass, unless somebody asks to stop.
    pub(crate) fn pass(&mut self, time: Duration, cancel: &Cancel) -> Result<(), EngineError> {
        let mut left = time;
        while !left.is_zero() {
            if cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            let nap = left.min(GLANCE);
            std::thread::sleep(nap);
            self.waited += nap;
            left -= nap;
        }
        Ok(())
    }
}

/// Opens a shop for writing without being held up by it.
pub(super) fn open(
    shop: &Arc<dyn Shop>,
    outage: &mut Outage,
    cancel: &Cancel,
) -> Result<Result<Box<dyn Writing>, ShopError>, EngineError> {
    let (opened, open) = channel();
    let shop = Arc::clone(shop);
    std::thread::spawn(move || {
        // Nobody listening means that somebody asked to stop; what was opened is closed by dropping it.
        let _ = opened.send(shop.open_writing());
    });
    loop {
        match open.recv_timeout(GLANCE) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) if cancel.is_asked() => return Err(EngineError::Cancelled),
            Err(RecvTimeoutError::Timeout) => outage.waited += GLANCE,
            Err(RecvTimeoutError::Disconnected) => return Err(EngineError::Thread),
        }
    }
}

/// Whether a shop cannot be reached for a reason that passes by itself.
pub(super) fn is_away(error: &ShopError) -> bool {
    matches!(
        error,
        ShopError::ServerMissing { .. }
            | ShopError::ConnectionLost { .. }
            | ShopError::Silent { .. }
            | ShopError::SshUnreachable { .. }
            | ShopError::FileMissing { .. }
            | ShopError::StoreAway { .. }
    )
}

/// Whether an error only means that the waiting came to its end.
pub(super) fn waits(error: &EngineError) -> bool {
    matches!(error, EngineError::Cancelled | EngineError::ShopAway { .. })
}
