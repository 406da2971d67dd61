//! Shops on real database servers: the whole main job, and what is refused.

use std::io::Write as _;

use backstock_servers::{Certificate, MariaDb, NotHere, PASSWORD, Postgres, Sshd, USER};
use serde_json::Value;

use super::stage::{Ran, Stage};

/// One of the two servers, with a shop in a database of its own.
struct Server {
    kind: &'static str,
    port: String,
    database: String,
    run: Box<dyn Fn(&str)>,
    dump: Box<dyn Fn() -> Vec<String>>,
}

const SHOP: &str = "CREATE TABLE brands (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);
    CREATE TABLE teas (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, price DECIMAL(10,4), brand INT, FOREIGN KEY (brand) REFERENCES brands (id));
    INSERT INTO brands VALUES (1, 'Harbour'), (2, 'Hillside');
    INSERT INTO teas VALUES (1, 'Assam', 4.5, 1), (2, 'Sencha', 7.25, 2), (3, 'Rooibos', 3.9900, NULL);";

fn mariadb() -> Result<Server, NotHere> {
    mariadb_on(MariaDb::shared()?)
}

fn mariadb_on(server: &'static MariaDb) -> Result<Server, NotHere> {
    let database = server.fresh_database("teas")?;
    server.run(&database, SHOP)?;
    let (at, named) = (database.clone(), database.clone());
    Ok(Server {
        kind: "mysql",
        port: server.port().to_string(),
        database,
        run: Box::new(move |sql| server.run(&at, sql).unwrap()),
        dump: Box::new(move || server.dump(&named).unwrap()),
    })
}

fn postgres() -> Result<Server, NotHere> {
    postgres_on(Postgres::shared()?)
}

fn postgres_on(server: &'static Postgres) -> Result<Server, NotHere> {
    let database = server.fresh_database("teas")?;
    server.run(&database, &format!("SET ROLE {USER}; {SHOP}"))?;
    let (at, named) = (database.clone(), database.clone());
    Ok(Server {
        kind: "postgres",
        port: server.port().to_string(),
        database,
        run: Box::new(move |sql| server.run(&at, sql).unwrap()),
        dump: Box::new(move || server.dump(&named).unwrap()),
    })
}

/// Those that are installed; the others are told past the test harness.
fn at_hand() -> Vec<Server> {
    heard([mariadb(), postgres()])
}

fn heard(servers: [Result<Server, NotHere>; 2]) -> Vec<Server> {
    servers
        .into_iter()
        .filter_map(|server| {
            server
                .inspect_err(|why| drop(writeln!(std::io::stderr(), "skipped: {why}")))
                .ok()
        })
        .collect()
}

impl Server {
    fn words<'s>(&'s self, name: &'s str, user: &'s str, database: &'s str) -> Vec<&'s str> {
        vec![
            "shop",
            "add",
            name,
            self.kind,
            "--host",
            "127.0.0.1",
            "--port",
            &self.port,
            "--user",
            user,
            "--database",
            database,
        ]
    }
}

/// Runs with the password in the environment and `--json`.
fn with_password(stage: &Stage, password: &str, words: &[&str]) -> Ran {
    let mut command = stage.command(words);
    command
        .args(["--json", "--quiet"])
        .env("BACKSTOCK_SHOP_SECRET", password);
    Ran::of(&mut command)
}

fn done(stage: &Stage, words: &[&str]) -> Value {
    let ran = with_password(stage, PASSWORD, words);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()
}

