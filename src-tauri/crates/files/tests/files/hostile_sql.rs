//! Dumps that mean harm: nothing in them is obeyed, and what they hold beside is read as it is.

use backstock_files::{Dialect, FileError};
use backstock_shops::{Profiles, ShopError};

use super::kinds::DUMP;
use super::stage::{Chance, Stage, times};

/// What a class of statements wants, the kind it is noted as (nothing where it only frames), and how one is written. `@` stands
/// for a file beside the dump that must never come to be.
const CLASSES: &[(&str, &str, &[&str])] = &[
    (
        "read files of the computer",
        "load",
        &[
            "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE teas",
            "LOAD DATA INFILE '/etc/passwd' IGNORE INTO TABLE `teas` FIELDS TERMINATED BY ':'",
            "LOAD XML LOCAL INFILE '/etc/passwd' INTO TABLE teas",
            "LOAD INDEX INTO CACHE teas",
        ],
    ),
    (
        "write files",
        "",
        &[
            "SELECT * FROM teas INTO OUTFILE '@'",
            "SELECT 'x' INTO DUMPFILE '@'",
            "SELECT load_extension('@')",
            "SELECT writefile('@', 'x')",
            "SELECT lo_export(1, '@')",
            "SELECT pg_read_file('/etc/passwd')",
        ],
    ),
    (
        "take rows from elsewhere",
        "insert without values",
        &[
            "INSERT INTO teas SELECT * FROM mysql.user",
            "INSERT INTO `teas` (`id`) SELECT 1 FROM information_schema.tables",
            "INSERT INTO teas TABLE mysql.user",
            "INSERT INTO teas SET id = 9",
        ],
    ),
    (
        "drop what is there",
        "",
        &[
            "DROP DATABASE shop",
            "DROP TABLE IF EXISTS `teas_of_others`",
            "DROP USER 'x'@'%'",
            "DROP SCHEMA public CASCADE",
        ],
    ),
    (
        "go to another database",
        "",
        &["USE mysql", "USE `information_schema`"],
    ),
    (
        "give rights",
        "grant",
        &[
            "GRANT ALL ON *.* TO 'x'@'%' WITH GRANT OPTION",
            "GRANT FILE ON *.* TO x",
            "GRANT pg_execute_server_program TO shop",
        ],
    ),
    ("take rights", "revoke", &["REVOKE ALL ON *.* FROM 'shop'@'%'"]),
    (
        "set the server up",
        "",
        &[
            "SET GLOBAL general_log_file = '@'",
            "SET PERSIST sql_mode = ''",
            "SET @@GLOBAL.read_only = 1",
            "SET GLOBAL event_scheduler = ON",
            "SET ROLE postgres",
        ],
    ),
    (
        "load code",
        "create function",
        &[
            "CREATE FUNCTION sys_exec RETURNS INTEGER SONAME 'evil.so'",
            "CREATE FUNCTION f() RETURNS INT LANGUAGE C AS '/tmp/x', 'y'",
            "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpython3u AS 'import os'",
        ],
    ),
    (
        "add plugins",
        "install",
        &[
            "INSTALL PLUGIN p SONAME 'evil.so'",
            "INSTALL SONAME 'evil'",
            "INSTALL COMPONENT 'file://x'",
        ],
    ),
    (
        "run later",
        "create event",
        &[
            "CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO DROP DATABASE shop",
            "CREATE DEFINER=`root`@`localhost` EVENT e ON SCHEDULE AT NOW() DO SELECT 1",
        ],
    ),
    (
        "run on every change",
        "create trigger",
        &[
            "CREATE TRIGGER evil AFTER INSERT ON teas FOR EACH ROW UPDATE mysql.user SET x = 1",
            "CREATE DEFINER=`root`@`%` TRIGGER evil BEFORE DELETE ON teas FOR EACH ROW SET @a = 1",
        ],
    ),
    (
        "run when called",
        "create procedure",
        &[
            "CREATE PROCEDURE p() DROP DATABASE shop",
            "CREATE DEFINER=`root`@`%` PROCEDURE p() SQL SECURITY DEFINER SELECT 1",
        ],
    ),
    (
        "call",
        "call",
        &["CALL sys.ps_truncate_all_tables(FALSE)", "CALL p()"],
    ),
    (
        "show other rows",
        "create view",
        &[
            "CREATE VIEW v AS SELECT * FROM mysql.user",
            "CREATE SQL SECURITY DEFINER VIEW v AS SELECT LOAD_FILE('/etc/passwd')",
        ],
    ),
    (
        "make users",
        "create user",
        &["CREATE USER 'x' IDENTIFIED BY 'y'", "CREATE USER x SUPERUSER"],
    ),
    (
        "delete",
        "delete",
        &["DELETE FROM teas", "DELETE FROM `teas` WHERE 1=1"],
    ),
    (
        "change",
        "update",
        &["UPDATE teas SET price = 0", "UPDATE `mysql`.`user` SET x = 1"],
    ),
    ("empty", "truncate", &["TRUNCATE TABLE `teas`", "TRUNCATE teas"]),
    (
        "reach another file",
        "attach",
        &["ATTACH DATABASE '@' AS other", "ATTACH '@' AS x"],
    ),
    (
        "reach another server",
        "create server",
        &["CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'evil.example')"],
    ),
    (
        "run what is put together",
        "prepare",
        &["PREPARE s FROM 'DROP DATABASE shop'"],
    ),
    (
        "run it",
        "execute",
        &["EXECUTE s", "EXECUTE IMMEDIATE 'DROP DATABASE shop'"],
    ),
    (
        "block the server",
        "flush",
        &["FLUSH TABLES WITH READ LOCK", "FLUSH PRIVILEGES"],
    ),
    ("end others' work", "kill", &["KILL 1", "KILL QUERY 5"]),
    ("stop the server", "shutdown", &["SHUTDOWN"]),
    (
        "follow another server",
        "change",
        &[
            "CHANGE MASTER TO MASTER_HOST='evil.example'",
            "CHANGE REPLICATION SOURCE TO SOURCE_HOST='evil.example'",
        ],
    ),
    (
        "run a block",
        "do",
        &["DO SLEEP(100000)", "DO RELEASE_ALL_LOCKS()"],
    ),
    ("keep the connection", "handler", &["HANDLER teas OPEN"]),
];

