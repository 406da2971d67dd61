//! Files in a shop's history: a backup that stands at the date of its data, and is in nobody's way.

use std::fs;
use std::path::{Path, PathBuf};

use backstock_engine::keeping::KeepRule;
use backstock_engine::{
    ArchiveAsk, DifferingAsk, EngineError, FileToImport, Moment, OpenFiles, TypeOffer, anchored,
};
use backstock_model::{BackupNumber, Cancel, ChangeKind, Choice, Clock as _, NoProgress};
use backstock_testkit::KeyringInMemory;
use backstock_vault::{Backup, BackupKind, VaultError};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

use crate::stage::{SHOP, Stage, content_type, key, path, product};

fn import(stage: &Stage, file: &Path, dated: Option<DateTime<Utc>>) -> Result<Backup, EngineError> {
    let file = FileToImport {
        path: file,
        passphrase: None,
        dated,
        label: None,
    };
    stage.engine.import_file(SHOP, file, &NoProgress, &Cancel::new())
}

/// A backup file of the bakery as it was before anybody backed it up here: dearer bread, and a cake that is gone since.
fn old_file(folder: &TempDir) -> PathBuf {
    let then = Stage::new();
    then.shop.set("products/117", "/price", r#""3.90""#).unwrap();
    then.shop
        .put("products/90", &product(90, "Apple cake", "12.00", 2, 3))
        .unwrap();
    then.backup();
    let file = folder.path().join("bakery-2023.backstock.zip");
    let ask = ArchiveAsk {
        at: Moment::Latest,
        path: &file,
        passphrase: None,
    };
    then.engine
        .create_archive(SHOP, ask, &NoProgress, &Cancel::new())
        .unwrap();
    file
}

fn years_ago(stage: &Stage, years: i64) -> DateTime<Utc> {
    stage.clock.now() - TimeDelta::days(365 * years)
}

fn numbers(backups: &[Backup]) -> Vec<u64> {
    backups.iter().map(|backup| backup.number.0).collect()
}

// Capability 8: a file stands in the history at its date, is badged, and takes nothing of what the shop's own backups are.
#[test]
fn a_file_becomes_a_backup_of_its_date_and_protects_nothing() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let first = stage.backup();
    let file = old_file(&folder);
    let dated = years_ago(&stage, 3);
    let imported = import(&stage, &file, Some(dated)).unwrap();
    assert_eq!((imported.kind, imported.finished), (BackupKind::Imported, dated));
    assert_eq!(imported.label.as_deref(), Some("bakery-2023.backstock.zip"));
    let last = stage.backup_outcome();
    assert!(
        last.alarm.is_none(),
        "nothing unusual happened since the backup before"
    );
    assert_eq!((last.backup.counts.added, last.backup.counts.updated), (0, 0));

    // The numbers are the shop's own, each given once; the order is that of the dates.
    assert_eq!((first.0, imported.number.0, last.backup.number.0), (1, 2, 3));
    assert_eq!(numbers(&stage.engine.backups(SHOP).unwrap()), [3, 1, 2]);
    assert_eq!(stage.engine.latest(SHOP).unwrap().number, last.backup.number);
    let overview = stage.engine.overview(SHOP).unwrap();
    assert_eq!(overview.last_backup.unwrap().number, last.backup.number);
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    assert_eq!(numbers(&stage.engine.vault().backups(shop.id).unwrap()), [3, 1]);
    // No rule takes it away, and the vault proves.
    stage
        .engine
        .prune(SHOP, KeepRule::Last { backups: 1 }, &NoProgress, &Cancel::new())
        .unwrap();
    assert!(numbers(&stage.engine.backups(SHOP).unwrap()).contains(&imported.number.0));
    let verified = stage
        .engine
        .verify(Some(SHOP), &NoProgress, &Cancel::new())
        .unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    // The first one stays whatever the rule.
    assert_eq!(verified.backups, 3, "the shop's own and the file's");
    // Nobody is told that the file has not been backed up for long; that the shop has not, and since when, is as it was.
    stage.clock.advance(TimeDelta::days(30));
    let late = stage.engine.late_to_tell(backstock_schedule::Tz::UTC).unwrap();
    let told: Vec<_> = late.iter().map(|late| (late.shop.as_str(), late.since)).collect();
    assert_eq!(told, [(SHOP, Some(last.backup.finished))]);
}

