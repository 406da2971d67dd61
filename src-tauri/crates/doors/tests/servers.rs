//! The doors on a shop of a real MariaDB server: looking, adding, the password and where it is, moving.

#![expect(
    clippy::unwrap_used,
    reason = "what stands around a test fails the test when it fails"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backstock_contract::{
    CreateVaultAsk, FAILURE_CODES, JobStarted, JobState, Nothing, PickPurpose, ShopAsk,
};
use backstock_doors::{Confirmation, Doors, Native, Notice, Places, Waiting, call};
use backstock_engine::ConnectedShops;
use backstock_model::SystemTime;
use backstock_servers::{Certificate, MariaDb, PASSWORD, Postgres, Sshd, USER};
use backstock_testkit::KeyringInMemory;
use serde_json::{Value, json};

const SHOP: &str = "Bakery";

/// Says yes, and remembers what was asked; picks this file.
#[derive(Default)]
struct Person(Mutex<Vec<Confirmation>>, Mutex<Option<PathBuf>>);

impl Native for Person {
    fn pick(&self, _purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>> {
        let picked = self.1.lock().unwrap().clone();
        Box::pin(async { picked })
    }

    fn pick_new_file(&self, _name: &str) -> Waiting<'_, Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn show_file(&self, _file: PathBuf) -> Waiting<'_, ()> {
        Box::pin(async {})
    }

    fn confirm(&self, question: Confirmation) -> Waiting<'_, bool> {
        self.0.lock().unwrap().push(question);
        Box::pin(async { true })
    }

    fn show_folder(&self, _folder: &Path) {}

    fn open_page(&self, _address: &str) {}

    fn notify(&self, _notice: Notice) {}
}

struct Stage {
    server: &'static MariaDb,
    database: String,
    doors: Doors,
    keyring: Arc<KeyringInMemory>,
    person: Arc<Person>,
    /// Everything the doors answered, to look for the password in.
    heard: Mutex<String>,
    home: tempfile::TempDir,
}

impl Stage {
    /// A bakery's shop on the server and an empty vault; nothing where no server can be started.
    async fn open() -> Option<Self> {
        let server = match MariaDb::shared() {
            Ok(server) => server,
            Err(why) => {
                skipped(&why.to_string());
                return None;
            }
        };
        let home = tempfile::tempdir().unwrap();
        let keyring = Arc::<KeyringInMemory>::default();
        let person = Arc::<Person>::default();
        let native: Arc<dyn Native> = Arc::<Person>::clone(&person);
        let doors = Doors::connected(
            Arc::new(SystemTime),
            native,
            Arc::<KeyringInMemory>::clone(&keyring),
            ConnectedShops::built_in().unwrap(),
            Places {
                suggested_vault: home.path().join("vault"),
                exports: home.path().join("Exports"),
                temporary: std::env::temp_dir(),
                last_vault: home.path().join("last-vault.json"),
                practice_offered: false,
                version: "0".to_owned(),
            },
        );
        let folder = doors.open_desk(Nothing {}).await.unwrap().suggested_folder.handle;
        let keys = CreateVaultAsk {
            folder,
            passphrase: None,
            remember: true,
        };
        doors.create_vault(keys).await.unwrap();
        let database = bakery(server);
        Some(Self {
            server,
            database,
            doors,
            keyring,
            person,
            heard: Mutex::default(),
            home,
        })
    }

    fn address(&self) -> Value {
        json!({
            "kind": "mysql", "host": " 127.0.0.1 ", "port": self.server.port(), "socket": null, "user": USER,
            "database": self.database, "prefix": null, "encryption": "usual", "certificate": null, "ssh": null,
            "password": PASSWORD,
        })
    }

    fn address_with(&self, key: &str, value: impl Into<Value>) -> Value {
        let mut address = self.address();
        *address.get_mut(key).unwrap() = value.into();
        address
    }

