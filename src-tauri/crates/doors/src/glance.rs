//! # How things are, at a glance
//!
//! What an icon in the tray says, and what can be done from there: when the shops were backed up last, what is going on, what comes
//! next, and whether something is wrong. The words are here; whoever draws the icon adds none.

use backstock_contract::{JobAsk, JobKind, JobState, Nothing, ShopAsk};
use backstock_engine::{Engine, is_of_files};
use chrono::{DateTime, Utc};

use crate::restoring::visible;
use crate::state::{Desk, Held};
use crate::{Doors, Reply};

/// So many shops stand in a menu; more would be longer than a screen.
const MOST_SHOPS: usize = 8;

/// How things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// How the icon looks.
    pub look: GlanceLook,
    /// What is said, the most important first.
    pub lines: Vec<String>,
    /// The shops that can be backed up now, by name.
    pub shops: Vec<String>,
    /// The job that can be stopped.
    pub job: Option<u64>,
}

/// How an icon looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlanceLook {
    /// All is well.
    Quiet,
    /// A job is at work.
    Working,
    /// Backups have stopped, or the last one failed.
    Wrong,
    /// There is no open vault.
    Locked,
}

impl Doors {
    /// How things are now. It reads the vault, and may take an instant.
    pub fn glance(&self) -> Glance {
        match self.held.desk() {
            Desk::Empty => closed("No vault is open."),
            Desk::Locked(_) => closed("The vault is locked."),
            Desk::Open(engine) => self.held.glance_at(&engine),
        }
    }

    /// Backs a shop up, as `Backup all data` does.
    pub async fn back_up_now(&self, shop: &str) -> Reply<()> {
        let shop = shop.to_owned();
        self.start_backup(ShopAsk { shop }).await.map(drop)
    }

    /// Stops a job at the next place where nothing is left by half.
    pub async fn stop_job(&self, job: u64) -> Reply<Nothing> {
        self.cancel_job(JobAsk { job }).await
    }
}

impl Held {
    fn glance_at(&self, engine: &Engine) -> Glance {
        let zone = self.native.zone();
        // What cannot be found out is not well.
        let shops = engine.vault().shops();
        let mut is_wrong = shops.is_err();
        let names: Vec<String> = shops
            .unwrap_or_default()
            .into_iter()
            .filter(|shop| !is_of_files(shop))
            .map(|shop| shop.name)
            .collect();
        let running = self
            .jobs
            .list()
            .into_iter()
            .find(|news| matches!(news.state, JobState::Running { .. }));
        let mut lines = Vec::new();
        lines.extend(
            running
                .as_ref()
                .map(|news| format!("{}: {}", doing(news.kind), visible(&news.shop))),
        );
        // All shops are looked at; those that something is wrong with are named first.
        let mut said = Vec::new();
        for name in &names {
            let is_late = engine.lateness(name, zone).map_or(true, |late| late.is_some());
            let has_failed = engine
                .last_backup_failure(name)
                .map_or(true, |failure| failure.is_some());
            is_wrong |= is_late || has_failed;
            let line = if has_failed {
                "the last backup failed".to_owned()
            } else if is_late {
                "no good backup for too long".to_owned()
            } else {
                match last_backup(engine, name) {
                    Some(at) => format!("last backup {}", self.spoken(at)),
                    None => "not backed up yet".to_owned(),
                }
            };
            said.push((!(is_late || has_failed), format!("{}: {line}", visible(name))));
        }
        said.sort_by_key(|(is_well, _)| *is_well);
        lines.extend(said.into_iter().take(MOST_SHOPS).map(|(_, line)| line));
        // A date that has passed is one that is just being made up for.
        let next = engine.next_wanted(zone).ok().flatten();
        lines.extend(
            next.filter(|next| *next > self.clock.now())
                .map(|next| format!("Next: {}", self.spoken(next))),
        );
        Glance {
            look: match &running {
                Some(_) => GlanceLook::Working,
                None if is_wrong => GlanceLook::Wrong,
                None => GlanceLook::Quiet,
            },
            lines,
            shops: if running.is_none() {
                names.into_iter().take(MOST_SHOPS).collect()
            } else {
                Vec::new()
            },
            job: running.map(|news| news.job),
        }
    }
}

fn closed(said: &str) -> Glance {
    Glance {
        look: GlanceLook::Locked,
        lines: vec![said.to_owned()],
        shops: Vec::new(),
        job: None,
    }
}

fn last_backup(engine: &Engine, shop: &str) -> Option<DateTime<Utc>> {
    let known = engine.vault().shop(shop).ok()?;
    let backups = engine.vault().backups(known.id).ok()?;
    let full = backups.iter().find(|backup| backup.is_full())?;
    Some(full.finished)
}

fn doing(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Backup => "Backing up",
        JobKind::Restore => "Restoring",
        JobKind::Undo => "Undoing",
        JobKind::Verify => "Checking",
        JobKind::Prune => "Deleting backups",
        JobKind::BackupFile => "Writing a backup file",
        JobKind::Export => "Exporting",
        JobKind::ReadFile => "Reading a backup file",
    }
}
