use backstock_engine::record_view::{CurrentSide, Difference, RestoreOffer};
use backstock_engine::{EngineError, Moment};
use backstock_model::{BackupNumber, Cancel, Choice, Document, NoProgress};
use chrono::TimeDelta;

use crate::stage::{SHOP, Stage, content_type, key, path, records};

// Capability 1
#[test]
fn a_field_has_a_span_for_every_value_it_ever_had() {
    let stage = Stage::new();
    let prices = ["4.50", "4.50", "5.00", "4.50", "4.80"];
    for (day, price) in prices.into_iter().enumerate() {
        stage
            .shop
            .set("products/117", "/price", &format!("{price:?}"))
            .unwrap();
        stage
            .shop
            .set("products/117", "/name", &format!("\"Name {day}\""))
            .unwrap();
        stage.backup();
    }
    stage.shop.remove("products/117");
    stage.backup();
    let (spans, description) = stage
        .engine
        .timeline(SHOP, &key("products/117"), Some(&path("/price")))
        .unwrap();
    assert_eq!(description.label_of(&path("/price")).0, "Price");
    let told: Vec<String> = spans
        .iter()
        .map(|span| {
            format!(
                "{} {}-{} from {} to {}",
                span.value
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), backstock_model::Node::to_text),
                span.first_backup,
                span.last_backup,
                span.from.format("%d"),
                span.to
                    .map_or_else(|| "now".to_owned(), |to| to.format("%d").to_string()),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "4.50 1-2 from 21 to 23",
            "5.00 3-3 from 23 to 24",
            "4.50 4-4 from 24 to 25",
            "4.80 5-5 from 25 to 26",
            "- 6-6 from 26 to now"
        ]
    );
    let (all, _) = stage.engine.timeline(SHOP, &key("products/117"), None).unwrap();
    assert_eq!(all.iter().filter(|span| span.path == path("/price")).count(), 5);
    assert_eq!(
        all.iter()
            .filter(|span| span.path == path("/variants/1171/sku"))
            .count(),
        2
    );
}

#[test]
fn versions_say_what_changed_in_a_few_words() {
    let stage = Stage::new();
    stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage.backup();
    stage.shop.set("products/117", "/name", r#""Rye""#).unwrap();
    stage
        .shop
        .set("products/117", "/variants/1171/price", r#""46.00""#)
        .unwrap();
    stage.backup();
    stage.shop.set("products/117", "/date_modified", "5").unwrap();
    stage.backup();
    let kept = stage.shop.everything()["products/117"].clone();
    stage.shop.remove("products/117");
    stage.backup();
    stage.shop.put("products/117", &kept).unwrap();
    stage.backup();
    let told: Vec<String> = stage
        .engine
        .version_summaries(SHOP, &key("products/117"))
        .unwrap()
        .iter()
        .map(|version| format!("{}: {}", version.version.backup, version.summary))
        .collect();
    assert_eq!(
        told,
        [
            "6: Back in the shop",
            "5: Gone from the shop",
            "3: Name Sourdough → Rye, 1 more",
            "2: Price 4.50 → 45.00",
            "1: First seen"
        ]
    );
    let unknown = stage.engine.version_summaries(SHOP, &key("products/999"));
    assert!(
        matches!(unknown, Err(EngineError::UnknownRecord(_))),
        "{unknown:?}"
    );
}

// S2.5.9, S2.6.5
#[test]
fn a_record_is_compared_with_the_shop_as_it_is() {
    let stage = Stage::new();
    stage.shop.set_currency("EUR");
    let good = stage.backup();
    let same = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, true)
        .unwrap();
    assert_eq!(
        (same.changed_fields, &same.offer),
        (0, &RestoreOffer::SameAsCurrent)
    );
    assert_eq!(same.json.counts().changes_only, 0);

    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage.shop.set("products/117", "/brand_id", "2").unwrap();
    // A reading of the last minute will do, unless a fresh one is asked for.
    let remembered = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, false)
        .unwrap();
    assert_eq!(remembered.changed_fields, 0);
    let found = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, true)
        .unwrap();
    assert_eq!((found.changed_fields, &found.offer), (2, &RestoreOffer::Possible));
    assert!(matches!(found.current, CurrentSide::Live(_)));
    let changed: Vec<String> = found
        .summary
        .iter()
        .filter(|row| row.difference != Difference::Same)
        .map(|row| {
            format!(
                "{}: {} -> {}",
                row.label,
                row.selected.as_ref().unwrap().text,
                row.current.as_ref().unwrap().text
            )
        })
        .collect();
    assert_eq!(
        changed,
        ["Brand: Old Mill -> New Mill", "Price: 4.50 EUR -> 45.00 EUR"]
    );
    let section = found
        .summary
        .iter()
        .find(|row| row.path == path("/categories/117,2/category_id"))
        .unwrap();
    assert_eq!(section.section.as_deref(), Some("Categories › Rye"));
    assert_eq!(section.current.as_ref().unwrap().text, "Rye");
}

