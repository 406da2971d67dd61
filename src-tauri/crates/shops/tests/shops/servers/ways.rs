//! Ways to a server, what it means when there is none, and writes that meet others.

use backstock_model::{Document, Secret};
use backstock_servers::{Certificate, MariaDb, PASSWORD, USER};
use backstock_shops::{
    Dangling, Encryption, NO_PROFILE, Profiles, ServerAddress, ServerKind, ServerShop, Shop as _, ShopError,
    Write,
};

use super::desk::{BOTH, ServerDesk};
use crate::desk::{Kept, code, key, skipped, state_of};

fn reach(kind: ServerKind, address: ServerAddress, password: &str) -> Result<ServerShop, ShopError> {
    let shop = ServerShop::open(
        kind,
        address,
        Secret::new(password.to_owned()),
        Some(NO_PROFILE),
        &Profiles::default(),
    )?;
    shop.check()?;
    Ok(shop)
}

const TEA: &str = "CREATE TABLE tea (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE, stock INT);
                   INSERT INTO tea VALUES (1, 'Assam', 5), (2, 'Sencha', 7), (3, 'Rooibos', 9);";

#[test]
fn a_server_is_reached_by_its_socket_too() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "socket") else {
            continue;
        };
        desk.sql(TEA);
        let shop = reach(kind, desk.socket(), PASSWORD).unwrap();
        assert_eq!(state_of(&shop).unwrap().order, desk.state().order);
        let server = shop.check().unwrap().server;
        assert!(
            server.starts_with("MariaDB 1") || server.starts_with("PostgreSQL 1"),
            "{server}"
        );
    }
}

#[test]
fn why_a_server_is_not_reached_is_told_apart() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "why") else {
            continue;
        };
        let good = desk.address();
        let wrong = reach(kind, good.clone(), "not this").unwrap_err();
        assert!(matches!(wrong, ShopError::NotLetIn { .. }), "{wrong:?}");
        assert!(!format!("{wrong:?}").contains("not this"));
        let nobody = ServerAddress {
            user: "nobody".to_owned(),
            ..good.clone()
        };
        let nobody = reach(kind, nobody, PASSWORD).unwrap_err();
        assert!(matches!(nobody, ShopError::NotLetIn { .. }), "{nobody:?}");
        let other = ServerAddress {
            database: "no_such_shop".to_owned(),
            ..good.clone()
        };
        let other = reach(kind, other, PASSWORD).unwrap_err();
        assert!(matches!(other, ShopError::NoSuchDatabase { .. }), "{other:?}");
        let silent = ServerAddress {
            port: Some(1),
            ..good.clone()
        };
        let silent = reach(kind, silent, PASSWORD).unwrap_err();
        assert!(matches!(silent, ShopError::ServerMissing { .. }), "{silent:?}");
        // Neither server of these has a certificate.
        let protected = ServerAddress {
            encryption: Encryption::Always,
            ..good
        };
        let protected = reach(kind, protected, PASSWORD).unwrap_err();
        assert!(
            matches!(protected, ShopError::NotProtected { .. }),
            "{protected:?}"
        );
    }
}

// A MariaDB that lets somebody in over an encrypted way only says of any other "access denied", as of a wrong password. The owner
// is told that it may be that.
#[test]
fn a_server_that_insists_on_protection_and_does_not_say_so_is_told_of() {
    let certificate = Certificate::local().unwrap();
    let Ok(server) = MariaDb::start_with(Some(&certificate)).inspect_err(|why| skipped(&why.to_string()))
    else {
        return;
    };
    let desk = ServerDesk::on_mariadb(Box::leak(Box::new(server)), "insists");
    desk.sql(TEA);
    let plain = desk.address();
    reach(ServerKind::Mysql, plain.clone(), PASSWORD).unwrap();
    for host in ["localhost", "127.0.0.1"] {
        desk.sql(&format!("ALTER USER '{USER}'@'{host}' REQUIRE SSL"));
    }
    let refused = reach(ServerKind::Mysql, plain.clone(), PASSWORD).unwrap_err();
    assert!(
        matches!(refused, ShopError::NotLetIn { is_plain: true, .. }),
        "{refused:?}"
    );
    let protected = ServerAddress {
        encryption: Encryption::Always,
        certificate: Some(certificate.file()),
        ..plain
    };
    reach(ServerKind::Mysql, protected.clone(), PASSWORD).unwrap();
    let wrong = reach(ServerKind::Mysql, protected, "not this").unwrap_err();
    assert!(
        matches!(wrong, ShopError::NotLetIn { is_plain: false, .. }),
        "{wrong:?}"
    );
}

