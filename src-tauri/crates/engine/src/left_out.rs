//! # What a backup left out
//!
//! A shop may not hand over everything that belongs to it: pictures, parts that a token may not read, what its interface never
//! says. Each backup keeps what it left out, so that its owner can look it up later, and hears of it without asking.
//!
//! It is noted before the backup is published: a backup that is offered is never one that is silent about it. A backup of some
//! types stands, for the others, by what the one before left out.

use backstock_model::{BackupNumber, ContentType};
use backstock_shops::Reading;
use backstock_vault::Shop;
use serde::{Deserialize, Serialize};

use crate::{Engine, EngineError};

/// Something of a shop that is not in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutOfBackup {
    /// The key of the content type it belongs to.
    pub content_type: ContentType,
    /// What the owner reads for that.
    pub label: String,
    /// What is left out, and why; a full sentence.
    pub what: String,
    /// Whether no backup of such a shop has it, whatever its owner does.
    pub always: bool,
}

impl Engine {
    /// What a backup left out, type by type: of the newest, where none is named.
    pub fn left_out(
        &self,
        shop: &str,
        at: Option<BackupNumber>,
    ) -> Result<Vec<LeftOutOfBackup>, EngineError> {
        let known = self.vault.shop(shop)?;
        let number = match at {
            Some(at) => Some(self.vault.backup(known.id, at)?.number),
            None => self.vault.latest(known.id)?.map(|latest| latest.number),
        };
        let Some(number) = number else {
            return Ok(Vec::new());
        };
        // Only what differs is noted, and a safety backup notes nothing: the shop is as talkative as it was before.
        let noted = self.vault.settings_below(&beginning(&known))?;
        let latest = noted
            .iter()
            .rfind(|(name, _)| *name <= setting_of(&known, number));
        Ok(latest
            .and_then(|(_, text)| serde_json::from_str(text).ok())
            .unwrap_or_default())
    }

    /// Notes what a backup that is about to be published left out.
    pub(crate) fn note_left_out(
        &self,
        known: &Shop,
        number: BackupNumber,
        reading: &dyn Reading,
        is_read: &dyn Fn(&ContentType) -> bool,
    ) -> Result<Vec<LeftOutOfBackup>, EngineError> {
        let told = reading.left_out().into_iter().map(|left| LeftOutOfBackup {
            content_type: left.content_type,
            label: left.label,
            what: left.what,
            always: left.always,
        });
        // A type that this shop has no table for is none of its content; one that may not be read is.
        let hidden = reading.absent_types().iter().filter_map(|absent| {
            Some(LeftOutOfBackup {
                content_type: absent.key.clone(),
                label: absent.label.clone(),
                what: absent.reason.clone()?,
                always: false,
            })
        });
        let mut all: Vec<LeftOutOfBackup> = hidden.chain(told).collect();
        let is_told = |content_type: &ContentType| all.iter().any(|left| left.content_type == *content_type);
        let before = self.left_out(&known.name, None)?;
        let of_others: Vec<LeftOutOfBackup> = before
            .iter()
            .filter(|left| !is_read(&left.content_type) && !is_told(&left.content_type))
            .cloned()
            .collect();
        all.extend(of_others);
        // What can be mended comes first.
        all.sort_by_key(|left| left.always);
        // A backup of this number that failed after it had noted this left something else, perhaps.
        let name = setting_of(known, number);
        if all != before || self.vault.setting(&name)?.is_some() {
            let text = serde_json::to_string(&all).map_err(|_| EngineError::Thread)?;
            self.vault.set_setting(&name, Some(&text))?;
        }
        Ok(all)
    }

    /// Forgets what was noted of a shop that is taken out of the vault.
    pub(crate) fn forget_left_out(&self, known: &Shop) -> Result<(), EngineError> {
        for (name, _) in self.vault.settings_below(&beginning(known))? {
            self.vault.set_setting(&name, None)?;
        }
        Ok(())
    }
}

fn beginning(shop: &Shop) -> String {
    format!("left_out/{}/", shop.id)
}

fn setting_of(shop: &Shop, backup: BackupNumber) -> String {
    format!("{}{:012}", beginning(shop), backup.0)
}
