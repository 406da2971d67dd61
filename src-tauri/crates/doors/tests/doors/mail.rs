//! E-mail as the window sees it, with a real mail server on this computer.

use backstock_contract::{
    CheckAddressAsk, MailProtection, MailServerEntry, Nothing, Recipient, SetMailAsk, TestMailAsk,
};
use backstock_servers::{MailWay, Mailbox, PASSWORD, USER};

use crate::desk::TestDesk;

fn entry(mailbox: &Mailbox) -> MailServerEntry {
    MailServerEntry {
        host: "localhost".to_owned(),
        port: Some(mailbox.port()),
        protection: MailProtection::None,
        user: Some(USER.to_owned()),
        from: "owner@example.com".to_owned(),
    }
}

fn set(server: Option<MailServerEntry>, password: Option<&str>) -> SetMailAsk {
    SetMailAsk {
        owner: Some(" owner@example.com ".to_owned()),
        server,
        password: password.map(str::to_owned),
    }
}

// S2.13.2, S2.13.3, S2.13.4
#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_checked_and_the_owner_is_told_unless_somebody_else_is_chosen() {
    let desk = TestDesk::with_spoilt_customers().await;
    let check = |address: &str| CheckAddressAsk {
        address: address.to_owned(),
        among: vec!["anna@example.com".to_owned()],
    };
    let refused = desk.doors.check_address(check("anna@")).await.unwrap_err();
    assert_eq!(refused.code, "address_wrong");
    let known = desk
        .doors
        .check_address(check(" ANNA@example.com"))
        .await
        .unwrap();
    assert_eq!(known.already.as_deref(), Some("anna@example.com"));
    let new = desk
        .doors
        .check_address(check(" bert@example.com "))
        .await
        .unwrap();
    assert_eq!((new.address.as_str(), new.already), ("bert@example.com", None));

    let usual = desk.doors.usual_recipients(Nothing {}).await.unwrap();
    assert_eq!(usual.recipients, [Recipient::ThisComputer]);
    desk.doors.set_mail(set(None, None)).await.unwrap();
    let usual = desk.doors.usual_recipients(Nothing {}).await.unwrap();
    let owner = Recipient::Email {
        address: "owner@example.com".to_owned(),
    };
    assert_eq!(usual.recipients, [Recipient::ThisComputer, owner]);
}

// S2.13.6: what is wrong is told, and what is right arrives.
#[tokio::test(flavor = "multi_thread")]
async fn a_test_message_goes_through_the_server_that_was_set() {
    let desk = TestDesk::with_spoilt_customers().await;
    let mailbox = Mailbox::start(MailWay::None).unwrap();
    let to = || TestMailAsk {
        to: "anna@example.org".to_owned(),
    };
    let missing = desk.doors.test_mail(to()).await.unwrap_err();
    assert_eq!(missing.code, "mail_not_set_up");

    let wrong = set(Some(entry(&mailbox)), Some("not the password"));
    desk.doors.set_mail(wrong).await.unwrap();
    let refused = desk.doors.test_mail(to()).await.unwrap_err();
    assert_eq!(refused.code, "mail_not_let_in");
    assert!(!refused.to_string().contains("not the password"), "{refused}");

    let right = set(Some(entry(&mailbox)), Some(PASSWORD));
    let kept = desk.doors.set_mail(right).await.unwrap();
    // This desk has no keyring.
    assert!(kept.has_password && kept.password_until_closed);
    let tested = desk.doors.test_mail(to()).await.unwrap();
    assert!(tested.answer.contains("Taken"), "{tested:?}");
    assert_eq!(mailbox.taken(1).len(), 1);

    // The same server without typing the password again, and then another one.
    desk.doors
        .set_mail(set(Some(entry(&mailbox)), None))
        .await
        .unwrap();
    let another = MailServerEntry {
        host: "mail.example.org".to_owned(),
        ..entry(&mailbox)
    };
    let refused = desk.doors.set_mail(set(Some(another), None)).await.unwrap_err();
    assert_eq!(refused.code, "mail_password_missing");
    let still = desk.doors.mail_settings(Nothing {}).await.unwrap();
    assert_eq!(still.server, Some(entry(&mailbox)));

    let forgotten = desk.doors.set_mail(set(None, None)).await.unwrap();
    assert!(!forgotten.has_password && forgotten.server.is_none());
}
