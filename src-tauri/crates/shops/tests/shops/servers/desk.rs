//! A shop on a server: made, spoiled, put back, and looked at from the server's own side.

use std::collections::BTreeSet;
use std::path::Path;

use backstock_model::{RecordKey, Secret};
use backstock_servers::{MariaDb, NotHere, PASSWORD, Postgres, USER};
use backstock_shops::{
    Encryption, NO_PROFILE, Profiles, ServerAddress, ServerKind, ServerShop, Shop as _, ShopError,
    WriteOutcome,
};

use crate::desk::{Kept, State, skipped, state_of, writes};
use crate::random::Chance;

pub const BOTH: [ServerKind; 2] = [ServerKind::Mysql, ServerKind::Postgres];

/// A database of its own on the server that this test process shares.
pub struct ServerDesk {
    server: Server,
    database: String,
}

#[derive(Clone, Copy)]
enum Server {
    Mysql(&'static MariaDb),
    Postgres(&'static Postgres),
}

impl ServerDesk {
    /// Makes an empty database; nothing, said aloud, where the server is not installed.
    pub fn new(kind: ServerKind, name: &str) -> Option<Self> {
        let made = || -> Result<Self, NotHere> {
            Ok(match kind {
                ServerKind::Mysql => {
                    let server = MariaDb::shared()?;
                    Self {
                        server: Server::Mysql(server),
                        database: server.fresh_database(name)?,
                    }
                }
                ServerKind::Postgres => {
                    let server = Postgres::shared()?;
                    Self {
                        server: Server::Postgres(server),
                        database: server.fresh_database(name)?,
                    }
                }
            })
        };
        made().inspect_err(|why| skipped(&why.to_string())).ok()
    }

    /// A database of its own on this server.
    pub fn on_mariadb(server: &'static MariaDb, name: &str) -> Self {
        Self {
            server: Server::Mysql(server),
            database: server.fresh_database(name).unwrap(),
        }
    }

    /// A database of its own on this server.
    pub fn on_postgres(server: &'static Postgres, name: &str) -> Self {
        Self {
            server: Server::Postgres(server),
            database: server.fresh_database(name).unwrap(),
        }
    }

    /// A database out of a real shop's dump, where it is at hand.
    pub fn loaded(kind: ServerKind, name: &str, dump: &str) -> Option<Self> {
        let Some(file) = backstock_servers::fixture(dump) else {
            skipped(&format!("{dump} is not at hand"));
            return None;
        };
        let desk = Self::new(kind, name)?;
        desk.load(&file);
        Some(desk)
    }

    pub fn load(&self, file: &Path) {
        match self.server {
            Server::Mysql(server) => server.load(&self.database, file).unwrap(),
            Server::Postgres(server) => server.load(&self.database, file).unwrap(),
        }
    }

    /// Runs SQL as the server's master; on PostgreSQL what it makes belongs to the shop's user.
    pub fn sql(&self, sql: &str) {
        match self.server {
            Server::Mysql(server) => server.run(&self.database, sql).unwrap(),
            Server::Postgres(server) => server
                .run(&self.database, &format!("SET ROLE {USER}; {sql}"))
                .unwrap(),
        }
    }

    pub fn try_each(&self, sql: &str) {
        match self.server {
            Server::Mysql(server) => server.try_each(&self.database, sql).unwrap(),
            Server::Postgres(server) => server.try_each(&self.database, sql).unwrap(),
        }
    }

    pub fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        match self.server {
            Server::Mysql(server) => server.rows(&self.database, sql).unwrap(),
            Server::Postgres(server) => server.rows(&self.database, sql).unwrap(),
        }
    }

    pub fn value(&self, sql: &str) -> String {
        self.rows(sql).remove(0).remove(0)
    }

    /// The tables by the names that the shop's reading gives them.
    pub fn tables(&self) -> Vec<String> {
        let schema = match self.kind() {
            ServerKind::Mysql => "DATABASE()",
            ServerKind::Postgres => "'public'",
        };
        let rows = self.rows(&format!(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = {schema} AND table_type = 'BASE TABLE'"
        ));
        rows.into_iter().flatten().collect()
    }

    pub fn dump(&self) -> Vec<String> {
        match self.server {
            Server::Mysql(server) => server.dump(&self.database).unwrap(),
            Server::Postgres(server) => server.dump(&self.database).unwrap(),
        }
    }

    /// What the server's own tool writes of the database.
    pub fn exported(&self, options: &[&str]) -> Vec<u8> {
        match self.server {
            Server::Mysql(server) => server.exported(&self.database, options).unwrap(),
            Server::Postgres(server) => server.exported(&self.database, options).unwrap(),
        }
    }

    /// Runs SQL as the server's master.
    pub fn as_master(&self, sql: &str) {
        match self.server {
            Server::Mysql(server) => server.run(&self.database, sql).unwrap(),
            Server::Postgres(server) => server.run(&self.database, sql).unwrap(),
        }
    }

    /// Lets nobody in any more whose way is not protected; PostgreSQL only.
    pub fn only_protected(&self) {
        let Server::Postgres(server) = self.server else {
            return;
        };
        let rules = server.socket().join("data/pg_hba.conf");
        std::fs::write(rules, "local all all trust\nhostssl all all all scram-sha-256\n").unwrap();
        server.run("postgres", "SELECT pg_reload_conf()").unwrap();
    }

    /// The server's port on the loopback address.
    pub fn port(&self) -> u16 {
        match self.server {
            Server::Mysql(server) => server.port(),
            Server::Postgres(server) => server.port(),
        }
    }

    pub fn kill_connections(&self) {
        match self.server {
            Server::Mysql(server) => server.kill_connections(&self.database).unwrap(),
            Server::Postgres(server) => server.kill_connections(&self.database).unwrap(),
        }
    }

    pub fn kind(&self) -> ServerKind {
        match self.server {
            Server::Mysql(_) => ServerKind::Mysql,
            Server::Postgres(_) => ServerKind::Postgres,
        }
    }

    /// How it is reached over the network.
    pub fn address(&self) -> ServerAddress {
        let port = match self.server {
            Server::Mysql(server) => server.port(),
            Server::Postgres(server) => server.port(),
        };
        ServerAddress {
            host: "127.0.0.1".to_owned(),
            port: Some(port),
            socket: None,
            user: USER.to_owned(),
            database: self.database.clone(),
            prefix: None,
            encryption: Encryption::Usual,
            certificate: None,
            accepted_certificate: None,
            ssh: None,
        }
    }

    pub fn socket(&self) -> ServerAddress {
        let (socket, port) = match self.server {
            Server::Mysql(server) => (server.socket(), None),
            Server::Postgres(server) => (server.socket(), Some(server.port())),
        };
        ServerAddress {
            host: String::new(),
            port,
            socket: Some(socket),
            ..self.address()
        }
    }

    /// The shop at another address, every table a content type.
    pub fn shop_at(&self, address: ServerAddress) -> Result<ServerShop, ShopError> {
        ServerShop::open(
            self.kind(),
            address,
            Secret::new(PASSWORD.to_owned()),
            Some(NO_PROFILE),
            &Profiles::default(),
        )
    }

    /// The shop, every table a content type.
    pub fn shop(&self) -> ServerShop {
        self.shop_with(Some(NO_PROFILE), &Profiles::default())
    }

    pub fn shop_with(&self, profile: Option<&str>, profiles: &Profiles) -> ServerShop {
        let password = Secret::new(PASSWORD.to_owned());
        ServerShop::open(self.kind(), self.address(), password, profile, profiles).unwrap()
    }

    pub fn state(&self) -> State {
        state_of(&self.shop()).unwrap()
    }

    /// Writes the differences from what is to `wanted`, as one batch.
    pub fn restore(&self, wanted: &State) -> Vec<(RecordKey, WriteOutcome)> {
        let live = self.state();
        let objects = Kept::of([&live, wanted]);
        let batch = writes(&live, wanted);
        let mut writing = self.shop().open_writing().unwrap();
        let outcomes = writing.write(&batch, &objects).unwrap();
        batch.into_iter().map(|write| write.key).zip(outcomes).collect()
    }

    pub fn restore_all(&self, wanted: &State) {
        for (key, outcome) in self.restore(wanted) {
            assert!(matches!(outcome, WriteOutcome::Written(_)), "{key}: {outcome:?}");
        }
    }

    /// Edits and deletes rows of every table as far as the server's own rules allow.
    pub fn spoil(&self, seed: u64) {
        let mut chance = Chance(seed);
        let tables = self.rows(match self.kind() {
            ServerKind::Mysql => {
                "SELECT table_name, column_name, column_key = 'PRI' OR extra LIKE '%GENERATED%' FROM information_schema.columns
                 JOIN information_schema.tables USING (table_schema, table_name)
                 WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1, ordinal_position"
            }
            ServerKind::Postgres => {
                "SELECT c.oid::regclass, quote_ident(attname), CASE WHEN attgenerated <> '' OR EXISTS (SELECT FROM pg_index i
                   WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) THEN 1 ELSE 0 END
                 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0 AND NOT attisdropped
                   AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY c.oid::regclass::text, attnum"
            }
        });
        let mut columns: Vec<(String, Vec<String>)> = Vec::new();
        for row in &tables {
            if columns.last().is_none_or(|(table, _)| *table != row[0]) {
                columns.push((row[0].clone(), Vec::new()));
            }
            if row[2] == "0" {
                columns.last_mut().unwrap().1.push(row[1].clone());
            }
        }
        let mut sql = match self.kind() {
            ServerKind::Mysql => "SET sql_mode = '';\n".to_owned(),
            ServerKind::Postgres => format!("SELECT setseed(0.{seed});\n"),
        };
        for (table, columns) in &columns {
            for _ in 0..3 {
                let value = ["NULL", "'0'", "'7'", "'spoiled'", "'1.25'", "''"][chance.below(6) as usize];
                let many = chance.below(4) + 1;
                let column = columns.get(chance.below(columns.len() as u64 + 1) as usize);
                sql.push_str(&match (self.kind(), column) {
                    (ServerKind::Mysql, Some(column)) => format!(
                        "UPDATE `{table}` SET `{column}` = {value} ORDER BY RAND({seed}) LIMIT {many};\n"
                    ),
                    (ServerKind::Mysql, None) => {
                        format!("DELETE FROM `{table}` ORDER BY RAND({seed}) LIMIT {many};\n")
                    }
                    (ServerKind::Postgres, Some(column)) => format!(
                        "UPDATE {table} SET {column} = {value} WHERE ctid IN (SELECT ctid FROM {table} ORDER BY random() LIMIT {many});\n"
                    ),
                    (ServerKind::Postgres, None) => format!(
                        "DELETE FROM {table} WHERE ctid IN (SELECT ctid FROM {table} ORDER BY random() LIMIT {many});\n"
                    ),
                });
            }
        }
        self.try_each(&sql);
    }
}

pub fn assert_same(left: &[String], right: &[String], what: &str) {
    let known = |rows: &[String]| rows.iter().cloned().collect::<BTreeSet<_>>();
    let (left_rows, right_rows) = (known(left), known(right));
    let differing: Vec<&String> = left_rows.symmetric_difference(&right_rows).take(6).collect();
    assert!(left == right, "{what}: {differing:#?}");
}
