//! `shop`: adding, listing, checking, moving, removing.

use std::fs;
use std::path::{Path, PathBuf};

use backstock_engine::{
    Encryption, Engine, EngineError, ServerAddress, ShopError, ShopPasswords as _, SshAddress, anchored,
    is_of_files, password_name, store_address, token_name,
};
use backstock_model::{Clock as _, Secret, SystemTime, TypeDescription};
use backstock_practice::Size;
use backstock_vault::Shop;

use super::Sitting;
use crate::answers::{
    AddedType, DatabaseTold, Problem, ShopAdded, ShopAdmin, ShopChecked, ShopMoved, ShopRemoved, ShopRow,
    Shops, time,
};
use crate::arguments::{AddArguments, KindCommand, ServerArguments, ShopCommand, StoreArguments, size};
use crate::opening::whole_path;
use crate::page::{Align, Table, counted, moment, size as room_of, visible, word_of_command};
use crate::refusal::{Exit, Refusal};

/// Everyone practises in the same shop, so that the help can speak of it.
pub(super) const PRACTICE_SEED: u64 = 1;

impl Sitting {
    pub(super) fn shop_command(&self, command: ShopCommand) -> Result<Exit, Refusal> {
        match command {
            ShopCommand::Add(arguments) => self.add_shop(&arguments),
            ShopCommand::List => self.list_shops(),
            ShopCommand::Check { name, accept } => self.check_shop(&name, accept),
            ShopCommand::Move { name, path, server } => {
                self.move_shop(name, path.as_deref(), server.as_ref())
            }
            ShopCommand::Admin { name, address } => self.admin_address(name, address.as_deref()),
            ShopCommand::Remove { name, yes } => self.remove_shop(name, yes),
        }
    }

    /// Adds a shop on a database server, with the password that is at hand.
    fn add_server_shop(
        &self,
        name: &str,
        kind: &str,
        server: &ServerArguments,
    ) -> Result<(Shop, Vec<TypeDescription>), Refusal> {
        let there = self.server(kind, server)?;
        let added = there
            .engine
            .add_shop(name, kind, &there.connection, server.profile.as_deref())?;
        self.remember_password(server, &there)?;
        Ok(added)
    }

    /// Adds a store on the web, with the token that is at hand or typed now.
    fn add_store(
        &self,
        name: &str,
        kind: &str,
        store: &StoreArguments,
    ) -> Result<(Shop, Vec<TypeDescription>), Refusal> {
        let mut address =
            store_address(kind, &store.store).ok_or_else(|| Refusal::NoStore(store.store.clone()))?;
        if store.endpoint.is_some() {
            address.endpoint.clone_from(&store.endpoint);
        }
        let kept_as = token_name(kind, &address);
        let mut passwords = self.around.shop_passwords()?;
        if passwords.password(&kept_as).is_none() {
            passwords.given = self.around.ask(&format!("API token of {}: ", address.spoken()))?;
        }
        let token = passwords.password(&kept_as);
        let engine = self.engine_with(passwords)?;
        let connection = serde_json::to_string(&address).map_err(|cause| Refusal::Answer(cause.into()))?;
        let added = engine.add_shop(name, kind, &connection, None)?;
        if let (true, Some(token)) = (store.remember, &token) {
            self.around.keyring.set(&kept_as, token)?;
        }
        Ok(added)
    }

    /// The server that was named, with the password that is at hand or typed now.
    fn server(&self, kind: &str, server: &ServerArguments) -> Result<NamedServer, Refusal> {
        let mut address = ServerAddress {
            host: server.host.clone().unwrap_or_default(),
            port: server.port,
            socket: server.socket.as_deref().map(whole_path).transpose()?,
            user: server.user.clone(),
            database: server.database.clone(),
            prefix: server.prefix.clone(),
            encryption: match server.encryption.as_str() {
                "always" => Encryption::Always,
                "off" => Encryption::Off,
                _ => Encryption::Usual,
            },
            certificate: server.certificate.as_deref().map(whole_path).transpose()?,
            accepted_certificate: server.certificate_fingerprint.clone(),
            ssh: ssh(server)?,
        };
        let kept_as = password_name(kind, &address);
        let mut passwords = self.around.shop_passwords()?;
        if passwords.password(&kept_as).is_none() {
            passwords.given =
                self.around
                    .ask(&format!("Password of {} on {}: ", address.user, address.spoken()))?;
        }
        let password = passwords.password(&kept_as);
        let engine = self.engine_with(passwords)?;
        if let (Some(ssh), Some(fingerprint)) = (&mut address.ssh, &server.ssh_fingerprint) {
            ssh.host_key = None;
            let tried = engine.try_shop(
                kind,
                &connection_of(&address)?,
                password.as_ref().unwrap_or(&Secret::new(String::new())),
            );
            confirm(&mut address, fingerprint, tried)?;
        }
        Ok(NamedServer {
            password,
            kept_as,
            engine,
            connection: connection_of(&address)?,
        })
    }

