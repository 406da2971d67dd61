//! Temporary folders that hold a shop's data, or the way to it.

use std::io;
use std::path::Path;

use tempfile::TempDir;

/// Makes a temporary folder that only its owner may enter.
pub(crate) fn own_folder(beginning: &str, within: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(beginning);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(within)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    // T7
    #[test]
    fn only_its_owner_may_enter() {
        let folder = own_folder("backstock-test-", &std::env::temp_dir()).unwrap();
        let mode = folder.path().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
