//! Shops on a database server: looking, adding, moving, and their password.
//!
//! A password comes in with the question, goes to the server, and is kept only after the server let it in. It is asked anew
//! whenever the address changes, so that nobody who can speak for the window has it sent to a server of their own.

use std::time::Duration;

use backstock_contract::{
    AddServerShopAsk, CheckServerShopAsk, Failure, MoveServerShopAsk, ServerEncryption, ServerEntry,
    ServerFound, ServerInstallation, ServerKind, ServerPlace, SetShopPasswordAsk, ShopRow, SshPlace,
};
use backstock_engine::{Encryption, Engine, ServerAddress, ShopCheck, password_name, token_name};
use backstock_model::{KeyringState, Secret};
use backstock_vault::Shop;

use crate::answers::{explain_engine, explain_vault};
use crate::certificates::{self, UnknownCertificate};
use crate::shops::{not_confirmed, problems, shop_row};
use crate::state::Held;
use crate::strangers::{self, Met, Stranger};
use crate::{Confirmation, Doors, Reply};

/// A server that takes the connection and then says nothing is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(60);

impl Doors {
    /// Looks whether a database server answers, and what is there. Nothing is written or kept.
    pub async fn check_server_shop(&self, ask: CheckServerShopAsk) -> Reply<ServerFound> {
        let (mut has_met, mut has_accepted) = (false, false);
        loop {
            // The computer in between, or the server's certificate, is new, or another one than it was: the owner says once that it
            // is the right one.
            match self.look_at_server(&ask.server).await? {
                Looked::Found(found) => return Ok(*found),
                Looked::Stranger(stranger) => {
                    if has_met || !self.held.native.confirm(stranger.question()).await {
                        return Err(stranger.refused());
                    }
                    has_met = true;
                    self.held.strangers.trust(&stranger);
                }
                Looked::Certificate(unknown) => {
                    if has_accepted || !self.held.native.confirm(unknown.question()).await {
                        return Err(unknown.refused());
                    }
                    has_accepted = true;
                    self.held.certificates.accept(&unknown);
                }
            }
        }
    }

    async fn look_at_server(&self, entry: &ServerEntry) -> Reply<Looked> {
        let entry = entry.clone();
        let looked = self.with_engine(move |engine, held| {
            let wanted = Wanted::of(engine, held, &entry)?;
            let tried = |connection: &str| engine.try_shop(wanted.kind, connection, &wanted.password);
            match Stranger::told_by(&wanted, tried) {
                Ok(check) => Ok(Looked::Found(Box::new(found(held, check, &wanted)))),
                Err(Met::Stranger(stranger)) => Ok(Looked::Stranger(*stranger)),
                Err(Met::Error(error)) => UnknownCertificate::told_by(wanted.kind, &wanted.address, *error)
                    .map(|unknown| Looked::Certificate(Box::new(unknown)))
                    .map_err(explain_engine),
            }
        });
        tokio::time::timeout(PATIENCE, looked)
            .await
            .unwrap_or_else(|_| Err(silent()))
    }

    /// Adds a shop on a database server and keeps its password in the keyring.
    pub async fn add_server_shop(&self, ask: AddServerShopAsk) -> Reply<ShopRow> {
        self.with_engine(move |engine, held| {
            let wanted = Wanted::of(engine, held, &ask.server)?;
            let (shop, _) = engine
                .add_shop_with(
                    &ask.name,
                    wanted.kind,
                    &wanted.connection,
                    None,
                    Some(&wanted.password),
                )
                .map_err(explain_engine)?;
            held.passwords.keep(&wanted.kept_as, &wanted.password);
            shop_row(engine, held, &shop)
        })
        .await
    }

    /// Keeps another password for a shop on a server, after the server let it in.
    pub async fn set_shop_password(&self, ask: SetShopPasswordAsk) -> Reply<ShopRow> {
        self.with_engine(move |engine, held| {
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let name = kept_as(engine, &shop).ok_or_else(|| no_server(&shop))?;
            engine
                .try_password(&ask.shop, ask.password.secret())
                .map_err(explain_engine)?;
            held.passwords.keep(&name, ask.password.secret());
            shop_row(engine, held, &shop)
        })
        .await
    }