// S2.2, S2.6, S2.9 on servers: added, backed up, spoiled, compared, put back and read back, undone.
#[test]
fn a_shop_on_a_server_goes_through_the_main_job() {
    for server in at_hand() {
        let stage = Stage::new();
        let added = done(&stage, &server.words("Teas", USER, &server.database));
        assert_eq!(added["kind"], server.kind);
        let backup = done(&stage, &["backup", "Teas"]);
        assert_eq!((&backup["backup"], &backup["records"]), (&1.into(), &5.into()));
        let good = (server.dump)();
        (server.run)(
            "UPDATE teas SET price = price * 10; DELETE FROM teas WHERE id = 2; DELETE FROM brands WHERE id = 2;",
        );
        let spoiled = (server.dump)();
        let compared = done(&stage, &["compare", "Teas", "1", "live"]);
        assert_eq!(
            (&compared["updated"], &compared["deleted"]),
            (&2.into(), &2.into())
        );
        // Every digit, as the server wrote it.
        let shown = with_password(&stage, PASSWORD, &["show", "Teas", "teas", "3", "--at", "1"]);
        assert!(shown.out.contains("3.9900"), "{shown:?}");
        let restored = done(&stage, &["restore", "Teas", "--to", "1", "--yes"]);
        assert_eq!(
            (&restored["succeeded"], &restored["verified"]),
            (&4.into(), &4.into()),
            "{restored}"
        );
        assert_eq!((server.dump)(), good);
        let run = restored["run"].to_string();
        let undone = done(&stage, &["undo", "Teas", &run, "--yes"]);
        assert_eq!(undone["succeeded"], 4, "{undone}");
        assert_eq!((server.dump)(), spoiled);
        let second = done(&stage, &["backup", "Teas"]);
        assert_eq!(
            (&second["updated"], &second["deleted"]),
            (&2.into(), &2.into()),
            "{second}"
        );
    }
}

// RS-3: through another computer, whose key is confirmed by its fingerprint.
#[test]
fn a_shop_is_reached_through_another_computer() {
    let sshd = match Sshd::start() {
        Ok(sshd) => sshd,
        Err(why) => return drop(writeln!(std::io::stderr(), "skipped: {why}")),
    };
    let (port, user, key) = (
        sshd.port().to_string(),
        sshd.user().unwrap(),
        sshd.key().display().to_string(),
    );
    for server in at_hand() {
        let stage = Stage::new();
        let mut words = server.words("Teas", USER, &server.database);
        words.extend(["--ssh-host", "127.0.0.1", "--ssh-port", &port]);
        words.extend(["--ssh-user", &user, "--ssh-key", &key]);
        let stranger = with_password(&stage, PASSWORD, &words).json();
        assert_eq!(stranger["code"], "ssh_host_unknown", "{stranger}");
        let said = stranger["message"].as_str().unwrap().to_owned();
        let fingerprint = said
            .split_whitespace()
            .find(|word| word.starts_with("SHA256:"))
            .unwrap();
        words.extend(["--ssh-fingerprint", "SHA256:another"]);
        assert_eq!(
            with_password(&stage, PASSWORD, &words).json()["code"],
            "ssh_host_unknown"
        );
        words.pop();
        words.push(fingerprint);
        done(&stage, &words);
        let backup = done(&stage, &["backup", "Teas"]);
        assert_eq!(backup["records"], 5);
        let good = (server.dump)();
        (server.run)("DELETE FROM teas WHERE id = 2;");
        done(&stage, &["restore", "Teas", "--to", "1", "--yes"]);
        assert_eq!((server.dump)(), good);
        let place = stage.json(["shop", "list"])["shops"][0]["place"].to_string();
        assert!(
            place.contains(&format!("through {user}@127.0.0.1:{port}")),
            "{place}"
        );
    }
}

