//! Several shops in one database, told apart by what their tables' names begin with.

use std::collections::BTreeSet;
use std::io::Write as _;

use backstock_engine::{BackupAsk, EngineError};
use backstock_model::{BackupNumber, Cancel, NoProgress, Secret};
use backstock_servers::{PASSWORD, USER};

use crate::served::{SHOP, Served, Server, shared};
use crate::stage::everything;

const OTHER: &str = "Cups";

/// As much of a platform as a shop of it has at least, with two products.
struct Platform {
    profile: &'static str,
    tables: fn(&str) -> String,
    /// Something that goes wrong with the products.
    mistake: fn(&str) -> String,
}

const WOOCOMMERCE: Platform = Platform {
    profile: "woocommerce",
    tables: |prefix| {
        format!(
            "CREATE TABLE {prefix}posts (ID BIGINT UNSIGNED PRIMARY KEY, post_title TEXT NOT NULL, post_type VARCHAR(20) NOT NULL,
                 post_status VARCHAR(20) NOT NULL DEFAULT 'publish', post_parent BIGINT UNSIGNED NOT NULL DEFAULT 0,
                 post_author BIGINT UNSIGNED NOT NULL DEFAULT 0, post_modified_gmt DATETIME NOT NULL DEFAULT '2026-01-01');
             CREATE TABLE {prefix}postmeta (meta_id BIGINT UNSIGNED PRIMARY KEY, post_id BIGINT UNSIGNED NOT NULL,
                 meta_key VARCHAR(255), meta_value LONGTEXT);
             CREATE TABLE {prefix}term_taxonomy (term_taxonomy_id BIGINT UNSIGNED PRIMARY KEY, term_id BIGINT UNSIGNED NOT NULL,
                 taxonomy VARCHAR(32) NOT NULL, parent BIGINT UNSIGNED NOT NULL DEFAULT 0, count BIGINT NOT NULL DEFAULT 0);
             CREATE TABLE {prefix}woocommerce_order_items (order_item_id BIGINT UNSIGNED PRIMARY KEY, order_id BIGINT UNSIGNED NOT NULL);
             CREATE TABLE {prefix}options (option_id BIGINT UNSIGNED PRIMARY KEY, option_name VARCHAR(191) NOT NULL UNIQUE,
                 option_value LONGTEXT NOT NULL);
             INSERT INTO {prefix}posts (ID, post_title, post_type) VALUES (1, '{prefix} Assam', 'product'), (2, '{prefix} Sencha', 'product');
             INSERT INTO {prefix}postmeta VALUES (1, 1, '_price', '4.50'), (2, 2, '_price', '7.25');
             INSERT INTO {prefix}options VALUES (1, 'woocommerce_currency', 'EUR');"
        )
    },
    mistake: |prefix| {
        format!(
            "UPDATE {prefix}postmeta SET meta_value = '0.01'; DELETE FROM {prefix}posts WHERE ID = 2;
             DELETE FROM {prefix}postmeta WHERE post_id = 2;"
        )
    },
};

const OPENCART: Platform = Platform {
    profile: "opencart4",
    tables: |prefix| {
        format!(
            "CREATE TABLE {prefix}product (product_id INT PRIMARY KEY, model VARCHAR(64) NOT NULL, price DECIMAL(15,4) NOT NULL);
             CREATE TABLE {prefix}product_description (product_id INT, language_id INT, name VARCHAR(255) NOT NULL,
                 PRIMARY KEY (product_id, language_id));
             CREATE TABLE {prefix}seo_url (seo_url_id INT PRIMARY KEY, `key` VARCHAR(64) NOT NULL, value VARCHAR(255) NOT NULL,
                 keyword VARCHAR(255) NOT NULL);
             CREATE TABLE {prefix}product_viewed (product_id INT PRIMARY KEY, viewed INT NOT NULL);
             INSERT INTO {prefix}product VALUES (1, 'A-{prefix}', 4.5), (2, 'S-{prefix}', 7.25);
             INSERT INTO {prefix}product_description VALUES (1, 1, 'Assam'), (2, 1, 'Sencha');
             INSERT INTO {prefix}seo_url VALUES (1, 'product_id', '1', 'assam');"
        )
    },
    mistake: |prefix| {
        format!(
            "UPDATE {prefix}product SET price = price * 10; DELETE FROM {prefix}product WHERE product_id = 2;
             DELETE FROM {prefix}product_description WHERE product_id = 2;"
        )
    },
};

