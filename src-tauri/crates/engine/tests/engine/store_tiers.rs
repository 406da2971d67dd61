//! What a store hands over order by order only: read of those that matter now, of the others bit by bit.

use backstock_emulator::{Fault, Id, Options, Size, When};
use backstock_engine::{LeftOutOfBackup, Moment};
use backstock_model::{BackupNumber, Cancel, ContentType};
use chrono::{DateTime, Duration, Utc};
use serde_json::json;

use crate::store_stage::{SHOP, Stage};

const ORDERS: u64 = 120;

/// A store of which ten orders changed a moment ago.
fn stage() -> Stage {
    let stage = Stage::with(Options {
        size: Size {
            orders: ORDERS,
            ..Size::small()
        },
        ..Options::default()
    });
    stage.store.change(|shop| {
        for order in shop.ids_of("orders").into_iter().rev().take(10) {
            shop.edit("orders", order, json!({ "staff_notes": "Seen" }));
        }
    });
    stage.later(20);
    stage
}

/// Orders that changed in the last thirty days.
fn recent(stage: &Stage) -> Vec<Id> {
    let lately: DateTime<Utc> = backstock_rest::Timer::now(&*stage.time) - Duration::days(30);
    stage.store.change(|shop| {
        shop.ids_of("orders")
            .into_iter()
            .filter(|id| {
                let order = shop.record("orders", id.clone()).unwrap();
                let changed = DateTime::parse_from_rfc2822(order["date_modified"].as_str().unwrap()).unwrap();
                changed >= lately
            })
            .collect()
    })
}

fn details(stage: &Stage) -> u64 {
    let types = stage.engine.overview(SHOP).unwrap().types;
    let found = types
        .iter()
        .find(|stored| stored.description.key.as_str() == "order_details");
    found.unwrap().records
}

fn told(left_out: &[LeftOutOfBackup]) -> Option<String> {
    let of_details = left_out
        .iter()
        .find(|left| left.label == "Order details" && !left.always);
    of_details.map(|left| left.what.clone())
}

/// Whether an owner reads that payments are missing.
fn lacks_payments(left_out: &[LeftOutOfBackup]) -> bool {
    left_out.iter().any(|left| {
        left.label == "Order details"
            && left.what.starts_with("Transactions could not be read")
            && !left.always
    })
}

/// The details of an order as a backup has them.
fn details_at(stage: &Stage, order: &Id, backup: u64) -> String {
    let key = crate::store_stage::key_of(&format!("order_details/{order}"));
    let kept = stage
        .engine
        .document(SHOP, &key, &Moment::Backup(BackupNumber(backup)))
        .unwrap();
    kept.unwrap().to_string()
}

fn write_to_the_shop(stage: &Stage, order: &Id, subject: &str) {
    stage.store.change(|shop| {
        shop.add(
            "order_messages",
            json!({
                "order_id": order.value(), "staff_id": 0, "customer_id": 0, "type": "message", "subject": subject,
                "message": "Where is it?", "status": "unread", "is_flagged": false, "customer": {}
            }),
        )
        .unwrap();
    });
}

/// Calls for a part of single orders.
fn asked(stage: &Stage) -> usize {
    let log = stage.store.log();
    log.iter().filter(|call| call.path.ends_with("/messages")).count()
}

