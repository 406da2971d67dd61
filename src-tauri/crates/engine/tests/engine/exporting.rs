//! Exports: what is in them, what becomes of them, and that none is there by half.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_engine::{
    EXPORT_POINTS, Engine, EngineError, ExportAsk, ExportEnding, ExportEntry, ExportFiles, ExportFormat,
    ExportedBy, Faults, KeepFor, Moment, POINTS,
};
use backstock_model::{
    About, Cancel, ContentType, EmailAddress, NoProgress, Phase, Progress, Recipient, Tick,
};
use chrono::TimeDelta;
use zip::ZipArchive;

use crate::stage::{SHOP, Stage, product};

fn products(folder: &Path) -> ExportAsk {
    ExportAsk::now(
        vec![ContentType::new("products")],
        ExportFormat::JsonLines,
        folder.to_owned(),
    )
}

fn export(stage: &Stage, ask: &ExportAsk) -> ExportEntry {
    stage
        .engine
        .export(SHOP, ask, &NoProgress, &Cancel::new())
        .unwrap()
}

fn newest(stage: &Stage) -> ExportEntry {
    stage.engine.exports(SHOP).unwrap().remove(0)
}

/// A file of the first part.
fn unpacked(entry: &ExportEntry, name: &str) -> String {
    let part = entry.place.as_ref().unwrap().join(&entry.files[0].name);
    let mut zip = ZipArchive::new(File::open(part).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

// S2.10.9
#[test]
fn an_export_has_the_shop_as_it_is_now_and_only_what_was_chosen() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    stage.backup();
    stage
        .shop
        .put("products/120", &product(120, "Brand new", "2.00", 1, 1))
        .unwrap();
    let entry = export(&stage, &products(folder.path()));
    assert_eq!(entry.ending, ExportEnding::Done);
    assert_eq!(entry.types.len(), 1);
    assert_eq!(
        (entry.types[0].label.as_str(), entry.types[0].records),
        ("Products", 4)
    );
    let lines = unpacked(&entry, "products.jsonl");
    assert_eq!(lines.lines().count(), 4);
    assert!(lines.contains("Brand new"));
    // What was exported is in the vault as well.
    let backup = entry.backup.unwrap();
    assert_eq!(backup.0, 2);
    assert_eq!(entry.look_for_files(), ExportFiles::Present);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing beside it"
    );
}

#[test]
fn a_backup_that_is_there_is_exported_without_asking_the_shop() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let first = stage.backup();
    stage
        .shop
        .put("products/117", &product(117, "Renamed", "2.00", 1, 1))
        .unwrap();
    stage.backup();
    let ask = ExportAsk {
        at: Moment::Backup(first),
        ..products(folder.path())
    };
    let entry = export(&stage, &ask);
    assert_eq!(entry.backup, Some(first));
    assert!(unpacked(&entry, "products.jsonl").contains("Sourdough"));
    assert_eq!(
        stage
            .engine
            .vault()
            .latest(stage.engine.vault().shop(SHOP).unwrap().id)
            .unwrap()
            .unwrap()
            .number
            .0,
        2
    );
}

#[test]
fn an_export_of_everything_is_a_backup_of_the_whole_shop() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    stage.backup();
    let types = stage
        .engine
        .exportable(SHOP)
        .unwrap()
        .into_iter()
        .map(|stored| stored.description.key)
        .collect();
    let entry = export(
        &stage,
        &ExportAsk {
            types,
            ..products(folder.path())
        },
    );
    let overview = stage.engine.overview(SHOP).unwrap();
    assert_eq!(overview.last_backup.unwrap().number, entry.backup.unwrap());
}

// S2.15.4
#[test]
fn nothing_chosen_and_nobody_to_tell_are_refused_and_leave_no_trace() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let none = ExportAsk {
        types: Vec::new(),
        ..products(folder.path())
    };
    let nobody = ExportAsk {
        recipients: Vec::new(),
        ..products(folder.path())
    };
    let refuse = |ask| stage.engine.export(SHOP, ask, &NoProgress, &Cancel::new());
    assert!(matches!(refuse(&none), Err(EngineError::NoTypeChosen)));
    assert!(matches!(refuse(&nobody), Err(EngineError::NoRecipient)));
    // S2.10.5: another one is going on.
    let shop = stage.engine.vault().shop(SHOP).unwrap().id;
    let lock = stage.engine.vault().lock(shop, "export").unwrap();
    assert!(matches!(
        refuse(&products(folder.path())),
        Err(EngineError::Vault(_))
    ));
    drop(lock);
    assert!(stage.engine.exports(SHOP).unwrap().is_empty());
    assert!(is_empty(folder.path()));
}