/// Around a statement, as a tool writes it, or as somebody hides it.
const WAYS: &[&str] = &[
    "?;",
    "/*!50003 ? */;",
    "/*M!100100 ? */;",
    "-- '\n?;",
    "SELECT 1; ?;",
    "/* a comment */ ?;",
    "?\n;\n;",
    "\t ?;#",
];

// TRUST.md T3, RS-10, issue 5: 250 of them in more than 25 classes; a sample, and all with BACKSTOCK_FULL.
#[test]
fn hostile_statements_are_obeyed_by_nobody() {
    assert!(CLASSES.len() > 25);
    let mut chance = Chance::new(25);
    for (class, kind, statements) in CLASSES {
        for round in 0..times(1, 250_usize.div_ceil(CLASSES.len())) {
            let stage = Stage::new();
            let statement = statements[(round + chance.below(statements.len())) % statements.len()];
            let way = WAYS[chance.below(WAYS.len())];
            let aim = stage.path("aim");
            let hostile = way
                .replace('?', statement)
                .replace('@', &aim.display().to_string());
            let dump = format!("{DUMP}{hostile}\nINSERT INTO `teas` VALUES (3,'Sencha',7.00);\n");
            let path = stage.file("hostile.sql", dump.as_bytes());
            let (about, records) = match stage.read(&path, &Profiles::default()) {
                Ok(read) => read,
                Err(error) => panic!("{class}: {hostile}: {error}"),
            };
            // In another database they are other teas.
            let teas = records
                .iter()
                .filter(|(name, _)| name.rsplit('.').next() == Some("teas"));
            let count: usize = teas.map(|(_, rows)| rows.len()).sum();
            assert_eq!(count, 3, "{class}: {hostile}");
            assert!(!aim.exists() && stage.is_clean(), "{class}: {hostile}");
            let noted = about
                .left_out
                .iter()
                .map(|left| left.what.as_str())
                .collect::<Vec<_>>();
            assert!(
                kind.is_empty() || noted.contains(kind),
                "{class}: {hostile}: {noted:?}"
            );
        }
    }
}

