//! The lines of PostgreSQL's `COPY … FROM stdin`.

use crate::DumpError;

/// Takes the escapes out of a field; nothing for NULL.
pub(crate) fn field(written: &[u8], into: &mut Vec<u8>) -> bool {
    if written == b"\\N" {
        return false;
    }
    let mut rest = written;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (plain, escaped) = rest.split_at(at);
        into.extend_from_slice(plain);
        let Some(&sign) = escaped.get(1) else {
            into.push(b'\\');
            return true;
        };
        let (byte, length) = match sign {
            b'b' => (0x08, 2),
            b'f' => (0x0C, 2),
            b'n' => (b'\n', 2),
            b'r' => (b'\r', 2),
            b't' => (b'\t', 2),
            b'v' => (0x0B, 2),
            b'0'..=b'7' => number(escaped, 1, 3, 8),
            b'x' if escaped.get(2).is_some_and(u8::is_ascii_hexdigit) => number(escaped, 2, 2, 16),
            other => (other, 2),
        };
        into.push(byte);
        rest = escaped.get(length..).unwrap_or_default();
    }
    into.extend_from_slice(rest);
    true
}

/// A byte in digits that begin at `from`; and how long the whole escape is.
fn number(escaped: &[u8], from: usize, most: usize, base: u32) -> (u8, usize) {
    let mut byte = 0_u32;
    let mut length = from;
    for digit in escaped.iter().skip(from).take(most) {
        match char::from(*digit).to_digit(base) {
            Some(digit) => byte = byte * base + digit,
            None => break,
        }
        length += 1;
    }
    ((byte & 0xFF) as u8, length)
}

/// Whether a line ends the rows.
pub(crate) fn is_end(line: &[u8]) -> bool {
    line == b"\\."
}

/// A line that has another number of fields than the table has columns.
pub(crate) fn check_count(found: usize, wanted: Option<usize>, line: u64) -> Result<(), DumpError> {
    match wanted {
        Some(wanted) if wanted != found => Err(DumpError::Unreadable {
            line,
            what: "a row has another number of values than its table has columns",
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_as_they_were_before_they_were_written() {
        for (written, meant) in [
            ("plain", Some("plain")),
            ("", Some("")),
            ("\\N", None),
            ("a\\tb\\nc\\\\d", Some("a\tb\nc\\d")),
            ("\\101\\x42\\q", Some("ABq")),
            ("\\\\N", Some("\\N")),
        ] {
            let mut text = Vec::new();
            let found = field(written.as_bytes(), &mut text).then(|| String::from_utf8(text).unwrap());
            assert_eq!(found.as_deref(), meant, "{written}");
        }
    }
}
