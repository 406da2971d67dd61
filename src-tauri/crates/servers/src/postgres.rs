//! A PostgreSQL server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::programs::{Running, free_port, give_away, is_root, open, private_folder, program, run};
use crate::{Certificate, NotHere, PASSWORD, USER};

const PACKAGE: &str = "postgresql";
/// Who the server runs as when this process is root, which it refuses to be.
const SOMEBODY: &str = "postgres";
/// The user that may do everything.
const MASTER: &str = "master";

/// A server with a data folder of its own.
#[derive(Debug)]
pub struct Postgres {
    running: Mutex<Option<Running>>,
    words: Vec<String>,
    folder: PathBuf,
    port: u16,
    programs: PathBuf,
    named: AtomicU32,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let running = self
            .running
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if running.is_none() {
            // Whoever was stopped has nobody to clear its folder away.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Postgres {
    /// Makes a data folder and starts a server over it. Takes a few seconds.
    ///
    /// # Errors
    ///
    /// When the server is not installed, or does not start.
    pub fn start() -> Result<Self, NotHere> {
        Self::start_with(None)
    }

    /// The same with a certificate, with which it offers protected connections.
    ///
    /// # Errors
    ///
    /// As [`Postgres::start`].
    pub fn start_with(certificate: Option<&Certificate>) -> Result<Self, NotHere> {
        let programs = programs()?;
        let folder = private_folder("backstock-postgres-", is_root().then_some(SOMEBODY))?;
        let data = folder.join("data");
        let words = |program: &str| -> Vec<String> {
            let program = programs.join(program).display().to_string();
            if is_root() {
                [
                    "setpriv",
                    "--reuid",
                    SOMEBODY,
                    "--regid",
                    SOMEBODY,
                    "--clear-groups",
                ]
                .map(str::to_owned)
                .into_iter()
                .chain([program])
                .collect()
            } else {
                vec![program]
            }
        };
        let mut made = words("initdb");
        made.extend(
            [
                "--auth-local=trust",
                "--auth-host=scram-sha-256",
                "--encoding=UTF8",
            ]
            .map(str::to_owned),
        );
        made.extend(["--locale=C.UTF-8", "--no-sync", "--username", MASTER].map(str::to_owned));
        made.push("--pgdata".to_owned());
        made.push(data.display().to_string());
        let (first, rest) = made.split_first().ok_or_else(|| NotHere(String::new()))?;
        run(
            Command::new(first).args(rest).current_dir(&folder),
            &mut std::io::empty(),
        )?;
        let port = free_port()?;
        let mut served = words("postgres");
        served.extend(["-D".to_owned(), data.display().to_string()]);
        for setting in [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", folder.display()),
            "fsync=off".to_owned(),
            "shared_buffers=32MB".to_owned(),
            "max_connections=50".to_owned(),
        ] {
            served.extend(["-c".to_owned(), setting]);
        }
        if let Some(certificate) = certificate {
            let (file, key) = certificate.copied_to(&folder)?;
            for path in [&file, &key] {
                give_away(path, is_root().then_some(SOMEBODY))?;
            }
            for setting in [
                "ssl=on".to_owned(),
                format!("ssl_cert_file={}", file.display()),
                format!("ssl_key_file={}", key.display()),
            ] {
                served.extend(["-c".to_owned(), setting]);
            }
        }
        let server = Self {
            running: Mutex::default(),
            words: served,
            folder,
            port,
            programs,
            named: AtomicU32::new(0),
        };
        server.start_again()?;
        server.run(
            "postgres",
            &format!("CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'"),
        )?;
        Ok(server)
    }

    /// The one server of this test process.
    ///
    /// # Errors
    ///
    /// As [`Postgres::start`].
    pub fn shared() -> Result<&'static Self, NotHere> {
        static SERVER: OnceLock<Result<Postgres, NotHere>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref().map_err(Clone::clone)
    }

