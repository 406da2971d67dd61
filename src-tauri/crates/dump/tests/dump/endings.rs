//! Dumps that ended early behind a statement, and whole ones that look as if they had.

use backstock_dump::{Dialect, DumpError};

use super::stage::{read, whole};

const MYSQL: &str = "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n\
    /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n\
    CREATE TABLE `a` (`b` int);\n\
    LOCK TABLES `a` WRITE;\n\
    INSERT INTO `a` VALUES (1);\n\
    INSERT INTO `a` VALUES (2);\n\
    UNLOCK TABLES;\n\
    CREATE TABLE `c` (`d` text);\n\
    LOCK TABLES `c` WRITE;\n\
    INSERT INTO `c` VALUES ('-- Dump completed');\n\
    UNLOCK TABLES;\n\
    /*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n\n\
    -- Dump completed on 2026-11-20  9:16:25\n";
const POSTGRES: &str = "--\n-- PostgreSQL database dump\n--\n\n\\restrict Abc\n\n\
    SET standard_conforming_strings = on;\n\
    CREATE TABLE public.a (b text);\n\
    CREATE TABLE public.c (d integer);\n\
    COPY public.a (b) FROM stdin;\n1\n-- PostgreSQL database dump complete\n\\.\n\n\
    COPY public.c (d) FROM stdin;\n2\n\\.\n\n\
    ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (b);\n\n\
    --\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict Abc\n";
const SQLITE: &str = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n\
    CREATE TABLE a(b INTEGER PRIMARY KEY);\nINSERT INTO a VALUES(1);\nINSERT INTO a VALUES(2);\n\
    CREATE TABLE c(d);\nINSERT INTO c VALUES('COMMIT;');\n\
    CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM c; END;\nCOMMIT;\n";

/// Why a dump is not whole.
fn reason(dialect: Dialect, dump: &str) -> Option<&'static str> {
    match read(dialect, dump.as_bytes()).1 {
        Ok(_) => None,
        Err(DumpError::EndsEarly { what }) => Some(what),
        Err(other) => panic!("{other}\n{dump}"),
    }
}

/// A dump up to the end of every statement, but for those at its beginning and at its end.
fn cuts<'d>(dump: &'d str, from: &str, to: &str) -> Vec<&'d str> {
    let (from, to) = (dump.find(from).unwrap(), dump.rfind(to).unwrap());
    dump.match_indices('\n')
        .map(|(at, _)| &dump[..=at])
        .filter(|cut| cut.len() > from && cut.len() <= to)
        .filter(|cut| cut.ends_with("\n\\.\n") || cut.ends_with(";\n") && !cut.ends_with("stdin;\n"))
        .collect()
}

// A restore from what is left would delete the rest of the shop.
#[test]
fn a_dump_that_ends_early_behind_a_statement_is_told() {
    let missing = |tool: &str| format!("the line with which {tool} ends every dump is missing");
    let mariadb = MYSQL.replace(
        "MySQL dump 10.13  Distrib 8.0.36",
        "MariaDB dump 10.19-11.4.2-MariaDB",
    );
    for (dialect, dump, to, what) in [
        (
            Dialect::MySql,
            MYSQL,
            "/*!40101 SET SQL_MODE=",
            missing("mysqldump"),
        ),
        (
            Dialect::MySql,
            &mariadb,
            "/*!40101 SET SQL_MODE=",
            missing("mariadb-dump"),
        ),
        (
            Dialect::Postgres,
            POSTGRES,
            "--\n-- PostgreSQL",
            missing("pg_dump"),
        ),
        (
            Dialect::Sqlite,
            SQLITE,
            "COMMIT;",
            "it begins a transaction and does not commit it".to_owned(),
        ),
    ] {
        assert_eq!(reason(dialect, dump), None);
        let from = if dialect == Dialect::Sqlite { "BEGIN" } else { "--" };
        let cuts = cuts(dump, from, to);
        assert!(cuts.len() > 5, "{cuts:?}");
        for cut in cuts {
            assert_eq!(reason(dialect, cut), Some(what.as_str()), "{cut}");
        }
    }
}

