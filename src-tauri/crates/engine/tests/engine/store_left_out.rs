//! What a backup of a store does not have is told, type by type, and never left out in silence.

use backstock_emulator::{Fault, Options, Token, When};
use backstock_engine::LeftOutOfBackup;
use backstock_model::BackupNumber;
use serde_json::json;

use crate::store_stage::{SHOP, Stage};

fn mendable(left_out: &[LeftOutOfBackup]) -> Vec<String> {
    let mendable = left_out.iter().filter(|left| !left.always);
    mendable
        .map(|left| format!("{}: {}", left.label, left.what))
        .collect()
}

fn has(told: &[String], words: &str) -> bool {
    told.iter().any(|line| line.contains(words))
}

// S2.0.4: a picture whose bytes were not handed over, a part the token may not read, a group of settings the plan does not have.
#[test]
fn what_the_store_did_not_hand_over_is_told_by_type_until_it_does() {
    let stage = Stage::small();
    for (path, status) in [
        ("/cdn/", 404),
        ("/complex-rules", 403),
        ("/v3/settings/search/filters", 403),
    ] {
        stage
            .store
            .fault(When::next().path(path).always(), Fault::Status(status));
    }
    let first = stage.backup();
    let told = mendable(&first.left_out);
    assert!(has(&told, "Products: Pictures of "), "{told:#?}");
    assert!(
        has(&told, "Products: Complex rules could not be read"),
        "{told:#?}"
    );
    assert!(
        has(
            &told,
            "Store settings: Not readable with this token, or not part of the store's plan: search/filters."
        ),
        "{told:#?}"
    );
    for label in ["Orders", "Email templates", "Themes", "Customers"] {
        assert!(
            first
                .left_out
                .iter()
                .any(|left| left.always && left.label == label),
            "nothing is said of what is never kept of {label}"
        );
    }
    assert_eq!(stage.engine.left_out(SHOP, None).unwrap(), first.left_out);

    // The next one of the day takes what did not change out of the vault, where the pictures are missing still.
    stage.later(30);
    let second = stage.backup();
    assert!(
        has(&mendable(&second.left_out), "Products: Pictures of "),
        "{:#?}",
        second.left_out
    );

    stage.store.forgive();
    stage.later(24 * 60);
    let third = stage.backup();
    assert_eq!(mendable(&third.left_out), Vec::<String>::new());
    // Each backup goes on to say what it left out itself.
    let of_first = stage.engine.left_out(SHOP, Some(BackupNumber(1))).unwrap();
    assert_eq!(mendable(&of_first), told);
    assert_eq!(
        mendable(&stage.engine.left_out(SHOP, None).unwrap()),
        Vec::<String>::new()
    );
}

// S2.0.4: a type that the token may not read, and what was kept of it before stays.
#[test]
fn a_type_that_the_token_may_not_read_is_told_with_every_backup() {
    let stage = Stage::with(Options {
        tokens: vec![Token::new("owner").without("store_v2_marketing")],
        ..Options::default()
    });
    let backup = stage.backup();
    let told = mendable(&backup.left_out);
    assert!(
        has(&told, "Coupons: The token does not allow reading it"),
        "{told:#?}"
    );
    stage.store.change(|shop| {
        let brand = shop.ids_of("brands").remove(0);
        shop.edit("brands", brand, json!({ "page_title": "Other" }));
    });
    stage.later(30);
    let again = stage.backup();
    assert_eq!(mendable(&again.left_out), told);
}
