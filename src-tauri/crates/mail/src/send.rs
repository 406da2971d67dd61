//! One conversation with a mail server, step by step, so that what goes wrong is told for what it is.

use std::error::Error as _;
use std::fmt::Display;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs as _};
use std::time::Duration;

use backstock_model::{EmailAddress, Letter, Secret};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::time::Instant;
use uuid::Uuid;

use crate::letter::Written as _;
use crate::line::{Line, TooMuch};
use crate::{MailError, MailServer, Protection};

const PATIENCE: Patience = Patience {
    answer: Duration::from_secs(30),
    conversation: Duration::from_mins(2),
};
/// What the client says when the server ended the conversation before its answer.
const HUNG_UP: &str = "incomplete response";
const LONGEST_ANSWER: usize = 300;
const PART_OF_A_SECRET: usize = 6;

/// How long a server is listened to.
#[derive(Clone, Copy)]
struct Patience {
    /// For one whole answer, however many pieces it comes in.
    answer: Duration,
    /// For all of them.
    conversation: Duration,
}

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
    let (from, [to]) = (message.envelope().from().cloned(), message.envelope().to()) else {
        return Err(MailError::Unwritable("a letter has one recipient".to_owned()));
    };
    let addresses = addresses_of(server)?;
    in_turn(async {
        let mut conversation = Conversation::begin(server, &addresses, PATIENCE).await?;
        conversation.sign_in(server, password).await?;
        conversation
            .command(Mail::new(from, Vec::new()), MailError::SenderRefused)
            .await?;
        conversation
            .command(Rcpt::new(to.clone(), Vec::new()), MailError::RecipientRefused)
            .await?;
        conversation.command(Data, MailError::MessageRefused).await?;
        if !handing_over() {
            return Err(MailError::CutOff);
        }
        conversation.hand_over(&message.formatted()).await
    })
}

/// Lives through a conversation on this thread.
fn in_turn<T>(conversation: impl Future<Output = Result<T, MailError>>) -> Result<T, MailError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| MailError::NotReached)?
        .block_on(conversation)
}

/// One conversation with a server, which comes to its end whatever the server does.
struct Conversation {
    connection: AsyncSmtpConnection,
    end: End,
}

/// When a conversation is at its end.
#[derive(Clone, Copy)]
struct End {
    until: Instant,
    answer: Duration,
}

impl End {
    /// Waits for one answer of the server's, and not beyond the conversation's end.
    async fn wait<T>(self, answer: impl Future<Output = T>) -> Result<T, MailError> {
        tokio::time::timeout_at(self.until.min(Instant::now() + self.answer), answer)
            .await
            .map_err(|_| MailError::TooSlow)
    }
}

impl Conversation {
    async fn begin(
        server: &MailServer,
        addresses: &[SocketAddr],
        patience: Patience,
    ) -> Result<Self, MailError> {
        let end = End {
            until: Instant::now() + patience.conversation,
            answer: patience.answer,
        };
        // Not the name of this computer.
        let hello = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
        let line = connected(addresses, end).await?;
        let stream: Box<dyn AsyncTokioStream> = match server.protection {
            Protection::Tls => {
                let encrypted = end.wait(line.encrypted(server)).await?;
                Box::new(encrypted.map_err(|error| line_broke(&error).before_any_word())?)
            }
            Protection::Starttls | Protection::None => Box::new(line),
        };
        let greeted = end
            .wait(AsyncSmtpConnection::connect_with_transport(stream, &hello))
            .await?;
        let connection = greeted.map_err(|error| refused(&error, MailError::NotNow).before_any_word())?;
        let mut conversation = Self { connection, end };
        if server.protection == Protection::Starttls {
            if !conversation.connection.can_starttls() {
                return Err(MailError::NoEncryption);
            }
            let begun = conversation.connection.starttls(encryption(server)?, &hello);
            let begun = end.wait(begun).await?;
            begun.map_err(|error| refused(&error, MailError::Encryption))?;
        }
        Ok(conversation)
    }

