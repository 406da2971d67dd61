use std::path::PathBuf;

use backstock_contract::{
    Decided, JobKind, JobOutcome, JobState, OpenInStoreAsk, PlanTarget, PreviewUndoAsk, RecoveryChoiceAsk,
    RecoveryDecisionsAsk, RecoveryStatus, RestorePreview, RevisePlanAsk, SetAdminAddressAsk, ShopAsk,
    TypeFieldsAsk,
};
use backstock_testkit::Breaking;

use crate::desk::{CUSTOMERS, SHOP, TestDesk};

async fn undo_preview(desk: &TestDesk, run: u64) -> RestorePreview {
    let shop = SHOP.to_owned();
    desk.doors
        .preview_undo(PreviewUndoAsk { shop, run })
        .await
        .unwrap()
}

fn choice(run: u64) -> RecoveryChoiceAsk {
    RecoveryChoiceAsk {
        shop: SHOP.to_owned(),
        run,
    }
}

/// A restore in which Backstock itself broke after 500 customers: nobody closed its run.
async fn interrupted(desk: &TestDesk) -> u64 {
    let plan = desk.preview().await.plan;
    desk.shop
        .before_batch(|batch| assert!(batch < 2, "told to break"));
    let ended = desk.carry_out(plan).await;
    desk.shop.before_batch(|_| {});
    let JobState::Failed {
        failure,
        run: Some(run),
    } = ended
    else {
        panic!("{ended:?}");
    };
    assert!(failure.hint.contains("decide"), "{failure}");
    let detail = desk.recovery(run).await.unwrap();
    assert!(detail.interrupted && !detail.can_undo);
    run
}

// S2.6.8: what was written is told of, and can be taken back.
#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_broke_half_way_leads_to_what_it_wrote() {
    let desk = TestDesk::with_spoilt_customers().await;
    let plan = desk.preview().await.plan;
    desk.shop.break_writing_at(2, Breaking::ForGood);
    let ended = desk.carry_out(plan).await;
    let JobState::Failed {
        failure,
        run: Some(run),
    } = ended
    else {
        panic!("{ended:?}");
    };
    assert!(failure.message.contains("can be undone"), "{failure}");
    assert_eq!(desk.spoilt(), CUSTOMERS - 500);
    // It has ended, so it is told as was chosen: by a letter to this computer.
    assert_eq!(
        desk.newest_route("Restore of Bakery could not be finished").await,
        format!("#/shop/Bakery/recovery/{run}")
    );
    let detail = desk.recovery(run).await.unwrap();
    assert_eq!(detail.recovery.status, RecoveryStatus::Fail);
    assert_eq!(detail.recovery.succeeded, 500);
    assert!(detail.can_undo);

    desk.shop.mend();
    let undo = undo_preview(&desk, run).await;
    assert_eq!(undo.updates, 500);
    assert!(matches!(desk.carry_out(undo.plan).await, JobState::Ended { .. }));
    assert_eq!(desk.spoilt(), CUSTOMERS);
}

// S2.6.8
#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_could_not_begin_has_no_recovery() {
    let desk = TestDesk::with_spoilt_customers().await;
    // The same plan was carried out before; its old run is not what this one left.
    let plan = desk.preview().await.plan;
    assert!(matches!(desk.carry_out(plan).await, JobState::Ended { .. }));
    let ended = desk.carry_out(plan).await;
    let JobState::Failed { run: None, .. } = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(
        desk.newest_route("Restore failed: Bakery").await,
        "#/shop/Bakery/discovery"
    );
}

// S2.8.7
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_restore_is_undone_without_another_step() {
    let desk = TestDesk::with_spoilt_customers().await;
    let run = interrupted(&desk).await;
    assert_eq!(
        desk.newest_route("Restore failed: Bakery").await,
        format!("#/shop/Bakery/recovery/{run}")
    );
    let undo = undo_preview(&desk, run).await;
    assert_eq!(undo.updates, 500);
    // Looking at the preview decides nothing: it can still be gone on with.
    let detail = desk.recovery(run).await.unwrap();
    assert_eq!(detail.recovery.status, RecoveryStatus::Progressing);
    assert!(detail.interrupted);
    assert!(matches!(desk.carry_out(undo.plan).await, JobState::Ended { .. }));
    assert_eq!(desk.spoilt(), CUSTOMERS);
    assert!(!desk.recovery(run).await.unwrap().can_undo);
}