// S2.4.1: the first backup is usable early, the next ones fill in what is older, and what is known is not asked for again.
#[test]
fn recent_orders_are_read_deeply_and_older_ones_bit_by_bit() {
    let stage = stage();
    let recent = recent(&stage);
    assert!(
        !recent.is_empty() && (recent.len() as u64) < ORDERS / 2,
        "{}",
        recent.len()
    );
    stage.store.clear_log();
    let first = stage.backup();
    assert_eq!(details(&stage), recent.len() as u64);
    assert_eq!(asked(&stage), recent.len());
    let older = ORDERS - recent.len() as u64;
    assert!(
        told(&first.left_out)
            .unwrap()
            .starts_with(&format!("{older} older ones are still to be read")),
        "{:?}",
        first.left_out
    );
    let shown = stage.document(&format!("order_details/{}", recent[0])).unwrap();
    assert!(shown.to_string().contains("\"transactions\""), "{shown}");

    // The same day: nothing changed, so nothing is asked for.
    stage.later(60);
    stage.store.clear_log();
    let second = stage.backup();
    assert_eq!((asked(&stage), details(&stage)), (0, recent.len() as u64));
    assert_eq!(told(&second.left_out), told(&first.left_out));

    // The next day's first one reads of the older ones, too; here all there are.
    stage.later(24 * 60);
    stage.store.clear_log();
    let third = stage.backup();
    assert_eq!((asked(&stage) as u64, details(&stage)), (older, ORDERS));
    assert_eq!(told(&third.left_out), None);
}

// S2.4.1: an order that is sent has other details, one that only got a note has not.
#[test]
fn details_are_read_again_when_the_order_says_that_they_changed() {
    let stage = stage();
    let recent = recent(&stage);
    stage.backup();
    stage.later(60);
    let (sent, noted) = (recent[0].clone(), recent[1].clone());
    stage.store.change(|shop| {
        let address = shop
            .ids_of("order_addresses")
            .into_iter()
            .find(|id| shop.record("order_addresses", id.clone()).unwrap()["order_id"] == sent.value())
            .unwrap();
        shop.add(
            "order_shipments",
            json!({
                "order_id": sent.value(), "order_address_id": address.value(), "tracking_number": "HT-4711",
                "comments": "", "items": []
            }),
        );
        shop.edit(
            "orders",
            sent.clone(),
            json!({ "status_id": 2, "items_shipped": 3 }),
        );
        shop.edit("orders", noted.clone(), json!({ "staff_notes": "Rang the bell" }));
    });
    stage.store.clear_log();
    stage.later(60);
    stage.backup();
    assert_eq!(asked(&stage), 1);
    let key = crate::store_stage::key_of(&format!("order_details/{sent}"));
    let kept = stage
        .engine
        .document(SHOP, &key, &Moment::Backup(BackupNumber(2)))
        .unwrap()
        .unwrap();
    assert!(kept.to_string().contains("HT-4711"), "{kept}");

    // A comparison with the store as it is asks for what is new there, and for nothing that is known.
    stage.store.clear_log();
    let details = ContentType::new("order_details");
    let compared = stage
        .engine
        .compare(
            SHOP,
            &Moment::Backup(BackupNumber(2)),
            &Moment::Live,
            Some(&details),
            false,
            &Cancel::new(),
        )
        .unwrap();
    let changes: u64 = compared
        .types
        .iter()
        .map(|changes| changes.added + changes.updated + changes.deleted)
        .sum();
    assert_eq!((changes, asked(&stage)), (0, 0));
}

// S2.0.4, decisions/0043: what was refused is owed. Every backup says so, and the first one that gets it has it.
#[test]
fn parts_that_were_refused_are_told_until_they_are_handed_over() {
    let stage = stage();
    let recent = recent(&stage);
    stage
        .store
        .fault(When::next().path("/transactions").always(), Fault::Status(403));
    let first = stage.backup();
    assert!(lacks_payments(&first.left_out), "{:?}", first.left_out);
    assert!(!details_at(&stage, &recent[0], 1).contains("\"transactions\""));

    // The same day: all of them come out of the vault, and lack it there.
    stage.later(60);
    let second = stage.backup();
    assert!(lacks_payments(&second.left_out), "{:?}", second.left_out);

    // Still refused on the next day: nobody asks for everything of each of them again.
    stage.later(24 * 60);
    stage.store.clear_log();
    let third = stage.backup();
    assert!(lacks_payments(&third.left_out), "{:?}", third.left_out);
    let older = ORDERS - recent.len() as u64;
    assert!(
        (older..older + 4).contains(&(asked(&stage) as u64)),
        "{}",
        asked(&stage)
    );

    stage.store.forgive();
    stage.later(24 * 60);
    let fourth = stage.backup();
    assert!(!lacks_payments(&fourth.left_out), "{:?}", fourth.left_out);
    assert!(details_at(&stage, &recent[0], 4).contains("\"transactions\""));
    stage.later(24 * 60);
    stage.store.clear_log();
    stage.backup();
    assert_eq!(asked(&stage), 0);
}

