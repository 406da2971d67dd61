//! # A bundle for whoever helps
//!
//! What a helper needs to understand a problem, and nothing about the shop or its customers: versions, which settings are
//! set, counts, the history of jobs, the stable names of failures. It goes nowhere by itself; the owner looks at every line
//! of it and saves it as a file.
//!
//! What is in it is listed here and nowhere else, and every text in it is one of our own: numbers, times, and words of fixed
//! lists. A name, an address, a note, a message or a path is never one of them; a shop is `shop 1`, a content type has its
//! key only where a built-in profile named it, and a code that is not a plain word is left out.

mod zip;

use std::collections::BTreeMap;

use backstock_shops::Profiles;
use backstock_vault::{BackupKind, Run, RunKind, RunStatus, Shop, Vault};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::guide::GuideStatus;
use crate::{Engine, EngineError};

pub use zip::bundle;

/// Runs and backups that are told of each shop, the newest.
const MOST_TOLD: usize = 200;

/// One file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticPart {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What the place the engine is built into adds.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The program's version.
    pub version: String,
    /// Whether it is the window or the command line.
    pub program: &'static str,
    /// What the keyring of this computer can do.
    pub keyring: &'static str,
    /// The jobs of this sitting: kind, how they ended, code of the failure.
    pub jobs: Vec<(String, &'static str, Option<String>)>,
}

impl Engine {
    /// Everything that goes into the bundle, to be looked at first.
    pub fn diagnostics(&self, about: &About) -> Result<Vec<DiagnosticPart>, EngineError> {
        let shops = self.vault.shops()?;
        let built_in = Profiles::built_in()?;
        let mut told = Vec::new();
        let mut history = Vec::new();
        for (at, shop) in shops.iter().enumerate() {
            let profile = shop
                .profile
                .as_deref()
                .filter(|name| built_in.get(name).is_some());
            told.push(self.told_shop(at + 1, shop, profile)?);
            history.push(self.told_history(at + 1, shop)?);
        }
        let part = |name: &str, value: &Value| DiagnosticPart {
            name: name.to_owned(),
            text: serde_json::to_string_pretty(value).unwrap_or_default(),
        };
        Ok(vec![
            part("about.json", &told_program(about, self.clock.now())),
            part("vault.json", &self.told_vault(shops.len())?),
            part("shops.json", &Value::Array(told)),
            part("history.json", &Value::Array(history)),
        ])
    }

    fn told_vault(&self, shops: usize) -> Result<Value, EngineError> {
        let vault = &self.vault;
        let is_set = |name: &str| Ok::<bool, EngineError>(vault.setting(name)?.is_some());
        Ok(json!({
            "created": time(vault.created()),
            "bytes": vault.size_on_disk()?,
            "read_only": vault.is_read_only(),
            "shops": shops,
            "opens_with_passphrase": Vault::has_passphrase(vault.folder())?,
            "opens_with_keyring": Vault::has_keyring(vault.folder())?,
            "settings_set": {
                "recovery_key_checked": is_set("recovery_key_checked")?,
                "view_only": self.is_view_only()?,
            },
        }))
    }

    fn told_shop(&self, number: usize, shop: &Shop, profile: Option<&str>) -> Result<Value, EngineError> {
        let backups = self.vault.backups(shop.id)?;
        let types = match backups.first() {
            Some(newest) => self.vault.types_at(shop.id, newest.number)?,
            None => Vec::new(),
        };
        let types: Vec<Value> = types
            .iter()
            .enumerate()
            .map(|(at, stored)| {
                let description = &stored.description;
                // Without a profile a key is the name of somebody's table.
                let key = match profile {
                    Some(_) if plain(description.key.as_str()).is_some() && !description.is_rest => {
                        description.key.to_string()
                    }
                    _ => format!("type {}", at + 1),
                };
                json!({
                    "type": key,
                    "records": stored.records,
                    "deleted": stored.deleted,
                    "versions": stored.versions,
                    "bytes": stored.bytes,
                    "restorable": description.restorable,
                    "protected": description.protected,
                    "fields_named": description.labels.len(),
                    "references": description.references.len(),
                })
            })
            .collect();
        Ok(json!({
            "shop": number,
            "kind": plain(&shop.kind),
            "profile": profile.unwrap_or(if shop.profile.is_some() { "own" } else { "none" }),
            "added": time(shop.added),
            "backups": backups.len(),
            "types": types,
        }))
    }

