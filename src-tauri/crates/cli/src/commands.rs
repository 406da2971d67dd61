//! The commands: each asks the engine and puts what it hears into an answer.

mod about;
mod archives;
mod backing_up;
mod comparing;
mod demo;
mod exporting;
mod files;
mod helping;
mod keeping;
mod mailing;
mod practice;
mod records;
mod recoveries;
mod restoring;
mod schedules;
mod shops;
mod vault;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use backstock_engine::{ConnectedShops, Engine, EngineError, anchored, explain, view_only};
use backstock_model::{BackupNumber, ContentType, SystemTime, TypeDescription};
use backstock_vault::Vault;
use serde_json::value::RawValue;

use crate::answers::Raw;
use crate::arguments::{Command, NamedBackup};
use crate::opening::{self, PassphraseUse, Passwords, Surroundings};
use crate::output::{Output, say};
use crate::progress::Telling;
use crate::refusal::{Exit, Refusal};

/// One start of the program.
pub(crate) struct Sitting {
    pub(crate) output: Output,
    pub(crate) around: Surroundings,
    /// The vault's folder as it was named.
    pub(crate) vault: Option<PathBuf>,
    /// Whether it was started for looking only.
    pub(crate) view_only: bool,
    /// Whether the command changes something.
    pub(crate) writes: bool,
}

impl Sitting {
    pub(crate) fn carry_out(&self, command: Command) -> Result<Exit, Refusal> {
        if self.view_only && self.writes {
            return Err(EngineError::ViewOnly.into());
        }
        match command {
            Command::Vault(command) => self.vault_command(command),
            Command::Shop(command) => self.shop_command(command),
            Command::Backup(arguments) => self.back_up(arguments),
            Command::Backups(arguments) => self.backups(&arguments),
            Command::Types(arguments) => self.types(&arguments),
            Command::Records(arguments) => self.records(&arguments),
            Command::Versions(arguments) => self.versions(&arguments),
            Command::Show(arguments) => self.show(&arguments),
            Command::Compare(arguments) => self.compare(&arguments),
            Command::Diff(arguments) => self.diff(&arguments),
            Command::History(arguments) => self.history(&arguments),
            Command::Restore(arguments) => self.restore(arguments),
            Command::Copy(arguments) => self.copy(arguments),
            Command::Revert(arguments) => self.revert(arguments),
            Command::Undo(arguments) => self.undo(arguments),
            Command::Recoveries(arguments) => self.recoveries(&arguments),
            Command::Recovery(arguments) => self.recovery(&arguments),
            Command::Guide(arguments) => self.guide(&arguments),
            Command::Search(arguments) => self.search(&arguments),
            Command::Verify(arguments) => self.verify(arguments.name.as_deref()),
            Command::Pin(arguments) => self.pin(&arguments),
            Command::Unpin(arguments) => self.unpin(&arguments),
            Command::Label(arguments) => self.label(&arguments),
            Command::Keep(arguments) => self.keep(&arguments),
            Command::Prune(arguments) => self.prune(&arguments),
            Command::Storage(arguments) => self.storage(&arguments.name),
            Command::Alarms(arguments) => self.alarms(&arguments),
            Command::Planned(arguments) => self.planned(&arguments),
            Command::Schedule(arguments) => self.schedule(&arguments),
            Command::RunDue => self.run_due(),
            Command::Export(arguments) => self.export(&arguments),
            Command::Exports(arguments) => self.exports(&arguments),
            Command::Mail(command) => self.mail(command),
            Command::Archive(command) => self.archive(command),
            Command::Files(command) => self.files(command),
            Command::Practice(command) => self.practice(command),
            Command::Diagnose { out } => self.diagnose(&out),
            Command::Demo(arguments) => self.demo(arguments.folder),
            Command::Completions { shell } => about::completions(shell),
            Command::Man => about::man(),
        }
    }

    fn folder(&self) -> Result<PathBuf, Refusal> {
        opening::folder(self.vault.as_ref())
    }

    /// The vault that was named, opened with what is at hand. One that is open for viewing only refuses every command that
    /// changes something.
    fn open_vault(&self, passphrase: PassphraseUse) -> Result<Vault, Refusal> {
        let vault = opening::open(&self.folder()?, &self.around, passphrase)?;
        if self.writes && view_only::is_on(&vault)? {
            return Err(EngineError::ViewOnly.into());
        }
        Ok(vault)
    }

    /// The engine over the vault that was named, opened with what is at hand.
    fn engine(&self) -> Result<Engine, Refusal> {
        self.engine_with(self.around.shop_passwords()?)
    }