// S2.8.7
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_restore_is_gone_on_with_or_left() {
    let desk = TestDesk::with_spoilt_customers().await;
    let run = interrupted(&desk).await;
    let resumed = desk.doors.resume_recovery(choice(run)).await.unwrap();
    let news = desk.ended(resumed).await;
    assert_eq!(news.kind, JobKind::Restore);
    let JobState::Ended {
        outcome: JobOutcome::Restored { recovery },
    } = news.state
    else {
        panic!("{news:?}");
    };
    assert_eq!((recovery.run, recovery.succeeded), (run, CUSTOMERS as u64));
    assert_eq!(desk.spoilt(), 0);

    let desk = TestDesk::with_spoilt_customers().await;
    let run = interrupted(&desk).await;
    desk.doors.leave_recovery(choice(run)).await.unwrap();
    let detail = desk.recovery(run).await.unwrap();
    assert_eq!(detail.recovery.status, RecoveryStatus::Fail);
    assert!(detail.can_undo);
    assert_eq!(desk.spoilt(), CUSTOMERS - 500);
}

// S2.8.7: a shop that does not answer leaves the decision open.
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_restore_that_cannot_be_gone_on_with_still_waits() {
    let desk = TestDesk::with_spoilt_customers().await;
    let run = interrupted(&desk).await;
    desk.shop.set_read_only(true);
    let resumed = desk.doors.resume_recovery(choice(run)).await.unwrap();
    let state = desk.ended(resumed).await.state;
    assert!(
        matches!(state, JobState::Failed { run: Some(found), .. } if found == run),
        "{state:?}"
    );
    assert!(desk.recovery(run).await.unwrap().interrupted);
}

// S2.8.7: an undo that is interrupted itself is decided about like any other, and resumed as an undo.
#[tokio::test(flavor = "multi_thread")]
async fn an_undo_that_broke_off_can_be_gone_on_with() {
    let desk = TestDesk::with_spoilt_customers().await;
    let plan = desk.preview().await.plan;
    let JobState::Ended {
        outcome: JobOutcome::Restored { recovery: done },
    } = desk.carry_out(plan).await
    else {
        panic!("the restore did not end");
    };
    let undo = undo_preview(&desk, done.run).await.plan;
    desk.shop
        .before_batch(|batch| assert!(batch < 2, "told to break"));
    let ended = desk.carry_out(undo).await;
    desk.shop.before_batch(|_| {});
    let JobState::Failed { run: Some(run), .. } = ended else {
        panic!("{ended:?}");
    };
    assert!(!desk.recovery(done.run).await.unwrap().can_undo);
    let resumed = desk.doors.resume_recovery(choice(run)).await.unwrap();
    let news = desk.ended(resumed).await;
    assert_eq!(news.kind, JobKind::Undo);
    assert!(matches!(news.state, JobState::Ended { .. }), "{news:?}");
    assert_eq!(desk.spoilt(), CUSTOMERS);
}

// S2.6.8: an undo that stopped half-way does not take the way back with it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_broken_undo_did_not_reach_can_be_undone_again() {
    let desk = TestDesk::with_spoilt_customers().await;
    let plan = desk.preview().await.plan;
    let JobState::Ended {
        outcome: JobOutcome::Restored { recovery: done },
    } = desk.carry_out(plan).await
    else {
        panic!("the restore did not end");
    };
    let undo = undo_preview(&desk, done.run).await.plan;
    desk.shop.break_writing_at(2, Breaking::ForGood);
    let ended = desk.carry_out(undo).await;
    assert!(
        matches!(ended, JobState::Failed { run: Some(_), .. }),
        "{ended:?}"
    );
    desk.shop.mend();
    let partly = desk.recovery(done.run).await.unwrap();
    assert!(partly.can_undo);
    assert!(
        partly.recovery.undone_by.is_some() && partly.recovery.undone_partly,
        "not all of it was taken back: {:?}",
        partly.recovery
    );
    let again = undo_preview(&desk, done.run).await;
    assert!(matches!(desk.carry_out(again.plan).await, JobState::Ended { .. }));
    assert_eq!(desk.spoilt(), CUSTOMERS);
    let undone = desk.recovery(done.run).await.unwrap().recovery;
    assert!(undone.undone_by.is_some() && !undone.undone_partly, "{undone:?}");
}

// Capability 2: the field brush chooses records by what they belong to.
#[tokio::test(flavor = "multi_thread")]
async fn the_types_that_items_refer_to_are_told_with_their_fields() {
    let desk = TestDesk::with_spoilt_customers().await;
    let ask = TypeFieldsAsk {
        shop: SHOP.to_owned(),
        content_type: "customers".to_owned(),
    };
    let found = desk.doors.type_fields(ask).await.unwrap();
    assert!(!found.fields.is_empty());
    assert_eq!(found.linked, [], "customers refer to nothing");
}

