//! # The vault's anchor outside its folder
//!
//! Whoever replaces the vault's whole folder by an older copy cannot replace what this computer's keyring remembers of it (see
//! `decisions/0005`). Where there is no keyring, or it is locked, nothing is remembered and nothing is lost.
//!
//! * The anchor is noted when a vault is opened and after every job that may have published a backup.
//! * It never moves on by itself over a vault that is older: the owner is told at every opening until they accept it.

use backstock_vault::{OuterAnchor, Vault, VaultError};

use crate::Engine;
use crate::words::{Explained, explain_older};

/// Where a short text is kept that outlives the vault's folder.
pub trait Notebook {
    /// Why a text could not be kept.
    type Problem;

    /// What is kept under a name; nothing also where nothing can be kept. Asks nobody for a password.
    fn read(&self, name: &str) -> Option<String>;

    /// Keeps a text. Where there is no place for it, nothing is kept and that is no problem.
    fn keep(&self, name: &str, text: String) -> Result<(), Self::Problem>;
}

/// Why the anchor was not noted.
#[derive(Debug)]
pub enum NotNoted<P> {
    /// The vault could not be read or written.
    Vault(VaultError),
    /// The notebook did not take it.
    Notebook(P),
}

impl<P> From<VaultError> for NotNoted<P> {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

/// Why the vault is not the newest one used on this computer; nothing when it is, or when that is not known. Then it is noted
/// where its backups end now.
pub fn keep(notebook: &(impl Notebook + ?Sized), vault: &Vault) -> Option<Explained> {
    let kept = remembered(notebook, vault);
    let why = older_than(&kept, vault);
    if why.is_none() {
        // The note is one more safeguard; that it could not be made keeps nobody from working.
        let _ = note_over(&kept, notebook, vault);
    }
    why
}

/// Does what takes a shop's backups out of the vault on purpose. Without a new note the shop would look like one that an older
/// vault does not know yet.
pub fn removing<T, E>(
    notebook: &(impl Notebook + ?Sized),
    vault: &Vault,
    remove: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let kept = remembered(notebook, vault);
    let is_newest = older_than(&kept, vault).is_none();
    let removed = remove()?;
    if is_newest {
        let _ = note_over(&kept, notebook, vault);
    }
    Ok(removed)
}

/// Takes what was read from files for a preview out of the vault again, but for that of one name. What cannot be tidied now is
/// tidied the next time.
pub fn forget_read_files(notebook: &(impl Notebook + ?Sized), engine: &Engine, but: Option<&str>) {
    let _ = removing(notebook, &engine.vault, || engine.forget_read_files(but));
}

/// Takes the vault for the one to go on with. The vault itself notes it for good, where it was older.
pub fn accept<N: Notebook + ?Sized>(notebook: &N, vault: &Vault) -> Result<(), NotNoted<N::Problem>> {
    let kept = remembered(notebook, vault);
    vault.accept_older_vault(&kept)?;
    note_over(&kept, notebook, vault)
}

fn older_than(kept: &OuterAnchor, vault: &Vault) -> Option<Explained> {
    // A vault that cannot be read says so wherever it is read.
    let mut missing = vault.check_outer_anchor(kept).ok()?;
    missing.extend(vault.check_anchor().ok()?);
    explain_older(&missing)
}

fn note_over<N: Notebook + ?Sized>(
    kept: &OuterAnchor,
    notebook: &N,
    vault: &Vault,
) -> Result<(), NotNoted<N::Problem>> {
    let now = vault.outer_anchor()?;
    if *kept == now {
        return Ok(());
    }
    notebook
        .keep(&name_of(vault), now.to_string())
        .map_err(NotNoted::Notebook)
}

fn remembered(notebook: &(impl Notebook + ?Sized), vault: &Vault) -> OuterAnchor {
    let kept = notebook.read(&name_of(vault));
    kept.and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn name_of(vault: &Vault) -> String {
    format!("anchor-{}", vault.id())
}