#[test]
fn what_a_dump_of_any_tool_begins_it_ends() {
    let locks = Some("it locks a table and does not unlock it");
    let begins = Some("it begins a transaction and does not commit it");
    for (dialect, dump, wanted) in [
        (
            Dialect::MySql,
            "LOCK TABLES `a` WRITE;\nINSERT INTO `a` VALUES (1);\n",
            locks,
        ),
        (
            Dialect::MySql,
            "/*!40000 LOCK TABLES `a` WRITE */;\nINSERT INTO `a` VALUES (1);\n/*!40000 UNLOCK TABLES */;\n",
            None,
        ),
        (
            Dialect::MySql,
            "LOCK TABLES `a` WRITE;\nUNLOCK TABLES;\nLOCK TABLES `b` WRITE;\n",
            locks,
        ),
        (
            Dialect::MySql,
            "START TRANSACTION;\nINSERT INTO `a` VALUES (1);\n",
            begins,
        ),
        (
            Dialect::MySql,
            "BEGIN;\nINSERT INTO `a` VALUES (1);\nCOMMIT",
            None,
        ),
        (Dialect::MySql, "START SLAVE;\nLOCK INSTANCE FOR BACKUP;\n", None),
        (Dialect::Postgres, "BEGIN;\nINSERT INTO a VALUES (1);\n", begins),
        (
            Dialect::Postgres,
            "BEGIN;\nLOCK TABLE a;\nINSERT INTO a VALUES (1);\nEND;\n",
            None,
        ),
        (
            Dialect::Sqlite,
            "BEGIN IMMEDIATE;\nINSERT INTO a VALUES (1);\nCOMMIT TRANSACTION;\n",
            None,
        ),
        (
            Dialect::Sqlite,
            "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nINSERT INTO a VALUES (1);\nROLLBACK; -- due to errors\n",
            Some("the tool that made it met with errors and took everything back at the end"),
        ),
    ] {
        assert_eq!(reason(dialect, dump), wanted, "{dump}");
    }
}

// Nobody's whole dump is refused.
#[test]
fn whole_dumps_without_a_last_line_are_whole() {
    for (what, dialect, dump) in [
        ("--skip-dump-date", Dialect::MySql, MYSQL.replace(" on 2026-11-20  9:16:25", "")),
        (
            "--skip-comments",
            Dialect::MySql,
            MYSQL.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n"),
        ),
        (
            "--compact --comments",
            Dialect::MySql,
            "CREATE TABLE `a` (`b` int);\nINSERT INTO `a` VALUES (1);\n-- Dump completed on 2026-11-20  9:16:25\n".into(),
        ),
        ("the last line cut away", Dialect::MySql, MYSQL.split("-- Dump completed on").next().unwrap().into()),
        ("as Windows writes it", Dialect::Postgres, POSTGRES.replace('\n', "\r\n")),
        ("MySQL 4.0", Dialect::MySql, "-- MySQL dump 9.11\nCREATE TABLE a (b int);\nINSERT INTO a VALUES (1);\n".into()),
        (
            "one that says it is like it",
            Dialect::MySql,
            "-- MySQL dump by a plugin\nCREATE TABLE `a` (`b` int);\nINSERT INTO `a` VALUES (1);\n".into(),
        ),
        (
            "phpMyAdmin",
            Dialect::MySql,
            "-- phpMyAdmin SQL Dump\n-- version 5.2.1\nSET SQL_MODE = \"NO_AUTO_VALUE_ON_ZERO\";\nSTART TRANSACTION;\n\
             CREATE TABLE `a` (`b` int);\nINSERT INTO `a` (`b`) VALUES\n(1),\n(2);\nCOMMIT;\n\
             /*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;\n".into(),
        ),
        (
            "Adminer",
            Dialect::MySql,
            "-- Adminer 4.8.1 MySQL 8.0.36 dump\nCREATE TABLE `a` (`b` int);\nINSERT INTO `a` (`b`) VALUES (1);\n-- 2026-11-20 09:16:25\n"
                .into(),
        ),
        // Its statements are read as if they were the dump's.
        (
            "a routine without DELIMITER",
            Dialect::MySql,
            "CREATE TABLE `a` (`b` int);\nCREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION SET @x = 1;\n\
             START TRANSACTION;\nIF @x THEN COMMIT;\nEND IF;\nEND;\n".into(),
        ),
        ("a block", Dialect::MySql, "INSERT INTO `a` VALUES (1);\nBEGIN NOT ATOMIC SET @a = 1;\nEND;\n".into()),
        ("two in one file", Dialect::Postgres, POSTGRES.repeat(2)),
    ] {
        assert_eq!(reason(dialect, &dump), None, "{what}\n{dump}");
    }
    assert_eq!(whole(&MYSQL.repeat(2)).1.rows, 6);
}

#[test]
fn several_dumps_in_one_file_have_an_end_each() {
    let cluster = format!(
        "--\n-- PostgreSQL database cluster dump\n--\nCREATE ROLE shop;\n\\connect shop\n{POSTGRES}\\connect blog\n{POSTGRES}\
         --\n-- PostgreSQL database cluster dump complete\n--\n"
    );
    assert_eq!(reason(Dialect::Postgres, &cluster), None);
    let one = cluster.find("\\connect blog").unwrap();
    assert_eq!(
        reason(Dialect::Postgres, &cluster[..one]),
        Some("the line with which pg_dumpall ends every dump is missing")
    );
    for (dialect, dump, to, tool) in [
        (Dialect::MySql, MYSQL, "CREATE TABLE `c`", "mysqldump"),
        (Dialect::Postgres, POSTGRES, "COPY public.c", "pg_dump"),
    ] {
        let cut = &dump[..dump.find(to).unwrap()];
        assert_eq!(
            reason(dialect, &format!("{cut}{dump}")),
            Some(format!("the line with which {tool} ends every dump is missing").as_str())
        );
    }
}
