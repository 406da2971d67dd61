//! What is done about a restore afterwards, what is put right by hand, and a vault that is only looked at.

use super::bakery;
use super::stage::{Ran, Stage};

fn bakery_in_vault() -> (Stage, std::path::PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    (stage, file)
}

// S2.15.6, S2.16.4
#[test]
fn what_failed_is_tried_again_and_the_record_is_kept_in_a_file() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(
        &file,
        "UPDATE products SET price = '0.01', name = '=SUM(1)' WHERE id = 1;
         UPDATE products SET sku = 'OTHER' WHERE id = 2;
         INSERT INTO products (id, name, sku) VALUES (118, 'Almond slice', 'ROLL');",
    );
    let done = stage.json_with(
        1,
        [
            "restore",
            "Bakery",
            "--to",
            "1",
            "--type",
            "products",
            "--yes",
            "--note",
            "Ada, import",
        ],
    );
    let run = done["run"].as_u64().unwrap().to_string();
    assert_eq!((&done["succeeded"], &done["failed"]), (&1.into(), &1.into()));

    let told = stage.json(["recovery", "Bakery", &run]);
    let summary = told["summary"].as_str().unwrap();
    assert!(
        summary.starts_with("Put back to ") && summary.contains("1 item failed: "),
        "{summary}"
    );
    // What was left alone stands with the run, with the reason.
    let left = &told["decisions"];
    assert_eq!(left.as_array().unwrap().len(), 1, "{left}");
    for (field, value) in [
        ("type", "products"),
        ("id", "118"),
        ("name", "Almond slice"),
        ("decided", "skipped"),
        ("reason", "deletes_not_allowed"),
    ] {
        assert_eq!(left[0][field], value, "{left}");
    }
    let page = stage.run(["recovery", "Bakery", &run]).out;
    assert!(
        page.contains("nothing is deleted without --allow-deletes"),
        "{page}"
    );
    for (name, holds) in [("record.csv", "\"'=SUM(1)\""), ("record.html", "Ada, import")] {
        stage.json(["recovery", "Bakery", &run, "--audit", name]);
        let text = std::fs::read_to_string(stage.path(name)).unwrap();
        assert!(text.contains(holds), "{text}");
        assert_eq!(
            stage.code(["recovery", "Bakery", &run, "--audit", name]),
            "file_there"
        );
    }

    bakery::edit(&file, "DELETE FROM products WHERE id = 118");
    let preview = stage.json(["restore", "Bakery", "--retry", &run, "--preview"]);
    assert_eq!((&preview["creates"], &preview["updates"]), (&0.into(), &1.into()));
    let again = stage.json(["restore", "Bakery", "--retry", &run, "--yes"]);
    assert_eq!((&again["succeeded"], &again["failed"]), (&1.into(), &0.into()));
    let run = again["run"].as_u64().unwrap().to_string();
    assert_eq!(
        stage.code(["restore", "Bakery", "--retry", &run, "--yes"]),
        "nothing_failed"
    );
}

// T8
#[test]
fn a_record_is_put_right_by_hand_step_by_step() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(&file, "UPDATE categories SET name = 'Brot' WHERE id = 1");
    let guide = stage.json(["guide", "Bakery", "--to", "1", "--record", "categories/1"]);
    assert_eq!(guide["status"], "Progressing");
    assert_eq!(guide["steps"][0]["wanted"], "Bread");
    assert_eq!(guide["page"], serde_json::Value::Null);
    let number = guide["guide"].as_u64().unwrap().to_string();
    stage.json(["shop", "admin", "Bakery", "https://bakery.example/admin"]);
    let listed = stage.json(["guide", "Bakery"]);
    assert_eq!(listed["guides"][0]["page"], "https://bakery.example/admin");
    // Ticks are the owner's own note, counted as the steps are shown; the shop is not asked.
    let ticked = |ticks: &str| {
        stage.json(["guide", "Bakery", ticks, &number, "--step", "1"])["steps"][0]["ticked"].clone()
    };
    assert_eq!(
        (ticked("--tick"), ticked("--untick")),
        (true.into(), false.into())
    );
    assert_eq!(ticked("--tick"), true);
    let shown = stage.run(["guide", "Bakery", "--show", &number]).out;
    assert!(
        shown.contains("[x]") && shown.contains("https://bakery.example/admin"),
        "{shown}"
    );
    let mut beyond = stage.command(["guide", "Bakery", "--tick", &number, "--step", "9"]);
    assert_eq!(Ran::of(&mut beyond).code, 2);
    let checked = stage.json_with(1, ["guide", "Bakery", "--check", &number]);
    assert_eq!(checked["steps"][0]["is_right"], false);
    bakery::edit(&file, "UPDATE categories SET name = 'Bread' WHERE id = 1");
    assert_eq!(
        stage.json(["guide", "Bakery", "--check", &number])["status"],
        "Done"
    );
    assert_eq!(stage.json(["guide", "Bakery"])["guides"][0]["status"], "Done");
    assert_eq!(
        stage.code(["guide", "Bakery", "--to", "1", "--record", "categories/1"]),
        "nothing_to_guide"
    );
}

