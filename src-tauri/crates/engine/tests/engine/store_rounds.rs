//! A backup, then whatever happens to a store, then a restore: the store is as it was, but for what is published as not restorable.

use std::time::Duration;

use backstock_emulator::{Fault, When};
use backstock_model::{Cancel, NoProgress};

use crate::stage::tries;
use crate::store_chance::{Chance, everything, hold_together, something, stage_of, state};
use crate::store_stage::SHOP;

/// What goes wrong on the way and passes by itself.
const FAULTS: &[Fault] = &[
    Fault::TooMany,
    Fault::TooManyWithoutHeaders,
    Fault::Slow(Duration::from_millis(1)),
];

// S2.7.4, S2.8.1, issue 6: 200 of them with BACKSTOCK_FULL.
#[test]
fn whatever_happened_to_a_store_a_restore_takes_back() {
    for seed in 1..=u64::from(tries(4, 200)) {
        let stage = stage_of(seed);
        let before = stage.store.change(|shop| state(shop));
        stage.backup();
        stage.later(30);
        let mut chance = Chance(seed);
        let mut done = vec![format!("seed {seed}")];
        for number in 0..12 {
            done.push(stage.store.change(|shop| something(shop, &mut chance, number)));
        }
        stage.later(30);
        let mails = stage.store.mails().len();
        let (plan, _) = stage.plan(everything(&stage));
        for fault in FAULTS {
            let skipped = u64::try_from(chance.below(20)).unwrap();
            stage.store.fault(When::next().after(skipped), fault.clone());
        }
        // What makes a record is never sent twice, so only what changes one may break.
        let broken = When::next()
            .method("PUT")
            .after(u64::try_from(chance.below(4)).unwrap());
        stage.store.fault(broken, Fault::Status(503));
        let outcome = stage
            .engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(outcome.failed, 0, "{:#?}\nafter {done:#?}", outcome.failures);
        stage.later(1);
        let after = stage.store.change(|shop| state(shop));
        hold_together(&before, &after, &done);
        assert_eq!(stage.store.mails().len(), mails, "somebody was mailed: {done:#?}");
        assert!(stage.store.wiped().is_empty(), "{done:#?}");
    }
}
