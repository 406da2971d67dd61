//! E-mail without a window, with a real mail server on this computer.

use backstock_servers::{MailWay, Mailbox, PASSWORD, USER};
use serde_json::Value;

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

/// Runs with this password of the mail server in the environment.
fn with_password<const N: usize>(stage: &Stage, password: &str, words: [&str; N]) -> Ran {
    Ran::of(
        stage
            .command(words)
            .args(["--json", "--quiet"])
            .env("BACKSTOCK_MAIL_SECRET", password),
    )
}

fn set(stage: &Stage, mailbox: &Mailbox) -> Value {
    std::fs::write(stage.path("mail.pem"), mailbox.certificate().unwrap()).unwrap();
    let port = mailbox.port().to_string();
    let ran = with_password(
        stage,
        PASSWORD,
        [
            "mail",
            "set",
            "--owner",
            "owner@example.com",
            "--host",
            "localhost",
            "--port",
            &port,
            "--user",
            USER,
            "--from",
            "owner@example.com",
            "--certificate",
            "mail.pem",
        ],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()
}

// S2.13.2, S2.13.6: every refusal is a sentence and one thing to do.
#[test]
fn what_cannot_be_set_or_sent_is_refused_with_one_thing_to_do() {
    let stage = Stage::new();
    assert_eq!(
        stage.code(["mail", "test", "anna@example.org"]),
        "mail_not_set_up"
    );
    assert_eq!(stage.code(["mail", "test", "anna@"]), "address_wrong");
    assert_eq!(stage.code(["mail", "set", "--owner", "anna"]), "address_wrong");
    assert_eq!(stage.code(["mail", "set"]), "usage");
    assert_eq!(stage.code(["mail", "send-again", "7"]), "no_such_letter");
    let missing = [
        "mail",
        "set",
        "--host",
        "mail.example.com",
        "--user",
        "anna",
        "--from",
        "anna@example.com",
    ];
    assert_eq!(stage.code(missing), "mail_password_missing");
    let shown = stage.json(["mail", "show"]);
    assert_eq!(
        shown,
        serde_json::json!({ "owner": null, "server": null, "password": false })
    );
}

// S2.7.8, S2.13.5, S2.15.5
#[test]
fn whoever_is_named_hears_of_a_restore_and_the_outbox_tells_what_became_of_it() {
    let (stage, file) = bakery_in_vault();
    let mailbox = Mailbox::start(MailWay::Starttls).unwrap();
    let shown = set(&stage, &mailbox);
    assert_eq!(
        (
            &shown["owner"],
            &shown["server"]["encryption"],
            &shown["password"]
        ),
        (&"owner@example.com".into(), &"starttls".into(), &true.into())
    );
    let tested = with_password(&stage, PASSWORD, ["mail", "test", "anna@example.org"]).json();
    assert!(
        tested["answer"].as_str().unwrap().contains("Taken as 1"),
        "{tested}"
    );

    bakery::edit(&file, "UPDATE products SET price = '0.01' WHERE id = 1");
    let restore = [
        "restore",
        "Bakery",
        "--to",
        "1",
        "--type",
        "products",
        "--yes",
        "--notify",
        "anna@example.org",
        "--notify",
        "refused@example.org",
    ];
    let done = with_password(&stage, PASSWORD, restore).json();
    let letters = done["letters"].as_array().unwrap();
    assert_eq!(letters.len(), 2, "{done}");
    assert_eq!(
        (&letters[0]["state"], &letters[0]["about"]),
        (&"sent".into(), &"recovery".into())
    );
    assert_eq!(letters[1]["code"], "mail_recipient_refused");
    assert_eq!(letters[1]["again"], Value::Null);
    let taken = mailbox.taken(2);
    assert!(taken[1].contains("Restore of Bakery finished"), "{taken:?}");
    assert!(!taken[1].contains("refused@"), "{taken:?}");

    let outbox = stage.json(["mail", "outbox"]);
    let listed: Vec<&Value> = outbox["letters"].as_array().unwrap().iter().collect();
    assert_eq!(
        listed.iter().map(|row| &row["state"]).collect::<Vec<_>>(),
        ["not_sent", "sent"]
    );
    let number = listed[1]["letter"].as_u64().unwrap().to_string();
    let again = with_password(&stage, PASSWORD, ["mail", "send-again", &number]).json();
    assert_eq!(again["state"], "sent");
    assert_ne!(again["letter"].as_u64().unwrap().to_string(), number);
    assert_eq!(mailbox.taken(3).len(), 3);
}

// S2.10.6, S2.13.5, S2.15.5
#[test]
fn whoever_is_named_hears_of_an_export_and_so_does_this_computer() {
    let (stage, _) = bakery_in_vault();
    let mailbox = Mailbox::start(MailWay::Starttls).unwrap();
    set(&stage, &mailbox);
    let export = [
        "export",
        "Bakery",
        "--type",
        "products",
        "--format",
        "csv",
        "--to",
        "out",
        "--notify",
        "anna@example.org",
    ];
    let done = with_password(&stage, PASSWORD, export).json();
    let states = |row: &Value| {
        let letters = row["letters"].as_array().unwrap();
        letters
            .iter()
            .map(|letter| format!("{} {}", letter["recipient"], letter["state"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    // The window shows what is for this computer, when it is opened.
    let expected = ["this_computer waiting", "anna@example.org sent"];
    assert_eq!(states(&done), expected);
    assert_eq!(states(&stage.json(["exports", "Bakery"])["exports"][0]), expected);
    let taken = mailbox.taken(1);
    assert!(taken[0].contains("Export of Bakery is ready"), "{taken:?}");
    let wrong = [
        "export", "Bakery", "--type", "products", "--format", "csv", "--to", "out", "--notify", "anna",
    ];
    assert_eq!(stage.code(wrong), "address_wrong");
    assert_eq!(
        stage.json(["exports", "Bakery"])["exports"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

// S2.13.6: a wrong password loses nothing, and is in no answer and in no file.
#[test]
fn what_was_not_sent_waits_and_goes_with_the_right_password() {
    let (stage, file) = bakery_in_vault();
    let mailbox = Mailbox::start(MailWay::Starttls).unwrap();
    set(&stage, &mailbox);
    bakery::edit(&file, "UPDATE products SET price = '0.01' WHERE id = 1");
    let restore = [
        "restore",
        "Bakery",
        "--to",
        "1",
        "--type",
        "products",
        "--yes",
        "--notify",
        "anna@example.org",
    ];
    let ran = with_password(&stage, "not-the-password", restore);
    assert_eq!(ran.code, 0, "the restore is done: {ran:?}");
    assert!(!format!("{ran:?}").contains("not-the-password"), "{ran:?}");
    let letter = &ran.json()["letters"][0];
    assert_eq!(
        (&letter["state"], &letter["code"]),
        (&"not_sent".into(), &"mail_not_let_in".into())
    );
    assert!(letter["again"].is_string(), "{letter}");
    let number = letter["letter"].as_u64().unwrap().to_string();
    let sent = with_password(&stage, PASSWORD, ["mail", "send-again", &number]);
    assert_eq!((sent.code, &sent.json()["state"]), (0, &"sent".into()));
    assert_eq!(mailbox.taken(1).len(), 1);
    stage.json(["mail", "set", "--off"]);
    assert_eq!(
        stage.code(["mail", "test", "anna@example.org"]),
        "mail_not_set_up"
    );
}

// S2.13.2
#[test]
fn a_restore_is_not_begun_when_a_recipient_is_no_address() {
    let (stage, _) = bakery_in_vault();
    let restore = ["restore", "Bakery", "--to", "1", "--yes", "--notify", "anna@"];
    assert_eq!(stage.code(restore), "address_wrong");
    let recoveries = stage.json(["recoveries", "Bakery"]);
    assert_eq!(recoveries["recoveries"].as_array().unwrap().len(), 0);
}