    /// Goes on with a shop at the server its owner moved it to, after the owner confirmed natively that it is the same one.
    pub async fn move_server_shop(&self, ask: MoveServerShopAsk) -> Reply<ShopRow> {
        let name = ask.shop.clone();
        let (shop, was, wanted) = self
            .with_engine(move |engine, held| {
                let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
                let wanted = Wanted::of(engine, held, &ask.server)?;
                if shop.kind != wanted.kind {
                    return Err(no_server(&shop));
                }
                let was = engine.place_of(&shop).unwrap_or_default();
                Ok((shop, was, wanted))
            })
            .await?;
        let question = same_shop(&name, &was, &wanted.spoken);
        if !self.held.native.confirm(question).await {
            return Err(not_confirmed());
        }
        self.with_engine(move |engine, held| {
            engine
                .move_shop_with(&name, &wanted.connection, Some(&wanted.password))
                .map_err(explain_engine)?;
            held.passwords.keep(&wanted.kept_as, &wanted.password);
            forget_password(engine, held, &shop)?;
            let moved = engine.vault().shop(&name).map_err(explain_vault)?;
            shop_row(engine, held, &moved)
        })
        .await
    }
}

/// What a look at a server came to.
enum Looked {
    Found(Box<ServerFound>),
    Stranger(Stranger),
    Certificate(Box<UnknownCertificate>),
}

/// A server as the engine is asked for it.
pub(crate) struct Wanted {
    pub(crate) kind: &'static str,
    pub(crate) address: ServerAddress,
    pub(crate) connection: String,
    kept_as: String,
    password: Secret,
    spoken: String,
}

impl Wanted {
    fn of(engine: &Engine, held: &Held, entry: &ServerEntry) -> Reply<Self> {
        let kind = match entry.kind {
            ServerKind::Mysql => "mysql",
            ServerKind::Postgres => "postgres",
        };
        let place = |handle: &Option<String>| handle.as_deref().map(|handle| held.place(handle)).transpose();
        let socket = place(&entry.socket)?;
        let host = entry.host.trim().to_owned();
        let mut address = ServerAddress {
            host: if socket.is_some() { String::new() } else { host },
            port: entry.port.filter(|_| socket.is_none()),
            socket,
            user: entry.user.trim().to_owned(),
            database: entry.database.trim().to_owned(),
            prefix: entry.prefix.clone(),
            encryption: match entry.encryption {
                ServerEncryption::Usual => Encryption::Usual,
                ServerEncryption::Always => Encryption::Always,
                ServerEncryption::Off => Encryption::Off,
            },
            certificate: place(&entry.certificate)?,
            accepted_certificate: None,
            ssh: match &entry.ssh {
                Some(ssh) => Some(strangers::known(engine, held, ssh, place(&ssh.key)?)?),
                None => None,
            },
        };
        // A file that was chosen is what the server is to be known by.
        if address.certificate.is_none() {
            address.accepted_certificate = certificates::known(engine, held, kind, &address)?;
        }
        Ok(Self {
            kind,
            connection: connection_of(&address)?,
            kept_as: password_name(kind, &address),
            password: entry.password.secret().clone(),
            spoken: format!("{} on {}", address.database, address.spoken()),
            address,
        })
    }
}

/// An address as the engine takes it.
fn connection_of(address: &ServerAddress) -> Reply<String> {
    serde_json::to_string(address).map_err(|_| {
        Failure::new(
            "connection_unreadable",
            "The path of the socket, certificate or key cannot be kept.",
            "Move it to a folder with a plain name and choose it again.",
        )
    })
}

