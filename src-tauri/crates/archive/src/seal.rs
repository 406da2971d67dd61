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

/// Puts the seal on a finished file, and says what the whole file hashes to.
pub(crate) fn put(file: &mut (impl Read + Write + Seek)) -> io::Result<String> {
    let end = end_of_sealed(file)?;
    let mut hashed = Sha256::new();
    hash(file, end, &mut |chunk| {
        hashed.update(chunk);
        true
    })?;
    let seal = hex(&hashed.clone().finalize());
    file.seek(SeekFrom::Start(end + BEFORE.len() as u64))?;
    file.write_all(seal.as_bytes())?;
    hashed.update(BEFORE.as_bytes());
    hashed.update(seal.as_bytes());
    Ok(hex(&hashed.finalize()))
}

/// Whether the file is as it was sealed; nothing when `go_on` said no. It hears how many bytes were looked at.
pub(crate) fn is_whole(
    file: &mut (impl Read + Seek),
    go_on: &mut dyn FnMut(u64) -> bool,
) -> io::Result<Option<bool>> {
    let end = end_of_sealed(file)?;
    let mut hashed = Sha256::new();
    let mut stopped = false;
    hash(file, end, &mut |chunk| {
        hashed.update(chunk);
        stopped = !go_on(chunk.len() as u64);
        !stopped
    })?;
    if stopped {
        return Ok(None);
    }
    let mut kept = [0; HEX];
    file.seek(SeekFrom::Start(end + BEFORE.len() as u64))?;
    file.read_exact(&mut kept)?;
    Ok(Some(hex(&hashed.finalize()).as_bytes() == kept))
}

fn end_of_sealed(file: &mut impl Seek) -> io::Result<u64> {
    let size = file.seek(SeekFrom::End(0))?;
    Ok(size.saturating_sub((BEFORE.len() + HEX) as u64))
}

fn hash(file: &mut (impl Read + Seek), end: u64, each: &mut dyn FnMut(&[u8]) -> bool) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let mut chunk = vec![0; CHUNK];
    let mut left = file.take(end);
    loop {
        let read = left.read(&mut chunk)?;
        if read == 0 || !each(chunk.get(..read).unwrap_or_default()) {
            return Ok(());
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
