//! Telling people what came of a restore, with a real mail server on this computer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use backstock_engine::mail::{MailServer, Protection};
use backstock_engine::outbox::{Notices, Round, Ways};
use backstock_engine::{Engine, EngineError, Faults, ShopPasswords, mailing};
use backstock_model::{About, Cancel, EmailAddress, Letter, LetterId, NoProgress, Recipient, RunId, Secret};
use backstock_servers::{MailWay, Mailbox, PASSWORD, USER};
use backstock_testkit::{FakeShop, HeldClock, TemporaryVault};
use backstock_vault::{KeptLetter, LetterState, RunStatus};
use chrono::TimeDelta;

use crate::stage::{SHOP, Stage, records};

/// Knows the mail server's password, or another one.
struct Known(&'static str);

impl ShopPasswords for Known {
    fn password(&self, name: &str) -> Option<Secret> {
        assert!(name.starts_with("mail "), "{name}");
        Some(Secret::new(self.0.to_owned()))
    }
}

const RIGHT: Known = Known(PASSWORD);

/// A desktop that remembers what it showed.
#[derive(Default)]
struct Shown(Mutex<Vec<String>>);

impl Notices for Shown {
    fn show(&self, shop: &str, about: About, letter: &Letter) {
        let shown = format!("{shop}, {about:?}: {}", letter.subject);
        self.0.lock().unwrap().push(shown);
    }
}

fn by_mail(passwords: &Known) -> Ways<'_> {
    Ways {
        passwords,
        this_computer: None,
    }
}

fn to(address: &str) -> Recipient {
    Recipient::Email(EmailAddress::parse(address).unwrap())
}

fn set_server(engine: &Engine, mailbox: &Mailbox) {
    set_server_at(engine, mailbox, mailbox.port());
}

fn set_server_at(engine: &Engine, mailbox: &Mailbox, port: u16) {
    let server = MailServer {
        host: "localhost".to_owned(),
        port,
        protection: Protection::Starttls,
        user: Some(USER.to_owned()),
        from: EmailAddress::parse("owner@example.com").unwrap(),
        authority: Some(mailbox.certificate().unwrap()),
    };
    mailing::set_server(engine.vault(), Some(&server)).unwrap();
}

fn with_mailbox() -> (Stage, Mailbox) {
    let (stage, mailbox) = (Stage::new(), Mailbox::start(MailWay::Starttls).unwrap());
    set_server(&stage.engine, &mailbox);
    (stage, mailbox)
}

/// A price that was spoilt is put back, and these are told.
fn restored(stage: &Stage, recipients: &[Recipient]) -> RunId {
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    let told = recipients.to_vec();
    stage
        .engine
        .carry_out_and_tell(SHOP, plan, None, told, &NoProgress, &Cancel::new())
        .unwrap()
        .run
}

fn states(engine: &Engine, run: RunId) -> Vec<LetterState> {
    let letters = engine.letters_about(SHOP, About::Recovery(run)).unwrap();
    letters.into_iter().map(|letter| letter.state).collect()
}

/// Why a letter was not sent, and whether it is tried again.
fn reason(state: &LetterState) -> (&str, bool) {
    match state {
        LetterState::NotSent { why, again } => (why.code.as_str(), again.is_some()),
        LetterState::Waiting => ("it waits", true),
        LetterState::Sent { .. } => ("it was sent", false),
    }
}

fn answer(state: &LetterState) -> &str {
    match state {
        LetterState::Sent { answer, .. } => answer,
        LetterState::Waiting | LetterState::NotSent { .. } => "it was not sent",
    }
}