    /// Opens a door as the window does.
    async fn ask(&self, door: &str, ask: Value) -> Result<Value, String> {
        let answer = call(&self.doors, door, ask).await.unwrap();
        let mut heard = self.heard.lock().unwrap();
        heard.push_str(&format!("{answer:?}"));
        answer.map_err(|failure| {
            assert!(FAILURE_CODES.contains(&failure.code.as_str()), "{failure:?}");
            failure.code
        })
    }

    async fn refused(&self, door: &str, ask: Value) -> String {
        self.ask(door, ask).await.unwrap_err()
    }

    async fn add(&self) -> Value {
        let ask = json!({ "name": SHOP, "server": self.address() });
        self.ask("add_server_shop", ask).await.unwrap()
    }

    /// Backs the shop up; the failure's code when that did not go.
    async fn back_up(&self) -> Result<(), String> {
        let shop = SHOP.to_owned();
        let JobStarted { job } = self.doors.start_backup(ShopAsk { shop }).await.unwrap();
        loop {
            let jobs = self.doors.list_jobs(Nothing {}).await.unwrap().jobs;
            match jobs.into_iter().find(|news| news.job == job).unwrap().state {
                JobState::Ended { .. } => return Ok(()),
                JobState::Failed { failure, .. } => return Err(failure.code),
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Nothing on the disk, and nothing that was answered, has the password in it.
    fn assert_password_is_nowhere(&self) {
        let told = PASSWORD.as_bytes();
        for (file, bytes) in files(self.home.path()) {
            let is_there = bytes.windows(told.len()).any(|part| part == told);
            assert!(!is_there, "the password is in {}", file.display());
        }
        assert!(!self.heard.lock().unwrap().contains(PASSWORD));
    }
}

fn bakery(server: &MariaDb) -> String {
    let database = server.fresh_database("bakery").unwrap();
    let tables = "CREATE TABLE products (id INT PRIMARY KEY, name VARCHAR(80)) ENGINE=InnoDB;
                  INSERT INTO products VALUES (1, 'Rye bread'), (2, 'Plum cake');
                  CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(80)) ENGINE=InnoDB;
                  INSERT INTO customers VALUES (1, 'Ada Rye'); ANALYZE TABLE products, customers;";
    server.run(&database, tables).unwrap();
    database
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut files(&path));
        } else {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found
}

/// Past the test harness, which keeps back what a passing test says.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

#[tokio::test]
async fn a_look_at_the_server_says_what_is_there_and_keeps_nothing() {
    let Some(stage) = Stage::open().await else { return };
    let before = stage.server.dump(&stage.database).unwrap();
    let found = stage
        .ask("check_server_shop", json!({ "server": stage.address() }))
        .await
        .unwrap();
    assert!(
        found["server"].as_str().unwrap().starts_with("MariaDB "),
        "{found}"
    );
    assert_eq!(found["tables"], 2);
    assert_eq!(found["records"], 3);
    assert!(found["bytes"].as_u64().unwrap() > 0, "{found}");
    assert_eq!(found["charset"], "utf8mb4");
    assert!(!found["time_zone"].as_str().unwrap().is_empty(), "{found}");
    assert_eq!(found["problems"], json!([]));
    assert_eq!(stage.server.dump(&stage.database).unwrap(), before);
    assert!(stage.keyring.names_of(PASSWORD).is_empty());
    let shops = stage.ask("list_shops", json!({})).await.unwrap();
    assert_eq!(shops["shops"], json!([]));
    stage.assert_password_is_nowhere();
}

#[tokio::test]
async fn a_look_at_a_postgresql_server_says_the_same() {
    let Some(stage) = Stage::open().await else { return };
    let server = match Postgres::shared() {
        Ok(server) => server,
        Err(why) => return skipped(&why.to_string()),
    };
    let database = server.fresh_database("bakery").unwrap();
    let tables = "CREATE TABLE products (id int PRIMARY KEY, name text);
                  INSERT INTO products VALUES (1, 'Rye bread'), (2, 'Plum cake'); ANALYZE products";
    server.run(&database, tables).unwrap();
    let mut address = stage.address_with("kind", "postgres");
    address["port"] = server.port().into();
    address["database"] = database.into();
    let found = stage
        .ask("check_server_shop", json!({ "server": address }))
        .await
        .unwrap();
    assert!(
        found["server"].as_str().unwrap().starts_with("PostgreSQL "),
        "{found}"
    );
    assert_eq!((&found["tables"], &found["records"]), (&json!(1), &json!(2)));
    assert!(found["bytes"].as_u64().unwrap() > 0, "{found}");
    assert_eq!(found["charset"], "UTF8");
    assert!(!found["time_zone"].as_str().unwrap().is_empty(), "{found}");
    address["password"] = "tea at noon".into();
    let ask = json!({ "server": address });
    assert_eq!(stage.refused("check_server_shop", ask).await, "shop_not_let_in");
}

#[tokio::test]
async fn what_does_not_go_is_told_apart_and_nothing_is_added() {
    let Some(stage) = Stage::open().await else { return };
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let nobody = free.local_addr().unwrap().port();
    drop(free);
    for (key, value, code) in [
        ("password", json!("tea at noon"), "shop_not_let_in"),
        ("user", json!("stranger"), "shop_not_let_in"),
        ("database", json!("pastry"), "shop_no_such_database"),
        ("port", json!(nobody), "shop_server_missing"),
        ("encryption", json!("always"), "shop_not_protected"),
        ("socket", json!("place-99"), "place_unknown"),
    ] {
        let server = stage.address_with(key, value);
        let ask = json!({ "server": server });
        assert_eq!(stage.refused("check_server_shop", ask).await, code, "{key}");
        let ask = json!({ "name": SHOP, "server": server });
        assert_eq!(stage.refused("add_server_shop", ask).await, code, "{key}");
    }
    assert!(stage.keyring.names_of(PASSWORD).is_empty());
    let shops = stage.ask("list_shops", json!({})).await.unwrap();
    assert_eq!(shops["shops"], json!([]));
    assert!(!stage.heard.lock().unwrap().contains("tea at noon"));
}

// RS-3: the computer in between is confirmed once, natively, with its fingerprint; another one in its place is asked about again.
#[tokio::test]
async fn a_shop_is_reached_through_a_computer_that_the_owner_confirmed() {
    let Some(stage) = Stage::open().await else { return };
    let (sshd, other) = match (Sshd::start(), Sshd::start()) {
        (Ok(sshd), Ok(other)) => (sshd, other),
        (Err(why), _) | (_, Err(why)) => return skipped(&why.to_string()),
    };
    let through = async |sshd: &Sshd| {
        *stage.person.1.lock().unwrap() = Some(sshd.key());
        let key = stage.ask("pick", json!({ "purpose": "ssh_key" })).await.unwrap();
        let mut address = stage.address();
        address["ssh"] = json!({
            "host": "127.0.0.1", "port": sshd.port(), "user": sshd.user().unwrap(), "key": key["chosen"]["handle"],
        });
        address
    };
    let address = through(&sshd).await;
    // Nobody is sent a password by a computer that was not confirmed.
    let ask = json!({ "name": SHOP, "server": address });
    assert_eq!(
        stage.refused("add_server_shop", ask.clone()).await,
        "ssh_host_unknown"
    );
    stage
        .ask("check_server_shop", json!({ "server": address }))
        .await
        .unwrap();
    let asked = stage.person.0.lock().unwrap().pop().unwrap();
    assert!(
        asked.message.contains("SHA256:") && asked.title.contains("right computer"),
        "{asked:?}"
    );
    let added = stage.ask("add_server_shop", ask).await.unwrap();
    assert_eq!(added["server"]["ssh"]["port"], sshd.port());
    stage.back_up().await.unwrap();
    // It is asked no more.
    stage
        .ask("check_server_shop", json!({ "server": address }))
        .await
        .unwrap();
    assert!(stage.person.0.lock().unwrap().is_empty());
    let elsewhere = through(&other).await;
    stage
        .ask("check_server_shop", json!({ "server": elsewhere }))
        .await
        .unwrap();
    assert_eq!(stage.person.0.lock().unwrap().len(), 1);
    stage.assert_password_is_nowhere();
}

#[tokio::test]
async fn a_missing_right_is_named() {
    let Some(stage) = Stage::open().await else { return };
    let reader = format!("reader_{}", stage.database);
    let sql = format!(
        "CREATE USER '{reader}'@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';
         GRANT SELECT, INSERT ON `{}`.* TO '{reader}'@'127.0.0.1'",
        stage.database
    );
    stage.server.run("mysql", &sql).unwrap();
    let server = stage.address_with("user", reader);
    let found = stage
        .ask("check_server_shop", json!({ "server": server }))
        .await
        .unwrap();
    let problem = &found["problems"][0];
    assert_eq!(problem["code"], "may_not_write", "{found}");
    assert!(
        problem["message"].as_str().unwrap().contains("UPDATE, DELETE"),
        "{found}"
    );
}

#[tokio::test]
async fn a_shop_is_added_and_backed_up_and_its_password_is_in_the_keyring_and_nowhere_else() {
    let Some(stage) = Stage::open().await else { return };
    let shop = stage.add().await;
    assert_eq!(shop["kind"], "mysql");
    assert_eq!(
        shop["place"],
        format!("{} on 127.0.0.1:{}", stage.database, stage.server.port())
    );
    assert_eq!(shop["secret_until_closed"], false);
    assert_eq!(shop["server"]["host"], "127.0.0.1");
    assert_eq!(stage.keyring.names_of(PASSWORD).len(), 1);
    stage.back_up().await.unwrap();
    let checked = stage.ask("check_shop", json!({ "shop": SHOP })).await.unwrap();
    assert_eq!(checked["ok"], true);
    stage.assert_password_is_nowhere();

    // With the shop its password goes.
    stage.ask("remove_shop", json!({ "shop": SHOP })).await.unwrap();
    assert!(stage.keyring.names_of(PASSWORD).is_empty());
}

#[tokio::test]
async fn a_password_that_is_missing_is_asked_for_and_then_kept() {
    let Some(stage) = Stage::open().await else { return };
    stage.add().await;
    stage.keyring.lose(PASSWORD);
    assert_eq!(stage.back_up().await.unwrap_err(), "shop_password_missing");
    let ask = json!({ "shop": SHOP });
    assert_eq!(
        stage.refused("check_shop", ask.clone()).await,
        "shop_password_missing"
    );
    let wrong = json!({ "shop": SHOP, "password": "tea at noon" });
    assert_eq!(stage.refused("set_shop_password", wrong).await, "shop_not_let_in");
    assert!(stage.keyring.names_of(PASSWORD).is_empty());
    let right = json!({ "shop": SHOP, "password": PASSWORD });
    stage.ask("set_shop_password", right).await.unwrap();
    assert_eq!(stage.keyring.names_of(PASSWORD).len(), 1);
    assert_eq!(stage.ask("check_shop", ask).await.unwrap()["ok"], true);
    stage.back_up().await.unwrap();
    stage.assert_password_is_nowhere();
}

#[tokio::test]
async fn a_locked_keyring_is_told_and_the_password_lasts_until_the_app_closes() {
    let Some(stage) = Stage::open().await else { return };
    stage.keyring.lock();
    let shop = stage.add().await;
    assert_eq!(shop["secret_until_closed"], true);
    stage.back_up().await.unwrap();
    assert!(stage.keyring.names_of(PASSWORD).is_empty());
    stage.assert_password_is_nowhere();
}

#[tokio::test]
async fn a_shop_goes_on_in_another_database_only_when_it_is_the_same_shop() {
    let Some(stage) = Stage::open().await else { return };
    stage.add().await;
    stage.back_up().await.unwrap();
    let other = stage.server.fresh_database("butcher").unwrap();
    stage
        .server
        .run(&other, "CREATE TABLE cuts (id INT PRIMARY KEY, name VARCHAR(80))")
        .unwrap();
    let ask = json!({ "shop": SHOP, "server": stage.address_with("database", other) });
    assert_eq!(stage.refused("move_server_shop", ask).await, "another_shop");

    let moved = bakery(stage.server);
    let ask = json!({ "shop": SHOP, "server": stage.address_with("database", moved.clone()) });
    let shop = stage.ask("move_server_shop", ask).await.unwrap();
    assert!(shop["place"].as_str().unwrap().starts_with(&moved), "{shop}");
    let question = stage.person.0.lock().unwrap().pop().unwrap();
    assert!(
        question.message.contains(&moved) && question.message.contains(&stage.database),
        "{question:?}"
    );
    assert!(!question.message.contains(PASSWORD));
    // The old place's password is of no use any more.
    assert_eq!(stage.keyring.names_of(PASSWORD).len(), 1);
    stage.back_up().await.unwrap();
    stage.assert_password_is_nowhere();
}

// RS-3, F15: a certificate that nobody vouches for is shown once, natively, and exactly that one is taken from then on.
#[tokio::test]
async fn a_servers_own_certificate_is_shown_and_accepted() {
    let Some(mut stage) = Stage::open().await else {
        return;
    };
    let certificate = Certificate::of_an_authority(&["db.example.com"]).unwrap();
    let server = match MariaDb::start_with(Some(&certificate)) {
        Ok(server) => Box::leak(Box::new(server)),
        Err(why) => return skipped(&why.to_string()),
    };
    stage.server = server;
    stage.database = bakery(server);
    let address = stage.address_with("encryption", "always");
    let ask = json!({ "name": SHOP, "server": address });
    // Nobody is sent a password by a server that was not confirmed.
    assert_eq!(
        stage.refused("add_server_shop", ask.clone()).await,
        "shop_certificate_unknown"
    );
    let found = stage
        .ask("check_server_shop", json!({ "server": address }))
        .await
        .unwrap();
    let told = certificate.fingerprint().unwrap();
    assert_eq!(found["accepted_certificate"], told);
    let asked = stage.person.0.lock().unwrap().pop().unwrap();
    for part in [&*told, "db.example.com", "Valid: "] {
        assert!(asked.message.contains(part), "{asked:?}");
    }
    stage.ask("add_server_shop", ask).await.unwrap();
    stage.back_up().await.unwrap();
    assert!(stage.person.0.lock().unwrap().is_empty(), "it is asked no more");
    stage.assert_password_is_nowhere();
}

// RS-3: of two shops in one database the form names both, and the one that is chosen is added.
#[tokio::test]
async fn of_two_shops_in_one_database_one_is_chosen() {
    let Some(stage) = Stage::open().await else { return };
    let tables = |prefix: &str| {
        format!(
            "CREATE TABLE {prefix}product (product_id INT PRIMARY KEY); CREATE TABLE {prefix}seo_url (seo_url_id INT PRIMARY KEY);
             CREATE TABLE {prefix}product_description (product_id INT PRIMARY KEY, name TEXT);
             CREATE TABLE {prefix}product_viewed (product_id INT PRIMARY KEY);"
        )
    };
    let both = [tables("oc_"), tables("rye_")].concat();
    stage
        .server
        .run(
            &stage.database,
            &format!("DROP TABLE products, customers; {both}"),
        )
        .unwrap();
    let found = stage
        .ask("check_server_shop", json!({ "server": stage.address() }))
        .await
        .unwrap();
    let mut prefixes: Vec<&str> = found["installations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["prefix"].as_str().unwrap())
        .collect();
    prefixes.sort_unstable();
    assert_eq!(prefixes, ["oc_", "rye_"]);
    let ask = json!({ "name": SHOP, "server": stage.address() });
    assert_eq!(
        stage.refused("add_server_shop", ask).await,
        "several_installations"
    );
    for (prefix, code) in [("bun_", Some("no_such_installation")), ("rye_", None)] {
        let ask = json!({ "name": SHOP, "server": stage.address_with("prefix", prefix) });
        match stage.ask("add_server_shop", ask).await {
            Ok(added) => assert_eq!((added["server"]["prefix"].as_str(), code), (Some(prefix), None)),
            Err(refused) => assert_eq!(Some(refused.as_str()), code),
        }
    }
}