// What a client would run for itself.
#[test]
fn commands_for_a_client_are_obeyed_by_nobody() {
    let postgres = "-- PostgreSQL database dump\nCREATE TABLE public.teas (id integer NOT NULL PRIMARY KEY, name text);\n";
    let end = "-- PostgreSQL database dump complete\n";
    for command in [
        "\\! touch @",
        "\\i @",
        "\\o @",
        "\\copy teas from '/etc/passwd'",
        "\\lo_import '@'",
        "\\setenv X y",
        "\\g |touch @",
    ] {
        let stage = Stage::new();
        let aim = stage.path("aim");
        let command = command.replace('@', &aim.display().to_string());
        let dump =
            format!("{postgres}{command}\nCOPY public.teas (id, name) FROM stdin;\n1\tAssam\n\\.\n{end}");
        let (about, records) = stage
            .read(&stage.file("a.sql", dump.as_bytes()), &Profiles::default())
            .unwrap();
        assert_eq!(
            (about.dialect, records["teas"].len()),
            (Some(Dialect::Postgres), 1)
        );
        assert!(!aim.exists() && !about.left_out.is_empty(), "{command}");
    }
    for statement in [
        "COPY teas FROM PROGRAM 'touch @'",
        "COPY teas FROM '/etc/passwd'",
        "COPY teas TO PROGRAM 'touch @'",
    ] {
        let stage = Stage::new();
        let statement = statement.replace('@', &stage.path("aim").display().to_string());
        let dump = format!("{postgres}{statement};\nINSERT INTO public.teas VALUES (1, 'Assam');\n{end}");
        let (about, records) = stage
            .read(&stage.file("a.sql", dump.as_bytes()), &Profiles::default())
            .unwrap();
        assert_eq!(records["teas"].len(), 1);
        assert!(!stage.path("aim").exists());
        assert_eq!(about.left_out[0].what, "copy from elsewhere", "{statement}");
    }
}

// Names and shapes that would break out of whatever is built from them.
#[test]
fn names_in_a_dump_are_only_names() {
    for (dump, tables) in [
        (
            "CREATE TABLE `a\"; DROP TABLE x; --` (`b\"); --` int, PRIMARY KEY (`b\"); --`)); INSERT INTO `a\"; DROP TABLE x; --` VALUES (1);",
            Some(1),
        ),
        (
            "CREATE TABLE `a` (`x'); DETACH DATABASE main; --` text); INSERT INTO `a` VALUES ('y');",
            Some(1),
        ),
        (
            "CREATE TABLE `a` (`b` int(1); ATTACH 'x' AS y; --)); INSERT INTO `a` VALUES (1);",
            None,
        ),
        ("CREATE TABLE `a` (`b` int, `B` int);", None),
        ("CREATE TABLE `a` (`b` int); CREATE TABLE `A` (`b` int);", None),
        ("CREATE TABLE `a` (`b` int); INSERT INTO `a` VALUES (1,2);", None),
        (
            "CREATE TABLE `a` (`b` int); INSERT INTO `a` (`c`) VALUES (1);",
            None,
        ),
        (
            "CREATE TABLE `sqlite_master` (`b` int); INSERT INTO `sqlite_master` VALUES (1);",
            None,
        ),
    ] {
        let stage = Stage::new();
        let path = stage.file("names.sql", format!("-- MySQL dump\n{dump}\n").as_bytes());
        match (stage.read(&path, &Profiles::default()), tables) {
            (Ok((_, records)), Some(tables)) => assert_eq!(records.len(), tables, "{dump}"),
            (
                Err(FileError::Shop(
                    ShopError::Dump(_) | ShopError::DumpRefused { .. } | ShopError::Database { .. },
                )),
                None,
            ) => {}
            (other, _) => panic!("{dump}: {:?}", other.map(|(_, records)| records)),
        }
        assert!(stage.is_clean(), "{dump}");
    }
}