// RS-3, F15: a certificate that nobody vouches for is accepted by its fingerprint; another one is refused as that.
#[test]
fn a_certificate_is_accepted_by_its_fingerprint() {
    let certificate = Certificate::of_an_authority(&["db.example.com"]).unwrap();
    let servers = [
        MariaDb::start_with(Some(&certificate)).and_then(|server| mariadb_on(Box::leak(Box::new(server)))),
        Postgres::start_with(Some(&certificate)).and_then(|server| postgres_on(Box::leak(Box::new(server)))),
    ];
    for server in heard(servers) {
        let stage = Stage::new();
        let mut words = server.words("Teas", USER, &server.database);
        words.extend(["--encryption", "always"]);
        let refused = with_password(&stage, PASSWORD, &words).json();
        assert_eq!(refused["code"], "shop_certificate_unknown", "{refused}");
        let told = certificate.fingerprint().unwrap();
        let said = refused["message"].as_str().unwrap();
        assert!(said.contains(&told) && said.contains("db.example.com"), "{said}");
        let hint = refused["hint"].as_str().unwrap();
        assert!(hint.contains("--certificate-fingerprint"), "{hint}");
        words.extend(["--certificate-fingerprint", "AB:CD"]);
        let changed = with_password(&stage, PASSWORD, &words).json();
        assert_eq!(changed["code"], "shop_certificate_changed", "{changed}");
        words.pop();
        words.push(&told);
        done(&stage, &words);
        let good = (server.dump)();
        assert_eq!(done(&stage, &["backup", "Teas"])["records"], 5);
        (server.run)("DELETE FROM teas WHERE id = 2;");
        done(&stage, &["restore", "Teas", "--to", "1", "--yes"]);
        assert_eq!((server.dump)(), good);
    }
}

// RS-3: of two shops in one database one is named by what its tables begin with.
#[test]
fn one_of_two_shops_in_a_database_is_named() {
    for server in at_hand().into_iter().filter(|server| server.kind == "mysql") {
        for prefix in ["oc_", "teas_"] {
            (server.run)(&format!(
                "CREATE TABLE {prefix}product (product_id INT PRIMARY KEY); CREATE TABLE {prefix}seo_url (seo_url_id INT PRIMARY KEY);
                 CREATE TABLE {prefix}product_description (product_id INT PRIMARY KEY, name TEXT);
                 CREATE TABLE {prefix}product_viewed (product_id INT PRIMARY KEY); INSERT INTO {prefix}product VALUES (1);"
            ));
        }
        let stage = Stage::new();
        let mut words = server.words("Teas", USER, &server.database);
        let refused = with_password(&stage, PASSWORD, &words).json();
        assert_eq!(refused["code"], "several_installations", "{refused}");
        let said = refused["message"].as_str().unwrap();
        assert!(said.contains("oc_…") && said.contains("teas_…"), "{said}");
        words.extend(["--prefix", "cups_"]);
        assert_eq!(
            with_password(&stage, PASSWORD, &words).json()["code"],
            "no_such_installation"
        );
        words.pop();
        words.push("teas_");
        let added = done(&stage, &words);
        assert_eq!(
            (&added["prefix"], &added["profile"]),
            (&"teas_".into(), &"opencart4".into())
        );
        let types = added["types"].to_string();
        assert!(
            types.contains("teas_product") && !types.contains("oc_product"),
            "{types}"
        );
        let place = stage.json(["shop", "list"])["shops"][0]["place"].to_string();
        assert!(place.contains("tables teas_…"), "{place}");
    }
}

// What is refused is told apart, with one thing to do; and no password is anywhere.
#[test]
fn what_a_server_refuses_is_told_with_one_thing_to_do() {
    for server in at_hand() {
        let stage = Stage::new();
        let code = |password: &str, words: &[&str]| {
            let ran = with_password(&stage, password, words);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(!ran.out.contains(password) && !ran.error.contains(password));
            let refusal = ran.json();
            assert!(!refusal["hint"].as_str().unwrap().is_empty());
            refusal["code"].as_str().unwrap().to_owned()
        };
        let good = server.words("Teas", USER, &server.database);
        assert_eq!(code("coffee-7f3a", &good), "shop_not_let_in");
        assert_eq!(
            code("coffee-7f3a", &server.words("Teas", "nobody", &server.database)),
            "shop_not_let_in"
        );
        assert_eq!(
            code(PASSWORD, &server.words("Teas", USER, "no_such_shop")),
            "shop_no_such_database"
        );
        let mut silent = good.clone();
        silent[7] = "1";
        assert_eq!(code(PASSWORD, &silent), "shop_server_missing");
        let mut protected = good.clone();
        protected.extend(["--encryption", "always"]);
        assert_eq!(code(PASSWORD, &protected), "shop_not_protected");
        assert_eq!(stage.json(["shop", "list"])["shops"], Value::Array(Vec::new()));

        done(&stage, &good);
        let ran = Ran::of(stage.command(["backup", "Teas"]).args(["--json", "--quiet"]));
        assert_eq!(
            (ran.code, &ran.json()["code"]),
            (2, &"shop_password_missing".into())
        );
        let place = stage.json(["shop", "list"])["shops"][0]["place"].to_string();
        assert!(
            place.contains(&server.database) && place.contains("127.0.0.1"),
            "{place}"
        );
        for entry in std::fs::read_dir(stage.vault()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                let is_there = bytes
                    .windows(PASSWORD.len())
                    .any(|part| part == PASSWORD.as_bytes());
                assert!(!is_there, "{}", path.display());
            }
        }
    }
}

