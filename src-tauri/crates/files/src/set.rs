//! Backups that lie in several files, as plugins of WordPress leave them.
//!
//! Somebody who has such a backup picks any of its files. All of them belong together by their names; what holds the shop's
//! data is the database among them, and the others are named and not looked into: they are the shop's program.

use std::fs;
use std::path::{Path, PathBuf};

/// What the files of UpdraftPlus hold, as their names end.
const UPDRAFT_PARTS: &[&str] = &[
    "mu-plugins",
    "plugins",
    "themes",
    "uploads",
    "others",
    "wpcore",
    "more",
    "db",
];

/// Files that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    /// The tool that made them.
    pub(crate) tool: &'static str,
    /// The one with the database, where it is there.
    pub(crate) database: Option<PathBuf>,
    /// The names of the others.
    pub(crate) others: Vec<String>,
}

/// The set a file belongs to; nothing for a file that stands alone.
pub(crate) fn set_of(path: &Path) -> Option<Set> {
    let name = path.file_name()?.to_str()?;
    let (beginning, _) = updraft_parts(name)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut set = Set {
        tool: "UpdraftPlus",
        database: None,
        others: Vec::new(),
    };
    let mut names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    for other in names {
        match updraft_parts(&other) {
            Some((same, "db")) if same == beginning && set.database.is_none() => {
                set.database = Some(path.with_file_name(&other));
            }
            Some((same, _)) if same == beginning => set.others.push(other),
            _ => {}
        }
    }
    Some(set)
}

/// `backup_2026-11-20-0917_My_Shop_be57ce3cce9a-plugins2.zip`: what is the same for all files of a backup, and which part this is.
fn updraft_parts(name: &str) -> Option<(&str, &str)> {
    let stem = [".gz.crypt", ".gz", ".zip"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))?;
    let stem = stem.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let (beginning, part) = UPDRAFT_PARTS.iter().find_map(|part| {
        let beginning = stem.strip_suffix(part)?.strip_suffix('-')?;
        Some((beginning, *part))
    })?;
    let rest = beginning.strip_prefix("backup_")?;
    let (site, hash) = rest.rsplit_once('_')?;
    let is_hash = hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_dated = site.len() >= 15
        && site
            .bytes()
            .take(15)
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    (is_hash && is_dated).then_some((beginning, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_one_backup_are_found_by_any_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let first = "backup_2026-11-20-0917_Real_Woo_Shop_be57ce3cce9a-";
        let second = "backup_2026-11-21-0917_Real_Woo_Shop_ae57ce3cce9a-";
        for (beginning, part) in [
            (first, "db.gz"),
            (first, "plugins.zip"),
            (first, "uploads.zip"),
            (first, "uploads2.zip"),
            (first, "mu-plugins.zip"),
            (second, "db.gz"),
        ] {
            fs::write(folder.path().join(format!("{beginning}{part}")), b"x").unwrap();
        }
        fs::write(folder.path().join("holiday.zip"), b"x").unwrap();
        let picked = folder.path().join(format!("{first}uploads2.zip"));
        let set = set_of(&picked).unwrap();
        assert_eq!(set.database, Some(folder.path().join(format!("{first}db.gz"))));
        assert_eq!(
            set.others,
            ["mu-plugins.zip", "plugins.zip", "uploads.zip", "uploads2.zip"]
                .map(|part| format!("{first}{part}"))
        );
        for alone in ["holiday.zip", "backup_shop-db.gz", "shop.sql"] {
            assert_eq!(set_of(&folder.path().join(alone)), None, "{alone}");
        }
    }
}
