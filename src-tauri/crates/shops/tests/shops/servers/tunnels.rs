//! Through another computer: a real SSH server on the loopback.

use std::path::PathBuf;

use backstock_servers::{Certificate, MariaDb, Postgres, Sshd};
use backstock_shops::{Encryption, ServerAddress, Shop as _, ShopError, SshAddress};

use super::desk::{BOTH, ServerDesk};
use crate::desk::{skipped, state_of};

const TEA: &str = "CREATE TABLE tea (id INT PRIMARY KEY, name VARCHAR(40)); INSERT INTO tea VALUES (1, 'Assam'), (2, 'Sencha');";

fn at_hand(sshd: Result<Sshd, backstock_servers::NotHere>) -> Option<Sshd> {
    sshd.inspect_err(|why| skipped(&why.to_string())).ok()
}

fn through(desk: &ServerDesk, sshd: &Sshd, key: PathBuf, host_key: Option<String>) -> ServerAddress {
    ServerAddress {
        ssh: Some(SshAddress {
            host: "127.0.0.1".to_owned(),
            port: Some(sshd.port()),
            user: sshd.user().unwrap(),
            key: Some(key),
            host_key,
        }),
        ..desk.address()
    }
}

fn refused(desk: &ServerDesk, address: ServerAddress) -> ShopError {
    desk.shop_at(address).unwrap().check().unwrap_err()
}

// RS-3: a shop that nobody reaches from outside.
#[test]
fn a_shop_is_read_through_another_computer() {
    let Some(sshd) = at_hand(Sshd::start()) else {
        return;
    };
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "through") else {
            continue;
        };
        desk.sql(TEA);
        let address = through(&desk, &sshd, sshd.key(), sshd.host_key().ok());
        let shop = desk.shop_at(address.clone()).unwrap();
        assert!(shop.check().is_ok());
        assert_eq!(state_of(&shop).unwrap().order, desk.state().order);
        // A shop behind a computer is not the one of the same address here.
        assert_ne!(
            shop.check().unwrap().fingerprint,
            desk.shop().check().unwrap().fingerprint
        );
        assert!(address.spoken().contains(" through "), "{}", address.spoken());
    }
}

#[test]
fn the_servers_own_protection_is_used_within_the_tunnel_when_it_is_asked_for() {
    let Some(sshd) = at_hand(Sshd::start()) else {
        return;
    };
    let certificate = Certificate::local().unwrap();
    let mariadb = MariaDb::start_with(Some(&certificate))
        .map(|server| ServerDesk::on_mariadb(Box::leak(Box::new(server)), "within"));
    let postgres = Postgres::start_with(Some(&certificate))
        .map(|server| ServerDesk::on_postgres(Box::leak(Box::new(server)), "within"));
    for desk in [mariadb, postgres] {
        let Ok(desk) = desk.inspect_err(|why| skipped(&why.to_string())) else {
            continue;
        };
        desk.sql(TEA);
        let address = ServerAddress {
            encryption: Encryption::Always,
            certificate: Some(certificate.file()),
            ..through(&desk, &sshd, sshd.key(), sshd.host_key().ok())
        };
        let shop = desk.shop_at(address.clone()).unwrap();
        assert_eq!(state_of(&shop).unwrap().order.len(), 2);
        let other = Certificate::local().unwrap();
        let wrong = ServerAddress {
            certificate: Some(other.file()),
            ..address
        };
        let wrong = refused(&desk, wrong);
        assert!(matches!(wrong, ShopError::CertificateUnknown { .. }), "{wrong:?}");
    }
}

#[test]
fn why_a_computer_is_not_gone_through_is_told_apart() {
    let Some(sshd) = at_hand(Sshd::start()) else {
        return;
    };
    let Some(other) = at_hand(Sshd::start_closed()) else {
        return;
    };
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "not_through") else {
            continue;
        };
        let known = || sshd.host_key().ok();
        let stranger = refused(&desk, through(&desk, &sshd, sshd.key(), None));
        let ShopError::SshHostUnknown {
            fingerprint,
            host_key,
            ..
        } = stranger
        else {
            panic!("{stranger:?}");
        };
        assert!(
            fingerprint.starts_with("SHA256:") && fingerprint.len() == 50,
            "{fingerprint}"
        );
        // The key that is shown is the one to keep: with it the computer is known.
        let shop = desk
            .shop_at(through(&desk, &sshd, sshd.key(), Some(host_key)))
            .unwrap();
        shop.check().unwrap();
        let changed = refused(&desk, through(&desk, &sshd, sshd.key(), other.host_key().ok()));
        assert!(matches!(changed, ShopError::SshHostChanged { .. }), "{changed:?}");
        let wrong_key = refused(&desk, through(&desk, &sshd, sshd.other_key(), known()));
        assert!(
            matches!(wrong_key, ShopError::SshNotLetIn { .. }),
            "{wrong_key:?}"
        );
        let no_key = refused(&desk, through(&desk, &sshd, "/nowhere/key".into(), known()));
        assert!(matches!(no_key, ShopError::SshKeyUnusable { .. }), "{no_key:?}");
        let closed = refused(&desk, through(&desk, &other, other.key(), other.host_key().ok()));
        assert!(matches!(closed, ShopError::SshNoForwarding { .. }), "{closed:?}");
        let nobody = ServerAddress {
            port: Some(1),
            ..through(&desk, &sshd, sshd.key(), known())
        };
        let nobody = refused(&desk, nobody);
        assert!(matches!(nobody, ShopError::ServerMissing { .. }), "{nobody:?}");
        let mut away = through(&desk, &sshd, sshd.key(), known());
        if let Some(ssh) = &mut away.ssh {
            ssh.port = Some(1);
        }
        let away = refused(&desk, away);
        assert!(matches!(away, ShopError::SshUnreachable { .. }), "{away:?}");
    }
}

// The program is gone once nobody needs it.
#[test]
fn a_tunnel_ends_with_the_shop() {
    let Some(sshd) = at_hand(Sshd::start()) else {
        return;
    };
    let Some(desk) = ServerDesk::new(BOTH[0], "ends") else {
        return;
    };
    let address = through(&desk, &sshd, sshd.key(), sshd.host_key().ok());
    let shop = desk.shop_at(address).unwrap();
    shop.check().unwrap();
    let port = sshd.port().to_string();
    assert_eq!(programs_with(&port), 1);
    drop(shop);
    assert_eq!(programs_with(&port), 0);
}

/// How many `ssh` programs there are that go to a port.
fn programs_with(port: &str) -> usize {
    let folders = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    folders
        .filter_map(|folder| std::fs::read(folder.path().join("cmdline")).ok())
        .filter(|line| {
            let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
            words.first() == Some(&b"ssh".as_slice()) && words.contains(&port.as_bytes())
        })
        .count()
}
