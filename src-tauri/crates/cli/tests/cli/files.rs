//! The list of backup files on the command line.

use std::fs;

use super::bakery;
use super::stage::Stage;

fn with_bakery() -> Stage {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.sqlite"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    stage.json(["backup", "Bakery"]);
    stage
}

// S0.1, S0.2, S0.6, S0.7: the whole life of files in the list, each step its own start of the program.
#[test]
fn files_are_made_added_ordered_restored_and_deleted() {
    let stage = with_bakery();
    let made = stage.json(["files", "create", "Bakery", "--called", "Before the summer"]);
    assert_eq!(
        (&made["kind"], &made["standing"]),
        (&"backstock".into(), &"whole".into())
    );
    fs::write(
        stage.path("old.sql"),
        "CREATE TABLE teas (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO teas VALUES (1,'Sencha');\n",
    )
    .unwrap();
    let added = stage.json([
        "files",
        "add",
        "Bakery",
        "old.sql",
        "--called",
        "Old server",
        "--dated",
        "2026-03-01",
    ]);
    assert_eq!(
        (&added["kind"], &added["made_here"]),
        (&"dump".into(), &false.into())
    );
    let names = |words: &[&str]| -> Vec<String> {
        let listed = stage.json(words);
        let files = listed["files"].as_array().unwrap();
        files
            .iter()
            .map(|file| file["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        names(&["files", "list", "Bakery"]),
        ["Old server", "Before the summer"]
    );
    assert_eq!(
        names(&["files", "order", "Bakery", "1", "2"]),
        ["Before the summer", "Old server"]
    );
    // The order is there the next time.
    assert_eq!(
        names(&["files", "list", "Bakery"]),
        ["Before the summer", "Old server"]
    );

    let good = bakery::content(&stage.path("bakery.sqlite"));
    bakery::spoil(&stage.path("bakery.sqlite"));
    let restored = stage.json([
        "files",
        "restore",
        "Bakery",
        "1",
        "--allow-deletes",
        "--include-protected",
        "--yes",
    ]);
    assert_eq!(restored["failed"], 0, "{restored}");
    assert_eq!(bakery::content(&stage.path("bakery.sqlite")), good);

    assert_eq!(
        stage.refused(["files", "delete", "Bakery", "2"])["code"],
        "not_confirmed"
    );
    stage.json(["files", "delete", "Bakery", "2", "--yes"]);
    let last = stage.refused(["files", "delete", "Bakery", "1", "--yes"]);
    assert_eq!(last["code"], "backup_files_stay");
    stage.json(["files", "delete", "Bakery", "1", "--yes", "--all-the-same"]);
    assert_eq!(
        names(&["files", "list", "Bakery", "--trash"]),
        ["Before the summer", "Old server"]
    );
    let emptied = stage.json(["files", "empty-trash", "Bakery", "--yes"]);
    assert_eq!(
        (&emptied["forgotten"], &emptied["removed"]),
        (&2.into(), &1.into())
    );
    assert!(stage.path("old.sql").exists());
}

// S0.4: the wrong file is refused with the reason, and nothing is listed.
#[test]
fn what_cannot_be_read_is_not_listed() {
    let stage = with_bakery();
    fs::write(stage.path("letter.pdf"), b"%PDF-1.7 and so on").unwrap();
    let refused = stage.refused(["files", "add", "Bakery", "letter.pdf", "--called", "A letter"]);
    assert_eq!(refused["code"], "file_kind_not_read");
    let listed = stage.json(["files", "list", "Bakery"]);
    assert_eq!(listed["files"].as_array().unwrap().len(), 0);
}
