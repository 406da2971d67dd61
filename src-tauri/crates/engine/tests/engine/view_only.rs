//! Somebody who may look and must not touch.

use backstock_engine::{EngineError, Proof};
use backstock_model::{Cancel, Choice, NoProgress, Secret};

use crate::stage::{SHOP, Stage};

// T10
#[test]
fn nothing_is_restored_undone_or_left_while_viewing_only() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &Choice::default());
    let restored = stage.carry_out(plan);
    let (again, _) = stage.plan(good, &Choice::default());
    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, restored.run, &NoProgress, &Cancel::new())
        .unwrap();
    let before = stage.shop.everything();

    stage.engine.begin_view_only().unwrap();
    assert!(stage.engine.is_view_only().unwrap());
    for plan in [again, undo] {
        let refused = stage
            .engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new());
        assert!(matches!(refused, Err(EngineError::ViewOnly)), "{refused:?}");
    }
    let refused = stage
        .engine
        .resume(SHOP, restored.run, &NoProgress, &Cancel::new());
    assert!(matches!(refused, Err(EngineError::ViewOnly)));
    assert!(matches!(
        stage.engine.leave(SHOP, restored.run),
        Err(EngineError::ViewOnly)
    ));
    assert_eq!(stage.shop.everything(), before);
    // Looking goes on, and so do backups.
    stage.backup();
    stage.plan(good, &Choice::default());

    // Only whoever has a key gets out.
    let wrong = Secret::new("guessed".to_owned());
    assert!(stage.engine.end_view_only(&Proof::Passphrase(&wrong)).is_err());
    assert!(stage.engine.is_view_only().unwrap());
    stage
        .engine
        .vault()
        .set_passphrase(&Secret::new("correct horse".to_owned()))
        .unwrap();
    assert!(stage.engine.end_view_only(&Proof::Passphrase(&wrong)).is_err());
    let right = Secret::new("correct horse".to_owned());
    stage.engine.end_view_only(&Proof::Passphrase(&right)).unwrap();
    assert!(!stage.engine.is_view_only().unwrap());
    assert_eq!(stage.carry_out(again).failed, 0);
}
