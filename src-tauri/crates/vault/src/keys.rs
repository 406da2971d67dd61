//! # Keys and slots
//!
//! All content is encrypted with one random key, the *data key*, that never leaves memory in the clear. `keys.json` holds it
//! wrapped once per *slot*: for the operating system's keyring, for the recovery key on paper, and for a passphrase when the
//! owner wants one. Any slot opens the vault; changing one rewrites this small file and nothing else.
//!
//! * The recovery key has 128 random bits, so it needs no slow hash; the passphrase goes through Argon2id.
//! * Every slot is bound to the vault's id, the salt, its kind and its settings, so that none of them can be exchanged.
//! * The database's salt stands here and not only in the first bytes of `vault.db`, where one torn sector would take
//!   everything with it (decisions/0002).
//! * The file is kept twice and carries a *seal* over all of it, made with the data key. A slot that opens proves only itself;
//!   the seal tells which copy is whole, and only from that one the other is repaired (see `keys/copies.rs`).

mod copies;

use std::fmt;
use std::io;

use argon2::{Algorithm, Argon2, Params, Version};
use backstock_model::Secret;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::WhileDoing as _;
use crate::{RecoveryKeyFault, VaultError};

pub(crate) use copies::{Copies, write_both};

/// Format 1 had no seal.
const FORMAT: u32 = 2;

// Settings of new passphrase slots; old ones keep theirs.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
// A changed file must not make us fill the memory before it is found out.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KEY_BYTES: usize = 16;
const CHECK_BITS: usize = 12;
const KEY_SIGNS: usize = (KEY_BYTES * 8 + CHECK_BITS) / 5;
const GROUP: usize = 4;

/// The key that opens the vault when everything else is lost. Shown once, kept by the owner on paper.
#[derive(Clone)]
pub struct RecoveryKey(Secret);

impl RecoveryKey {
    /// A new one. It opens nothing before it is put into a slot.
    pub(crate) fn draw() -> Result<Self, VaultError> {
        Ok(Self::new(&Zeroizing::new(draw()?)))
    }

    fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        let signs = Zeroizing::new(Self::signs(bytes));
        let mut text = String::with_capacity(KEY_SIGNS + KEY_SIGNS / GROUP);
        for (position, &sign) in signs.iter().enumerate() {
            if position > 0 && position % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(sign));
        }
        Self(Secret::new(text))
    }

    fn signs(bytes: &[u8; KEY_BYTES]) -> Vec<u8> {
        let check = blake3::derive_key("backstock vault v1 recovery key checksum", bytes);
        let bit = |position: usize| -> u8 {
            let source: &[u8] = if position < KEY_BYTES * 8 { bytes } else { &check };
            let within = position % (KEY_BYTES * 8);
            source
                .get(within / 8)
                .map_or(0, |byte| byte >> (7 - within % 8) & 1)
        };
        (0..KEY_SIGNS)
            .map(|sign| (0..5).fold(0, |value, part| value << 1 | bit(sign * 5 + part)))
            .filter_map(|value: u8| SIGNS.get(usize::from(value)).copied())
            .collect()
    }

    /// Reads a key as a person types it: upper or lower case, `O` for `0`, `I` or `L` for `1`, any spaces and dashes.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let mut signs = Zeroizing::new(Vec::with_capacity(KEY_SIGNS));
        for letter in text.chars() {
            if letter.is_whitespace() || matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '_' | '.' | ',' | ':')
            {
                continue;
            }
            let sign = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = SIGNS.iter().position(|&known| char::from(known) == sign);
            match value.and_then(|value| u8::try_from(value).ok()) {
                Some(value) => signs.push(value),
                None => return Err(VaultError::NotARecoveryKey(RecoveryKeyFault::Sign(letter))),
            }
        }
        if signs.len() != KEY_SIGNS {
            return Err(VaultError::NotARecoveryKey(RecoveryKeyFault::Length {
                found: signs.len(),
                wanted: KEY_SIGNS,
            }));
        }
        let mut bytes = Zeroizing::new([0u8; KEY_BYTES]);
        for (position, byte) in bytes.iter_mut().enumerate() {
            for bit in 0..8 {
                let at = position * 8 + bit;
                let value = signs.get(at / 5).map_or(0, |sign| sign >> (4 - at % 5) & 1);
                *byte = *byte << 1 | value;
            }
        }
        let key = Self::new(&bytes);
        let typed = signs
            .iter()
            .filter_map(|&value| SIGNS.get(usize::from(value)).copied());
        if typed.eq(Self::signs(&bytes)) {
            Ok(key)
        } else {
            Err(VaultError::NotARecoveryKey(RecoveryKeyFault::Mistyped))
        }
    }

    /// The key as it is shown and printed: seven groups of four. Named so that every use can be found.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    fn wrapping_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(
            "backstock vault v1 recovery slot",
            self.0.reveal().as_bytes(),
        ))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