    fn engine_with(&self, passwords: Passwords) -> Result<Engine, Refusal> {
        let vault = self.open_vault(PassphraseUse::Opens)?;
        let keyring = self.around.keyring.as_ref();
        if let Some(warning) = anchored::keep(keyring, &vault) {
            say(&warning.message);
            say("If this is the copy you want to go on with: backstock-cli vault accept");
        }
        let engine = engine_over(vault, connected_shops()?.with_passwords(Arc::new(passwords)));
        // What an export left that was killed holds the shop's data in the clear. What cannot be settled now is settled the next
        // time, and keeps no command from its work.
        let _ = engine.settle_exports();
        let _ = engine.settle_archives();
        Ok(engine)
    }

    /// Notes on this computer where the vault's backups end now, after a command that may have made one.
    fn keep_anchor(&self, engine: &Engine) {
        anchored::keep(self.around.keyring.as_ref(), engine.vault());
    }

    /// A listener for a job of this shop.
    fn telling(&self, engine: &Engine, shop: &str) -> Telling {
        Telling::new(self.output, labels(engine, shop))
    }
}

fn connected_shops() -> Result<ConnectedShops, Refusal> {
    Ok(ConnectedShops::built_in().map_err(EngineError::from)?)
}

fn engine_over(vault: Vault, shops: ConnectedShops) -> Engine {
    Engine::new(Arc::new(vault), Arc::new(shops), Arc::new(SystemTime))
}

/// Which backup of a shop is meant. Those in passing hold what a restore was to put right, or only a part of the shop.
fn number_of(engine: &Engine, shop: &str, named: NamedBackup) -> Result<BackupNumber, Refusal> {
    match named {
        NamedBackup::Number(number) => Ok(number),
        NamedBackup::Latest => Ok(engine.latest(shop)?.number),
        NamedBackup::First => {
            let backups = engine.vault().backups(engine.vault().shop(shop)?.id)?;
            let whole = backups.iter().rfind(|backup| backup.is_full());
            let first = whole.or(backups.last()).ok_or_else(|| EngineError::NoBackup {
                shop: shop.to_owned(),
            })?;
            Ok(first.number)
        }
    }
}

/// A content type that was not found, told with the backups that have it, if there are any. `lacking` has not.
fn in_other_backups(engine: &Engine, shop: &str, lacking: &str, error: EngineError) -> Refusal {
    let (content_type, lacking) = match &error {
        EngineError::UnknownType(content_type) => (content_type.clone(), lacking.to_owned()),
        EngineError::NotInBackup { backup, content_type } => {
            (content_type.clone(), format!("Backup {backup}"))
        }
        _ => return error.into(),
    };
    let has_it = |backup: &BackupNumber| {
        engine.types(shop, Some(*backup)).is_ok_and(|types| {
            types
                .iter()
                .any(|stored| stored.description.key == content_type && !stored.gone)
        })
    };
    let backups = engine.backups(shop).unwrap_or_default();
    let having: Vec<BackupNumber> = backups
        .into_iter()
        .rev()
        .map(|backup| backup.number)
        .filter(has_it)
        .collect();
    if having.is_empty() {
        return error.into();
    }
    Refusal::InOtherBackups {
        code: explain(&error).code,
        content_type,
        lacking,
        having,
    }
}

/// What the owner reads for each content type. Before the first backup nothing is known of them, and their keys stand in.
fn labels(engine: &Engine, shop: &str) -> HashMap<ContentType, String> {
    descriptions(engine, shop)
        .into_iter()
        .map(|(key, description)| (key, description.label))
        .collect()
}

fn descriptions(engine: &Engine, shop: &str) -> HashMap<ContentType, TypeDescription> {
    engine
        .types(shop, None)
        .unwrap_or_default()
        .into_iter()
        .map(|stored| (stored.description.key.clone(), stored.description))
        .collect()
}

fn label_of(labels: &HashMap<ContentType, String>, content_type: &ContentType) -> String {
    labels
        .get(content_type)
        .cloned()
        .unwrap_or_else(|| content_type.to_string())
}

/// Original text as a part of a JSON answer.
fn raw(text: String) -> Result<Raw, Refusal> {
    RawValue::from_string(text).map_err(|cause| Refusal::Answer(cause.into()))
}

fn raw_node(node: &backstock_model::Node) -> Result<Raw, Refusal> {
    raw(backstock_model::Document::from(node).to_string())
}

/// A name for people; the id when there is none.
fn name_or_id<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.is_empty() { id } else { name }
}
