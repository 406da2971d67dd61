//! What cannot be done is refused with a sentence, one thing to do, exit code 2, and nothing lost.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::bakery;
use super::stage::{Ran, Stage, check_refusal, skipped};

fn bakery_in_vault() -> (Stage, PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    (stage, file)
}

#[test]
fn what_is_typed_wrong_is_explained() {
    let stage = Stage::new();
    for words in [
        &["frobnicate"][..],
        &["restore", "Bakery", "--preview"],
        &["restore", "Bakery", "--to", "yesterday", "--preview"],
        &["restore", "Bakery", "--to", "0", "--preview"],
        &["revert", "Bakery", "first", "live", "--preview"],
        &["types", "Bakery", "--at", "live"],
        &["restore", "Bakery", "--to", "1", "--preview", "--yes"],
        &["restore", "Bakery", "--to", "1", "--preview", "--plan", "1"],
        &[
            "restore",
            "Bakery",
            "--to",
            "1",
            "--record",
            "products",
            "--preview",
        ],
        &["restore", "Bakery", "--to", "1", "--field", " ", "--preview"],
        &["compare", "Bakery", "monday"],
        &["shop", "add", "Bakery", "mysql"],
        &["shop", "add", "Bakery", "practice", "--size", "2M"],
        &["practice", "mistake", "Bakery", "no_such_mistake"],
        &["prune", "Bakery", "--delete", "0"],
        &["prune", "Bakery", "--delete", "1", "--last", "3"],
        &["keep", "Bakery", "--thin-out", "7,30"],
        &["planned", "Bakery", "--add", "Sale"],
        &["records", "Bakery", "products", "--limit", "-1"],
        &["vault", "create", "--recovery-key", "ABCD"],
    ] {
        assert_eq!(stage.code(words), "usage", "{words:?}");
        let told = stage.run(words);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{words:?}");
        assert!(!told.error.is_empty());
    }
    // The command alone shows the help.
    let alone = stage.run([] as [&str; 0]);
    assert_eq!(alone.code, 2);
    assert!(alone.error.contains("Usage:"));
    let mut command = stage.command(["shop", "list", "--json"]);
    let refusal = Ran::of(command.env_remove("BACKSTOCK_VAULT"));
    assert_eq!(
        (refusal.code, refusal.json()["code"].as_str()),
        (2, Some("no_vault"))
    );
}