/// What opens a vault.
#[derive(Clone, Copy)]
pub enum Unlock<'a> {
    /// The 32 bytes kept in the operating system's keyring.
    Keyring(&'a [u8; 32]),
    /// The recovery key.
    Recovery(&'a RecoveryKey),
    /// The passphrase.
    Passphrase(&'a Secret),
}

impl fmt::Debug for Unlock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keyring(_) => "Keyring(…)",
            Self::Recovery(_) => "Recovery(…)",
            Self::Passphrase(_) => "Passphrase(…)",
        })
    }
}

/// The keys of a new vault beside the recovery key, which every vault has.
#[derive(Clone, Default)]
pub struct NewKeys {
    /// 32 random bytes that the caller keeps in the operating system's keyring.
    pub keyring: Option<[u8; 32]>,
    /// A passphrase.
    pub passphrase: Option<Secret>,
}

impl fmt::Debug for NewKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewKeys(…)")
    }
}

/// Fills bytes with chance from the operating system.
pub(crate) fn draw<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|cause| io::Error::other(cause.to_string()))
        .doing("drawing random numbers")?;
    Ok(bytes)
}

/// The data key and what is derived from it. One purpose, one key.
pub(crate) struct Keys {
    data: Zeroizing<[u8; 32]>,
    pub(crate) database: Zeroizing<[u8; 32]>,
    pub(crate) objects: Zeroizing<[u8; 32]>,
    pub(crate) object_names: Zeroizing<[u8; 32]>,
    pub(crate) documents: Zeroizing<[u8; 32]>,
    pub(crate) records: Zeroizing<[u8; 32]>,
    pub(crate) manifests: Zeroizing<[u8; 32]>,
    pub(crate) anchor: Zeroizing<[u8; 32]>,
    pub(crate) plans: Zeroizing<[u8; 32]>,
    seal: Zeroizing<[u8; 32]>,
}

