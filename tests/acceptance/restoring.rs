//! Restores as the window shows them.

use backstock_contract::{
    FieldKind, MakeMistakeAsk, Nothing, PreviewRestoreAsk, PreviewRowsAsk, ReopenPreviewAsk,
};

use crate::desk::TestDesk;

// S2.6.7, S2.5.9
#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_the_same_when_the_window_asks_for_it_again() {
    let desk = TestDesk::with_a_vault(None).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    desk.back_up(&shop).await;
    let mistake = MakeMistakeAsk {
        shop: shop.clone(),
        mistake: "price_import_x10".to_owned(),
    };
    desk.doors.make_practice_mistake(mistake).await.unwrap();
    let ask = PreviewRestoreAsk {
        shop: shop.clone(),
        from: None,
        new_numbers: None,
        to: 1,
        types: vec!["products".to_owned()],
        records: Vec::new(),
        fields: Vec::new(),
        allow_deletes: false,
        include_protected: false,
        only: None,
    };
    let preview = desk.doors.preview_restore(ask.clone()).await.unwrap();
    let reopened = desk
        .doors
        .reopen_preview(ReopenPreviewAsk {
            shop: shop.clone(),
            plan: preview.plan,
        })
        .await
        .unwrap();
    assert_eq!(
        serde_json::to_value(&reopened.preview).unwrap(),
        serde_json::to_value(&preview).unwrap()
    );
    assert_eq!(
        serde_json::to_value(&reopened.ask).unwrap(),
        serde_json::to_value(Some(ask)).unwrap()
    );
    assert_eq!((reopened.undoes, reopened.name), (None, None));

    // Every write of it, in the words of the comparison: an amount has its currency.
    let mut writes = Vec::new();
    while (writes.len() as u64) < preview.writes_total {
        let page = desk
            .doors
            .preview_rows(PreviewRowsAsk {
                shop: shop.clone(),
                plan: preview.plan,
                offset: writes.len() as u64,
                limit: 100,
            })
            .await
            .unwrap();
        assert!(!page.writes.is_empty());
        writes.extend(page.writes);
    }
    assert_eq!(writes.len() as u64, preview.writes_total);
    let price = writes.iter().find(|write| write.path == "/price").unwrap();
    assert_eq!(price.kind, FieldKind::Money);
    let (old, new) = (price.old.as_ref().unwrap(), price.new.as_ref().unwrap());
    for text in [&old.text, &new.text] {
        let (_, currency) = text.split_once(' ').expect("an amount with its currency");
        assert_eq!(currency.len(), 3, "{text}");
    }

    let gone = desk
        .doors
        .reopen_preview(ReopenPreviewAsk { shop, plan: 99 })
        .await
        .unwrap_err();
    assert_eq!(gone.code, "unknown_plan");
}
