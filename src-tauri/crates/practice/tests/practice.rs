//! What Harbour Tea promises, proven through the connector and the profile that owners' shops are read with.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use backstock_model::{Document, Group, RecordKey, TypeDescription, diff};
use backstock_practice::{Mistake, PracticeError, Size, create, make_mistake, pass_day};
use backstock_shops::{Profiles, Shop, SqliteShop};
use chrono::{DateTime, Duration, Utc};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;

const SEED: u64 = 2004;

fn now() -> DateTime<Utc> {
    "2026-11-20T09:30:00Z".parse().unwrap()
}

/// A fresh copy of the practice shop; making it once is enough for all tests.
fn shop(size: Size) -> (TempDir, PathBuf) {
    static MADE: [OnceLock<(TempDir, PathBuf)>; 2] = [OnceLock::new(), OnceLock::new()];
    let (_, made) = MADE[usize::from(size != Size::Small)].get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.sqlite");
        create(&path, size, SEED, now()).unwrap();
        (folder, path)
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harbour-tea.sqlite");
    std::fs::copy(made, &path).unwrap();
    (folder, path)
}

fn number(path: &Path, query: &str) -> i64 {
    Connection::open(path)
        .unwrap()
        .query_row(query, [], |row| row.get(0))
        .unwrap()
}

fn assert_sound(path: &Path, after: &str) {
    let connection = Connection::open(path).unwrap();
    let orphans = connection
        .prepare("PRAGMA foreign_key_check")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .count();
    assert_eq!(orphans, 0, "rows without their parent after {after}");
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok", "after {after}");
}

/// A hash over every value of every table, types included.
fn content(path: &Path) -> u64 {
    let connection = Connection::open(path).unwrap();
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut hash = DefaultHasher::new();
    for table in tables {
        table.hash(&mut hash);
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    ValueRef::Null => 0_u8.hash(&mut hash),
                    ValueRef::Integer(value) => (1_u8, value).hash(&mut hash),
                    ValueRef::Real(value) => (2_u8, value.to_bits()).hash(&mut hash),
                    ValueRef::Text(value) => (3_u8, value).hash(&mut hash),
                    ValueRef::Blob(value) => (4_u8, value).hash(&mut hash),
                }
            }
        }
    }
    hash.finish()
}

/// The whole shop as the connector reads it.
struct Seen {
    types: Vec<TypeDescription>,
    records: BTreeMap<RecordKey, Document>,
}

fn see(path: &Path) -> Seen {
    let shop = SqliteShop::open(path, None, &Profiles::built_in().unwrap()).unwrap();
    assert_eq!(shop.profile(), Some("practice"));
    let mut reading = shop.open_reading().unwrap();
    let types = reading.types().to_vec();
    let mut records = BTreeMap::new();
    for of_type in &types {
        reading
            .read_type(&of_type.key, &mut |record| {
                records.insert(record.key, record.document);
                ControlFlow::Continue(())
            })
            .unwrap();
    }
    Seen { types, records }
}

/// Records that were added, changed and deleted for each content type; fields that change all the time do not count.
fn changes(before: &Seen, after: &Seen) -> BTreeMap<String, (u64, u64, u64)> {
    let mut changes: BTreeMap<String, (u64, u64, u64)> = BTreeMap::new();
    let mut count = |key: &RecordKey, added: u64, changed: u64, deleted: u64| {
        let sum = changes.entry(key.content_type.to_string()).or_default();
        *sum = (sum.0 + added, sum.1 + changed, sum.2 + deleted);
    };
    for (key, old) in &before.records {
        let Some(new) = after.records.get(key) else {
            count(key, 0, 0, 1);
            continue;
        };
        if old == new {
            continue;
        }
        let volatile = &before
            .types
            .iter()
            .find(|of_type| of_type.key == key.content_type)
            .unwrap()
            .volatile;
        let fields = diff(Some(&old.to_node().unwrap()), Some(&new.to_node().unwrap()));
        if !fields
            .iter()
            .all(|field| volatile.contains(&field.path.columns()))
        {
            count(key, 0, 1, 0);
        }
    }
    for key in after
        .records
        .keys()
        .filter(|key| !before.records.contains_key(key))
    {
        count(key, 1, 0, 0);
    }
    changes
}

#[test]
fn the_same_seed_makes_the_same_shop_and_lives_the_same_days() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two, other] = ["one", "two", "other"].map(|name| folder.path().join(name));
    create(&one, Size::Small, SEED, now()).unwrap();
    create(&two, Size::Small, SEED, now()).unwrap();
    create(&other, Size::Small, SEED + 1, now()).unwrap();
    assert_eq!(content(&one), content(&two));
    assert_ne!(content(&one), content(&other));

    for shop in [&one, &two] {
        let first = pass_day(shop, 7, now() + Duration::days(1)).unwrap();
        let second = pass_day(shop, 7, now() + Duration::days(2)).unwrap();
        assert_ne!(first, second, "every day is another");
        make_mistake(shop, Mistake::PriceImportX10, 7, now() + Duration::days(2)).unwrap();
    }
    assert_eq!(content(&one), content(&two));
}

