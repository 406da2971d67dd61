//! A test that goes home early says so where somebody hears it.

use super::{Breach, House};

/// What the test harness keeps to itself when the test passes.
const UNHEARD: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// Looks for `skipped: …` lines written in a way that nobody sees and [`crate::tally`] cannot count.
pub(super) fn are_heard(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for folder in ["src-tauri/", "tests/"] {
        for (path, text) in house.sources(folder, &[".rs"]) {
            for (at, _) in text.match_indices("\"skipped: ") {
                let before = text.get(..at).unwrap_or_default();
                if macro_around(before).is_some_and(|name| UNHEARD.contains(&name)) {
                    breaches.push(Breach::new(
                        format!("{path}:{}", before.lines().count()),
                        "a skipped test is told with `writeln!(std::io::stderr(), …)`, past the test harness",
                    ));
                }
            }
        }
    }
    breaches
}

/// The macro whose arguments begin nearest before the end of a text and have not ended there.
fn macro_around(before: &str) -> Option<&str> {
    let (head, arguments) = before.rsplit_once("!(")?;
    if arguments.contains(");") {
        return None;
    }
    head.rsplit(|sign: char| !sign.is_alphanumeric() && sign != '_')
        .next()
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_files;
    use super::*;

    #[test]
    fn a_skip_that_nobody_hears_is_found() {
        let line =
            |name: &str| format!("fn a() {{\n    {name}!(\n        \"skipped: no disk\"\n    );\n}}\n");
        for name in UNHEARD {
            let house = of_files(&[("src-tauri/crates/vault/tests/vault.rs", &line(name))]);
            let found = are_heard(&house);
            assert_eq!(found.len(), 1, "{name}");
            assert!(found[0].to_string().contains("vault.rs:3"), "{}", found[0]);
        }
    }

    #[test]
    fn a_skip_past_the_harness_is_none() {
        let house = of_files(&[(
            "src-tauri/crates/vault/tests/vault.rs",
            "let _ = writeln!(std::io::stderr(), \"skipped: {why}\");\nprintln!(\"done\");\ntally.hear(\"skipped: x\");\n",
        )]);
        assert_eq!(are_heard(&house).len(), 0);
    }
}