// Capability 8: what a file alone never makes is protection. A shop without a backup of its own is not backed up.
#[test]
fn a_shop_that_only_has_a_file_is_not_backed_up() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let file = old_file(&folder);
    let imported = import(&stage, &file, Some(years_ago(&stage, 1))).unwrap();
    assert!(stage.engine.overview(SHOP).unwrap().last_backup.is_none());
    assert!(matches!(
        stage.engine.latest(SHOP),
        Err(EngineError::NoBackup { .. })
    ));
    // The first backup of its own is the next number.
    assert_eq!(stage.backup().0, imported.number.0 + 1);
}

// Capabilities 1 and 8: the history of an item starts years back, and a value that was in a file is a span of its own.
#[test]
fn an_item_has_the_versions_of_files_at_their_dates() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let first = stage.backup();
    let between = stage.clock.now() + TimeDelta::hours(12);
    let second = stage.backup();
    let file = old_file(&folder);
    let old = import(&stage, &file, Some(years_ago(&stage, 3))).unwrap().number;
    // The same file once more, as of a day between two backups: it parts the version that both have.
    let inside = import(&stage, &file, Some(between)).unwrap().number;
    let bread = key("products/117");
    let told: Vec<(u64, u64, bool)> = stage
        .engine
        .history(SHOP, &bread)
        .unwrap()
        .iter()
        .map(|version| (version.backup.0, version.last.0, version.deleted))
        .collect();
    assert_eq!(
        told,
        [
            (second.0, second.0, false),
            (inside.0, inside.0, false),
            (first.0, first.0, false),
            (old.0, old.0, false)
        ]
    );
    let (spans, _) = stage
        .engine
        .timeline(SHOP, &bread, Some(&path("/price")))
        .unwrap();
    let prices: Vec<String> = spans
        .iter()
        .map(|span| span.value.as_ref().unwrap().to_text())
        .collect();
    assert_eq!(prices, ["3.90", "4.50", "3.90", "4.50"]);
    // What did not change is no version of its own, and what only files have is there, too.
    let same = stage.engine.history(SHOP, &key("products/118")).unwrap();
    assert_eq!(same.len(), 2, "{same:?}");
    let gone = key("products/90");
    let cake = stage.engine.compare_record(SHOP, &gone, old, true).unwrap();
    assert_eq!(cake.name, "Apple cake");
    assert!(!cake.selected.deleted);
}

// Capability 8: an imported backup is laid beside the shop, beside a backup and beside another file, in both directions.
#[test]
fn a_file_in_the_history_is_compared_like_any_backup() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let own = stage.backup();
    let file = old_file(&folder);
    let old = import(&stage, &file, Some(years_ago(&stage, 3))).unwrap().number;
    let again = import(&stage, &file, Some(years_ago(&stage, 2))).unwrap().number;
    let counts = |a: &Moment, b: &Moment| {
        let found = stage
            .engine
            .compare(SHOP, a, b, Some(&content_type("products")), true, &Cancel::new())
            .unwrap();
        let counted = &found.types[0];
        assert_eq!(
            found.records.len() as u64,
            counted.added + counted.updated + counted.deleted
        );
        (counted.added, counted.updated, counted.deleted, counted.unchanged)
    };
    let [old_one, same, newer] = [old, again, own].map(Moment::Backup);
    assert_eq!(counts(&old_one, &newer), (0, 1, 1, 2));
    assert_eq!(counts(&newer, &old_one), (1, 1, 0, 2));
    assert_eq!(counts(&old_one, &Moment::Live), (0, 1, 1, 2));
    assert_eq!(counts(&Moment::Live, &old_one), (1, 1, 0, 2));
    assert_eq!(counts(&old_one, &same), (0, 0, 0, 4));

    let found = stage
        .engine
        .differing(SHOP, old, &Moment::Latest, &Cancel::new())
        .unwrap();
    assert_eq!(found.to, Some(own));
    let ask = DifferingAsk {
        content_type: content_type("products"),
        change: Some(ChangeKind::Deleted),
        find: "apple".to_owned(),
    };
    let page = stage.engine.differing_records(&found, &ask, 0, 10).unwrap();
    assert_eq!((page.total, page.records[0].name.as_str()), (1, "Apple cake"));
    // A mistake between two backups is only taken back along the chain.
    let reverted =
        stage
            .engine
            .plan_revert(SHOP, (old, own), &Choice::default(), &NoProgress, &Cancel::new());
    assert!(matches!(reverted, Err(EngineError::SpanElsewhere)));
}

