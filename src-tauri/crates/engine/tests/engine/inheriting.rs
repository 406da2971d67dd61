//! PostgreSQL's tables that inherit from others, and those that are parted.

use backstock_model::{Cancel, ContentType, NoProgress};

use crate::served::{SHOP, Served, Server, shared};
use crate::stage::everything;

const TABLES: &str = "
    CREATE TABLE goods (id INT PRIMARY KEY, name TEXT NOT NULL, price NUMERIC(10,2));
    CREATE TABLE teas (origin TEXT, PRIMARY KEY (id)) INHERITS (goods);
    CREATE TABLE notes (said TEXT);
    CREATE TABLE old_notes (year INT) INHERITS (notes);
    INSERT INTO goods VALUES (1, 'Cup', 3.50), (2, 'Pot', 12.00);
    -- The same number in parent and child: nothing forbids it.
    INSERT INTO teas VALUES (1, 'Assam', 4.50, 'India'), (3, 'Sencha', 7.25, 'Japan');
    INSERT INTO notes VALUES ('Lovely.'), ('Lovely.');
    INSERT INTO old_notes VALUES ('Lovely.', 2019);
    CREATE TABLE sales (id INT NOT NULL, day DATE NOT NULL, total NUMERIC(10,2), PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
    CREATE TABLE sales_2025 PARTITION OF sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
    CREATE TABLE sales_2026 PARTITION OF sales FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    INSERT INTO sales VALUES (1, '2025-03-01', 9), (2, '2026-03-01', 8), (3, '2026-04-01', 7);
    CREATE TABLE visits (page TEXT, day DATE) PARTITION BY LIST (page);
    CREATE TABLE visits_home PARTITION OF visits FOR VALUES IN ('home');
    CREATE TABLE visits_shop PARTITION OF visits FOR VALUES IN ('shop');
    INSERT INTO visits VALUES ('home', '2026-01-01'), ('shop', '2026-01-01'), ('shop', '2026-01-01'), ('shop', '2026-01-02');";

fn postgres() -> Option<Server> {
    let mut servers = shared().into_iter();
    servers.find(|server| matches!(server, Server::Postgres(_)))
}

// RS-21, F20: rows of an heir are in no backup twice, and a parted table is whole.
#[test]
fn a_row_of_an_heir_is_read_once_and_a_parted_table_is_whole() {
    let Some(server) = postgres() else { return };
    let shop = Served::new(server, TABLES);
    let backup = shop.backup();
    let records = |table: &str| {
        let known = shop.engine.vault().shop(SHOP).unwrap();
        let types = shop.engine.vault().types_at(known.id, backup).unwrap();
        let key = ContentType::new(table);
        let found = types.into_iter().find(|stored| stored.description.key == key);
        found.unwrap().records
    };
    for (table, count) in [
        ("goods", 2),
        ("teas", 2),
        ("notes", 2),
        ("old_notes", 1),
        ("sales", 3),
        ("visits", 4),
    ] {
        assert_eq!(records(table), count, "{table}");
    }

    // Sales are left as they are unless they are asked for.
    let planned = || {
        let planned = shop
            .engine
            .plan_restore(SHOP, backup, &everything(), &NoProgress, &Cancel::new());
        planned.unwrap().0
    };
    let good = shop.dump();
    for mistake in [
        // In the parent alone, in the heir alone, and in both.
        "UPDATE ONLY goods SET price = 0 WHERE id = 1; DELETE FROM teas WHERE id = 3; DELETE FROM ONLY notes;",
        "UPDATE goods SET name = 'Sold'; DELETE FROM notes;",
        "DELETE FROM goods; DELETE FROM sales WHERE id > 1; UPDATE visits SET day = '2020-02-02' WHERE page = 'shop';",
        "UPDATE sales SET day = '2025-12-31' WHERE id = 2; DELETE FROM visits WHERE page = 'home'; INSERT INTO teas VALUES (2, 'Oolong', 1, 'China');",
    ] {
        shop.sql(mistake);
        let spoiled = shop.dump();
        let plan = planned();
        let outcome = shop.carry_out(plan).unwrap();
        assert_eq!(outcome.failed, 0, "{mistake}: {:?}", outcome.failures);
        assert_eq!(shop.dump(), good, "{mistake}");
        let (undo, _) = shop
            .engine
            .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(shop.carry_out(undo).unwrap().failed, 0, "{mistake}");
        assert_eq!(shop.dump(), spoiled, "{mistake}");
        let plan = planned();
        assert_eq!(shop.carry_out(plan).unwrap().failed, 0);
    }
    assert_eq!(shop.dump(), good);
}