impl Keys {
    fn derive(data: Zeroizing<[u8; 32]>) -> Self {
        let derive = |purpose: &str| Zeroizing::new(blake3::derive_key(purpose, data.as_slice()));
        Self {
            database: derive("backstock vault v1 database"),
            objects: derive("backstock vault v1 objects"),
            object_names: derive("backstock vault v1 object names"),
            documents: derive("backstock vault v1 document hashes"),
            records: derive("backstock vault v1 record hashes"),
            manifests: derive("backstock vault v1 manifests"),
            anchor: derive("backstock vault v1 anchor"),
            plans: derive("backstock vault v1 plans"),
            seal: derive("backstock vault v1 key file"),
            data,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotKind {
    Keyring,
    Recovery,
    Passphrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum Slot {
    Keyring(Wrapped),
    Recovery(Wrapped),
    Passphrase {
        memory_kib: u32,
        passes: u32,
        lanes: u32,
        salt: String,
        #[serde(flatten)]
        wrapped: Wrapped,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    nonce: String,
    key: String,
}

/// `keys.json`. Nothing in it is secret without one of the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: u32,
    vault: String,
    created: DateTime<Utc>,
    salt: String,
    slots: Vec<Slot>,
    /// How often a slot was put in place of another: of two copies that differ, the later one counts.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    changes: u64,
    /// Over everything else in the file, with a key that only an opened slot gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seal: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_none_yet(changes: &u64) -> bool {
    *changes == 0
}

impl KeyFile {
    /// A new vault's keys, with a recovery slot and the others asked for. Nothing is written yet.
    pub(crate) fn new(asked: &NewKeys, now: DateTime<Utc>) -> Result<(Self, Keys, RecoveryKey), VaultError> {
        let keys = Keys::derive(Zeroizing::new(draw()?));
        let mut file = Self {
            format: FORMAT,
            vault: uuid::Builder::from_random_bytes(draw()?).into_uuid().to_string(),
            created: now,
            salt: hex(&draw::<16>()?),
            slots: Vec::new(),
            changes: 0,
            seal: None,
        };
        let recovery = RecoveryKey::draw()?;
        let slot = file.recovery_slot(&keys, &recovery)?;
        file.put(SlotKind::Recovery, Some(slot));
        if let Some(keyring) = &asked.keyring {
            let slot = file.keyring_slot(&keys, keyring)?;
            file.put(SlotKind::Keyring, Some(slot));
        }
        if let Some(passphrase) = &asked.passphrase {
            let slot = file.passphrase_slot(&keys, passphrase)?;
            file.put(SlotKind::Passphrase, Some(slot));
        }
        file.seal(&keys)?;
        Ok((file, keys, recovery))
    }

    /// Puts the seal on what the file holds now.
    fn seal(&mut self, keys: &Keys) -> Result<(), VaultError> {
        self.format = FORMAT;
        self.seal = Some(self.sealed_with(keys)?.to_hex().to_string());
        Ok(())
    }

    /// Whether nothing in the file was changed since it was sealed.
    fn is_sealed(&self, keys: &Keys) -> bool {
        let seal = self
            .seal
            .as_ref()
            .and_then(|seal| blake3::Hash::from_hex(seal).ok());
        // Comparing two `blake3::Hash` takes the same time wherever they differ.
        seal.is_some() && seal == self.sealed_with(keys).ok()
    }

    fn sealed_with(&self, keys: &Keys) -> Result<blake3::Hash, VaultError> {
        let bare = Self {
            seal: None,
            ..self.clone()
        };
        let text = crate::table::to_json(&bare)?;
        Ok(blake3::keyed_hash(&keys.seal, text.as_bytes()))
    }

    pub(crate) fn vault(&self) -> &str {
        &self.vault
    }

    pub(crate) fn created(&self) -> DateTime<Utc> {
        self.created
    }

    pub(crate) fn salt(&self) -> Result<[u8; 16], VaultError> {
        unhex(&self.salt)
    }

    pub(crate) fn has(&self, kind: SlotKind) -> bool {
        self.slots.iter().any(|slot| slot.kind() == kind)
    }

    /// Opens a slot.
    pub(crate) fn unlock(&self, unlock: Unlock<'_>) -> Result<Keys, VaultError> {
        let kind = match unlock {
            Unlock::Keyring(_) => SlotKind::Keyring,
            Unlock::Recovery(_) => SlotKind::Recovery,
            Unlock::Passphrase(_) => SlotKind::Passphrase,
        };
        let slot = self
            .slots
            .iter()
            .find(|slot| slot.kind() == kind)
            .ok_or(VaultError::NoSuchSlot)?;
        let key = match (unlock, slot) {
            (Unlock::Keyring(key), _) => Zeroizing::new(*key),
            (Unlock::Recovery(key), _) => key.wrapping_key(),
            (
                Unlock::Passphrase(passphrase),
                Slot::Passphrase {
                    memory_kib,
                    passes,
                    lanes,
                    salt,
                    ..
                },
            ) => stretch(passphrase, *memory_kib, *passes, *lanes, salt)?,
            (Unlock::Passphrase(_), _) => return Err(VaultError::NoSuchSlot),
        };
        let wrapped = slot.wrapped();
        let nonce: [u8; 24] = unhex(&wrapped.nonce)?;
        let sealed: [u8; 48] = unhex(&wrapped.key)?;
        let bound = self.bound(slot);
        let data = XChaCha20Poly1305::new(key.as_slice().into())
            .decrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: &sealed,
                    aad: bound.as_bytes(),
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| VaultError::WrongKey)?;
        let data: [u8; 32] = data.as_slice().try_into().map_err(|_| VaultError::WrongKey)?;
        Ok(Keys::derive(Zeroizing::new(data)))
    }

    /// A slot for the keyring. Slots are bound to what never changes in the file, so they can be made before it is locked.
    pub(crate) fn keyring_slot(&self, keys: &Keys, key: &[u8; 32]) -> Result<Slot, VaultError> {
        self.wrap(keys, key, Slot::Keyring)
    }

    /// A slot for a passphrase; takes its time.
    pub(crate) fn passphrase_slot(&self, keys: &Keys, passphrase: &Secret) -> Result<Slot, VaultError> {
        let salt = hex(&draw::<16>()?);
        let key = stretch(passphrase, MEMORY_KIB, PASSES, LANES, &salt)?;
        self.wrap(keys, &key, |wrapped| Slot::Passphrase {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: salt.clone(),
            wrapped,
        })
    }

    /// A slot for a recovery key.
    pub(crate) fn recovery_slot(&self, keys: &Keys, recovery: &RecoveryKey) -> Result<Slot, VaultError> {
        self.wrap(keys, &recovery.wrapping_key(), Slot::Recovery)
    }

    fn put(&mut self, kind: SlotKind, slot: Option<Slot>) {
        self.slots.retain(|slot| slot.kind() != kind);
        self.slots.extend(slot);
    }

    fn wrap(&self, keys: &Keys, key: &[u8; 32], slot: impl Fn(Wrapped) -> Slot) -> Result<Slot, VaultError> {
        let nonce: [u8; 24] = draw()?;
        let bound = self.bound(&slot(Wrapped {
            nonce: String::new(),
            key: String::new(),
        }));
        let sealed = XChaCha20Poly1305::new(key.into())
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: keys.data.as_slice(),
                    aad: bound.as_bytes(),
                },
            )
            .map_err(|_| VaultError::damaged("a key could not be wrapped"))?;
        Ok(slot(Wrapped {
            nonce: hex(&nonce),
            key: hex(&sealed),
        }))
    }

    /// What a slot is bound to. Part of the format: never changes.
    fn bound(&self, slot: &Slot) -> String {
        let settings = match slot {
            Slot::Keyring(_) => "keyring".to_owned(),
            Slot::Recovery(_) => "recovery".to_owned(),
            Slot::Passphrase {
                memory_kib,
                passes,
                lanes,
                salt,
                ..
            } => format!("passphrase|argon2id|{memory_kib}|{passes}|{lanes}|{salt}"),
        };
        format!("backstock vault v1|{}|{}|{settings}", self.vault, self.salt)
    }
}

impl Slot {
    fn kind(&self) -> SlotKind {
        match self {
            Self::Keyring(_) => SlotKind::Keyring,
            Self::Recovery(_) => SlotKind::Recovery,
            Self::Passphrase { .. } => SlotKind::Passphrase,
        }
    }

