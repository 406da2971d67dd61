//! Files that are their owner's alone: what is taken out of the vault is no more everybody's than what is in it.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// Makes a file that only its owner may read, or empties the one that is there.
pub fn own_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    // The mode above is that of a new file; one that is written over keeps its own otherwise.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// Makes a temporary folder that only its owner may enter.
pub(crate) fn own_folder(beginning: &str, ending: &str, within: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(beginning).suffix(ending);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(within)
}
