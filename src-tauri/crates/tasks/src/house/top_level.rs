//! The top level holds what was agreed and nothing else, so that a newcomer sees the whole house at once.

use std::collections::BTreeSet;

use super::{Breach, House};

const AGREED: &[&str] = &[
    "Cargo.toml",
    "README.md",
    "icons",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
];
const BESIDE_THEM: &[&str] = &["CHANGELOG.md", "Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT"];

/// Looks at everything at the top that is not hidden.
pub(super) fn is_as_agreed(house: &House) -> Vec<Breach> {
    let found: BTreeSet<&str> = house
        .files
        .iter()
        .filter_map(|(path, _)| path.split('/').next())
        .filter(|name| !name.starts_with('.'))
        .collect();
    let surplus = found
        .iter()
        .filter(|name| !AGREED.contains(name) && !BESIDE_THEM.contains(name))
        .map(|name| Breach::new(*name, "does not belong at the top level"));
    let missing = AGREED
        .iter()
        .chain(BESIDE_THEM)
        .filter(|name| !found.contains(**name))
        .map(|name| Breach::new(*name, "is missing"));
    surplus.chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_files;
    use super::*;

    #[test]
    fn what_is_too_much_or_missing_is_found() {
        let mut files: Vec<(&str, &str)> = AGREED.iter().chain(BESIDE_THEM).map(|name| (*name, "")).collect();
        files.push((".gitignore", ""));
        assert!(is_as_agreed(&of_files(&files)).is_empty());
        files.push(("scripts/run.sh", ""));
        files.retain(|(name, _)| *name != "README.md");
        let places: Vec<String> = is_as_agreed(&of_files(&files))
            .into_iter()
            .map(|breach| breach.place)
            .collect();
        assert_eq!(places, ["scripts", "README.md"]);
    }
}