// T13
#[tokio::test(flavor = "multi_thread")]
async fn the_shops_own_administration_opens_once_its_address_is_known() {
    let desk = TestDesk::with_spoilt_customers().await;
    let open = || {
        let shop = SHOP.to_owned();
        desk.doors.open_in_store(OpenInStoreAsk { shop, record: None })
    };
    let set = |address: &str| {
        desk.doors.set_admin_address(SetAdminAddressAsk {
            shop: SHOP.to_owned(),
            address: address.to_owned(),
        })
    };
    assert_eq!(open().await.unwrap_err().code, "admin_address_missing");
    assert_eq!(
        set("javascript:alert(1)").await.unwrap_err().code,
        "admin_address_wrong"
    );
    let kept = set("shop.example/admin").await.unwrap().admin;
    assert_eq!(kept.as_deref(), Some("https://shop.example/admin"));
    open().await.unwrap();
    assert_eq!(
        desk.shown_in_folder(),
        [PathBuf::from("https://shop.example/admin")]
    );
    assert_eq!(set(" ").await.unwrap().admin, None);
}

// S2.8.3, S2.8.4
#[tokio::test(flavor = "multi_thread")]
async fn the_planning_tells_how_far_it_is_and_what_was_unticked_stands_with_the_restore() {
    let desk = TestDesk::with_spoilt_customers().await;
    let shown = desk.preview().await;
    let looked = desk
        .doors
        .looking_now(ShopAsk {
            shop: SHOP.to_owned(),
        })
        .await
        .unwrap();
    let all = CUSTOMERS as u64;
    assert_eq!(
        (looked.type_label.as_deref(), looked.done, looked.total),
        (Some("Customers"), all, Some(all))
    );

    let revised = desk
        .doors
        .revise_plan(RevisePlanAsk {
            shop: SHOP.to_owned(),
            plan: shown.plan,
            without: vec![PlanTarget {
                content_type: "customers".to_owned(),
                id: "c0003".to_owned(),
                path: String::new(),
            }],
            take: Vec::new(),
            take_all: false,
            keep: Vec::new(),
        })
        .await
        .unwrap();
    let ended = desk.carry_out(revised.plan).await;
    let JobState::Ended {
        outcome: JobOutcome::Restored { recovery },
    } = ended
    else {
        panic!("{ended:?}");
    };
    let decisions = async |by_hand: bool| {
        let ask = RecoveryDecisionsAsk {
            shop: SHOP.to_owned(),
            run: recovery.run,
            by_hand,
            limit: 10,
        };
        desk.doors.recovery_decisions(ask).await.unwrap()
    };
    let found = decisions(false).await;
    assert_eq!(found.total, 1);
    let row = &found.rows[0];
    assert_eq!(
        (row.id.as_str(), row.name.as_str(), row.decided, row.by_hand),
        ("c0003", "Customer 3", Decided::LeftOut, false)
    );
    assert_eq!(decisions(true).await.total, 0);
}

// S2.7, capability 1: what waits for a decision is decided at once, but for what the owner keeps.
#[tokio::test(flavor = "multi_thread")]
async fn all_conflicts_are_taken_but_for_those_that_are_kept() {
    let desk = TestDesk::with_spoilt_customers().await;
    let shown = desk.preview().await;
    let ended = desk.carry_out(shown.plan).await;
    let JobState::Ended {
        outcome: JobOutcome::Restored { recovery },
    } = ended
    else {
        panic!("{ended:?}");
    };
    for id in [1, 2, 3] {
        let key = format!("customers/c{id:04}");
        desk.shop.set(&key, "/note", "\"better\"").unwrap();
    }
    let shop = SHOP.to_owned();
    let undo = PreviewUndoAsk {
        shop,
        run: recovery.run,
    };
    let undo = desk.doors.preview_undo(undo).await.unwrap();
    assert_eq!(undo.conflicts, 3);
    let revised = desk
        .doors
        .revise_plan(RevisePlanAsk {
            shop: SHOP.to_owned(),
            plan: undo.plan,
            without: Vec::new(),
            take: Vec::new(),
            take_all: true,
            keep: vec![PlanTarget {
                content_type: "customers".to_owned(),
                id: "c0002".to_owned(),
                path: "/note".to_owned(),
            }],
        })
        .await
        .unwrap();
    assert_eq!((revised.conflicts, revised.updates), (1, CUSTOMERS as u64 - 1));
    assert_eq!(revised.conflicted[0].id, "c0002");
    let taken = revised.revised.unwrap().take;
    assert_eq!(taken.len(), 2);
}
