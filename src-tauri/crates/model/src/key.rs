//! One type per identity, so that no bare string or number crosses a border as one.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};
use serde::{Deserialize, Serialize};

/// The key of a content type: a snake_case plural such as `products`, or a table's name where no profile names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentType(Arc<str>);

/// The id a shop gave a record: its key's values in key order, percent-encoded and joined by `,`; NULL is `%00`.
///
/// A row without any key is `~` + content hash + `.` + ordinal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RemoteId(Box<str>);

/// What makes a record the same record over time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// Its content type.
    pub content_type: ContentType,
    /// The id the shop gave it.
    pub remote_id: RemoteId,
}

/// Our own identity of a shop, made once when it is added to a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShopId(pub uuid::Uuid);

/// A backup's number: 1, 2, 3 ... for each shop on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BackupNumber(pub u64);

/// A run's number: every change to a shop, and every undo, is a run. Unique in a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub u64);

/// A stored plan's number. Unique in a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanId(pub u64);

// Everything that is not a letter, digit or one of `-_.` is encoded, so that `,` `/` and `%` stay free as separators.
const ID_BYTES: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'@')
    .remove(b':');

impl ContentType {
    /// Names a content type by its key.
    pub fn new(key: impl Into<Arc<str>>) -> Self {
        Self(key.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RemoteId {
    /// Takes an id that already is in its encoded form.
    pub fn from_encoded(id: impl Into<Box<str>>) -> Self {
        Self(id.into())
    }

    /// Builds an id from key values in key order; `None` is NULL.
    ///
    /// Values are bytes because a key may be text that is not valid UTF-8.
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = Option<&'a [u8]>>) -> Self {
        let mut id = String::new();
        for (position, part) in parts.into_iter().enumerate() {
            if position > 0 {
                id.push(',');
            }
            match part {
                None => id.push_str("%00"),
                Some(bytes) => id.extend(percent_encoding::percent_encode(bytes, ID_BYTES)),
            }
        }
        Self(id.into())
    }

    /// The key values in key order; `None` is NULL.
    ///
    /// A text value that is itself a single zero byte encodes like NULL; no shop seen so far uses one as a key.
    pub fn parts(&self) -> Vec<Option<Vec<u8>>> {
        self.0
            .split(',')
            .map(|part| {
                if part == "%00" {
                    None
                } else {
                    Some(percent_decode_str(part).collect())
                }
            })
            .collect()
    }

    /// The encoded form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key values as a person would read them: `earl grey, 2026-11`. Names nothing; for where there is no name.
    pub fn readable(&self) -> String {
        let parts: Vec<String> = self
            .parts()
            .into_iter()
            .map(|part| String::from_utf8_lossy(&part.unwrap_or_default()).into_owned())
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            self.0.to_string()
        } else {
            parts.join(", ")
        }
    }

    /// The encoded form, without copying it.
    pub fn into_encoded(self) -> Box<str> {
        self.0
    }
}

impl RecordKey {
    /// Joins a content type and an id.
    pub fn new(content_type: ContentType, remote_id: RemoteId) -> Self {
        Self {
            content_type,
            remote_id,
        }
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RemoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.content_type, self.remote_id)
    }
}

/// Splits `TYPE/ID` at the first `/`.
impl FromStr for RecordKey {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((content_type, id)) if !content_type.is_empty() && !id.is_empty() => Ok(Self::new(
                ContentType::new(content_type),
                RemoteId::from_encoded(id),
            )),
            _ => Err("a record is written TYPE/ID, for example products/117"),
        }
    }
}

macro_rules! number_display {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )*};
}
number_display!(ShopId, BackupNumber, RunId, PlanId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_null_empty_and_separators_apart() {
        let parts: [Option<&[u8]>; 4] = [None, Some(b""), Some(b"a,b/c%"), Some(&[0xff, b'x'])];
        let id = RemoteId::from_parts(parts);
        assert_eq!(id.as_str(), "%00,,a%2Cb%2Fc%25,%FFx");
        assert_eq!(
            id.parts(),
            vec![
                None,
                Some(vec![]),
                Some(b"a,b/c%".to_vec()),
                Some(vec![0xff, b'x'])
            ]
        );
    }

    #[test]
    fn a_record_key_splits_at_the_first_slash() {
        let key: RecordKey = "products/12%2F7".parse().unwrap();
        assert_eq!(key.content_type.as_str(), "products");
        assert_eq!(key.remote_id.as_str(), "12%2F7");
        assert!("products".parse::<RecordKey>().is_err());
    }
}
