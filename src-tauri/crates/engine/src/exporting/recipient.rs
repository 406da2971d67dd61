//! Who is told of an export.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The word that stands for this computer where an address could stand.
const THIS_COMPUTER: &str = "this-computer";

/// Who is told of an export.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// A notification on this computer.
    ThisComputer,
    /// An e-mail to this address.
    Address(String),
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ThisComputer => THIS_COMPUTER,
            Self::Address(address) => address,
        })
    }
}

/// Takes any address; whether it is one is looked at where it is entered.
impl FromStr for Recipient {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.trim() {
            THIS_COMPUTER => Self::ThisComputer,
            address => Self::Address(address.to_owned()),
        })
    }
}

impl Serialize for Recipient {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Recipient {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match text.as_str() {
            THIS_COMPUTER => Self::ThisComputer,
            _ => Self::Address(text),
        })
    }
}