#[test]
fn a_shop_on_a_server_is_checked_and_goes_on_in_another_database() {
    for (server, other) in at_hand().into_iter().zip(at_hand()) {
        let stage = Stage::new();
        done(&stage, &server.words("Teas", USER, &server.database));
        done(&stage, &["backup", "Teas"]);
        let checked = done(&stage, &["shop", "check", "Teas"]);
        assert_eq!(
            (&checked["ok"], &checked["database"]["tables"]),
            (&true.into(), &2.into())
        );
        assert!(checked["database"]["bytes"].as_u64().unwrap() > 0, "{checked}");

        let words = server.words("Teas", USER, &other.database);
        let (_, place) = words.split_at(4);
        let moved = done(&stage, &[&["shop", "move", "Teas"], place].concat());
        assert_eq!(
            moved["place"],
            format!("{} on 127.0.0.1:{}", other.database, server.port)
        );
        assert_eq!(done(&stage, &["backup", "Teas"])["unchanged"], 5);

        // A file and a server at once are nowhere.
        for wrong in [
            &[&["shop", "move", "Teas", "teas.db"], place].concat()[..],
            &["shop", "move", "Teas"],
        ] {
            assert_eq!(with_password(&stage, PASSWORD, wrong).code, 2, "{wrong:?}");
        }
    }
}

// S1.6, S1.10, S1.11: a file from one server goes into a shop on another that has moved on, and an undo takes that back.
#[test]
fn a_file_of_one_server_goes_into_a_shop_on_another() {
    for (old, new) in at_hand().into_iter().zip(at_hand()) {
        let here = Stage::new();
        done(&here, &old.words("Teas", USER, &old.database));
        done(&here, &["backup", "Teas"]);
        here.json([
            "archive",
            "create",
            "Teas",
            "teas.backstock.zip",
            "--at",
            "latest",
        ]);
        // The old server is gone for good.
        let wanted = (old.dump)();
        (old.run)("DROP TABLE teas; DROP TABLE brands");

        let there = Stage::new();
        std::fs::copy(here.path("teas.backstock.zip"), there.path("teas.backstock.zip")).unwrap();
        (new.run)(
            "UPDATE teas SET price = price * 10, brand = 1; DELETE FROM teas WHERE id = 1; DELETE FROM brands WHERE id = 2;
             INSERT INTO brands VALUES (7, 'New'); INSERT INTO teas VALUES (9, 'New', 1, 7);",
        );
        let before = (new.dump)();
        done(&there, &new.words("New server", USER, &new.database));
        let restored = done(
            &there,
            &[
                "restore",
                "New server",
                "--from-file",
                "teas.backstock.zip",
                "--allow-deletes",
                "--yes",
            ],
        );
        assert_eq!(restored["failed"], 0, "{restored}");
        assert_eq!((new.dump)(), wanted);
        assert_eq!(done(&there, &["undo", "New server", "1", "--yes"])["failed"], 0);
        assert_eq!((new.dump)(), before);
    }
}
type AskedRows = dyn Fn(&str) -> Vec<Vec<String>>;

