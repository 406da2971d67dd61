//! Measures a vault with generated documents of about 2 KB:
//! `cargo run --release -p backstock-vault --example measure -- 100000 [FOLDER]`.
//!
//! Prints records per second of the first backup, an unchanged one and one with 1 % changed, then what reading costs. Beside
//! the time on the clock stands the processors' time, which a busy machine distorts less.

use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs};

use backstock_model::{
    BackupNumber, Cancel, ContentType, Document, Group, NoProgress, Record, RecordKey, RemoteId, ShopId,
    TypeDescription,
};
use backstock_vault::{BackupKind, DeletedFilter, NewKeys, NewShop, RecordsAsk, SearchAsk, Unlock, Vault};
use chrono::DateTime;

const KEYRING: [u8; 32] = [1; 32];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let mut arguments = env::args().skip(1);
    let count: u64 = arguments.next().unwrap_or_else(|| "100000".into()).parse()?;
    let folder = arguments
        .next()
        .map_or_else(|| env::temp_dir().join("backstock-measure"), PathBuf::from);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let now = DateTime::UNIX_EPOCH;
    let keys = NewKeys {
        keyring: Some(KEYRING),
        passphrase: None,
    };
    let (vault, _) = Vault::create(&folder, keys, now)?;
    let shop = vault
        .add_shop(NewShop {
            name: "measured".into(),
            kind: "generated".into(),
            connection: "{}".into(),
            profile: None,
            fingerprint: None,
            now,
        })?
        .id;
    let size: usize = (0..1000).map(|id| product(id, 0).document.as_bytes().len()).sum();
    tell(&format!("{count} records of {} bytes", size / 1000));
    let generated = Instant::now();
    let mut bytes = 0;
    for id in 0..count {
        bytes += product(id, 0).document.as_bytes().len();
    }
    tell(&format!(
        "only generating them   {:>8.2?}  {} MB",
        generated.elapsed(),
        bytes / 1_000_000
    ));

    for (what, day) in [
        ("first backup", 0),
        ("unchanged", 0),
        ("1 % changed", 1),
        ("unchanged", 1),
    ] {
        let before = processor_seconds();
        let took = backup(&vault, shop, count, day)?;
        tell(&format!(
            "{what:<22} {took:>8.2?} {:>6.2} cpu  {:>9.0} records/s  {:>6} MB on disk  {:>4} MB at most in memory",
            processor_seconds() - before,
            count as f64 / took.as_secs_f64(),
            vault.size_on_disk()? / 1_000_000,
            peak_memory(),
        ));
    }
    read(&vault, shop, count)?;
    drop(vault);
    timed("open", || Ok(Vault::open(&folder, Unlock::Keyring(&KEYRING))?))?;
    let vault = Vault::open(&folder, Unlock::Keyring(&KEYRING))?;
    timed("verify", || {
        let outcome = vault.verify(None, &NoProgress, &Cancel::new())?;
        assert_eq!(outcome.problems, []);
        Ok(())
    })?;
    timed("delete backup 3", || {
        let lock = vault.lock(shop, "delete")?;
        Ok(vault.delete_backup(&lock, BackupNumber(3))?)
    })?;
    timed("delete backup 1", || {
        let lock = vault.lock(shop, "delete")?;
        Ok(vault.delete_backup(&lock, BackupNumber(1))?)
    })?;
    let left = backup_half(&vault, shop, count)?;
    tell(&format!("abandon after half of a new type {left:>8.2?}"));
    tell(&format!("{} MB at most in memory", peak_memory()));
    drop(vault);
    Ok(fs::remove_dir_all(&folder)?)
}

fn read(vault: &Vault, shop: ShopId, count: u64) -> Outcome<()> {
    let products = ContentType::new("products");
    let (first, last) = (BackupNumber(1), BackupNumber(4));
    let ask = |offset, find: Option<&str>| RecordsAsk {
        at: last,
        find: find.map(str::to_owned),
        deleted: DeletedFilter::Without,
        changed_since: None,
        limit: 100,
        offset,
    };
    let records = |ask: &RecordsAsk| Ok(vault.records(shop, &products, ask)?);
    timed("compare 1 with 4", || {
        let changes = vault.changes_between(shop, first, last, None)?;
        tell(&format!("    {:?}", changes[0]));
        Ok(())
    })?;
    timed("compare again", || {
        Ok(vault.changes_between(shop, first, last, None)?)
    })?;
    timed("100 changed records", || {
        Ok(vault.changed_records(shop, first, last, None, 100, 50, None)?)
    })?;
    timed("first 100 of the list", || records(&ask(0, None)))?;
    timed("100 in the middle", || records(&ask(count / 2, None)))?;
    timed("100 near the end", || records(&ask(count - 200, None)))?;
    timed("find by name", || records(&ask(0, Some("Tea 4711"))))?;
    timed("find again", || records(&ask(100, Some("Tea 4711"))))?;
    timed("find another", || records(&ask(100, Some("SKU-00471"))))?;
    let key = RecordKey::new(products.clone(), RemoteId::from_encoded((count / 3).to_string()));
    timed("versions of a record", || Ok(vault.record_versions(shop, &key)?))?;
    timed("read a record", || Ok(vault.document_at(shop, &key, last)?))?;
    timed("types", || Ok(vault.types_at(shop, last)?))?;
    let mut seen = 0_usize;
    timed("walk all", || {
        vault.walk(shop, &products, last, &mut |stored| {
            seen += stored.document.as_bytes().len();
            ControlFlow::Continue(())
        })?;
        Ok(())
    })?;
    tell(&format!("    {} MB", seen / 1_000_000));
    timed("walk hashes", || {
        Ok(vault.walk_hashes(shop, &products, last, &mut |_, _, _| ControlFlow::Continue(()))?)
    })?;
    timed("search inside all", || {
        let ask = SearchAsk {
            at: last,
            content_types: Vec::new(),
            inside: true,
            older: false,
            limit: 50,
        };
        Ok(vault.search(shop, "no such words", &ask, &Cancel::new())?)
    })
}

