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