// S2.0.3, S2.3.4
#[test]
fn it_has_every_content_type_of_the_guide_and_the_promised_numbers() {
    const GUIDE: [&str; 24] = [
        "Products",
        "Brands",
        "Categories",
        "Customers",
        "Customer attributes",
        "Customer groups",
        "Customer wishlists",
        "Locations",
        "Price lists",
        "Orders",
        "Promotions",
        "Banners",
        "Coupons",
        "Gift certificates",
        "Email templates",
        "Blogs",
        "Script Manager data",
        "Channels",
        "Sites",
        "Pages",
        "Widgets",
        "Widget templates",
        "Themes",
        "Store settings",
    ];
    let (_folder, path) = shop(Size::Small);
    assert_sound(&path, "its making");
    let connected = SqliteShop::open(&path, None, &Profiles::built_in().unwrap()).unwrap();
    assert_eq!(connected.check().unwrap().problems, []);
    assert_eq!(connected.currency().unwrap().as_deref(), Some("EUR"));
    let mut reading = connected.open_reading().unwrap();
    let types = reading.types().to_vec();
    let mut counts = BTreeMap::new();
    for of_type in &types {
        counts.insert(of_type.label.as_str(), reading.count(&of_type.key).unwrap());
    }
    for label in GUIDE {
        assert!(counts.get(label).is_some_and(|count| *count > 0), "{label}");
    }
    for (label, count) in [
        ("Products", 2_000),
        ("Categories", 40),
        ("Customers", 6_000),
        ("Orders", 15_000),
        ("Quotes", 50),
        ("Invoices", 50),
        ("Letters", 20),
    ] {
        assert_eq!(counts[label], count, "{label}");
    }
    for label in [
        "Reviews",
        "Inventory",
        "Redirects",
        "Theme files",
        "Financial totals",
        "Logs",
    ] {
        assert!(counts[label] > 80, "{label}");
    }
    let others: Vec<&str> = types
        .iter()
        .filter(|of_type| of_type.group == Group::Other && !of_type.is_rest)
        .map(|of_type| of_type.key.as_str())
        .collect();
    assert_eq!(
        others,
        ["search_terms"],
        "the one table that the profile leaves out"
    );

    for (count, query) in [
        (30, "SELECT count(*) FROM trade_documents WHERE is_locked = 1"),
        (
            1,
            "SELECT count(*) FROM products WHERE name = 'Earl Grey 100 g' AND price = '6.90'",
        ),
        (
            1,
            "SELECT count(*) FROM products WHERE name = '<b>Bold & Brew</b>'",
        ),
        (
            1,
            "SELECT count(*) FROM orders WHERE id = 10482 AND customer_id IS NOT NULL",
        ),
        (
            0,
            "SELECT count(*) FROM products WHERE inventory_level <> (SELECT sum(inventory_level) FROM product_variants \
             WHERE product_id = products.id)",
        ),
    ] {
        assert_eq!(number(&path, query), count, "{query}");
    }
}

#[test]
fn every_picture_can_be_looked_at_and_some_are_large() {
    let (_folder, path) = shop(Size::Small);
    let connection = Connection::open(&path).unwrap();
    let mut large = 0;
    for query in [
        "SELECT picture FROM product_images WHERE length(picture) > 65536 OR id % 20 = 0",
        "SELECT logo FROM brands WHERE logo IS NOT NULL",
        "SELECT image FROM categories WHERE image IS NOT NULL",
        "SELECT picture FROM blog_posts WHERE picture IS NOT NULL",
        "SELECT icon FROM channels",
        "SELECT bytes FROM theme_files WHERE bytes IS NOT NULL",
    ] {
        let mut statement = connection.prepare(query).unwrap();
        let pictures = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        let mut seen = 0;
        for picture in pictures {
            let picture = picture.unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(&picture))
                .read_info()
                .unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            seen += 1;
            large += usize::from(picture.len() > 64 * 1024);
        }
        assert!(seen > 0, "{query}");
    }
    assert!(large >= 10);
    assert_eq!(
        number(&path, "SELECT count(*) FROM product_images WHERE picture IS NULL"),
        0
    );
}

