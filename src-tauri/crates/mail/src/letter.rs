//! What is written to a recipient, as plain text and as simple HTML.

use backstock_model::{EmailAddress, Letter};
use chrono::{DateTime, Utc};
use lettre::message::{Mailbox, Message, MultiPart};
use uuid::Uuid;

use crate::{MailError, MailServer};

const SENDER: &str = "Backstock";
const LONGEST_SUBJECT: usize = 200;

/// A letter as it is written for the wire.
pub(crate) trait Written {
    /// The letter as it goes to one recipient. `id` names it, so that a server sees a second one of the same for what it is.
    fn addressed(
        &self,
        server: &MailServer,
        to: &EmailAddress,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Message, MailError>;
}

impl Written for Letter {
    fn addressed(
        &self,
        server: &MailServer,
        to: &EmailAddress,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Message, MailError> {
        let mailbox = |name: Option<&str>, address: &EmailAddress| {
            let address = address.as_str().parse().map_err(unwritable)?;
            Ok::<_, MailError>(Mailbox::new(name.map(str::to_owned), address))
        };
        Message::builder()
            .from(mailbox(Some(SENDER), &server.from)?)
            .to(mailbox(None, to)?)
            .subject(one_line(&self.subject))
            .date(now.into())
            .message_id(Some(format!("<{id}@{}>", server.from.domain())))
            .multipart(MultiPart::alternative_plain_html(plain(self), html(self)))
            .map_err(unwritable)
    }
}

/// As plain text.
fn plain(letter: &Letter) -> String {
    let mut text = letter.paragraphs.join("\n\n");
    if !letter.facts.is_empty() {
        text.push_str("\n\n");
        for (name, value) in &letter.facts {
            text.push_str(&format!("{name}: {}\n", one_line(value)));
        }
    }
    text
}

/// As HTML: the same words, nothing that is fetched from anywhere.
fn html(letter: &Letter) -> String {
    let mut html = String::from("<!doctype html><html><head><meta charset=\"utf-8\"></head><body>");
    for paragraph in &letter.paragraphs {
        html.push_str(&format!("<p>{}</p>", escaped(paragraph)));
    }
    if !letter.facts.is_empty() {
        html.push_str("<table>");
        for (name, value) in &letter.facts {
            html.push_str(&format!(
                "<tr><th align=\"left\">{}</th><td>{}</td></tr>",
                escaped(name),
                escaped(&one_line(value))
            ));
        }
        html.push_str("</table>");
    }
    html.push_str("</body></html>");
    html
}

fn unwritable(cause: impl std::fmt::Display) -> MailError {
    MailError::Unwritable(cause.to_string())
}

/// A text in one line: whatever breaks lines or turns their direction is a space.
fn one_line(text: &str) -> String {
    let breaks = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let line: String = text
        .chars()
        .map(|sign| if breaks(sign) { ' ' } else { sign })
        .take(LONGEST_SUBJECT)
        .collect();
    line.trim().to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Protection;

    fn written(shop: &str) -> String {
        let server = MailServer {
            host: "mail.example.com".to_owned(),
            port: 587,
            protection: Protection::Starttls,
            user: None,
            from: EmailAddress::parse("owner@example.com").unwrap(),
            authority: None,
        };
        let letter = Letter {
            subject: format!("Restore of {shop} finished"),
            paragraphs: vec!["Everything was put back.".to_owned()],
            facts: vec![("Shop".to_owned(), shop.to_owned())],
        };
        let to = EmailAddress::parse("anna@example.org").unwrap();
        let message = letter
            .addressed(&server, &to, Uuid::nil(), DateTime::UNIX_EPOCH)
            .unwrap();
        assert_eq!(message.envelope().to().len(), 1, "{shop:?}");
        String::from_utf8(message.formatted()).unwrap()
    }

    // T13: a shop's name begins no header and adds no recipient.
    #[test]
    fn what_a_shop_is_called_adds_no_header_and_no_recipient() {
        let usual = written("Harbour Tea");
        let headers = |text: &str| {
            let head = text.split("\r\n\r\n").next().unwrap_or_default();
            head.lines()
                .filter(|line| !line.starts_with(' '))
                .filter_map(|line| line.split_once(':').map(|(name, _)| name.to_lowercase()))
                .collect::<Vec<_>>()
        };
        for shop in [
            "Tea\r\nBcc: bert@example.org",
            "Tea\nBcc: bert@example.org",
            "Tea\rTo: bert@example.org",
            "Tea\r\n\r\n<h1>Another body</h1>",
            "Tea\u{2028}Bcc: bert@example.org",
            "Tea\0\u{85}Cc: bert@example.org",
            "=?utf-8?q?Tea=0D=0ABcc:_bert@example.org?=",
            "Tea%0d%0aBcc: bert@example.org",
        ] {
            assert_eq!(headers(&written(shop)), headers(&usual), "{shop:?}");
        }
    }

    #[test]
    fn a_shop_is_text_in_html_and_nothing_is_fetched() {
        let text = written("<img src=https://example.org/seen.png>");
        let (_, html) = text.split_once("Content-Type: text/html").unwrap();
        assert!(!html.contains("<img"), "{html}");
        assert!(html.contains("&lt;img"), "{html}");
    }

    #[test]
    fn names_in_any_script_are_written_as_mail_wants_them() {
        let text = written("Bäckerei 東京 🍞");
        assert!(text.is_ascii(), "{text}");
        assert!(text.contains("Subject: "), "{text}");
    }
}