fn timed<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<()> {
    let (start, before) = (Instant::now(), processor_seconds());
    work()?;
    tell(&format!(
        "{what:<22} {:>8.2?} {:>6.2} cpu",
        start.elapsed(),
        processor_seconds() - before
    ));
    Ok(())
}

fn backup(vault: &Vault, shop: ShopId, count: u64, day: u64) -> Outcome<Duration> {
    let start = Instant::now();
    let lock = vault.lock(shop, "measure")?;
    let mut backup = vault.begin_backup(&lock, BackupKind::Manual, None, DateTime::UNIX_EPOCH)?;
    let mut open = backup.begin_type(&TypeDescription::new(
        ContentType::new("products"),
        "Products",
        Group::Business,
    ))?;
    for id in 0..count {
        open.push(product(id, day))?;
    }
    open.finish()?;
    backup.publish(DateTime::UNIX_EPOCH)?;
    Ok(start.elapsed())
}

fn backup_half(vault: &Vault, shop: ShopId, count: u64) -> Outcome<Duration> {
    let lock = vault.lock(shop, "measure")?;
    let mut backup = vault.begin_backup(&lock, BackupKind::Manual, None, DateTime::UNIX_EPOCH)?;
    let mut open = backup.begin_type(&TypeDescription::new(
        ContentType::new("others"),
        "Others",
        Group::Business,
    ))?;
    for id in 0..count / 2 {
        let mut record = product(id, 0);
        record.key.content_type = ContentType::new("others");
        open.push(record)?;
    }
    open.finish()?;
    let start = Instant::now();
    backup.abandon()?;
    Ok(start.elapsed())
}

/// Words like a shop's, always the same for the same number.
struct Words(u64);

impl Words {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn text(&mut self, words: usize) -> String {
        const PARTS: [&str; 16] = [
            "ka", "lo", "mi", "ne", "ta", "ru", "se", "vo", "pli", "dran", "gor", "eth", "un", "is", "bel",
            "chi",
        ];
        let mut text = String::new();
        for _ in 0..words {
            // Common words are common.
            let number = (self.next() % 80) * (self.next() % 80);
            text.push_str(PARTS[(number % 16) as usize]);
            text.push_str(PARTS[(number / 16 % 16) as usize]);
            if number > 2_000 {
                text.push_str(PARTS[(number / 256 % 16) as usize]);
            }
            text.push(' ');
        }
        text
    }
}

fn product(id: u64, day: u64) -> Record {
    let mut words = Words(id);
    let changed = if id.is_multiple_of(100) { day } else { 0 };
    let name = format!("Tea {id} {}", words.text(2));
    let sku = format!("SKU-{:06}", words.next() % 1_000_000);
    let mut json = format!(
        r#"{{"availability":"available","brand_id":{},"categories":[{},{}],"condition":"New","custom_url":"/tea-{id}/","date_created":"2026-01-{:02}T10:00:00Z","description":"<p>{}</p>","id":{id},"inventory_level":{},"inventory_tracking":"none","is_featured":false,"is_visible":true,"meta_description":"{}","name":"{name}","order_quantity_maximum":0,"price":{}.{:02},"sale_price":0.00,"sku":"{sku}","tax_class_id":0,"type":"physical","variants":{{"#,
        words.next() % 40,
        words.next() % 60,
        words.next() % 60,
        words.next() % 28 + 1,
        words.text(90),
        words.next() % 500,
        words.text(12),
        words.next() % 200,
        changed,
    );
    for variant in 0..3 {
        if variant > 0 {
            json.push(',');
        }
        let number = id * 3 + variant;
        json.push_str(&format!(
            r#""{number}":{{"barcode":"{}","cost":{}.50,"price":null,"sku":"{sku}-{variant}","weight":0.{}}}"#,
            words.next() * 7919,
            words.next() % 90,
            words.next() % 10,
        ));
    }
    json.push_str(r#"},"weight":0.25,"width":null}"#);
    Record {
        key: RecordKey::new(
            ContentType::new("products"),
            RemoteId::from_encoded(id.to_string()),
        ),
        name,
        search: sku,
        document: Document::from_canonical(json.into_bytes()),
        objects: Vec::new(),
    }
}

/// How long this process has kept processors busy, where the system tells.
fn processor_seconds() -> f64 {
    // The fields after the name, which may hold anything, are counted from its closing bracket; in hundredths of a second.
    fs::read_to_string("/proc/self/stat")
        .ok()
        .and_then(|stat| {
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
            Some((ticks(11)? + ticks(12)?) / 100.0)
        })
        .unwrap_or_default()
}

/// The most memory this process has had, in MB, where the system tells.
fn peak_memory() -> u64 {
    fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map_or(0, |kilobytes| kilobytes / 1000)
}

#[expect(clippy::print_stdout, reason = "it is made to print")]
fn tell(line: &str) {
    println!("{line}");
}