fn mariadb() -> Option<Server> {
    shared()
        .into_iter()
        .find(|server| matches!(server, Server::Mysql(_)))
}

fn connection(shop: &Served, prefix: Option<&str>) -> String {
    let prefix = prefix.map(|prefix| format!(r#","prefix":"{prefix}""#));
    format!(
        r#"{{"host":"127.0.0.1","port":{},"user":"{USER}","database":"{}"{}}}"#,
        shop.line.port(),
        shop.database,
        prefix.unwrap_or_default()
    )
}

fn rows_of(shop: &Served, prefix: &str) -> Vec<String> {
    let mut rows = shop.dump();
    rows.retain(|row| row.starts_with(prefix));
    rows
}

fn back_up(shop: &Served, name: &str) -> BackupNumber {
    let made = shop
        .engine
        .backup(name, &BackupAsk::default(), &NoProgress, &Cancel::new());
    made.unwrap().backup.number
}

fn tables_of(shop: &Served, name: &str, at: BackupNumber) -> BTreeSet<String> {
    let known = shop.engine.vault().shop(name).unwrap();
    let types = shop.engine.vault().types_at(known.id, at).unwrap();
    types
        .into_iter()
        .flat_map(|stored| stored.description.tables)
        .collect()
}

fn are_kept_apart(platform: &Platform, (first, second): (&str, &str)) {
    let Some(server) = mariadb() else { return };
    let shop = Served::unknown(
        server,
        &[(platform.tables)(first), (platform.tables)(second)].concat(),
    );
    shop.sql("CREATE TABLE guestbook (id INT PRIMARY KEY, said TEXT); INSERT INTO guestbook VALUES (1, 'Lovely teas.')");
    let engine = &shop.engine;
    let add = |name: &str, prefix| engine.add_shop(name, "mysql", &connection(&shop, prefix), None);

    // Which one is meant has to be said.
    let password = Secret::new(PASSWORD.to_owned());
    let check = engine
        .try_shop("mysql", &connection(&shop, None), &password)
        .unwrap();
    let mut found: Vec<&str> = check
        .installations
        .iter()
        .map(|found| found.prefix.as_str())
        .collect();
    found.sort_unstable();
    let mut both = [first, second];
    both.sort_unstable();
    assert_eq!(found, both);
    let several = add(SHOP, None).unwrap_err();
    assert!(
        matches!(&several, EngineError::SeveralInstallations { found } if found.len() == 2),
        "{several:?}"
    );
    let none = add(SHOP, Some("xy_")).unwrap_err();
    assert!(matches!(none, EngineError::NoSuchInstallation { .. }), "{none:?}");
    let (teas, _) = add(SHOP, Some(first)).unwrap();
    let (cups, _) = add(OTHER, Some(second)).unwrap();
    assert_eq!(teas.profile.as_deref(), Some(platform.profile));
    assert_ne!(teas.fingerprint, cups.fingerprint);
    assert!(
        engine
            .place_of(&cups)
            .unwrap()
            .contains(&format!("tables {second}…"))
    );

    // Neither backup has anything of the other's; what is nobody's is in both.
    let (of_teas, of_cups) = (back_up(&shop, SHOP), back_up(&shop, OTHER));
    for (name, at, others) in [(SHOP, of_teas, second), (OTHER, of_cups, first)] {
        let tables = tables_of(&shop, name, at);
        assert!(tables.iter().any(|table| table == "guestbook"), "{tables:?}");
        assert!(
            tables.iter().all(|table| !table.starts_with(others)),
            "{tables:?}"
        );
    }

    // One that is put beside them, and is fuller, takes nothing over.
    let third = (platform.tables)("newer_");
    shop.sql(&third);
    shop.sql("CREATE TABLE newer_terms (term_id INT PRIMARY KEY); CREATE TABLE newer_order (order_id INT PRIMARY KEY)");
    let (good, others) = (rows_of(&shop, first), rows_of(&shop, second));
    shop.sql(&(platform.mistake)(first));
    shop.sql(&(platform.mistake)(second));
    let (spoiled, others_spoiled) = (rows_of(&shop, first), rows_of(&shop, second));
    assert!(spoiled != good && others_spoiled != others);
    back_up(&shop, SHOP);

    // A restore of everything writes into its own tables, and so does the undo.
    let (plan, _) = engine
        .plan_restore(SHOP, of_teas, &everything(), &NoProgress, &Cancel::new())
        .unwrap();
    let outcome = shop.carry_out(plan).unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    assert_eq!(rows_of(&shop, first), good);
    assert_eq!(rows_of(&shop, second), others_spoiled);
    let (undo, _) = engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(shop.carry_out(undo).unwrap().failed, 0);
    assert_eq!(rows_of(&shop, first), spoiled);
    assert_eq!(rows_of(&shop, second), others_spoiled);

    // A change of the connection leaves it the one it was.
    engine.move_shop(SHOP, &connection(&shop, None)).unwrap();
    let moved = engine.vault().shop(SHOP).unwrap();
    assert_eq!(engine.server_of(&moved).unwrap().prefix.as_deref(), Some(first));

    // Where it is gone, none of the others is taken for it.
    let dropped: Vec<String> = tables_of(&shop, SHOP, of_teas)
        .into_iter()
        .filter(|table| table.starts_with(first))
        .collect();
    shop.sql(&format!("DROP TABLE {}", dropped.join(", ")));
    let after = back_up(&shop, SHOP);
    let known = engine.vault().shop(SHOP).unwrap();
    let kept = engine.vault().types_at(known.id, after).unwrap();
    let still: Vec<&str> = kept
        .iter()
        .filter(|stored| !stored.gone)
        .flat_map(|stored| &stored.description.tables)
        .map(String::as_str)
        .collect();
    assert_eq!(still, ["guestbook"]);
    let _ = writeln!(
        std::io::stderr(),
        "{}: two shops in one database",
        platform.profile
    );
}

// RS-3, F20: two WordPress installations in one database.
#[test]
fn two_woocommerce_shops_in_one_database_are_kept_apart() {
    are_kept_apart(&WOOCOMMERCE, ("wp_", "wp2_"));
}

// RS-3, F20: two OpenCart installations in one database.
#[test]
fn two_opencart_shops_in_one_database_are_kept_apart() {
    are_kept_apart(&OPENCART, ("oc_", "shop_"));
}

// A shop alone in its database is noted as well, so that one that comes later changes nothing.
#[test]
fn a_shop_alone_is_noted_by_its_prefix() {
    let Some(server) = mariadb() else { return };
    let shop = Served::profiled(server, &(OPENCART.tables)("oc_"));
    let known = shop.engine.vault().shop(SHOP).unwrap();
    assert_eq!(
        shop.engine.server_of(&known).unwrap().prefix.as_deref(),
        Some("oc_")
    );
    let before = shop.backup();
    shop.sql(&(OPENCART.tables)("a_"));
    shop.sql("CREATE TABLE a_order (order_id INT PRIMARY KEY)");
    let after = shop.backup();
    assert_eq!(tables_of(&shop, SHOP, before), tables_of(&shop, SHOP, after));
}