    fn remember_password(&self, server: &ServerArguments, there: &NamedServer) -> Result<(), Refusal> {
        if let (true, Some(password)) = (server.remember, &there.password) {
            self.around.keyring.set(&there.kept_as, password)?;
        }
        Ok(())
    }

    fn add_shop(&self, arguments: &AddArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (shop, types) = match &arguments.kind {
            KindCommand::Practice { size: word } => add_practice_shop(&engine, &arguments.name, size(word))?,
            KindCommand::Sqlite { path, profile } => {
                add_sqlite_shop(&engine, &arguments.name, path, profile.as_deref())?
            }
            KindCommand::Mysql(server) => self.add_server_shop(&arguments.name, "mysql", server)?,
            KindCommand::Postgres(server) => self.add_server_shop(&arguments.name, "postgres", server)?,
            KindCommand::Bigcommerce(store) => self.add_store(&arguments.name, "bigcommerce", store)?,
            KindCommand::Woocommerce(store) => self.add_store(&arguments.name, "woocommerce", store)?,
        };
        let prefix = engine.server_of(&shop).and_then(|address| address.prefix);
        let same_place = engine.vault().shops()?.into_iter().find(|other| {
            other.id != shop.id && other.fingerprint.is_some() && other.fingerprint == shop.fingerprint
        });
        let answer = ShopAdded {
            same_place_as: same_place.map(|other| other.name),
            shop: shop.name,
            kind: shop.kind,
            prefix: prefix.clone(),
            profile: shop.profile,
            types: types
                .into_iter()
                .map(|description| AddedType {
                    r#type: description.key.to_string(),
                    label: description.label,
                    tables: description.tables,
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("{} is in the vault.", visible(&answer.shop)));
            page.line(match &answer.profile {
                Some(profile) => format!("Its tables are read with the profile {}.", visible(profile)),
                None if answer.types.iter().all(|row| row.tables.is_empty()) => {
                    format!(
                        "{} can be read.",
                        counted(answer.types.len() as u64, "content type", "content types")
                    )
                }
                None => "No profile fits; every table is a content type of its own.".to_owned(),
            });
            if let Some(prefix) = answer.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
                page.line(format!("The names of its tables begin with {}.", visible(prefix)));
            }
            if let Some(other) = &answer.same_place_as {
                page.gap();
                page.line(format!(
                    "Look out: this is the same place as {}, which is in the vault already. Each has backups of its own, and what \
                     is restored to one of them is written to the other as well.",
                    visible(other)
                ));
                page.line(format!(
                    "If that is not what you want: backstock-cli shop remove {}",
                    word_of_command(&answer.shop)
                ));
            }
            page.gap();
            let mut table = Table::new(&[
                ("type", Align::Left),
                ("label", Align::Left),
                ("tables", Align::Left),
            ]);
            for row in &answer.types {
                table.row([row.r#type.clone(), row.label.clone(), row.tables.join(", ")]);
            }
            page.table(&table);
            page.gap();
            page.line(format!(
                "Back it up with: backstock-cli backup {}",
                word_of_command(&answer.shop)
            ));
        })?;
        Ok(Exit::Success)
    }

    fn list_shops(&self) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let mut shops = Vec::new();
        for shop in engine
            .vault()
            .shops()?
            .into_iter()
            .filter(|shop| !is_of_files(shop))
        {
            let latest = match engine.latest(&shop.name) {
                Ok(backup) => Some(backup),
                Err(EngineError::NoBackup { .. }) => None,
                Err(error) => return Err(error.into()),
            };
            shops.push((shop, latest));
        }
        let answer = Shops {
            shops: shops
                .iter()
                .map(|(shop, latest)| ShopRow {
                    shop: shop.name.clone(),
                    kind: shop.kind.clone(),
                    profile: shop.profile.clone(),
                    place: engine.place_of(shop),
                    added: time(shop.added),
                    last_backup: latest.as_ref().map(|backup| time(backup.finished)),
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            let mut table = Table::new(&[
                ("shop", Align::Left),
                ("profile", Align::Left),
                ("last backup", Align::Left),
                ("place", Align::Left),
            ]);
            for (shop, latest) in &shops {
                table.row([
                    shop.name.clone(),
                    shop.profile.clone().unwrap_or_else(|| "none".to_owned()),
                    latest
                        .as_ref()
                        .map_or_else(|| "never".to_owned(), |backup| moment(backup.finished)),
                    engine.place_of(shop).unwrap_or_default(),
                ]);
            }
            if table.is_empty() {
                page.line("There is no shop in the vault yet.");
                page.line("Try it with: backstock-cli shop add \"Harbour Tea\" practice");
            }
            page.table(&table);
        })?;
        Ok(Exit::Success)
    }

    /// 0 when all is well, 1 when the shop answers and something is the matter, 2 when it does not answer.
    fn check_shop(&self, name: &str, accept: bool) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        engine.vault().shop(name)?;
        let checked = if accept {
            engine.accept_shop(name)
        } else {
            engine.check_shop(name)
        };
        let (problems, server, facts, exit) = match checked {
            Ok(check) => {
                let problems: Vec<Problem> = check
                    .problems
                    .into_iter()
                    .map(|problem| Problem {
                        code: problem.code,
                        message: problem.message,
                        hint: problem.hint,
                    })
                    .collect();
                let exit = Exit::when(problems.is_empty());
                (problems, Some(check.server), check.facts, exit)
            }
            Err(error) => (vec![Refusal::from(error).told()], None, None, Exit::Refused),
        };
        let answer = ShopChecked {
            ok: problems.is_empty(),
            problems,
            database: facts.map(|facts| DatabaseTold {
                tables: facts.tables,
                records: facts.rows,
                bytes: facts.bytes,
                time_zone: facts.time_zone,
                charset: facts.charset,
            }),
        };
        self.output.answer(&answer, |page| {
            if let Some(server) = server {
                page.line(format!("{} answers: {}.", visible(name), visible(&server)));
            }
            if let Some(database) = &answer.database {
                page.line(told(database));
            }
            if answer.ok {
                page.line("Everything can be backed up and restored.");
            }
            for problem in &answer.problems {
                page.line(visible(&problem.message));
                page.line(visible(&problem.hint));
            }
        })?;
        Ok(exit)
    }

