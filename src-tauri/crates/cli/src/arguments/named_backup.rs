//! How a backup is named wherever one is asked for.

use std::num::NonZeroU64;
use std::str::FromStr;

use backstock_model::BackupNumber;

/// A backup as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedBackup {
    /// By its number.
    Number(BackupNumber),
    /// The newest of the whole shop that was not made in passing.
    Latest,
    /// The oldest of the whole shop that is kept.
    First,
}

impl FromStr for NamedBackup {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "latest" => Ok(Self::Latest),
            "first" => Ok(Self::First),
            number => number
                .parse()
                .map(|number: NonZeroU64| Self::Number(BackupNumber(number.get())))
                .map_err(|_| "write a backup's number, latest, or first"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_named_by_its_number_or_its_place() {
        assert_eq!("7".parse(), Ok(NamedBackup::Number(BackupNumber(7))));
        assert_eq!("latest".parse(), Ok(NamedBackup::Latest));
        assert_eq!("first".parse(), Ok(NamedBackup::First));
        for wrong in ["0", "-1", "", "live", "Latest", "yesterday", "1.5"] {
            assert!(wrong.parse::<NamedBackup>().is_err(), "{wrong}");
        }
    }
}
