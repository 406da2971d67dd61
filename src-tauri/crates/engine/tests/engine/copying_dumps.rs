//! Shops as they are in the world, out of their dumps: copied into an empty shop of the same kind, and into one that has most of it
//! already under numbers of its own.

use std::collections::BTreeSet;
use std::io::Write as _;

use backstock_engine::Engine;
use backstock_model::{BackupNumber, Cancel, Choice, ContentType, NoProgress, Plan, PlanId};
use backstock_servers::{MariaDb, USER, fixture};

use crate::served::{SHOP, Served, Server, shared};

const SECOND: &str = "Second";

/// OpenCart 4 and OpenCart 3.
const OPENCARTS: [&str; 2] = ["oc4_mariadb-dump.sql.gz", "opencart3_install.sql.gz"];

/// A shop out of a dump beside another one out of the same dump.
struct Copied {
    first: Served,
    server: &'static MariaDb,
    second: String,
    backup: BackupNumber,
}

impl Copied {
    /// The second shop is made another one by SQL; nothing, said aloud, where there is no dump or no server.
    fn new(dump: &str, change: impl Fn(&MariaDb, &str)) -> Option<Self> {
        let Some(file) = fixture(dump) else {
            drop(writeln!(std::io::stderr(), "skipped: {dump} is not at hand"));
            return None;
        };
        let server = shared().into_iter().find_map(|server| match server {
            Server::Mysql(server) => Some(server),
            Server::Postgres(_) => None,
        })?;
        let first = Served::loaded(Server::Mysql(server), &file);
        let second = server.fresh_database("second").unwrap();
        first.load(&second, &file);
        change(server, &second);
        let connection = format!(
            r#"{{"host":"127.0.0.1","port":{},"user":"{USER}","database":"{second}"}}"#,
            server.port()
        );
        first.engine.add_shop(SECOND, "mysql", &connection, None).unwrap();
        let backup = first.backup();
        Some(Self {
            first,
            server,
            second,
            backup,
        })
    }

    fn engine(&self) -> &Engine {
        &self.first.engine
    }

    fn plan(&self, types: &[&str]) -> (PlanId, Plan) {
        let choice = Choice {
            content_types: types.iter().map(|key| ContentType::new(*key)).collect(),
            new_numbers: true,
            include_protected: true,
            ..Choice::default()
        };
        self.engine()
            .plan_restore_from(SECOND, (SHOP, self.backup), &choice, &NoProgress, &Cancel::new())
            .unwrap()
    }

