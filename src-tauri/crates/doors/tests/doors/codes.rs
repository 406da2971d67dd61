use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use backstock_contract::FAILURE_CODES;

/// Where a failure gets its code: the next text in quotation marks.
const SAID: &[&str] = &["Failure::new(", "said(", "problem(", "code: \""];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Everything that is written in a folder's Rust files, without the tests at their ends.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else {
            let file = std::fs::read_to_string(path).unwrap();
            text.push_str(file.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
    text
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '_')
}

/// The codes written in Rust: after a mark, nothing but a literal.
fn written(text: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for mark in SAID {
        for rest in text.split(mark).skip(1) {
            let literal = if mark.ends_with('"') {
                Some(rest)
            } else {
                rest.trim_start().strip_prefix('"')
            };
            let code = literal.and_then(|rest| rest.split('"').next());
            codes.extend(code.filter(|code| is_code(code)).map(str::to_owned));
        }
    }
    codes
}

/// The codes of the engine's failures, from the file in which all of them are agreed.
fn agreed() -> BTreeSet<String> {
    let golden = crates().join("engine/tests/golden/failures.txt");
    let text = std::fs::read_to_string(golden).unwrap();
    let codes = text.lines().filter(|line| is_code(line) && *line != "verify");
    codes.map(str::to_owned).collect()
}

#[test]
fn the_window_knows_every_code_it_can_hear() {
    let mut said = agreed();
    for room in ["engine", "shops", "rest", "doors"] {
        said.extend(written(&sources(&crates().join(room).join("src"))));
    }
    // Consequences of a plan, told in sentences of their own.
    for consequence in [
        "platform_refresh",
        "left_over_rows_taken",
        "own_type_kept",
        "newer_orders_mention",
        "restored_partly",
        "copy_same",
    ] {
        assert!(said.remove(consequence), "{consequence} is none any more");
    }
    let known: BTreeSet<String> = FAILURE_CODES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(known.len(), FAILURE_CODES.len(), "a code is there twice");
    let missing: Vec<_> = said.difference(&known).collect();
    assert!(missing.is_empty(), "not in the contract: {missing:?}");
}

#[test]
fn no_code_is_known_that_nobody_says() {
    let mut text = std::fs::read_to_string(crates().join("../../ui/src/ipc/index.ts")).unwrap();
    for room in ["engine", "shops", "rest", "doors"] {
        text.push_str(&sources(&crates().join(room).join("src")));
    }
    let dead: Vec<_> = FAILURE_CODES
        .iter()
        .filter(|code| !text.contains(&format!("\"{code}\"")))
        .collect();
    assert!(dead.is_empty(), "nobody says {dead:?}");
}