// T10
#[test]
fn a_vault_that_is_only_looked_at_refuses_whatever_writes() {
    let (stage, file) = bakery_in_vault();
    bakery::spoil(&file);
    let spoilt = bakery::content(&file);
    let restore = ["restore", "Bakery", "--to", "1", "--yes"];
    assert_eq!(stage.code(restore.iter().chain(&["--view-only"])), "view_only");
    assert_eq!(stage.json(["vault", "view-only", "on"])["view_only"], true);
    for words in [
        restore.as_slice(),
        &["restore", "Bakery", "--to", "1", "--preview"],
        &["undo", "Bakery", "1", "--yes"],
        &["prune", "Bakery", "--delete", "1", "--yes"],
        &["shop", "remove", "Bakery", "--yes"],
        &["vault", "keys", "forget"],
        &["guide", "Bakery", "--to", "1", "--record", "products/1"],
        &["guide", "Bakery", "--tick", "1", "--step", "1"],
        &["alarms", "Bakery", "--put-back", "1"],
    ] {
        assert_eq!(stage.code(words), "view_only", "{words:?}");
    }
    assert_eq!(bakery::content(&file), spoilt);
    stage.json(["compare", "Bakery", "1", "live"]);
    stage.json(["backup", "Bakery"]);

    // Only the key itself ends it; it is in the environment here.
    let mut without = stage.command(["vault", "view-only", "off", "--json"]);
    without.env("BACKSTOCK_RECOVERY_KEY", "0000-0000");
    assert_eq!(Ran::of(&mut without).code, 2);
    assert_eq!(stage.json(["vault", "view-only"])["view_only"], true);
    assert_eq!(stage.json(["vault", "view-only", "off"])["view_only"], false);
    stage.json(restore);
}

// T9
#[test]
fn a_bundle_for_whoever_helps_holds_nothing_of_the_shop() {
    let (stage, _) = bakery_in_vault();
    let answer = stage.json(["diagnose", "--out", "help.zip"]);
    assert_eq!(answer["parts"][0]["name"], "about.json");
    let file = std::fs::read(stage.path("help.zip")).unwrap();
    let text = String::from_utf8_lossy(&file);
    assert!(file.starts_with(b"PK\x03\x04") && text.contains("\"records\""));
    for private in ["Bakery", "Rye loaf", "products", "bakery.db", stage.key(), "Plum"] {
        assert!(!text.contains(private), "{private} is in the bundle");
    }
}

// T13
#[test]
fn where_the_shops_administration_is_can_be_said_asked_and_forgotten() {
    let (stage, _) = bakery_in_vault();
    let admin =
        |address: &[&str]| stage.json([&["shop", "admin", "Bakery"], address].concat())["admin"].clone();
    assert!(admin(&[]).is_null());
    assert_eq!(admin(&["shop.example/admin"]), "https://shop.example/admin");
    assert_eq!(admin(&[]), "https://shop.example/admin");
    assert_eq!(
        stage.code(["shop", "admin", "Bakery", "file:///etc/passwd"]),
        "admin_address_wrong"
    );
    assert!(admin(&[""]).is_null());
}

