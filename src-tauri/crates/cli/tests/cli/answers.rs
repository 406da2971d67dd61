//! What every command answers: the JSON shapes, and what people read.

use serde_json::{Value, json};

use super::bakery;
use super::stage::{Ran, Stage};

/// A bakery with two backups: before and after it was spoilt.
fn spoilt_bakery() -> (Stage, std::path::PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery", "--label", "before the fair"]);
    bakery::spoil(&file);
    stage.json(["backup", "Bakery"]);
    (stage, file)
}

// S2.2.11, S2.3.3, S2.3.4, S2.4.3, S2.4.6, S2.7.5
#[test]
fn every_answer_has_its_shape() {
    let (stage, file) = spoilt_bakery();
    let shape = |words: &[&str]| stage.shape(&stage.json(words));
    let mut shapes = serde_json::Map::new();
    let mut show = |name: &str, answer: Value| {
        shapes.insert(name.to_owned(), answer);
    };

    show("vault keys", shape(&["vault", "keys"]));
    std::fs::copy(&file, stage.path("second.db")).unwrap();
    show(
        "shop add",
        shape(&["shop", "add", "Second", "sqlite", "second.db"]),
    );
    show("shop list", shape(&["shop", "list"]));
    show("shop check", shape(&["shop", "check", "Bakery"]));
    show("shop remove", shape(&["shop", "remove", "Second", "--yes"]));
    // Nothing changed since: a backup, and no version of anything.
    let unchanged = stage.json(["backup", "Bakery"]);
    assert_eq!(
        [&unchanged["added"], &unchanged["updated"], &unchanged["deleted"]],
        [0, 0, 0]
    );
    show("backup", stage.shape(&unchanged));
    show("backups", shape(&["backups", "Bakery"]));
    show("types", shape(&["types", "Bakery"]));
    show("records", shape(&["records", "Bakery", "products"]));
    show(
        "records --deleted",
        shape(&["records", "Bakery", "products", "--deleted"]),
    );
    show(
        "records --find",
        shape(&["records", "Bakery", "products", "--find", "rye"]),
    );
    show("versions", shape(&["versions", "Bakery", "products", "1"]));
    show("compare", shape(&["compare", "Bakery", "1", "2", "--list"]));
    show(
        "compare live",
        shape(&["compare", "Bakery", "1", "live", "--type", "prices"]),
    );
    show("diff", shape(&["diff", "Bakery", "products", "1", "1", "2"]));
    show(
        "diff of a deleted record",
        shape(&["diff", "Bakery", "products", "117", "1"]),
    );
    show(
        "history",
        shape(&["history", "Bakery", "products", "1", "--field", "/price"]),
    );
    show(
        "history of a deleted record",
        shape(&["history", "Bakery", "products", "117", "--field", "/price"]),
    );
    show("search", shape(&["search", "Bakery", "dark"]));
    show(
        "restore --preview",
        shape(&["restore", "Bakery", "--to", "1", "--preview"]),
    );
    show(
        "restore --yes",
        shape(&[
            "restore", "Bakery", "--to", "1", "--type", "products", "--yes", "--note", "the fair",
        ]),
    );
    show("recoveries", shape(&["recoveries", "Bakery"]));
    show("recovery", shape(&["recovery", "Bakery", "1"]));
    show("undo --preview", shape(&["undo", "Bakery", "1", "--preview"]));
    show("undo --yes", shape(&["undo", "Bakery", "1", "--yes"]));
    show(
        "restore with nothing to do",
        shape(&["restore", "Bakery", "--to", "3", "--type", "notes", "--yes"]),
    );
    show("verify", shape(&["verify"]));
    show("pin", shape(&["pin", "Bakery", "1", "--note", "before the fair"]));
    show("unpin", shape(&["unpin", "Bakery", "1"]));
    show("label", shape(&["label", "Bakery", "1", "Summer"]));
    show("keep", shape(&["keep", "Bakery", "--thin-out", "7,30,12"]));
    show("alarms", shape(&["alarms", "Bakery"]));
    show(
        "planned",
        shape(&[
            "planned",
            "Bakery",
            "--add",
            "Sale",
            "--from",
            "2026-11-27",
            "--until",
            "2026-11-30",
        ]),
    );
    show(
        "prune --preview",
        shape(&["prune", "Bakery", "--last", "1", "--preview"]),
    );
    show("prune", shape(&["prune", "Bakery", "--delete", "2", "--yes"]));
    insta::assert_json_snapshot!("shapes", Value::Object(shapes));

    // The sums of S2.7.5: what is in both sides adds up to what each side has.
    let compared = stage.json(["compare", "Bakery", "1", "3"]);
    let total = |backup: &str| -> u64 {
        stage.json(["types", "Bakery", "--at", backup])["types"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["records"].as_u64().unwrap())
            .sum()
    };
    let of = |key: &str| compared[key].as_u64().unwrap();
    assert_eq!(of("unchanged") + of("updated") + of("deleted"), total("1"));
    assert_eq!(of("unchanged") + of("updated") + of("added"), total("3"));
}

