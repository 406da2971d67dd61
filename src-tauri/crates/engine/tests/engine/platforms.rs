//! Shops of platforms that no real one is at hand of, on real servers: a product is one record with all it has, and what goes
//! wrong with it is put back, a field, a product or everything.

use backstock_engine::RunOutcome;
use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, RecordKey};
use backstock_servers::platforms;

use crate::served::{SHOP, Served, Server, shared};
use crate::stage::everything;

struct Story {
    server: &'static str,
    tables: &'static str,
    profile: &'static str,
    /// A product, and what its owner reads of it: labels with a part of the value; an empty label stands for any.
    product: &'static str,
    reads: &'static [(&'static str, &'static str)],
    /// Two mistakes with it, the fields to put right, and how the shop tells whether only the first was.
    mistakes: &'static str,
    columns: &'static [&'static str],
    told: &'static str,
    before: &'static str,
    after: &'static str,
    /// A product that is deleted, and how.
    deleted: &'static str,
    deletion: &'static str,
    /// What else goes wrong in the shop.
    wrong: &'static str,
}

/// The key of the record that is called so.
fn key_of(shop: &Served, name: &str) -> RecordKey {
    let hits = shop.engine.search(SHOP, name, 50, &Cancel::new()).unwrap();
    let is_it = |key: &RecordKey| key.content_type.as_str() == "products";
    let found = hits.into_iter().map(|hit| hit.key).find(is_it);
    assert!(found.is_some(), "no product is called {name}");
    found.unwrap()
}

fn restore(shop: &Served, to: BackupNumber, choice: &Choice) -> RunOutcome {
    let (plan, _) = shop
        .engine
        .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
        .unwrap();
    let outcome = shop.carry_out(plan).unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    outcome
}

/// The rows of some tables, on the server's own side.
fn rows_of(shop: &Served, tables: &[String]) -> Vec<String> {
    let mut rows = shop.dump();
    rows.retain(|row| tables.iter().any(|table| row.starts_with(&format!("{table}: "))));
    rows
}

