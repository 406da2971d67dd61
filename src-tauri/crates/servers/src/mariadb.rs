//! A MariaDB server, or a MySQL one in its place.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::programs::{Running, free_port, is_root, open, private_folder, program, run};
use crate::{Certificate, NotHere, PASSWORD, USER};

const PACKAGE: &str = "mariadb-server";

/// Names the program of a MySQL server that is started in MariaDB's place, so that the same stories are told of it. Its client is
/// MariaDB's.
const INSTEAD: &str = "BACKSTOCK_MYSQL";

/// A server with a data folder of its own.
#[derive(Debug)]
pub struct MariaDb {
    running: Mutex<Option<Running>>,
    words: Vec<String>,
    folder: PathBuf,
    port: u16,
    named: AtomicU32,
}

impl Drop for MariaDb {
    fn drop(&mut self) {
        let running = self
            .running
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if running.is_none() {
            // Whoever was stopped has nobody to clear its folder away.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

impl MariaDb {
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
    /// As [`MariaDb::start`].
    pub fn start_with(certificate: Option<&Certificate>) -> Result<Self, NotHere> {
        program("mariadb", "mariadb-client")?;
        let instead = std::env::var_os(INSTEAD).map(PathBuf::from);
        let (server, installer, installing): (_, _, &[&str]) = match &instead {
            Some(mysql) => (mysql.clone(), mysql.clone(), &["--initialize-insecure"]),
            None => (
                program("mariadbd", PACKAGE)?,
                program("mariadb-install-db", PACKAGE)?,
                &["--auth-root-authentication-method=normal", "--skip-test-db"],
            ),
        };
        let folder = private_folder("backstock-mariadb-", None)?;
        let data = folder.join("data");
        let mut command = Command::new(installer);
        command.arg("--no-defaults").args(installing);
        command.arg(format!("--datadir={}", data.display()));
        command.arg(format!("--tmpdir={}", folder.display()));
        if is_root() && instead.is_some() {
            command.arg("--user=root");
        }
        run(&mut command, &mut std::io::empty())?;
        let (port, socket) = (free_port()?, folder.join("socket"));
        let mut words = vec![
            server.display().to_string(),
            "--no-defaults".to_owned(),
            format!("--datadir={}", data.display()),
            format!("--socket={}", socket.display()),
            format!("--port={port}"),
            format!("--pid-file={}", folder.join("pid").display()),
            // A server that starts clears away what it takes for left over there, also another one's.
            format!("--tmpdir={}", folder.display()),
            "--bind-address=127.0.0.1".to_owned(),
            "--innodb-buffer-pool-size=64M".to_owned(),
            "--innodb-flush-log-at-trx-commit=0".to_owned(),
            "--skip-log-bin".to_owned(),
            "--character-set-server=utf8mb4".to_owned(),
        ];
        if is_root() {
            words.push("--user=root".to_owned());
        }
        if instead.is_some() {
            // Folders and sockets outside of its own.
            words.extend(["--secure-file-priv=NULL", "--mysqlx=OFF"].map(str::to_owned));
        } else {
            // Its data lives as long as the tests: the disk need not be waited for.
            words.extend(
                [
                    "--sync-frm=0",
                    "--innodb-flush-method=nosync",
                    "--innodb-doublewrite=0",
                ]
                .map(str::to_owned),
            );
        }
        if let Some(certificate) = certificate {
            let (file, key) = certificate.copied_to(&folder)?;
            words.push(format!("--ssl-cert={}", file.display()));
            words.push(format!("--ssl-key={}", key.display()));
            if certificate.is_of_version_1() {
                // Of the same time.
                words.push("--tls-version=TLSv1.2".to_owned());
            }
        }
        let server = Self {
            running: Mutex::default(),
            words,
            folder,
            port,
            named: AtomicU32::new(0),
        };
        server.start_again()?;
        for host in ["localhost", "127.0.0.1"] {
            server.run(
                "mysql",
                &format!(
                    "CREATE USER '{USER}'@'{host}' IDENTIFIED BY '{PASSWORD}';
                     GRANT ALL ON *.* TO '{USER}'@'{host}'"
                ),
            )?;
        }
        Ok(server)
    }

    /// The one server of this test process.
    ///
    /// # Errors
    ///
    /// As [`MariaDb::start`].
    pub fn shared() -> Result<&'static Self, NotHere> {
        static SERVER: OnceLock<Result<MariaDb, NotHere>> = OnceLock::new();
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
        let answered = running.wait(&log, || self.run("mysql", "SELECT 1").is_ok());
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

    /// Whether it is a MySQL server that stands in MariaDB's place.
    pub fn is_mysql() -> bool {
        std::env::var_os(INSTEAD).is_some()
    }

    /// The port on this computer's loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The socket.
    pub fn socket(&self) -> PathBuf {
        self.folder.join("socket")
    }

    /// Makes an empty database with a name of its own.
    ///
    /// # Errors
    ///
    /// When the server does not make it.
    pub fn fresh_database(&self, name: &str) -> Result<String, NotHere> {
        let name = format!("{name}_{}", self.named.fetch_add(1, Ordering::Relaxed));
        self.run("mysql", &format!("CREATE DATABASE `{name}`"))?;
        Ok(name)
    }

    /// Feeds an SQL file to a database with the server's own client; `.gz` is unpacked.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn load(&self, database: &str, file: &Path) -> Result<(), NotHere> {
        run(&mut self.client(database), open(file)?.as_mut()).map(|_| ())
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
        let said = run(&mut self.client(database), &mut sql.as_bytes())?;
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
        let mut client = self.client(database);
        client.arg("--force");
        match run(&mut client, &mut sql.as_bytes()) {
            Ok(_) => Ok(()),
            Err(why) if why.0.contains("ERROR ") => Ok(()),
            Err(why) => Err(why),
        }
    }

    /// Every value of every table as the server holds it, in an order of its own: what two moments are compared by.
    ///
    /// # Errors
    ///
    /// What the client said.
    pub fn dump(&self, database: &str) -> Result<Vec<String>, NotHere> {
        let tables = self.rows(
            database,
            "SELECT table_name, GROUP_CONCAT(CONCAT('COALESCE(HEX(', IF(data_type IN ('float'), CONCAT('`', column_name, '`+0e0'), \
             CONCAT('CAST(`', column_name, '` AS BINARY)')), '), \\'-\\')') ORDER BY ordinal_position SEPARATOR ', ') \
             FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) \
             WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' GROUP BY table_name ORDER BY table_name",
        )?;
        let mut dump = Vec::new();
        for table in &tables {
            let [name, values] = table.as_slice() else {
                continue;
            };
            let sql = format!("SET time_zone = '+00:00'; SELECT CONCAT_WS(' ', {values}) FROM `{name}`");
            let mut rows: Vec<String> = self
                .rows(database, &sql)?
                .into_iter()
                .map(|row| format!("{name}: {}", row.join(" ")))
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
        let found = self.rows(
            "mysql",
            &format!(
                "SELECT id FROM information_schema.processlist WHERE user = '{USER}' AND db = '{database}'"
            ),
        )?;
        for id in found.iter().flatten() {
            // One may have ended by itself meanwhile.
            let _ = self.run("mysql", &format!("KILL CONNECTION {id}"));
        }
        Ok(())
    }

    /// What the server's own tool writes of a database.
    ///
    /// # Errors
    ///
    /// What the tool said.
    pub fn exported(&self, database: &str, options: &[&str]) -> Result<Vec<u8>, NotHere> {
        let mut command = Command::new(program("mariadb-dump", "mariadb-client")?);
        command
            .args(["--no-defaults", "-uroot"])
            .arg("--socket")
            .arg(self.socket())
            .args(options)
            .arg(database);
        run(&mut command, &mut std::io::empty())
    }

    fn client(&self, database: &str) -> Command {
        let mut command = Command::new("mariadb");
        command
            .args([
                "--no-defaults",
                "-uroot",
                "-N",
                "-B",
                "--default-character-set=utf8mb4",
                "--binary-mode",
            ])
            .arg("--socket")
            .arg(self.socket())
            .arg("--init-command=SET SESSION group_concat_max_len = 1048576")
            .arg(database);
        command
    }
}
