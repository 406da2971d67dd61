//! Stories of a store at BigCommerce. No live store was ever asked.

use std::collections::BTreeMap;

use backstock_emulator::{Emulator, Fault, Options, Size, Token, When};
use backstock_engine::{BackupAsk, BackupOutcome, EngineError, Proof};
use backstock_model::{Cancel, Choice, Document, NoProgress, Secret};
use backstock_rest::Timer;
use backstock_shops::ShopError;
use serde_json::json;

use crate::store_stage::{SHOP, Stage, engine, field, key_of, some};

fn counts(outcome: &BackupOutcome) -> BTreeMap<String, u64> {
    outcome
        .types
        .iter()
        .map(|(described, counts)| (described.key.to_string(), counts.records))
        .collect()
}

// S2.2.11: nothing of the store is missing in a backup.
#[test]
fn a_backup_has_as_many_records_as_the_store() {
    let stage = Stage::small();
    let found = counts(&stage.backup());
    for (content_type, collection) in [
        ("products", "products"),
        ("brands", "brands"),
        ("categories", "categories"),
        ("customers", "customers"),
        ("customer_groups", "customer_groups"),
        ("customer_attributes", "customer_attributes"),
        ("channels", "channels"),
        ("locations", "locations"),
    ] {
        let there = stage.store.change(|shop| shop.len_of(collection)) as u64;
        assert!(there > 0, "the store has no {collection}");
        assert_eq!(found.get(content_type), Some(&there), "{content_type}");
    }
    assert!(stage.store.wiped().is_empty());

    // A product is there with what it owns, and its pictures with their bytes.
    let product = stage.store.change(|shop| shop.ids_of("products")).remove(0);
    let document = stage
        .document(&format!("products/{product}"))
        .unwrap()
        .to_string();
    assert!(document.contains("\"variants\":{"), "{document}");
}

// S2.2.11
#[test]
fn the_second_backup_reads_only_what_changed() {
    let stage = Stage::with(Options {
        size: Size {
            products: 300,
            ..Size::small()
        },
        ..Options::default()
    });
    stage.backup();
    let first = stage.store.log().len();
    stage.later(60);
    let ids = stage.store.change(|shop| shop.ids_of("products"));
    stage.store.change(|shop| {
        shop.edit(
            "products",
            ids[3].clone(),
            json!({ "name": "Sencha, the first flush" }),
        );
        shop.remove("products", ids[5].clone());
    });
    stage.later(60);
    stage.store.clear_log();
    let second = stage.backup();
    let calls = stage.store.log().len();
    let products = second
        .types
        .iter()
        .find(|(described, _)| described.key.as_str() == "products")
        .unwrap()
        .1;
    assert_eq!(
        (products.updated, products.deleted, products.unchanged),
        (1, 1, 298),
        "{products:?}"
    );
    assert!(calls * 2 < first, "{calls} calls after {first}");
}

// S2.6.4, S2.7.4: an edit is found and put back; what was deleted comes back under another id and is the same record still.
#[test]
fn what_was_changed_and_deleted_comes_back_and_stays_the_same_record() {
    let stage = Stage::small();
    stage.backup();
    let before = |key: &str| stage.document(key).unwrap();
    let (brand, category, product, customer) = stage.store.change(|shop| {
        let first = |shop: &mut backstock_emulator::Shop, name: &str| shop.ids_of(name).remove(0).to_string();
        (
            first(shop, "brands"),
            first(shop, "categories"),
            first(shop, "products"),
            first(shop, "customers"),
        )
    });
    let keys = [
        format!("brands/{brand}"),
        format!("categories/{category}"),
        format!("products/{product}"),
        format!("customers/{customer}"),
    ];
    let were: Vec<Document> = keys.iter().map(|key| before(key)).collect();
    stage.later(30);
    stage.store.change(|shop| {
        let id = |text: &String| text.parse::<u64>().unwrap();
        shop.edit(
            "products",
            id(&product),
            json!({ "price": 99.5, "name": "Wrong" }),
        );
        shop.remove("brands", id(&brand));
        shop.edit("customers", id(&customer), json!({ "first_name": "Nobody" }));
    });
    stage.later(30);
    let mails = stage.store.mails().len();
    let (plan, shown) = stage.plan(some(&["brands", "categories", "products", "customers"]));
    assert!(!shown.records.is_empty());
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.failed, outcome.failures.len()),
        (0, 0),
        "{:?}",
        outcome.failures
    );
    assert_eq!(stage.store.mails().len(), mails, "somebody was mailed");
    assert!(stage.store.wiped().is_empty());

    // The brand has another id in the store, and is the record it was in the vault.
    let live = stage.store.change(|shop| shop.ids_of("brands"));
    assert!(!live.iter().any(|id| id.to_string() == brand), "{live:?}");
    for (key, was) in keys.iter().zip(&were) {
        let now = before(key);
        let differs = backstock_model::diff(was.to_node().ok().as_ref(), now.to_node().ok().as_ref());
        let differs: Vec<String> = differs
            .iter()
            .map(|change| change.path.to_string())
            .filter(|path| !path.contains("date_modified") && !path.contains("uuid"))
            .collect();
        assert!(differs.is_empty(), "{key}: {differs:?}");
    }
    // And so says the next comparison.
    let (_, again) = stage.plan(some(&["brands", "categories", "products", "customers"]));
    assert!(again.records.is_empty(), "{:?}", again.records);
}

