//! Names that say nothing are not used, neither for files nor for what is in them.

use super::{Breach, House};

/// Words that say nothing wherever they stand in a name.
const NOWHERE: &[&str] = &["manager", "service", "helper", "helpers", "util", "utils", "misc"];

/// Words that say nothing as a whole name, or at the end of a type's name.
const NOT_ALONE: &[&str] = &[
    "common",
    "data",
    "info",
    "process",
    "handle",
    "processor",
    "handler",
];

/// Files that are named with such a word on purpose.
const ON_PURPOSE: &[&str] = &[
    // The sentences that all screens have in common.
    "ui/src/words/en/common.ts",
];

const DECLARES: &[&str] = &[
    "struct",
    "enum",
    "trait",
    "type",
    "fn",
    "mod",
    "interface",
    "class",
    "function",
];

/// Looks at the names of files and of everything declared in them.
pub(super) fn are_plain(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for folder in ["src-tauri/", "tests/", "ui/src/"] {
        for (path, text) in house.sources(folder, &[".rs", ".ts", ".svelte", ".mjs", ".js"]) {
            let file = path.rsplit('/').next().unwrap_or(path);
            let stem = file.split('.').next().unwrap_or(file);
            if file == "mod.rs" {
                breaches.push(Breach::new(
                    path,
                    "the module is named for what is in it: `restore.rs`, not `restore/mod.rs`",
                ));
            }
            if let Some(word) = empty_word(stem)
                && !ON_PURPOSE.contains(&path)
            {
                breaches.push(Breach::new(
                    path,
                    format!("`{word}` says nothing about what is in the file"),
                ));
            }
            for (number, line) in text.lines().enumerate() {
                if let Some(name) = declared(line)
                    && let Some(word) = empty_word(name)
                {
                    breaches.push(Breach::new(
                        format!("{path}:{}", number + 1),
                        format!("`{name}`: `{word}` says nothing about what it is"),
                    ));
                }
            }
        }
    }
    breaches
}

/// The name a line declares, if it declares one.
fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start();
    // Methods a foreign trait asks for have the names it gave them.
    if line.starts_with("//") || line.starts_with("* ") || line.starts_with('"') {
        return None;
    }
    let mut words = line.split(' ');
    words.find(|word| DECLARES.contains(word))?;
    let name = words.next()?;
    let end = name
        .find(|sign: char| !sign.is_alphanumeric() && sign != '_')
        .unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty())
}

/// The word in a name that says nothing, if there is one.
fn empty_word(name: &str) -> Option<String> {
    let words = words(name);
    if let Some(word) = words.iter().find(|word| NOWHERE.contains(&word.as_str())) {
        return Some(word.clone());
    }
    let is_type = name.starts_with(char::is_uppercase);
    let last = words.last()?;
    ((words.len() == 1 || is_type) && NOT_ALONE.contains(&last.as_str())).then(|| last.clone())
}

/// `RestorePlan`, `restorePlan`, `restore_plan` and `restore-plan` are all `restore`, `plan`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_new = true;
    let mut was_lower = false;
    for sign in name.chars() {
        if !sign.is_alphanumeric() {
            is_new = true;
            continue;
        }
        if sign.is_uppercase() && was_lower {
            is_new = true;
        }
        was_lower = !sign.is_uppercase();
        match words.last_mut() {
            Some(word) if !is_new => word.extend(sign.to_lowercase()),
            _ => words.push(sign.to_lowercase().collect()),
        }
        is_new = false;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_files;
    use super::*;

    #[test]
    fn empty_names_are_found_and_plain_ones_are_left() {
        for name in [
            "BackupManager",
            "date_utils",
            "utils",
            "info",
            "ShopInfo",
            "data",
            "process",
            "JobHandle",
            "miscStuff",
        ] {
            assert!(empty_word(name).is_some(), "{name}");
        }
        for name in [
            "Backup",
            "common_prefix",
            "data_version",
            "information",
            "Utility",
            "processed",
            "restorePlan",
            "handle_of",
        ] {
            assert_eq!(empty_word(name), None, "{name}");
        }
    }

    #[test]
    fn declarations_and_files_are_both_looked_at() {
        let house = of_files(&[
            (
                "src-tauri/a.rs",
                "/// fn helper\npub(crate) fn date_helper(x: u8) {}\nstruct Plan;\n",
            ),
            ("ui/src/utils.ts", "export function plan() {}"),
            ("src-tauri/restore/mod.rs", ""),
            ("README.md", "struct Helper"),
        ]);
        let places: Vec<String> = are_plain(&house).into_iter().map(|breach| breach.place).collect();
        assert_eq!(
            places,
            ["src-tauri/a.rs:2", "src-tauri/restore/mod.rs", "ui/src/utils.ts"]
        );
    }
}