// S2.13.5, T7, T12
#[test]
fn whoever_was_chosen_is_told_once_when_a_restore_has_ended() {
    let (stage, mailbox) = with_mailbox();
    let engine = &stage.engine;
    let recipients = [
        Recipient::ThisComputer,
        to("anna@example.org"),
        to("bert@example.org"),
        // Typed twice.
        to("ANNA@example.org"),
    ];
    let run = restored(&stage, &recipients);
    assert_eq!(engine.run_recipients(run).unwrap(), recipients);
    let desktop = Shown::default();
    let ways = Ways {
        passwords: &RIGHT,
        this_computer: Some(&desktop),
    };
    assert_eq!(engine.send_letters(ways).unwrap().sent.len(), 3);
    // Looking again sends nothing again.
    assert_eq!(engine.send_letters(ways).unwrap(), Round::default());

    let shown = format!("{SHOP}, {:?}: Restore of {SHOP} finished", About::Recovery(run));
    assert_eq!(*desktop.0.lock().unwrap(), [shown]);
    let taken = mailbox.taken(2);
    let [anna, bert] = taken.as_slice() else {
        panic!("{taken:?}");
    };
    assert!(
        anna.contains("anna@example.org") && !anna.contains("bert@"),
        "{anna}"
    );
    assert!(
        bert.contains("bert@example.org") && !bert.to_lowercase().contains("anna@"),
        "{bert}"
    );
    assert!(bert.contains("1 item was restored and read back."), "{bert}");
    // Counts and the shop's name; no record and no value.
    assert!(!bert.contains("Sourdough") && !bert.contains("4.50"), "{bert}");
    let told = states(engine, run);
    assert_eq!(told.len(), 3);
    assert!(
        told.iter()
            .skip(1)
            .all(|state| answer(state).contains("Taken as")),
        "{told:?}"
    );
}