// S2.8.1: a deleted product comes back with its variants, options and pictures, and an undo takes it away again.
#[test]
fn a_deleted_product_comes_back_whole_and_goes_again() {
    let stage = Stage::small();
    stage.backup();
    let products = stage.store.change(|shop| shop.ids_of("products"));
    let with_variants = products
        .iter()
        .map(ToString::to_string)
        .find(|id| {
            let document = stage.document(&format!("products/{id}")).unwrap().to_string();
            document.contains("\"options\":{\"")
        })
        .unwrap();
    let key = format!("products/{with_variants}");
    let was = stage.document(&key).unwrap();
    stage.later(30);
    let id = with_variants.parse::<u64>().unwrap();
    stage.store.change(|shop| shop.remove("products", id));
    assert_eq!(stage.document(&key), None);
    let (plan, _) = stage.plan(some(&["products"]));
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let now = stage.document(&key).unwrap();
    let (was, now) = (was.to_node().unwrap(), now.to_node().unwrap());
    for field in ["name", "price", "sku", "options", "variants", "custom_fields"] {
        assert_eq!(
            was.get(field).map(keys_of),
            now.get(field).map(keys_of),
            "{field}"
        );
    }
    stage.later(5);
    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = stage
        .engine
        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_eq!(stage.document(&key), None);
}

/// The ids of rows, or a value as it is.
fn keys_of(node: &backstock_model::Node) -> String {
    match node {
        backstock_model::Node::Map(rows) => rows.iter().map(|(id, _)| format!("{id} ")).collect(),
        other => other.to_text(),
    }
}

// S2.0.4: what the token may not read is named with the reason, and is no failed backup.
#[test]
fn a_missing_scope_is_told_and_keeps_nothing_else_from_being_backed_up() {
    let stage = Stage::with(Options {
        tokens: vec![Token::new("owner").without("store_v2_customers")],
        ..Options::default()
    });
    let check = stage.engine.check_shop(SHOP).unwrap();
    assert!(
        check
            .problems
            .iter()
            .any(|problem| problem.message.starts_with("Customers cannot be backed up")),
        "{:?}",
        check.problems
    );
    let found = counts(&stage.backup());
    assert!(
        found.contains_key("products") && !found.contains_key("customers"),
        "{found:?}"
    );
    let missing = stage.engine.missing_types(SHOP).unwrap();
    assert!(
        missing
            .iter()
            .any(|missing| missing.label == "Customers" && missing.reason.contains("scope")),
        "{missing:?}"
    );
}

// S2.0.4: a scope that is taken away does not make the vault forget what it has.
#[test]
fn what_may_not_be_read_any_more_stands_as_it_was() {
    let stage = Stage::with(Options {
        tokens: vec![
            Token::new("owner"),
            Token::new("less").without("store_v2_customers"),
        ],
        ..Options::default()
    });
    stage.backup();
    stage.later(60);
    let less = engine(
        &stage.vault,
        &stage.store,
        &stage.time,
        &Token::new("less").secret,
    );
    let second = less
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(second.backup.counts.deleted, 0);
    let overview = less.overview(SHOP).unwrap();
    let customers = overview
        .types
        .iter()
        .find(|stored| stored.description.key.as_str() == "customers")
        .unwrap();
    assert!(!customers.gone && customers.records > 0);
}