    fn move_shop(
        &self,
        name: String,
        file: Option<&Path>,
        server: Option<&ServerArguments>,
    ) -> Result<Exit, Refusal> {
        let mut engine = self.engine()?;
        let was = engine.vault().shop(&name)?;
        if let Some(server) = server {
            let there = self.server(&was.kind, server)?;
            there.engine.move_shop(&name, &there.connection)?;
            self.remember_password(server, &there)?;
            engine = there.engine;
        } else {
            let file = whole_path(file.unwrap_or(Path::new("")))?;
            engine.move_shop(&name, &engine.connection_to(&file))?;
        }
        let place = |shop: &Shop| engine.place_of(shop);
        let moved = engine.vault().shop(&name)?;
        let backups = engine.vault().backups(moved.id)?.len() as u64;
        let answer = ShopMoved {
            shop: name,
            was: place(&was),
            place: place(&moved),
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "{} is read from {}",
                visible(&answer.shop),
                visible(answer.place.as_deref().unwrap_or_default())
            ));
            page.line(format!(
                "Until now it was read from {}",
                visible(answer.was.as_deref().unwrap_or_default())
            ));
            page.line(format!(
                "Its history goes on: {}.",
                counted(backups, "backup", "backups")
            ));
        })?;
        Ok(Exit::Success)
    }

    fn admin_address(&self, shop: String, address: Option<&str>) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let admin = match address {
            Some(address) => engine.set_admin_address(&shop, address)?,
            None => engine.admin_address(&shop)?,
        };
        let answer = ShopAdmin { shop, admin };
        self.output.answer(&answer, |page| match &answer.admin {
            Some(address) => page.line(format!(
                "The administration of {} is at {}",
                visible(&answer.shop),
                visible(address)
            )),
            None => page.line(format!(
                "Where the administration of {} is was not entered.",
                visible(&answer.shop)
            )),
        })?;
        Ok(Exit::Success)
    }

    fn remove_shop(&self, name: String, yes: bool) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let shop = engine.vault().shop(&name)?;
        let backups = engine.vault().backups(shop.id)?.len() as u64;
        if !yes {
            return Err(Refusal::NotConfirmed {
                what: format!(
                    "{} and its {} would be taken out of the vault for good.",
                    shop.name,
                    counted(backups, "backup", "backups")
                ),
            });
        }
        let remove = || engine.remove_shop(&name);
        anchored::removing(self.around.keyring.as_ref(), engine.vault(), remove)?;
        let answer = ShopRemoved {
            shop: name,
            removed: true,
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "{} and its {} are out of the vault. The shop itself was not touched.",
                visible(&answer.shop),
                counted(backups, "backup", "backups")
            ));
        })?;
        Ok(Exit::Success)
    }
}

