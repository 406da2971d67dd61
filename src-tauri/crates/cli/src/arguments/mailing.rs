//! What may be typed about e-mail.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Say what is set
    Show,
    /// Set your address and your mail server; its password comes from BACKSTOCK_MAIL_SECRET
    Set(MailSetArguments),
    /// Send a test message and say what the mail server answered
    Test {
        /// Where it goes
        address: String,
    },
    /// List the messages, newest first, and what became of each
    Outbox {
        /// At most this many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u64,
    },
    /// Send a message again
    SendAgain {
        /// Its number as `mail outbox` shows it
        letter: u64,
    },
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true).args(["host", "owner", "off"])))]
pub(crate) struct MailSetArguments {
    /// Your own address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) owner: Option<String>,
    /// The mail server's name
    #[arg(long, requires = "from")]
    pub(crate) host: Option<String>,
    /// Another port than the usual one
    #[arg(long, requires = "host")]
    pub(crate) port: Option<u16>,
    /// How the way to it is protected; `none` only for a server on this computer
    #[arg(long, default_value = "starttls", value_parser = PossibleValuesParser::new(["starttls", "tls", "none"]))]
    pub(crate) encryption: String,
    /// Who signs in; nobody when not given
    #[arg(long, requires = "host")]
    pub(crate) user: Option<String>,
    /// The address messages come from
    #[arg(long, value_name = "ADDRESS", requires = "host")]
    pub(crate) from: Option<String>,
    /// A certificate to trust beside the well-known ones: a PEM file of your provider's
    #[arg(long, value_name = "FILE", requires = "host")]
    pub(crate) certificate: Option<PathBuf>,
    /// Keep the password in this computer's keyring
    #[arg(long, requires = "host")]
    pub(crate) remember: bool,
    /// Forget the mail server and its password
    #[arg(long, conflicts_with = "host")]
    pub(crate) off: bool,
}

/// Who hears when it has finished.
#[derive(Debug, Args)]
pub(crate) struct NotifyArguments {
    /// Write to this address when it has finished; may be given several times
    #[arg(long, value_name = "ADDRESS", conflicts_with = "preview")]
    pub(crate) notify: Vec<String>,
}