// T6
#[test]
fn a_hostile_answer_is_refused_and_the_token_goes_nowhere_else() {
    let stage = Stage::small();
    let elsewhere = Emulator::small().unwrap();
    let try_backup = || {
        stage
            .engine
            .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
    };
    for fault in [
        Fault::Redirect(format!("{}/v3/catalog/products", elsewhere.api())),
        Fault::NotJson,
        Fault::Endless(64 * 1024 * 1024),
    ] {
        stage
            .store
            .fault(When::next().path("/v3/catalog/products"), fault.clone());
        let refused = try_backup();
        assert!(
            matches!(refused, Err(EngineError::Shop(ShopError::NotTheStore { .. }))),
            "{fault:?}: {refused:?}"
        );
    }
    assert!(elsewhere.log().is_empty(), "{:?}", elsewhere.log());
    assert!(try_backup().is_ok());
    let said = format!("{:?}", stage.engine.last_backup_failure(SHOP));
    assert!(!said.contains(&stage.store.token()));
}

// What passes by itself is tried again, and nothing is lost or doubled.
#[test]
fn a_store_in_trouble_is_read_all_the_same() {
    let stage = Stage::small();
    let calm = counts(&stage.backup());
    stage.later(60 * 24 * 8);
    for fault in [
        Fault::Status(503),
        Fault::TooMany,
        Fault::TooManyWithoutHeaders,
        Fault::CutBefore,
        Fault::HalfBody,
    ] {
        stage
            .store
            .fault(When::next().path("/v3/catalog").after(2), fault);
    }
    let mut troubled = counts(&stage.backup());
    // Of these there are more with every day, however calm it is.
    assert!(troubled["order_details"] >= calm["order_details"], "{troubled:?}");
    troubled.insert("order_details".into(), calm["order_details"]);
    assert_eq!(troubled, calm);
}

// A token that is not taken is a failure with one thing to do.
#[test]
fn a_revoked_token_is_told() {
    let stage = Stage::small();
    stage.store.revoke("owner");
    let refused = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::Shop(ShopError::TokenRefused { .. }))),
        "{refused:?}"
    );
}

// A call whose answer is lost is looked for before it is made again: nothing is there twice.
#[test]
fn a_lost_answer_makes_no_second_record() {
    let stage = Stage::small();
    stage.backup();
    let brand = stage.store.change(|shop| shop.ids_of("brands")).remove(0);
    let name = stage
        .store
        .change(|shop| shop.record("brands", brand.clone()))
        .and_then(|record| record["name"].as_str().map(str::to_owned))
        .unwrap();
    stage.later(30);
    let before = stage.store.change(|shop| {
        shop.remove("brands", brand.clone());
        shop.len_of("brands")
    });
    stage.store.fault(
        When::next().method("POST").path("/v3/catalog/brands"),
        Fault::CutAfter,
    );
    let (plan, shown) = stage.plan(some(&["brands"]));
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.failed, outcome.succeeded),
        (0, shown.records.len() as u64),
        "{:?}",
        outcome.failures
    );
    let same = stage.store.change(|shop| {
        shop.ids_of("brands")
            .into_iter()
            .filter_map(|id| shop.record("brands", id))
            .filter(|record| record["name"] == json!(name))
            .count()
    });
    assert_eq!(same, 1);
    assert_eq!(stage.store.change(|shop| shop.len_of("brands")), before + 1);
}

// What was read a moment ago and changed since is not overwritten.
#[test]
fn what_the_owner_changed_after_the_preview_is_left_alone() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let product = stage.store.change(|shop| shop.ids_of("products")).remove(0);
    stage
        .store
        .change(|shop| shop.edit("products", product.clone(), json!({ "price": 1 })));
    let (plan, _) = stage.plan(some(&["products"]));
    stage.later(1);
    stage
        .store
        .change(|shop| shop.edit("products", product.clone(), json!({ "price": 2 })));
    let refused = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::ChangedSincePreview { .. })),
        "{refused:?}"
    );
    let now = stage
        .store
        .change(|shop| shop.record("products", product))
        .unwrap();
    assert_eq!(now["price"], json!(2));
}

// What was sold since was not edited by anybody, and is not overwritten: of one product, and of several that go with one call.
#[test]
fn what_is_sold_after_the_preview_stays_sold() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let products = stage.store.change(|shop| shop.ids_of("products"));
    for spoilt in [products.get(..1).unwrap(), products.get(..3).unwrap()] {
        let prices: Vec<_> = spoilt
            .iter()
            .map(|id| field(&stage, "products", id, "price"))
            .collect();
        let spoil = json!({ "price": 1, "inventory_level": 50, "inventory_tracking": "product" });
        for id in spoilt {
            stage
                .store
                .change(|shop| shop.edit("products", id.clone(), spoil.clone()));
        }
        let (plan, shown) = stage.plan(some(&["products"]));
        assert!(shown.records.len() >= spoilt.len());
        stage.later(1);
        for id in spoilt {
            let sold = json!({ "inventory_level": 47 });
            stage
                .store
                .change(|shop| shop.edit("products", id.clone(), sold.clone()));
        }
        let outcome = stage.carry_out(plan);
        assert_eq!((outcome.failed, &outcome.failures), (0, &Vec::new()));
        for (id, price) in spoilt.iter().zip(prices) {
            assert_eq!(field(&stage, "products", id, "price"), price);
            assert_eq!(field(&stage, "products", id, "inventory_level"), json!(47));
        }
    }
}