#[test]
fn a_measuring_shop_has_the_asked_number_of_records_in_the_usual_mix() {
    let (_folder, path) = shop(Size::Records10k);
    assert_sound(&path, "its making");
    let seen = see(&path);
    assert_eq!(seen.records.len(), 10_000);
    for (content_type, count, least, most) in [
        ("products", 3_000, 2_900, 3_900),
        ("orders", 4_000, 1_700, 2_400),
        ("customers", 2_200, 650, 1_100),
    ] {
        let sizes: Vec<usize> = seen
            .records
            .iter()
            .filter(|(key, _)| key.content_type.as_str() == content_type)
            .map(|(_, document)| document.as_bytes().len())
            .collect();
        assert_eq!(sizes.len(), count, "{content_type}");
        let middle = sizes.iter().sum::<usize>() / sizes.len();
        assert!(
            (least..=most).contains(&middle),
            "{content_type}: {middle} bytes on average"
        );
    }
}

#[test]
fn every_mistake_does_what_it_says_and_nothing_else() {
    // One after the other in the same shop, so that they also meet what others left behind.
    let (_folder, path) = shop(Size::Records10k);
    let mut before = see(&path);
    for mistake in Mistake::all() {
        let made = make_mistake(&path, mistake, SEED, now()).unwrap();
        assert_sound(&path, mistake.key());
        let after = see(&path);
        let said: BTreeMap<String, (u64, u64, u64)> = made
            .touched
            .iter()
            .map(|touched| {
                (
                    touched.content_type.into(),
                    (touched.added, touched.changed, touched.deleted),
                )
            })
            .collect();
        assert_eq!(said, changes(&before, &after), "{mistake}");
        for count in [made.changed, made.deleted] {
            assert!(
                count <= 1 || made.sentence.replace(',', "").contains(&count.to_string()),
                "{}",
                made.sentence
            );
        }
        let expected = match mistake {
            Mistake::PriceImportX10 => Some((412, 0)),
            Mistake::DeletedProducts => Some((0, 37)),
            Mistake::EmptiedDescriptions => Some((250, 0)),
            Mistake::BrokenThemeFile | Mistake::EmptiedEmail | Mistake::ShopClosed => Some((1, 0)),
            Mistake::RedirectsGone => Some((0, 40)),
            Mistake::AllProductsHidden
            | Mistake::CategoryUnlinked
            | Mistake::DeletedCategory
            | Mistake::ZeroStock
            | Mistake::CouponWithoutLimit
            | Mistake::CustomerGroupsLost => None,
        };
        if let Some(expected) = expected {
            assert_eq!((made.changed, made.deleted), expected, "{mistake}");
        }
        assert!(made.changed + made.deleted > 0, "{mistake}");
        before = after;
    }
}

#[test]
fn a_wrong_price_import_moves_412_decimal_points_and_no_other_field() {
    let (_folder, path) = shop(Size::Small);
    let before = path.with_extension("before");
    std::fs::copy(&path, &before).unwrap();
    let made = make_mistake(&path, Mistake::PriceImportX10, SEED, now()).unwrap();
    assert_eq!(
        made.sentence,
        "A price import had the decimal point in the wrong place: 412 prices are now ten times as high, 19 of them with \
         the sale price."
    );
    let attached = Connection::open(&path).unwrap();
    attached
        .execute("ATTACH ?1 AS old", [before.to_str().unwrap()])
        .unwrap();
    let count = |condition: &str| -> i64 {
        attached
            .query_row(
                &format!(
                    "SELECT count(*) FROM products n JOIN old.products o ON o.id = n.id WHERE {condition}"
                ),
                [],
                |row| row.get(0),
            )
            .unwrap()
    };
    assert_eq!(count("n.price <> o.price"), 412);
    assert_eq!(count("n.price = printf('%.2f', round(o.price * 10, 2))"), 412);
    assert_eq!(count("n.sale_price IS NOT o.sale_price"), 19);
    assert_eq!(
        count(
            "n.sale_price IS NOT o.sale_price AND n.sale_price = printf('%.2f', round(o.sale_price * 10, 2))"
        ),
        19
    );
    assert_eq!(count("n.name = 'Earl Grey 100 g' AND n.price = '69.00'"), 1);
    // The shop's own trigger noticed.
    assert_eq!(
        number(
            &path,
            "SELECT count(*) FROM logs WHERE message LIKE 'Price of HT-%'"
        ),
        412
    );
}

#[test]
fn mistakes_can_be_made_again_and_say_when_nothing_is_left() {
    let (_folder, path) = shop(Size::Small);
    for mistake in Mistake::all().chain(Mistake::all()) {
        make_mistake(&path, mistake, SEED, now()).unwrap();
    }
    assert_sound(&path, "every mistake twice");
    assert_eq!(number(&path, "SELECT count(*) FROM products"), 2_000 - 2 * 37);
    let nothing = make_mistake(&path, Mistake::RedirectsGone, SEED, now()).unwrap();
    assert_eq!(
        (nothing.changed, nothing.deleted, nothing.touched.len()),
        (0, 0, 0)
    );
    assert!(nothing.sentence.starts_with("Nothing happened"));
    // In a shop that shows nothing, a day brings no orders.
    assert_eq!(pass_day(&path, SEED, now()).unwrap().orders, 0);
}

