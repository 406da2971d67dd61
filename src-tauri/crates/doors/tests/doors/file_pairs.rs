use std::fs;

use backstock_contract::{
    ArrivedAsk, CompareAsk, CompareFilesAsk, CurrentSide, ImportFileAsk, JobOutcome, JobState,
    ListedFileDialect, ListedFileKind, LookIntoFileAsk, Nothing, OtherSide, ShopAsk, VersionDifferencesAsk,
};

use crate::desk::{CUSTOMERS, SHOP, TestDesk};

fn dump(rows: &str) -> String {
    format!(
        "-- MySQL dump 10.13\nCREATE TABLE `teas` (`id` int NOT NULL, `name` text, PRIMARY KEY (`id`));\n\
         INSERT INTO `teas` VALUES {rows};\n-- Dump completed\n"
    )
}

// S2.1.4, capability 8: two files that were dropped are compared while the vault is locked, and nothing of it is told.
#[tokio::test(flavor = "multi_thread")]
async fn two_files_are_compared_without_a_vault() {
    let desk = TestDesk::with_spoilt_customers().await;
    desk.doors.lock_vault(Nothing {}).await.unwrap();
    let march = desk.will_choose_a_file("march.sql");
    let june = march.with_file_name("june.sql");
    fs::write(&march, dump("(1,'Sencha'),(2,'Assam')")).unwrap();
    fs::write(&june, dump("(1,'Sencha'),(2,'Darjeeling'),(3,'Matcha')")).unwrap();
    let address = desk.doors.arrive(vec![march, june]);
    let arrival = address.strip_prefix("#/files/").unwrap().parse().unwrap();
    let arrived = desk
        .doors
        .take_arrived(ArrivedAsk { arrival })
        .await
        .unwrap()
        .files;
    let ask = CompareFilesAsk {
        one: arrived[0].handle.clone(),
        other: Some(arrived[1].handle.clone()),
        shop: None,
        passphrase: None,
    };
    let started = desk.doors.start_comparing_files(ask).await.unwrap();
    let JobState::Ended {
        outcome: JobOutcome::FilesCompared { pair },
    } = desk.ended(started).await.state
    else {
        panic!("they were not compared");
    };
    let teas = &pair.comparison.types[0];
    assert_eq!(
        (teas.added, teas.updated, teas.deleted, teas.unchanged),
        (1, 1, 0, 1)
    );
    let ask = VersionDifferencesAsk {
        comparison: pair.comparison.comparison,
        content_type: teas.content_type.clone(),
        change: None,
        find: String::new(),
        offset: 0,
        limit: 10,
    };
    let found = desk.doors.version_differences(ask).await.unwrap();
    assert_eq!(found.total, 2);
    let ask = CompareAsk {
        shop: pair.shop.clone(),
        content_type: teas.content_type.clone(),
        id: "2".to_owned(),
        selected: 1,
        against: None,
        fresh: false,
    };
    let compared = desk.doors.compare_record(ask).await.unwrap();
    let name = compared.summary.iter().find(|row| row.path == "/name").unwrap();
    let text = |side: &Option<backstock_contract::ShownValue>| side.as_ref().unwrap().text.clone();
    assert_eq!(
        (text(&name.selected), text(&name.current)),
        ("Assam".to_owned(), "Darjeeling".to_owned())
    );
    // The vault stays locked all the while.
    assert_eq!(
        desk.doors.list_shops(Nothing {}).await.unwrap_err().code,
        "locked"
    );
}

