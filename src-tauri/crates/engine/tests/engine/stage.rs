//! A small bakery, its vault and its engine.

use std::fmt::Write as _;
use std::sync::Arc;

use backstock_engine::{BackupAsk, BackupOutcome, Engine, RunOutcome};
use backstock_model::{
    BackupNumber, Cancel, Choice, ContentType, FieldKind, FieldLabel, Group, NoProgress, Path, Phase, Plan,
    PlanId, Progress, RecordKey, Reference, RunId, Tick, TypeDescription,
};
use backstock_testkit::{FakeShop, HeldClock, TemporaryVault};
use chrono::TimeDelta;

pub(crate) const SHOP: &str = "Bakery";

/// Stops a backup when so many records were read.
pub(crate) struct StopAt(pub(crate) Cancel, pub(crate) u64);

impl Progress for StopAt {
    fn tick(&self, tick: &Tick) {
        if tick.phase == Phase::Reading && tick.done >= self.1 {
            self.0.ask();
        }
    }
}

pub(crate) struct Stage {
    pub(crate) shop: FakeShop,
    pub(crate) clock: Arc<HeldClock>,
    _vault: TemporaryVault,
    pub(crate) engine: Engine,
}

impl Stage {
    /// The bakery with a few records, added to a vault and not backed up yet.
    pub(crate) fn new() -> Self {
        let shop = FakeShop::new(types());
        for (key, document) in [
            ("brands/1", r#"{"id":1,"name":"Old Mill"}"#),
            ("brands/2", r#"{"id":2,"name":"New Mill"}"#),
            ("categories/1", r#"{"id":1,"name":"Bread","parent_id":0}"#),
            ("categories/2", r#"{"id":2,"name":"Rye","parent_id":1}"#),
            ("categories/3", r#"{"id":3,"name":"Cakes","parent_id":0}"#),
            (
                "customers/1",
                r#"{"email":"ada@example.com","id":1,"name":"Ada"}"#,
            ),
            (
                "invoices/1",
                r#"{"id":1,"is_locked":1,"name":"Invoice 1","total":"9.00"}"#,
            ),
            (
                "invoices/2",
                r#"{"id":2,"is_locked":0,"name":"Draft 2","total":"8.00"}"#,
            ),
            (
                "orders/1",
                r#"{"customer_id":1,"id":1,"name":"Order 1","total":"9.00"}"#,
            ),
            ("settings/currency", r#"{"name":"currency","value":"EUR"}"#),
        ] {
            shop.put(key, document).unwrap();
        }
        for (id, name, price, brand, category) in [
            (117, "Sourdough", "4.50", 1, 2),
            (118, "Pumpernickel", "3.20", 1, 2),
            (119, "Lemon cake", "18.00", 2, 3),
        ] {
            shop.put(
                &format!("products/{id}"),
                &product(id, name, price, brand, category),
            )
            .unwrap();
        }
        Self::with(shop)
    }

    pub(crate) fn with(shop: FakeShop) -> Self {
        let clock = Arc::new(HeldClock::default());
        let vault = TemporaryVault::create(backstock_model::Clock::now(&*clock)).unwrap();
        let engine = Engine::new(vault.vault().clone(), Arc::new(shop.clone()), clock.clone());
        engine.add_shop(SHOP, "fake", "{}", None).unwrap();
        Self {
            shop,
            clock,
            _vault: vault,
            engine,
        }
    }

    /// Backs up, a day after whatever was before.
    pub(crate) fn backup(&self) -> BackupNumber {
        self.backup_outcome().backup.number
    }

    pub(crate) fn backup_outcome(&self) -> BackupOutcome {
        self.clock.advance(TimeDelta::days(1));
        self.engine
            .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
            .unwrap()
    }

    pub(crate) fn plan(&self, to: BackupNumber, choice: &Choice) -> (PlanId, Plan) {
        self.engine
            .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
            .unwrap()
    }

    pub(crate) fn carry_out(&self, plan: PlanId) -> RunOutcome {
        self.engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap()
    }

    pub(crate) fn restore(&self, to: BackupNumber, choice: &Choice) -> RunOutcome {
        let (plan, _) = self.plan(to, choice);
        self.carry_out(plan)
    }

    pub(crate) fn undo(&self, run: RunId) -> (Plan, RunOutcome) {
        let (id, plan) = self
            .engine
            .plan_undo(SHOP, run, &NoProgress, &Cancel::new())
            .unwrap();
        (plan, self.carry_out(id))
    }
}

pub(crate) fn product(id: u32, name: &str, price: &str, brand: u32, category: u32) -> String {
    format!(
        r#"{{"brand_id":{brand},"categories":{{"{id},{category}":{{"category_id":{category},"product_id":{id}}}}},"date_modified":1,"description":"<p>{name}</p>","id":{id},"name":"{name}","price":"{price}","stock":10,"variants":{{"{id}1":{{"price":"{price}","sku":"{id}-S","stock":4}},"{id}2":{{"price":null,"sku":"{id}-L","stock":6}}}}}}"#
    )
}

pub(crate) fn key(text: &str) -> RecordKey {
    text.parse().unwrap()
}

pub(crate) fn path(text: &str) -> Path {
    Path::parse(text).unwrap()
}

pub(crate) fn content_type(text: &str) -> ContentType {
    ContentType::new(text)
}

/// A choice of single records.
pub(crate) fn records(keys: &[&str]) -> Choice {
    Choice {
        records: keys.iter().map(|text| key(text)).collect(),
        ..Choice::default()
    }
}

/// Everything, deletions and protected parts included.
pub(crate) fn everything() -> Choice {
    Choice {
        allow_deletes: true,
        include_protected: true,
        ..Choice::default()
    }
}

pub(crate) fn types() -> Vec<TypeDescription> {
    let described = |key: &str, label: &str| {
        let mut description = TypeDescription::new(ContentType::new(key), label, Group::Business);
        description.tables = vec![key.to_owned()];
        description
    };
    let refers = |path: &str, to: &str| Reference {
        path: path.to_owned(),
        to: ContentType::new(to),
    };
    let labelled = |path: &str, label: &str, kind: FieldKind| FieldLabel {
        path: path.to_owned(),
        label: label.to_owned(),
        kind,
    };
    let mut categories = described("categories", "Categories");
    categories.references = vec![refers("parent_id", "categories")];
    let mut products = described("products", "Products");
    products.references = vec![
        refers("brand_id", "brands"),
        refers("categories/category_id", "categories"),
    ];
    products.volatile = vec!["date_modified".to_owned()];
    products.protected_fields = vec!["stock".to_owned(), "variants/stock".to_owned()];
    products.labels = vec![
        labelled("brand_id", "Brand", FieldKind::Plain),
        labelled("price", "Price", FieldKind::Money),
        labelled("description", "Description", FieldKind::LongText),
        labelled("variants/price", "Variant price", FieldKind::Money),
    ];
    products.after = vec![ContentType::new("brands"), ContentType::new("categories")];
    let mut orders = described("orders", "Orders");
    orders.references = vec![refers("customer_id", "customers")];
    orders.protected = true;
    orders.reason = Some("Orders are what really happened.".to_owned());
    let mut invoices = described("invoices", "Invoices");
    invoices.locked_when = Some(("is_locked".to_owned(), "1".to_owned()));
    let mut settings = described("settings", "Settings");
    settings.restorable = false;
    settings.reason = Some("Settings are changed in the shop itself.".to_owned());
    vec![
        described("brands", "Brands"),
        categories,
        described("customers", "Customers"),
        products,
        orders,
        invoices,
        settings,
    ]
}

fn side(value: Option<&backstock_model::Document>) -> String {
    value.map(backstock_model::Document::to_text).unwrap_or_default()
}

/// A plan as text, for snapshots.
pub(crate) fn told(plan: &Plan) -> String {
    let mut text = String::new();
    let (creates, updates, deletes) = plan.counts();
    writeln!(
        text,
        "to {}: {creates} created, {updates} updated, {deletes} deleted",
        plan.to
    )
    .unwrap();
    for record in &plan.records {
        writeln!(text, "{:?} {} {:?}", record.action(), record.key, record.name).unwrap();
        for write in record.writes() {
            let side = |node: Option<&backstock_model::Node>| {
                node.map_or_else(|| "-".to_owned(), backstock_model::Node::to_text)
            };
            writeln!(
                text,
                "    {} {} -> {}",
                write.path,
                side(write.old.as_ref()),
                side(write.new.as_ref())
            )
            .unwrap();
        }
    }
    for skip in &plan.skips {
        writeln!(text, "left alone {} {:?}: {:?}", skip.key, skip.name, skip.reason).unwrap();
    }
    for conflict in &plan.conflicts {
        writeln!(
            text,
            "conflict {} {}: {} stays, {} was wanted",
            conflict.key,
            conflict.path,
            side(conflict.live.as_ref()),
            side(conflict.wanted.as_ref())
        )
        .unwrap();
    }
    for consequence in &plan.consequences {
        writeln!(
            text,
            "and {} {} {} {}",
            consequence.code,
            consequence.count,
            consequence
                .content_type
                .as_ref()
                .map_or("-", |content_type| content_type.as_str()),
            consequence.detail.as_deref().unwrap_or("-")
        )
        .unwrap();
    }
    text
}

/// How many times a proof by chance is tried: a sample, or with `BACKSTOCK_FULL=1` all of it.
pub(crate) fn tries(sample: u32, full: u32) -> u32 {
    if std::env::var_os("BACKSTOCK_FULL").is_some_and(|value| value == "1") {
        full
    } else {
        sample
    }
}
