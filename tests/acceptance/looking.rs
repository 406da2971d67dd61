//! Why a recent change cannot be seen.

use backstock_contract::{LookAsk, MakeMistakeAsk, Nothing, ShopAsk};

use crate::desk::TestDesk;

// S2.15.1
#[tokio::test(flavor = "multi_thread")]
async fn a_look_in_the_shop_tells_whether_a_type_changed_since_the_backup() {
    let desk = TestDesk::with_a_vault(None).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    desk.back_up(&shop).await;
    let look = |content_type: &str| {
        desk.doors.look_in_shop(LookAsk {
            shop: shop.clone(),
            content_type: content_type.to_owned(),
        })
    };
    let same = look("products").await.unwrap();
    assert_eq!((same.added, same.updated, same.deleted), (0, 0, 0));

    desk.doors
        .make_practice_mistake(MakeMistakeAsk {
            shop: shop.clone(),
            mistake: "price_import_x10".to_owned(),
        })
        .await
        .unwrap();
    let changed = look("products").await.unwrap();
    assert_eq!((changed.added, changed.deleted), (0, 0));
    assert!(changed.updated > 0);
    let overview = desk
        .doors
        .vault_overview(ShopAsk { shop: shop.clone() })
        .await
        .unwrap();
    assert_eq!(Some(changed.since), overview.newest.map(|backup| backup.finished));
    let other = look("brands").await.unwrap();
    assert_eq!((other.added, other.updated, other.deleted), (0, 0, 0));

    // Nothing is under way, and ending nothing is no failure.
    desk.doors.stop_looking(Nothing {}).await.unwrap();
    assert_eq!(look("no_such_type").await.unwrap_err().code, "unknown_type");
}
