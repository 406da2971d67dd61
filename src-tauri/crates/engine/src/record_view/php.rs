//! Values that PHP wrote for itself (`a:1:{s:4:"size";s:1:"L";}`), as lines that a person can read.
//!
//! For showing only: what is compared, kept and written is the text as the shop has it. What is not such a value to its last byte
//! is shown as it is.

/// Deeper than this nobody reads on, and no value of a shop's goes.
const DEEPEST: usize = 32;

/// The value as lines, where it is a list, a table or an object; nothing for anything else.
pub(super) fn readable(text: &str) -> Option<String> {
    if !is_one(text) {
        return None;
    }
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
    };
    let value = reader.value(0)?;
    if reader.at != text.len() {
        return None;
    }
    let mut lines = String::new();
    value.tell(&mut lines, 0);
    Some(lines.trim_end().to_owned())
}

/// Whether a text looks like such a list, table or object; quick, and not to be relied on.
pub(super) fn is_one(text: &str) -> bool {
    let looks = |text: &str| text.starts_with("a:") || text.starts_with("O:");
    looks(text) && text.ends_with('}') && text.contains(":{")
}

enum Value {
    One(String),
    Many(Vec<(String, Value)>),
}

impl Value {
    fn tell(&self, lines: &mut String, depth: usize) {
        let Self::Many(entries) = self else { return };
        for (key, value) in entries {
            lines.push_str(&"  ".repeat(depth));
            lines.push_str(key);
            lines.push(':');
            match value {
                Self::One(text) => {
                    lines.push(' ');
                    lines.push_str(text);
                    lines.push('\n');
                }
                Self::Many(entries) if entries.is_empty() => lines.push_str(" –\n"),
                Self::Many(_) => {
                    lines.push('\n');
                    value.tell(lines, depth + 1);
                }
            }
        }
    }
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let kind = self.take(1)?.first().copied()?;
        Some(match kind {
            b'N' => {
                self.sign(b";")?;
                Value::One("–".to_owned())
            }
            b'b' => {
                self.sign(b":")?;
                let is_true = self.until(b';')? == "1";
                Value::One(if is_true { "Yes" } else { "No" }.to_owned())
            }
            b'i' | b'd' => {
                self.sign(b":")?;
                Value::One(self.until(b';')?)
            }
            b's' => {
                self.sign(b":")?;
                let text = self.quoted()?;
                self.sign(b";")?;
                Value::One(text)
            }
            b'a' => {
                self.sign(b":")?;
                self.entries(depth)?
            }
            b'O' => {
                self.sign(b":")?;
                self.quoted()?;
                self.sign(b":")?;
                self.entries(depth)?
            }
            b'r' | b'R' => {
                self.sign(b":")?;
                self.until(b';')?;
                Value::One("(as above)".to_owned())
            }
            _ => return None,
        })
    }

    fn entries(&mut self, depth: usize) -> Option<Value> {
        let count: usize = self.until(b':')?.parse().ok()?;
        self.sign(b"{")?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let Value::One(key) = self.value(depth + 1)? else {
                return None;
            };
            // What belongs to a class only is marked with bytes that nobody can read.
            let key = key.rsplit('\0').next().unwrap_or_default().to_owned();
            entries.push((key, self.value(depth + 1)?));
        }
        self.sign(b"}")?;
        Some(Value::Many(entries))
    }

    /// A text in quotes after its length, which is in bytes.
    fn quoted(&mut self) -> Option<String> {
        let length: usize = self.until(b':')?.parse().ok()?;
        self.sign(b"\"")?;
        let text = String::from_utf8(self.take(length)?.to_vec()).ok()?;
        self.sign(b"\"")?;
        Some(text)
    }

    fn until(&mut self, end: u8) -> Option<String> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|byte| *byte == end)?;
        let text = String::from_utf8(rest.get(..length)?.to_vec()).ok()?;
        self.at += length + 1;
        Some(text)
    }

    fn sign(&mut self, sign: &[u8]) -> Option<()> {
        (self.take(sign.len())? == sign).then_some(())
    }

    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_php_wrote_is_read_as_lines() {
        let attributes = r#"a:2:{s:9:"pa_colour";a:3:{s:4:"name";s:9:"pa_colour";s:8:"position";i:0;s:10:"is_visible";b:1;}s:6:"größ";N;}"#;
        // The length of a text counts bytes.
        assert_eq!(
            readable(attributes).as_deref(),
            Some("pa_colour:\n  name: pa_colour\n  position: 0\n  is_visible: Yes\ngröß: –")
        );
        assert_eq!(readable("a:1:{i:0;d:19.9;}").as_deref(), Some("0: 19.9"));
        let object = "O:8:\"stdClass\":1:{s:4:\"\0*\0a\";a:0:{}}";
        assert_eq!(readable(object).as_deref(), Some("a: –"));
    }

    #[test]
    fn what_is_not_such_a_value_to_its_end_is_left_as_it_is() {
        for text in [
            "",
            "a:1",
            "a:1:{}",
            "a:1:{i:0;i:1;}x}",
            "a:9999999999999:{i:0;}",
            r#"a:1:{i:0;s:99:"short";}"#,
            r#"a:1:{i:0;s:2:"ü1";}"#,
            "a:1:{a:0:{}i:1;}",
            "a: list of things:{}",
        ] {
            assert_eq!(readable(text), None, "{text}");
        }
        let deep = format!("{}{}", "a:1:{i:0;".repeat(200), "}".repeat(200));
        assert_eq!(readable(&deep), None);
    }
}
