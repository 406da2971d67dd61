//! # Room set aside for the day the disk is full
//!
//! To delete something the database first writes down what it is about to change. On a full disk that is impossible, and an
//! owner who wants to make room would be told that there is none. So a file of no content lies in the vault, and is given up
//! when room is needed to make room. It is set aside again as soon as there is plenty.
//!
//! It grows with the vault, and even a small one has enough of it to be opened: that alone takes some room beside the
//! database. It is never more than a part
//! of what is free, and never in the way of a backup: one that does not fit with it would hardly fit without it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::disk;
use crate::vault::DATABASE;

const FILE: &str = "vault.reserve";
const LEAST: u64 = 1 << 20;
const MOST: u64 = 16 << 20;
/// It is set aside only where this many of it would fit.
const TIMES_FREE: u64 = 8;
const PIECE: usize = 64 << 10;

/// How much room is left on the disk that a folder is on.
pub(crate) fn free_room(folder: &Path) -> io::Result<u64> {
    fs4::available_space(folder)
}

/// Sets room aside, where there is plenty and the vault is large enough to need it.
pub(crate) fn set_aside(folder: &Path) -> io::Result<()> {
    let wanted = fs::metadata(folder.join(DATABASE))?.len().clamp(LEAST, MOST);
    let place = folder.join(FILE);
    let there = fs::metadata(&place).map_or(0, |found| found.len());
    // Half of it will do; otherwise it would be written anew after every backup.
    if there * 2 >= wanted || free_room(folder)? < wanted * TIMES_FREE {
        return Ok(());
    }
    let_go(folder);
    let mut file = disk::make_private(&place)?;
    // File systems keep no room for zeros, nor for what compresses well.
    let mut noise = blake3::Hasher::new().finalize_xof();
    let mut piece = vec![0; PIECE];
    let mut written = 0;
    while written < wanted {
        noise.fill(&mut piece);
        file.write_all(&piece)?;
        written += PIECE as u64;
    }
    Ok(())
}

/// Gives the room up whatever is free; whether there was any to give.
pub(crate) fn let_go(folder: &Path) -> bool {
    fs::remove_file(folder.join(FILE)).is_ok()
}

/// Gives the room up where the disk is nearly full.
pub(crate) fn give_up(folder: &Path) -> io::Result<()> {
    if free_room(folder)? >= MOST * 2 {
        return Ok(());
    }
    match fs::remove_file(folder.join(FILE)) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}
