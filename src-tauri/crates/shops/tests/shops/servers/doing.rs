//! Real shops' databases, spoiled and put back; every value compared on the server's own side.

use backstock_shops::{ServerKind, Shop as _};

use super::desk::{ServerDesk, assert_same};

fn there_and_back(kind: ServerKind, name: &str, dump: &str, rows: usize) {
    let Some(desk) = ServerDesk::loaded(kind, name, dump) else {
        return;
    };
    let (good, good_dump) = (desk.state(), desk.dump());
    assert_eq!(good.order.len(), rows);
    assert_eq!(good_dump.len(), rows);
    for seed in 1..3 {
        desk.spoil(seed);
        let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
        assert_ne!(spoiled_dump, good_dump);
        desk.restore_all(&good);
        assert_same(&desk.dump(), &good_dump, name);
        desk.restore_all(&spoiled);
        assert_same(&desk.dump(), &spoiled_dump, name);
        desk.restore_all(&good);
    }
}

// S2.6.2 on a real WooCommerce shop.
#[test]
fn a_real_woocommerce_shop_is_read_and_restored() {
    there_and_back(
        ServerKind::Mysql,
        "woo",
        "woo11_mariadb-dump_default.sql.gz",
        50_841,
    );
}

// S2.6.2 on a real OpenCart 4 shop.
#[test]
fn a_real_opencart_shop_is_read_and_restored() {
    there_and_back(ServerKind::Mysql, "oc4", "oc4_mariadb-dump.sql.gz", 10_326);
}

// S2.6.2 where the server can take nothing back: 146 tables of this shop are MyISAM.
#[test]
fn a_shop_without_transactions_is_read_and_restored_and_told_so() {
    there_and_back(ServerKind::Mysql, "oc3", "opencart3_install.sql.gz", 5_429);
    let Some(desk) = ServerDesk::loaded(ServerKind::Mysql, "oc3", "opencart3_install.sql.gz") else {
        return;
    };
    let check = desk.shop().check().unwrap();
    assert_eq!(check.problems[0].code, "not_transactional");
    assert!(check.problems[0].message.starts_with("146 of"), "{check:?}");
}

// S2.6.2 with keys in a circle that may not be empty, and triggers that write to other tables.
#[test]
fn a_real_video_shop_with_circles_and_triggers_is_read_and_restored() {
    there_and_back(ServerKind::Mysql, "sakila", "sakila_mariadb-dump.sql.gz", 47_273);
}

// S2.6.2 with deferrable keys, as a user who may switch nothing off.
#[test]
fn a_real_book_shop_on_postgres_is_read_and_restored() {
    there_and_back(ServerKind::Postgres, "oscar", "oscar_pg_dump.sql.gz", 1_669);
}
