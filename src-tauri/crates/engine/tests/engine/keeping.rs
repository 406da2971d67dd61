//! Backups that go and backups that stay.

use backstock_engine::EngineError;
use backstock_engine::keeping::{KeepRule, KeepSetting, Kept};
use backstock_model::{BackupNumber, Cancel, NoProgress};
use chrono::TimeDelta;

use crate::stage::{SHOP, Stage, records};

const KEEP_ONE: KeepRule = KeepRule::Last { backups: 1 };

fn numbers(stage: &Stage) -> Vec<u64> {
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let backups = stage.engine.vault().backups(shop.id).unwrap();
    backups.iter().map(|backup| backup.number.0).collect()
}

fn sell(stage: &Stage, price: &str) -> BackupNumber {
    stage
        .shop
        .set("products/117", "/price", &format!("{price:?}"))
        .unwrap();
    stage.backup()
}

#[test]
fn the_preview_says_what_goes_and_the_deleting_does_it() {
    let stage = Stage::new();
    for price in ["4.50", "4.60", "4.70", "4.80"] {
        sell(&stage, price);
    }
    let plan = stage.engine.plan_pruning(SHOP, KEEP_ONE).unwrap();
    assert_eq!(plan.going(), [BackupNumber(2), BackupNumber(3)]);
    assert!(plan.freed > 0);
    assert_eq!(numbers(&stage), [4, 3, 2, 1], "a preview deletes nothing");
    let pruned = stage
        .engine
        .prune(SHOP, KEEP_ONE, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(pruned.deleted, plan.going());
    assert_eq!(numbers(&stage), [4, 1]);
    let found = stage.engine.verify(None, &NoProgress, &Cancel::new()).unwrap();
    assert_eq!(found.problems, []);
}

#[test]
fn nothing_goes_by_itself_until_the_owner_says_so() {
    let stage = Stage::new();
    assert_eq!(stage.engine.keeping(SHOP).unwrap(), KeepSetting::default());
    for price in ["4.50", "4.60", "4.70"] {
        sell(&stage, price);
    }
    let rule = KeepSetting {
        rule: KEEP_ONE,
        automatic: false,
    };
    stage.engine.set_keeping(SHOP, rule).unwrap();
    sell(&stage, "4.80");
    assert_eq!(numbers(&stage), [4, 3, 2, 1]);
    stage
        .engine
        .set_keeping(
            SHOP,
            KeepSetting {
                automatic: true,
                ..rule
            },
        )
        .unwrap();
    assert_eq!(numbers(&stage), [4, 3, 2, 1], "setting a rule deletes nothing");
    stage.shop.set("products/117", "/price", "\"4.90\"").unwrap();
    let outcome = stage.backup_outcome();
    assert_eq!(
        outcome.pruned.deleted,
        [BackupNumber(2), BackupNumber(3), BackupNumber(4)]
    );
    assert_eq!(numbers(&stage), [5, 1]);
}

#[test]
fn a_pinned_backup_stays_and_cannot_be_chosen() {
    let stage = Stage::new();
    for price in ["4.50", "4.60", "4.70", "4.80"] {
        sell(&stage, price);
    }
    stage
        .engine
        .pin_backup(SHOP, BackupNumber(2), true, Some("Before the fair"))
        .unwrap();
    let plan = stage.engine.plan_pruning(SHOP, KEEP_ONE).unwrap();
    assert_eq!(plan.going(), [BackupNumber(3)]);
    let refused = stage.engine.delete_backups(
        SHOP,
        &[BackupNumber(3), BackupNumber(2)],
        &NoProgress,
        &Cancel::new(),
    );
    assert!(matches!(
        refused,
        Err(EngineError::BackupKept {
            backup: BackupNumber(2),
            kept: Kept::Pinned
        })
    ));
    assert_eq!(numbers(&stage), [4, 3, 2, 1], "one is refused, none is deleted");
}

#[test]
fn a_restore_that_can_be_undone_keeps_its_safety_backup() {
    let stage = Stage::new();
    let good = sell(&stage, "4.50");
    sell(&stage, "9.99");
    let outcome = stage.restore(good, &records(&["products/117"]));
    for price in ["4.60", "4.70"] {
        sell(&stage, price);
    }
    stage.clock.advance(TimeDelta::days(40));
    let safety = stage.engine.run(SHOP, outcome.run).unwrap().safety.unwrap();
    let kept = |stage: &Stage| {
        let plan = stage.engine.plan_pruning(SHOP, KEEP_ONE).unwrap();
        plan.backups
            .into_iter()
            .find(|(backup, _)| backup.number == safety)
            .unwrap()
            .1
    };
    assert_eq!(kept(&stage), Some(Kept::NeededByRun));
    let refused = stage
        .engine
        .delete_backups(SHOP, &[safety], &NoProgress, &Cancel::new());
    assert!(matches!(refused, Err(EngineError::BackupKept { .. })));
    stage.undo(outcome.run);
    stage.clock.advance(TimeDelta::days(40));
    assert_eq!(kept(&stage), None);
}

#[test]
fn stopped_in_between_the_others_stand() {
    let stage = Stage::new();
    for price in ["4.50", "4.60", "4.70", "4.80"] {
        sell(&stage, price);
    }
    let cancel = Cancel::new();
    cancel.ask();
    let stopped = stage.engine.prune(SHOP, KEEP_ONE, &NoProgress, &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)));
    assert_eq!(numbers(&stage), [4, 3, 2, 1]);
}

