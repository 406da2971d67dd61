//! Which file a path leads to.
//!
//! A shop's file may be replaced while a job is at work on it: by a copy from elsewhere, or by a program that writes a new file
//! and gives it the old one's name. What was written before is then in a file that nobody will ever see again, and reading it
//! back there proves nothing.
//!
//! A file is looked at, never opened: closing it would give up SQLite's locks (see `open`).

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use file_id::FileId;

use crate::ShopError;

/// A shop's file as it was when the job began.
#[derive(Clone, Debug)]
pub(super) struct Which {
    path: PathBuf,
    /// Nothing where the file system does not tell; then nothing can be compared.
    seen: Option<Seen>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    file: FileId,
    born: Option<SystemTime>,
}

impl Which {
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            seen: seen(path),
        }
    }

    /// Fails when another file lies there by now, or none.
    pub(super) fn check(&self) -> Result<(), ShopError> {
        let path = self.path.clone();
        if !self.path.exists() {
            return Err(ShopError::FileMissing { path });
        }
        match (self.seen, seen(&self.path)) {
            (Some(then), Some(now)) if then != now => Err(ShopError::FileReplaced { path }),
            _ => Ok(()),
        }
    }
}

fn seen(path: &Path) -> Option<Seen> {
    let born = fs::metadata(path)
        .ok()
        .and_then(|metadata| metadata.created().ok());
    let file = match (file_id::get_file_id(path).ok()?, born) {
        // A drive that was pulled out and comes back has another number, and the file is the same. The number of a file that
        // is gone is given to the next one, which was made later.
        (FileId::Inode { inode_number, .. }, Some(_)) => FileId::new_inode(0, inode_number),
        (file, _) => file,
    };
    Some(Seen { file, born })
}

#[cfg(test)]
mod tests {
    use super::*;

    // F15
    #[test]
    fn a_file_is_itself_under_any_name_and_another_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let aside = folder.path().join("aside.db");
        fs::write(&path, "one").unwrap();
        let which = Which::of(&path);
        fs::write(&path, "the same file, written to").unwrap();
        which.check().unwrap();
        fs::rename(&path, &aside).unwrap();
        assert!(matches!(which.check(), Err(ShopError::FileMissing { .. })));
        fs::copy(&aside, &path).unwrap();
        assert!(matches!(which.check(), Err(ShopError::FileReplaced { .. })));
        fs::rename(&aside, &path).unwrap();
        which.check().unwrap();
    }
}
