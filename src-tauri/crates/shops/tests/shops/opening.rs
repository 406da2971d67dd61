//! Files that are no shop, or not one that can be read at the moment.

use std::fs;

use backstock_shops::{Profiles, Shop as _, ShopError, SqliteShop};
use rusqlite::Connection;

use crate::desk::{Desk, skipped};

fn open(path: &std::path::Path) -> Result<SqliteShop, ShopError> {
    SqliteShop::open(path, None, &Profiles::default())
}

fn error_of(bytes: &[u8]) -> ShopError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    open(&path).unwrap_err()
}

#[test]
fn what_is_no_database_is_told_from_what_is_encrypted() {
    for other in [
        b"".as_slice(),
        b"hello",
        "-- SQL dump\n".repeat(1000).as_bytes(),
        &[b"PK\x03\x04".as_slice(), &[7; 508]].concat(),
        &[0xff, 0xd8, 0xff, 0, 1, 2],
    ] {
        let error = error_of(other);
        assert!(matches!(error, ShopError::NotADatabase { .. }), "{error:?}");
    }
    let scrambled: Vec<u8> = (0..8192_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let error = error_of(&scrambled);
    assert!(matches!(error, ShopError::EncryptedOrDamaged { .. }), "{error:?}");
}

#[test]
fn a_database_cut_off_within_its_last_page_is_not_read_with_holes() {
    let desk = Desk::new("CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (1, 'whole')");
    let whole = fs::read(&desk.path).unwrap();
    let error = error_of(&whole[..whole.len() - 1000]);
    assert!(matches!(error, ShopError::EncryptedOrDamaged { .. }), "{error:?}");
    let shop = desk.shop();
    fs::write(&desk.path, &whole[..whole.len() - 1000]).unwrap();
    assert!(matches!(
        shop.open_reading().map(|_| ()),
        Err(ShopError::EncryptedOrDamaged { .. })
    ));
    assert!(matches!(
        shop.open_writing().map(|_| ()),
        Err(ShopError::EncryptedOrDamaged { .. })
    ));
}

#[test]
fn an_encrypted_database_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.db");
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "key", "open sesame").unwrap();
    connection.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(connection);
    assert!(matches!(open(&path), Err(ShopError::EncryptedOrDamaged { .. })));
}

#[test]
fn a_damaged_database_is_called_so() {
    let desk = Desk::new("CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(50000))");
    let whole = fs::read(&desk.path).unwrap();
    let mut no_schema = whole.clone();
    no_schema[100..4096].fill(0xaa);
    assert!(matches!(
        error_of(&no_schema),
        ShopError::EncryptedOrDamaged { .. }
    ));
    assert!(matches!(
        error_of(&whole[..2048]),
        ShopError::EncryptedOrDamaged { .. }
    ));
    // A page in the middle: the shop opens, and the reading says it.
    let mut page = whole;
    page[4096..8192].fill(0x55);
    fs::write(&desk.path, page).unwrap();
    assert!(matches!(
        desk.try_state(),
        Err(ShopError::EncryptedOrDamaged { .. })
    ));
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nothing.db");
    assert!(matches!(open(&path), Err(ShopError::FileMissing { .. })));
    assert!(matches!(open(folder.path()), Err(ShopError::NotADatabase { .. })));
    assert!(!path.exists());

    let desk = Desk::new("CREATE TABLE t (a)");
    let shop = desk.shop();
    let mut writing = shop.open_writing().unwrap();
    fs::remove_file(&desk.path).unwrap();
    assert!(matches!(
        shop.open_reading().map(|_| ()),
        Err(ShopError::FileMissing { .. })
    ));
    assert!(matches!(
        writing.write(&[], &crate::desk::Kept::default()),
        Err(ShopError::FileMissing { .. })
    ));
}

#[test]
fn a_database_that_another_program_keeps_to_itself_is_busy() {
    let desk = Desk::new("CREATE TABLE t (a)");
    let shop = desk.shop();
    let other = desk.connection();
    other
        .execute_batch("BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)")
        .unwrap();
    assert!(matches!(shop.open_reading().map(|_| ()), Err(ShopError::Busy)));
    other.execute_batch("COMMIT; BEGIN IMMEDIATE").unwrap();
    // Somebody who is about to write does not keep us from reading, only from writing.
    assert_eq!(desk.state().order.len(), 1);
    let mut writing = shop.open_writing().unwrap();
    assert!(matches!(
        writing.write(&[], &crate::desk::Kept::default()),
        Err(ShopError::Busy)
    ));
}

