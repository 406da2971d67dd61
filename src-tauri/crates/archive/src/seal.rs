//! The seal over a whole file, kept in the ZIP's comment.

use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest as _, Sha256};

const BEFORE: &str = "Backstock backup file. SHA-256 of every byte before this comment: ";
const HEX: usize = 64;
const CHUNK: usize = 1 << 20;

/// The comment with room for the seal.
pub(crate) fn unsealed() -> String {
    format!("{BEFORE}{}", "0".repeat(HEX))
}

/// Whether a comment is one of ours.
pub(crate) fn is_ours(comment: &[u8]) -> bool {
    comment.len() == BEFORE.len() + HEX && comment.starts_with(BEFORE.as_bytes())
}

/// Puts the seal on a finished file, and says what the whole file hashes to; nothing when `go_on` said no.
pub(crate) fn put(
    file: &mut (impl Read + Write + Seek),
    go_on: &mut dyn FnMut(u64) -> bool,
) -> io::Result<Option<String>> {
    let Some((end, mut hashed)) = hash_of_sealed(file, go_on)? else {
        return Ok(None);
    };
    let seal = hex(&hashed.clone().finalize());
    file.seek(SeekFrom::Start(end + BEFORE.len() as u64))?;
    file.write_all(seal.as_bytes())?;
    hashed.update(BEFORE.as_bytes());
    hashed.update(seal.as_bytes());
    Ok(Some(hex(&hashed.finalize())))
}

/// Whether the file is as it was sealed; nothing when `go_on` said no. It hears how many bytes were looked at.
pub(crate) fn is_whole(
    file: &mut (impl Read + Seek),
    go_on: &mut dyn FnMut(u64) -> bool,
) -> io::Result<Option<bool>> {
    let Some((end, hashed)) = hash_of_sealed(file, go_on)? else {
        return Ok(None);
    };
    let mut kept = [0; HEX];
    file.seek(SeekFrom::Start(end + BEFORE.len() as u64))?;
    file.read_exact(&mut kept)?;
    Ok(Some(hex(&hashed.finalize()).as_bytes() == kept))
}

/// Where what is sealed ends, and its sum; nothing when `go_on` said no. It hears how many bytes were looked at.
fn hash_of_sealed(
    file: &mut (impl Read + Seek),
    go_on: &mut dyn FnMut(u64) -> bool,
) -> io::Result<Option<(u64, Sha256)>> {
    let size = file.seek(SeekFrom::End(0))?;
    let end = size.saturating_sub((BEFORE.len() + HEX) as u64);
    file.seek(SeekFrom::Start(0))?;
    let mut hashed = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut left = file.take(end);
    loop {
        let read = left.read(&mut chunk)?;
        if read == 0 {
            return Ok(Some((end, hashed)));
        }
        hashed.update(chunk.get(..read).unwrap_or_default());
        if !go_on(read as u64) {
            return Ok(None);
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