// S2.3.4: what is listed is what an independent look at the database finds.
#[test]
fn numbers_keep_their_text_and_binaries_their_bytes() {
    let (stage, _) = spoilt_bakery();
    let shown = |words: &[&str]| Ran::of(stage.command(words).arg("--json")).out;
    let rye = shown(&["show", "Bakery", "products", "1", "--at", "1"]);
    assert_eq!(
        rye,
        "{\"category_id\":1,\"description\":\"Dark.\",\"id\":1,\"name\":\"Rye loaf\",\"picture\":{\"$bytes\":\"AP8Q\"},\
         \"price\":\"4.50\",\"sku\":\"RYE\",\"stock\":9223372036854775807,\"weight\":0.1}\n"
    );
    let roll = shown(&["show", "Bakery", "products", "2", "--at", "live"]);
    assert!(
        roll.contains("\"weight\":1e100") && roll.contains("\"picture\":null"),
        "{roll}"
    );
    let cake = shown(&["show", "Bakery", "products", "3"]);
    assert!(
        // SQLite itself keeps no sign of a zero.
        cake.contains("\"weight\":0.0") && cake.contains("\"picture\":{\"$bytes\":\"\"}"),
        "{cake}"
    );
    let diff = shown(&["diff", "Bakery", "prices", "1,CH", "1", "2"]);
    assert!(diff.contains("\"old\":4.65,\"new\":46.5"), "{diff}");
    let history = shown(&["history", "Bakery", "products", "1", "--field", "/stock"]);
    assert!(history.contains("\"value\":9223372036854775807"), "{history}");
}

// A picture of a megabyte is printed whole, out of the vault and out of the shop alike.
#[test]
fn large_binaries_are_printed_whole() {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    bakery::edit(
        &file,
        "UPDATE products SET picture = randomblob(1000000) WHERE id = 2",
    );
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    let kept = Ran::of(stage.command(["show", "Bakery", "products", "2"]).arg("--json")).out;
    let live = Ran::of(
        stage
            .command(["show", "Bakery", "products", "2", "--at", "live"])
            .arg("--json"),
    )
    .out;
    assert!(kept.len() > 1_300_000 && !kept.contains("$object"));
    assert_eq!(kept, live);
    // One that the vault has never seen.
    bakery::edit(
        &file,
        "UPDATE products SET picture = randomblob(900000) WHERE id = 2",
    );
    let live = Ran::of(
        stage
            .command(["show", "Bakery", "products", "2", "--at", "live"])
            .arg("--json"),
    )
    .out;
    assert!(live.len() > 1_200_000 && !live.contains("$object") && live != kept);
}

#[test]
fn people_read_tables_and_sentences() {
    let (stage, _) = spoilt_bakery();
    let mut page = String::new();
    for words in [
        &["shop", "list"][..],
        &["shop", "check", "Bakery"],
        &["backup", "Bakery"],
        &["backups", "Bakery"],
        &["types", "Bakery"],
        &["records", "Bakery", "products", "--deleted"],
        &["versions", "Bakery", "products", "1"],
        &["versions", "Bakery", "products", "117"],
        &["show", "Bakery", "products", "1", "--at", "1"],
        &["compare", "Bakery", "1", "live", "--list"],
        &["diff", "Bakery", "products", "1", "1", "2"],
        &["history", "Bakery", "products", "1", "--field", "/price"],
        &["search", "Bakery", "dark"],
        &["restore", "Bakery", "--to", "1", "--preview"],
        &["restore", "Bakery", "--to", "1"],
        &["restore", "Bakery", "--to", "1", "--yes"],
        &["recoveries", "Bakery"],
        &["recovery", "Bakery", "1"],
        &["undo", "Bakery", "1", "--yes"],
        &["verify"],
        &["pin", "Bakery", "1"],
        &["label", "Bakery", "1", "Summer"],
        &["keep", "Bakery", "--last", "30"],
        &["prune", "Bakery", "--delete", "1"],
        &["alarms", "Bakery"],
        &["planned", "Bakery"],
        &["vault", "keys"],
    ] {
        page.push_str(&format!("$ backstock-cli {}\n", words.join(" ")));
        page.push_str(&stage.told(words));
        page.push('\n');
    }
    insta::assert_snapshot!("people", page);
}

