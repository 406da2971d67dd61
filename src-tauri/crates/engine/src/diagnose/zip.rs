//! A ZIP file of a few small texts, stored as they are so that anybody can look into it.

use super::DiagnosticPart;

/// Puts the parts into one ZIP file.
pub fn bundle(parts: &[DiagnosticPart]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let begins = file.len();
        let (name, text) = (part.name.as_bytes(), part.text.as_bytes());
        file.extend_from_slice(b"PK\x03\x04");
        let mut facts = Vec::new();
        // Version 1.0, names in UTF-8, stored; the earliest day a ZIP file knows.
        for short in [10_u16, 0x0800, 0, 0, 0x0021] {
            facts.extend_from_slice(&short.to_le_bytes());
        }
        for long in [checksum(text), size(text.len()), size(text.len())] {
            facts.extend_from_slice(&long.to_le_bytes());
        }
        facts.extend_from_slice(&short(name.len()).to_le_bytes());
        facts.extend_from_slice(&[0, 0]);
        file.extend_from_slice(&facts);
        file.extend_from_slice(name);
        file.extend_from_slice(text);
        directory.extend_from_slice(b"PK\x01\x02\x0a\x00");
        directory.extend_from_slice(&facts);
        // No comment, first disk, a plain file that its owner may read.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&size(begins).to_le_bytes());
        directory.extend_from_slice(name);
    }
    let (begins, count) = (file.len(), short(parts.len()));
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&size(directory.len()).to_le_bytes());
    file.extend_from_slice(&size(begins).to_le_bytes());
    file.extend_from_slice(&[0, 0]);
    file
}

// The texts of a bundle are far from four gigabytes.
fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn short(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The checksum that ZIP files carry (CRC-32).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            let carried = 0xEDB8_8320 & (sum & 1).wrapping_neg();
            (sum >> 1) ^ carried
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_laid_out_as_zip_files_are() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
        let file = bundle(&[DiagnosticPart {
            name: "a.json".to_owned(),
            text: "{}".to_owned(),
        }]);
        // Head, name, text; directory and its end.
        assert_eq!(file.len(), (30 + 6 + 2) + (46 + 6) + 22);
        assert_eq!(file.get(38..42), Some(b"PK\x01\x02".as_slice()));
        assert_eq!(file.get(30..38), Some(b"a.json{}".as_slice()));
    }
}
