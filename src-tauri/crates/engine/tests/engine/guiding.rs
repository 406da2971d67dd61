//! Records that cannot be written to the shop are put right by hand, step by step.

use backstock_engine::{EngineError, GuideStatus, StepKind};

use crate::stage::{SHOP, Stage, key};

// S2.6.3, S2.7.7, S2.7.12, T8
#[test]
fn a_setting_is_put_right_by_hand_and_the_shop_is_read_again() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("settings/currency", "/value", "\"USD\"").unwrap();
    let guide = stage
        .engine
        .start_guide(SHOP, &key("settings/currency"), good)
        .unwrap();
    assert_eq!(guide.status, GuideStatus::Progressing);
    assert_eq!(
        guide.reason.as_deref(),
        Some("Settings are changed in the shop itself.")
    );
    let [step] = guide.steps.as_slice() else {
        panic!("{guide:?}");
    };
    assert_eq!((step.kind, step.label.as_str()), (StepKind::Enter, "Value"));
    assert_eq!(
        (step.now.as_deref(), step.wanted.as_deref()),
        (Some("USD"), Some("EUR"))
    );

    // Ticked off and not done is not done.
    stage.engine.tick_guide(SHOP, guide.guide, 0, true).unwrap();
    let checked = stage.engine.check_guide(SHOP, guide.guide).unwrap();
    assert_eq!(
        (checked.status, checked.steps[0].is_right),
        (GuideStatus::Progressing, Some(false))
    );

    // The owner types it in; the guide survives until then.
    stage.shop.set("settings/currency", "/value", "\"EUR\"").unwrap();
    let checked = stage.engine.check_guide(SHOP, guide.guide).unwrap();
    assert_eq!(
        (checked.status, checked.steps[0].is_right),
        (GuideStatus::Done, Some(true))
    );
    assert!(checked.steps[0].ticked && checked.finished.is_some());
    assert_eq!(stage.engine.guides(SHOP).unwrap(), [checked]);
    assert!(matches!(
        stage.engine.start_guide(SHOP, &key("settings/currency"), good),
        Err(EngineError::NothingToGuide(_))
    ));
    assert_eq!(stage.shop.take_seen(), [], "nothing is ever written by it");
}

// T8: a record that is gone is made by hand, and found again under the id the shop gives it.
#[test]
fn a_record_made_anew_by_hand_is_found_by_its_values() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.remove("settings/currency");
    let guide = stage
        .engine
        .start_guide(SHOP, &key("settings/currency"), good)
        .unwrap();
    let kinds: Vec<StepKind> = guide.steps.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [StepKind::Create, StepKind::Enter, StepKind::Enter]);
    let open = stage.engine.check_guide(SHOP, guide.guide).unwrap();
    assert!(open.steps.iter().all(|step| step.is_right == Some(false)));

    stage
        .shop
        .put("settings/77", r#"{"name":"currency","value":"EUR"}"#)
        .unwrap();
    let done = stage.engine.check_guide(SHOP, guide.guide).unwrap();
    assert_eq!(
        (done.status, done.new_id.as_deref()),
        (GuideStatus::Done, Some("77"))
    );
}

// T8: the id that the shop gives is right, however often it is looked at; what else is there by chance is not.
#[test]
fn a_record_made_anew_stays_right_until_it_is_changed() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.remove("brands/1");
    let guide = stage.engine.start_guide(SHOP, &key("brands/1"), good).unwrap();
    stage
        .shop
        .put("brands/9", r#"{"id":9,"name":"Old Mill"}"#)
        .unwrap();
    for looked in 1..=2 {
        let done = stage.engine.check_guide(SHOP, guide.guide).unwrap();
        assert_eq!(
            (done.status, done.new_id.as_deref()),
            (GuideStatus::Done, Some("9")),
            "looked at {looked}"
        );
    }
    stage.shop.set("brands/9", "/name", r#""New""#).unwrap();
    let spoilt = stage.engine.check_guide(SHOP, guide.guide).unwrap();
    assert_eq!(spoilt.status, GuideStatus::Progressing);
}

// T8
#[test]
fn a_guide_that_is_given_up_has_failed() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .put("settings/new", r#"{"name":"new","value":"1"}"#)
        .unwrap();
    let guide = stage
        .engine
        .start_guide(SHOP, &key("settings/new"), good)
        .unwrap();
    assert_eq!(guide.steps[0].kind, StepKind::Delete);
    let given_up = stage.engine.give_up_guide(SHOP, guide.guide).unwrap();
    assert_eq!(given_up.status, GuideStatus::Fail);
    assert!(matches!(
        stage.engine.guide(SHOP, 99),
        Err(EngineError::UnknownGuide(99))
    ));
}