// A list of any length comes page by page and whole, or as much of it as was asked for.
#[test]
fn long_lists_come_whole_or_in_parts() {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    bakery::grow(&file, 12_000);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    let ids = |answer: &Value| -> Vec<u64> {
        answer["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_str().unwrap().parse().unwrap())
            .collect()
    };
    let all = stage.json(["records", "Bakery", "products"]);
    assert_eq!(all["total"], 12_004);
    let all = ids(&all);
    assert_eq!(all.len(), 12_004);
    assert!(all.is_sorted());
    let part = stage.json([
        "records", "Bakery", "products", "--limit", "6000", "--offset", "5500",
    ]);
    assert_eq!(part["total"], 12_004);
    assert_eq!(ids(&part), all[5_500..11_500]);
    let beyond = stage.json(["records", "Bakery", "products", "--offset", "20000"]);
    assert_eq!(ids(&beyond), Vec::<u64>::new());
    assert_eq!(
        ids(&stage.json(["records", "Bakery", "products", "--limit", "0"])),
        Vec::<u64>::new()
    );
    let found = stage.json(["records", "Bakery", "products", "--find", "bun 100"]);
    // 1000 to 1009 and 10000 to 10099.
    assert_eq!(found["total"], 110);
    assert!(ids(&found).contains(&1_000));
}

// A reader that goes away is no failure, and nothing is said about it.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::Read as _;
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    bakery::grow(&file, 12_000);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    for words in [
        &["records", "Bakery", "products", "--json"][..],
        &["records", "Bakery", "products"],
        &["man"],
        &["completions", "bash"],
        &["help"],
    ] {
        let mut child = stage
            .command(words)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    }
}

#[test]
fn the_program_says_what_it_is() {
    let stage = Stage::without_vault();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = stage.run(["completions", shell]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.contains("recoveries"), "{shell}");
    }
    let man = stage.run(["man"]);
    assert_eq!(man.code, 0);
    for part in [
        ".TH backstock-cli",
        "VAULT CREATE",
        "PRACTICE MISTAKE",
        "BACKSTOCK_RECOVERY_KEY",
    ] {
        assert!(man.out.contains(part), "{part}");
    }
    assert_eq!(stage.run(["--version"]).code, 0);
    let help = stage.run(["help"]);
    assert_eq!(help.code, 0);
    insta::assert_snapshot!("help", help.out);
}