// S2.0.5, S2.1.2, S2.15.2
#[test]
fn what_is_not_there_is_named() {
    let (stage, _) = bakery_in_vault();
    for (words, code) in [
        (&["backup", "Butcher"][..], "unknown_shop"),
        (&["backups", "Butcher"], "unknown_shop"),
        (&["shop", "check", "Butcher"], "unknown_shop"),
        (&["shop", "remove", "Butcher", "--yes"], "unknown_shop"),
        (&["verify", "Butcher"], "unknown_shop"),
        (&["backup", "Bakery", "--type", "planets"], "unknown_type"),
        (&["records", "Bakery", "planets"], "unknown_type"),
        (
            &["compare", "Bakery", "1", "live", "--type", "planets"],
            "unknown_type",
        ),
        (
            &["restore", "Bakery", "--to", "1", "--type", "planets", "--preview"],
            "unknown_type",
        ),
        (&["records", "Bakery", "products", "--at", "7"], "unknown_backup"),
        (&["types", "Bakery", "--at", "7"], "unknown_backup"),
        (&["compare", "Bakery", "7", "live"], "unknown_backup"),
        (
            &["show", "Bakery", "products", "1", "--at", "7"],
            "unknown_backup",
        ),
        (&["restore", "Bakery", "--to", "7", "--yes"], "unknown_backup"),
        (&["prune", "Bakery", "--delete", "7", "--yes"], "unknown_backup"),
        (&["versions", "Bakery", "products", "999"], "unknown_record"),
        (&["diff", "Bakery", "products", "999", "1"], "unknown_record"),
        (&["history", "Bakery", "products", "999"], "unknown_record"),
        (&["show", "Bakery", "products", "999"], "not_there"),
        (
            &["show", "Bakery", "products", "999", "--at", "live"],
            "not_there",
        ),
        (&["undo", "Bakery", "7", "--yes"], "unknown_run"),
        (&["recovery", "Bakery", "7"], "unknown_run"),
        (&["recovery", "Bakery", "7", "--resume"], "unknown_run"),
        (
            &["restore", "Bakery", "--to", "1", "--yes", "--plan", "7"],
            "unknown_plan",
        ),
        (&["compare", "Bakery", "1", "file:shop.zip"], "file_unusable"),
        (&["restore", "Bakery", "--to", "1"], "not_decided"),
        (&["undo", "Bakery", "1"], "not_decided"),
        (&["prune", "Bakery", "--delete", "1"], "not_confirmed"),
        (&["prune", "Bakery"], "not_confirmed"),
        (&["pin", "Bakery", "7"], "unknown_backup"),
        (&["label", "Bakery", "7", "Summer"], "unknown_backup"),
        (&["alarms", "Bakery", "--planned", "1"], "unknown_alarm"),
        (&["shop", "remove", "Bakery"], "not_confirmed"),
        (
            &["practice", "mistake", "Bakery", "price_import_x10"],
            "not_for_practice",
        ),
        (&["practice", "day", "Bakery"], "not_for_practice"),
        (&["shop", "add", "Bakery", "sqlite", "bakery.db"], "shop_exists"),
        (&["vault", "create"], "folder_not_empty"),
    ] {
        assert_eq!(stage.code(words), code, "{words:?}");
    }
    // Nothing was done by any of them.
    assert_eq!(
        stage.json(["backups", "Bakery"])["backups"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        stage.json(["recoveries", "Bakery"])["recoveries"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    assert_eq!(stage.json(["shop", "list"])["shops"].as_array().unwrap().len(), 1);

    stage.json(["shop", "add", "New", "sqlite", "bakery.db"]);
    for words in [
        &["types", "New"][..],
        &["records", "New", "products"],
        &["compare", "New", "latest", "live"],
        &["search", "New", "rye"],
    ] {
        assert_eq!(stage.code(words), "no_backup", "{words:?}");
    }
}

#[test]
fn a_file_that_is_no_shop_is_refused() {
    let stage = Stage::new();
    std::fs::write(
        stage.path("text.db"),
        "This is a letter, not a database.".repeat(100),
    )
    .unwrap();
    std::fs::write(stage.path("short.db"), "x").unwrap();
    let noise: Vec<u8> = (0u32..200_000)
        .map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    std::fs::write(stage.path("noise.db"), &noise).unwrap();
    // A real header, and nothing behind it.
    bakery::make(&stage.path("torn.db"));
    let whole = std::fs::read(stage.path("torn.db")).unwrap();
    let mut torn = whole[..4_096].to_vec();
    torn.extend_from_slice(&noise[..whole.len() - 4_096]);
    std::fs::write(stage.path("torn.db"), torn).unwrap();
    let locked = Connection::open(stage.path("encrypted.db")).unwrap();
    locked
        .execute_batch("PRAGMA key = 'not ours'; CREATE TABLE products (id INTEGER PRIMARY KEY);")
        .unwrap();
    drop(locked);
    std::fs::create_dir(stage.path("folder.db")).unwrap();
    for (file, codes) in [
        ("missing.db", &["shop_missing"][..]),
        ("text.db", &["not_a_database"]),
        ("short.db", &["not_a_database"]),
        ("noise.db", &["not_a_database", "shop_encrypted_or_damaged"]),
        ("encrypted.db", &["not_a_database", "shop_encrypted_or_damaged"]),
        (
            "folder.db",
            &["not_a_database", "shop_not_allowed", "shop_missing"],
        ),
    ] {
        let code = stage.code(["shop", "add", "Shop", "sqlite", file]);
        assert!(codes.contains(&code.as_str()), "{file}: {code}");
    }
    // What is damaged further in is found at the latest when it is read, and then no backup is made of it.
    let added = Ran::of(
        stage
            .command(["shop", "add", "Torn", "sqlite", "torn.db"])
            .arg("--json"),
    );
    if added.code == 0 {
        stage.refused(["backup", "Torn"]);
        assert_eq!(
            stage.json(["backups", "Torn"])["backups"]
                .as_array()
                .unwrap()
                .len(),
            0
        );
    } else {
        check_refusal(&added.json());
    }
    assert_eq!(
        stage.json(["shop", "list"])["shops"].as_array().unwrap().len(),
        usize::from(added.code == 0)
    );
}

// A type that only other backups have is known, and those are named.
#[test]
fn where_else_a_content_type_is_kept_is_told() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(
        &file,
        "CREATE TABLE pages (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO pages VALUES (1, 'Imprint'); DROP TABLE notes;",
    );
    stage.json(["backup", "Bakery"]);
    stage.json(["backup", "Bakery"]);
    let export = ["export", "Bakery", "--format", "csv", "--to", "out", "--type"];
    for (words, code, message) in [
        (
            &["records", "Bakery", "pages", "--at", "1"][..],
            "unknown_type",
            "Backup 1 does not have the content type “pages”; backups 2 and 3 have it.",
        ),
        (
            &["compare", "Bakery", "1", "1", "--type", "pages"],
            "unknown_type",
            "A side of this does not have the content type “pages”; backups 2 and 3 have it.",
        ),
        (
            &[
                "restore",
                "Bakery",
                "--to",
                "first",
                "--type",
                "pages",
                "--preview",
            ],
            "type_not_in_backup",
            "Backup 1 does not have the content type “pages”; backups 2 and 3 have it.",
        ),
        (
            &["restore", "Bakery", "--to", "latest", "--type", "notes", "--yes"],
            "unknown_type",
            "Backup 3 does not have the content type “notes”; backup 1 has it.",
        ),
        (
            &["revert", "Bakery", "1", "2", "--type", "notes", "--preview"],
            "unknown_type",
            "The shop does not have the content type “notes”; backup 1 has it.",
        ),
        (
            &["backup", "Bakery", "--type", "notes"],
            "unknown_type",
            "The shop does not have the content type “notes”; backup 1 has it.",
        ),
        (
            &[&export[..], &["pages", "--at", "1"]].concat(),
            "type_not_in_backup",
            "Backup 1 does not have the content type “pages”; backups 2 and 3 have it.",
        ),
        (
            &[&export[..], &["notes"]].concat(),
            "unknown_type",
            "The shop does not have the content type “notes”; backup 1 has it.",
        ),
    ] {
        let refusal = stage.refused(words);
        assert_eq!(
            (refusal["code"].as_str(), refusal["message"].as_str()),
            (Some(code), Some(message)),
            "{words:?}"
        );
    }
    for words in [
        &["records", "Bakery", "planets"][..],
        &["compare", "Bakery", "1", "2", "--type", "planets"],
    ] {
        let refusal = stage.refused(words);
        assert_eq!(
            refusal["message"],
            "There is no content type “planets” in this shop."
        );
    }
}

// The newest and the oldest backup are understood wherever a number is.
#[test]
fn a_backup_is_named_by_its_place_as_well() {
    let (stage, file) = bakery_in_vault();
    bakery::spoil(&file);
    stage.json(["backup", "Bakery"]);
    // What a restore keeps in passing holds what it was to put right, and is neither.
    stage.json(["restore", "Bakery", "--to", "first", "--type", "prices", "--yes"]);
    assert_eq!(stage.json(["backups", "Bakery"])["backups"][0]["backup"], 3);
    let sides = stage.json(["compare", "Bakery", "first", "latest"]);
    assert_eq!((&sides["a"], &sides["b"]), (&1.into(), &2.into()));
    let everything = ["restore", "Bakery", "--to"];
    let since = [&everything[..], &["1", "--type", "products", "--changed-since"]].concat();
    for words in [&everything[..], &since] {
        let plan = |backup: &str| stage.json([words, &[backup, "--preview"]].concat())["writes"].clone();
        assert_eq!(plan("first"), plan("1"), "{words:?}");
        assert_eq!(plan("latest"), plan("2"), "{words:?}");
        assert_ne!(plan("latest"), plan("first"), "{words:?}");
    }
    for words in [
        &["types", "Bakery", "--at"][..],
        &["records", "Bakery", "products", "--at"],
        &["show", "Bakery", "products", "117", "--at"],
        &["diff", "Bakery", "products", "1"],
        &["pin", "Bakery"],
        &["unpin", "Bakery"],
        &["label", "Bakery"],
        &["prune", "Bakery", "--preview", "--delete"],
    ] {
        let told = |backup: &str| stage.shape(&stage.json([words, &[backup]].concat()));
        assert_eq!(told("first"), told("1"), "{words:?}");
    }
    let export = [
        "export", "Bakery", "--all", "--format", "csv", "--to", "out", "--at",
    ];
    assert_eq!(stage.json(export.iter().chain(&["first"]))["backup"], 1);
    let guide = ["guide", "Bakery", "--record", "products/1", "--to"];
    assert_eq!(stage.json(guide.iter().chain(&["first"]))["to_backup"], 1);
    let file = ["archive", "create", "Bakery", "first.zip", "--at", "first"];
    assert_eq!(stage.json(file)["backup"], 1);
    assert_eq!(
        stage.code(["alarms", "Bakery", "--planned", "latest"]),
        "unknown_alarm"
    );
    let help = stage.run(["restore", "--help"]).out;
    assert!(help.contains("its number, latest, or first"), "{help}");
}

#[test]
fn a_name_may_be_markup_and_not_a_novel() {
    let (stage, _) = bakery_in_vault();
    let novel = "x".repeat(10_000);
    let add =
        |name: &str| Ran::of(&mut stage.command(["shop", "add", name, "sqlite", "bakery.db", "--json"]));
    for (name, code) in [
        (novel.as_str(), "name_too_long"),
        ("", "name_empty"),
        ("two\nlines", "name_unprintable"),
        ("\u{1b}[31mred", "name_unprintable"),
        ("moc.\u{202e}pohs", "name_unprintable"),
    ] {
        let ran = add(name);
        assert_eq!(
            (ran.code, ran.json()["code"].as_str()),
            (2, Some(code)),
            "{ran:?}"
        );
        check_refusal(&ran.json());
    }
    for name in [
        "<script>alert(1)</script>",
        "Ben & Söhne \"Tee\" 茶",
        "'; DROP TABLE shops; --",
        "%s%n\\",
    ] {
        assert_eq!(add(name).code, 0, "{name}");
        assert_eq!(stage.json(["backup", name])["records"], 14);
    }
    // An unknown name of any length is told in a line.
    let told = stage.run(["backup", &novel]);
    assert_eq!(told.code, 2);
    assert!(told.error.len() < 1_000, "{}", told.error.len());
    // A practice shop under a refused name leaves no file behind.
    stage.refused(["shop", "add", &novel, "practice", "--size", "10k"]);
    assert_eq!(
        std::fs::read_dir(stage.vault().join("practice")).unwrap().count(),
        0
    );
}

// S2.2.10: the backup before stays the newest.
#[test]
fn a_shop_that_cannot_be_read_changes_nothing() {
    let (stage, file) = bakery_in_vault();
    let busy = Connection::open(&file).unwrap();
    busy.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM notes;")
        .unwrap();
    assert_eq!(stage.code(["backup", "Bakery"]), "shop_busy");
    assert_eq!(stage.code(["compare", "Bakery", "1", "live"]), "shop_busy");
    busy.execute_batch("ROLLBACK").unwrap();
    drop(busy);

    std::fs::rename(&file, stage.path("moved.db")).unwrap();
    assert_eq!(stage.code(["backup", "Bakery"]), "shop_missing");
    assert_eq!(
        stage.code(["restore", "Bakery", "--to", "1", "--yes"]),
        "shop_missing"
    );
    let check = stage.json_with(2, ["shop", "check", "Bakery"]);
    assert_eq!(check["ok"], false);
    assert_eq!(check["problems"][0]["code"], "shop_missing");
    check_refusal(&check["problems"][0]);
    assert!(!file.exists(), "an empty database appeared where the shop was");
    // What was kept can still be looked at.
    assert_eq!(stage.json(["records", "Bakery", "products"])["total"], 4);
    assert_eq!(
        stage.json(["backups", "Bakery"])["backups"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(stage.run(["backups", "Bakery"]).out.contains("failed"));

    std::fs::rename(stage.path("moved.db"), &file).unwrap();
    assert_eq!(stage.json(["backup", "Bakery"])["unchanged"], 14);
}

// T16: another shop where this one was is noticed before anything is read or written.
#[cfg(unix)]
#[test]
fn another_shop_in_its_place_is_noticed() {
    use std::os::unix::fs::symlink;
    let (stage, file) = bakery_in_vault();
    let way = stage.path("current.db");
    symlink(&file, &way).unwrap();
    stage.json(["shop", "add", "Current", "sqlite", "current.db"]);
    stage.json(["backup", "Current"]);
    let copy = stage.path("staging.db");
    std::fs::copy(&file, &copy).unwrap();
    bakery::spoil(&copy);
    let before = bakery::content(&copy);
    std::fs::remove_file(&way).unwrap();
    symlink(&copy, &way).unwrap();
    for words in [
        &["backup", "Current"][..],
        &["compare", "Current", "1", "live"],
        &["restore", "Current", "--to", "1", "--yes"],
    ] {
        assert_eq!(stage.code(words), "another_shop", "{words:?}");
    }
    assert_eq!(bakery::content(&copy), before);
    assert_eq!(stage.json(["shop", "check", "Current", "--accept"])["ok"], true);
    assert_eq!(stage.json(["backup", "Current"])["updated"], 2);
}

// S2.1.1, TRUST section 4: a vault opens with its key, whole and known, or not at all.
#[test]
fn a_vault_that_cannot_be_opened_says_why() {
    let (stage, _) = bakery_in_vault();
    let other = Stage::new();
    let with_key = |key: &str| {
        let mut command = stage.command(["shop", "list", "--json"]);
        let ran = Ran::of(command.env("BACKSTOCK_RECOVERY_KEY", key));
        check_refusal(&ran.json());
        assert_eq!(ran.code, 2);
        // Before it is open nothing of it is told.
        assert!(!ran.out.contains("Bakery"));
        ran.json()["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(with_key(other.key()), "wrong_key");
    assert_eq!(with_key("ABCD-EFGH"), "not_a_recovery_key");
    let mut typo: Vec<char> = stage.key().chars().collect();
    typo[2] = if typo[2] == '7' { '8' } else { '7' };
    assert_eq!(with_key(&typo.iter().collect::<String>()), "not_a_recovery_key");
    let mut command = stage.command(["shop", "list", "--json"]);
    let none = Ran::of(command.env_remove("BACKSTOCK_RECOVERY_KEY"));
    assert_eq!((none.code, none.json()["code"].as_str()), (2, Some("locked")));

    let named = |folder: &Path| {
        let mut command = stage.command(["shop", "list", "--json"]);
        let ran = Ran::of(command.env("BACKSTOCK_VAULT", folder));
        assert_eq!(ran.code, 2);
        check_refusal(&ran.json());
        ran.json()["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(named(&stage.path("nowhere")), "vault_missing");
    assert_eq!(named(stage.vault().parent().unwrap()), "not_a_vault");

    let copy = |name: &str, change: &dyn Fn(&Path)| {
        let folder = stage.path(name);
        copy_folder(&stage.vault(), &folder);
        change(&folder);
        folder
    };
    let newer = copy("newer", &|folder| {
        for name in ["keys.json", "keys.bak.json"] {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            std::fs::write(folder.join(name), text.replace("\"format\": 2", "\"format\": 99")).unwrap();
        }
    });
    assert_eq!(named(&newer), "vault_newer_than_app");
    let damaged = copy("damaged", &|folder| {
        let mut bytes = std::fs::read(folder.join("vault.db")).unwrap();
        bytes[100..300].fill(0);
        std::fs::write(folder.join("vault.db"), bytes).unwrap();
    });
    assert_eq!(named(&damaged), "vault_damaged");
    let emptied = copy("emptied", &|folder| {
        std::fs::write(folder.join("vault.db"), "").unwrap();
    });
    assert_eq!(named(&emptied), "vault_damaged");
    let keyless = copy("keyless", &|folder| {
        std::fs::write(folder.join("keys.json"), "{}").unwrap();
        std::fs::write(folder.join("keys.bak.json"), "{}").unwrap();
    });
    assert_eq!(named(&keyless), "vault_damaged");
    // One copy of the keys is enough.
    let halved = copy("halved", &|folder| {
        std::fs::write(folder.join("keys.json"), "{}").unwrap();
    });
    let mut command = stage.command(["shop", "list", "--json"]);
    assert_eq!(Ran::of(command.env("BACKSTOCK_VAULT", halved)).code, 0);
}

#[test]
fn a_vault_is_not_made_where_it_cannot_be() {
    let stage = Stage::without_vault();
    std::fs::write(stage.path("letter.txt"), "x").unwrap();
    let create = |folder: &Path, words: &[&str]| {
        let mut command = stage.command(["vault", "create", "--json"]);
        let ran = Ran::of(command.args(words).env("BACKSTOCK_VAULT", folder));
        assert_eq!(ran.code, 2, "{ran:?}");
        check_refusal(&ran.json());
        ran.json()["code"].as_str().unwrap().to_owned()
    };
    create(&stage.path("letter.txt"), &[]);
    create(&stage.path("letter.txt").join("vault"), &[]);
    assert_eq!(
        create(&stage.vault(), &["--recovery-key-file", "letter.txt"]),
        "file_there"
    );
    assert_eq!(
        create(&stage.vault(), &["--recovery-key-file", "vault/key.txt"]),
        "key_in_vault"
    );
    assert_eq!(
        create(&stage.vault(), &["--recovery-key-file", "no/such/folder/key.txt"]),
        "file"
    );
    assert!(!stage.vault().exists());
    // A key file for a vault that was not made is not left lying around.
    std::fs::create_dir(stage.path("full")).unwrap();
    std::fs::write(stage.path("full/letter.txt"), "x").unwrap();
    assert_eq!(
        create(&stage.path("full"), &["--recovery-key-file", "full/../key.txt"]),
        "folder_not_empty"
    );
    assert!(!stage.path("key.txt").exists());

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = stage.path("sealed");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
        if std::fs::write(folder.join("x"), "x").is_ok() {
            skipped("a vault in a read-only folder: this user may write everywhere");
        } else {
            assert_eq!(create(&folder.join("vault"), &[]), "vault_read_only");
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
