//! What is told to whom when long work has ended.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{AddressFault, BackupNumber, EmailAddress, RunId};

const THIS_COMPUTER: &str = "this_computer";

/// A message before it is addressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What stands above it. Line breaks and other signs that cannot be shown are left out when it is sent.
    pub subject: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// What belongs together, by name: the shop, the backup, the counts.
    pub facts: Vec<(String, String)>,
}

/// Somebody, or something, that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A notice on the computer on which Backstock runs; needs no e-mail.
    ThisComputer,
    /// A message to an address.
    Email(EmailAddress),
}

impl Recipient {
    /// A recipient as it was written down by [`fmt::Display`]; an address as somebody typed it is one, too.
    ///
    /// # Errors
    ///
    /// When it is neither this computer nor an address.
    pub fn parse(written: &str) -> Result<Self, AddressFault> {
        if written == THIS_COMPUTER {
            Ok(Self::ThisComputer)
        } else {
            EmailAddress::parse(written).map(Self::Email)
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ThisComputer => f.write_str(THIS_COMPUTER),
            Self::Email(address) => address.fmt(f),
        }
    }
}

/// A letter's number in the outbox. Unique in a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LetterId(pub u64);

impl fmt::Display for LetterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What a letter or a notice is about, within its shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// A restore or an undo.
    Recovery(RunId),
    /// An export, by its number in the history of exports.
    Export(u64),
    /// What is unusual about a backup.
    Alarm(BackupNumber),
    /// The shop's backups as a whole: none was made for too long, or one could not be made.
    Backups,
}

impl About {
    /// Its kind as it is written down, and its number.
    pub fn written(self) -> (&'static str, u64) {
        match self {
            Self::Recovery(run) => ("recovery", run.0),
            Self::Export(number) => ("export", number),
            Self::Alarm(backup) => ("alarm", backup.0),
            Self::Backups => ("backups", 0),
        }
    }

    /// What was written down.
    pub fn read(kind: &str, number: u64) -> Self {
        match kind {
            "recovery" => Self::Recovery(RunId(number)),
            "export" => Self::Export(number),
            "alarm" => Self::Alarm(BackupNumber(number)),
            // What only a later version knows is about the shop at least.
            _ => Self::Backups,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_again() {
        let anna = Recipient::parse(" anna@example.com ").unwrap();
        for recipient in [Recipient::ThisComputer, anna] {
            assert_eq!(Recipient::parse(&recipient.to_string()), Ok(recipient));
        }
        assert!(Recipient::parse("this computer").is_err());
        for about in [
            About::Recovery(RunId(3)),
            About::Export(7),
            About::Alarm(BackupNumber(2)),
            About::Backups,
        ] {
            let (kind, number) = about.written();
            assert_eq!(About::read(kind, number), about);
        }
    }
}