// S2.12.5
#[test]
fn an_export_that_failed_is_in_the_history_with_the_reason() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    stage.backup();
    let file = folder.path().join("a file");
    fs::write(&file, "x").unwrap();
    let ask = products(&file);
    assert!(
        stage
            .engine
            .export(SHOP, &ask, &NoProgress, &Cancel::new())
            .is_err()
    );
    let entry = newest(&stage);
    assert!(matches!(&entry.ending, ExportEnding::Failed { why } if why.code == "export_folder"));
    assert_eq!(entry.look_for_files(), ExportFiles::None);
    // `Run again` asks for the same.
    let again = entry.again(Moment::Live);
    assert_eq!((again.types, again.folder), (ask.types, ask.folder));
}

/// Stops a job when it writes files.
struct StopsWhenWriting(Cancel);

impl Progress for StopsWhenWriting {
    fn tick(&self, tick: &Tick) {
        if matches!(tick.phase, Phase::WritingFile | Phase::Finishing) {
            self.0.ask();
        }
    }
}

#[test]
fn a_stopped_export_leaves_nothing_and_is_told() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let cancel = Cancel::new();
    let stopped = stage.engine.export(
        SHOP,
        &products(folder.path()),
        &StopsWhenWriting(cancel.clone()),
        &cancel,
    );
    assert!(matches!(stopped, Err(EngineError::Cancelled)));
    assert!(is_empty(folder.path()));
    assert_eq!(newest(&stage).ending, ExportEnding::Cancelled);
}

// S2.10.10, S2.12.4, S2.16.3
#[test]
fn files_are_announced_before_they_go_and_only_what_was_written_goes() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let kept = export(&stage, &products(folder.path()));
    let touched = export(&stage, &products(folder.path()));
    let place = touched.place.clone().unwrap();
    fs::write(place.join("my notes.txt"), "mine").unwrap();
    fs::write(place.join("README.txt"), "changed by me").unwrap();

    let days = (kept.expires.unwrap() - kept.finished.unwrap()).num_days();
    assert_eq!(days, 7);
    stage.clock.advance(TimeDelta::days(4));
    let tidied = stage.engine.tidy_exports(SHOP).unwrap();
    assert!(tidied.soon.is_empty() && tidied.removed.is_empty());
    stage.clock.advance(TimeDelta::days(1));
    assert_eq!(stage.engine.tidy_exports(SHOP).unwrap().soon.len(), 2);
    assert!(
        stage.engine.tidy_exports(SHOP).unwrap().soon.is_empty(),
        "told once"
    );
    stage.clock.advance(TimeDelta::days(2));
    let tidied = stage.engine.tidy_exports(SHOP).unwrap();
    assert_eq!(tidied.removed.len(), 2);

    assert!(!kept.place.unwrap().exists());
    let mut left: Vec<_> = fs::read_dir(&place)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["README.txt", "my notes.txt"]);
    for entry in stage.engine.exports(SHOP).unwrap() {
        assert_eq!(entry.look_for_files(), ExportFiles::Expired);
    }
}

// S2.10.10
#[test]
fn the_owner_says_how_long_files_stay() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let entry = export(&stage, &products(folder.path()));
    assert_eq!(stage.engine.export_keeping(SHOP).unwrap(), KeepFor::Week);
    stage.engine.set_export_keeping(SHOP, KeepFor::Forever).unwrap();
    stage.clock.advance(TimeDelta::days(400));
    assert!(stage.engine.tidy_exports(SHOP).unwrap().removed.is_empty());
    assert!(entry.place.unwrap().exists());
    assert_eq!(newest(&stage).expires, None);
    stage.engine.set_export_keeping(SHOP, KeepFor::Month).unwrap();
    let later = export(&stage, &products(folder.path()));
    assert_eq!((later.expires.unwrap() - later.finished.unwrap()).num_days(), 30);
}

