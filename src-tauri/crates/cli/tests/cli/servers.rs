//! A shop on a real database server: what a check tells of it, and going on with it at another place.

use std::io::Write as _;

use backstock_servers::{MariaDb, PASSWORD, USER};

use super::stage::{Ran, Stage};

const TABLES: &str = "CREATE TABLE products (id INT PRIMARY KEY, name VARCHAR(80)) ENGINE=InnoDB;
    INSERT INTO products VALUES (1, 'Rye bread'), (2, 'Plum cake'); ANALYZE TABLE products;";

#[test]
fn a_shop_on_a_server_is_checked_and_goes_on_in_another_database() {
    let server = match MariaDb::shared() {
        Ok(server) => server,
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "skipped: {why}");
            return;
        }
    };
    let stage = Stage::new();
    let run = |words: &[&str]| -> Ran {
        Ran::of(
            stage
                .command(words)
                .env("BACKSTOCK_SHOP_SECRET", PASSWORD)
                .args(["--quiet"]),
        )
    };
    let (first, second) = (database(server), database(server));
    let port = server.port().to_string();
    let place = |database: &str| {
        [
            "--host",
            "127.0.0.1",
            "--port",
            &port,
            "--user",
            USER,
            "--database",
            database,
        ]
        .map(str::to_owned)
    };
    let with = |before: &[&str], database: &str| {
        let words: Vec<String> = before
            .iter()
            .map(|word| (*word).to_owned())
            .chain(place(database))
            .collect();
        run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(with(&["shop", "add", "Bakery", "mysql"], &first).code, 0);
    assert_eq!(run(&["backup", "Bakery"]).code, 0);

    let told = run(&["shop", "check", "Bakery"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(
        told.out.contains("It has 1 table, about 2 records, about ")
            && told.out.contains("texts in utf8mb4."),
        "{told:?}"
    );
    let checked = run(&["shop", "check", "Bakery", "--json"]).json();
    assert_eq!(
        (&checked["ok"], &checked["database"]["tables"]),
        (&true.into(), &1.into())
    );
    assert_eq!(checked["database"]["records"], 2);

    let moved = with(&["shop", "move", "Bakery", "--json"], &second).json();
    assert_eq!(moved["place"], format!("{second} on 127.0.0.1:{port}"));
    assert_eq!(moved["was"], format!("{first} on 127.0.0.1:{port}"));
    assert_eq!(run(&["backup", "Bakery"]).code, 0);

    // A file and a server at once are nowhere.
    assert_eq!(with(&["shop", "move", "Bakery", "bakery.db"], &first).code, 2);
    assert_eq!(run(&["shop", "move", "Bakery"]).code, 2);
}

fn database(server: &MariaDb) -> String {
    let database = server.fresh_database("bakery").unwrap();
    server.run(&database, TABLES).unwrap();
    database
}
