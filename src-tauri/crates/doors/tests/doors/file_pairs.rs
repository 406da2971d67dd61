use std::fs;

use backstock_contract::{
    ArrivedAsk, CompareAsk, CompareFilesAsk, JobOutcome, JobState, Nothing, VersionDifferencesAsk,
};

use crate::desk::TestDesk;

fn dump(rows: &str) -> String {
    format!(
        "-- MySQL dump 10.13\nCREATE TABLE `teas` (`id` int NOT NULL, `name` text, PRIMARY KEY (`id`));\n\
         INSERT INTO `teas` VALUES {rows};\n"
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
        other: arrived[1].handle.clone(),
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
