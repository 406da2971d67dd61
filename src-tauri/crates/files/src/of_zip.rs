//! What is meant in a ZIP of another tool.

use crate::gate::{Gated, GatedEntry};
use crate::{FileError, Refusal};

/// How the names of dumps end.
const DUMPS: &[&str] = &[".sql", ".sql.gz", ".sql.bz2", ".sql.zst", "-db.gz"];
/// How many names are told where several could be meant.
const MOST_TOLD: usize = 8;

/// The entry with the shop's data, and which tool made the ZIP, where that can be told.
pub(crate) fn meant(gated: &Gated) -> Result<(&GatedEntry, Option<&'static str>), FileError> {
    let has = |name: &str| gated.entries.iter().any(|entry| entry.name == name);
    let installer = gated
        .entries
        .iter()
        .filter(|entry| entry.name.contains("dup-database__") && is_dump(&entry.name));
    if let Some(entry) = only(installer.collect())? {
        return Ok((entry, Some("Duplicator")));
    }
    let dumps: Vec<&GatedEntry> = gated
        .entries
        .iter()
        .filter(|entry| is_dump(&entry.name))
        .collect();
    // Programs and their plugins have SQL of their own; what a backup tool adds lies further up.
    let depth = |entry: &GatedEntry| entry.name.matches('/').count();
    let highest = dumps.iter().map(|entry| depth(entry)).min();
    let tool = has("manifest.json").then_some("BackWPup");
    match only(
        dumps
            .into_iter()
            .filter(|entry| Some(depth(entry)) == highest)
            .collect(),
    )? {
        Some(entry) => Ok((entry, tool)),
        None => Err(Refusal::NothingInside.into()),
    }
}

fn is_dump(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    DUMPS.iter().any(|ending| name.ends_with(ending)) && !name.contains("__macosx/")
}

fn only(mut found: Vec<&GatedEntry>) -> Result<Option<&GatedEntry>, FileError> {
    if found.len() > 1 {
        let names = found.iter().take(MOST_TOLD).map(|entry| entry.name.clone());
        return Err(Refusal::SeveralInside(names.collect()).into());
    }
    match found.pop() {
        Some(entry) if entry.is_encrypted => Err(Refusal::Encrypted.into()),
        found => Ok(found),
    }
}
