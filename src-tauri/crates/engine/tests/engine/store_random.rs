//! Whatever happens to a store, then a restore over a line that is cut again and again.

use backstock_emulator::{Fault, When};
use backstock_engine::{EngineError, Patience};
use backstock_model::{Cancel, NoProgress, Plan, diff};

use crate::stage::tries;
use crate::store_chance::{Chance, everything, hold_together, something, stage_of, state};
use crate::store_stage::SHOP;

/// What a plan still has to do, and to which fields.
fn left(plan: &Plan) -> Vec<String> {
    let node = |document: &Option<backstock_model::Document>| Some(document.as_ref()?.to_node().unwrap());
    let fields = |record: &backstock_model::PlannedRecord| {
        let changes = diff(node(&record.before).as_ref(), node(&record.after).as_ref());
        changes
            .iter()
            .map(|change| change.path.to_string())
            .collect::<Vec<_>>()
    };
    let records = plan.records.iter();
    records
        .map(|record| format!("{}: {:?}", record.key, fields(record)))
        .collect()
}

fn round(seed: u64) {
    let stage = stage_of(seed);
    let before = stage.store.change(|shop| state(shop));
    stage.backup();
    stage.later(30);
    let mut chance = Chance(seed ^ 0xC4A0);
    let done: Vec<String> = (0..5)
        .map(|number| stage.store.change(|shop| something(shop, &mut chance, number)))
        .collect();
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
        let interrupted = stage.engine.interrupted(SHOP).unwrap();
        if !interrupted.iter().any(|left| left.id == run) {
            break;
        }
        outcome = stage.engine.resume(SHOP, run, &NoProgress, &Cancel::new());
    }
    // What was told not to have gone well, a second look finds, and a second restore mends.
    let (plan, shown) = stage.plan(everything(&stage));
    let again = stage.carry_out(plan);
    let told = (seed, done, left(&shown), &outcome);
    assert_eq!(again.failed, 0, "{:#?}\n{told:#?}", again.failures);
    stage.later(1);
    let after = stage.store.change(|shop| state(shop));
    hold_together(&before, &after, &told);
    if outcome.as_ref().is_ok_and(|first| first.failed == 0) {
        assert_eq!(again.succeeded, 0, "lost without a word: {told:#?}");
    }
}

// Issue 6: a line that is cut, a platform in trouble: nothing is there twice, and nothing is missing that was not told. 5,000
// of them with BACKSTOCK_FULL, as many at a time as there are processors.
#[test]
fn whatever_the_line_does_nothing_is_there_twice_and_nothing_is_lost_in_silence() {
    let count = u64::from(tries(2, 5_000));
    let at_a_time = std::thread::available_parallelism().map_or(1, |number| number.get() as u64);
    std::thread::scope(|scope| {
        for first in 1..=at_a_time.min(count) {
            scope.spawn(move || (first..=count).step_by(at_a_time as usize).for_each(round));
        }
    });
}