// S2.13.5: stopped, with errors and given up are told for what they are.
#[test]
fn however_a_restore_ended_the_letter_says_so() {
    let stage = Stage::new();
    let engine = &stage.engine;
    let good = stage.backup();
    for id in [117, 118] {
        stage
            .shop
            .set(&format!("products/{id}"), "/price", r#""0.01""#)
            .unwrap();
    }
    stage
        .shop
        .refuse("products/118", "refused", "The shop said no.")
        .unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117", "products/118"]));
    let anna = vec![to("anna@example.org")];
    let outcome = engine
        .carry_out_and_tell(SHOP, plan, None, anna, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((outcome.succeeded, outcome.failed), (1, 1));
    engine.tell_of_ended_runs().unwrap();
    let letters = engine.letters_about(SHOP, About::Recovery(outcome.run)).unwrap();
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    assert_eq!(
        letter.letter.subject,
        format!("Restore of {SHOP} finished with errors")
    );
    assert!(
        letter.letter.paragraphs[0].contains("1 item failed"),
        "{letter:?}"
    );
    assert_eq!(letter.state, LetterState::Waiting);
    // A run that nobody was chosen for tells nobody.
    let (undo, _) = engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = stage.carry_out(undo);
    engine.tell_of_ended_runs().unwrap();
    assert_eq!(states(engine, undone.run), []);
    assert_eq!(engine.run(SHOP, undone.run).unwrap().status, RunStatus::Done);
}

// S2.13.6
#[test]
fn offline_a_letter_waits_and_goes_when_the_server_is_back() {
    let (stage, mut mailbox) = with_mailbox();
    let engine = &stage.engine;
    mailbox.end();
    let run = restored(&stage, &[to("anna@example.org"), to("bert@example.org")]);
    let round = engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert_eq!((round.sent.len(), round.not_sent.len()), (0, 2));
    for state in states(engine, run) {
        assert_eq!(reason(&state), ("mail_not_reached", true));
    }
    // Not before it is due.
    assert_eq!(engine.send_letters(by_mail(&RIGHT)).unwrap().not_sent, []);
    let pause = round.next.unwrap() - engine.clock().now();
    assert_eq!(pause, TimeDelta::minutes(1));
    stage.clock.advance(pause);
    let second = engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert_eq!(second.not_sent.len(), 2);
    assert!(
        second.next.unwrap() - engine.clock().now() > pause,
        "the pauses grow"
    );
    // The next start does not wait for the pause.
    let back = Mailbox::start(MailWay::Starttls).unwrap();
    set_server(engine, &back);
    engine.hurry_letters().unwrap();
    assert_eq!(engine.send_letters(by_mail(&RIGHT)).unwrap().sent.len(), 2);
    assert_eq!(back.taken(2).len(), 2);
    assert!(
        states(engine, run)
            .iter()
            .all(|state| answer(state).contains("Taken"))
    );
}

// S2.13.6
#[test]
fn a_wrong_password_is_told_and_the_letter_goes_when_it_is_right() {
    let (stage, mailbox) = with_mailbox();
    let engine = &stage.engine;
    let run = restored(&stage, &[to("anna@example.org")]);
    engine.send_letters(by_mail(&Known("not the password"))).unwrap();
    let [state] = &states(engine, run)[..] else {
        panic!("one letter");
    };
    assert_eq!(reason(state), ("mail_not_let_in", true));
    assert!(!format!("{state:?}").contains("not the password"), "{state:?}");
    engine.hurry_letters().unwrap();
    engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert_eq!(mailbox.taken(1).len(), 1);
}

// S2.13.6: without a mail server nothing is lost either.
#[test]
fn without_a_mail_server_a_letter_waits_for_one() {
    let stage = Stage::new();
    let run = restored(&stage, &[to("anna@example.org")]);
    stage.engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert_eq!(reason(&states(&stage.engine, run)[0]), ("mail_not_set_up", true));
    let mailbox = Mailbox::start(MailWay::Starttls).unwrap();
    set_server(&stage.engine, &mailbox);
    stage.engine.hurry_letters().unwrap();
    assert_eq!(stage.engine.send_letters(by_mail(&RIGHT)).unwrap().sent.len(), 1);
}

// S2.13.6, S2.15.5
#[test]
fn one_of_three_that_is_refused_keeps_nobody_else_from_being_told() {
    let (stage, mailbox) = with_mailbox();
    let engine = &stage.engine;
    let run = restored(
        &stage,
        &[
            to("anna@example.org"),
            to("refused@example.org"),
            to("bert@example.org"),
        ],
    );
    let round = engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert_eq!((round.sent.len(), round.not_sent.len(), round.next), (2, 1, None));
    let states = states(engine, run);
    assert_eq!(reason(&states[1]), ("mail_recipient_refused", false));
    assert!(
        format!("{:?}", states[1]).contains("There is no such mailbox"),
        "{states:?}"
    );
    assert_eq!(mailbox.taken(2).len(), 2);
}

// S2.13.6, S2.15.5: it may have arrived, so only the owner sends it again; and one that was taken can be sent once more.
#[test]
fn a_server_that_goes_in_the_middle_leaves_it_to_the_owner() {
    let (stage, mailbox) = with_mailbox();
    let engine = &stage.engine;
    let run = restored(&stage, &[to("gone@example.org"), to("anna@example.org")]);
    engine.send_letters(by_mail(&RIGHT)).unwrap();
    let before = engine.letters_about(SHOP, About::Recovery(run)).unwrap();
    assert_eq!(reason(&before[0].state), ("mail_unsure", false));
    stage.clock.advance(TimeDelta::days(2));
    engine.hurry_letters().unwrap();
    assert_eq!(engine.send_letters(by_mail(&RIGHT)).unwrap(), Round::default());

    assert_eq!(engine.send_again(before[0].number).unwrap(), before[0].number);
    let again = engine.send_again(before[1].number).unwrap();
    assert_ne!(again, before[1].number);
    engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert_eq!(mailbox.taken(2).len(), 2, "anna has it twice, as asked");
    let after = engine.letters_about(SHOP, About::Recovery(run)).unwrap();
    assert_eq!(after.len(), 3);
    assert_ne!(after[2].id, before[1].id, "the second is a message of its own");
    let unknown = engine.send_again(LetterId(99)).unwrap_err();
    assert!(matches!(unknown, EngineError::NoSuchLetter(_)), "{unknown:?}");
}

// S2.13.6: who never gets through is given up after days, and that is seen.
#[test]
fn a_letter_that_never_gets_through_is_given_up_and_stays_visible() {
    let (stage, mailbox) = with_mailbox();
    let engine = &stage.engine;
    // Nobody listens there; the port of a mail server that ended may be another program's by now.
    set_server_at(engine, &mailbox, 1);
    let run = restored(&stage, &[to("anna@example.org")]);
    let mut tries = 0;
    while let Some(next) = {
        let round = engine.send_letters(by_mail(&RIGHT)).unwrap();
        assert_eq!(round.not_sent.len(), 1);
        round.next
    } {
        tries += 1;
        assert!(tries < 100, "it ends");
        stage.clock.advance(next - engine.clock().now());
    }
    assert_eq!(reason(&states(engine, run)[0]), ("mail_not_reached", false));
}

// Two programs with one vault: one of them sends.
#[test]
fn while_somebody_sends_nobody_else_does() {
    let (stage, mailbox) = with_mailbox();
    restored(&stage, &[to("anna@example.org")]);
    let lock = stage.engine.vault().lock_outbox().unwrap();
    assert!(lock.is_some());
    let round = stage.engine.send_letters(by_mail(&RIGHT)).unwrap();
    assert!(round.sent.is_empty() && round.next.is_some(), "{round:?}");
    assert!(mailbox.taken(0).is_empty());
    drop(lock);
    assert_eq!(stage.engine.send_letters(by_mail(&RIGHT)).unwrap().sent.len(), 1);
}

const FOLDER: &str = "BACKSTOCK_OUTBOX_FOLDER";
const POINT: &str = "BACKSTOCK_OUTBOX_POINT";

struct AbortAt(String);

impl Faults for AbortAt {
    fn at(&self, point: &'static str) {
        if point == self.0 {
            std::process::abort();
        }
    }
}

fn open(folder: &Path, faults: Option<Arc<dyn Faults>>) -> Engine {
    let vault = Arc::new(TemporaryVault::open(folder).unwrap());
    let shop = Arc::new(FakeShop::new(Vec::new()));
    let clock = HeldClock::default();
    clock.advance(TimeDelta::days(2));
    let engine = Engine::new(vault, shop, Arc::new(clock));
    match faults {
        Some(faults) => engine.with_faults(faults),
        None => engine,
    }
}

#[test]
#[ignore = "is started by the test below, in a process of its own that dies"]
fn the_process_that_dies_sending() {
    let setting = |name: &str| std::env::var(name).unwrap();
    let faults = Arc::new(AbortAt(setting(POINT)));
    let engine = open(Path::new(&setting(FOLDER)), Some(faults));
    engine.send_letters(by_mail(&RIGHT)).unwrap();
}

// S2.13.6: killed anywhere, a letter is not lost, and none goes out twice by itself.
#[test]
fn killed_while_sending_nothing_is_lost_and_nothing_goes_twice() {
    for (point, arrived, code) in [
        // The letter is written and nobody spoke to the server: it is sent at the next start.
        ("outbox.written", 0, None),
        // It was just about to be handed over, or was: nobody can tell, so the owner is asked.
        ("outbox.handing_over", 0, Some("mail_unsure")),
        ("outbox.taken", 1, Some("mail_unsure")),
    ] {
        let mailbox = Mailbox::start(MailWay::Starttls).unwrap();
        let stage = Stage::new();
        set_server(&stage.engine, &mailbox);
        let run = restored(&stage, &[to("anna@example.org")]);
        let folder = stage.engine.vault().folder();
        let died = Command::new(std::env::current_exe().unwrap())
            .args([
                "outbox::the_process_that_dies_sending",
                "--exact",
                "--ignored",
                "--nocapture",
            ])
            .env(FOLDER, folder)
            .env(POINT, point)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(died.code(), None, "the child came past {point} alive");
        assert_eq!(mailbox.taken(arrived).len(), arrived, "{point}");

        let engine = open(folder, None);
        engine.hurry_letters().unwrap();
        let round = engine.send_letters(by_mail(&RIGHT)).unwrap();
        let letters: Vec<KeptLetter> = engine.letters_about(SHOP, About::Recovery(run)).unwrap();
        assert_eq!(letters.len(), 1, "{point}");
        match code {
            None => assert_eq!((round.sent.len(), mailbox.taken(1).len()), (1, 1), "{point}"),
            Some(code) => {
                assert_eq!(reason(&letters[0].state), (code, false), "{point}");
                assert_eq!(mailbox.taken(arrived).len(), arrived, "{point}: not twice");
            }
        }
    }
}