// S2.7.4: any two moments are compared, whatever the shop has by now.
#[test]
fn a_record_is_compared_between_two_backups() {
    let stage = Stage::new();
    let first = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage.shop.put("brands/9", r#"{"id":9,"name":"New"}"#).unwrap();
    let second = stage.backup();
    stage.shop.set("products/117", "/price", r#""4.50""#).unwrap();
    stage.shop.remove("brands/9");
    let beside = |text: &str, selected, against| {
        stage
            .engine
            .compare_record_with(SHOP, &key(text), selected, against, true)
            .unwrap()
    };
    let price = |selected, against| {
        let found = beside("products/117", selected, against);
        let row = found
            .summary
            .iter()
            .find(|row| row.path == path("/price"))
            .unwrap();
        let text =
            |side: &Option<backstock_engine::record_view::ShownValue>| side.as_ref().unwrap().text.clone();
        (found.changed_fields, text(&row.selected), text(&row.current))
    };
    assert_eq!(price(first, second), (1, "4.50".to_owned(), "45.00".to_owned()));
    assert_eq!(price(second, first), (1, "45.00".to_owned(), "4.50".to_owned()));
    // What is offered is about the shop, which has what the first backup had.
    assert_eq!(
        beside("products/117", first, second).offer,
        RestoreOffer::SameAsCurrent
    );
    assert_eq!(
        beside("products/117", second, first).offer,
        RestoreOffer::Possible
    );

    let added = beside("brands/9", first, second);
    assert!(added.selected.deleted);
    assert_eq!(added.name, "New");
    assert!(
        added
            .summary
            .iter()
            .all(|row| row.difference == Difference::Added)
    );
    match beside("brands/9", second, first).current {
        CurrentSide::Backup(side) => assert_eq!((side.backup, side.deleted), (first, true)),
        other => panic!("{other:?}"),
    }
}

// S2.5.9, S2.6.7
#[test]
fn what_a_restore_writes_is_told_in_the_words_of_the_comparison() {
    let stage = Stage::new();
    stage.shop.set_currency("EUR");
    let good = stage.backup();
    for (field, value) in [
        ("/price", r#""45.00""#),
        ("/brand_id", "2"),
        ("/date_modified", "9"),
    ] {
        stage.shop.set("products/117", field, value).unwrap();
    }
    let found = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, true)
        .unwrap();
    let (_, plan) = stage.plan(good, &records(&["products/117"]));
    let mut words = stage.engine.shown_writes(SHOP).unwrap();
    for change in plan.records[0].writes() {
        let write = words.row(&found.description, &change).unwrap();
        let compared = found.summary.iter().find(|row| row.path == change.path).unwrap();
        assert_eq!(&write, compared, "{}", change.path);
    }
    // What changes by itself is no difference that an owner looks for.
    assert_eq!(found.changed_fields, 2);
}

// S2.6.7: a row that comes back whole is read like a sentence, and not like what a program keeps.
#[test]
fn a_row_that_is_written_as_a_whole_is_readable() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .set(
            "products/117",
            "/categories",
            r#"{"117,3":{"category_id":3,"product_id":117}}"#,
        )
        .unwrap();
    let (_, plan) = stage.plan(good, &records(&["products/117"]));
    let types = stage.engine.types(SHOP, None).unwrap();
    let products = types
        .iter()
        .find(|found| found.description.key == content_type("products"))
        .unwrap();
    let mut words = stage.engine.shown_writes(SHOP).unwrap();
    let rows: Vec<_> = plan.records[0]
        .writes()
        .iter()
        .map(|change| words.row(&products.description, change).unwrap())
        .collect();
    let text = |side: &Option<backstock_engine::record_view::ShownValue>| {
        side.as_ref().map(|value| value.text.clone()).unwrap_or_default()
    };
    let mut told: Vec<_> = rows
        .iter()
        .map(|row| (text(&row.current), text(&row.selected)))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            (String::new(), "Category: Rye".to_owned()),
            ("Category: Cakes".to_owned(), String::new())
        ]
    );
}

