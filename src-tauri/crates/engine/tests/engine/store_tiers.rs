//! What a store hands over order by order only: read of those that matter now, of the others bit by bit.

use backstock_emulator::{Id, Options, Size};
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
