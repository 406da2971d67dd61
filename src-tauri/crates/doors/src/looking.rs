//! One look in the shop at a time: how it is ended, and how far it is.

use std::sync::{Arc, Mutex, PoisonError};

use backstock_contract::{LookingNow, ShopAsk};
use backstock_model::{Cancel, Progress, Tick};

use crate::restoring::{descriptions, label_of};
use crate::{Doors, Reply};

/// A look in the shop, as the one who looks and the one who waits for it see it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    pub(crate) cancel: Cancel,
    seen: Arc<Mutex<Option<Tick>>>,
}

impl Progress for Look {
    fn tick(&self, tick: &Tick) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(tick.clone());
    }
}

impl Look {
    fn seen(&self) -> Option<Tick> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Doors {
    /// How far the look in the shop is that is under way; nothing is waited for.
    pub async fn looking_now(&self, ask: ShopAsk) -> Reply<LookingNow> {
        let seen = self.held.look().seen();
        self.with_engine(move |engine, _| {
            let content_type = seen.as_ref().and_then(|tick| tick.content_type.as_ref());
            let type_label = match content_type {
                Some(key) => Some(label_of(&descriptions(engine, &ask.shop)?, key)),
                None => None,
            };
            Ok(LookingNow {
                type_label,
                done: seen.as_ref().map_or(0, |tick| tick.done),
                total: seen.as_ref().and_then(|tick| tick.total),
            })
        })
        .await
    }
}
