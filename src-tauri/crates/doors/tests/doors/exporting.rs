//! `Export` through the doors: the offer, a job with its result, the history, and the four reasons why not.

use backstock_contract::{
    ExportAsk, ExportEnding, ExportFormat, ExportKeep, ExportStatus, JobOutcome, JobState, Recipient,
    SetExportKeepingAsk, ShopAsk, StartExportAsk,
};

use crate::desk::{CUSTOMERS, SHOP, TestDesk};

fn shop() -> ShopAsk {
    ShopAsk {
        shop: SHOP.to_owned(),
    }
}

async fn asked(desk: &TestDesk) -> StartExportAsk {
    let offer = desk.doors.export_offer(shop()).await.unwrap();
    StartExportAsk {
        shop: SHOP.to_owned(),
        types: offer.types.into_iter().map(|row| row.content_type).collect(),
        format: ExportFormat::Csv,
        folder: offer.folder.handle,
        recipients: vec![Recipient::ThisComputer],
        fresh: true,
    }
}

// S2.10.6, S2.10.9, S2.12.4
#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_job_with_files_and_an_entry_in_the_history() {
    let desk = TestDesk::with_spoilt_customers().await;
    let offer = desk.doors.export_offer(shop()).await.unwrap();
    assert_eq!(offer.types.len(), 1);
    assert_eq!(offer.types[0].records, CUSTOMERS as u64);
    assert_eq!(offer.keep, ExportKeep::Week);

    let started = desk.doors.start_export(asked(&desk).await).await.unwrap();
    let news = desk.ended(started).await;
    let JobState::Ended {
        outcome: JobOutcome::Exported { export },
    } = news.state
    else {
        panic!("{:?}", news.state)
    };
    assert_eq!((export.parts, export.status), (1, ExportStatus::Present));
    assert!(export.expires.is_some() && export.files[0].sha256.len() == 64);

    let ask = ExportAsk {
        shop: SHOP.to_owned(),
        export: export.export,
    };
    desk.doors.show_export(ask.clone()).await.unwrap();
    std::fs::remove_dir_all(export.folder.as_ref().unwrap()).unwrap();
    let list = desk.doors.list_exports(shop()).await.unwrap();
    assert_eq!(list.exports[0].status, ExportStatus::Moved);
    let gone = desk.doors.show_export(ask).await.unwrap_err();
    assert_eq!(gone.code, "export_files_gone");

    let kept = desk
        .doors
        .set_export_keeping(SetExportKeepingAsk {
            shop: SHOP.to_owned(),
            keep: ExportKeep::Forever,
        })
        .await
        .unwrap();
    assert_eq!(
        (kept.keep, kept.exports[0].expires.as_deref()),
        (ExportKeep::Forever, None)
    );
}

// S2.15.4
#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_cannot_start_says_why_and_one_that_fails_is_listed() {
    let desk = TestDesk::with_spoilt_customers().await;
    let good = asked(&desk).await;
    let code = async |ask: StartExportAsk| desk.doors.start_export(ask).await.unwrap_err().code;
    assert_eq!(
        code(StartExportAsk {
            types: Vec::new(),
            ..good.clone()
        })
        .await,
        "export_no_types"
    );
    assert_eq!(
        code(StartExportAsk {
            recipients: Vec::new(),
            ..good.clone()
        })
        .await,
        "export_no_recipient"
    );
    let wrong = Recipient::Email {
        address: "anna".to_owned(),
    };
    assert_eq!(
        code(StartExportAsk {
            recipients: vec![wrong],
            ..good.clone()
        })
        .await,
        "address_wrong"
    );
    let unknown = StartExportAsk {
        types: vec!["teapots".to_owned()],
        ..good
    };
    let started = desk.doors.start_export(unknown).await.unwrap();
    assert!(matches!(desk.ended(started).await.state, JobState::Failed { .. }));
    let list = desk.doors.list_exports(shop()).await.unwrap();
    assert!(
        matches!(&list.exports[0].ending, ExportEnding::Failed { failure } if failure.code == "unknown_type")
    );
}