// T7: the key is in its file, which only its owner may read, and nowhere else.
#[test]
fn the_recovery_key_is_written_for_its_owner_only() {
    let stage = Stage::without_vault();
    let ran = stage.run(["vault", "create", "--recovery-key-file", "key.txt"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let file = stage.path("key.txt");
    let key = std::fs::read_to_string(&file).unwrap();
    assert_eq!(key.trim().len(), 34);
    assert!(!ran.out.contains(key.trim()) && !ran.error.contains(key.trim()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let mut command = stage.command(["vault", "keys", "--json"]);
    let keys = Ran::of(command.env("BACKSTOCK_RECOVERY_KEY", key)).json();
    assert_eq!(keys["passphrase"], json!(false));
    assert_eq!(keys["remembered"], json!(false));
}

// S2.1.2, T1: each key opens, a removed one does not, and a renewed recovery key replaces the one before.
#[test]
fn keys_can_be_set_removed_and_renewed() {
    let stage = Stage::new();
    let with = |name: &str, value: &str, words: &[&str]| {
        let mut command = stage.command(words);
        command.env_remove("BACKSTOCK_RECOVERY_KEY").env(name, value);
        Ran::of(command.arg("--json"))
    };
    let by_passphrase = |words: &[&str]| with("BACKSTOCK_PASSPHRASE", "correct horse", words);
    assert_eq!(by_passphrase(&["shop", "list"]).code, 2);
    let mut set = stage.command(["vault", "keys", "passphrase", "set", "--json"]);
    let set = Ran::of(set.env("BACKSTOCK_PASSPHRASE", "correct horse"));
    assert_eq!((set.code, &set.json()["passphrase"]), (0, &json!(true)));
    assert_eq!(by_passphrase(&["shop", "list"]).code, 0);
    let wrong = with("BACKSTOCK_PASSPHRASE", "wrong horse", &["shop", "list"]);
    assert_eq!((wrong.code, &wrong.json()["code"]), (2, &json!("wrong_key")));
    assert_eq!(
        stage.json(["vault", "keys", "passphrase", "remove"])["passphrase"],
        json!(false)
    );
    assert_eq!(by_passphrase(&["shop", "list"]).code, 2);

    let renewed = stage.json(["vault", "keys", "renew"]);
    let new = renewed["recovery_key"].as_str().unwrap();
    assert_eq!(stage.code(["shop", "list"]), "wrong_key");
    assert_eq!(with("BACKSTOCK_RECOVERY_KEY", new, &["shop", "list"]).code, 0);
    assert_ne!(new, stage.key());
}

// S2.1.2: the owner has the new key before the old one stops working, and a key that opens nothing is not left about.
#[test]
fn a_renewed_key_is_handed_over_before_it_counts() {
    let stage = Stage::new();
    let lock = stage.vault().join("keys.lock");
    // The vault cannot take a key now.
    let _ = std::fs::remove_file(&lock);
    std::fs::create_dir(&lock).unwrap();
    let refused = stage.run(["vault", "keys", "renew", "--recovery-key-file", "new.txt"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(!stage.path("new.txt").exists());
    assert_eq!(
        stage.run(["shop", "list"]).code,
        0,
        "the key before opens the vault"
    );
    std::fs::remove_dir(&lock).unwrap();
    let renewed = stage.run(["vault", "keys", "renew", "--recovery-key-file", "new.txt"]);
    assert_eq!(renewed.code, 0, "{renewed:?}");
    let new = std::fs::read_to_string(stage.path("new.txt")).unwrap();
    assert_eq!(stage.code(["shop", "list"]), "wrong_key");
    let mut with_new = stage.command(["shop", "list"]);
    assert_eq!(Ran::of(with_new.env("BACKSTOCK_RECOVERY_KEY", new)).code, 0);
}

// TRUST 4.3: an old copy in the place of a newer vault is told of, and goes on only when the owner says so.
#[test]
fn an_older_vault_is_not_backed_up_into_before_it_is_accepted() {
    let (stage, _) = spoilt_bakery();
    let database = stage.vault().join("vault.db");
    let old = std::fs::read(&database).unwrap();
    assert_eq!(stage.json(["backup", "Bakery"])["backup"], 3);
    std::fs::write(&database, old).unwrap();
    let refused = stage.json_with(2, ["backup", "Bakery"]);
    assert_eq!(refused["code"], "vault_older");
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("newest backup 2, last used 3"), "{message}");
    assert_eq!(
        stage.json_with(1, ["verify", "Bakery"])["problems"][0]["code"],
        "older_than_anchor"
    );
    // This computer has no keyring to note it in; the vault notes it all the same.
    assert_eq!(stage.json(["vault", "accept"])["accepted"], true);
    assert_eq!(stage.json(["backup", "Bakery"])["backup"], 4);
    assert_eq!(stage.json(["backup", "Bakery"])["backup"], 5);
    let verified = stage.json_with(1, ["verify", "Bakery"]);
    assert_eq!(verified["problems"].as_array().unwrap().len(), 1);
    assert_eq!(verified["problems"][0]["code"], "older_vault_accepted");
}

// Progress never mixes with the answer, and --quiet has none.
#[test]
fn progress_goes_to_the_other_output() {
    let (stage, _) = spoilt_bakery();
    let loud = stage.run(["backup", "Bakery", "--json"]);
    assert!(
        loud.error.contains("Backing up") && loud.json()["backup"] == 3,
        "{loud:?}"
    );
    let quiet = stage.run(["backup", "Bakery", "--json", "--quiet"]);
    assert_eq!(quiet.error, "");
}

// S2.7.1, S2.8.4, S2.9.1, S2.9.3: by days, by status, and by content type.
#[test]
fn past_restores_and_backups_are_looked_for_by_day_and_status() {
    let (stage, _) = spoilt_bakery();
    stage.json(["restore", "Bakery", "--to", "1", "--yes"]);
    let count = |words: &[&str], list: &str| stage.json(words)[list].as_array().unwrap().len();
    let runs = |words: &[&str]| count(&[&["recoveries", "Bakery"][..], words].concat(), "recoveries");
    assert_eq!((runs(&[]), runs(&["--status", "Done"])), (1, 1));
    assert_eq!(runs(&["--status", "Fail"]), 0);
    assert_eq!(runs(&["--from", "2000-01-01", "--to", "2999-12-31"]), 1);
    assert_eq!(runs(&["--status", "Done", "--to", "2000-01-01"]), 0);
    let none = Ran::of(&mut stage.command(["recoveries", "Bakery", "--status", "Fail"]));
    assert!(none.out.contains("Leave out --status"));
    let backups = |words: &[&str]| count(&[&["backups", "Bakery"][..], words].concat(), "backups");
    assert_eq!((backups(&[]), backups(&["--from", "2999-01-01"])), (3, 0));
    let of_type = stage.json(["recovery", "Bakery", "1", "--type", "prices"]);
    assert_eq!(of_type["records"].as_array().unwrap().len(), 1);
    assert_eq!(of_type["types"].as_array().unwrap().len(), 2);
}