// S2.0.4: parts of an earlier backup stand in for those that are refused while the order changes, and do not stay for good.
#[test]
fn parts_that_were_refused_once_do_not_stay_as_they_were() {
    let stage = stage();
    let order = recent(&stage)[0].clone();
    stage.backup();
    stage.later(24 * 60);
    write_to_the_shop(&stage, &order, "Late");
    stage
        .store
        .change(|shop| shop.edit("orders", order.clone(), json!({ "status_id": 9 })));
    stage
        .store
        .fault(When::next().path("/messages").always(), Fault::Status(403));
    let is_told = |left_out: &[LeftOutOfBackup]| {
        left_out
            .iter()
            .any(|left| left.label == "Order details" && left.what.starts_with("Messages could not be read"))
    };
    assert!(is_told(&stage.backup().left_out));
    stage.later(60);
    assert!(is_told(&stage.backup().left_out));
    stage.store.forgive();
    stage.later(24 * 60);
    assert!(!is_told(&stage.backup().left_out));
    assert!(details_at(&stage, &order, 4).contains("Late"));
}

// S2.4.1: what came to an order without its own fields saying so is found with the next day's first backup, and asked for once.
#[test]
fn details_of_orders_that_changed_lately_are_looked_at_once_a_day() {
    let stage = stage();
    let recent = recent(&stage);
    let (written, noted) = (recent[0].clone(), recent[1].clone());
    stage.backup();
    stage.later(60);
    write_to_the_shop(&stage, &written, "Where is my tea?");
    stage.store.change(|shop| {
        for order in [&written, &noted] {
            shop.edit("orders", order.clone(), json!({ "staff_notes": "Rang" }));
        }
    });
    stage.later(24 * 60);
    stage.store.clear_log();
    stage.backup();
    let older = ORDERS - recent.len() as u64;
    assert_eq!(asked(&stage) as u64, older + 2);
    assert!(details_at(&stage, &written, 2).contains("Where is my tea?"));

    stage.later(24 * 60);
    stage.store.clear_log();
    stage.backup();
    assert_eq!(asked(&stage), 0);
}

// S2.4.1: a store that sold nothing for a month has older orders all the same.
#[test]
fn older_details_are_read_although_nothing_was_sold_lately() {
    let stage = Stage::with(Options {
        size: Size {
            orders: ORDERS,
            ..Size::small()
        },
        ..Options::default()
    });
    stage.later(60 * 24 * 60);
    assert!(recent(&stage).is_empty());
    stage.backup();
    assert_eq!(details(&stage), 0);
    stage.later(24 * 60);
    stage.backup();
    assert_eq!(details(&stage), ORDERS);
}

// S2.0.4: a platform that hands over shorter pages than it was asked for has more of them.
#[test]
fn an_order_with_many_messages_has_all_of_them() {
    let stage = stage();
    stage.store.set(|quirks| quirks.order_parts_in_a_page = 50);
    let order = recent(&stage)[0].clone();
    for number in 1..=60 {
        write_to_the_shop(&stage, &order, &format!("Letter {number}."));
    }
    stage.backup();
    let kept = details_at(&stage, &order, 1);
    for number in 1..=60 {
        assert!(kept.contains(&format!("Letter {number}.")), "{number}: {kept}");
    }
}
