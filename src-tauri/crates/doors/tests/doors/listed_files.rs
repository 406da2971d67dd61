use std::fs;

use backstock_contract::{
    AddListedFileAsk, BackupOrigin, CompareVersionAsk, Habits, ImportListedFileAsk, JobOutcome, JobStarted,
    JobState, ListedFile, ListedFileKind, ListedFileStanding, ListedFilesAsk, MakeListedFileAsk, OtherMoment,
    PickAsk, PickPurpose, PinListedFileAsk, RecordAsk, RenameListedFileAsk, ShopAsk,
};

use crate::desk::{CUSTOMERS, SHOP, TestDesk};

impl TestDesk {
    async fn make(&self, name: &str) -> ListedFile {
        let ask = MakeListedFileAsk {
            shop: SHOP.to_owned(),
            name: name.to_owned(),
            dated: None,
            passphrase: None,
        };
        let started = self.doors.start_listed_file(ask).await.unwrap();
        self.listed(started).await
    }

    async fn listed(&self, started: JobStarted) -> ListedFile {
        match self.ended(started).await.state {
            JobState::Ended {
                outcome: JobOutcome::FileListed { file },
            } => *file,
            other => panic!("{other:?}"),
        }
    }

    /// The files that are not in the trash, by their names.
    async fn names(&self) -> Vec<String> {
        let shop = SHOP.to_owned();
        let list = self.doors.list_files(ShopAsk { shop }).await.unwrap();
        let there = list.files.into_iter().filter(|file| file.trashed.is_none());
        there.map(|file| file.name).collect()
    }
}

fn asking(files: &[u64]) -> ListedFilesAsk {
    ListedFilesAsk {
        shop: SHOP.to_owned(),
        files: files.to_vec(),
    }
}

// S0.1, S0.2, S0.6, S0.7: made, added, put into an order, deleted into a trash, and the trash emptied.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_backup_files_is_kept_by_its_owner() {
    let desk = TestDesk::with_spoilt_customers().await;
    let first = desk.make("Before the summer").await;
    let second = desk.make("Before the update").await;
    assert_eq!(
        (first.kind, &first.standing, first.types[0].records),
        (
            ListedFileKind::Backstock,
            &ListedFileStanding::Whole {},
            CUSTOMERS as u64
        )
    );
    assert_eq!(desk.names().await, ["Before the update", "Before the summer"]);

    let order = asking(&[first.file, second.file]);
    desk.doors.order_files(order).await.unwrap();
    assert_eq!(desk.names().await, ["Before the summer", "Before the update"]);

    // One that is to stay is asked about twice, and so is the last one.
    let pin = PinListedFileAsk {
        shop: SHOP.to_owned(),
        file: first.file,
        pinned: true,
    };
    desk.doors.pin_file(pin).await.unwrap();
    desk.doors.delete_files(asking(&[second.file])).await.unwrap();
    assert_eq!(desk.questions().len(), 1);
    assert!(desk.questions()[0].title.contains("Delete 1 backup file"));
    let has_halves = |question: usize| {
        let date = desk.questions()[question]
            .message
            .lines()
            .next()
            .unwrap()
            .to_owned();
        date.ends_with(" AM") || date.ends_with(" PM")
    };
    assert!(!has_halves(0));
    // The window says how this computer writes moments; what is asked outside of it keeps to that.
    let habits = Habits {
        twelve_hours: true,
        month_first: true,
    };
    desk.doors.tell_habits(habits).await.unwrap();
    desk.doors.delete_files(asking(&[first.file])).await.unwrap();
    assert_eq!(desk.questions().len(), 3);
    assert!(has_halves(1));
    assert!(desk.questions()[2].message.contains("pinned"));
    assert!(desk.names().await.is_empty());

    desk.doors.put_back_files(asking(&[first.file])).await.unwrap();
    assert_eq!(desk.names().await, ["Before the summer"]);
    let place = |file: &ListedFile| std::path::PathBuf::from(&file.place.shown);
    assert!(place(&second).exists(), "deleting removes nothing from the disk");
    let shop = SHOP.to_owned();
    let emptied = desk.doors.empty_file_trash(ShopAsk { shop }).await.unwrap();
    assert_eq!((emptied.forgotten, emptied.removed), (1, 1));
    assert!(!place(&second).exists() && place(&first).exists());
}