#[test]
fn a_lost_connection_is_told_and_nothing_is_half_written() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "lost") else {
            continue;
        };
        desk.sql(TEA);
        let (good, dump) = (desk.state(), desk.dump());
        let mut reading = desk.shop().open_reading().unwrap();
        let mut writing = desk.shop().open_writing().unwrap();
        desk.kill_connections();
        let lost = reading.read_record(&good.order[0]).unwrap_err();
        assert!(matches!(lost, ShopError::ConnectionLost { .. }), "{lost:?}");
        let write = Write {
            key: good.order[0].clone(),
            before: Some(good.records[&good.order[0]].document.clone()),
            after: None,
            dangling: Dangling::default(),
        };
        let lost = writing.write(&[write], &Kept::default()).unwrap_err();
        assert!(matches!(lost, ShopError::ConnectionLost { .. }), "{lost:?}");
        assert_eq!(desk.dump(), dump);
    }
}

fn tea(id: u32, name: &str, stock: u32) -> Document {
    Document::parse(format!(r#"{{"id":{id},"name":"{name}","stock":{stock}}}"#).as_bytes()).unwrap()
}

#[test]
fn what_others_changed_meanwhile_is_left_alone_and_values_can_be_exchanged() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "meanwhile") else {
            continue;
        };
        desk.sql(TEA);
        let write = |id: u32, before: Option<Document>, after: Option<Document>| Write {
            key: key("tea", &id.to_string()),
            before,
            after,
            dangling: Dangling::default(),
        };
        let batch = [
            write(1, Some(tea(1, "Ceylon", 5)), Some(tea(1, "Darjeeling", 5))),
            // Two exchange their names, which may be there only once.
            write(2, Some(tea(2, "Sencha", 7)), Some(tea(2, "Rooibos", 7))),
            write(3, Some(tea(3, "Rooibos", 9)), Some(tea(3, "Sencha", 9))),
            write(4, None, Some(tea(4, "Assam", 1))),
        ];
        let mut writing = desk.shop().open_writing().unwrap();
        let outcomes = writing.write(&batch, &Kept::default()).unwrap();
        let codes: Vec<String> = outcomes.iter().map(code).collect();
        assert_eq!(
            codes,
            ["changed meanwhile", "written", "written", "taken"],
            "{outcomes:?}"
        );
        let names = desk.rows("SELECT name FROM tea ORDER BY id").concat();
        assert_eq!(names, ["Assam", "Rooibos", "Sencha"]);
    }
}

#[test]
fn a_counter_for_new_ids_moves_on_and_never_back() {
    for (kind, made) in [
        (ServerKind::Mysql, "id INT AUTO_INCREMENT PRIMARY KEY"),
        (
            ServerKind::Postgres,
            "id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        ),
    ] {
        let Some(desk) = ServerDesk::new(kind, "counter") else {
            continue;
        };
        desk.sql(&format!("CREATE TABLE tea ({made}, name VARCHAR(40));"));
        desk.sql("INSERT INTO tea (name) VALUES ('a'), ('b'), ('c');");
        let good = desk.state();
        desk.sql("DELETE FROM tea WHERE id > 1;");
        desk.restore_all(&good);
        desk.sql("INSERT INTO tea (name) VALUES ('d');");
        assert_eq!(desk.value("SELECT max(id) FROM tea"), "4");
        // A record of an id that the counter has not reached yet.
        let write = Write {
            key: key("tea", "90"),
            before: None,
            after: Some(Document::parse(br#"{"id":90,"name":"far"}"#).unwrap()),
            dangling: Dangling::default(),
        };
        let mut writing = desk.shop().open_writing().unwrap();
        let outcomes = writing.write(&[write], &Kept::default()).unwrap();
        assert_eq!(code(&outcomes[0]), "written");
        desk.sql("INSERT INTO tea (name) VALUES ('next');");
        assert_eq!(desk.value("SELECT max(id) FROM tea"), "91");
    }
}

#[test]
fn a_column_that_sets_itself_stays_as_it_was() {
    let Some(desk) = ServerDesk::new(ServerKind::Mysql, "itself") else {
        return;
    };
    desk.sql(
        "CREATE TABLE tea (id INT PRIMARY KEY, name VARCHAR(40), at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
           ON UPDATE CURRENT_TIMESTAMP, twice INT GENERATED ALWAYS AS (id * 2) STORED);
         INSERT INTO tea (id, name, at) VALUES (1, 'Assam', '2020-01-01 00:00:00')",
    );
    let (good, dump) = (desk.state(), desk.dump());
    desk.sql("UPDATE tea SET name = 'Sencha', at = '2020-01-01 00:00:00'");
    desk.restore_all(&good);
    assert_eq!(desk.dump(), dump);
    desk.sql("DELETE FROM tea");
    desk.restore_all(&good);
    assert_eq!(desk.dump(), dump);
}

// Nothing that a parent's key would take along is lost: where the server may not be told to look away, a parent with
// children that are not to go stays.
#[test]
fn a_parent_that_others_point_to_is_not_deleted() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "parents") else {
            continue;
        };
        desk.sql("CREATE TABLE box (id INT PRIMARY KEY); INSERT INTO box VALUES (1), (2);");
        desk.sql(
            "CREATE TABLE tea (id INT PRIMARY KEY, box INT, FOREIGN KEY (box) REFERENCES box (id) ON DELETE CASCADE);
             INSERT INTO tea VALUES (1, 1), (2, 2);",
        );
        let state = desk.state();
        let gone = |of_type: &str, id: &str| Write {
            key: key(of_type, id),
            before: Some(state.records[&key(of_type, id)].document.clone()),
            after: None,
            dangling: Dangling::default(),
        };
        let mut writing = desk.shop().open_writing().unwrap();
        // The second box goes, and so does what is in it; the first one would take a tea along that stays.
        let batch = [gone("box", "1"), gone("box", "2"), gone("tea", "2")];
        let outcomes = writing.write(&batch, &Kept::default()).unwrap();
        let codes: Vec<String> = outcomes.iter().map(code).collect();
        assert_eq!(codes, ["still_referenced", "written", "written"], "{outcomes:?}");
        assert_eq!(desk.value("SELECT count(*) FROM tea"), "1");
    }
}