#[test]
fn what_takes_the_room_is_told_by_type_and_by_backup() {
    let stage = Stage::new();
    for price in ["4.50", "4.60"] {
        sell(&stage, price);
    }
    let storage = stage.engine.storage(SHOP).unwrap();
    assert!(storage.free > 0 && storage.vault > 0);
    assert_eq!(storage.other_shops, 0);
    assert_eq!(storage.full_in_weeks, None, "too little is known");
    let of_products = storage
        .room
        .types
        .iter()
        .find(|of_type| of_type.content_type.as_str() == "products")
        .unwrap();
    assert!(of_products.bytes > 0);
    let [first, second] = storage.room.backups.as_slice() else {
        panic!("{storage:?}");
    };
    assert!(first.bytes > second.bytes && second.bytes > 0);
}

// T10: who may only look may back up, and nothing is taken away by it.
#[test]
fn nothing_goes_while_the_vault_is_open_for_viewing_only() {
    let stage = Stage::new();
    for price in ["4.50", "4.60", "4.70"] {
        sell(&stage, price);
    }
    let rule = KeepSetting {
        rule: KEEP_ONE,
        automatic: true,
    };
    stage.engine.set_keeping(SHOP, rule).unwrap();
    stage.engine.begin_view_only().unwrap();
    sell(&stage, "4.80");
    assert_eq!(numbers(&stage), [4, 3, 2, 1]);
}

// T3: a clock that was set years ahead for one night makes every backup old; nothing goes before the owner has looked.
#[test]
fn a_clock_that_leapt_deletes_nothing_by_itself() {
    let stage = Stage::new();
    let thin_out = KeepRule::ThinOut {
        all_days: 1,
        daily_days: 2,
        weekly_weeks: 1,
    };
    let setting = KeepSetting {
        rule: thin_out,
        automatic: true,
    };
    for price in ["4.50", "4.60", "4.70"] {
        sell(&stage, price);
    }
    stage.engine.set_keeping(SHOP, setting).unwrap();
    stage.clock.advance(TimeDelta::days(6 * 365));
    sell(&stage, "4.80");
    sell(&stage, "4.90");
    assert_eq!(numbers(&stage), [5, 4, 3, 2, 1]);
    assert!(stage.engine.keeping_waits(SHOP).unwrap());
    // The clock is right again, and the doubt stays until somebody has looked.
    stage.clock.advance(TimeDelta::days(-6 * 365));
    sell(&stage, "5.00");
    assert_eq!(numbers(&stage), [6, 5, 4, 3, 2, 1]);
    stage.engine.set_keeping(SHOP, setting).unwrap();
    assert!(!stage.engine.keeping_waits(SHOP).unwrap());
    for price in ["5.10", "5.20", "5.30"] {
        sell(&stage, price);
    }
    assert!(numbers(&stage).len() < 9, "{:?}", numbers(&stage));
}

// F20: a slip of the pen does not cost the history.
#[test]
fn a_rule_that_names_nothing_to_keep_is_refused() {
    let stage = Stage::new();
    stage.backup();
    let empty = KeepRule::ThinOut {
        all_days: 0,
        daily_days: 0,
        weekly_weeks: 0,
    };
    let set = |rule, automatic| stage.engine.set_keeping(SHOP, KeepSetting { rule, automatic });
    for (rule, automatic) in [
        (empty, false),
        (empty, true),
        (KeepRule::Last { backups: 0 }, true),
    ] {
        assert!(
            matches!(set(rule, automatic), Err(EngineError::KeepsNothing)),
            "{rule:?}"
        );
    }
    let pruned = stage.engine.prune(SHOP, empty, &NoProgress, &Cancel::new());
    assert!(matches!(pruned, Err(EngineError::KeepsNothing)));
    assert!(matches!(
        stage.engine.plan_pruning(SHOP, empty),
        Err(EngineError::KeepsNothing)
    ));
    set(KeepRule::Last { backups: 1 }, true).unwrap();
}
