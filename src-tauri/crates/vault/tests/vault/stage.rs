//! What every story here starts from: a vault in a temporary folder with one shop.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use backstock_model::{
    BackupNumber, Cancel, ContentType, Document, Group, NoProgress, Object, Record, RecordKey, RemoteId,
    ShopId, TypeDescription,
};
use backstock_vault::{
    Backup, BackupKind, NewKeys, NewShop, RecoveryKey, StoredDocument, Unlock, Vault, VaultError,
    VerifyProblem,
};
use chrono::{DateTime, Duration, Utc};
use tempfile::TempDir;

pub(crate) const KEYRING: [u8; 32] = [7; 32];

pub(crate) struct Stage {
    pub(crate) folder: TempDir,
    pub(crate) vault: Vault,
    pub(crate) recovery: RecoveryKey,
    pub(crate) shop: ShopId,
}

/// The day a backup is made on.
pub(crate) fn day(number: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap() + Duration::days(number)
}

pub(crate) fn new_shop(name: &str) -> NewShop {
    NewShop {
        name: name.into(),
        kind: "sqlite".into(),
        connection: "{}".into(),
        profile: None,
        fingerprint: Some("f".into()),
        now: day(0),
    }
}

pub(crate) fn content_type(key: &str) -> ContentType {
    ContentType::new(key)
}

pub(crate) fn products() -> ContentType {
    content_type("products")
}

pub(crate) fn description(key: &str) -> TypeDescription {
    TypeDescription::new(content_type(key), key.to_uppercase(), Group::Business)
}

pub(crate) fn record(key: &str, id: &str, name: &str, json: &str) -> Record {
    Record {
        key: RecordKey::new(content_type(key), RemoteId::from_encoded(id)),
        name: name.into(),
        search: format!("sku-{id}"),
        document: document(json),
        objects: Vec::new(),
    }
}

pub(crate) fn product(id: u32, price: &str) -> Record {
    record(
        "products",
        &id.to_string(),
        &format!("Tea {id}"),
        &format!(r#"{{"id":{id},"name":"Tea {id}","price":{price}}}"#),
    )
}

pub(crate) fn key(id: u32) -> RecordKey {
    RecordKey::new(products(), RemoteId::from_encoded(id.to_string()))
}

pub(crate) fn document(json: &str) -> Document {
    Document::parse(json.as_bytes()).unwrap()
}

pub(crate) fn with_object(mut record: Record, bytes: &[u8]) -> Record {
    let object = Object::new(bytes.to_vec());
    let mut node = record.document.to_node().unwrap();
    node.put(
        &backstock_model::Path::parse("/image").unwrap(),
        Some(backstock_model::Node::object(object.hash, bytes.len())),
    );
    record.document = Document::from(&node);
    record.objects.push(object);
    record
}

impl Stage {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let keys = NewKeys {
            keyring: Some(KEYRING),
            passphrase: None,
        };
        let (vault, recovery) = Vault::create(&folder.path().join("vault"), keys, day(0)).unwrap();
        let shop = vault.add_shop(new_shop("Harbour Tea")).unwrap().id;
        Self {
            folder,
            vault,
            recovery,
            shop,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.vault.folder()
    }

    pub(crate) fn open_again(&self) -> Vault {
        Vault::open(self.path(), Unlock::Keyring(&KEYRING)).unwrap()
    }

    /// Closes the vault, so that everything is in its files, and opens it again.
    pub(crate) fn reopen(&mut self) {
        let path = self.path().to_owned();
        let spare = TempDir::new().unwrap();
        let (other, _) = Vault::create(spare.path(), NewKeys::default(), day(0)).unwrap();
        drop(std::mem::replace(&mut self.vault, other));
        self.vault = Vault::open(&path, Unlock::Keyring(&KEYRING)).unwrap();
    }

    pub(crate) fn backup(&self, records: &[Record]) -> Backup {
        self.try_backup(&[(description("products"), records)]).unwrap()
    }

    pub(crate) fn try_backup(&self, types: &[(TypeDescription, &[Record])]) -> Result<Backup, VaultError> {
        let lock = self.vault.lock(self.shop, "backup")?;
        let number = self
            .vault
            .backups(self.shop)?
            .first()
            .map_or(0, |backup| backup.number.0);
        let at = day(number as i64 + 1);
        let mut backup = self.vault.begin_backup(&lock, BackupKind::Manual, None, at)?;
        for (description, records) in types {
            let mut open = backup.begin_type(description)?;
            for record in *records {
                open.push(record.clone())?;
            }
            open.finish()?;
        }
        backup.publish(at + Duration::minutes(5))
    }

    pub(crate) fn walk(&self, key: &str, at: BackupNumber) -> Vec<StoredDocument> {
        let mut found = Vec::new();
        self.vault
            .walk(self.shop, &content_type(key), at, &mut |stored| {
                found.push(stored);
                ControlFlow::Continue(())
            })
            .unwrap();
        found
    }

    pub(crate) fn problems(&self) -> Vec<VerifyProblem> {
        self.vault
            .verify(None, &NoProgress, &Cancel::new())
            .unwrap()
            .problems
    }

    pub(crate) fn assert_sound(&self) {
        assert_eq!(self.problems(), []);
    }
}

/// Says on the terminal that a story was left out, past the test harness.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
