//! # Changing one's mind about parts of a plan
//!
//! A plan that was shown is never changed. Whoever unticks a part of it, or decides about a conflict, gets a new plan that was
//! made from the old one; so what is approved still is the very value that is carried out.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Path, PlanId, RecordKey};

/// A record of a plan, or one field of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// Which record.
    pub key: RecordKey,
    /// Which field; the root for the whole record.
    pub path: Path,
}

/// What is to be different from a plan that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The plan that was shown. Never one that is a revision itself.
    pub of: PlanId,
    /// What is left out.
    pub without: Vec<Target>,
    /// The conflicts in which the shop's value gives way.
    pub take: Vec<Target>,
}

impl Target {
    /// A whole record.
    pub fn record(key: RecordKey) -> Self {
        Self {
            key,
            path: Path::root(),
        }
    }

    /// Whether a field is this one or a part of it.
    pub fn covers(&self, key: &RecordKey, path: &Path) -> bool {
        self.key == *key && path.is_within(&self.path)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.key, f)?;
        if self.path.keys().is_empty() {
            return Ok(());
        }
        write!(f, "#{}", self.path)
    }
}

/// Splits `TYPE/ID#PATH`. An id never has a `#`, which is encoded in it.
impl FromStr for Target {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, path) = match text.split_once('#') {
            Some((key, path)) => (key, Path::parse(path)),
            None => (text, Some(Path::root())),
        };
        match (key.parse(), path) {
            (Ok(key), Some(path)) => Ok(Self { key, path }),
            _ => Err(
                "write TYPE/ID for a record, or TYPE/ID#PATH for a field, for example products/117#/price",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_record_or_a_field_of_it() {
        let whole: Target = "products/12%2F7".parse().unwrap();
        assert_eq!(
            (whole.path.keys().len(), whole.to_string().as_str()),
            (0, "products/12%2F7")
        );
        let field: Target = "products/117#/variants/5/price".parse().unwrap();
        assert_eq!(field.to_string(), "products/117#/variants/5/price");
        assert!(whole.covers(&whole.key, &field.path) && !field.covers(&field.key, &Path::root()));
        assert!("products/117#price".parse::<Target>().is_err());
        assert!("117".parse::<Target>().is_err());
    }
}
