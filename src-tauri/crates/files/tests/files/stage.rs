//! A folder with a file in it, and what is read out of the file.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backstock_files::{FileAbout, FileError, OpenAsk, Opened, open};
use backstock_model::Cancel;
use backstock_shops::Profiles;
use tempfile::TempDir;

/// A folder of its own, and one for what is kept for the while.
pub(crate) struct Stage {
    folder: TempDir,
    pub(crate) within: TempDir,
}

/// Documents by type and id.
pub(crate) type Records = BTreeMap<String, BTreeMap<String, String>>;

impl Stage {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            within: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn open(&self, path: &Path, catalogue: &Profiles) -> Result<Opened, FileError> {
        open(&OpenAsk {
            path,
            passphrase: None,
            within: self.within.path(),
            catalogue,
            rows: &|_| {},
            bytes: &|_, _| {},
            cancel: &Cancel::new(),
        })
    }

    pub(crate) fn read(&self, path: &Path, catalogue: &Profiles) -> Result<(FileAbout, Records), FileError> {
        let Opened { about, mut reading } = self.open(path, catalogue)?;
        let mut records = Records::new();
        for description in reading.types().to_vec() {
            let of_type = records.entry(description.key.to_string()).or_default();
            reading.read_type(&description.key, &mut |record| {
                let known = of_type.insert(record.key.remote_id.to_string(), record.document.to_string());
                assert!(known.is_none(), "{} is there twice", record.key.remote_id);
                ControlFlow::Continue(())
            })?;
            assert_eq!(reading.count(&description.key)?, of_type.len() as u64);
        }
        Ok((about, records))
    }

    /// Whether the folder holds this file and nothing else.
    pub(crate) fn has_only(&self, name: &str) -> bool {
        let files = fs::read_dir(self.folder.path()).unwrap();
        files.map(|file| file.unwrap().file_name()).eq([name])
    }

    /// Whether nothing was left behind.
    pub(crate) fn is_clean(&self) -> bool {
        fs::read_dir(self.within.path()).unwrap().next().is_none()
    }
}

/// A file of a real shop, or one line that says why the test is left out.
pub(crate) fn at_hand(name: &str) -> Option<PathBuf> {
    let found = backstock_servers::fixture(name);
    if found.is_none() {
        // Past the test harness, which keeps what a passing test says to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {name} is not beside the project");
    }
    found
}

/// Numbers by chance, the same ones each time.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most.max(1)
    }
}

/// How many times a proof by chance is tried: a sample, or with `BACKSTOCK_FULL=1` all of it.
pub(crate) fn times(sample: usize, full: usize) -> usize {
    if std::env::var_os("BACKSTOCK_FULL").is_some_and(|value| value == "1") {
        full
    } else {
        sample
    }
}
