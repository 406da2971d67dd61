//! # Files that are whole or not there
//!
//! A small file is replaced by writing its successor beside it, making that durable, and renaming it into place: whatever
//! happens, one of the two is there. Everything in a vault belongs to its owner alone (0700, 0600 where there are modes).

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Makes a folder, and those above it, that only its owner can enter.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Opens a file that only its owner can read, making it when it is not there.
pub(crate) fn open_private(path: &Path, empty: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(empty);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// Makes an empty file that only its owner can read. Fails when there is anything of that name.
pub(crate) fn make_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// Puts a file in place of what is there, all or nothing, and durable when it returns.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    put_beside(path, content)?;
    settle(path)?;
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// Writes what will stand at `path` durably under another name. [`settle`] puts it in place.
pub(crate) fn put_beside(path: &Path, content: &[u8]) -> io::Result<()> {
    // Whatever lies there is none of ours, or was left by a kill: never written through, it may point elsewhere.
    let beside = beside(path);
    match fs::remove_file(&beside) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
        _ => {}
    }
    let mut file = make_private(&beside)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Moves what [`put_beside`] wrote into place. Durable after [`sync_folder`].
pub(crate) fn settle(path: &Path) -> io::Result<()> {
    fs::rename(beside(path), path)
}

fn beside(path: &Path) -> std::path::PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    path.with_file_name(name)
}

/// Makes renames in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows has no such thing; renames there are made durable by the file system's journal.
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// Bytes of all files in a folder and in those folders of it that are asked for by name, with everything below them. What
/// vanishes meanwhile does not count.
pub(crate) fn size_of_folder(folder: &Path, is_part: fn(&OsStr) -> bool) -> io::Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.metadata() {
            Ok(found) if found.is_dir() => {
                if is_part(&entry.file_name()) {
                    size += size_of_folder(&entry.path(), |_| true)?;
                }
            }
            Ok(found) => size += found.len(),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(size)
}
