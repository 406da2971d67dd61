//! What the commands about e-mail answer.

use backstock_model::About;
use backstock_vault::{KeptLetter, LetterState};
use serde::Serialize;

use super::time;

/// `mail show`, `mail set`.
#[derive(Debug, Serialize)]
pub(crate) struct MailSettings {
    /// The owner's own address.
    pub(crate) owner: Option<String>,
    pub(crate) server: Option<MailServerRow>,
    /// Whether the mail server's password is at hand.
    pub(crate) password: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct MailServerRow {
    pub(crate) host: String,
    pub(crate) port: u16,
    /// `starttls`, `tls` or `none`.
    pub(crate) encryption: backstock_engine::mail::Protection,
    pub(crate) user: Option<String>,
    pub(crate) from: String,
    /// Whether a certificate of its own is trusted.
    pub(crate) certificate: bool,
}

/// `mail test`.
#[derive(Debug, Serialize)]
pub(crate) struct MailTested {
    pub(crate) to: String,
    /// What the mail server said.
    pub(crate) answer: String,
}

/// `mail outbox`.
#[derive(Debug, Serialize)]
pub(crate) struct Outbox {
    pub(crate) letters: Vec<LetterRow>,
}

/// A message; also the answer of `mail send-again`.
#[derive(Debug, Serialize)]
pub(crate) struct LetterRow {
    pub(crate) letter: u64,
    pub(crate) shop: String,
    /// `recovery`, `export`, `alarm` or `backups`.
    pub(crate) about: &'static str,
    /// Which recovery, export or backup; 0 for a shop's backups as a whole.
    pub(crate) number: u64,
    /// An address, or `this_computer`.
    pub(crate) recipient: Option<String>,
    pub(crate) subject: String,
    pub(crate) written: String,
    /// `waiting`, `sent` or `not_sent`.
    pub(crate) state: &'static str,
    /// When it was sent.
    pub(crate) sent: Option<String>,
    /// What the mail server said.
    pub(crate) answer: Option<String>,
    /// Why it was not sent.
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) hint: Option<String>,
    /// When it is tried again by itself.
    pub(crate) again: Option<String>,
}

impl LetterRow {
    pub(crate) fn of(kept: &KeptLetter) -> Self {
        let (about, number) = About::written(kept.about);
        let mut row = Self {
            letter: kept.number.0,
            shop: kept.shop.clone(),
            about,
            number,
            recipient: kept.recipient.as_ref().map(ToString::to_string),
            subject: kept.letter.subject.clone(),
            written: time(kept.written),
            state: "waiting",
            sent: None,
            answer: None,
            code: None,
            message: None,
            hint: None,
            again: None,
        };
        match &kept.state {
            LetterState::Waiting => {}
            LetterState::Sent { at, answer } => {
                row.state = "sent";
                row.sent = Some(time(*at));
                row.answer = Some(answer.clone());
            }
            LetterState::NotSent { why, again } => {
                row.state = "not_sent";
                row.code = Some(why.code.clone());
                row.message = Some(why.message.clone());
                row.hint = Some(why.hint.clone());
                row.again = again.map(time);
            }
        }
        row
    }
}
