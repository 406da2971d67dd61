//! The files of a store's own themes: asked for, waited for, kept, and not asked for again.

use backstock_emulator::{Fault, Id, When};
use backstock_engine::Moment;
use backstock_model::BackupNumber;

use crate::store_stage::{SHOP, Stage, key_of};

/// The store's own theme.
fn own(stage: &Stage) -> Id {
    stage
        .store
        .change(|shop| {
            let mut themes = shop.ids_of("themes").into_iter();
            themes.find(|id| shop.record("themes", id.clone()).unwrap()["is_private"] == true)
        })
        .unwrap()
}

/// The bytes of a theme's file in a backup.
fn file(stage: &Stage, theme: &Id, backup: u64) -> Option<Vec<u8>> {
    let moment = Moment::Backup(BackupNumber(backup));
    let key = key_of(&format!("themes/{theme}"));
    let document = stage.engine.document(SHOP, &key, &moment).unwrap().unwrap();
    let file = document.to_node().unwrap().get("file").cloned()?;
    match file.as_object() {
        Some(hash) => stage.vault.vault().object(&hash).unwrap(),
        None => file.as_bytes(),
    }
}

fn asked(stage: &Stage) -> usize {
    let log = stage.store.log();
    let is_asked = |path: &str| path.ends_with("/actions/download");
    log.iter().filter(|call| is_asked(&call.path)).count()
}

fn told(left_out: &[backstock_engine::LeftOutOfBackup]) -> Vec<String> {
    let of_themes = left_out
        .iter()
        .filter(|left| left.label == "Themes" && !left.always);
    of_themes.map(|left| left.what.clone()).collect()
}

// Issue 6: theme files are kept as bytes. The token stays with the store.
#[test]
fn a_themes_files_are_kept_and_fetched_again_when_it_changed() {
    let stage = Stage::small();
    let theme = own(&stage);
    let large: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let first = stage.backup();
    assert!(told(&first.left_out).is_empty(), "{:?}", told(&first.left_out));
    assert!(file(&stage, &theme, 1).unwrap().starts_with(b"PK"));
    assert_eq!(asked(&stage), 1, "themes of the marketplace are not asked for");
    let log = stage.store.log();
    let fetched: Vec<_> = log
        .iter()
        .filter(|call| call.path.starts_with("/cdn/themes/"))
        .collect();
    assert_eq!(fetched.len(), 1);
    assert_eq!(fetched[0].token, "none");

    // What did not change is not fetched again, on this day or the next.
    for minutes in [30, 24 * 60] {
        stage.later(minutes);
        stage.store.clear_log();
        stage.backup();
        assert_eq!(asked(&stage), 0);
    }
    assert_eq!(file(&stage, &theme, 3), file(&stage, &theme, 1));

    stage
        .store
        .change(|shop| shop.put_theme_files(theme.clone(), large.clone()));
    stage.later(30);
    stage.store.clear_log();
    stage.backup();
    assert_eq!(asked(&stage), 1);
    assert!(file(&stage, &theme, 4).is_some_and(|bytes| bytes == large));
    assert!(file(&stage, &theme, 1).unwrap().starts_with(b"PK"));
    stage.later(30);
    stage.store.clear_log();
    stage.backup();
    assert_eq!(asked(&stage), 0, "what is kept beside the document is known too");
}

// Issue 6: a file that cannot be had is told with its reason, fails nothing, and is asked for again.
#[test]
fn a_theme_whose_files_cannot_be_had_is_told_until_they_can() {
    let stage = Stage::small();
    let theme = own(&stage);
    let backup = |reason: &str| {
        stage.later(30);
        let outcome = stage.backup();
        let told = told(&outcome.left_out);
        assert_eq!(told.len(), 1, "{reason}: {told:?}");
        assert!(
            told[0].contains("Files could not be had of: Harbour (") && told[0].contains(reason),
            "{}",
            told[0]
        );
        assert_eq!(file(&stage, &theme, outcome.backup.number.0), None);
    };
    stage.store.set(|quirks| quirks.theme_downloads_fail = true);
    backup("the store says: The theme could not be packed)");
    stage.store.set(|quirks| quirks.theme_downloads_fail = false);
    // It takes for ever.
    stage.store.set(|quirks| quirks.theme_job_ms = 3_600_000);
    backup("it was not ready after two minutes");
    stage.store.set(|quirks| quirks.theme_job_ms = 0);
    // The place it should be at leads elsewhere, or has nothing any more.
    for fault in [
        Fault::Redirect("https://elsewhere.example/theme.zip".to_owned()),
        Fault::Status(404),
    ] {
        let at = || When::next().path("/cdn/themes/");
        stage.store.fault(at().always(), fault);
        backup("nothing is where the store says");
        stage.store.forgive();
    }
    stage
        .store
        .fault(When::next().path("/actions/download"), Fault::Status(403));
    backup("the token does not allow it");
    stage
        .store
        .fault(When::next().path("/actions/download"), Fault::Status(500));
    backup("");

    stage.later(30);
    let whole = stage.backup();
    assert!(told(&whole.left_out).is_empty(), "{:?}", told(&whole.left_out));
    assert!(
        file(&stage, &theme, whole.backup.number.0)
            .unwrap()
            .starts_with(b"PK")
    );
}