    async fn sign_in(&mut self, server: &MailServer, password: Option<&Secret>) -> Result<(), MailError> {
        let Some(user) = &server.user else {
            return Ok(());
        };
        let password = password.ok_or_else(|| MailError::SignInMissing(String::new()))?;
        let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
        let ways = [Mechanism::Plain, Mechanism::Login];
        let let_in = self.end.wait(self.connection.auth(&ways, &credentials)).await?;
        let_in.map_err(|error| refused(&error, MailError::NotLetIn).without(user, password))?;
        Ok(())
    }

    async fn command(
        &mut self,
        command: impl Display,
        said: fn(String) -> MailError,
    ) -> Result<Response, MailError> {
        let answer = self.end.wait(self.connection.command(command)).await?;
        answer.map_err(|error| refused(&error, said))
    }

    async fn hand_over(mut self, message: &[u8]) -> Result<Accepted, MailError> {
        // A large shop's letter over a slow line may take longer than one answer.
        let answer = tokio::time::timeout_at(self.end.until, self.connection.message(message)).await;
        let answer = match answer {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) if error.status().is_some() => {
                return Err(refused(&error, MailError::MessageRefused));
            }
            // The last line may have arrived although no answer did.
            Ok(Err(_)) | Err(_) => return Err(MailError::Unsure),
        };
        // It has the message; how the conversation ends changes nothing.
        let _ = self.end.wait(self.connection.quit()).await;
        Ok(Accepted {
            answer: spoken(&answer),
        })
    }
}

/// The first of a server's addresses that answers.
async fn connected(addresses: &[SocketAddr], end: End) -> Result<Line, MailError> {
    let mut why = MailError::NotReached;
    for address in addresses {
        match end.wait(Line::to(*address)).await {
            Ok(Ok(line)) => return Ok(line),
            Ok(Err(error)) => why = line_broke(&error).before_any_word(),
            Err(slow) => why = slow,
        }
    }
    Err(why)
}

/// Where a server is. Only one on this computer is spoken to without protection.
fn addresses_of(server: &MailServer) -> Result<Vec<SocketAddr>, MailError> {
    let addresses: Vec<SocketAddr> = (server.host.as_str(), server.port)
        .to_socket_addrs()
        .map_err(|_| MailError::UnknownHost)?
        .collect();
    if server.protection == Protection::None && !addresses.iter().all(|address| is_here(address.ip())) {
        return Err(MailError::Unprotected);
    }
    Ok(addresses)
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
            return line_broke(io);
        }
        cause = found.source();
    }
    if error.is_tls() {
        MailError::Encryption(cause_of(error))
    } else if error.is_response() && cause_of(error) != HUNG_UP {
        MailError::NotMail
    } else {
        MailError::CutOff
    }
}

/// What it means that nothing comes or goes any more.
fn line_broke(error: &std::io::Error) -> MailError {
    match error.get_ref() {
        Some(inner) if inner.is::<TooMuch>() => return MailError::NotMail,
        Some(inner) => {
            if let Some(encryption) = inner.downcast_ref::<rustls::Error>() {
                return MailError::Encryption(encryption.to_string());
            }
        }
        None => {}
    }
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => MailError::TooSlow,
        ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            MailError::NotReached
        }
        _ => MailError::CutOff,
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
    use std::io::Write as _;
    use std::net::TcpListener;

    use super::*;

    // F24: nor does a server that says a little now and then, and never all, keep the conversation open.
    #[test]
    fn a_server_that_drips_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let drips = std::thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            while line.write_all(b"220-a\r\n").is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let server = MailServer {
            host: "127.0.0.1".to_owned(),
            port,
            protection: Protection::None,
            user: None,
            from: EmailAddress::parse("owner@example.com").unwrap(),
            authority: None,
        };
        let short = Patience {
            answer: Duration::from_millis(200),
            conversation: Duration::from_mins(2),
        };
        let begun = in_turn(Conversation::begin(
            &server,
            &addresses_of(&server).unwrap(),
            short,
        ));
        assert_eq!(begun.err(), Some(MailError::TooSlow));
        drips.join().unwrap();
    }

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