    fn carry_out(&self, plan: PlanId) {
        let outcome = self
            .engine()
            .carry_out(SECOND, plan, None, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(outcome.failed, 0, "{:#?}", outcome.failures);
    }

    /// What both shops answer to the same question, in no order.
    fn answers(&self, sql: &str) -> [Vec<Vec<String>>; 2] {
        [&self.first.database, &self.second].map(|database| {
            let mut rows = self.server.rows(database, sql).unwrap();
            rows.sort();
            rows
        })
    }

    /// The tables that are not the same in both shops, on the server's own side.
    fn differing(&self) -> BTreeSet<String> {
        let [ours, theirs] = [&self.first.database, &self.second].map(|database| {
            let rows = self.server.dump(database).unwrap();
            rows.into_iter().collect::<BTreeSet<String>>()
        });
        let rows = ours.symmetric_difference(&theirs);
        rows.filter_map(|row| row.split_once(": "))
            .map(|(table, _)| table.to_owned())
            .collect()
    }
}

/// Takes every row of every table, as a shop's tables are right after they were made.
fn emptied(server: &MariaDb, database: &str) {
    let tables = server
        .rows(
            database,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
        )
        .unwrap();
    let deletions: Vec<String> = tables
        .concat()
        .iter()
        .map(|table| format!("DELETE FROM `{table}`;"))
        .collect();
    let sql = format!("SET FOREIGN_KEY_CHECKS = 0;{}", deletions.concat());
    server.run(database, &sql).unwrap();
}

/// Adds 5,000 to every number in columns that information_schema's columns tell by this.
fn renumbered(server: &MariaDb, database: &str, columns: &str) {
    let places = server
        .rows(
            database,
            &format!(
                "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables
                    USING (table_schema, table_name)
                 WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND {columns}"
            ),
        )
        .unwrap();
    let mut sql = "SET sql_mode = '';".to_owned();
    for place in &places {
        sql.push_str(&format!(
            "UPDATE `{0}` SET `{1}` = `{1}` + 5000 WHERE `{1}` > 0 ORDER BY `{1}` DESC;",
            place[0], place[1]
        ));
    }
    server.run(database, &sql).unwrap();
}

// Issue 3, S1.6: number for number into tables without rows. What is about the first shop itself stays there; what is copied is the
// same on the server's own side, and a second copy has nothing to do.
#[test]
fn an_opencart_shop_fills_an_empty_one() {
    for dump in OPENCARTS {
        let Some(shops) = Copied::new(dump, emptied) else {
            continue;
        };
        let (plan, _) = shops.plan(&[]);
        shops.carry_out(plan);
        assert_eq!(
            shops.differing(),
            BTreeSet::from(["oc_setting".to_owned()]),
            "{dump}"
        );
        let (_, again) = shops.plan(&[]);
        assert_eq!(again.counts(), (0, 0, 0), "{dump}");
    }
}

// Issue 3, S1.6: the same products under other numbers are told by their models; what is missing comes once, a wrong price is put
// right, and a second copy has nothing to do.
#[test]
fn an_opencart_shop_with_numbers_of_its_own_gets_every_product_once() {
    let changed = |server: &MariaDb, database: &str| {
        let products = "table_name LIKE 'oc\\_product%' AND column_name IN ('product_id', 'related_id')";
        renumbered(server, database, products);
        // One is gone, and one costs too little.
        let sql = "DELETE FROM oc_product WHERE product_id = 5043; UPDATE oc_product SET price = 0.01 WHERE product_id = 5040;";
        server.run(database, sql).unwrap();
    };
    for dump in OPENCARTS {
        let Some(shops) = Copied::new(dump, changed) else {
            continue;
        };
        let told = "SELECT p.model, p.price, d.name, d.language_id FROM oc_product p JOIN oc_product_description d USING (product_id)";
        let [ours, theirs] = shops.answers(told);
        assert_ne!(ours, theirs, "{dump}");
        let (plan, shown) = shops.plan(&["products"]);
        let (added, _, deleted) = shown.counts();
        assert_eq!((added, deleted), (1, 0), "{dump}: {:?}", shown.counts());
        shops.carry_out(plan);
        let [ours, theirs] = shops.answers(told);
        assert_eq!(ours, theirs, "{dump}");
        let (_, again) = shops.plan(&["products"]);
        assert_eq!(again.counts(), (0, 0, 0), "{dump}");
    }
}

// Issue 3, S1.6: the same with a shop of WordPress and WooCommerce, its orders in tables of their own.
#[test]
fn a_woocommerce_shop_fills_an_empty_one() {
    let Some(shops) = Copied::new("woo11_mariadb-dump_default.sql.gz", emptied) else {
        return;
    };
    let (plan, _) = shops.plan(&[]);
    shops.carry_out(plan);
    let differing = shops.differing();
    let own: BTreeSet<String> = ["wp_options", "wp_wc_webhooks", "wp_woocommerce_api_keys"]
        .map(str::to_owned)
        .into();
    assert!(differing.is_subset(&own), "{differing:?}");
    let (_, again) = shops.plan(&[]);
    assert_eq!(again.counts(), (0, 0, 0));
}

// Issue 3, S1.6: every product has a kind and a visibility, and they are known again by their words, too.
#[test]
fn a_woocommerce_shop_gets_what_it_lacks_once() {
    let changed = |server: &MariaDb, database: &str| {
        server
            .run(
                database,
                "DELETE p, m FROM wp_posts p LEFT JOIN wp_postmeta m ON m.post_id = p.ID WHERE p.post_name = 'polo';
                 UPDATE wp_posts SET post_title = 'Another name' WHERE post_type = 'product' AND post_name = 'album';",
            )
            .unwrap();
    };
    let Some(shops) = Copied::new("woo11_mariadb-dump_default.sql.gz", changed) else {
        return;
    };
    let (plan, shown) = shops.plan(&["products"]);
    assert_eq!((shown.counts().0, shown.counts().2), (1, 0), "{:#?}", shown.skips);
    shops.carry_out(plan);
    let [ours, theirs] =
        shops.answers("SELECT post_name, post_title, post_content FROM wp_posts WHERE post_type = 'product'");
    assert_eq!(ours, theirs);
    let (_, again) = shops.plan(&["products"]);
    assert_eq!(again.counts(), (0, 0, 0));
}

// Issue 3, S1.6: what it has under other numbers is known by its words, the variations with their products; the first copy brings
// them into line, and the second has nothing to do.
#[test]
fn a_woocommerce_shop_with_numbers_of_its_own_gets_every_product_once() {
    let changed = |server: &MariaDb, database: &str| {
        let posts = "(table_name, column_name) IN (('wp_posts', 'ID'), ('wp_posts', 'post_parent'), ('wp_postmeta', 'post_id'),
            ('wp_postmeta', 'meta_id'), ('wp_term_relationships', 'object_id'))";
        renumbered(server, database, posts);
        server
            .run(
                database,
                "UPDATE wp_postmeta SET meta_value = meta_value + 5000 WHERE meta_key = '_thumbnail_id';
                 UPDATE wp_posts SET post_title = 'Another name' WHERE post_type = 'product' AND post_name = 'album';",
            )
            .unwrap();
    };
    let Some(shops) = Copied::new("woo11_mariadb-dump_default.sql.gz", changed) else {
        return;
    };
    let (plan, shown) = shops.plan(&["products"]);
    assert_eq!((shown.counts().0, shown.counts().2), (0, 0), "{:#?}", shown.skips);
    shops.carry_out(plan);
    let told = "SELECT post_type, post_name, post_title FROM wp_posts WHERE post_type IN ('product', 'product_variation')";
    let [ours, theirs] = shops.answers(told);
    assert_eq!(ours, theirs);
    let (_, again) = shops.plan(&["products"]);
    assert_eq!(again.counts(), (0, 0, 0));
}