    fn wrapped(&self) -> &Wrapped {
        match self {
            Self::Keyring(wrapped) | Self::Recovery(wrapped) | Self::Passphrase { wrapped, .. } => wrapped,
        }
    }
}

fn stretch(
    passphrase: &Secret,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: &str,
) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let damaged = || VaultError::damaged("the passphrase's settings in the key file");
    if memory_kib > MOST_MEMORY_KIB || passes > MOST_PASSES {
        return Err(damaged());
    }
    let params = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| damaged())?;
    let salt: [u8; 16] = unhex(salt)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.reveal().as_bytes(), &salt, key.as_mut_slice())
        .map_err(|_| damaged())?;
    Ok(key)
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn unhex<const N: usize>(text: &str) -> Result<[u8; N], VaultError> {
    let damaged = || VaultError::damaged("the key file");
    let mut bytes = [0; N];
    if text.len() != N * 2 {
        return Err(damaged());
    }
    for (position, byte) in bytes.iter_mut().enumerate() {
        *byte = text
            .get(position * 2..position * 2 + 2)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            .ok_or_else(damaged)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_file(passphrase: Option<&str>) -> (KeyFile, Keys, RecoveryKey) {
        let asked = NewKeys {
            keyring: Some([7; 32]),
            passphrase: passphrase.map(|text| Secret::new(text.into())),
        };
        KeyFile::new(&asked, DateTime::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn a_recovery_key_may_be_typed_sloppily() {
        for _ in 0..200 {
            let key = RecoveryKey::new(&draw().unwrap());
            assert_eq!(key.reveal().len(), KEY_SIGNS + 6, "seven groups of four");
            let sloppy = format!(
                "  {} ",
                key.reveal()
                    .to_lowercase()
                    .replace('0', "o")
                    .replace('1', "l")
                    .replace('-', " ")
            );
            assert_eq!(RecoveryKey::parse(&sloppy).unwrap().reveal(), key.reveal());
            let run_together = key.reveal().replace('-', "").replace('1', "I").replace('0', "O");
            assert_eq!(RecoveryKey::parse(&run_together).unwrap().reveal(), key.reveal());
        }
    }

    #[test]
    fn a_mistyped_recovery_key_is_told_from_a_wrong_one() {
        let key = RecoveryKey::new(&draw().unwrap());
        let mut slipped = 0;
        for position in (0..key.reveal().len()).filter(|&at| key.reveal().as_bytes()[at] != b'-') {
            for &sign in SIGNS {
                let mut typed = key.reveal().as_bytes().to_vec();
                if typed[position] == sign {
                    continue;
                }
                typed[position] = sign;
                let typed = String::from_utf8(typed).unwrap();
                slipped += usize::from(RecoveryKey::parse(&typed).is_ok());
            }
        }
        // 868 slips of one sign against 12 bits of check: 0.2 are expected to pass.
        assert!(slipped <= 3, "{slipped} of 868 slips were taken for keys");
        let fault = |text: &str| match RecoveryKey::parse(text) {
            Err(VaultError::NotARecoveryKey(fault)) => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault("ABC"), RecoveryKeyFault::Length { found: 3, wanted: 28 });
        assert_eq!(fault("U234"), RecoveryKeyFault::Sign('U'));
        assert!(!format!("{key:?}").contains(key.reveal()));
    }

    #[test]
    fn every_slot_opens_the_same_data_key() {
        let (file, keys, recovery) = key_file(Some("correct horse"));
        let passphrase = Secret::new("correct horse".into());
        for unlock in [
            Unlock::Keyring(&[7; 32]),
            Unlock::Recovery(&recovery),
            Unlock::Passphrase(&passphrase),
        ] {
            assert_eq!(*file.unlock(unlock).unwrap().data, *keys.data, "{unlock:?}");
        }
        for wrong in [
            Unlock::Keyring(&[8; 32]),
            Unlock::Recovery(&RecoveryKey::new(&[1; 16])),
            Unlock::Passphrase(&Secret::new("wrong horse".into())),
        ] {
            assert!(
                matches!(file.unlock(wrong), Err(VaultError::WrongKey)),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn slots_cannot_be_exchanged_or_weakened() {
        let (file, _, recovery) = key_file(None);
        let (mut other, _, _) = key_file(None);
        other.slots = file.slots.clone();
        assert!(matches!(
            other.unlock(Unlock::Recovery(&recovery)),
            Err(VaultError::WrongKey)
        ));
        let mut resalted = file.clone();
        resalted.salt = hex(&[0; 16]);
        assert!(matches!(
            resalted.unlock(Unlock::Recovery(&recovery)),
            Err(VaultError::WrongKey)
        ));
        let mut greedy = key_file(Some("p")).0;
        for slot in &mut greedy.slots {
            if let Slot::Passphrase { memory_kib, .. } = slot {
                *memory_kib = u32::MAX;
            }
        }
        assert!(matches!(
            greedy.unlock(Unlock::Passphrase(&Secret::new("p".into()))),
            Err(VaultError::Damaged { .. })
        ));
    }
}