// Capability 8: a file is laid beside the shop as it is now, with the panes of every comparison, and nothing of it is kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_compared_with_the_shop_as_it_is_now() {
    let desk = TestDesk::with_spoilt_customers().await;
    let file = desk.will_choose_a_file("customers.json");
    let line = |id: u32, note: &str| {
        format!("{{\"id\":\"c{id:04}\",\"name\":\"Customer {id}\",\"note\":\"{note}\"}}")
    };
    let both = format!("{{\"customers\":[{},{}]}}", line(1, "good"), line(9_999, "gone"));
    fs::write(&file, both).unwrap();
    let address = desk.doors.arrive(vec![file]);
    let arrival = address.strip_prefix("#/files/").unwrap().parse().unwrap();
    let arrived = desk
        .doors
        .take_arrived(ArrivedAsk { arrival })
        .await
        .unwrap()
        .files;
    let ask = CompareFilesAsk {
        one: arrived[0].handle.clone(),
        other: None,
        shop: Some(SHOP.to_owned()),
        passphrase: None,
    };
    let started = desk.doors.start_comparing_files(ask.clone()).await.unwrap();
    let JobState::Ended {
        outcome: JobOutcome::FilesCompared { pair },
    } = desk.ended(started).await.state
    else {
        panic!("they were not compared");
    };
    assert!(matches!(pair.comparison.other, OtherSide::Live { .. }));
    let rows = &pair.comparison.types[0];
    assert_eq!(
        (rows.updated, rows.deleted, rows.added),
        (1, 1, CUSTOMERS as u64 - 1)
    );
    let compared = desk
        .doors
        .compare_record(CompareAsk {
            shop: pair.shop.clone(),
            content_type: rows.content_type.clone(),
            id: "c0001".to_owned(),
            selected: 1,
            against: None,
            fresh: true,
        })
        .await
        .unwrap();
    assert!(matches!(compared.current, CurrentSide::Live { .. }));
    let note = compared.summary.iter().find(|row| row.path == "/note").unwrap();
    let text = |side: &Option<backstock_contract::ShownValue>| side.as_ref().unwrap().text.clone();
    assert_eq!(
        (text(&note.selected), text(&note.current)),
        ("good".to_owned(), "bad".to_owned())
    );
    let shop = SHOP.to_owned();
    assert_eq!(
        desk.doors
            .list_backups(ShopAsk { shop })
            .await
            .unwrap()
            .backups
            .len(),
        1
    );
    // A locked vault has no shop to be read.
    desk.doors.lock_vault(Nothing {}).await.unwrap();
    assert_eq!(
        desk.doors.start_comparing_files(ask).await.unwrap_err().code,
        "locked"
    );
}

// Issue 5: one file shows what is in it, also while the vault is locked; with a shop it goes into its history from there.
#[tokio::test(flavor = "multi_thread")]
async fn one_file_says_what_is_in_it_and_goes_into_the_history() {
    let desk = TestDesk::with_spoilt_customers().await;
    let file = desk.will_choose_a_file("march.sql");
    fs::write(&file, dump("(1,'Sencha'),(2,'Assam')")).unwrap();
    let list = file.with_file_name("customers.json");
    fs::write(
        &list,
        r#"[{"id":"c0001","name":"Customer 1","note":"of years ago"}]"#,
    )
    .unwrap();
    let address = desk.doors.arrive(vec![file, list]);
    let arrival = address.strip_prefix("#/files/").unwrap().parse().unwrap();
    let arrived = desk
        .doors
        .take_arrived(ArrivedAsk { arrival })
        .await
        .unwrap()
        .files;
    let import = |file: usize| ImportFileAsk {
        shop: SHOP.to_owned(),
        file: arrived[file].handle.clone(),
        dated: Some("2020-05-01T00:00:00Z".to_owned()),
        passphrase: None,
    };
    let started = desk.doors.start_file_import(import(0)).await.unwrap();
    let JobState::Failed { failure, .. } = desk.ended(started).await.state else {
        panic!("teas became customers");
    };
    assert_eq!(failure.code, "of_no_type_here");
    let started = desk.doors.start_file_import(import(1)).await.unwrap();
    let JobState::Ended {
        outcome: JobOutcome::FileImported { backup },
    } = desk.ended(started).await.state
    else {
        panic!("it was not imported");
    };
    assert_eq!(
        (backup.records, backup.finished.get(..10)),
        (1, Some("2020-05-01"))
    );

    desk.doors.lock_vault(Nothing {}).await.unwrap();
    let ask = LookIntoFileAsk {
        file: arrived[0].handle.clone(),
        passphrase: None,
    };
    let started = desk.doors.start_looking_into_file(ask).await.unwrap();
    let JobState::Ended {
        outcome: JobOutcome::FileSeen { contents },
    } = desk.ended(started).await.state
    else {
        panic!("nothing was seen");
    };
    assert_eq!(
        (contents.kind, contents.dialect, contents.made_by.as_deref()),
        (
            ListedFileKind::Dump,
            Some(ListedFileDialect::Mysql),
            Some("mysqldump")
        )
    );
    assert_eq!((contents.types.len(), contents.types[0].records), (1, 2));
    assert!(contents.dated.is_some() && contents.platform.is_none());
}
