//! Whatever happens to a store, then a restore over a line that is cut again and again.

use backstock_emulator::{Fault, When};
use backstock_engine::{EngineError, Patience};
use backstock_model::{Cancel, NoProgress};

use crate::stage::tries;
use crate::store_chance::{Chance, everything, hold_together, something, stage_of, state};
use crate::store_stage::SHOP;

// Issue 6: a line that is cut, a platform in trouble: nothing is there twice, and nothing is missing that was not told. 5,000
// of them with BACKSTOCK_FULL.
#[test]
fn whatever_the_line_does_nothing_is_there_twice_and_nothing_is_lost_in_silence() {
    for seed in 1..=u64::from(tries(2, 5_000)) {
        let stage = stage_of(seed);
        let before = stage.store.change(|shop| state(shop));
        stage.backup();
        stage.later(30);
        let mut chance = Chance(seed ^ 0xC4A0);
        for number in 0..5 {
            stage.store.change(|shop| something(shop, &mut chance, number));
        }
        stage.later(30);
        let (plan, _) = stage.plan(everything(&stage));
        stage.store.chaos(seed, 60);
        // Once in a while the answer to what makes a record is what is lost.
        stage.store.fault(When::next().method("POST"), Fault::CutAfter);
        let engine = stage.engine.clone().with_patience(Patience {
            between: std::time::Duration::ZERO,
            total: std::time::Duration::ZERO,
        });
        let mut outcome = engine.carry_out(SHOP, plan, None, &NoProgress, &Cancel::new());
        stage.store.forgive();
        while let Err(error) = &outcome {
            let run = match error {
                EngineError::ShopAway { run, .. } | EngineError::RunStopped { run, .. } => *run,
                // Nothing was begun.
                _ => break,
            };
            if !stage
                .engine
                .interrupted(SHOP)
                .unwrap()
                .iter()
                .any(|left| left.id == run)
            {
                break;
            }
            outcome = stage.engine.resume(SHOP, run, &NoProgress, &Cancel::new());
        }
        // What was told not to have gone well, a second look finds, and a second restore mends.
        let (plan, _) = stage.plan(everything(&stage));
        let again = stage
            .engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(again.failed, 0, "seed {seed}: {:#?}", again.failures);
        stage.later(1);
        let after = stage.store.change(|shop| state(shop));
        hold_together(&before, &after, &(seed, &outcome));
        if let Ok(first) = &outcome
            && first.failed == 0
        {
            assert_eq!(again.succeeded, 0, "seed {seed}: lost without a word");
        }
    }
}
