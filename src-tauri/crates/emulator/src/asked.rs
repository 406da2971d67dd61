//! What was asked, after it was bytes.

use bytes::Bytes;
use serde_json::Value;

/// A request, its path below the store's own.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) kind: String,
    pub(crate) bytes: Bytes,
    pub(crate) body: Value,
    pub(crate) token: Option<String>,
}

impl Asked {
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A list that is written with commas, or by repeating the parameter.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.query
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.first(name)?.parse().ok()
    }

    pub(crate) fn is_v2(&self) -> bool {
        self.path.starts_with("/v2/")
    }

    /// The file of a form: its field, its name and its bytes.
    pub(crate) fn file(&self) -> Option<(String, String, Bytes)> {
        let boundary = self.kind.split("boundary=").nth(1)?.trim_matches('"');
        let mark = format!("--{boundary}");
        let text = &self.bytes;
        let mut at = find(text, mark.as_bytes(), 0)? + mark.len();
        loop {
            let head_end = find(text, b"\r\n\r\n", at)?;
            let head = String::from_utf8_lossy(&text[at..head_end]).into_owned();
            let end = find(text, format!("\r\n{mark}").as_bytes(), head_end)?;
            if let Some(name) = quoted(&head, "filename=\"") {
                let field = quoted(&head, " name=\"").unwrap_or_default();
                return Some((field, name, self.bytes.slice(head_end + 4..end)));
            }
            at = end + 2 + mark.len();
        }
    }
}

fn quoted(head: &str, before: &str) -> Option<String> {
    let rest = &head[head.find(before)? + before.len()..];
    Some(rest[..rest.find('"')?].to_owned())
}

fn find(text: &[u8], what: &[u8], from: usize) -> Option<usize> {
    text.get(from..)?
        .windows(what.len())
        .position(|window| window == what)
        .map(|at| at + from)
}
