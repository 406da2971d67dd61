//! The engine itself: what it stands on.

use std::sync::Arc;

use backstock_model::Clock;
use backstock_vault::Vault;

use crate::plan::KeptPlans;
use crate::record_view::LiveRecords;
use crate::restore::Patience;
use crate::{Faults, NoFaults, ShopOpener, take_away_left_over};

/// The verbs over one open vault. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Engine {
    pub(crate) vault: Arc<Vault>,
    pub(crate) shops: Arc<dyn ShopOpener>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) faults: Arc<dyn Faults>,
    pub(crate) live_records: Arc<LiveRecords>,
    pub(crate) kept_plans: Arc<KeptPlans>,
    pub(crate) patience: Patience,
}

impl Engine {
    /// Puts the verbs over a vault; `shops` opens the shops it knows, `clock` tells the time. What a killed program read from files
    /// into the vault's folder is taken away.
    pub fn new(vault: Arc<Vault>, shops: Arc<dyn ShopOpener>, clock: Arc<dyn Clock>) -> Self {
        take_away_left_over(vault.folder());
        Self {
            vault,
            shops,
            clock,
            faults: Arc::new(NoFaults),
            live_records: Arc::default(),
            kept_plans: Arc::default(),
            patience: Patience::default(),
        }
    }

    /// The same engine with someone listening at the named points (see [`Faults`]). For crash tests.
    #[must_use]
    pub fn with_faults(self, faults: Arc<dyn Faults>) -> Self {
        Self { faults, ..self }
    }

    /// The same engine with another patience for shops that cannot be reached.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// The vault it works on.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// The clock it goes by.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Seconds since `started`, by the engine's clock.
    pub(crate) fn seconds_since(&self, started: chrono::DateTime<chrono::Utc>) -> f64 {
        (self.clock.now() - started).as_seconds_f64()
    }
}
