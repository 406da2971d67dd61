//! One conversation with a mail server, step by step, so that what goes wrong is told for what it is.

use std::error::Error as _;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs as _};
use std::time::Duration;

use backstock_model::{EmailAddress, Letter, Secret};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use uuid::Uuid;

use crate::letter::Written as _;
use crate::{MailError, MailServer, Protection};

/// How long a server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);
const LONGEST_ANSWER: usize = 300;
const PART_OF_A_SECRET: usize = 6;

/// A message that the server took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What the server said to it.
    pub answer: String,
}

/// Sends a letter to one recipient. `id` names the letter and stays the same when it is sent again.
///
/// `handing_over` is called when the server is ready for the letter and has none of it yet: whoever keeps a queue notes that
/// from here on it may have arrived. When it answers no, nothing is handed over ([`MailError::CutOff`]).
///
/// # Errors
///
/// When the server did not take it, or it is not known whether it did.
pub fn send(
    server: &MailServer,
    password: Option<&Secret>,
    letter: &Letter,
    (to, id): (&EmailAddress, Uuid),
    now: DateTime<Utc>,
    handing_over: impl FnOnce() -> bool,
) -> Result<Accepted, MailError> {
    let message = letter.addressed(server, to, id, now)?;
    let mut connection = signed_in(server, password)?;
    let (from, [to]) = (message.envelope().from().cloned(), message.envelope().to()) else {
        return Err(MailError::Unwritable("a letter has one recipient".to_owned()));
    };
    connection
        .command(Mail::new(from, Vec::new()))
        .map_err(|error| refused(&error, MailError::SenderRefused))?;
    connection
        .command(Rcpt::new(to.clone(), Vec::new()))
        .map_err(|error| refused(&error, MailError::RecipientRefused))?;
    connection
        .command(Data)
        .map_err(|error| refused(&error, MailError::MessageRefused))?;
    if !handing_over() {
        return Err(MailError::CutOff);
    }
    let answer = connection.message(&message.formatted()).map_err(|error| {
        if error.status().is_some() {
            refused(&error, MailError::MessageRefused)
        } else {
            // The last line may have arrived although no answer did.
            MailError::Unsure
        }
    })?;
    // It has the message; how the conversation ends changes nothing.
    let _ = connection.quit();
    Ok(Accepted {
        answer: spoken(&answer),
    })
}

/// A connection on which letters may be handed over.
fn signed_in(server: &MailServer, password: Option<&Secret>) -> Result<SmtpConnection, MailError> {
    let addresses: Vec<SocketAddr> = (server.host.as_str(), server.port)
        .to_socket_addrs()
        .map_err(|_| MailError::UnknownHost)?
        .collect();
    // Not the name of this computer.
    let hello = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
    let tls = match server.protection {
        Protection::None if !addresses.iter().all(|address| is_here(address.ip())) => {
            return Err(MailError::Unprotected);
        }
        Protection::None => None,
        Protection::Starttls | Protection::Tls => Some(encryption(server)?),
    };
    let from_the_start = tls.as_ref().filter(|_| server.protection == Protection::Tls);
    let mut connection =
        SmtpConnection::connect(addresses.as_slice(), Some(PATIENCE), &hello, from_the_start, None)
            .map_err(|error| refused(&error, MailError::NotNow).before_any_word())?;
    if let (Protection::Starttls, Some(tls)) = (server.protection, &tls) {
        if !connection.can_starttls() {
            return Err(MailError::NoEncryption);
        }
        connection
            .starttls(tls, &hello)
            .map_err(|error| refused(&error, MailError::Encryption))?;
    }
    if let Some(user) = &server.user {
        let password = password.ok_or_else(|| MailError::SignInMissing(String::new()))?;
        let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
        connection
            .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
            .map_err(|error| refused(&error, MailError::NotLetIn).without(user, password))?;
    }
    Ok(connection)
}