fn found(held: &Held, check: ShopCheck, wanted: &Wanted) -> ServerFound {
    let facts = check.facts.unwrap_or_default();
    let label = |key: String| held.opener.profile_label(&key).unwrap_or(key);
    let mut installations: Vec<ServerInstallation> = check
        .installations
        .into_iter()
        .map(|found| ServerInstallation {
            profile: label(found.profile),
            prefix: found.prefix,
            tables: found.tables,
        })
        .collect();
    if installations.len() < 2 {
        installations.clear();
    }
    ServerFound {
        server: check.server,
        profile: check.profile.map(label),
        installations,
        accepted_certificate: wanted.address.accepted_certificate.clone(),
        tables: facts.tables,
        records: facts.rows,
        bytes: facts.bytes,
        time_zone: facts.time_zone,
        charset: facts.charset,
        problems: problems(check.problems),
    }
}

/// The server of a shop, to begin a change with.
pub(crate) fn place(held: &Held, kind: &str, address: ServerAddress) -> Option<ServerPlace> {
    Some(ServerPlace {
        kind: match kind {
            "mysql" => ServerKind::Mysql,
            "postgres" => ServerKind::Postgres,
            _ => return None,
        },
        host: address.host,
        port: address.port,
        socket: address.socket.map(|socket| held.keep(socket)),
        user: address.user,
        database: address.database,
        prefix: address.prefix,
        encryption: match address.encryption {
            Encryption::Usual => ServerEncryption::Usual,
            Encryption::Always => ServerEncryption::Always,
            Encryption::Off => ServerEncryption::Off,
        },
        certificate: address.certificate.map(|certificate| held.keep(certificate)),
        ssh: address.ssh.map(|ssh| SshPlace {
            host: ssh.host,
            port: ssh.port,
            user: ssh.user,
            key: ssh.key.map(|key| held.keep(key)),
        }),
    })
}

/// Forgets the password of a shop that is gone, or somewhere else now, unless another shop of the vault needs it.
pub(crate) fn forget_password(engine: &Engine, held: &Held, gone: &Shop) -> Reply<()> {
    let Some(name) = kept_as(engine, gone) else {
        return Ok(());
    };
    let shops = engine.vault().shops().map_err(explain_vault)?;
    if !shops
        .iter()
        .any(|shop| kept_as(engine, shop).as_ref() == Some(&name))
    {
        held.passwords.forget(&name);
    }
    Ok(())
}

/// A locked keyring may well hold the password that was not found.
pub(crate) fn with_keyring(held: &Held, failure: Failure) -> Failure {
    if failure.code == "store_token_missing" && held.secrets.state() == KeyringState::Locked {
        return Failure::new(
            "store_token_missing",
            "This computer's keyring is locked, so the store's token cannot be read.",
            "Unlock the keyring and try again, or enter the token again.",
        );
    }
    if failure.code == "shop_password_missing" && held.secrets.state() == KeyringState::Locked {
        Failure::new(
            "shop_password_missing",
            "This computer's keyring is locked, so the shop's password cannot be read.",
            "Unlock the keyring and try again, or enter the password again.",
        )
    } else {
        failure
    }
}

/// The name that the password or token of a shop is kept under.
pub(crate) fn kept_as(engine: &Engine, shop: &Shop) -> Option<String> {
    let of_server = engine
        .server_of(shop)
        .map(|address| password_name(&shop.kind, &address));
    let of_store = || {
        engine
            .store_of(shop)
            .map(|address| token_name(&shop.kind, &address))
    };
    of_server.or_else(of_store)
}

fn same_shop(shop: &str, was: &str, place: &str) -> Confirmation {
    Confirmation {
        title: format!("Is {shop} in this database now?"),
        message: format!(
            "New place:\n{place}\n\nPlace until now:\n{was}\n\nBackups and restores will use the database in the new place. \
             Everything kept of this shop stays. Go on only if it is the same shop."
        ),
        go_on: "Use this database".to_owned(),
    }
}

fn no_server(shop: &Shop) -> Failure {
    Failure::new(
        "unknown_kind",
        format!("{} is not a shop on such a database server.", shop.name),
        "Add it as a new shop.",
    )
}

fn silent() -> Failure {
    Failure::new(
        "shop_silent",
        "Something took the connection and then did not answer like a database server.",
        "Check the server's address and port.",
    )
}
