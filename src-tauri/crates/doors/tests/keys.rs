//! The vault's keys, asked for as the window asks.

#![expect(
    clippy::unwrap_used,
    reason = "the settings that allow it in tests do not reach what tests share"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_contract::{
    CheckRecoveryKeyAsk, CreateVaultAsk, Nothing, PickAsk, PickPurpose, RememberAsk, VaultCreated,
};
use backstock_doors::{Confirmation, Doors, Native, Notice, Places, Waiting};
use backstock_engine::ConnectedShops;
use backstock_model::{Secrets as _, SystemTime};
use backstock_testkit::KeyringInMemory;
use backstock_vault::{RecoveryKey, Unlock, Vault, VaultError};
use tempfile::TempDir;

/// A person who always chooses the same folder.
struct Person(PathBuf);

impl Native for Person {
    fn pick(&self, _purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>> {
        Box::pin(async { Some(self.0.clone()) })
    }

    fn pick_new_file(&self, _name: &str) -> Waiting<'_, Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn show_file(&self, _file: PathBuf) -> Waiting<'_, ()> {
        Box::pin(async {})
    }

    fn confirm(&self, _question: Confirmation) -> Waiting<'_, bool> {
        Box::pin(async { true })
    }

    fn show_folder(&self, _folder: &Path) {}

    fn open_page(&self, _address: &str) {}

    fn notify(&self, _notice: Notice) {}
}

struct Stage {
    _home: TempDir,
    folder: PathBuf,
    keyring: Arc<KeyringInMemory>,
    doors: Doors,
}

impl Stage {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let folder = home.path().join("vault");
        let keyring = Arc::<KeyringInMemory>::default();
        let doors = Doors::new(
            Arc::new(SystemTime),
            Arc::new(Person(folder.clone())),
            Arc::<KeyringInMemory>::clone(&keyring),
            Arc::new(ConnectedShops::built_in().unwrap()),
            Places {
                suggested_vault: folder.clone(),
                exports: folder.clone(),
                temporary: std::env::temp_dir(),
                last_vault: home.path().join("last-vault.json"),
                practice_offered: false,
                version: "0".into(),
            },
        );
        Self {
            _home: home,
            folder,
            keyring,
            doors,
        }
    }

    async fn create(&self, remember: bool) -> VaultCreated {
        let ask = PickAsk {
            purpose: PickPurpose::NewVaultFolder,
        };
        let chosen = self.doors.pick(ask).await.unwrap().chosen.unwrap();
        let ask = CreateVaultAsk {
            folder: chosen.handle,
            passphrase: None,
            remember,
        };
        self.doors.create_vault(ask).await.unwrap()
    }

    async fn check(&self, made: &VaultCreated) -> Result<Nothing, String> {
        let group = made
            .recovery_key
            .get(made.asked_group)
            .cloned()
            .unwrap_or_default();
        let checked = self.doors.check_recovery_key(CheckRecoveryKeyAsk { group }).await;
        checked.map_err(|failure| failure.code)
    }
}

fn opens(folder: &Path, made: &VaultCreated) -> bool {
    let key = RecoveryKey::parse(&made.recovery_key.join("-")).unwrap();
    match Vault::open(folder, Unlock::Recovery(&key)) {
        Ok(_) => true,
        Err(VaultError::WrongKey) => false,
        Err(other) => unreachable!("{other:?}"),
    }
}

// S2.1.2: closing the dialog, or making yet another key, never kills a key that the owner may have saved.
#[tokio::test]
async fn a_new_recovery_key_counts_only_once_a_group_of_it_was_typed() {
    let stage = Stage::new();
    let first = stage.create(false).await;
    let closed = stage.doors.renew_recovery_key(Nothing {}).await.unwrap();
    assert!(opens(&stage.folder, &first) && !opens(&stage.folder, &closed));
    let kept = stage.doors.renew_recovery_key(Nothing {}).await.unwrap();
    assert_eq!(stage.check(&first).await.unwrap_err(), "group_differs");
    assert!(opens(&stage.folder, &first) && !opens(&stage.folder, &kept));
    stage.check(&kept).await.unwrap();
    assert!(opens(&stage.folder, &kept) && !opens(&stage.folder, &first));
    assert!(
        stage
            .doors
            .vault_keys(Nothing {})
            .await
            .unwrap()
            .recovery_key_checked
    );
    // A key that was checked stays so while another one is only looked at.
    let other = stage.doors.renew_recovery_key(Nothing {}).await.unwrap();
    assert!(
        stage
            .doors
            .vault_keys(Nothing {})
            .await
            .unwrap()
            .recovery_key_checked
    );
    assert!(opens(&stage.folder, &kept) && !opens(&stage.folder, &other));
}

// T1: what stands in the keyring always opens the vault.
#[tokio::test]
async fn a_key_the_vault_did_not_take_does_not_stay_in_the_keyring() {
    let stage = Stage::new();
    stage.create(true).await;
    let kept = || {
        let names = stage.keyring.names();
        let name = names.iter().find(|name| name.starts_with("vault-")).unwrap();
        let key = stage.keyring.get(name).unwrap().unwrap();
        key.reveal().to_owned()
    };
    let before = kept();
    let lock = stage.folder.join("keys.lock");
    let _ = std::fs::remove_file(&lock);
    std::fs::create_dir(&lock).unwrap();
    let remembered = stage.doors.remember_vault(RememberAsk { remember: true }).await;
    assert!(remembered.is_err());
    assert_eq!(kept(), before);
    stage.doors.lock_vault(Nothing {}).await.unwrap();
    let state = stage.doors.open_desk(Nothing {}).await.unwrap();
    assert!(matches!(state.vault, backstock_contract::VaultState::Open { .. }));
}
