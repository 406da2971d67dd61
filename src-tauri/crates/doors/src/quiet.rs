//! E-mail switches of stores that a crash left off are put back as soon as the vault is open, not only when somebody looks at
//! the shop.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use backstock_engine::{Engine, EngineError};

use crate::Doors;

impl Doors {
    /// Puts them back in a thread of its own, one at a time: a store may be slow, or not there.
    pub(crate) fn end_quiet(&self, engine: &Engine) -> Result<(), EngineError> {
        // While somebody may only look they wait for the owner, who ends that.
        if self.is_working() || engine.is_view_only()? {
            return Ok(());
        }
        let left = engine.left_quiet()?;
        if left.is_empty() || self.held.is_ending_quiet.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let (engine, held) = (engine.clone(), Arc::clone(&self.held));
        std::thread::spawn(move || {
            for shop in left {
                // What could not be done now is tried again in half a minute.
                let _ = engine.end_quiet(&shop);
            }
            held.is_ending_quiet.store(false, Ordering::SeqCst);
        });
        Ok(())
    }
}