// S2.12.4
#[test]
fn files_that_the_owner_took_away_are_called_moved() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let entry = export(&stage, &products(folder.path()));
    let place = entry.place.clone().unwrap();
    fs::rename(
        place.join(&entry.files[0].name),
        folder.path().join("elsewhere.zip"),
    )
    .unwrap();
    assert_eq!(newest(&stage).look_for_files(), ExportFiles::Moved);
    // `Make again`: the same backup, the same contents.
    let again = export(&stage, &entry.again(Moment::Backup(entry.backup.unwrap())));
    assert_eq!(again.backup, entry.backup);
    assert_eq!(again.look_for_files(), ExportFiles::Present);
}

// S2.12.3
#[test]
fn the_history_knows_who_asked_and_outlives_the_app() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    for by in [ExportedBy::Manual, ExportedBy::Weekly, ExportedBy::Monthly] {
        export(
            &stage,
            &ExportAsk {
                by,
                ..products(folder.path())
            },
        );
    }
    let entries = stage.engine.exports(SHOP).unwrap();
    let told: Vec<_> = entries.iter().map(|entry| (entry.number, entry.by)).collect();
    assert_eq!(
        told,
        [
            (3, ExportedBy::Monthly),
            (2, ExportedBy::Weekly),
            (1, ExportedBy::Manual)
        ]
    );
    stage.engine.remove_shop(SHOP).unwrap();
    stage.engine.add_shop(SHOP, "fake", "{}", None).unwrap();
    assert!(
        stage.engine.exports(SHOP).unwrap().is_empty(),
        "gone with the shop"
    );
}

/// An export as it stands in the vault while it is written, and its half of a folder.
fn left_behind(stage: &Stage, folder: &Path) -> (ExportEntry, PathBuf) {
    let entry = export(stage, &products(folder));
    let partial = folder.join(".backstock-export-x.partial");
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join("part-1.zip"), "half").unwrap();
    let running = ExportEntry {
        number: entry.number + 1,
        ending: ExportEnding::Running,
        finished: None,
        place: None,
        partial: Some(partial.clone()),
        ..entry
    };
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let name = format!("export/{}/{:08}", shop.id, running.number);
    let text = serde_json::to_string(&running).unwrap();
    stage.engine.vault().set_setting(&name, Some(&text)).unwrap();
    (running, partial)
}

fn subjects(stage: &Stage, export: u64) -> Vec<String> {
    let letters = stage.engine.letters_about(SHOP, About::Export(export)).unwrap();
    letters.into_iter().map(|letter| letter.letter.subject).collect()
}

// The half of it is the shop's data in the clear: it is gone when the vault is opened, not at the next export.
#[test]
fn what_a_kill_left_is_removed_and_told_when_the_vault_is_opened() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let (running, partial) = left_behind(&stage, folder.path());
    let shop = stage.engine.vault().shop(SHOP).unwrap().id;
    let job = stage.engine.vault().lock(shop, "export").unwrap();
    stage.engine.settle_exports().unwrap();
    assert!(partial.exists(), "somebody may still be at work on it");
    drop(job);
    stage.engine.settle_exports().unwrap();
    assert!(!partial.exists());
    let ending = newest(&stage).ending;
    assert!(matches!(ending, ExportEnding::Failed { why } if why.code == "app_closed"));
    // S2.15.5
    assert_eq!(subjects(&stage, running.number), ["Export of Bakery failed"]);
}

#[test]
fn what_a_kill_left_is_removed_by_the_next_export_as_well() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let (running, partial) = left_behind(&stage, folder.path());
    let next = export(&stage, &products(folder.path()));
    assert!(!partial.exists());
    assert_eq!(next.number, running.number + 1);
    let before = stage.engine.export_entry(SHOP, running.number).unwrap();
    assert!(matches!(before.ending, ExportEnding::Failed { why } if why.code == "app_closed"));
}

