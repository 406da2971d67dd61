//! A value that must not be shown.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text. It is wiped from memory when dropped, prints as `Secret(…)` and cannot be serialised.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a secret into safe keeping.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Hands out the text; named so that every use can be found.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
