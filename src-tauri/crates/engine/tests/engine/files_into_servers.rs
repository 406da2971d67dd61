//! A dump and a spreadsheet, put into shops on real servers: the same plan, safety backup, reading back and undo as always.

use std::fs;
use std::path::Path;

use backstock_model::{Cancel, Choice, NoProgress, Plan, PlanId, RunId};

use crate::served::{SHOP, Served, Server, shared};

const TABLES: &str = "CREATE TABLE brands (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);
    CREATE TABLE products (id INT PRIMARY KEY, brand_id INT NOT NULL, sku VARCHAR(20) NOT NULL UNIQUE, name VARCHAR(40) NOT NULL,
        price DECIMAL(10,2) NOT NULL, note VARCHAR(80), FOREIGN KEY (brand_id) REFERENCES brands (id));
    INSERT INTO brands VALUES (1, 'Mill'), (2, 'Harbour');
    INSERT INTO products VALUES (1, 1, 'TEA-1', 'Assam', 4.50, NULL), (2, 1, 'TEA-2', 'Darjeeling', 6.00, 'first ''flush'''),
        (3, 2, 'TEA-3', 'Sencha; fine', 5.25, NULL), (4, 2, 'TEA-4', 'Matcha', 19.00, 'green');";

fn plan(shop: &Served, file: &Path, choice: &Choice) -> (PlanId, Plan) {
    shop.engine
        .plan_restore_from_file(SHOP, (file, None), choice, &NoProgress, &Cancel::new())
        .unwrap()
}

/// Carries a plan out, which makes a safety backup, reads back what it wrote, and is in the journal; and gives its run.
fn carried_out(shop: &Served, id: PlanId) -> RunId {
    let backups = shop.engine.backups(SHOP).unwrap().len();
    let outcome = shop.carry_out(id).unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    assert_eq!(
        shop.engine.backups(SHOP).unwrap().len(),
        backups + 1,
        "no safety backup"
    );
    let runs = shop.engine.runs(SHOP).unwrap();
    assert!(runs.iter().any(|run| run.id == outcome.run), "not in the journal");
    outcome.run
}

fn undone(shop: &Served, run: RunId) {
    let (id, _) = shop
        .engine
        .plan_undo(SHOP, run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(shop.carry_out(id).unwrap().failed, 0);
}

// Issue 5: a dump of the server's own program goes into the live shop, deletions included, and is taken back.
#[test]
fn a_dump_is_put_into_a_live_shop_and_taken_back() {
    for server in shared() {
        let shop = Served::new(server, TABLES);
        shop.backup();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.sql");
        let dump = match server {
            Server::Mysql(server) => server.exported(&shop.database, &[]),
            Server::Postgres(server) => server.exported(&shop.database, &[]),
        };
        fs::write(&file, dump.unwrap()).unwrap();
        let wanted = shop.dump();
        shop.sql(
            "UPDATE products SET price = price * 10; DELETE FROM products WHERE id = 2;
             INSERT INTO products VALUES (9, 1, 'TEA-9', 'By mistake', 1.00, NULL)",
        );
        let spoilt = shop.dump();
        let choice = Choice {
            allow_deletes: true,
            ..Choice::default()
        };
        let (id, plan) = plan(&shop, &file, &choice);
        assert_eq!(plan.counts(), (1, 3, 1), "{server:?}");
        assert_eq!(shop.dump(), spoilt, "a preview wrote something");
        let run = carried_out(&shop, id);
        assert_eq!(shop.dump(), wanted, "{server:?}");
        undone(&shop, run);
        assert_eq!(shop.dump(), spoilt, "{server:?}");
    }
}

// Issue 5: a CSV with numbers of its own goes into the live shop by its SKUs: prices and nothing else, with the shop's decimals, and is
// taken back.
#[test]
fn a_spreadsheet_is_put_into_a_live_shop_and_taken_back() {
    for server in shared() {
        let shop = Served::new(server, TABLES);
        shop.backup();
        let before = shop.dump();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("products.csv");
        fs::write(
            &file,
            "ID;SKU;Price;Note\n1;TEA-4;21,50;\n4;TEA-1;4.5;strong\n3;TEA-2;06;first 'flush'\n9;NONE;1;\n",
        )
        .unwrap();
        let (id, plan) = plan(&shop, &file, &Choice::default());
        assert_eq!(plan.counts(), (0, 2, 0), "{server:?}: {:#?}", plan.records);
        let run = carried_out(&shop, id);
        let told =
            |id: u32, column: &str| shop.value(&format!("SELECT {column} FROM products WHERE id = {id}"));
        assert_eq!(
            (told(4, "price"), told(4, "note")),
            ("21.50".to_owned(), "green".to_owned())
        );
        assert_eq!(
            (told(1, "price"), told(1, "note")),
            ("4.50".to_owned(), "strong".to_owned())
        );
        assert_eq!(told(3, "price"), "5.25");
        undone(&shop, run);
        assert_eq!(shop.dump(), before, "{server:?}");
    }
}
