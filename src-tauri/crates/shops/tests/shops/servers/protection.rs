//! Protected connections: to servers that show a certificate, and what it means when it is not the right one.

use std::path::PathBuf;

use backstock_model::Secret;
use backstock_servers::{Certificate, MariaDb, NotHere, Postgres, USER};
use backstock_shops::{
    Encryption, NO_PROFILE, Profiles, ServerAddress, ServerKind, ServerShop, Shop as _, ShopError,
};

use super::desk::{BOTH, ServerDesk};
use crate::desk::{skipped, state_of};

const TEA: &str = "CREATE TABLE tea (id INT PRIMARY KEY, name VARCHAR(40)); INSERT INTO tea VALUES (1, 'Assam'), (2, 'Sencha');";

/// A server of either kind that shows this certificate; it ends with the tests.
fn desks(certificate: &Certificate) -> Vec<ServerDesk> {
    let mariadb = MariaDb::start_with(Some(certificate))
        .map(|server| ServerDesk::on_mariadb(Box::leak(Box::new(server)), "protected"));
    let postgres = Postgres::start_with(Some(certificate))
        .map(|server| ServerDesk::on_postgres(Box::leak(Box::new(server)), "protected"));
    [mariadb, postgres]
        .into_iter()
        .filter_map(|desk: Result<_, NotHere>| desk.inspect_err(|why| skipped(&why.to_string())).ok())
        .collect()
}

fn by_tls(desk: &ServerDesk, certificate: Option<PathBuf>) -> ServerAddress {
    ServerAddress {
        encryption: Encryption::Always,
        certificate,
        ..desk.address()
    }
}

fn why(desk: &ServerDesk, address: ServerAddress) -> String {
    let shop = desk.shop_at(address).unwrap();
    match shop.check() {
        Err(ShopError::NotProtected { why, .. } | ShopError::CertificateUnknown { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

// RS-3, F15: what is sent is protected, by a certificate that is looked at.
#[test]
fn a_server_is_spoken_to_under_its_certificate_and_under_no_other() {
    let (own, other) = (Certificate::local().unwrap(), Certificate::local().unwrap());
    for desk in desks(&own) {
        desk.sql(TEA);
        let shop = desk.shop_at(by_tls(&desk, Some(own.file()))).unwrap();
        assert_eq!(state_of(&shop).unwrap().order, desk.state().order);
        let untrusted = "its certificate is not one that this computer trusts";
        assert_eq!(why(&desk, by_tls(&desk, Some(other.file()))), untrusted);
        assert_eq!(why(&desk, by_tls(&desk, None)), untrusted);
        // The server itself takes the connection for a protected one.
        if desk.kind() == ServerKind::Mysql {
            desk.sql(&format!("ALTER USER '{USER}'@'127.0.0.1' REQUIRE SSL"));
            let shop = desk.shop_at(by_tls(&desk, Some(own.file()))).unwrap();
            assert_eq!(state_of(&shop).unwrap().order.len(), 2);
        }
    }
}

#[test]
fn a_certificate_of_another_name_is_not_taken() {
    let certificate = Certificate::of(&["db.example.com"]).unwrap();
    for desk in desks(&certificate) {
        let address = by_tls(&desk, Some(certificate.file()));
        assert_eq!(why(&desk, address), "its certificate was made for another name");
    }
}

#[test]
fn a_server_without_protection_is_not_spoken_to() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "bare") else {
            continue;
        };
        let address = by_tls(&desk, None);
        assert_eq!(why(&desk, address), "the server offers none");
    }
}

#[test]
fn a_server_that_asks_for_protection_says_so() {
    let certificate = Certificate::local().unwrap();
    for desk in desks(&certificate) {
        // MariaDB only says that it does not let the user in; MySQL has an answer of its own, see `connect`.
        if desk.kind() == ServerKind::Mysql {
            continue;
        }
        desk.only_protected();
        let bare = ServerAddress {
            encryption: Encryption::Off,
            ..desk.address()
        };
        let shop = desk.shop_at(bare).unwrap();
        let refused = shop.check().unwrap_err();
        assert!(
            matches!(refused, ShopError::ProtectionAsked { .. }),
            "{refused:?}"
        );
        let shop = desk.shop_at(by_tls(&desk, Some(certificate.file()))).unwrap();
        shop.check().unwrap();
    }
}

// RS-3, F15: exactly the certificate that was accepted is taken, whatever else is the matter with it; another is refused as that.
#[test]
fn a_certificate_that_signed_itself_is_shown_and_may_be_accepted() {
    let names = ["127.0.0.1", "db.example.com"];
    let other = Certificate::of_an_authority(&names).unwrap();
    for certificate in [
        Certificate::of_an_authority(&names).unwrap(),
        Certificate::of(&["db.example.com"]).unwrap(),
        Certificate::of_version_1(&names).unwrap(),
    ] {
        for desk in desks(&certificate) {
            desk.sql(TEA);
            let shop = desk.shop_at(by_tls(&desk, None)).unwrap();
            let shown = match shop.check() {
                Err(ShopError::CertificateUnknown { certificate, .. }) => certificate,
                other => panic!("{other:?}"),
            };
            let told = certificate.fingerprint().unwrap();
            assert_eq!(shown.fingerprint, told);
            let has_name = shown.names.contains(&"db.example.com".to_owned());
            assert_eq!(has_name, !certificate.is_of_version_1(), "{shown:?}");
            let (from, until) = shown.valid.unwrap();
            assert!(from < until);

            let accepted = ServerAddress {
                accepted_certificate: Some(told.to_lowercase().replace(':', "")),
                ..by_tls(&desk, None)
            };
            // The server itself takes the way for a protected one, and everything goes through it.
            if desk.kind() == ServerKind::Mysql {
                desk.sql(&format!("ALTER USER '{USER}'@'127.0.0.1' REQUIRE SSL"));
            } else {
                desk.only_protected();
            }
            let shop = desk.shop_at(accepted.clone()).unwrap();
            shop.check().unwrap();
            let good = state_of(&shop).unwrap();
            assert_eq!(good.order.len(), 2);
            let large = "x".repeat(60_000);
            desk.sql(&format!(
                "CREATE TABLE cups (id INT PRIMARY KEY, said TEXT); INSERT INTO cups VALUES (1, '{large}')"
            ));
            assert_eq!(state_of(&shop).unwrap().order.len(), 3);

            let wrong = ServerShop::open(
                desk.kind(),
                accepted.clone(),
                Secret::new("not this".to_owned()),
                Some(NO_PROFILE),
                &Profiles::default(),
            );
            let wrong = wrong.unwrap().check().unwrap_err();
            assert!(
                matches!(wrong, ShopError::NotLetIn { is_plain: false, .. }),
                "{wrong:?}"
            );

            let another = ServerAddress {
                accepted_certificate: other.fingerprint().ok(),
                ..accepted
            };
            match desk.shop_at(another).unwrap().check() {
                Err(ShopError::CertificateChanged { certificate, .. }) => {
                    assert_eq!(certificate.fingerprint, told);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
