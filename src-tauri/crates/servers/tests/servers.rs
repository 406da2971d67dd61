//! The servers start, keep what they are told, and are gone afterwards.

use std::io::Write as _;
use std::path::Path;

use backstock_servers::{MariaDb, NotHere, Postgres};

/// What could not be started is said past the test harness.
fn at_hand<T>(server: Result<T, NotHere>) -> Option<T> {
    server
        .inspect_err(|why| drop(writeln!(std::io::stderr(), "skipped: {why}")))
        .ok()
}

#[test]
fn a_mariadb_is_started_and_gone_with_its_folder() {
    let Some(server) = at_hand(MariaDb::start()) else {
        return;
    };
    let database = server.fresh_database("tea").unwrap();
    server
        .run(
            &database,
            "CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(9)); INSERT INTO t VALUES (2, NULL), (1, 'é')",
        )
        .unwrap();
    assert_eq!(server.dump(&database).unwrap(), ["t: 31 C3A9", "t: 32 -"]);
    let why = server.run(&database, "SELECT nothing").unwrap_err();
    assert!(why.0.contains("nothing"), "{why}");
    let socket = server.socket();
    assert!(socket.exists());
    drop(server);
    assert!(!socket.parent().is_some_and(Path::exists));
}

#[test]
fn a_postgres_is_started_and_gone_with_its_folder() {
    let Some(server) = at_hand(Postgres::start()) else {
        return;
    };
    let database = server.fresh_database("tea").unwrap();
    server
        .run(
            &database,
            "CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t VALUES (2, NULL), (1, 'é')",
        )
        .unwrap();
    assert_eq!(server.dump(&database).unwrap(), ["t: (1,é)", "t: (2,)"]);
    let why = server.run(&database, "SELECT nothing").unwrap_err();
    assert!(why.0.contains("nothing"), "{why}");
    let folder = server.socket();
    assert!(folder.exists());
    drop(server);
    assert!(!folder.exists());
}
