//! Letters to a real mail server on this computer, and everything it can say instead of yes.

#![expect(
    clippy::unwrap_used,
    reason = "what stands around a test fails the test when it fails"
)]

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use backstock_mail::{MailError, MailServer, Protection, send};
use backstock_model::{EmailAddress, Letter, Secret};
use backstock_servers::{MailWay, Mailbox, PASSWORD, USER};
use chrono::DateTime;
use uuid::Uuid;

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn reached(mailbox: &Mailbox, protection: Protection) -> MailServer {
    MailServer {
        host: "localhost".to_owned(),
        port: mailbox.port(),
        protection,
        user: Some(USER.to_owned()),
        from: address("owner@example.com"),
        authority: (protection != Protection::None).then(|| mailbox.certificate().unwrap()),
    }
}

fn letter() -> Letter {
    Letter {
        subject: "Restore of Bäckerei finished".to_owned(),
        paragraphs: vec!["412 items were put back and read back.".to_owned()],
        facts: vec![("Shop".to_owned(), "Bäckerei".to_owned())],
    }
}

fn sent(server: &MailServer, password: &str, to: &str) -> Result<String, MailError> {
    let password = Secret::new(password.to_owned());
    send(
        server,
        Some(&password),
        &letter(),
        (&address(to), Uuid::from_u128(7)),
        DateTime::UNIX_EPOCH,
        || true,
    )
    .map(|accepted| accepted.answer)
}

// S2.13.5
#[test]
fn each_recipient_gets_a_message_of_their_own_that_names_nobody_else() {
    for (way, protection) in [
        (MailWay::Starttls, Protection::Starttls),
        (MailWay::Tls, Protection::Tls),
        (MailWay::None, Protection::None),
    ] {
        let mailbox = Mailbox::start(way).unwrap();
        let server = reached(&mailbox, protection);
        for to in ["anna@example.org", "bert@example.org"] {
            let answer = sent(&server, PASSWORD, to).unwrap();
            assert!(answer.contains("Taken as"), "{answer}");
        }
        let taken = mailbox.taken(2);
        let [anna, bert] = taken.as_slice() else {
            panic!("{way:?}: {taken:?}");
        };
        assert!(
            anna.contains("anna@example.org") && !anna.contains("bert@"),
            "{anna}"
        );
        assert!(
            bert.contains("bert@example.org") && !bert.contains("anna@"),
            "{bert}"
        );
        // The name of this computer is told to nobody.
        assert!(anna.contains("\"hello\": \"[127.0.0.1]\""), "{anna}");
        assert_eq!(
            anna.contains("\"encrypted\": true"),
            way != MailWay::None,
            "{anna}"
        );
    }
}

// S2.13.6: what is not to be handed over does not arrive.
#[test]
fn a_letter_that_is_held_back_at_the_last_moment_stays_here() {
    let mailbox = Mailbox::start(MailWay::None).unwrap();
    let password = Secret::new(PASSWORD.to_owned());
    let server = reached(&mailbox, Protection::None);
    let to = address("anna@example.org");
    let once = (&to, Uuid::nil());
    let held = send(
        &server,
        Some(&password),
        &letter(),
        once,
        DateTime::UNIX_EPOCH,
        || false,
    );
    assert_eq!(held, Err(MailError::CutOff));
    assert!(mailbox.taken(0).is_empty());
}

// S2.13.6: what went wrong is told for what it is.
#[test]
fn what_the_server_refuses_is_told_apart() {
    let mailbox = Mailbox::start(MailWay::Starttls).unwrap();
    let server = reached(&mailbox, Protection::Starttls);
    let wrong = sent(&server, "not the password", "anna@example.org").unwrap_err();
    assert!(matches!(wrong, MailError::NotLetIn(_)), "{wrong:?}");
    assert!(
        wrong.may_pass() && !format!("{wrong:?}").contains("not the password"),
        "{wrong:?}"
    );

    let missing = send(
        &server,
        None,
        &letter(),
        (&address("a@example.org"), Uuid::nil()),
        DateTime::UNIX_EPOCH,
        || true,
    );
    assert!(matches!(missing, Err(MailError::SignInMissing(_))), "{missing:?}");

    let refused = sent(&server, PASSWORD, "refused@example.org").unwrap_err();
    assert!(
        matches!(&refused, MailError::RecipientRefused(said) if said.contains("no such mailbox")),
        "{refused:?}"
    );
    assert!(!refused.may_pass());

    let later = sent(&server, PASSWORD, "later@example.org").unwrap_err();
    assert!(
        matches!(later, MailError::NotNow(_)) && later.may_pass(),
        "{later:?}"
    );

    // The message was handed over and no answer came: it may have arrived.
    let gone = sent(&server, PASSWORD, "gone@example.org").unwrap_err();
    assert_eq!(gone, MailError::Unsure);
    assert!(!gone.may_pass());
}

