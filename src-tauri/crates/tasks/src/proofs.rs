//! The large proofs: tests that try by chance, with the counts that are promised.
//!
//! Every run of the tests takes a seeded sample of them. `cargo verify --full` runs each with all of its tries as a stage of
//! its own, so that hours of work can be done in pieces: `cargo verify --full kills cuts`.

use std::time::Duration;

use crate::call::{Call, TaskError};
use crate::machine;
use crate::tally::Tally;
use crate::verify;

/// What the tests read to try as often as is promised.
const ALL_TRIES: (&str, &str) = ("BACKSTOCK_FULL", "1");
const AT_MOST: Duration = Duration::from_secs(6 * 60 * 60);

/// Tests of one program that try by chance.
pub(crate) struct Proof {
    pub(crate) name: &'static str,
    pub(crate) heading: &'static str,
    /// The test program.
    program: &'static str,
    /// What the names of its tests begin with.
    tests: &'static str,
}

pub(crate) const PROOFS: &[Proof] = &[
    Proof {
        name: "restores",
        heading: "3,000 random restores, each undone to the byte",
        program: "engine",
        tests: "random::",
    },
    Proof {
        name: "comparisons",
        heading: "2,000 random comparisons",
        program: "engine",
        tests: "differing::",
    },
    Proof {
        name: "kills",
        heading: "1,000 kills in restores, 190 in backups",
        program: "cli",
        tests: "killed::",
    },
    Proof {
        name: "crashes",
        heading: "A restore killed at every point",
        program: "engine",
        tests: "crashing::",
    },
    Proof {
        name: "cuts",
        heading: "200 cut backups and 200 cut restores of each server",
        program: "engine",
        tests: "cutting::",
    },
    Proof {
        name: "first",
        heading: "First backups cut 50 times on each server",
        program: "engine",
        tests: "parts::",
    },
    Proof {
        name: "sales",
        heading: "100 backups of each server while it sells",
        program: "engine",
        tests: "selling::",
    },
    Proof {
        name: "trips",
        heading: "Real shops and databases by chance, put back and taken back",
        program: "engine",
        tests: "round_trips::",
    },
    Proof {
        name: "alarms",
        heading: "60 days without a false alarm",
        program: "engine",
        tests: "alarms::",
    },
    Proof {
        name: "store",
        heading: "A store of 5,000 products, 30,000 orders, 20,000 customers",
        program: "engine",
        tests: "store_counting::",
    },
    Proof {
        name: "rounds",
        heading: "200 restores of whatever happened to a store",
        program: "engine",
        tests: "store_rounds::",
    },
    Proof {
        name: "chaos",
        heading: "5,000 restores of a store over a bad line",
        program: "engine",
        tests: "store_chaos::",
    },
    Proof {
        name: "hostile",
        heading: "300 hostile ZIPs, 250 hostile SQL files",
        program: "files",
        tests: "hostile_",
    },
    Proof {
        name: "mutations",
        heading: "170,000 mutated files",
        program: "files",
        tests: "mutated::",
    },
    Proof {
        name: "large",
        heading: "A shop of 100,000 records",
        program: "acceptance",
        tests: "large_shop::",
    },
];

impl Proof {
    pub(crate) fn run(&self) -> Result<Tally, TaskError> {
        verify::programs().run()?;
        verify::tests(
            &Call::cargo()
                .words(["test", "--locked", "--workspace", "--test", self.program])
                .words(["--", self.tests])
                .with("CARGO_BUILD_JOBS", machine::build_jobs().to_string())
                .with(ALL_TRIES.0, ALL_TRIES.1)
                .at_most(AT_MOST),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::root::{read, root};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
    }

    /// Whether a file of tests asks how often to try: itself, or through its stage.
    fn has_a_count(text: &str) -> bool {
        let imported = text
            .lines()
            .filter(|line| line.starts_with("use ") && line.contains("stage::"))
            .flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric()))
            .any(|name| matches!(name, "tries" | "times"));
        imported || text.contains("\"BACKSTOCK_FULL\"")
    }

    // A proof with a count of its own that no stage runs would be promised and never made.
    #[test]
    fn every_test_that_has_a_full_count_is_part_of_a_proof() {
        let mut files = Vec::new();
        sources(&root().join("tests"), &mut files);
        for entry in std::fs::read_dir(root().join("src-tauri/crates")).unwrap() {
            let tests = entry.unwrap().path().join("tests");
            if tests.is_dir() {
                sources(&tests, &mut files);
            }
        }
        let mut counted = 0;
        for file in files {
            let module = file.file_stem().unwrap().to_str().unwrap();
            let text = read(&file).unwrap();
            if module == "stage" || !has_a_count(&text) {
                continue;
            }
            counted += 1;
            assert!(
                PROOFS
                    .iter()
                    .any(|proof| format!("{module}::").starts_with(proof.tests)),
                "{}",
                file.display()
            );
        }
        assert!(counted >= PROOFS.len());
    }

    #[test]
    fn each_has_a_name_of_its_own() {
        for (at, proof) in PROOFS.iter().enumerate() {
            assert!(PROOFS[..at].iter().all(|other| other.name != proof.name));
        }
    }
}
