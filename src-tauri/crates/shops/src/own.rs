//! # Temporary folders that hold a shop's data, or the way to it
//!
//! Nobody but their owner may enter them, and they go away with what they are for. A program that is killed leaves its folders
//! behind; whoever makes the next one, or starts, takes them away ([`take_away_left_over`]). A folder in use is known by a lock on a
//! file in it, which the system lets go when its program ends, however it ends.

use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// What our folders' names begin with.
const BEGINNINGS: [&str; 4] = [
    "backstock-dump-",
    "backstock-files-",
    "backstock-ssh-",
    "backstock-way-",
];
const LOCK: &str = "in-use";
/// Between a folder and its lock there is a moment.
const YOUNG: Duration = Duration::from_secs(2);
/// A folder without a lock is one of an earlier version, or of somebody else; nothing of ours is needed for as long.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// A temporary folder that only its owner may enter, and that is known to be in use.
#[derive(Debug)]
pub struct OwnFolder {
    folder: TempDir,
    _lock: File,
}

impl OwnFolder {
    /// Makes one, and takes away what killed programs left in the same place.
    pub fn make(beginning: &str, within: &Path) -> io::Result<Self> {
        take_away_left_over(within);
        let mut builder = tempfile::Builder::new();
        builder.prefix(beginning);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir_in(within)?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        lock.lock()?;
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Takes away the folders that killed programs left in a place: only ours, only the owner's own, and only those that nobody uses.
/// What cannot be taken away now is looked at again the next time.
pub fn take_away_left_over(within: &Path) {
    let Ok(entries) = fs::read_dir(within) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name
            .to_str()
            .is_some_and(|name| BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)));
        if is_ours && is_left_over(&entry.path()) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

fn is_left_over(folder: &Path) -> bool {
    // Not where a link leads.
    let Ok(found) = fs::symlink_metadata(folder) else {
        return false;
    };
    let age = found
        .modified()
        .ok()
        .and_then(|made| SystemTime::now().duration_since(made).ok());
    let Some(age) = age.filter(|age| found.is_dir() && is_private(&found) && *age > YOUNG) else {
        return false;
    };
    match File::open(folder.join(LOCK)) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
        },
        Err(error) => error.kind() == io::ErrorKind::NotFound && age > OLD,
    }
}

/// Whether a folder is one that only its owner may enter. Another's cannot be read by us, and so is never found free.
#[cfg(unix)]
fn is_private(found: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.permissions().mode() & 0o077 == 0
}

/// The folder for temporary files is the user's own there.
#[cfg(not(unix))]
fn is_private(_: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aged(folder: &Path, by: Duration) {
        let made = SystemTime::now() - by;
        File::open(folder).unwrap().set_modified(made).unwrap();
    }

    // T7
    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_enter() {
        use std::os::unix::fs::PermissionsExt as _;
        let within = tempfile::tempdir().unwrap();
        let folder = OwnFolder::make("backstock-dump-", within.path()).unwrap();
        let mode = folder.path().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    // T7: what is in use stays, and so does what is not ours.
    #[cfg(unix)]
    #[test]
    fn only_what_nobody_uses_is_taken_away() {
        use std::os::unix::fs::PermissionsExt as _;
        let within = tempfile::tempdir().unwrap();
        let used = OwnFolder::make("backstock-files-", within.path()).unwrap();
        aged(used.path(), OLD * 2);
        let made = |name: &str, mode: u32, has_lock: bool, age: Duration| {
            let folder = within.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("vault.db"), "customers").unwrap();
            if has_lock {
                fs::write(folder.join(LOCK), "").unwrap();
            }
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
            aged(&folder, age);
            folder
        };
        let killed = made("backstock-dump-killed", 0o700, true, YOUNG * 2);
        let earlier = made("backstock-files-earlier", 0o700, false, OLD * 2);
        let stays = [
            made("backstock-dump-young", 0o700, true, Duration::ZERO),
            made("backstock-dump-unlocked", 0o700, false, YOUNG * 2),
            made("backstock-dump-open", 0o755, true, OLD * 2),
            made("backups", 0o700, true, OLD * 2),
        ];
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join(LOCK), "").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), within.path().join("backstock-dump-link")).unwrap();

        take_away_left_over(within.path());
        assert!(!killed.exists() && !earlier.exists());
        assert!(used.path().join(LOCK).exists() && elsewhere.path().join(LOCK).exists());
        for folder in stays {
            assert!(folder.join("vault.db").exists(), "{}", folder.display());
        }
    }
}
