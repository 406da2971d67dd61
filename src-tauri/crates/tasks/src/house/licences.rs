//! Everything that is linked into the app may be given away under MIT or Apache 2.0.
//!
//! The same list stands in `.config/deny.toml` for cargo-deny; this check needs no further program and no network.

use serde_json::Value;

use super::{Breach, House};

const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    // Copyleft for its own files only, none of which we change.
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    // Parts of SQLCipher; both let anybody do anything.
    "WTFPL",
    "Zlib",
    "blessing",
    "bzip2-1.0.6",
];

/// Packages whose manifest does not say it, and what their own licence file says.
const SAID_ELSEWHERE: &[(&str, &str)] = &[("webpki 0.22.4", "ISC")];

/// Looks at every Rust package, those for tests and other systems included.
pub(super) fn are_allowed(house: &House) -> Vec<Breach> {
    house.metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|package| {
            let name = format!(
                "{} {}",
                package["name"].as_str().unwrap_or_default(),
                package["version"].as_str().unwrap_or_default()
            );
            let elsewhere = SAID_ELSEWHERE.iter().find(|(known, _)| *known == name);
            judge(
                &name,
                package["license"]
                    .as_str()
                    .or(elsewhere.map(|(_, licence)| *licence)),
            )
        })
        .collect()
}

/// Looks at the npm packages that end up in the window; tools are not given away.
pub(super) fn of_npm_are_allowed(house: &House) -> Vec<Breach> {
    house.npm_lock["packages"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(path, package)| !path.is_empty() && package["dev"] != Value::Bool(true))
        .filter_map(|(path, package)| judge(path, package["license"].as_str()))
        .collect()
}

fn judge(name: &str, licence: Option<&str>) -> Option<Breach> {
    let Some(licence) = licence else {
        return Some(Breach::new(name, "does not say under which licence it is"));
    };
    match is_allowed(licence) {
        Some(true) => None,
        Some(false) => Some(Breach::new(
            name,
            format!("its licence is not on the list: {licence}"),
        )),
        None => Some(Breach::new(
            name,
            format!("its licence could not be read: {licence}"),
        )),
    }
}

/// Whether an SPDX expression can be satisfied with licences of the list; nothing when it is none.
fn is_allowed(expression: &str) -> Option<bool> {
    // An older manner of writing OR.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let verdict = either(&mut rest)?;
    rest.is_empty().then_some(verdict)
}

fn either(rest: &mut &[&str]) -> Option<bool> {
    let mut verdict = both(rest)?;
    while let [word, after @ ..] = *rest
        && *word == "OR"
    {
        *rest = after;
        verdict |= both(rest)?;
    }
    Some(verdict)
}

fn both(rest: &mut &[&str]) -> Option<bool> {
    let mut verdict = single(rest)?;
    while let [word, after @ ..] = *rest
        && *word == "AND"
    {
        *rest = after;
        verdict &= single(rest)?;
    }
    Some(verdict)
}

fn single(rest: &mut &[&str]) -> Option<bool> {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let verdict = either(rest)?;
            let [")", after @ ..] = *rest else {
                return None;
            };
            *rest = after;
            Some(verdict)
        }
        [name, "WITH", exception, after @ ..] => {
            *rest = after;
            // Every exception we know gives more freedom, never less.
            Some(ALLOWED.contains(&format!("{name} WITH {exception}").as_str()) || ALLOWED.contains(name))
        }
        [name, after @ ..] if !matches!(*name, "OR" | "AND" | ")" | "WITH") => {
            *rest = after;
            Some(ALLOWED.contains(name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_metadata;
    use super::*;
    use serde_json::json;

    #[test]
    fn expressions_are_weighed() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT/Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert_eq!(is_allowed(good), Some(true), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND LGPL-2.1", "(GPL-3.0 OR AGPL-3.0) AND MIT"] {
            assert_eq!(is_allowed(bad), Some(false), "{bad}");
        }
        for broken in ["", "MIT OR", "(MIT", "MIT MIT"] {
            assert_eq!(is_allowed(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn a_package_without_a_licence_or_with_a_foreign_one_is_found() {
        let house = of_metadata(json!({"packages": [
            {"name": "a", "version": "1.0.0", "license": "MIT"},
            {"name": "b", "version": "1.0.0", "license": "GPL-3.0-only"},
            {"name": "c", "version": "1.0.0", "license": null},
        ]}));
        let places: Vec<String> = are_allowed(&house)
            .into_iter()
            .map(|breach| breach.place)
            .collect();
        assert_eq!(places, ["b 1.0.0", "c 1.0.0"]);
    }

    #[test]
    fn cargo_deny_is_told_the_same_list() {
        let policy = crate::root::read(&crate::root::root().join(".config/deny.toml")).unwrap();
        for licence in ALLOWED {
            let (plain, _) = licence.split_once(" WITH ").unwrap_or((licence, ""));
            assert!(
                policy.contains(&format!("\"{plain}")),
                "{licence} is missing in .config/deny.toml"
            );
        }
    }
}