// An engine without transactions takes nothing back by itself; a record that is refused leaves no trace all the same.
#[test]
fn a_refused_record_leaves_no_trace_where_the_server_takes_nothing_back() {
    let Some(desk) = ServerDesk::new(ServerKind::Mysql, "loose") else {
        return;
    };
    desk.sql(
        "CREATE TABLE tea (id INT PRIMARY KEY, name VARCHAR(40)) ENGINE=MyISAM;
         CREATE TABLE size (id INT PRIMARY KEY, tea INT, code VARCHAR(9) UNIQUE) ENGINE=MyISAM;
         INSERT INTO tea VALUES (1, 'Assam'), (2, 'Sencha');
         INSERT INTO size VALUES (1, 1, 'a-small'), (2, 1, 'a-large'), (3, 2, 's-small')",
    );
    let mut profiles = Profiles::default();
    profiles
        .add(
            r#"
                profile = "teas"
                label = "Teas"
                [[type]]
                key = "teas"
                label = "Teas"
                group = "business"
                root = "tea"
                owns = [{ key = "sizes", table = "size", by = ["tea"] }]
                [detect]
                tables = ["tea"]
            "#,
        )
        .unwrap();
    let shop = desk.shop_with(Some("teas"), &profiles);
    let (good, dump) = (state_of(&shop).unwrap(), desk.dump());
    let write = |id: &str, after: &str| Write {
        key: key("teas", id),
        before: Some(good.records[&key("teas", id)].document.clone()),
        after: Some(Document::parse(after.as_bytes()).unwrap()),
        dangling: Dangling::default(),
    };
    // A name, a row that goes, a row that changes, and at last a code that the other tea has.
    let spoiled = r#"{"id":1,"name":"Darjeeling","sizes":{"2":{"code":"a-huge","id":2,"tea":1},"4":{"code":"s-small","id":4,"tea":1}}}"#;
    let mut writing = shop.open_writing().unwrap();
    let outcomes = writing.write(&[write("1", spoiled)], &Kept::default()).unwrap();
    assert_eq!(code(&outcomes[0]), "taken");
    assert_eq!(desk.dump(), dump);
    // Beside it another one is written.
    let fine = r#"{"id":2,"name":"Gyokuro","sizes":{"3":{"code":"s-small","id":3,"tea":2}}}"#;
    let batch = [write("1", spoiled), write("2", fine)];
    let outcomes = writing.write(&batch, &Kept::default()).unwrap();
    assert_eq!(
        outcomes.iter().map(code).collect::<Vec<_>>(),
        ["taken", "written"]
    );
    assert_eq!(
        desk.value("SELECT group_concat(name ORDER BY id) FROM tea"),
        "Assam,Gyokuro"
    );
    assert_eq!(desk.value("SELECT count(*) FROM size"), "3");
}
