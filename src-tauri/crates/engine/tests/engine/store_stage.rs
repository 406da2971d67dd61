//! A store at BigCommerce on a stage: the emulator stands in for it, and time passes for it and the engine alike.

use std::sync::Arc;
use std::time::Duration;

use backstock_emulator::{Emulator, Id, Options};
use backstock_engine::{
    BackupAsk, BackupOutcome, ConnectedShops, Engine, Moment, RunOutcome, ShopPasswords, StoreAddress,
};
use backstock_model::{
    Cancel, Choice, Clock, ContentType, Document, NoProgress, Plan, RecordKey, Secret, SystemTime,
};
use backstock_rest::Timer;
use backstock_testkit::TemporaryVault;
use chrono::{DateTime, Utc};
use serde_json::Value;

pub(crate) const SHOP: &str = "Harbour Tea Online";

/// Time that passes for store and client alike, and for nobody else.
pub(crate) struct Together(Arc<Emulator>, std::sync::Mutex<DateTime<Utc>>);

impl Timer for Together {
    fn now(&self) -> DateTime<Utc> {
        *self.1.lock().unwrap()
    }

    fn pass(&self, time: Duration) {
        self.0.advance(time);
        *self.1.lock().unwrap() += time;
    }
}

impl Clock for Together {
    fn now(&self) -> DateTime<Utc> {
        *self.1.lock().unwrap()
    }
}

struct OneToken(String);

impl ShopPasswords for OneToken {
    fn password(&self, _name: &str) -> Option<Secret> {
        Some(Secret::new(self.0.clone()))
    }
}

pub(crate) struct Stage {
    pub(crate) store: Arc<Emulator>,
    pub(crate) time: Arc<Together>,
    pub(crate) engine: Engine,
    pub(crate) vault: TemporaryVault,
}

impl Stage {
    pub(crate) fn with(options: Options) -> Self {
        let store = Arc::new(Emulator::start(options).unwrap());
        let start = DateTime::from_timestamp_millis(1_796_115_600_000).unwrap();
        let time = Arc::new(Together(Arc::clone(&store), std::sync::Mutex::new(start)));
        let vault = TemporaryVault::create(SystemTime.now()).unwrap();
        let stage = Self {
            engine: engine(&vault, &store, &time, &store.token()),
            store,
            time,
            vault,
        };
        stage
            .engine
            .add_shop(SHOP, "bigcommerce", &connection(&stage.store), None)
            .unwrap();
        stage
    }

    pub(crate) fn small() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn backup(&self) -> BackupOutcome {
        self.engine
            .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
            .unwrap()
    }

    pub(crate) fn later(&self, minutes: u64) {
        self.time.pass(Duration::from_secs(minutes * 60));
    }

    pub(crate) fn plan(&self, choice: Choice) -> (backstock_model::PlanId, Plan) {
        self.engine
            .plan_restore(
                SHOP,
                backstock_model::BackupNumber(1),
                &choice,
                &NoProgress,
                &Cancel::new(),
            )
            .unwrap()
    }

    pub(crate) fn carry_out(&self, plan: backstock_model::PlanId) -> RunOutcome {
        self.engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap()
    }

    pub(crate) fn document(&self, key: &str) -> Option<Document> {
        self.engine.document(SHOP, &key_of(key), &Moment::Live).unwrap()
    }
}

pub(crate) fn engine(vault: &TemporaryVault, _store: &Emulator, time: &Arc<Together>, token: &str) -> Engine {
    let shops = ConnectedShops::built_in()
        .unwrap()
        .with_passwords(Arc::new(OneToken(token.to_owned())))
        .with_timer(Arc::clone(time) as Arc<dyn Timer>);
    Engine::new(
        Arc::clone(vault.vault()),
        Arc::new(shops),
        Arc::clone(time) as Arc<dyn Clock>,
    )
}

pub(crate) fn connection(store: &Emulator) -> String {
    let address = StoreAddress {
        store: store.hash().to_owned(),
        endpoint: Some(format!("{}/stores/{{store}}", store.address())),
    };
    serde_json::to_string(&address).unwrap()
}

/// These types as a whole.
/// A field as the store has it now.
pub(crate) fn field(stage: &Stage, collection: &str, id: &Id, name: &str) -> Value {
    let record = stage.store.change(|shop| shop.record(collection, id.clone()));
    record.unwrap()[name].clone()
}

pub(crate) fn some(types: &[&str]) -> Choice {
    Choice {
        content_types: types.iter().map(|key| ContentType::new(*key)).collect(),
        ..Choice::default()
    }
}

pub(crate) fn key_of(key: &str) -> RecordKey {
    key.parse().unwrap()
}

impl Drop for Stage {
    /// Whatever a story tells: every call and every answer in it is as the published specifications say.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let violations = self.store.violations();
            assert!(violations.is_empty(), "{violations:#?}");
        }
    }
}
