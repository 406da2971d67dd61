//! What is said when a message was not sent.

use backstock_mail::MailError;

use crate::Explained;

/// Puts the reason why a message was not sent into the owner's words.
pub fn explain_mail(error: &MailError) -> Explained {
    match error {
        MailError::UnknownHost => said(
            "mail_server_unknown",
            "No mail server of this name was found.",
            "Check the server's name and this computer's way to the internet.",
        ),
        MailError::NotReached => said(
            "mail_not_reached",
            "The mail server does not answer at this port.",
            "Check the port and this computer's way to the internet.",
        ),
        MailError::NotMail => said(
            "mail_no_mail_server",
            "What answers at this port does not speak as a mail server does. Nothing was sent.",
            "Check the server's name and the port.",
        ),
        MailError::TooSlow => said(
            "mail_too_slow",
            "The mail server took too long to answer.",
            "Try again in a few minutes.",
        ),
        MailError::Unprotected => said(
            "mail_unprotected",
            "Without encryption only a mail server on this computer is spoken to, and this one is elsewhere.",
            "Choose STARTTLS or TLS.",
        ),
        MailError::NoEncryption => said(
            "mail_no_encryption",
            "The mail server offers no STARTTLS at this port. The password was not sent.",
            "Choose TLS, usually with port 465.",
        ),
        MailError::Encryption(why) => said(
            "mail_encryption",
            format!(
                "The connection to the mail server could not be encrypted. The password was not sent. {}",
                quoted(why)
            ),
            "Check the server's name and whether the port belongs to STARTTLS (587) or TLS (465).",
        ),
        MailError::NotLetIn(answer) => said(
            "mail_not_let_in",
            format!(
                "The mail server does not accept this user and password. {}",
                quoted(answer)
            ),
            "Enter the password again; some providers want one made for apps.",
        ),
        MailError::SignInMissing(answer) => said(
            "mail_password_missing",
            format!("The mail server wants a user and a password. {}", quoted(answer)),
            "Enter the user and the password in the settings for e-mail.",
        ),
        MailError::SenderRefused(answer) => said(
            "mail_sender_refused",
            format!(
                "The mail server does not send messages from this address. {}",
                quoted(answer)
            ),
            "Use the address that belongs to the user.",
        ),
        MailError::RecipientRefused(answer) => said(
            "mail_recipient_refused",
            format!(
                "The mail server does not accept this recipient. {}",
                quoted(answer)
            ),
            "Check the recipient's address.",
        ),
        MailError::MessageRefused(answer) => said(
            "mail_refused",
            format!("The mail server did not accept the message. {}", quoted(answer)),
            "Ask your e-mail provider what the answer means.",
        ),
        MailError::NotNow(answer) => said(
            "mail_not_now",
            format!("The mail server cannot take the message now. {}", quoted(answer)),
            "Try again in a few minutes.",
        ),
        MailError::CutOff => said(
            "mail_cut_off",
            "The connection to the mail server broke before the message was handed over.",
            "Try again.",
        ),
        MailError::Unsure => said(
            "mail_unsure",
            "The connection broke just after the message was handed over, so it may have arrived.",
            "Look into the mailbox before you send it again.",
        ),
        MailError::Unwritable(_) => said(
            "mail_refused",
            "The message could not be put together.",
            "Check the addresses of the sender and the recipient.",
        ),
    }
}

/// A server's answer as a sentence of its own; nothing when it said nothing.
fn quoted(answer: &str) -> String {
    if answer.is_empty() {
        "It gave no reason.".to_owned()
    } else {
        format!("It said: “{answer}”.")
    }
}

fn said(code: &str, message: impl Into<String>, hint: &str) -> Explained {
    Explained {
        code: code.to_owned(),
        message: message.into(),
        hint: hint.to_owned(),
    }
}
