//! # The key file's two copies
//!
//! Opening a slot proves that slot and nothing else in the file. A copy with one wrong sign in the recovery slot opens with the
//! passphrase like a sound one, and writing it over its twin would destroy the last good recovery slot. So:
//!
//! * A copy whose seal holds is whole. It alone repairs the other one.
//! * Two copies of format 1, which had no seal, are taken for whole when they say the same, and are sealed.
//! * Otherwise nobody can tell which slot is good in which copy. Both stay as they are, so that every key goes on opening the
//!   vault that opens either; checking the vault tells of it, and a new recovery key puts it in order.
//!
//! Reading, changing and writing goes on under a lock of its own (`keys.lock`): two processes that change different slots at
//! the same time would otherwise undo each other, and a key that was already shown would open nothing.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{FORMAT, KeyFile, Keys, Slot, SlotKind, Unlock};
use crate::error::WhileDoing as _;
use crate::{VaultError, disk, lock};

const NAMES: [&str; 2] = ["keys.json", "keys.bak.json"];

/// Both copies as they were read.
pub(crate) struct Copies([Result<KeyFile, VaultError>; 2]);

/// What the copies are worth, once the data key is known.
enum Standing {
    /// This is the key file, whatever the other copy holds.
    Whole(KeyFile),
    /// No copy can be trusted as a whole.
    Doubtful,
}

impl Copies {
    pub(crate) fn are_there(folder: &Path) -> bool {
        NAMES.iter().any(|name| folder.join(name).is_file())
    }

    pub(crate) fn read(folder: &Path) -> Result<Self, VaultError> {
        if !Self::are_there(folder) {
            return Err(if folder.exists() {
                VaultError::NotAVault(folder.into())
            } else {
                VaultError::Missing(folder.into())
            });
        }
        Ok(Self(NAMES.map(|name| read_copy(&folder.join(name)))))
    }

    /// The first copy that can be read. What it says is not proven.
    pub(crate) fn first(self) -> Result<KeyFile, VaultError> {
        match self.0 {
            [Ok(file), _] | [Err(_), Ok(file)] => Ok(file),
            // A copy that is not there says less than one that cannot be read.
            [Err(VaultError::Io { .. }), Err(failure)] | [Err(failure), Err(_)] => Err(failure),
        }
    }

    /// Opens a slot of the first copy that the key fits, and hands back that copy with the keys.
    pub(crate) fn unlock(self, unlock: Unlock<'_>) -> Result<(KeyFile, Keys), VaultError> {
        match self.0 {
            [Ok(first), Ok(twin)] if first != twin => match first.unlock(unlock) {
                Ok(keys) => Ok((first, keys)),
                Err(refused) => match twin.unlock(unlock) {
                    Ok(keys) => Ok((twin, keys)),
                    Err(_) => Err(refused),
                },
            },
            copies => {
                let file = Self(copies).first()?;
                let keys = file.unlock(unlock)?;
                Ok((file, keys))
            }
        }
    }

    /// Repairs a damaged copy with one that is whole. `opened` is the copy that opened the vault; it is what counts where none
    /// is known to be whole.
    pub(crate) fn settle(folder: &Path, keys: &Keys, opened: &KeyFile) -> Result<KeyFile, VaultError> {
        let _held = lock::hold_keys(folder)?;
        match Self::read(folder)?.standing(keys) {
            Standing::Whole(mut file) => {
                if !file.is_sealed(keys) {
                    file.seal(keys)?;
                }
                write_both(folder, &file)?;
                Ok(file)
            }
            Standing::Doubtful => Ok(opened.clone()),
        }
    }

    /// Puts a slot in place of the one of its kind, or takes that one away, and hands back the key file as it is then.
    pub(crate) fn change(
        folder: &Path,
        keys: &Keys,
        opened: &KeyFile,
        kind: SlotKind,
        slot: Option<Slot>,
    ) -> Result<KeyFile, VaultError> {
        let _held = lock::hold_keys(folder)?;
        let copies = Self::read(folder)?;
        let mut file = match copies.standing(keys) {
            Standing::Whole(file) => file,
            // With the recovery key new, nothing is lost for good whatever the other slots hold.
            Standing::Doubtful if kind == SlotKind::Recovery => opened.clone(),
            Standing::Doubtful => {
                for (name, copy) in NAMES.iter().zip(copies.0) {
                    if let Ok(mut copy) = copy
                        && (&copy.vault, &copy.salt) == (&opened.vault, &opened.salt)
                    {
                        copy.put(kind, slot.clone());
                        write(&folder.join(name), &copy)?;
                    }
                }
                let mut opened = opened.clone();
                opened.put(kind, slot);
                return Ok(opened);
            }
        };
        file.put(kind, slot);
        file.changes += 1;
        file.seal(keys)?;
        write_both(folder, &file)?;
        Ok(file)
    }

    /// Whether both copies are what they should be.
    pub(crate) fn are_sound(folder: &Path, keys: &Keys) -> bool {
        match Self::read(folder) {
            Ok(copies) => {
                matches!(&copies.0, [Ok(first), Ok(twin)] if first == twin)
                    && matches!(copies.standing(keys), Standing::Whole(_))
            }
            Err(_) => false,
        }
    }

    fn standing(&self, keys: &Keys) -> Standing {
        let has_no_seal = |file: &KeyFile| file.format < FORMAT && file.seal.is_none();
        // Where both are sealed and differ, a change was cut off between them, or somebody put an old copy back: what was
        // changed last counts, or a key that was retired would open the vault again and the one in the drawer would not.
        let sealed = self.0.iter().flatten().filter(|file| file.is_sealed(keys));
        if let Some(whole) = sealed.rev().max_by_key(|file| file.changes) {
            return Standing::Whole(whole.clone());
        }
        match &self.0 {
            [Ok(first), Ok(twin)] if first == twin && has_no_seal(first) => Standing::Whole(first.clone()),
            _ => Standing::Doubtful,
        }
    }
}

fn read_copy(path: &Path) -> Result<KeyFile, VaultError> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let text = fs::read(path).map_err(|cause| VaultError::Io {
        doing: "reading the key file",
        cause,
    })?;
    let damaged = |_| VaultError::damaged("the key file");
    let head: Head = serde_json::from_slice(&text).map_err(damaged)?;
    if head.format > FORMAT {
        return Err(VaultError::NewerThanApp {
            found: head.format,
            known: FORMAT,
        });
    }
    let file: KeyFile = serde_json::from_slice(&text).map_err(damaged)?;
    file.salt()?;
    Ok(file)
}

/// Writes both copies where they are not as they should be.
pub(crate) fn write_both(folder: &Path, file: &KeyFile) -> Result<(), VaultError> {
    NAMES.iter().try_for_each(|name| write(&folder.join(name), file))
}

fn write(path: &Path, file: &KeyFile) -> Result<(), VaultError> {
    let mut text = serde_json::to_vec_pretty(file).map_err(|_| VaultError::damaged("the key file"))?;
    text.push(b'\n');
    if fs::read(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    disk::replace(path, &text).doing("writing the key file")
}