// The shop's other programs are left a quarter of its calls.
#[test]
fn a_quarter_of_the_calls_is_left_to_the_shops_other_programs() {
    let stage = Stage::with(Options {
        plan: backstock_emulator::Plan::STANDARD,
        ..Options::default()
    });
    let began = Timer::now(&*stage.time);
    for _ in 0..3 {
        stage.backup();
    }
    let refused = stage
        .store
        .log()
        .iter()
        .filter(|request| request.status == 429)
        .count();
    assert_eq!(refused, 0);
    assert!(Timer::now(&*stage.time) > began, "nothing was waited for");
}

fn switches(stage: &Stage) -> String {
    stage
        .document("store_settings/email-statuses")
        .map(|document| document.to_string())
        .unwrap()
}

fn spoil_a_brand(stage: &Stage) -> backstock_emulator::Id {
    let brand = stage.store.change(|shop| shop.ids_of("brands")).remove(0);
    stage
        .store
        .change(|shop| shop.edit("brands", brand.clone(), json!({ "page_title": "Wrong" })));
    brand
}

// S2.9: a store whose e-mails cannot be switched off is not written to, and that is told before the click.
#[test]
fn a_store_that_might_mail_its_customers_is_not_written_to() {
    for status in [404, 403, 422] {
        let stage = Stage::small();
        stage.backup();
        stage.later(30);
        let brand = spoil_a_brand(&stage);
        let (plan, _) = stage.plan(some(&["brands"]));
        stage.store.fault(
            When::next().path("/v3/settings/email-statuses").always(),
            Fault::Status(status),
        );
        let previewed = stage.engine.plan_restore(
            SHOP,
            backstock_model::BackupNumber(1),
            &some(&["brands"]),
            &NoProgress,
            &Cancel::new(),
        );
        assert!(
            matches!(previewed, Err(EngineError::Shop(ShopError::NotQuiet { .. }))),
            "{status}: {previewed:?}"
        );
        let refused = stage
            .engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new());
        assert!(
            matches!(refused, Err(EngineError::Shop(ShopError::NotQuiet { .. }))),
            "{status}: {refused:?}"
        );
        let now = stage.store.change(|shop| shop.record("brands", brand)).unwrap();
        assert_eq!(now["page_title"], "Wrong", "{status}");
    }
}

// S2.9: the switches are as they were, whatever ended the restore; a crash is made up for by whoever opens the store next.
#[test]
fn the_e_mail_switches_are_as_they_were_after_a_crash_too() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let before = switches(&stage);
    assert!(before.contains("true"), "{before}");
    spoil_a_brand(&stage);
    let (plan, _) = stage.plan(some(&["brands"]));
    // The store is gone when the switches are to be put back: the note outlives that.
    let path = "/v3/settings/email-statuses";
    stage.store.fault(
        When::next().method("PUT").path(path).after(1).always(),
        Fault::Status(503),
    );
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let left = stage.store.change(|shop| shop.setting(path)).unwrap();
    assert!(!left.to_string().contains("true"), "{left}");
    stage.store.forgive();
    assert_eq!(stage.engine.left_quiet().unwrap(), [SHOP]);

    // Written to once more before anybody looked: what is put back is what was set first, not what was left off.
    stage.later(5);
    spoil_a_brand(&stage);
    let (plan, _) = stage.plan(some(&["brands"]));
    stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(switches(&stage), before);
    assert!(stage.engine.left_quiet().unwrap().is_empty());
}

// S2.9: what a crash left off is put back as soon as somebody has the time.
#[test]
fn switches_that_were_left_off_are_put_back_without_anybody_looking_at_the_shop() {
    let stage = Stage::small();
    stage.backup();
    let before = switches(&stage);
    spoil_a_brand(&stage);
    let (plan, _) = stage.plan(some(&["brands"]));
    stage.store.fault(
        When::next()
            .method("PUT")
            .path("email-statuses")
            .after(1)
            .always(),
        Fault::Status(503),
    );
    stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert!(stage.engine.end_quiet(SHOP).is_err());
    stage.store.forgive();
    stage.engine.end_quiet(SHOP).unwrap();
    assert_eq!(switches(&stage), before);
}