#[test]
fn thirty_days_pass_and_the_books_still_balance() {
    let (_folder, path) = shop(Size::Small);
    let orders = number(&path, "SELECT count(*) FROM orders");
    let customers = number(&path, "SELECT count(*) FROM customers");
    let mut passed = Vec::new();
    for day in 1..=30 {
        let stock = number(
            &path,
            "SELECT sum(inventory_level) FROM product_variants WHERE product_id < 2101",
        );
        let sold = number(&path, "SELECT coalesce(sum(quantity), 0) FROM order_lines");
        let one = pass_day(&path, SEED, now() + Duration::days(day)).unwrap();
        assert!((20..=60).contains(&one.orders), "{} orders", one.orders);
        assert!((3..=9).contains(&one.customers));
        assert!((1..=8).contains(&one.edits));
        assert!(
            one.sentence.contains(&format!("{} orders", one.orders)),
            "{}",
            one.sentence
        );
        // Stock goes down by what was sold, and up only by deliveries of at most 7 times 48 pieces.
        let sold = number(&path, "SELECT sum(quantity) FROM order_lines") - sold;
        let stock = number(
            &path,
            "SELECT sum(inventory_level) FROM product_variants WHERE product_id < 2101",
        ) - stock;
        assert!(sold > 0 && stock < 7 * 48 && stock >= -sold, "{stock} {sold}");
        passed.push(one);
    }
    assert_sound(&path, "thirty days");
    let sum = |of: fn(&backstock_practice::DayPassed) -> u64| passed.iter().map(of).sum::<u64>() as i64;
    assert_eq!(
        number(&path, "SELECT count(*) FROM orders"),
        orders + sum(|day| day.orders)
    );
    assert_eq!(
        number(&path, "SELECT count(*) FROM customers"),
        customers + sum(|day| day.customers)
    );
    assert_eq!(
        number(&path, "SELECT count(*) FROM products"),
        2_000 + sum(|day| day.products)
    );
    assert!(sum(|day| day.products) > 0);
    for empty in [
        "SELECT count(*) FROM product_variants WHERE inventory_level < 0",
        "SELECT count(*) FROM inventory_levels WHERE available < 0",
        "SELECT count(*) FROM products p WHERE inventory_level <> \
         (SELECT sum(inventory_level) FROM product_variants WHERE product_id = p.id)",
        "SELECT count(*) FROM product_variants v WHERE inventory_level <> \
         (SELECT sum(available) FROM inventory_levels WHERE variant_id = v.id)",
        "SELECT count(*) FROM orders WHERE status = 'Awaiting fulfilment' AND placed_at < '2026-12-18'",
        // Each order's parts add up, and the months add up the orders.
        "SELECT count(*) FROM orders o WHERE round(100 * total) <> \
         (SELECT round(100 * sum(amount)) FROM order_totals WHERE order_id = o.id AND title <> 'Tax included')",
        "SELECT count(*) FROM financial_totals f WHERE round(100 * gross) <> \
         (SELECT round(100 * sum(total)) FROM orders WHERE substr(placed_at, 1, 7) = f.month \
          AND channel_id = f.channel_id AND status <> 'Cancelled')",
    ] {
        assert_eq!(number(&path, empty), 0, "{empty}");
    }
}

#[test]
fn other_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "my notes").unwrap();
    assert!(matches!(
        create(&path, Size::Small, SEED, now()),
        Err(PracticeError::AlreadyThere { .. })
    ));
    assert!(matches!(
        make_mistake(&path, Mistake::ZeroStock, SEED, now()),
        Err(PracticeError::NotAPracticeShop { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), b"my notes");

    let real = folder.path().join("real.sqlite");
    Connection::open(&real)
        .unwrap()
        .execute_batch("CREATE TABLE products (id INTEGER PRIMARY KEY)")
        .unwrap();
    assert!(matches!(
        pass_day(&real, SEED, now()),
        Err(PracticeError::NotAPracticeShop { .. })
    ));
    let missing = folder.path().join("missing.sqlite");
    assert!(matches!(
        pass_day(&missing, SEED, now()),
        Err(PracticeError::NotThere { .. })
    ));
    assert!(!missing.exists());

    let nowhere = folder.path().join("no-such-folder").join("shop.sqlite");
    assert!(create(&nowhere, Size::Small, SEED, now()).is_err());
    // A shop that was left unfinished is begun anew, and nothing stays behind.
    let shop = folder.path().join("shop.sqlite");
    std::fs::write(folder.path().join("shop.sqlite.unfinished"), "half a shop").unwrap();
    create(&shop, Size::Small, SEED, now()).unwrap();
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["notes.txt", "real.sqlite", "shop.sqlite"]);
}