#[test]
fn a_server_that_cannot_be_trusted_or_reached_gets_nothing() {
    let mut mailbox = Mailbox::start(MailWay::Starttls).unwrap();
    let known = reached(&mailbox, Protection::Starttls);

    let stranger = MailServer {
        authority: None,
        ..known.clone()
    };
    let refused = sent(&stranger, PASSWORD, "anna@example.org").unwrap_err();
    assert!(matches!(refused, MailError::Encryption(_)), "{refused:?}");

    let nowhere = MailServer {
        host: "mail.invalid".to_owned(),
        ..known.clone()
    };
    assert_eq!(
        sent(&nowhere, PASSWORD, "anna@example.org"),
        Err(MailError::UnknownHost)
    );

    let bare = Mailbox::start(MailWay::None).unwrap();
    let unencrypted = reached(&bare, Protection::None);
    let wanted = MailServer {
        protection: Protection::Starttls,
        ..unencrypted
    };
    assert_eq!(
        sent(&wanted, PASSWORD, "anna@example.org"),
        Err(MailError::NoEncryption)
    );
    // A documentation address of RFC 5737: on no computer, and not this one. It is not even asked.
    let afar = MailServer {
        host: "192.0.2.1".to_owned(),
        protection: Protection::None,
        ..known.clone()
    };
    assert_eq!(
        sent(&afar, PASSWORD, "anna@example.org"),
        Err(MailError::Unprotected)
    );
    assert!(mailbox.taken(0).is_empty() && bare.taken(0).is_empty());

    mailbox.end();
    assert_eq!(
        sent(&known, PASSWORD, "anna@example.org"),
        Err(MailError::NotReached)
    );
}

#[test]
fn a_server_that_hangs_up_at_once_is_none() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let hangs_up = std::thread::spawn(move || drop(listener.accept()));
    let server = MailServer {
        host: "127.0.0.1".to_owned(),
        port,
        protection: Protection::None,
        user: None,
        from: address("owner@example.com"),
        authority: None,
    };
    let refused = sent(&server, PASSWORD, "anna@example.org").unwrap_err();
    assert!(
        matches!(refused, MailError::NotReached | MailError::CutOff),
        "{refused:?}"
    );
    hangs_up.join().unwrap();
}

#[test]
fn whoever_the_rule_takes_can_be_written_to() {
    for typed in [
        "x=y@example.org",
        "{anna}@example.org",
        "o'neill@example.com",
        "a@b.co",
        "owner@123.com",
    ] {
        let mailbox: Result<lettre::Address, _> = typed.parse();
        assert!(mailbox.is_ok() && EmailAddress::parse(typed).is_ok(), "{typed}");
    }
}

/// A server that says something again and again, and never what was asked.
fn babbling(said: &'static [u8], between: Duration) -> (MailServer, std::thread::JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let talks = std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        let mut bytes = 0;
        // Until it is hung up on.
        while line.write_all(said).is_ok() {
            bytes += said.len() as u64;
            std::thread::sleep(between);
        }
        bytes
    });
    let server = MailServer {
        host: "127.0.0.1".to_owned(),
        port,
        protection: Protection::None,
        user: None,
        from: address("owner@example.com"),
        authority: None,
    };
    (server, talks)
}

// F8, T9: a server that does not stop talking fills no memory.
#[test]
fn a_server_that_does_not_stop_talking_is_hung_up_on() {
    for said in [
        &b"220-A"[..],
        b"220-AAAAAAAAAAAAAAAAAAAAAAAA\r\n",
        b"AAAA",
        b"\0\xff",
    ] {
        let (server, talks) = babbling(said.repeat(1000).leak(), Duration::ZERO);
        let refused = sent(&server, PASSWORD, "anna@example.org").unwrap_err();
        assert!(
            matches!(refused, MailError::NotMail | MailError::NotReached),
            "{refused:?}"
        );
        assert!(refused.is_of_the_server());
        // What the system's own buffers took is not what was read.
        assert!(talks.join().unwrap() < 64 << 20);
    }
}