/// What another database of the same server answers after it loaded these files.
struct Loaded {
    load: Box<dyn Fn(&std::path::Path)>,
    rows: Box<AskedRows>,
}

fn empty_database(server: &Server) -> Loaded {
    if server.kind == "mysql" {
        let server = MariaDb::shared().unwrap();
        let database = server.fresh_database("loaded").unwrap();
        let at = database.clone();
        Loaded {
            load: Box::new(move |file| server.load(&at, file).unwrap()),
            rows: Box::new(move |sql| server.rows(&database, sql).unwrap()),
        }
    } else {
        let server = Postgres::shared().unwrap();
        let database = server.fresh_database("loaded").unwrap();
        let at = database.clone();
        Loaded {
            load: Box::new(move |file| server.load(&at, file).unwrap()),
            rows: Box::new(move |sql| server.rows(&database, sql).unwrap()),
        }
    }
}

// S2.10.9: the server's own client loads what was exported, and every value is what it was.
#[test]
fn an_export_of_a_server_is_loaded_by_its_own_client() {
    for server in at_hand() {
        let odd = if server.kind == "mysql" {
            "INSERT INTO brands VALUES (3, 'It''s \\\\ \\r\\n odd; 茶')"
        } else {
            "INSERT INTO brands VALUES (3, E'It''s \\\\ \\r\\n odd; 茶')"
        };
        (server.run)(odd);
        let stage = Stage::new();
        done(&stage, &server.words("Teas", USER, &server.database));
        done(&stage, &["backup", "Teas"]);
        let export = done(
            &stage,
            &["export", "Teas", "--all", "--format", "sql", "--to", "out"],
        );
        let loaded = empty_database(&server);
        for (name, statements) in super::exporting::unpacked(&export) {
            if name.ends_with(".sql") {
                let file = stage.path("loaded.sql");
                std::fs::write(&file, statements).unwrap();
                (loaded.load)(&file);
            }
        }
        // S1.3: so is the SQL in a backup file, without anything else of it.
        done(&stage, &["archive", "create", "Teas", "teas.backstock.zip"]);
        let of_backup = empty_database(&server);
        let file = stage.path("database.sql");
        std::fs::write(
            &file,
            super::archives::entry(&stage.path("teas.backstock.zip"), "database.sql"),
        )
        .unwrap();
        (of_backup.load)(&file);
        for sql in [
            "SELECT id, price, brand FROM teas ORDER BY id",
            "SELECT id, name FROM brands WHERE id < 3 ORDER BY id",
            "SELECT COUNT(*), SUM(price) FROM teas",
            "SELECT md5(name) FROM brands ORDER BY id",
        ] {
            let there = match server.kind {
                "mysql" => MariaDb::shared().unwrap().rows(&server.database, sql).unwrap(),
                _ => Postgres::shared().unwrap().rows(&server.database, sql).unwrap(),
            };
            assert!(!there.is_empty());
            assert_eq!((loaded.rows)(sql), there, "{} {sql}", server.kind);
            assert_eq!((of_backup.rows)(sql), there, "{} {sql}", server.kind);
        }
        if server.kind == "postgres" {
            // The form for re-import is what COPY reads.
            let export = done(
                &stage,
                &[
                    "export",
                    "Teas",
                    "--all",
                    "--format",
                    "csv-reimport",
                    "--to",
                    "out",
                ],
            );
            let files = super::exporting::unpacked(&export);
            let table = String::from_utf8(files["brands.csv"].clone()).unwrap();
            let copied = empty_database(&server);
            (copied.rows)(&format!(
                "CREATE TABLE brands (id INT, name TEXT); COPY brands (id, name) FROM STDIN WITH (FORMAT csv, HEADER);\n{table}\\.\r\n"
            ));
            let sql = "SELECT id, md5(name) FROM brands ORDER BY id";
            let there = Postgres::shared().unwrap().rows(&server.database, sql).unwrap();
            assert_eq!((copied.rows)(sql), there);
        }
    }
}
