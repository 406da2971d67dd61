//! A shop on a real database server, reached over a line that can be cut; its vault and its engine.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use backstock_engine::{
    BackupAsk, BackupOutcome, ConnectedShops, Engine, EngineError, Patience, RunOutcome, ShopPasswords,
};
use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, Plan, PlanId, RunId, Secret};
use backstock_servers::{MariaDb, NotHere, PASSWORD, Postgres, Proxy, USER};
use backstock_testkit::{HeldClock, TemporaryVault};
use chrono::TimeDelta;

pub(crate) const SHOP: &str = "Teas";

pub(crate) const SOON: Patience = Patience {
    between: Duration::from_millis(50),
    total: Duration::from_secs(60),
};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Server {
    Mysql(&'static MariaDb),
    Postgres(&'static Postgres),
}

impl Server {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Mysql(_) => "mysql",
            Self::Postgres(_) => "postgres",
        }
    }
}

/// The two servers that all tests here share; one that is not installed is told past the test harness.
pub(crate) fn shared() -> Vec<Server> {
    heard([
        MariaDb::shared().map(Server::Mysql),
        Postgres::shared().map(Server::Postgres),
    ])
}

/// Two servers of one's own, which end with the tests.
pub(crate) fn own() -> Vec<Server> {
    heard([
        MariaDb::start().map(|server| Server::Mysql(Box::leak(Box::new(server)))),
        Postgres::start().map(|server| Server::Postgres(Box::leak(Box::new(server)))),
    ])
}

fn heard(servers: [Result<Server, NotHere>; 2]) -> Vec<Server> {
    let told = |why: &NotHere| skipped(&why.to_string());
    servers
        .into_iter()
        .filter_map(|server| server.inspect_err(told).ok())
        .collect()
}

/// Says past the test harness what was not tested.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// The same numbers every time, all over the range.
pub(crate) fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^ (mixed >> 31)
    }
}

struct OnePassword;

impl ShopPasswords for OnePassword {
    fn password(&self, _name: &str) -> Option<Secret> {
        Some(Secret::new(PASSWORD.to_owned()))
    }
}

pub(crate) struct Served {
    pub(crate) server: Server,
    pub(crate) database: String,
    pub(crate) line: Proxy,
    pub(crate) engine: Engine,
    clock: Arc<HeldClock>,
    _vault: TemporaryVault,
}

impl Served {
    /// A database with these tables, added to a vault and not backed up yet; every table is a content type.
    pub(crate) fn new(server: Server, tables: &str) -> Self {
        Self::new_for(server, tables, |_, _| USER.to_owned())
    }

    /// The same, read by the user of the server's that is named for the database.
    pub(crate) fn new_for(server: Server, tables: &str, user: impl Fn(Server, &str) -> String) -> Self {
        Self::made(server, Some("none"), user, |served| served.sql(tables))
    }

    /// The same, with the profile that is found by itself.
    pub(crate) fn profiled(server: Server, tables: &str) -> Self {
        Self::made(server, None, |_, _| USER.to_owned(), |served| served.sql(tables))
    }

    /// The same out of a real shop's dump.
    pub(crate) fn loaded(server: Server, dump: &Path) -> Self {
        Self::made(
            server,
            None,
            |_, _| USER.to_owned(),
            |served| served.load(&served.database, dump),
        )
    }

    /// A database with these tables beside a vault that knows nothing of it.
    pub(crate) fn unknown(server: Server, tables: &str) -> Self {
        let served = Self::empty(server);
        served.sql(tables);
        served
    }

    fn made(
        server: Server,
        profile: Option<&str>,
        user: impl Fn(Server, &str) -> String,
        fill: impl FnOnce(&Self),
    ) -> Self {
        let served = Self::empty(server);
        fill(&served);
        let connection = format!(
            r#"{{"host":"127.0.0.1","port":{},"user":"{}","database":"{}"}}"#,
            served.line.port(),
            user(server, &served.database),
            served.database
        );
        served
            .engine
            .add_shop(SHOP, served.kind(), &connection, profile)
            .unwrap();
        served
    }