// Issue 3, S1.6: everything of a shop goes into one with other numbers throughout. What is about that shop itself (its address, its
// settings, its theme, its keys) stays there and is told in the preview; nothing is refused.
#[test]
fn everything_of_a_woocommerce_shop_goes_into_one_with_numbers_of_its_own() {
    let changed = |server: &MariaDb, database: &str| {
        let numbers = "(table_name, column_name) IN (
            ('wp_posts', 'ID'), ('wp_posts', 'post_parent'), ('wp_postmeta', 'post_id'), ('wp_postmeta', 'meta_id'),
            ('wp_term_relationships', 'object_id'), ('wp_comments', 'comment_ID'), ('wp_comments', 'comment_post_ID'),
            ('wp_commentmeta', 'comment_id'), ('wp_commentmeta', 'meta_id'),
            ('wp_options', 'option_id'), ('wp_woocommerce_order_items', 'order_id'), ('wp_wc_orders', 'id'), ('wp_wc_orders', 'parent_order_id'),
            ('wp_wc_order_addresses', 'order_id'), ('wp_wc_orders_meta', 'order_id'), ('wp_wc_order_operational_data', 'order_id'))";
        renumbered(server, database, numbers);
        server
            .run(
                database,
                "UPDATE wp_postmeta SET meta_value = meta_value + 5000 WHERE meta_key = '_thumbnail_id';
                 UPDATE wp_options SET option_value = 'https://staging.example' WHERE option_name IN ('siteurl', 'home');
                 UPDATE wp_options SET option_value = 'Staging' WHERE option_name = 'blogname';
                 UPDATE wp_options SET option_value = 'a:0:{}' WHERE option_name LIKE 'theme\\_mods\\_%';
                 UPDATE wp_posts SET post_title = 'Another name' WHERE post_type = 'product' AND post_name = 'album';",
            )
            .unwrap();
    };
    let Some(shops) = Copied::new("woo11_mariadb-dump_default.sql.gz", changed) else {
        return;
    };
    let options = "SELECT * FROM wp_options";
    let [_, before] = shops.answers(options);
    let (plan, shown) = shops.plan(&[]);
    let told: BTreeSet<&str> = shown
        .consequences
        .iter()
        .filter(|consequence| consequence.code == "own_type_kept")
        .filter_map(|consequence| Some(consequence.content_type.as_ref()?.as_str()))
        .collect();
    assert_eq!(
        told,
        BTreeSet::from(["api_keys", "settings", "theme", "webhooks"])
    );
    shops.carry_out(plan);
    let [_, after] = shops.answers(options);
    assert_eq!(after, before, "the shop's own settings");
    let told = "SELECT post_type, post_name, post_title FROM wp_posts WHERE post_type IN ('product', 'product_variation', 'page')";
    let [ours, theirs] = shops.answers(told);
    assert_eq!(ours, theirs);
    let (_, again) = shops.plan(&[]);
    assert_eq!(again.counts(), (0, 0, 0));
}