#[test]
fn what_a_crashed_program_left_is_cleaned_up() {
    for mode in ["DELETE", "WAL"] {
        let desk = Desk::new(&format!(
            "PRAGMA journal_mode = {mode}; CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (1, 'kept')"
        ));
        let crashed = desk.connection();
        crashed
            .execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE t SET a = 'lost'; INSERT INTO t (a) SELECT randomblob(9000) FROM generate_series(1, 50)")
            .or_else(|_| crashed.execute_batch("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO t (a) SELECT randomblob(9000) FROM n"))
            .unwrap();
        // The files as they would be found after a loss of power.
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(desk.path.parent().unwrap()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        drop(crashed);
        let path = folder.path().join("shop.db");
        let mut reading = open(&path).unwrap().open_reading().unwrap();
        let record = reading.read_record(&crate::desk::key("t", "1")).unwrap().unwrap();
        assert!(record.document.to_string().contains("kept"), "{mode}");
        assert_eq!(
            reading.count(&backstock_model::ContentType::new("t")).unwrap(),
            1,
            "{mode}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    let folder = desk.path.parent().unwrap().to_path_buf();
    let allow = |mode: u32, file_mode: u32| {
        fs::set_permissions(&desk.path, fs::Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(0o555, 0o444);
    if fs::write(folder.join("probe"), "").is_ok() {
        skipped("a shop that may only be read needs a user who may not write everywhere");
        allow(0o755, 0o644);
        return;
    }
    assert_eq!(desk.state().order.len(), 1);
    let check = desk.shop().check().unwrap();
    assert_eq!(check.problems[0].code, "read_only");
    assert!(matches!(
        desk.shop().open_writing().map(|_| ()),
        Err(ShopError::ReadOnly)
    ));
    allow(0o755, 0o000);
    assert!(matches!(open(&desk.path), Err(ShopError::NotAllowed { .. })));
    allow(0o755, 0o644);
}

#[test]
fn a_check_names_the_shop_and_what_speaks_there() {
    let desk = Desk::new("CREATE TABLE t (a)");
    let check = desk.shop().check().unwrap();
    assert!(check.server.starts_with("SQLite 3."));
    assert_eq!((check.profile, check.problems), (None, vec![]));
    assert_eq!(check.fingerprint, desk.shop().check().unwrap().fingerprint);
    let other = Desk::new("CREATE TABLE t (a)");
    assert_ne!(check.fingerprint, other.shop().check().unwrap().fingerprint);
}

// T15: a few letters in a shop's file cannot ask for more memory than there is.
#[test]
fn a_column_that_makes_gigabytes_of_nothing_is_refused() {
    let desk = Desk::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000))) VIRTUAL);
         INSERT INTO t (id) VALUES (1)",
    );
    let error = desk.try_state().unwrap_err();
    assert!(matches!(error, ShopError::Database { .. }), "{error:?}");
}

// S2.7.6: a shop of which nothing is known has its orders and its stock left alone all the same.
#[test]
fn without_a_profile_trade_is_told_by_its_names() {
    let desk = Desk::new(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, status);
         CREATE TABLE orderItems (id INTEGER PRIMARY KEY, order_id, qty);
         CREATE TABLE shop_payments (id INTEGER PRIMARY KEY, paid);
         CREATE TABLE borders (id INTEGER PRIMARY KEY, width);
         CREATE TABLE products (id INTEGER PRIMARY KEY, name, sort_order, Stock_Quantity, stock_place)",
    );
    let shop = desk.shop();
    let reading = shop.open_reading().unwrap();
    let types = reading.types();
    let of = |key: &str| types.iter().find(|found| found.key.as_str() == key).unwrap();
    for trade in ["orders", "orderItems", "shop_payments"] {
        assert!(of(trade).protected && of(trade).reason.is_some(), "{trade}");
    }
    assert!(!of("borders").protected && !of("products").protected);
    assert_eq!(of("products").protected_fields, ["Stock_Quantity"]);
}