// S0.4, S0.7: a file that was picked stays where it is, whatever becomes of the list; what cannot be read is refused.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_picked_is_listed_and_never_removed() {
    let desk = TestDesk::with_spoilt_customers().await;
    let place = desk.will_choose_a_file("shop.sql");
    fs::write(
        &place,
        "CREATE TABLE teas (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO teas VALUES (1,'Sencha');\n",
    )
    .unwrap();
    let purpose = PickPurpose::BackupFile;
    let file = desk
        .doors
        .pick(PickAsk { purpose })
        .await
        .unwrap()
        .chosen
        .unwrap();
    let add = || AddListedFileAsk {
        shop: SHOP.to_owned(),
        file: file.handle.clone(),
        name: "From the old server".to_owned(),
        dated: Some("2026-03-01T00:00:00Z".to_owned()),
        passphrase: None,
    };
    let started = desk.doors.start_adding_file(add()).await.unwrap();
    let listed = desk.listed(started).await;
    assert_eq!(
        (listed.kind, listed.is_ours, listed.dated.as_str()),
        (ListedFileKind::Dump, false, "2026-03-01T00:00:00.000Z")
    );
    // Listed once more it is still one file.
    let started = desk.doors.start_adding_file(add()).await.unwrap();
    assert_eq!(desk.listed(started).await.file, listed.file);
    assert_eq!(desk.names().await.len(), 1);

    desk.doors.delete_files(asking(&[listed.file])).await.unwrap();
    let shop = SHOP.to_owned();
    let emptied = desk.doors.empty_file_trash(ShopAsk { shop }).await.unwrap();
    assert_eq!((emptied.forgotten, emptied.removed, emptied.freed), (1, 0, 0));
    assert!(place.exists());

    fs::write(&place, b"%PDF-1.7").unwrap();
    let started = desk.doors.start_adding_file(add()).await.unwrap();
    match desk.ended(started).await.state {
        JobState::Failed { failure, .. } => assert_eq!(failure.code, "file_kind_not_read"),
        other => panic!("{other:?}"),
    }
    assert!(desk.names().await.is_empty());
}

// Capability 8: a listed file comes into the history under its name and date; there it is badged, beside every item's versions, and
// the list, the latest and the shop's protection stay what they were.
#[tokio::test(flavor = "multi_thread")]
async fn a_listed_file_comes_into_the_history_at_its_date() {
    let desk = TestDesk::with_spoilt_customers().await;
    let file = desk.make("Two years ago").await;
    let dated = "2024-11-20T08:00:00.000Z".to_owned();
    let ask = RenameListedFileAsk {
        shop: SHOP.to_owned(),
        file: file.file,
        name: file.name.clone(),
        dated: Some(dated.clone()),
    };
    desk.doors.rename_file(ask).await.unwrap();
    let ask = ImportListedFileAsk {
        shop: SHOP.to_owned(),
        file: file.file,
        passphrase: None,
    };
    let started = desk.doors.start_importing_file(ask.clone()).await.unwrap();
    let JobState::Ended {
        outcome: JobOutcome::FileImported { backup },
    } = desk.ended(started).await.state
    else {
        panic!("it was not imported");
    };
    assert_eq!(
        (backup.origin, backup.label.as_deref(), &backup.finished),
        (BackupOrigin::Imported, Some("Two years ago"), &dated)
    );
    let shop = || ShopAsk {
        shop: SHOP.to_owned(),
    };
    let listed = desk.doors.list_backups(shop()).await.unwrap().backups;
    let told: Vec<_> = listed.iter().map(|row| (row.backup, row.origin)).collect();
    assert_eq!(told, [(1, BackupOrigin::Manual), (2, BackupOrigin::Imported)]);
    let overview = desk.doors.vault_overview(shop()).await.unwrap();
    assert_eq!(overview.last_backup.unwrap().backup, 1);
    assert!(desk.doors.storage(shop()).await.unwrap().imported > 0);
    let versions = desk
        .doors
        .record_versions(RecordAsk {
            shop: SHOP.to_owned(),
            content_type: "customers".to_owned(),
            id: "c0001".to_owned(),
        })
        .await
        .unwrap();
    let told: Vec<_> = versions
        .versions
        .iter()
        .map(|row| (row.backup, row.imported))
        .collect();
    assert_eq!(told, [(1, false), (2, true)]);
    let selected = CompareVersionAsk {
        shop: SHOP.to_owned(),
        backup: 2,
        with: OtherMoment::Live,
    };
    let found = desk.doors.compare_version(selected).await.unwrap();
    assert_eq!(found.types[0].updated, CUSTOMERS as u64);
    // Of the very same moment there is one only.
    let again = desk.doors.start_importing_file(ask).await.unwrap();
    let JobState::Failed { failure, .. } = desk.ended(again).await.state else {
        panic!("it was imported twice");
    };
    assert_eq!(failure.code, "already_in_history");
}
