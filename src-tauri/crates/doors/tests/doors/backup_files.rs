use backstock_contract::{
    CheckBackupFileAsk, CreateBackupFileAsk, JobOutcome, JobStarted, JobState, Nothing, PickAsk, PickPurpose,
    PlaceAsk, PreviewRestoreFileAsk, ReopenPreviewAsk, RestorePreview,
};

use crate::desk::{CUSTOMERS, SHOP, TestDesk};

fn preview_of(file: &str) -> PreviewRestoreFileAsk {
    PreviewRestoreFileAsk {
        shop: SHOP.to_owned(),
        file: file.to_owned(),
        passphrase: Some("rye and wheat".to_owned()),
        types: Vec::new(),
        allow_deletes: true,
        include_protected: true,
    }
}

async fn outcome(desk: &TestDesk, started: JobStarted) -> JobOutcome {
    match desk.ended(started).await.state {
        JobState::Ended { outcome } => outcome,
        other => panic!("{other:?}"),
    }
}

/// The code a job was refused with.
async fn refused(desk: &TestDesk, started: JobStarted) -> String {
    match desk.ended(started).await.state {
        JobState::Failed { failure, .. } => failure.code,
        other => panic!("{other:?}"),
    }
}

/// The preview of bringing the shop to what is in a file, as the window opens it.
async fn preview_from(desk: &TestDesk, file: &str) -> RestorePreview {
    let started = desk.doors.start_file_preview(preview_of(file)).await.unwrap();
    let JobOutcome::FilePlanned { plan } = outcome(desk, started).await else {
        panic!("nothing was planned");
    };
    let shop = SHOP.to_owned();
    let reopened = desk.doors.reopen_preview(ReopenPreviewAsk { shop, plan }).await;
    reopened.unwrap().preview
}

// S1.2, S1.4, S1.5, S1.6, S1.15: made, looked into, put back, all through the window's doors and without a path of its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_file_is_made_and_the_shop_brought_back_to_it() {
    let desk = TestDesk::with_spoilt_customers().await;
    let create = || CreateBackupFileAsk {
        shop: SHOP.to_owned(),
        fresh: false,
        passphrase: Some("rye and wheat".to_owned()),
    };
    // The owner closes the dialog: nothing happens.
    let left = desk.doors.create_backup_file(create()).await.unwrap();
    assert_eq!(left.job, None);

    let place = desk.will_choose_a_file("bakery.backstock.zip");
    let job = desk
        .doors
        .create_backup_file(create())
        .await
        .unwrap()
        .job
        .unwrap();
    let JobState::Ended {
        outcome: JobOutcome::FileMade { made },
    } = desk.ended(JobStarted { job }).await.state
    else {
        panic!("no file was made");
    };
    assert_eq!(made.bytes, std::fs::metadata(&place).unwrap().len());
    assert_eq!((made.backup, made.sha256.len()), (1, 64));
    let show = PlaceAsk {
        place: made.file.handle.clone(),
    };
    desk.doors.show_in_folder(show).await.unwrap();
    assert_eq!(desk.shown_in_folder(), vec![place.clone()]);

    let purpose = PickPurpose::BackupFile;
    let file = desk
        .doors
        .pick(PickAsk { purpose })
        .await
        .unwrap()
        .chosen
        .unwrap()
        .handle;
    let check = |passphrase: Option<&str>| CheckBackupFileAsk {
        shop: SHOP.to_owned(),
        file: file.clone(),
        passphrase: passphrase.map(str::to_owned),
    };
    let started = desk.doors.start_file_check(check(None)).await.unwrap();
    assert_eq!(refused(&desk, started).await, "file_passphrase_needed");
    let started = desk
        .doors
        .start_file_check(check(Some("rye and wheat")))
        .await
        .unwrap();
    let JobOutcome::FileChecked { found } = outcome(&desk, started).await else {
        panic!("it was not checked");
    };
    assert_eq!(
        (found.shop.as_str(), found.types[0].records),
        (SHOP, CUSTOMERS as u64)
    );

    let preview = preview_from(&desk, &file).await;
    assert_eq!(
        (preview.updates, preview.from.as_deref()),
        (CUSTOMERS as u64, Some("bakery"))
    );
    assert_eq!(desk.spoilt(), CUSTOMERS, "a preview writes nothing");
    // Asked for again with another choice, it is still about the file.
    let reopen = ReopenPreviewAsk {
        shop: SHOP.to_owned(),
        plan: preview.plan,
    };
    let ask = desk.doors.reopen_preview(reopen).await.unwrap().ask.unwrap();
    assert_eq!(ask.from.as_deref(), Some("bakery"));
    let again = desk.doors.preview_restore(ask).await.unwrap();
    assert_eq!((again.updates, again.from), (preview.updates, preview.from));

    let JobState::Ended {
        outcome: JobOutcome::Restored { recovery },
    } = desk.carry_out(preview.plan).await
    else {
        panic!("it was not restored");
    };
    assert_eq!((recovery.failed, recovery.from.as_deref()), (0, Some("bakery")));
    assert_eq!(desk.spoilt(), 0);
    // What was read from a file is no shop that could be chosen, and nothing of it stays in the vault.
    let shops = desk.doors.list_shops(Nothing {}).await.unwrap().shops;
    assert_eq!(shops.len(), 1);
    let reopened = ReopenPreviewAsk {
        shop: SHOP.to_owned(),
        plan: preview.plan,
    };
    let ask = desk.doors.reopen_preview(reopened).await.unwrap().ask.unwrap();
    let gone = desk.doors.preview_restore(ask).await.unwrap_err();
    assert_eq!(gone.code, "unknown_shop");
}

// S1.13
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_edited_is_refused_by_every_door() {
    let desk = TestDesk::with_spoilt_customers().await;
    let place = desk.will_choose_a_file("bakery.backstock.zip");
    let create = CreateBackupFileAsk {
        shop: SHOP.to_owned(),
        fresh: true,
        passphrase: None,
    };
    let job = desk.doors.create_backup_file(create).await.unwrap().job.unwrap();
    desk.ended(JobStarted { job }).await;
    let mut bytes = std::fs::read(&place).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&place, bytes).unwrap();
    let purpose = PickPurpose::BackupFile;
    let file = desk
        .doors
        .pick(PickAsk { purpose })
        .await
        .unwrap()
        .chosen
        .unwrap()
        .handle;
    let check = CheckBackupFileAsk {
        shop: SHOP.to_owned(),
        file: file.clone(),
        passphrase: None,
    };
    let checked = desk.doors.start_file_check(check).await.unwrap();
    assert_eq!(refused(&desk, checked).await, "file_damaged");
    let mut ask = preview_of(&file);
    ask.passphrase = None;
    let planned = desk.doors.start_file_preview(ask).await.unwrap();
    assert_eq!(refused(&desk, planned).await, "file_damaged");
    assert_eq!(desk.spoilt(), CUSTOMERS);
}