// S2.9: another program that has the same vault open looks at the store in the midst of a restore, and leaves it quiet.
#[test]
fn what_another_program_switched_off_for_a_restore_stays_off() {
    let stage = Stage::small();
    stage.backup();
    let before = switches(&stage);
    spoil_a_brand(&stage);
    let (plan, _) = stage.plan(some(&["brands"]));
    let path = "/v3/settings/email-statuses";
    stage.store.fault(
        When::next().method("PUT").path(path).after(1).always(),
        Fault::Status(503),
    );
    stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    stage.store.forgive();
    // As it looks from here while another process restores: the note is there, and so is the job, which is not ours.
    let shop = stage.engine.vault().shop(SHOP).unwrap().id;
    let job = stage.engine.vault().lock(shop, "restore").unwrap();
    stage.engine.end_quiet(SHOP).unwrap();
    assert_eq!(stage.engine.left_quiet().unwrap(), [SHOP]);
    let left = stage.store.change(|shop| shop.setting(path)).unwrap();
    assert!(!left.to_string().contains("true"), "{left}");
    drop(job);
    stage.engine.end_quiet(SHOP).unwrap();
    assert_eq!(switches(&stage), before);
}

// T10, S2.9: whoever may only look writes nothing, not even to make up for a crash; the owner has it made up for.
#[test]
fn switches_that_were_left_off_wait_for_the_owner_while_viewing_only() {
    let stage = Stage::small();
    stage.backup();
    let before = switches(&stage);
    spoil_a_brand(&stage);
    let (plan, _) = stage.plan(some(&["brands"]));
    let path = "/v3/settings/email-statuses";
    stage.store.fault(
        When::next().method("PUT").path(path).after(1).always(),
        Fault::Status(503),
    );
    stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    stage.store.forgive();
    let in_store = || stage.store.change(|shop| shop.setting(path)).unwrap().to_string();
    let off = in_store();
    assert!(!off.contains("true"), "{off}");
    let own = Secret::new("correct horse".to_owned());
    stage.engine.vault().set_passphrase(&own).unwrap();
    stage.engine.begin_view_only().unwrap();

    // The app's start, a look at the store, a plan and a backup: none of them sends anything but questions.
    stage.store.clear_log();
    stage.engine.end_quiet(SHOP).unwrap();
    stage.engine.check_shop(SHOP).unwrap();
    stage.later(60);
    let kept = stage.backup();
    stage.plan(some(&["brands"]));
    let written: Vec<_> = stage
        .store
        .log()
        .into_iter()
        .filter(|request| request.method != "GET")
        .map(|request| format!("{} {}", request.method, request.path))
        .collect();
    assert_eq!(written, Vec::<String>::new());
    assert_eq!(in_store(), off);
    assert_eq!(stage.engine.left_quiet().unwrap(), [SHOP]);
    // Nor is what the crash left taken for what the owner has set.
    let known = stage.engine.vault().shop(SHOP).unwrap();
    let key = key_of("store_settings/email-statuses");
    let in_backup = stage
        .engine
        .vault()
        .document_at(known.id, &key, kept.backup.number)
        .unwrap();
    assert_eq!(in_backup.unwrap().to_string(), before);

    stage.engine.end_view_only(&Proof::Passphrase(&own)).unwrap();
    stage.engine.end_quiet(SHOP).unwrap();
    assert_ne!(in_store(), off);
    assert_eq!(switches(&stage), before);
    assert!(stage.engine.left_quiet().unwrap().is_empty());
}

// S2.9: the switches themselves may be what is restored.
#[test]
fn the_switches_are_put_back_to_what_the_backup_says() {
    let stage = Stage::small();
    stage.backup();
    let before = switches(&stage);
    stage.later(30);
    let path = "/v3/settings/email-statuses";
    stage.store.change(|shop| {
        shop.set_setting(
            path,
            serde_json::from_str(&before.replace("true", "false")).unwrap(),
        );
    });
    assert_ne!(switches(&stage), before);
    let (plan, shown) = stage.plan(Choice {
        include_protected: true,
        ..some(&["store_settings"])
    });
    assert_eq!(shown.records.len(), 1, "{:?}", shown.records);
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.failed, outcome.succeeded),
        (0, 1),
        "{:?}",
        outcome.failures
    );
    assert_eq!(switches(&stage), before);
}
