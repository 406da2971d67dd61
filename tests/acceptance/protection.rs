//! What counts as protected.

use std::sync::Arc;

use backstock_contract::{
    BackupOrigin, JobOutcome, JobState, MakeMistakeAsk, NextStep, Nothing, PreviewRestoreAsk, Protection,
    ShopAsk,
};
use backstock_testkit::HeldClock;
use chrono::TimeDelta;

use crate::desk::TestDesk;

// S2.2.1: `Last backup date` is the date since which the whole shop is safe.
#[tokio::test(flavor = "multi_thread")]
async fn a_safety_backup_does_not_protect_a_shop() {
    let clock = Arc::new(HeldClock::default());
    let desk = TestDesk::by(clock.clone()).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    let ask = || ShopAsk { shop: shop.clone() };
    desk.back_up(&shop).await;
    let before = desk.doors.discovery(ask()).await.unwrap();
    assert_eq!(before.protection, Protection::Protected);
    let full = before.last_backup.unwrap();
    assert!(!full.partial);

    clock.advance(TimeDelta::days(3));
    desk.doors
        .make_practice_mistake(MakeMistakeAsk {
            shop: shop.clone(),
            mistake: "price_import_x10".to_owned(),
        })
        .await
        .unwrap();
    let preview = desk
        .doors
        .preview_restore(PreviewRestoreAsk {
            shop: shop.clone(),
            from: None,
            new_numbers: None,
            to: full.backup,
            types: vec!["products".to_owned()],
            records: Vec::new(),
            fields: Vec::new(),
            allow_deletes: false,
            include_protected: false,
            only: None,
        })
        .await
        .unwrap();
    let ended = desk.restore(&shop, preview.plan).await;
    assert!(
        matches!(
            ended.state,
            JobState::Ended {
                outcome: JobOutcome::Restored { .. }
            }
        ),
        "{ended:?}"
    );

    // The safety backup is the newest one and stands in the list as what it is; the shop is as unprotected as before it.
    let after = desk.doors.discovery(ask()).await.unwrap();
    let all = desk.doors.list_backups(ask()).await.unwrap().backups;
    let newest = all.first().unwrap();
    assert_eq!((newest.origin, newest.partial), (BackupOrigin::Safety, true));
    assert_eq!(after.backups.first(), Some(&full));
    assert_eq!(after.protection, Protection::Stale);
    assert_eq!(after.next_step, NextStep::BackUpAgain);
    assert_eq!(after.last_backup.as_ref(), Some(&full));
    let overview = desk.doors.vault_overview(ask()).await.unwrap();
    assert_eq!(overview.last_backup.as_ref(), Some(&full));
    assert_eq!(overview.newest.as_ref(), Some(newest));
    let listed = desk.doors.list_shops(Nothing {}).await.unwrap().shops;
    assert_eq!(listed[0].last_backup.as_ref(), Some(&full.finished));

    desk.back_up(&shop).await;
    let again = desk.doors.discovery(ask()).await.unwrap();
    assert_eq!(again.protection, Protection::Protected);
    assert!(again.last_backup.unwrap().backup > newest.backup);
}