// Capability 8, S2.7: a restore goes to a file of the history as to any backup, and is undone.
#[test]
fn a_price_of_three_years_ago_comes_back_from_a_file_and_the_restore_is_undone() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    stage.backup();
    let dated = years_ago(&stage, 3);
    let old = import(&stage, &old_file(&folder), Some(dated)).unwrap().number;
    let choice = Choice {
        records: vec![key("products/117"), key("products/90")],
        ..Choice::default()
    };
    let outcome = stage.restore(old, &choice);
    assert_eq!((outcome.succeeded, outcome.failed), (2, 0));
    let price = || stage.shop.get("products/117", "/price").unwrap();
    assert_eq!(price(), "3.90");
    assert!(stage.shop.get("products/90", "/name").is_some());
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!((run.to, run.to_at), (old, Some(dated)));
    stage.undo(outcome.run);
    assert_eq!(price(), "4.50");
    assert!(stage.shop.get("products/90", "/name").is_none());
}

// Capability 8: types that a file does not hold were not read then; nothing is said of them and nothing is done with them.
#[test]
fn what_a_file_does_not_hold_was_not_read_then() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let own = stage.backup();
    let file = folder.path().join("products.csv");
    fs::write(
        &file,
        "id,name,sku,price\n117,Sourdough,SD,3.10\n118,Pumpernickel,PN,3.20\n",
    )
    .unwrap();
    let csv = import(&stage, &file, Some(years_ago(&stage, 5))).unwrap();
    assert!(csv.partial);
    let found = stage
        .engine
        .differing(SHOP, csv.number, &Moment::Backup(own), &Cancel::new())
        .unwrap();
    let types: Vec<_> = found
        .types
        .iter()
        .map(|found| (found.description.key.to_string(), found.offer.clone()))
        .collect();
    assert_eq!(types, [("products".to_owned(), TypeOffer::Possible)]);
    let others = stage
        .engine
        .plan_restore(
            SHOP,
            csv.number,
            &Choice {
                records: vec![key("orders/1")],
                allow_deletes: true,
                ..Choice::default()
            },
            &NoProgress,
            &Cancel::new(),
        )
        .unwrap();
    assert!(others.1.records.is_empty(), "{:?}", others.1.records);
}

