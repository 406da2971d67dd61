//! Finding a text in another one, upper and lower case being the same.

use memchr::memmem;

/// What is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Needle {
    folded: memmem::Finder<'static>,
}

impl Needle {
    pub(crate) fn new(text: &str) -> Self {
        let folded = text.to_lowercase();
        Self {
            folded: memmem::Finder::new(folded.as_bytes()).into_owned(),
        }
    }

    /// Whether the needle is in a text. `room` is scratch paper, kept by the caller.
    pub(crate) fn is_in(&self, text: &[u8], room: &mut Vec<u8>) -> bool {
        if text.len() < self.folded.needle().len() && text.is_ascii() {
            return false;
        }
        room.clear();
        if text.is_ascii() {
            room.extend_from_slice(text);
            room.make_ascii_lowercase();
        } else {
            room.extend_from_slice(String::from_utf8_lossy(text).to_lowercase().as_bytes());
        }
        self.folded.find(room).is_some()
    }

    /// Whether it is in any of a record's texts.
    pub(crate) fn is_in_any(&self, texts: [&str; 3], room: &mut Vec<u8>) -> bool {
        texts.iter().any(|text| self.is_in(text.as_bytes(), room))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter_in_any_language() {
        let mut room = Vec::new();
        for (needle, text) in [
            ("tea", "Earl Grey TEA"),
            ("TÉ", "un té verde"),
            ("straße", "Hauptstraße 5"),
            ("чай", "ЗЕЛЁНЫЙ ЧАЙ"),
            ("", "anything"),
        ] {
            assert!(
                Needle::new(needle).is_in(text.as_bytes(), &mut room),
                "{needle} in {text}"
            );
        }
        assert!(!Needle::new("coffee").is_in(b"tea", &mut room));
        assert!(Needle::new("sku-1").is_in_any(["7", "Tea", "SKU-17"], &mut room));
    }
}