    fn told_history(&self, number: usize, shop: &Shop) -> Result<Value, EngineError> {
        let backups: Vec<Value> = self
            .vault
            .backups(shop.id)?
            .iter()
            .take(MOST_TOLD)
            .map(|backup| {
                json!({
                    "backup": backup.number.0,
                    "finished": time(backup.finished),
                    "kind": match backup.kind {
                        BackupKind::Manual => "manual",
                        BackupKind::Scheduled => "scheduled",
                        BackupKind::Safety => "safety",
                        BackupKind::Imported => "imported",
                        BackupKind::Export => "export",
                    },
                    "partial": backup.partial,
                    "pinned": backup.pinned,
                    "records": backup.counts.records,
                    "added": backup.counts.added,
                    "updated": backup.counts.updated,
                    "deleted": backup.counts.deleted,
                })
            })
            .collect();
        let mut runs = Vec::new();
        for run in self.vault.runs(shop.id)?.iter().take(MOST_TOLD) {
            runs.push(self.told_run(run)?);
        }
        let guides = self.guides(&shop.name)?;
        let so_many = |status: GuideStatus| guides.iter().filter(|guide| guide.status == status).count();
        Ok(json!({
            "shop": number,
            "backups": backups,
            "recoveries": runs,
            "guided_manual_restores": {
                "progressing": so_many(GuideStatus::Progressing),
                "done": so_many(GuideStatus::Done),
                "fail": so_many(GuideStatus::Fail),
            },
        }))
    }

    fn told_run(&self, run: &Run) -> Result<Value, EngineError> {
        let mut codes: BTreeMap<String, u64> = BTreeMap::new();
        if run.failed + run.skipped > 0 {
            self.each_run_item(run.id, &mut |item| {
                if let Some(code) = item.code.as_deref() {
                    *codes
                        .entry(plain(code).unwrap_or("other").to_owned())
                        .or_default() += 1;
                }
            })?;
        }
        Ok(json!({
            "recovery": run.id.0,
            "kind": match run.kind {
                RunKind::Restore => "restore",
                RunKind::Undo => "undo",
            },
            "to_backup": run.to.0,
            "started": time(run.started),
            "finished": run.finished.map(time),
            "status": match run.status {
                RunStatus::Progressing => "progressing",
                RunStatus::Done => "done",
                RunStatus::Fail => "fail",
            },
            "interrupted": run.interrupted,
            "succeeded": run.succeeded,
            "failed": run.failed,
            "skipped": run.skipped,
            "total": run.total,
            "codes": codes,
        }))
    }
}

fn told_program(about: &About, now: DateTime<Utc>) -> Value {
    let jobs: Vec<Value> = about
        .jobs
        .iter()
        .map(|(kind, state, code)| {
            json!({ "kind": plain(kind), "state": state, "code": code.as_deref().and_then(plain) })
        })
        .collect();
    json!({
        "program": about.program,
        "version": about.version,
        "made": time(now),
        "system": std::env::consts::OS,
        "processor": std::env::consts::ARCH,
        "keyring": about.keyring,
        "jobs_of_this_sitting": jobs,
    })
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A word that can only be one of our own: small letters, digits and underscores.
fn plain(text: &str) -> Option<&str> {
    let is_plain = !text.is_empty()
        && text.len() <= 40
        && text
            .bytes()
            .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_');
    is_plain.then_some(text)
}
