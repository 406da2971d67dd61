//! Why a message was not sent.

/// Why a message was not sent. Texts of the server are kept to be shown; they never hold the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Nobody knows a server of this name; without the internet nobody knows any.
    #[error("no server of this name is known")]
    UnknownHost,
    /// It does not listen, or not at this port.
    #[error("the server does not answer")]
    NotReached,
    /// What answers there does not speak as a mail server does.
    #[error("what answers is no mail server")]
    NotMail,
    /// It took too long.
    #[error("the server took too long")]
    TooSlow,
    /// It is on another computer and the way to it would not be protected.
    #[error("the way to the server would not be protected")]
    Unprotected,
    /// It offers no encryption where it is asked for.
    #[error("the server offers no encryption")]
    NoEncryption,
    /// Encryption was begun and not agreed on: an unknown certificate, or no encryption at this port.
    #[error("the connection could not be encrypted: {0}")]
    Encryption(String),
    /// It does not let the user in.
    #[error("the server did not let the user in: {0}")]
    NotLetIn(String),
    /// It asks for a user and a password.
    #[error("the server wants a user and a password: {0}")]
    SignInMissing(String),
    /// It does not take messages from this sender.
    #[error("the server refused the sender: {0}")]
    SenderRefused(String),
    /// It does not take messages for this recipient.
    #[error("the server refused the recipient: {0}")]
    RecipientRefused(String),
    /// It did not take the message.
    #[error("the server refused the message: {0}")]
    MessageRefused(String),
    /// It asks to come again later.
    #[error("the server cannot take it now: {0}")]
    NotNow(String),
    /// The connection broke before the message was handed over.
    #[error("the connection to the server broke")]
    CutOff,
    /// The connection broke after the message was handed over and before the server said yes.
    #[error("it is not known whether the message arrived")]
    Unsure,
    /// The message cannot be written down.
    #[error("the message cannot be written: {0}")]
    Unwritable(String),
}

impl MailError {
    /// Whether other messages to the same server will not go through either at the moment.
    pub fn is_of_the_server(&self) -> bool {
        match self {
            Self::UnknownHost
            | Self::NotReached
            | Self::NotMail
            | Self::TooSlow
            | Self::Unprotected
            | Self::NoEncryption
            | Self::Encryption(_)
            | Self::NotLetIn(_)
            | Self::SignInMissing(_) => true,
            Self::SenderRefused(_)
            | Self::RecipientRefused(_)
            | Self::MessageRefused(_)
            | Self::NotNow(_)
            | Self::CutOff
            | Self::Unsure
            | Self::Unwritable(_) => false,
        }
    }

    /// Whether the same message may go through later without anybody changing anything.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::UnknownHost
            | Self::NotReached
            | Self::NotMail
            | Self::TooSlow
            | Self::NotNow(_)
            | Self::CutOff => true,
            // A provider locks out for a while, and the owner may correct the password meanwhile: these are tried again, too.
            Self::NotLetIn(_) | Self::SignInMissing(_) | Self::Encryption(_) | Self::NoEncryption => true,
            Self::Unprotected
            | Self::SenderRefused(_)
            | Self::RecipientRefused(_)
            | Self::MessageRefused(_)
            | Self::Unsure
            | Self::Unwritable(_) => false,
        }
    }
}