// Capability 8: what is not of this shop, of no time, or there already is refused with the reason, and nothing stays behind.
#[test]
fn a_file_that_does_not_belong_into_the_history_is_refused() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    stage.backup();
    let file = old_file(&folder);
    let shops = |stage: &Stage| stage.engine.vault().shops().unwrap().len();
    let tomorrow = stage.clock.now() + TimeDelta::days(1);
    assert!(matches!(
        import(&stage, &file, Some(tomorrow)),
        Err(EngineError::DateToCome)
    ));
    let strange = folder.path().join("planets.csv");
    fs::write(&strange, "Planet,Moons\nMars,2\nVenus,0\n").unwrap();
    let then = Some(years_ago(&stage, 1));
    assert!(matches!(
        import(&stage, &strange, then),
        Err(EngineError::OfNoTypeHere { .. })
    ));
    let other = folder.path().join("shoes.csv");
    let shoes = "id,name,sku,price\n117,Sandal,S1,30\n118,Boot,S2,90\n119,Clog,S3,50\n";
    fs::write(&other, shoes).unwrap();
    assert!(matches!(
        import(&stage, &other, then),
        Err(EngineError::OtherRecords { .. })
    ));
    assert_eq!(shops(&stage), 1);
    let there = import(&stage, &file, then).unwrap();
    match import(&stage, &file, then) {
        Err(EngineError::AlreadyInHistory { backup }) => assert_eq!(backup, there.number),
        other => panic!("{other:?}"),
    }
    assert_eq!(shops(&stage), 2);
    // What was read for previews is tidied up, and what is in the history is not.
    anchored::forget_read_files(&KeyringInMemory::default(), &stage.engine, None);
    assert_eq!(shops(&stage), 2);
}

// Capability 8: a file is taken out of the history like a backup is deleted; pinned it stays, and its number is not given again.
#[test]
fn what_was_imported_can_be_taken_out_again() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let own = stage.backup();
    let file = old_file(&folder);
    let old = import(&stage, &file, Some(years_ago(&stage, 3))).unwrap().number;
    let delete = |number| {
        stage
            .engine
            .delete_backups(SHOP, &[number], &NoProgress, &Cancel::new())
    };
    stage
        .engine
        .pin_backup(SHOP, old, true, Some("the oldest"))
        .unwrap();
    assert!(matches!(delete(old), Err(EngineError::BackupKept { .. })));
    stage.engine.pin_backup(SHOP, old, false, None).unwrap();
    assert!(stage.engine.room_freed(SHOP, &[old]).unwrap() > 0);
    assert_eq!(delete(old).unwrap().deleted, [old]);
    assert_eq!(numbers(&stage.engine.backups(SHOP).unwrap()), [own.0]);
    assert_eq!(stage.engine.vault().shops().unwrap().len(), 1);
    assert!(file.exists());
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    assert!(matches!(
        stage.engine.vault().backup(shop.id, old),
        Err(VaultError::UnknownBackup(_))
    ));
    assert_eq!(stage.backup(), BackupNumber(old.0 + 1));
    // With the shop goes what was imported into its history.
    import(&stage, &file, Some(years_ago(&stage, 3))).unwrap();
    stage.engine.remove_shop(SHOP).unwrap();
    assert!(stage.engine.vault().shops().unwrap().is_empty());
}

// Capability 8: any file beside the shop as it is now, or beside a backup, without keeping anything of it.
#[test]
fn a_file_is_compared_with_the_shop_as_it_is_now() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let own = stage.backup();
    let file = old_file(&folder);
    stage.shop.set("products/118", "/price", r#""9.90""#).unwrap();
    for (moment, updated) in [(Moment::Live, 2), (Moment::Backup(own), 1)] {
        let opened = OpenFiles::beside(folder.path(), &stage.engine, SHOP, &moment).unwrap();
        let found = opened
            .compare_beside("files", &file, None, &NoProgress, &Cancel::new())
            .unwrap();
        let products = found
            .types
            .iter()
            .find(|found| found.description.key == content_type("products"))
            .unwrap();
        let changes = &products.changes;
        assert_eq!(
            (changes.added, changes.updated, changes.deleted),
            (0, updated, 1),
            "{moment:?}"
        );
        let bread = opened
            .engine()
            .compare_record("files", &key("products/117"), BackupNumber(1), true)
            .unwrap();
        assert_eq!(bread.changed_fields, 1);
    }
    // Nothing of it stays, neither in the vault nor beside the file.
    assert_eq!(stage.engine.vault().shops().unwrap().len(), 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    assert_eq!(stage.engine.vault().backups(shop.id).unwrap().len(), 1);
}