    fn empty(server: Server) -> Self {
        let (database, port) = match server {
            Server::Mysql(server) => (server.fresh_database("teas").unwrap(), server.port()),
            Server::Postgres(server) => (server.fresh_database("teas").unwrap(), server.port()),
        };
        let line = Proxy::before(port).unwrap();
        let clock = Arc::new(HeldClock::default());
        let vault = TemporaryVault::create(backstock_model::Clock::now(&*clock)).unwrap();
        let shops = ConnectedShops::built_in()
            .unwrap()
            .with_passwords(Arc::new(OnePassword));
        let engine = Engine::new(vault.vault().clone(), Arc::new(shops), clock.clone()).with_patience(SOON);
        Self {
            server,
            database,
            line,
            engine,
            clock,
            _vault: vault,
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        self.server.kind()
    }

    /// Feeds an SQL file to a database of the server.
    pub(crate) fn load(&self, database: &str, file: &Path) {
        match self.server {
            Server::Mysql(server) => server.load(database, file).unwrap(),
            Server::Postgres(server) => server.load(database, file).unwrap(),
        }
    }

    /// Changes the shop, not over the line.
    pub(crate) fn sql(&self, sql: &str) {
        self.try_sql(sql).unwrap();
    }

    /// The same, for what may be ended from elsewhere.
    pub(crate) fn try_sql(&self, sql: &str) -> Result<(), NotHere> {
        match self.server {
            Server::Mysql(server) => server.run(&self.database, sql),
            Server::Postgres(server) => server.run(&self.database, &format!("SET ROLE {USER}; {sql}")),
        }
    }

    /// Changes the shop, and goes on after what the server does not allow.
    pub(crate) fn try_each(&self, sql: &str) {
        match self.server {
            Server::Mysql(server) => server.try_each(&self.database, sql).unwrap(),
            Server::Postgres(server) => server.try_each(&self.database, sql).unwrap(),
        }
    }

    /// The columns of a table that anybody may write to and that no key is made of.
    pub(crate) fn columns_of(&self, table: &str) -> Vec<String> {
        let rows = match self.server {
            Server::Mysql(server) => server.rows(
                &self.database,
                &format!(
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{table}'
                     AND column_key <> 'PRI' AND extra NOT LIKE '%GENERATED%' ORDER BY ordinal_position"
                ),
            ),
            Server::Postgres(server) => server.rows(
                &self.database,
                &format!(
                    "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = '\"{table}\"'::regclass AND a.attnum > 0
                     AND NOT a.attisdropped AND a.attgenerated = '' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid
                     AND i.indisprimary AND a.attnum = ANY (i.indkey)) ORDER BY a.attnum"
                ),
            ),
        };
        rows.unwrap().concat()
    }

    /// The one value that SQL answers with.
    pub(crate) fn value(&self, sql: &str) -> String {
        let rows = match self.server {
            Server::Mysql(server) => server.rows(&self.database, sql),
            Server::Postgres(server) => server.rows(&self.database, sql),
        };
        rows.unwrap().concat().concat()
    }

    /// Every value as the server holds it.
    pub(crate) fn dump(&self) -> Vec<String> {
        match self.server {
            Server::Mysql(server) => server.dump(&self.database).unwrap(),
            Server::Postgres(server) => server.dump(&self.database).unwrap(),
        }
    }

    pub(crate) fn stop(&self) {
        match self.server {
            Server::Mysql(server) => server.stop().unwrap(),
            Server::Postgres(server) => server.stop().unwrap(),
        }
    }

    pub(crate) fn start_again(&self) {
        match self.server {
            Server::Mysql(server) => server.start_again().unwrap(),
            Server::Postgres(server) => server.start_again().unwrap(),
        }
    }

    pub(crate) fn try_backup(&self) -> Result<BackupOutcome, EngineError> {
        self.clock.advance(TimeDelta::days(1));
        self.engine
            .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
    }

    pub(crate) fn backup(&self) -> BackupNumber {
        self.try_backup().unwrap().backup.number
    }

    /// What would bring the whole shop back to a backup, deletions included.
    pub(crate) fn plan(&self, to: BackupNumber) -> (PlanId, Plan) {
        let choice = Choice {
            allow_deletes: true,
            ..Choice::default()
        };
        self.plan_of(to, &choice)
    }

    pub(crate) fn plan_of(&self, to: BackupNumber, choice: &Choice) -> (PlanId, Plan) {
        self.engine
            .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
            .unwrap()
    }

    pub(crate) fn plan_undo(&self, run: RunId) -> PlanId {
        let planned = self.engine.plan_undo(SHOP, run, &NoProgress, &Cancel::new());
        planned.unwrap().0
    }

    pub(crate) fn carry_out(&self, plan: PlanId) -> Result<RunOutcome, EngineError> {
        self.clock.advance(TimeDelta::days(1));
        self.engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
    }
}
