//! Records as the window finds them.

use backstock_contract::{CompareAsk, DeletedFilter, JobState, ListRecordsAsk, Nothing, RecordAsk, ShopAsk};

use crate::desk::TestDesk;

// S2.4.4: "theme file" is named as an inspectable item.
#[tokio::test(flavor = "multi_thread")]
async fn a_theme_file_is_an_item_with_versions_of_its_own() {
    let desk = TestDesk::with_a_vault(None).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    let first = desk.back_up(&shop).await;
    desk.doors
        .make_practice_mistake(backstock_contract::MakeMistakeAsk {
            shop: shop.clone(),
            mistake: "broken_theme_file".to_owned(),
        })
        .await
        .unwrap();
    desk.back_up(&shop).await;

    let overview = desk
        .doors
        .vault_overview(ShopAsk { shop: shop.clone() })
        .await
        .unwrap();
    // Also the very first backup names the types as the owner does.
    let labels: Vec<_> = overview
        .groups
        .iter()
        .flat_map(|group| group.types.iter().map(|row| row.label.as_str()))
        .collect();
    let named: Vec<_> = first
        .iter()
        .filter_map(|(_, news)| match &news.state {
            JobState::Running { type_label, .. } => type_label.as_deref(),
            _ => None,
        })
        .collect();
    assert!(
        !named.is_empty() && named.iter().all(|name| labels.contains(name)),
        "{named:?}"
    );
    let theme_files = overview
        .groups
        .iter()
        .find(|group| group.group == "content")
        .and_then(|group| group.types.iter().find(|row| row.label == "Theme files"))
        .expect("Theme files stand among theme and content data");
    let page = desk
        .doors
        .list_records(ListRecordsAsk {
            shop: shop.clone(),
            content_type: theme_files.content_type.clone(),
            find: String::new(),
            deleted: DeletedFilter::With,
            changed: false,
            offset: 0,
            limit: 1_000,
        })
        .await
        .unwrap();
    assert_eq!(page.total, theme_files.records);
    let broken: Vec<_> = page
        .records
        .iter()
        .filter(|record| record.versions == 2)
        .collect();
    assert_eq!(broken.len(), 1, "exactly the broken file has a second version");

    // What `Discovery` says has changed is what its list shows.
    let changed = desk
        .doors
        .list_records(ListRecordsAsk {
            shop: shop.clone(),
            content_type: theme_files.content_type.clone(),
            find: String::new(),
            deleted: DeletedFilter::With,
            changed: true,
            offset: 0,
            limit: 1_000,
        })
        .await
        .unwrap();
    assert_eq!(changed.records, [broken[0].clone()]);

    let record = RecordAsk {
        shop: shop.clone(),
        content_type: theme_files.content_type.clone(),
        id: broken[0].id.clone(),
    };
    let versions = desk.doors.record_versions(record).await.unwrap();
    assert_eq!(versions.versions.len(), 2);
    let comparison = desk
        .doors
        .compare_record(CompareAsk {
            shop,
            content_type: theme_files.content_type.clone(),
            id: broken[0].id.clone(),
            selected: versions.versions[1].backup,
            against: None,
            fresh: true,
        })
        .await
        .unwrap();
    assert!(comparison.changed_fields > 0);
    assert!(
        comparison.source.changes_only > 0,
        "the source is compared line by line"
    );
}