fn is_here(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

fn encryption(server: &MailServer) -> Result<TlsParameters, MailError> {
    let broken = |error: Error| MailError::Encryption(cause_of(&error));
    let mut tls = TlsParameters::builder(server.host.clone());
    if let Some(authority) = &server.authority {
        tls = tls.add_root_certificate(Certificate::from_pem(authority.as_bytes()).map_err(broken)?);
    }
    tls.build_rustls().map_err(broken)
}

/// What an error means; `said` is what it is when the server said no for good.
fn refused(error: &Error, said: fn(String) -> MailError) -> MailError {
    match error.status().map(|code| code.to_string()).as_deref() {
        Some("530") => MailError::SignInMissing(cause_of(error)),
        Some("534" | "535" | "538") => MailError::NotLetIn(cause_of(error)),
        Some(_) if error.is_transient() => MailError::NotNow(cause_of(error)),
        Some(_) => said(cause_of(error)),
        // There is no way to sign in that both know.
        None if error.is_client() => said(cause_of(error)),
        None => broken(error),
    }
}

/// What a connection that does not work means.
fn broken(error: &Error) -> MailError {
    let mut cause = error.source();
    while let Some(found) = cause {
        if let Some(encryption) = found.downcast_ref::<rustls::Error>() {
            return MailError::Encryption(encryption.to_string());
        }
        if let Some(io) = found.downcast_ref::<std::io::Error>() {
            if let Some(encryption) = io
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<rustls::Error>())
            {
                return MailError::Encryption(encryption.to_string());
            }
            return match io.kind() {
                ErrorKind::TimedOut | ErrorKind::WouldBlock => MailError::TooSlow,
                ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                    MailError::NotReached
                }
                _ => MailError::CutOff,
            };
        }
        cause = found.source();
    }
    if error.is_tls() {
        MailError::Encryption(cause_of(error))
    } else {
        MailError::CutOff
    }
}

impl MailError {
    /// The same before the server has said a word: one that hangs up then is as good as none.
    fn before_any_word(self) -> Self {
        match self {
            Self::CutOff => Self::NotReached,
            other => other,
        }
    }
}

impl MailError {
    /// The same without the server's words where it repeats what the password can be had from.
    fn without(self, user: &str, password: &Secret) -> Self {
        let password = password.reveal();
        let told = [
            password.to_owned(),
            BASE64_STANDARD.encode(password),
            BASE64_STANDARD.encode(format!("\0{user}\0{password}")),
        ];
        // It may be cut short at the end of what is shown; so much of it is enough to know it by.
        let repeats = |said: &str| {
            told.iter().any(|secret| {
                let beginning: String = secret.chars().take(PART_OF_A_SECRET).collect();
                said.contains(secret.as_str())
                    || (secret.len() >= PART_OF_A_SECRET && said.contains(&beginning))
            })
        };
        match self {
            Self::NotLetIn(said) if repeats(&said) => Self::NotLetIn(String::new()),
            Self::SignInMissing(said) if repeats(&said) => Self::SignInMissing(String::new()),
            Self::NotNow(said) if repeats(&said) => Self::NotNow(String::new()),
            other => other,
        }
    }
}

/// What the server said, or the system: short and in one line.
fn cause_of(error: &Error) -> String {
    let said = error
        .source()
        .map_or_else(|| error.to_string(), ToString::to_string);
    short(&said)
}

fn spoken(answer: &Response) -> String {
    short(&answer.message().collect::<Vec<_>>().join(" "))
}

fn short(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(LONGEST_ANSWER)
        .collect();
    line.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    // T7: a server that repeats what it was sent does not put the password on the screen.
    #[test]
    fn what_a_server_repeats_of_the_password_is_not_told() {
        let password = Secret::new("hunter2secret".into());
        let told = |said: &str| MailError::NotLetIn(said.to_owned()).without("u", &password);
        for repeated in [
            "bad credentials: AUTH PLAIN AHUAaHVudGVyMnNlY3JldA==",
            "bad credentials: AHUAaHVudGVyMn",
            "no such user: hunter2secret",
            "aHVudGVyMnNlY3JldA== is wrong",
        ] {
            assert_eq!(told(repeated), MailError::NotLetIn(String::new()), "{repeated}");
        }
        let plain = "5.7.8 Username and password not accepted";
        assert_eq!(told(plain), MailError::NotLetIn(plain.to_owned()));
    }
}