// S2.6.7: a field of a row says whose it is; of nine variants an owner wants to know which.
#[test]
fn a_field_of_a_row_says_of_which() {
    let stage = Stage::new();
    let good = stage.backup();
    for (field, value) in [("/categories/117,2/product_id", "118"), ("/price", r#""45.00""#)] {
        stage.shop.set("products/117", field, value).unwrap();
    }
    let product = key("products/117");
    let (_, plan) = stage.plan(good, &records(&["products/117"]));
    let compared = stage.engine.compare_record(SHOP, &product, good, true).unwrap();
    let record = &plan.records[0];
    let mut words = stage.engine.shown_writes(SHOP).unwrap();
    let mut section =
        |at: &str, content: &[&Document]| words.section(&compared.description, &product, &path(at), content);
    let of_row = Some("Categories › Rye".to_owned());
    let content = [record.after.as_ref().unwrap()];
    assert_eq!(section("/categories/117,2/product_id", &content), of_row);
    assert_eq!(section("/price", &content), None);
    assert_eq!(
        section("/categories/117,2", &content),
        None,
        "the row as a whole says it itself"
    );
    // Without its content, as in a conflict, the newest backup knows it.
    let mut words = stage.engine.shown_writes(SHOP).unwrap();
    let at = path("/categories/117,2/product_id");
    assert_eq!(words.section(&compared.description, &product, &at, &[]), of_row);
}

// S2.5.7, S2.5.8, S2.6.3, S2.6.5, S2.6.6
#[test]
fn the_restore_button_says_why_it_is_not_there() {
    let stage = Stage::new();
    let good = stage.backup();
    let offer = |text: &str, at: BackupNumber| {
        stage
            .engine
            .compare_record(SHOP, &key(text), at, true)
            .unwrap()
            .offer
    };
    stage.shop.set("settings/currency", "/value", r#""USD""#).unwrap();
    assert_eq!(
        offer("settings/currency", good),
        RestoreOffer::NotRestorable {
            reason: "Settings are changed in the shop itself.".to_owned()
        }
    );
    stage.shop.set("invoices/1", "/total", r#""0.00""#).unwrap();
    assert_eq!(offer("invoices/1", good), RestoreOffer::Locked);
    stage.shop.set("products/117", "/date_modified", "6").unwrap();
    assert_eq!(offer("products/117", good), RestoreOffer::SameAsCurrent);

    stage.shop.remove("products/118");
    let gone = stage
        .engine
        .compare_record(SHOP, &key("products/118"), good, true)
        .unwrap();
    assert!(matches!(gone.current, CurrentSide::Gone(_)));
    assert_eq!(gone.offer, RestoreOffer::Possible);
    assert!(
        gone.summary
            .iter()
            .all(|row| row.difference == Difference::Removed)
    );
    let without = stage.backup();
    assert_eq!(offer("products/118", without), RestoreOffer::SelectedIsDeleted);

    // A backup from before the record was made does not have it either.
    stage.shop.put("brands/9", r#"{"id":9,"name":"New"}"#).unwrap();
    stage.backup();
    assert_eq!(offer("brands/9", good), RestoreOffer::SelectedIsDeleted);

    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let lock = stage.engine.vault().lock(shop.id, "backup").unwrap();
    assert_eq!(offer("products/118", good), RestoreOffer::Busy);
    drop(lock);

    stage.shop.set_offline(true);
    stage.clock.advance(TimeDelta::minutes(2));
    let offline = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, false)
        .unwrap();
    assert_eq!(offline.offer, RestoreOffer::Offline);
    match offline.current {
        CurrentSide::Offline { why, .. } => assert_eq!(why.code, "shop_missing"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn after_a_restore_the_record_is_read_again() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    let before = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, true)
        .unwrap();
    assert_eq!(before.changed_fields, 1);
    stage.restore(good, &records(&["products/117"]));
    let after = stage
        .engine
        .compare_record(SHOP, &key("products/117"), good, false)
        .unwrap();
    assert_eq!(after.changed_fields, 0);
}

#[test]
fn a_search_finds_names_contents_and_what_is_gone() {
    let stage = Stage::new();
    stage
        .shop
        .set(
            "products/118",
            "/description",
            r#""<p>Dark, heavy and moist.</p>""#,
        )
        .unwrap();
    stage.backup();
    stage.shop.remove("products/118");
    stage.backup();
    let found = stage.engine.search(SHOP, "heavy", 10, &Cancel::new()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].key.to_string().as_str(), found[0].deleted),
        ("products/118", true)
    );
    let excerpt = stage.engine.excerpt(SHOP, &found[0], "heavy").unwrap().unwrap();
    assert!(excerpt.contains("Dark, heavy and moist."), "{excerpt}");
    let named = stage
        .engine
        .search(SHOP, "sourdough", 10, &Cancel::new())
        .unwrap();
    assert_eq!(named[0].key, key("products/117"));
    assert_eq!(stage.engine.excerpt(SHOP, &named[0], "sourdough").unwrap(), None);
}

// S2.6.2: what is restored afterwards is the version of the backup that stayed.
#[test]
fn a_deleted_backup_leaves_the_others_as_they_were() {
    let stage = Stage::new();
    let first = stage.backup();
    stage.shop.set("products/117", "/price", r#""5.00""#).unwrap();
    let second = stage.backup();
    stage.shop.set("products/117", "/price", r#""6.00""#).unwrap();
    let third = stage.backup();
    stage
        .engine
        .delete_backups(SHOP, &[second], &NoProgress, &Cancel::new())
        .unwrap();
    let price = |at: BackupNumber| {
        let document = stage
            .engine
            .document(SHOP, &key("products/117"), &Moment::Backup(at))
            .unwrap()
            .unwrap();
        document.to_node().unwrap().at(&path("/price")).unwrap().to_text()
    };
    assert_eq!(
        (price(first), price(third)),
        ("4.50".to_owned(), "6.00".to_owned())
    );
    assert!(
        stage
            .engine
            .document(SHOP, &key("products/117"), &Moment::Backup(second))
            .is_err()
    );
    stage.restore(first, &Choice::default());
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "4.50");
}
