//! What a backup of a store does not have is told, type by type, and never left out in silence.

use backstock_emulator::{Fault, Options, Token, When};
use backstock_engine::{BackupAsk, LeftOutOfBackup};
use backstock_model::{BackupNumber, Cancel, NoProgress};
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
            "Store settings: Not readable with this token, or not part of the store's plan: Search filters."
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
    for words in [
        "Products: Pictures of ",
        "Products: Complex rules could not be read",
    ] {
        assert!(has(&mendable(&second.left_out), words), "{:#?}", second.left_out);
    }

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

fn asked_for_rules(stage: &Stage) -> usize {
    let log = stage.store.log();
    log.iter()
        .filter(|call| call.path.ends_with("/complex-rules"))
        .count()
}

// S2.0.4: a part that stands as the backup before had it is told as such, also by the next backup that takes it out of the vault.
#[test]
fn a_part_that_stands_as_it_was_is_told_until_it_is_read_again() {
    let stage = Stage::small();
    stage.backup();
    stage.later(24 * 60);
    stage
        .store
        .fault(When::next().path("/complex-rules").always(), Fault::Status(403));
    let is_told =
        |left_out: &[LeftOutOfBackup]| has(&mendable(left_out), "Products: Complex rules could not be read");
    assert!(is_told(&stage.backup().left_out));
    stage.later(30);
    assert!(is_told(&stage.backup().left_out));
    stage.store.forgive();
    stage.later(24 * 60);
    assert!(!is_told(&stage.backup().left_out));
    stage.later(30);
    assert!(!is_told(&stage.backup().left_out));
}

// S2.0.4: one refusal is no reason not to ask for the same of other records.
#[test]
fn one_refusal_hides_one_record_s_part_only() {
    let stage = Stage::small();
    stage.backup();
    let all = asked_for_rules(&stage);
    assert!(all > 1, "{all}");
    stage.later(24 * 60);
    stage.store.clear_log();
    stage
        .store
        .fault(When::next().path("/complex-rules"), Fault::Status(403));
    let second = stage.backup();
    assert!(
        has(
            &mendable(&second.left_out),
            "Products: Complex rules could not be read"
        ),
        "{:#?}",
        second.left_out
    );
    assert_eq!(asked_for_rules(&stage), all);
}

// S2.0.4: what an attempt could not take with it says nothing of the backup that has its number later.
#[test]
fn a_failed_attempt_leaves_no_word_for_the_backup_after_it() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    stage.store.clear_log();
    let second = stage.backup();
    let calls = |stage: &Stage| {
        let log = stage.store.log();
        log.iter().filter(|call| call.path.contains("/v2/store")).count() as u64
    };
    let last = calls(&stage) - 1;
    stage.later(30);
    stage.store.fault(
        When::next().path("/v3/settings/search/filters").always(),
        Fault::Status(403),
    );
    stage.store.fault(
        When::next().path("/v2/store").after(last).always(),
        Fault::Status(422),
    );
    stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap_err();
    stage.store.forgive();
    stage.later(30);
    let third = stage.backup();
    assert_eq!(third.backup.number, BackupNumber(3));
    assert_eq!(mendable(&third.left_out), mendable(&second.left_out));
    assert_eq!(stage.engine.left_out(SHOP, None).unwrap(), third.left_out);
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
