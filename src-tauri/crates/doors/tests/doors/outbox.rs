//! Telling people what came of a restore, as the window sees it, with a real mail server on this computer.

use backstock_contract::{
    JobOutcome, JobState, LetterAbout, LetterRow, LetterState, ListLettersAsk, MailProtection,
    MailServerEntry, Nothing, NoticeTone, ReadNoticesAsk, Recipient, RecoveryDetail, SendAgainAsk,
    SetMailAsk,
};
use backstock_servers::{MailWay, Mailbox, PASSWORD, USER};

use crate::desk::{SHOP, TestDesk};

fn to(address: &str) -> Recipient {
    Recipient::Email {
        address: address.to_owned(),
    }
}

async fn set(desk: &TestDesk, mailbox: &Mailbox, password: &str) {
    let server = MailServerEntry {
        host: "localhost".to_owned(),
        port: Some(mailbox.port()),
        protection: MailProtection::None,
        user: Some(USER.to_owned()),
        from: "owner@example.com".to_owned(),
    };
    let ask = SetMailAsk {
        owner: Some("owner@example.com".to_owned()),
        server: Some(server),
        password: Some(password.to_owned()),
    };
    desk.doors.set_mail(ask).await.unwrap();
}

/// Restores everything and tells these; answers the run.
async fn restored(desk: &TestDesk, recipients: Vec<Recipient>) -> u64 {
    let plan = desk.preview().await.plan;
    match desk.carry_out_and_tell(plan, recipients).await {
        JobState::Ended {
            outcome: JobOutcome::Restored { recovery },
        } => recovery.run,
        other => panic!("{other:?}"),
    }
}

/// The recovery, once none of its letters waits any more.
async fn told(desk: &TestDesk, run: u64, letters: usize) -> RecoveryDetail {
    loop {
        let detail = desk.recovery(run).await.unwrap();
        let is_settled = |letter: &LetterRow| letter.state != LetterState::Waiting;
        if detail.letters.len() == letters && detail.letters.iter().all(is_settled) {
            return detail;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

// S2.7.8, S2.13.5, T12
#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_chosen_hears_when_a_restore_has_ended() {
    let desk = TestDesk::with_spoilt_customers().await;
    let mailbox = Mailbox::start(MailWay::None).unwrap();
    set(&desk, &mailbox, PASSWORD).await;
    let chosen = vec![
        Recipient::ThisComputer,
        to("anna@example.org"),
        to("refused@example.org"),
    ];
    let run = restored(&desk, chosen.clone()).await;
    let detail = told(&desk, run, 3).await;
    assert_eq!(detail.recipients, chosen);
    let [computer, anna, refused] = detail.letters.as_slice() else {
        panic!("{detail:?}");
    };
    assert_eq!(computer.recipient, Some(Recipient::ThisComputer));
    assert!(matches!(computer.state, LetterState::Sent { .. }), "{computer:?}");
    assert_eq!(anna.about, LetterAbout::Recovery { run });
    assert!(
        matches!(&anna.state, LetterState::Sent { answer, .. } if answer.contains("Taken as 1")),
        "{anna:?}"
    );
    // S2.15.5
    assert!(
        matches!(&refused.state, LetterState::NotSent { failure, again: None }
            if failure.code == "mail_recipient_refused" && failure.message.contains("no such mailbox")),
        "{refused:?}"
    );
    let title = format!("A message was not sent: Restore of {SHOP} finished");
    assert_eq!(
        desk.newest_route(&title).await,
        format!("#/shop/{SHOP}/recovery/{run}")
    );
    assert_eq!(mailbox.taken(1).len(), 1);
    // On the desktop the end of the restore was told once: by the letter to this computer.
    let titles = desk.notice_titles();
    let ends = titles
        .iter()
        .filter(|title| title.contains("estore") && title.contains("finished"));
    assert_eq!(
        ends.count(),
        2,
        "the letter, and that one was not sent: {titles:?}"
    );
}

// S2.13.6, S2.15.5
#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_sent_is_seen_at_the_bell_and_goes_when_the_server_is_set_right() {
    let desk = TestDesk::with_spoilt_customers().await;
    let mailbox = Mailbox::start(MailWay::None).unwrap();
    set(&desk, &mailbox, "not the password").await;
    let run = restored(&desk, vec![to("anna@example.org")]).await;
    let detail = told(&desk, run, 1).await;
    let LetterState::NotSent { failure, again } = &detail.letters[0].state else {
        panic!("{detail:?}");
    };
    assert!(
        failure.code == "mail_not_let_in" && again.is_some(),
        "{failure:?}"
    );
    let letter = detail.letters[0].letter;

    let notices = desk.doors.list_notices(Nothing {}).await.unwrap();
    let about = notices
        .notices
        .iter()
        .find(|notice| notice.letter == Some(letter));
    let about = about.unwrap();
    assert_eq!(about.tone, NoticeTone::Warn);
    assert!(!about.is_read && about.body.contains("tries again"), "{about:?}");
    // Backup and restore are there, too.
    assert!(notices.unread >= 3, "{notices:?}");
    let newest = notices.notices[0].notice;
    let read = desk.doors.read_notices(ReadNoticesAsk { newest }).await.unwrap();
    assert!(read.unread == 0 && read.notices.iter().all(|notice| notice.is_read));

    // Setting the server right sends what waited, without being asked.
    set(&desk, &mailbox, PASSWORD).await;
    let taken = mailbox.taken(1);
    assert!(taken[0].contains("anna@example.org"), "{taken:?}");
    loop {
        let detail = told(&desk, run, 1).await;
        if matches!(detail.letters[0].state, LetterState::Sent { .. }) {
            break;
        }
    }
    let again = desk.doors.send_again(SendAgainAsk { letter }).await.unwrap();
    assert!(
        again.letter != letter && matches!(again.state, LetterState::Sent { .. }),
        "{again:?}"
    );
    assert_eq!(mailbox.taken(2).len(), 2);
    let ask = ListLettersAsk { offset: 0, limit: 10 };
    let listed = desk.doors.list_letters(ask).await.unwrap().letters;
    assert_eq!(
        listed.iter().map(|row| row.letter).collect::<Vec<_>>(),
        [again.letter, letter]
    );
    // It was sent after all, so the bell does not say otherwise.
    let notices = desk.doors.list_notices(Nothing {}).await.unwrap().notices;
    assert!(
        notices.iter().all(|notice| notice.letter.is_none()),
        "{notices:?}"
    );
}

// S2.7.10, S2.15.3
#[tokio::test(flavor = "multi_thread")]
async fn a_restore_of_which_nobody_would_hear_is_not_started() {
    let desk = TestDesk::with_spoilt_customers().await;
    let plan = desk.preview().await.plan;
    let refused = desk.start(plan, Vec::new()).await.unwrap_err();
    assert_eq!(refused.code, "no_recipient");
    let wrong = desk.start(plan, vec![to("anna@")]).await.unwrap_err();
    assert_eq!(wrong.code, "address_wrong");
    assert!(desk.spoilt() > 0);
}