#[test]
fn what_follows_from_a_restore_is_told_after_it_as_before() {
    let (stage, file) = bakery_in_vault();
    bakery::spoil(&file);
    let restore = ["restore", "Bakery", "--to", "1"];
    let preview = stage.json(restore.iter().chain(&["--preview"]));
    let follows = preview["consequences"].as_array().unwrap();
    assert_eq!(follows[0]["code"], "newer_records_kept", "{preview}");
    let plan = preview["plan"].to_string();
    let done = stage.json(restore.iter().chain(&["--yes", "--plan", &plan]));
    assert_eq!(done["consequences"], preview["consequences"]);
    // Also where nothing is left to write, and in the words for people.
    let again = stage.json(restore.iter().chain(&["--yes"]));
    assert_eq!(
        (&again["run"], &again["consequences"]),
        (&serde_json::Value::Null, &preview["consequences"])
    );
    bakery::edit(&file, "UPDATE products SET price = '0.02' WHERE id = 1");
    let told = stage.told(restore.iter().chain(&["--yes"]));
    let sentence = follows[0]["message"].as_str().unwrap();
    assert!(
        told.contains(sentence) && told.contains("To take this back"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_restored_at_all_is_no_success() {
    let (stage, file) = bakery_in_vault();
    // All is as it was, and what came since is not asked about.
    let everything = ["restore", "Bakery", "--to", "1", "--yes"];
    assert_eq!(stage.json(everything)["problem"], serde_json::Value::Null);
    bakery::edit(
        &file,
        "INSERT INTO products (id, name, sku) VALUES (118, 'Almond slice', 'ALMOND')",
    );
    let told = stage.told(everything);
    assert!(
        told.starts_with("exit 0\nThere is nothing to write; the shop was not touched."),
        "{told}"
    );

    let nothing = |words: &[&str], why: &str| {
        let words = [&["restore", "Bakery", "--to", "1", "--yes"], words].concat();
        let answer = stage.json_with(1, &words);
        assert_eq!(answer["run"], serde_json::Value::Null, "{answer}");
        assert_eq!(answer["problem"]["code"], "nothing_could_be_written");
        let message = answer["problem"]["message"].as_str().unwrap();
        assert!(message.contains(why), "{message}");
        let told = stage.told(&words);
        assert!(
            told.starts_with(
                "exit 1\nNothing of what was asked for could be written; the shop was not touched."
            ),
            "{told}"
        );
    };
    nothing(
        &["--record", "products/118"],
        "Left alone, because the backup does not have it: 1 record.",
    );
    bakery::edit(&file, "DROP TABLE notes");
    nothing(
        &["--type", "notes"],
        "Left alone, because its type cannot be written: 4 records.",
    );
    nothing(&[], "The shop does not have Notes any more (4 records).");
    // A plan that writes nothing is no run either.
    let preview = stage.json(["restore", "Bakery", "--to", "1", "--type", "notes", "--preview"]);
    let plan = preview["plan"].to_string();
    stage.json_with(1, ["restore", "Bakery", "--yes", "--plan", &plan]);
    let runs = stage.json(["recoveries", "Bakery"]);
    assert_eq!(runs["recoveries"].as_array().unwrap().len(), 0);
}

#[test]
fn a_mistake_that_was_taken_back_is_called_so() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(&file, "UPDATE products SET price = '45.0' WHERE id = 1");
    stage.json(["backup", "Bakery"]);
    let revert = ["revert", "Bakery", "first", "latest"];
    let done = stage.json(revert.iter().chain(&["--yes"]));
    assert_eq!(done["succeeded"], 1, "{done}");
    let row = &stage.json(["recoveries", "Bakery"])["recoveries"][0];
    assert_eq!((&row["to_backup"], &row["until_backup"]), (&1.into(), &2.into()));
    for words in [&["recoveries", "Bakery"][..], &["recovery", "Bakery", "1"]] {
        let told = stage.told(words);
        assert!(
            told.contains("undo of a mistake between backups 1 and 2"),
            "{told}"
        );
    }

    // What somebody changed again since is kept; that alone is not what was asked for.
    bakery::edit(&file, "UPDATE products SET price = '4.80' WHERE id = 1");
    let answer = stage.json_with(1, revert.iter().chain(&["--yes"]));
    let message = answer["problem"]["message"].as_str().unwrap();
    assert!(message.contains("1 field was changed since"), "{message}");
}

#[test]
fn a_run_that_wrote_nothing_is_not_offered_to_be_taken_back() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(
        &file,
        "UPDATE products SET price = '0.01' WHERE id = 1;
         UPDATE products SET sku = 'OTHER' WHERE id = 2;
         INSERT INTO products (id, name, sku) VALUES (118, 'Almond slice', 'ROLL');",
    );
    let restore = |id: &str| {
        let record = format!("products/{id}");
        stage.json_with(
            i32::from(id == "2"),
            ["restore", "Bakery", "--to", "1", "--record", &record, "--yes"],
        )
    };
    let failed = restore("2");
    assert_eq!(
        (&failed["failed"], &failed["can_undo"]),
        (&1.into(), &false.into())
    );
    assert_eq!(restore("1")["can_undo"], true);
    let told = stage.told([
        "restore",
        "Bakery",
        "--to",
        "1",
        "--record",
        "products/2",
        "--yes",
    ]);
    assert!(
        !told.contains("undo") && told.contains("there is nothing to take back"),
        "{told}"
    );
}

// A command that is shown can be typed as it is, whatever the shop is called.
#[cfg(unix)]
#[test]
fn commands_that_are_shown_can_be_typed() {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    let name = "Ben's $HOME \"Tea\"";
    let typed = |told: &str, beginning: &str| {
        let line = told.lines().find_map(|line| line.trim().strip_prefix(beginning));
        let line = line.unwrap_or_else(|| panic!("no {beginning:?} in {told}"));
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_backstock-cli"));
        let line = line.replacen("backstock-cli", &program.display().to_string(), 1);
        // With the surroundings of any other command, and a shell in place of the program.
        let prepared = stage.command([] as [&str; 0]);
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line]).current_dir(stage.path(""));
        for (variable, value) in prepared.get_envs() {
            match value {
                Some(value) => shell.env(variable, value),
                None => shell.env_remove(variable),
            };
        }
        let ran = Ran::of(&mut shell);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.out
    };
    let added = stage.run(["shop", "add", name, "sqlite", "bakery.db"]).out;
    typed(&added, "Back it up with: ");
    bakery::edit(&file, "UPDATE products SET price = '0.01' WHERE id = 1");
    let preview = stage.run(["restore", name, "--to", "latest", "--preview"]).out;
    let planned = preview
        .lines()
        .find(|line| line.trim().starts_with("backstock-cli"));
    let done = typed(planned.unwrap(), "");
    typed(&done, "To take this back: ");
    assert_eq!(
        bakery::texts(&file, "SELECT price FROM products WHERE id = 1"),
        ["0.01"]
    );
}
