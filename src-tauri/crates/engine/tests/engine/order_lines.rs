//! An OpenCart's order lines name products, and no key of the database holds them to it. What a restore writes leaves no line that
//! names a product which is not there, unless it was so before.

use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, Plan, PlanId};

use crate::served::{SHOP, Served, Server, shared};
use crate::stage::{content_type, everything, records};

const TABLES: &str = "
    CREATE TABLE oc_product (product_id INT PRIMARY KEY, model VARCHAR(64) NOT NULL, price DECIMAL(15,4) NOT NULL);
    CREATE TABLE oc_product_description (product_id INT, language_id INT, name VARCHAR(255) NOT NULL, PRIMARY KEY (product_id, language_id));
    CREATE TABLE oc_seo_url (seo_url_id INT PRIMARY KEY, `key` VARCHAR(64) NOT NULL, value VARCHAR(255) NOT NULL, keyword VARCHAR(255) NOT NULL);
    CREATE TABLE oc_product_viewed (product_id INT PRIMARY KEY, viewed INT NOT NULL);
    CREATE TABLE oc_customer (customer_id INT PRIMARY KEY, firstname VARCHAR(32) NOT NULL, lastname VARCHAR(32) NOT NULL, email VARCHAR(96) NOT NULL);
    CREATE TABLE `oc_order` (order_id INT PRIMARY KEY, customer_id INT NOT NULL, firstname VARCHAR(32) NOT NULL, lastname VARCHAR(32) NOT NULL,
        email VARCHAR(96) NOT NULL, telephone VARCHAR(32) NOT NULL DEFAULT '', total DECIMAL(15,4) NOT NULL, date_modified DATETIME NULL);
    CREATE TABLE oc_order_product (order_product_id INT PRIMARY KEY, order_id INT NOT NULL, product_id INT NOT NULL, name VARCHAR(255) NOT NULL,
        price DECIMAL(15,4) NOT NULL);
    INSERT INTO oc_product VALUES (1, 'TEA-A', 4.5), (2, 'TEA-S', 7.25), (3, 'CUP', 3);
    INSERT INTO oc_product_description VALUES (1, 1, 'Assam'), (2, 1, 'Sencha'), (3, 1, 'Cup');
    INSERT INTO oc_customer VALUES (1, 'Ada', 'Rye', 'ada@example.com');
    INSERT INTO `oc_order` (order_id, customer_id, firstname, lastname, email, total) VALUES
        (1, 1, 'Ada', 'Rye', 'ada@example.com', 11.75), (2, 0, 'Guest', 'One', 'guest@example.com', 3), (3, 0, 'Guest', 'Old', 'old@example.com', 9);
    -- Product 90 was deleted years ago.
    INSERT INTO oc_order_product VALUES (1, 1, 1, 'Assam', 4.5), (2, 1, 2, 'Sencha', 7.25), (3, 2, 3, 'Cup', 3), (4, 3, 90, 'Pot', 9);";

const ORPHANS: &str = "SELECT GROUP_CONCAT(l.order_product_id) FROM oc_order_product l LEFT JOIN oc_product p USING (product_id)
    WHERE p.product_id IS NULL ORDER BY 1";

fn shop() -> Option<Served> {
    let mut servers = shared().into_iter();
    let server = servers.find(|server| matches!(server, Server::Mysql(_)))?;
    Some(Served::profiled(server, TABLES))
}

fn plan(shop: &Served, to: BackupNumber, choice: &Choice) -> (PlanId, Plan) {
    shop.engine
        .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
        .unwrap()
}

// F21: an order that comes back alone is refused where its product is gone, and comes back with it.
#[test]
fn an_order_comes_back_with_the_products_of_its_lines_or_not_at_all() {
    let Some(shop) = shop() else { return };
    let backup = shop.backup();
    let good = shop.dump();
    assert_eq!(shop.value(ORPHANS), "4");
    shop.sql(
        "DELETE FROM oc_product WHERE product_id = 2; DELETE FROM oc_product_description WHERE product_id = 2;
         DELETE FROM `oc_order` WHERE order_id = 1; DELETE FROM oc_order_product WHERE order_id = 1",
    );
    let spoiled = shop.dump();
    let alone = Choice {
        include_protected: true,
        ..records(&["orders/1"])
    };
    let (id, shown) = plan(&shop, backup, &alone);
    let outcome = shop.carry_out(id).unwrap();
    assert_eq!(outcome.succeeded, 0, "{shown:#?}");
    assert_eq!(shop.value(ORPHANS), "4");
    assert_eq!(shop.dump(), spoiled, "nothing of it was written");

    let with_product = Choice {
        include_protected: true,
        ..records(&["orders/1", "products/2"])
    };
    let (id, _) = plan(&shop, backup, &with_product);
    let outcome = shop.carry_out(id).unwrap();
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (2, 0),
        "{:?}",
        outcome.failures
    );
    assert_eq!(shop.dump(), good);
}

// F21: a product that a new order names does not go, and what led nowhere before may do so again.
#[test]
fn a_product_that_an_order_names_is_not_deleted() {
    let Some(shop) = shop() else { return };
    let backup = shop.backup();
    shop.sql(
        "INSERT INTO oc_product VALUES (4, 'NEW', 1), (5, 'NEWER', 1); INSERT INTO oc_product_description VALUES (4, 1, 'New'), (5, 1, 'Newer');
         INSERT INTO `oc_order` (order_id, customer_id, firstname, lastname, email, total) VALUES (4, 1, 'Ada', 'Rye', 'ada@example.com', 1);
         INSERT INTO oc_order_product VALUES (5, 4, 4, 'New', 1); DELETE FROM `oc_order` WHERE order_id = 3; DELETE FROM oc_order_product WHERE order_id = 3",
    );
    let products = Choice {
        content_types: vec![content_type("products")],
        allow_deletes: true,
        ..Choice::default()
    };
    let (id, _) = plan(&shop, backup, &products);
    let outcome = shop.carry_out(id).unwrap();
    assert_eq!(
        shop.value("SELECT GROUP_CONCAT(product_id ORDER BY 1) FROM oc_product"),
        "1,2,3,4",
        "{outcome:?}"
    );
    assert_eq!(shop.value(ORPHANS), "NULL");

    // Everything: the new order goes with its product, and the old one comes back as it was.
    let (id, _) = plan(&shop, backup, &everything());
    let outcome = shop.carry_out(id).unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    assert_eq!(shop.value(ORPHANS), "4");
    assert_eq!(shop.value("SELECT COUNT(*) FROM oc_product"), "3");
}