/// Ends the story at a point, as a kill would.
struct EndsAt(&'static str);

impl Faults for EndsAt {
    fn at(&self, point: &'static str) {
        assert!(
            EXPORT_POINTS.contains(&point) || POINTS.contains(&point),
            "{point}"
        );
        assert_ne!(point, self.0, "the story ends here");
    }
}

// Whatever the moment of a kill: the files are known as ours, their time runs, and the recipients hear of it once.
#[test]
fn files_that_were_whole_when_the_power_went_are_an_export_and_are_told_of_once() {
    for point in ["export.sealed", "export.published", "export.ended"] {
        let stage = Stage::new();
        let folder = tempfile::tempdir().unwrap();
        let killed = stage.engine.clone().with_faults(Arc::new(EndsAt(point)));
        let ask = products(folder.path());
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            drop(killed.export(SHOP, &ask, &NoProgress, &Cancel::new()));
        }));
        assert!(ended.is_err(), "{point} was met");
        for _ in 0..2 {
            stage.engine.settle_exports().unwrap();
        }
        let entry = newest(&stage);
        if point == "export.sealed" {
            assert!(matches!(entry.ending, ExportEnding::Failed { .. }), "{point}");
            assert_eq!((entry.place, entry.parts), (None, 0));
            assert!(is_empty(folder.path()), "{point}");
            assert_eq!(subjects(&stage, 1), ["Export of Bakery failed"], "{point}");
        } else {
            assert_eq!(entry.ending, ExportEnding::Done, "{point}");
            assert_eq!(entry.look_for_files(), ExportFiles::Present, "{point}");
            assert!(entry.expires.is_some(), "{point}");
            assert_eq!(subjects(&stage, 1), ["Export of Bakery is ready"], "{point}");
        }
    }
}

/// Says that files stay, in the moment in which they are about to go.
struct ChangesTheirMind(Engine);

impl Faults for ChangesTheirMind {
    fn at(&self, point: &'static str) {
        if point == "export.expired" {
            self.0.set_export_keeping(SHOP, KeepFor::Forever).unwrap();
        }
    }
}

// S2.10.10
#[test]
fn an_owner_who_says_that_files_stay_is_heard_until_the_last_moment() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let entry = export(&stage, &products(folder.path()));
    stage.clock.advance(TimeDelta::days(6));
    assert_eq!(stage.engine.tidy_exports(SHOP).unwrap().soon.len(), 1);
    stage.clock.advance(TimeDelta::days(2));
    let mind = ChangesTheirMind(stage.engine.clone());
    let tidying = stage.engine.clone().with_faults(Arc::new(mind));
    assert!(tidying.tidy_exports(SHOP).unwrap().removed.is_empty());
    assert!(entry.place.unwrap().exists());
    assert_eq!(newest(&stage).expires, None);
}

// S2.10.6, S2.13.5
#[test]
fn everybody_hears_of_the_files_with_a_letter_of_their_own() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let anna = Recipient::Email(EmailAddress::parse("anna@example.com").unwrap());
    let ask = ExportAsk {
        recipients: vec![Recipient::ThisComputer, anna.clone()],
        ..products(folder.path())
    };
    let entry = export(&stage, &ask);
    let letters = stage
        .engine
        .letters_about(SHOP, About::Export(entry.number))
        .unwrap();
    assert_eq!(letters.len(), 2);
    let letter = &letters[1];
    assert_eq!(letter.recipient, Some(anna));
    assert_eq!(letter.letter.subject, "Export of Bakery is ready");
    let fact = |name: &str| letter.letter.facts.iter().find(|(known, _)| known == name);
    let (_, file) = fact(&entry.files[0].name).unwrap();
    assert!(file.contains(&entry.files[0].sha256), "{file}");
    assert!(fact("Folder").unwrap().1.contains("bakery-"));
    assert_eq!(fact("Products").unwrap().1, "3");
    let text = format!("{:?}", letter.letter);
    assert!(!text.contains("Sourdough") && !text.contains("ada@example.com"));
    // S2.15.5: of one that failed they hear as well.
    let file = folder.path().join("a file");
    fs::write(&file, "x").unwrap();
    let failing = ExportAsk { folder: file, ..ask };
    assert!(
        stage
            .engine
            .export(SHOP, &failing, &NoProgress, &Cancel::new())
            .is_err()
    );
    let about = About::Export(newest(&stage).number);
    let letters = stage.engine.letters_about(SHOP, about).unwrap();
    assert_eq!(letters[1].letter.subject, "Export of Bakery failed");
}