/// The computer that was named to go through.
fn ssh(server: &ServerArguments) -> Result<Option<SshAddress>, Refusal> {
    let (Some(host), Some(user)) = (&server.ssh_host, &server.ssh_user) else {
        return Ok(None);
    };
    Ok(Some(SshAddress {
        host: host.clone(),
        port: server.ssh_port,
        user: user.clone(),
        key: server.ssh_key.as_deref().map(whole_path).transpose()?,
        host_key: None,
    }))
}

/// Keeps the key of a computer that was met for the first time, when it is the one that was named.
fn confirm<T>(
    address: &mut ServerAddress,
    named: &str,
    tried: Result<T, EngineError>,
) -> Result<(), Refusal> {
    match tried {
        Err(EngineError::Shop(ShopError::SshHostUnknown {
            fingerprint,
            host_key,
            ..
        })) if fingerprint == named => {
            if let Some(ssh) = &mut address.ssh {
                ssh.host_key = Some(host_key);
            }
            Ok(())
        }
        Err(error @ EngineError::Shop(ShopError::SshHostUnknown { .. })) => Err(error.into()),
        // Whatever else is the matter is said when the shop is added.
        _ => Ok(()),
    }
}

fn connection_of(address: &ServerAddress) -> Result<String, Refusal> {
    serde_json::to_string(address).map_err(|cause| Refusal::Answer(cause.into()))
}

/// A database server that was named on the command line.
struct NamedServer {
    engine: Engine,
    connection: String,
    kept_as: String,
    password: Option<Secret>,
}

/// `3 tables, about 1,204 records, about 2.1 MB, times in Europe/Berlin, texts in utf8mb4.`
fn told(database: &DatabaseTold) -> String {
    let about = |text: String| format!("about {text}");
    let parts: Vec<String> = [
        Some(counted(database.tables, "table", "tables")),
        database
            .records
            .map(|records| about(counted(records, "record", "records"))),
        database.bytes.map(|room| about(room_of(room))),
        database.time_zone.as_ref().map(|zone| format!("times in {zone}")),
        database.charset.as_ref().map(|set| format!("texts in {set}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    visible(&format!("It has {}.", parts.join(", ")))
}

/// Adds a shop that is a database file.
pub(super) fn add_sqlite_shop(
    engine: &Engine,
    name: &str,
    file: &Path,
    profile: Option<&str>,
) -> Result<(Shop, Vec<TypeDescription>), Refusal> {
    let connection = engine.connection_to(&whole_path(file)?);
    Ok(engine.add_shop(name, "sqlite", &connection, profile)?)
}

/// Makes the practice shop's database in the vault's folder and adds it like any other shop.
pub(super) fn add_practice_shop(
    engine: &Engine,
    name: &str,
    size: Size,
) -> Result<(Shop, Vec<TypeDescription>), Refusal> {
    let folder = practice_folder(engine);
    fs::create_dir_all(&folder).map_err(|cause| Refusal::File {
        doing: format!("make the folder {}", folder.display()),
        cause,
    })?;
    let file = free_file(&folder);
    let added = backstock_practice::create(&file, size, PRACTICE_SEED, SystemTime.now())
        .map_err(Refusal::from)
        .and_then(|()| add_sqlite_shop(engine, name, &file, None));
    if added.is_err() {
        // A shop that is not in the vault would only lie around.
        let _ = fs::remove_file(&file);
    }
    added
}

/// Where the practice shops of a vault lie.
pub(super) fn practice_folder(engine: &Engine) -> PathBuf {
    engine.vault().folder().join("practice")
}

fn free_file(folder: &Path) -> PathBuf {
    (1..)
        .map(|number| folder.join(format!("harbour-tea-{number}.sqlite")))
        .find(|file| !file.exists())
        .unwrap_or_else(|| folder.join("harbour-tea.sqlite"))
}
