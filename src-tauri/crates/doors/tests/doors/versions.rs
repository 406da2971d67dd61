use std::sync::{Arc, Mutex};

use backstock_contract::{
    BackupOrigin, CompareVersionAsk, JobState, OtherMoment, OtherSide, RecordAsk, RecordChange, RecoveryAsk,
    RecoveryProgress, RecoveryProgressAsk, RecoveryStatus, ShopAsk, VersionComparison, VersionDifferencesAsk,
};

use crate::desk::{CUSTOMERS, SHOP, TestDesk};

async fn compared(desk: &TestDesk, with: OtherMoment) -> VersionComparison {
    let shop = SHOP.to_owned();
    let ask = CompareVersionAsk {
        shop,
        backup: 1,
        with,
    };
    desk.doors.compare_version(ask).await.unwrap()
}

async fn progress(desk: &TestDesk, run: Option<u64>) -> RecoveryProgress {
    let shop = SHOP.to_owned();
    desk.doors
        .recovery_progress(RecoveryProgressAsk { shop, run })
        .await
        .unwrap()
}

// S2.7.2, S2.7.4, S2.7.5
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_compared_with_the_latest_one_and_with_the_shop_as_it_is() {
    let desk = TestDesk::with_spoilt_customers().await;
    let same = compared(&desk, OtherMoment::Latest).await;
    assert!(matches!(&same.other, OtherSide::Backup { backup } if backup.backup == 1));
    assert_eq!(
        (same.types[0].records, same.types[0].unchanged),
        (1_200, CUSTOMERS as u64)
    );

    let live = compared(&desk, OtherMoment::Live).await;
    assert!(matches!(live.other, OtherSide::Live { .. }));
    let row = &live.types[0];
    assert_eq!((row.updated, row.unchanged), (CUSTOMERS as u64, 0));
    assert_eq!(row.unchanged + row.updated + row.deleted, row.records);
    assert_eq!(row.unchanged + row.updated + row.added, row.other_records);
    let mut ask = VersionDifferencesAsk {
        comparison: live.comparison,
        content_type: "customers".to_owned(),
        change: None,
        find: String::new(),
        offset: 1_190,
        limit: 100,
    };
    let page = desk.doors.version_differences(ask.clone()).await.unwrap();
    assert_eq!((page.total, page.records.len()), (CUSTOMERS as u64, 10));
    assert!(
        page.records
            .iter()
            .all(|record| record.change == RecordChange::Updated)
    );
    ask.comparison = 99;
    let gone = desk.doors.version_differences(ask).await.unwrap_err();
    assert_eq!(gone.code, "comparison_gone");
}

// S2.7.2, S2.0.1: what a restore kept before it wrote is the mistake, and stands for nothing that the owner made.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_the_latest_backup_is_still_the_owners() {
    let desk = TestDesk::with_spoilt_customers().await;
    let plan = desk.preview().await;
    desk.carry_out(plan.plan).await;
    let latest = compared(&desk, OtherMoment::Latest).await;
    assert!(matches!(&latest.other, OtherSide::Backup { backup } if backup.backup == 1));
    let ask = || ShopAsk {
        shop: SHOP.to_owned(),
    };
    let listed = desk.doors.list_backups(ask()).await.unwrap().backups;
    let told: Vec<_> = listed
        .iter()
        .map(|row| (row.backup, row.origin, row.wanted, row.alarmed))
        .collect();
    assert_eq!(
        told,
        [
            (2, BackupOrigin::Safety, false, false),
            (1, BackupOrigin::Manual, true, false)
        ]
    );
    let discovery = desk.doors.discovery(ask()).await.unwrap();
    let shown: Vec<_> = discovery.backups.iter().map(|row| row.backup).collect();
    assert_eq!((shown, discovery.before), (vec![1], None));
    assert!(discovery.changed.is_empty(), "{:?}", discovery.changed);
    let about = discovery.recoveries[0].subject.as_ref().unwrap();
    assert!(!about.name.is_empty());

    // The state that the owner wanted gone is marked as such.
    let record = RecordAsk {
        shop: SHOP.to_owned(),
        content_type: "customers".to_owned(),
        id: "c0000".to_owned(),
    };
    let versions = desk.doors.record_versions(record).await.unwrap().versions;
    let marks: Vec<_> = versions.iter().map(|row| (row.backup, row.safety)).collect();
    assert_eq!(marks, [(2, true), (1, false)]);
}

// S2.8.2, S2.8.3, S2.8.5: at any instant completed = successful + error <= total, and it never goes backwards.
#[tokio::test(flavor = "multi_thread")]
async fn a_restore_says_at_any_instant_how_far_each_content_type_is() {
    let desk = TestDesk::with_spoilt_customers().await;
    for id in (0..CUSTOMERS).step_by(100) {
        let key = format!("customers/c{id:04}");
        desk.shop.refuse(&key, "refused", "The shop refused it.").unwrap();
    }
    assert!(progress(&desk, None).await.recovery.is_none());
    let plan = desk.preview().await;
    assert_eq!(
        (plan.types[0].label.as_str(), plan.types[0].updates),
        ("Customers", CUSTOMERS as u64)
    );
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (doors, kept, runtime) = (
        desk.doors.clone(),
        Arc::clone(&seen),
        tokio::runtime::Handle::current(),
    );
    // Looked at before each batch, while the run is open.
    desk.shop.before_batch(move |_| {
        let shop = SHOP.to_owned();
        let asked = doors.recovery_progress(RecoveryProgressAsk { shop, run: None });
        let found = runtime.block_on(asked).unwrap();
        kept.lock().unwrap().push(found);
    });
    let ended = desk.carry_out(plan.plan).await;
    desk.shop.before_batch(|_| {});
    let JobState::Ended { .. } = ended else {
        panic!("{ended:?}");
    };
    let seen: Vec<_> = std::mem::take(&mut *seen.lock().unwrap());
    assert!(seen.len() >= 3, "{}", seen.len());
    let mut before = 0;
    for found in &seen {
        let (row, recovery) = (&found.types[0], found.recovery.as_ref().unwrap());
        assert_eq!(recovery.status, RecoveryStatus::Progressing);
        assert_eq!(row.total, CUSTOMERS as u64);
        let completed = row.succeeded + row.failed;
        assert!(
            completed <= row.total && completed >= before,
            "{before} {completed}"
        );
        before = completed;
    }
    let run = seen[0].recovery.as_ref().unwrap().run;
    let end = progress(&desk, Some(run)).await;
    assert_eq!(
        (end.types[0].succeeded, end.types[0].failed),
        (CUSTOMERS as u64 - 12, 12)
    );
    assert_eq!(end.types[0].succeeded + end.types[0].failed, end.types[0].total);
    // S2.8.4: the items of one content type, or only its errors.
    let of_type = |content_type: &str, only_failed| RecoveryAsk {
        shop: SHOP.to_owned(),
        run,
        content_type: Some(content_type.to_owned()),
        offset: 0,
        limit: 1_000,
        only_failed,
    };
    let errors = desk.doors.recovery(of_type("customers", true)).await.unwrap();
    assert_eq!(errors.recovery.status, RecoveryStatus::Fail);
    assert_eq!(errors.items.len(), 12);
    assert!(errors.items.iter().all(|item| item.failure.is_some()));
    let others = desk.doors.recovery(of_type("products", false)).await.unwrap();
    assert_eq!(others.items, []);
    assert!(progress(&desk, None).await.recovery.is_none());
}
