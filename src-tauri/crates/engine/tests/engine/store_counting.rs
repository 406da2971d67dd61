//! How many calls a backup takes, and how long the quota makes it wait. Time is the emulator's, so nothing is waited for.

use std::time::Duration;

use backstock_emulator::{Options, Plan, Size};
use backstock_rest::Timer;
use serde_json::json;

use crate::store_stage::Stage;

/// What the store allows in half a minute, and the share of it that is ours.
const IN_A_WINDOW: u64 = 150;
const OURS: u64 = IN_A_WINDOW * 3 / 4;
const WINDOW: Duration = Duration::from_secs(30);

fn is_full() -> bool {
    std::env::var_os("BACKSTOCK_FULL").is_some_and(|value| value == "1")
}

/// Calls of the platform's interface; pictures come from another place and are not counted by it.
fn calls(stage: &Stage) -> u64 {
    let log = stage.store.log();
    log.iter().filter(|call| !call.path.starts_with("/cdn/")).count() as u64
}

// Issue 6: 5,000 products, 30,000 orders and 20,000 customers with BACKSTOCK_FULL, a tenth of it otherwise.
#[test]
fn a_backup_takes_no_more_calls_and_no_longer_than_the_quota_wants() {
    let part = if is_full() { 1 } else { 10 };
    let size = Size {
        products: 5_000 / part,
        customers: 20_000 / part,
        orders: 30_000 / part,
        ..Size::large()
    };
    let stage = Stage::with(Options {
        size: size.clone(),
        plan: Plan::STANDARD,
        ..Options::default()
    });
    // As many orders as come in a month are recent: these are read with all that hangs on them.
    stage.store.change(|shop| {
        for order in shop
            .ids_of("orders")
            .into_iter()
            .rev()
            .take(size.orders as usize / 24)
        {
            shop.edit("orders", order, json!({ "staff_notes": "Seen" }));
        }
    });
    stage.later(60);
    let began = stage.time.now();
    stage.store.clear_log();
    stage.backup();
    let (first, took) = (calls(&stage), stage.time.now() - began);
    let took = took.to_std().unwrap();
    let least = WINDOW * u32::try_from(first.div_ceil(OURS)).unwrap();
    assert!(
        took.as_secs_f64() <= least.as_secs_f64() * 1.1,
        "{first} calls took {took:?}, and at least {least:?}"
    );

    // One in a hundred changes.
    stage.later(60);
    stage.store.change(|shop| {
        for (collection, field) in [
            ("products", "description"),
            ("customers", "company"),
            ("orders", "staff_notes"),
        ] {
            for id in shop.ids_of(collection).into_iter().step_by(100) {
                shop.edit(collection, id, json!({ field: "Changed" }));
            }
        }
    });
    stage.later(60);
    stage.store.clear_log();
    let second = stage.backup();
    let again = calls(&stage);
    let changed: u64 = second.types.iter().map(|(_, counts)| counts.updated).sum();
    println!(
        "first backup: {first} calls, {took:?} at {IN_A_WINDOW} calls in {WINDOW:?} with a quarter left to others \
         (at least {least:?}); second backup, {changed} records changed: {again} calls"
    );
    assert_eq!(
        changed,
        (size.products + size.customers + size.orders).div_ceil(100),
        "the second backup did not see what changed"
    );
    // A content type is at least one call, and a group of settings, too: that many are asked for if nothing changed at all. In a
    // large store they are less than two in a hundred.
    let least = 65;
    assert!(
        again <= least + changed / 10,
        "{again} calls after {first}, for {changed} records"
    );
    if is_full() {
        assert!(again * 50 < first, "{again} calls after {first}");
    }
}
