//! What documents need is never deleted, and what is locked is never changed, also by a restore of everything.

use std::path::Path;

use backstock_model::{Cancel, Choice, NoProgress, SkipReason};
use rusqlite::Connection;

use crate::practice_shop::harbour_tea;
use crate::sqlite_files::SHOP;
use crate::stage::{content_type, everything};

/// After the backup: a customer with a locked invoice made from a quote, a customer with nothing, and a spoilt price. The
/// newest quote, invoice and letter of before are locked or not as they were.
const SINCE: &str = "
    INSERT INTO customers (id, email, first_name, last_name, registered_at, date_modified)
        VALUES (900001, 'ada@example.com', 'Ada', 'Lovelace', '2026-11-20', '2026-11-20'),
               (900002, 'bob@example.com', 'Bob', 'Nobody', '2026-11-20', '2026-11-20');
    INSERT INTO trade_documents (id, kind, number, quote_id, customer_id, customer_name, customer_address, customer_email,
            subject, status, is_locked, issued_on, net, tax, gross, date_modified)
        VALUES (900001, 'quote', 'Q-900001', NULL, 900001, 'Ada', 'London', 'ada@example.com',
                'Tea', 'sent', 0, '2026-11-20', '10.00', '1.90', '11.90', '2026-11-20'),
               (900002, 'invoice', 'I-900002', 900001, 900001, 'Ada', 'London', 'ada@example.com',
                'Tea', 'sent', 1, '2026-11-20', '10.00', '1.90', '11.90', '2026-11-20');
    UPDATE products SET price = '0.01' WHERE id = (SELECT min(id) FROM products);
    UPDATE trade_documents SET subject = 'changed since' WHERE is_locked = 1 AND kind = 'invoice' AND id < 900000;
";

fn rows(file: &Path, sql: &str) -> Vec<String> {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            (0..columns)
                .map(|column| row.get_ref(column).map(|value| format!("{value:?}")))
                .collect::<Result<Vec<_>, _>>()
        })
        .unwrap();
    rows.map(|row| row.unwrap().join("|")).collect()
}

const LOCKED: &str = "SELECT * FROM trade_documents LEFT JOIN trade_document_lines ON document_id = id
    WHERE is_locked = 1 ORDER BY id, position";

// S1.7, S1.8, S1.9, S1.10
#[test]
fn a_restore_of_everything_spares_what_documents_need_and_goes_on() {
    let tea = harbour_tea();
    let sums = "SELECT * FROM financial_totals ORDER BY month, channel_id";
    let (price, totals) = (
        rows(&tea.file, "SELECT price FROM products ORDER BY id LIMIT 1"),
        rows(&tea.file, sums),
    );
    Connection::open(&tea.file).unwrap().execute_batch(SINCE).unwrap();
    let locked = rows(&tea.file, LOCKED);
    assert!(!locked.is_empty());

    let (id, plan) = tea
        .engine
        .plan_restore(SHOP, tea.good, &everything(), &NoProgress, &Cancel::new())
        .unwrap();
    let reason = |key: &str| {
        let skip = plan.skips.iter().find(|skip| skip.key.to_string() == key);
        skip.map(|skip| skip.reason)
    };
    // S1.7: a customer with documents is not deleted. S1.8: nor is a quote with an invoice. S1.9: nor what is locked.
    assert_eq!(reason("customers/900001"), Some(SkipReason::StillReferenced));
    assert_eq!(reason("quotes/900001"), Some(SkipReason::StillReferenced));
    assert_eq!(reason("invoices/900002"), Some(SkipReason::Locked));
    let changed = plan.skips.iter().filter(|skip| skip.reason == SkipReason::Locked);
    assert!(changed.count() > 1, "locked documents that differ are told");

    let outcome = tea
        .engine
        .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    // The rest went on: the price is back, the customer without documents is gone.
    assert_eq!(
        rows(&tea.file, "SELECT price FROM products ORDER BY id LIMIT 1"),
        price
    );
    assert!(rows(&tea.file, "SELECT id FROM customers WHERE id = 900002").is_empty());
    assert_eq!(
        rows(&tea.file, "SELECT id FROM customers WHERE id = 900001").len(),
        1
    );
    assert_eq!(
        rows(&tea.file, "SELECT id FROM trade_documents WHERE id = 900001").len(),
        1
    );
    // S1.9, S1.10: locked documents are byte for byte what they were, no row lost its owner, the sums are those kept.
    assert_eq!(rows(&tea.file, LOCKED), locked);
    assert!(rows(&tea.file, "PRAGMA foreign_key_check").is_empty());
    assert_eq!(rows(&tea.file, sums), totals);
}

// A shop that sells all the time can be restored all the same: what a sale changes after the preview is not written, so it is
// nobody's edit. It stays, also when the restore is taken back.
#[test]
fn a_sale_after_the_preview_is_no_reason_to_refuse() {
    const PRICES: &str = "SELECT id, price FROM products ORDER BY id";
    const STOCK: &str = "SELECT id, inventory_level FROM products
        UNION ALL SELECT id, inventory_level FROM product_variants ORDER BY 1, 2";
    let tea = harbour_tea();
    let shop = Connection::open(&tea.file).unwrap();
    let good = rows(&tea.file, PRICES);
    shop.execute_batch("UPDATE products SET price = '0.01'").unwrap();
    let spoilt = rows(&tea.file, PRICES);

    let choice = Choice {
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    let (id, plan) = tea
        .engine
        .plan_restore(SHOP, tea.good, &choice, &NoProgress, &Cancel::new())
        .unwrap();
    shop.execute_batch(
        "UPDATE products SET inventory_level = inventory_level - 1, date_modified = '2026-11-29';
         UPDATE product_variants SET inventory_level = inventory_level + 3;",
    )
    .unwrap();
    let sold = rows(&tea.file, STOCK);
    let outcome = tea
        .engine
        .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.succeeded, plan.records.len() as u64);
    assert_eq!((outcome.failed, &outcome.failures), (0, &Vec::new()));
    assert_eq!(rows(&tea.file, PRICES), good);
    assert_eq!(rows(&tea.file, STOCK), sold);

    let (undo, _) = tea
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    shop.execute_batch("UPDATE products SET inventory_level = inventory_level - 1;")
        .unwrap();
    let sold = rows(&tea.file, STOCK);
    let undone = tea
        .engine
        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((undone.failed, &undone.failures), (0, &Vec::new()));
    assert_eq!(rows(&tea.file, PRICES), spoilt);
    assert_eq!(rows(&tea.file, STOCK), sold);
}