    /// Starts it over its data, at the port and the socket it had.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub fn start_again(&self) -> Result<(), NotHere> {
        let log = self.folder.join("log");
        let running = Running::start(&self.folder, &log, &self.words)?;
        let answered = running.wait(&log, || self.run("postgres", "SELECT 1").is_ok());
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(running);
        answered
    }

    /// Stops it, with its data where it is.
    ///
    /// # Errors
    ///
    /// When it cannot be told.
    pub fn stop(&self) -> Result<(), NotHere> {
        match self.running.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(running) => running.stop(),
            None => Ok(()),
        }
    }

    /// The port on this computer's loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder with the socket.
    pub fn socket(&self) -> PathBuf {
        self.folder.clone()
    }

    /// Makes an empty database with a name of its own, which belongs to the shop's user.
    ///
    /// # Errors
    ///
    /// When the server does not make it.
    pub fn fresh_database(&self, name: &str) -> Result<String, NotHere> {
        let name = format!("{name}_{}", self.named.fetch_add(1, Ordering::Relaxed));
        self.run("postgres", &format!("CREATE DATABASE \"{name}\" OWNER {USER}"))?;
        Ok(name)
    }

    /// Feeds an SQL file to a database with the server's own client, and gives all that is in it to the shop's user; `.gz` is
    /// unpacked. What a statement complains about is passed over: dumps name owners that are not here.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn load(&self, database: &str, file: &Path) -> Result<(), NotHere> {
        run(&mut self.client(database, false), open(file)?.as_mut())?;
        let statements = self.rows(
            database,
            &format!(
                "SELECT format('ALTER %s %s OWNER TO {USER}', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
                 WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, c.oid::regclass)
                 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                 ORDER BY relkind = 'S'"
            ),
        )?;
        let statements: Vec<String> = statements.into_iter().flatten().collect();
        run(
            &mut self.client(database, false),
            &mut statements.join(";\n").as_bytes(),
        )
        .map(|_| ())
    }

    /// Runs SQL as the server's master.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn run(&self, database: &str, sql: &str) -> Result<(), NotHere> {
        self.rows(database, sql).map(|_| ())
    }

    /// The rows that SQL answers with, as the client prints them.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn rows(&self, database: &str, sql: &str) -> Result<Vec<Vec<String>>, NotHere> {
        let said = run(&mut self.client(database, true), &mut sql.as_bytes())?;
        Ok(String::from_utf8_lossy(&said)
            .lines()
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect())
    }

    /// Runs SQL and goes on after what the server does not allow, as random edits do.
    ///
    /// # Errors
    ///
    /// When the client itself does not run.
    pub fn try_each(&self, database: &str, sql: &str) -> Result<(), NotHere> {
        run(&mut self.client(database, false), &mut sql.as_bytes()).map(|_| ())
    }

    /// Every row of every table as the server writes it, in an order of its own: what two moments are compared by.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn dump(&self, database: &str) -> Result<Vec<String>, NotHere> {
        let tables = self.rows(
            database,
            "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE relkind IN ('r', 'p') AND NOT relispartition AND n.nspname NOT LIKE 'pg\\_%'
             AND n.nspname <> 'information_schema' ORDER BY 1",
        )?;
        let mut dump = Vec::new();
        for name in tables.iter().flatten() {
            let sql = format!(
                "SET timezone = 'UTC'; SET extra_float_digits = 3; SELECT replace(\"a row\"::text, chr(10), ' ') FROM {name} AS \"a row\""
            );
            let mut rows: Vec<String> = self
                .rows(database, &sql)?
                .into_iter()
                .map(|row| format!("{name}: {}", row.join("\t")))
                .collect();
            rows.sort();
            dump.append(&mut rows);
        }
        Ok(dump)
    }

    /// Ends every connection of the shop's user to a database.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn kill_connections(&self, database: &str) -> Result<(), NotHere> {
        self.run(
            "postgres",
            &format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{USER}' AND datname = '{database}'"
            ),
        )
    }

    fn client(&self, database: &str, stops: bool) -> Command {
        let mut command = Command::new(self.programs.join("psql"));
        command
            .args([
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--field-separator",
                "\t",
            ])
            .args(["--username", MASTER, "--host"])
            .arg(&self.folder)
            .args(["--port", &self.port.to_string(), "--dbname", database])
            .env("PGOPTIONS", "--client-min-messages=warning");
        if stops {
            command.args(["--set", "ON_ERROR_STOP=1"]);
        }
        command
    }
}

/// The folder with the newest server's programs.
fn programs() -> Result<PathBuf, NotHere> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("postgres").is_file())
        .collect();
    found.sort();
    match found.pop() {
        Some((_, folder)) => Ok(folder),
        None => {
            program("postgres", PACKAGE).map(|file| file.parent().unwrap_or(Path::new("/")).to_path_buf())
        }
    }
}