fn happens(story: &Story) {
    let Some(&server) = shared().iter().find(|server| {
        let kind = match server {
            Server::Mysql(_) => "mysql",
            Server::Postgres(_) => "postgres",
        };
        kind == story.server
    }) else {
        return;
    };
    let shop = Served::profiled(server, story.tables);
    let backup = shop.backup();
    let known = shop.engine.vault().shop(SHOP).unwrap();
    assert_eq!(known.profile.as_deref(), Some(story.profile));
    let good = shop.dump();

    // It is one record, and reads as what it is.
    let product = key_of(&shop, story.product);
    let comparison = shop.engine.compare_record(SHOP, &product, backup, true).unwrap();
    let read: Vec<(&str, &str)> = comparison
        .summary
        .iter()
        .filter_map(|row| Some((row.label.as_str(), row.current.as_ref()?.text.as_str())))
        .collect();
    for (label, part) in story.reads {
        let is_read =
            |(known, text): &(&str, &str)| (label.is_empty() || known == label) && text.contains(part);
        assert!(read.iter().any(is_read), "{label}: {part} in {read:#?}");
    }

    // One field comes back, and the other mistake is left alone.
    shop.sql(story.mistakes);
    assert_eq!(shop.value(story.told), story.before);
    let one_field = Choice {
        records: vec![product],
        columns: story.columns.iter().map(|&column| column.to_owned()).collect(),
        ..Choice::default()
    };
    restore(&shop, backup, &one_field);
    assert_eq!(shop.value(story.told), story.after);

    // A product that was deleted comes back with all its rows.
    let deleted = key_of(&shop, story.deleted);
    restore(&shop, backup, &everything());
    assert!(shop.dump() == good, "{}: as it was", story.profile);
    let tables = comparison.description.tables;
    let owned = rows_of(&shop, &tables);
    shop.sql(story.deletion);
    assert_ne!(rows_of(&shop, &tables), owned, "{}: it is gone", story.profile);
    let one_product = Choice {
        records: vec![deleted],
        include_protected: true,
        ..Choice::default()
    };
    restore(&shop, backup, &one_product);
    assert_eq!(rows_of(&shop, &tables), owned, "{}: it is back", story.profile);

    // Everything comes back, and is taken back again.
    shop.sql(story.mistakes);
    shop.sql(story.deletion);
    shop.sql(story.wrong);
    let spoiled = shop.dump();
    let run = restore(&shop, backup, &everything()).run;
    let now = shop.dump();
    let differing: Vec<&String> = now.iter().filter(|row| !good.contains(row)).collect();
    assert!(now == good, "{}: {differing:#?}", story.profile);
    let (undo, _) = shop
        .engine
        .plan_undo(SHOP, run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = shop.carry_out(undo).unwrap();
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    let now = shop.dump();
    let differing: Vec<&String> = now.iter().filter(|row| !spoiled.contains(row)).collect();
    assert!(now == spoiled, "{}: {differing:#?}", story.profile);
}

// Issue 3, S2.6.2, S2.7.4
#[test]
fn a_shopware_5_shop_is_read_and_put_back() {
    happens(&Story {
        server: "mysql",
        tables: platforms::SHOPWARE_5,
        profile: "shopware5",
        product: "Mooring rope",
        reads: &[
            ("Name", "Mooring rope"),
            ("", "Festmacher"),
            ("Article number", "R-1.1"),
            ("Price without tax", "12.605"),
            ("Stock", "40"),
            ("Picture file", "rope-red"),
            ("Brand", "Harbour Works"),
            ("Category", "Mooring"),
        ],
        mistakes: "UPDATE s_articles_prices SET price = 0.01 WHERE articleID = 1; UPDATE s_articles SET name = 'Rope' WHERE id = 1;",
        columns: &["variants/prices/price"],
        told: "SELECT CONCAT(p.price > 1, ' ', a.name) FROM s_articles a JOIN s_articles_prices p ON p.articleID = a.id WHERE p.id = 1",
        before: "0 Rope",
        after: "1 Rope",
        deleted: "Mooring rope",
        deletion: "DELETE FROM s_articles WHERE id = 1; DELETE FROM s_articles_details WHERE articleID = 1;
            DELETE FROM s_articles_prices WHERE articleID = 1;",
        wrong: "DELETE FROM s_user WHERE id = 1; UPDATE s_order SET status = 9; DELETE FROM s_order_details; DELETE FROM s_emotion;
            UPDATE s_core_translations SET objectdata = 'a:0:{}'; DELETE FROM s_article_configurator_options WHERE id = 2;
            INSERT INTO s_articles_supplier (name, img, link) VALUES ('Nobody', '', '');",
    });
}

// Issue 3, S2.6.2, S2.7.4: keys of bytes and versions, texts in tables of their own, variants as products.
#[test]
fn a_shopware_6_shop_is_read_and_put_back() {
    happens(&Story {
        server: "mysql",
        tables: platforms::SHOPWARE_6,
        profile: "shopware6",
        product: "Desk lamp",
        reads: &[
            ("Name", "Desk lamp"),
            ("Name", "Schreibtischlampe"),
            ("Language", "Deutsch"),
            ("Price", "40"),
            ("Stock", "12"),
            ("Picture", "desk-lamp"),
            ("Brand", "Northern Lights"),
            ("Category", "Lamps"),
            ("Option", "Blue"),
            ("Product number", "L-100.2"),
        ],
        mistakes: "UPDATE product SET price = '{}' WHERE product_number = 'L-100'; UPDATE product SET ean = '7' WHERE product_number = 'L-100';",
        columns: &["price"],
        told: "SELECT CONCAT(CHAR_LENGTH(price) > 2, ' ', ean) FROM product WHERE product_number = 'L-100'",
        before: "0 7",
        after: "1 7",
        deleted: "Desk lamp",
        deletion: "DELETE FROM product WHERE product_number = 'L-100';",
        wrong: "DELETE FROM customer WHERE email = 'ada@example.com'; UPDATE product_translation SET name = 'Spoiled';
            DELETE FROM cms_section; UPDATE category SET after_category_id = NULL, after_category_version_id = NULL;
            DELETE FROM order_line_item WHERE label = 'Desk lamp'; DELETE FROM promotion; UPDATE number_range_state SET last_value = 1;
            INSERT INTO tag (id, name, created_at) VALUES (REPEAT('t', 16), 'Old', NOW(3));",
    });
}

// Issue 3, S2.6.2, S2.7.4: quoted names, a product in several channels, what the platform only marks as deleted.
#[test]
fn a_vendure_shop_is_read_and_put_back() {
    happens(&Story {
        server: "postgres",
        tables: platforms::VENDURE,
        profile: "vendure",
        product: "Kettle",
        reads: &[
            ("Name", "Kettle"),
            ("Name", "Kessel"),
            ("SKU", "K-RED"),
            ("Price in the smallest unit", "4290"),
            ("Stock", "25"),
            ("", "kettle.jpg"),
            ("", "North"),
            ("", "Colour"),
        ],
        mistakes: r#"UPDATE product_variant_price SET price = 1 WHERE "variantId" = 1; UPDATE product SET enabled = false WHERE id = 1;"#,
        columns: &["variants/prices/price"],
        told: "SELECT min(v.price) || ' ' || bool_or(p.enabled) FROM product_variant_price v, product p WHERE v.id = 1 AND p.id = 1",
        before: "1 false",
        after: "3990 false",
        deleted: "Trivet",
        deletion: r#"DELETE FROM product_variant WHERE "productId" = 2; DELETE FROM product_translation WHERE "baseId" = 2;
            DELETE FROM product WHERE id = 2;"#,
        wrong: r#"UPDATE product SET "deletedAt" = now(); DELETE FROM asset WHERE id = 2; DELETE FROM refund WHERE false;
            DELETE FROM order_line_reference; DELETE FROM stock_movement; DELETE FROM order_line; DELETE FROM customer WHERE id = 2;
            DELETE FROM collection_closure; UPDATE facet_value_translation SET name = 'Spoiled';
            INSERT INTO zone (id, name) VALUES (9, 'Nowhere');"#,
    });
}

// Issue 3, S2.6.2, S2.7.4: prices beside their exact form, links between modules, what the platform only marks as deleted.
#[test]
fn a_medusa_shop_is_read_and_put_back() {
    happens(&Story {
        server: "postgres",
        tables: platforms::MEDUSA,
        profile: "medusa",
        product: "Enamel cup",
        reads: &[
            ("Name", "Enamel cup"),
            ("SKU", "CUP-B"),
            ("Option value", "Blue"),
            ("Price", "12.5"),
            ("Currency", "usd"),
            ("Picture file", "https://img.example/cup-blue.jpg"),
            ("", "Summer"),
            ("", "Cups"),
            ("", "Web shop"),
        ],
        mistakes: "UPDATE price SET amount = 1, raw_amount = '{\"value\": \"1\"}' WHERE id = 'price_1'; UPDATE product SET title = 'Cup' WHERE id = 'prod_1';",
        columns: &[
            "variants/price_links/price_sets/prices/amount",
            "variants/price_links/price_sets/prices/raw_amount",
        ],
        told: "SELECT p.amount || ' ' || (p.raw_amount->>'value') || ' ' || c.title FROM price p, product c WHERE p.id = 'price_1' AND c.id = 'prod_1'",
        before: "1 1 Cup",
        after: "12.5 12.5 Cup",
        deleted: "Enamel cup",
        deletion: "DELETE FROM product WHERE id = 'prod_1'; DELETE FROM price_set WHERE id IN ('pset_1', 'pset_2');
            DELETE FROM product_variant_price_set WHERE variant_id IN ('variant_1', 'variant_2');",
        wrong: "UPDATE product SET deleted_at = now(); DELETE FROM region; DELETE FROM customer WHERE id = 'cus_1';
            DELETE FROM order_line_item; DELETE FROM payment; UPDATE promotion SET used = 0; DELETE FROM promotion_rule WHERE id = 'prorul_2';
            INSERT INTO product_tag (id, value) VALUES ('ptag_9', 'old');",
    });
}

// Issue 3, S2.6.2, S2.7.4: two languages and two shops in one installation, combinations by the names of what is chosen.
#[test]
fn a_prestashop_is_read_and_put_back() {
    happens(&Story {
        server: "mysql",
        tables: platforms::PRESTASHOP,
        profile: "prestashop",
        product: "Desk lamp",
        reads: &[
            ("Name", "Desk lamp"),
            ("Name", "Schreibtischlampe"),
            ("Name", "second choice"),
            ("Language", "Deutsch"),
            ("Price", "40"),
            ("Price in the shop", "25"),
            ("Shop", "Outlet"),
            ("Page title (SEO)", "Desk lamps for cabins"),
            ("Address word", "schreibtischlampe"),
            ("Stock", "12"),
            ("Brand", "Northern Lights"),
            ("Category", "Lamps"),
            ("Feature", "Socket"),
            ("Choice", "Large"),
            ("Combination's reference", "L-100-L"),
        ],
        mistakes: "UPDATE ps_product SET price = 0.01 WHERE id_product = 1; UPDATE ps_product SET ean13 = '7' WHERE id_product = 1;",
        columns: &["price"],
        told: "SELECT CONCAT(price > 1, ' ', ean13) FROM ps_product WHERE id_product = 1",
        before: "0 7",
        after: "1 7",
        deleted: "Desk lamp",
        deletion: "DELETE FROM ps_product WHERE id_product = 1; DELETE FROM ps_product_lang WHERE id_product = 1;
            DELETE FROM ps_product_attribute WHERE id_product = 1; DELETE FROM ps_image WHERE id_product = 1;
            DELETE FROM ps_stock_available WHERE id_product = 1; DELETE FROM ps_accessory WHERE id_product_1 = 1;",
        wrong: "DELETE FROM ps_customer WHERE id_customer = 1; UPDATE ps_category_lang SET name = 'Spoiled'; DELETE FROM ps_manufacturer;
            DELETE FROM ps_orders WHERE id_order = 2; DELETE FROM ps_order_detail_tax; UPDATE ps_order_history SET id_order_state = 2;
            DELETE FROM ps_feature_value_lang; DELETE FROM ps_attribute WHERE id_attribute = 2; UPDATE ps_cart_rule SET code = 'GONE';
            DELETE FROM ps_cms_lang WHERE id_lang = 2; UPDATE ps_configuration SET value = '2'; DELETE FROM ps_lang WHERE id_lang = 2;
            INSERT INTO ps_tag (id_lang, name) VALUES (1, 'old');",
    });
}

/// What goes wrong with a Magento, whichever; `{orders}` is where it keeps its orders.
const MAGENTO_WRONG: &str = "DELETE FROM customer_entity WHERE entity_id = 1; DELETE FROM eav_attribute_option_value WHERE option_id = 2;
    UPDATE catalog_category_entity_varchar SET value = 'Spoiled'; DELETE FROM {orders}_item WHERE order_id = 1;
    DELETE FROM {orders} WHERE entity_id = 2; UPDATE salesrule_coupon SET code = 'GONE'; DELETE FROM review;
    UPDATE cms_page SET content = ''; DELETE FROM cms_page_store WHERE page_id = 1; DELETE FROM eav_attribute WHERE attribute_id = 82;
    UPDATE core_config_data SET value = 'USD'; UPDATE customer_address_entity_varchar SET value = '';
    INSERT INTO customer_group (customer_group_code, tax_class_id) VALUES ('Old', 3);";

fn a_magento(profile: &'static str, tables: &'static str, orders: &str) {
    let wrong: &'static str = MAGENTO_WRONG.replace("{orders}", orders).leak();
    happens(&Story {
        server: "mysql",
        tables,
        profile,
        product: "Desk lamp",
        reads: &[
            ("SKU", "L-100"),
            ("Name", "Desk lamp"),
            ("Name", "Schreibtischlampe"),
            // A row is called by the attribute it is a value of, and said of a store by that store's name.
            ("", "Meta Title"),
            ("", "Desk lamps for cabins"),
            ("", "Lampen für Kajüten"),
            ("", "URL Key"),
            ("", "Price"),
            ("Price or measure", "40"),
            ("", "Deutsch"),
            ("Choice", "Blue"),
            ("Choice", "Northern Lights"),
            ("Stock", "12"),
            ("Category", "Lamps"),
            ("", "desk-lamp.jpg"),
        ],
        mistakes: "UPDATE catalog_product_entity_decimal SET value = 0.01 WHERE entity_id = 1; UPDATE catalog_product_entity SET type_id = 'virtual' WHERE entity_id = 1;",
        columns: &["decimals/value"],
        told: "SELECT CONCAT(MIN(d.value) > 1, ' ', p.type_id) FROM catalog_product_entity p JOIN catalog_product_entity_decimal d USING (entity_id) WHERE p.entity_id = 1",
        before: "0 virtual",
        after: "1 virtual",
        deleted: "Desk lamp",
        // The rows it owns go with it: the platform's foreign keys say so.
        deletion: "DELETE FROM catalog_product_entity WHERE entity_id = 1;",
        wrong,
    });
}

// Issue 3, S2.6.2, S2.7.4: a product out of its attributes' values, in two stores.
#[test]
fn a_magento_2_shop_is_read_and_put_back() {
    a_magento("magento2", platforms::MAGENTO_2, "sales_order");
}

// Issue 3, S2.6.2, S2.7.4: the same of the older one, where customers are made of values too.
#[test]
fn a_magento_1_shop_is_read_and_put_back() {
    a_magento("magento1", platforms::MAGENTO_1, "sales_flat_order");
}
