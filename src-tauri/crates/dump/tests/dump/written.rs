//! What each tool writes, in small.

use backstock_dump::{Column, Dialect, Key, Way};

use super::stage::{read, whole};

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

// S0.4
#[test]
fn a_dump_of_mariadb() {
    let (heard, summary) = whole(
        "/*M!999999\\- enable the sandbox mode */ \n\
         -- MariaDB dump 10.19\n\
         /*!40101 SET NAMES utf8mb4 */;\n\
         /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n\
         DROP TABLE IF EXISTS `products`;\n\
         CREATE TABLE `products` (\n\
           `id` int(10) unsigned NOT NULL AUTO_INCREMENT,\n\
           `name` varchar(45) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci DEFAULT 'a, ) b',\n\
           `price` decimal(10,2) unsigned NOT NULL DEFAULT 0.00 COMMENT 'in ''euros''',\n\
           `size` enum('s','m''l') DEFAULT NULL,\n\
           `gross` decimal(10,2) GENERATED ALWAYS AS (`price` * 1.2) STORED,\n\
           `facts` longtext CHECK (json_valid(`facts`)),\n\
           `seen` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),\n\
           PRIMARY KEY (`id`),\n\
           UNIQUE KEY `name` (`name`(20),`price`),\n\
           KEY `size` (`size`),\n\
           CONSTRAINT `brand` FOREIGN KEY (`id`) REFERENCES `brands` (`id`) ON DELETE CASCADE\n\
         ) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;\n\
         LOCK TABLES `products` WRITE;\n\
         /*!40000 ALTER TABLE `products` DISABLE KEYS */;\n\
         INSERT INTO `products` VALUES\n\
         (1,'O\\'Brien''s \\\"tea\\\"\\n\\\\',-19.90,NULL,1e-5,_binary 'a\\0b',0x4fA),\n\
         (18446744073709551615,'a;b -- c /* d */ # e','0000-00-00',b'101',x'00ff','','50\\%');\n\
         /*!40000 ALTER TABLE `products` ENABLE KEYS */;\n\
         UNLOCK TABLES;\n\
         DELIMITER ;;\n\
         /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER t BEFORE INSERT ON products FOR EACH ROW BEGIN SET NEW.price = 1; END */;;\n\
         DELIMITER ;\n\
         /*!50001 CREATE ALGORITHM=UNDEFINED VIEW `cheap` AS select 1 AS `id` */;\n\
         INSERT INTO `brands` (`id`, `name`) VALUES (7,'Mill') ON DUPLICATE KEY UPDATE name = VALUES(name);\n\
         -- Dump completed on 2026-11-20  9:16:25\n",
    );
    let [table] = heard.tables.as_slice() else {
        panic!("{:?}", heard.tables)
    };
    let kinds: Vec<_> = table
        .columns
        .iter()
        .map(|column| format!("{} {}", column.name, column.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            "id int(10) unsigned",
            "name varchar(45)",
            "price decimal(10,2) unsigned",
            "size enum('s','m''l')",
            "gross decimal(10,2)",
            "facts longtext",
            "seen timestamp"
        ]
    );
    let derived: Vec<_> = table.columns.iter().filter(|column| column.is_derived).collect();
    assert_eq!(derived.len(), 1);
    assert_eq!(derived[0].name, "gross");
    assert!(table.columns[0].is_required && !table.columns[1].is_required);
    assert_eq!(table.charset.as_deref(), Some("utf8mb4"));
    assert_eq!(
        table.keys,
        [
            Key {
                way: Way::Primary,
                columns: columns(&["id"]),
                is_whole: true,
            },
            Key {
                way: Way::Unique,
                columns: columns(&["name", "price"]),
                is_whole: false,
            },
            Key {
                way: Way::Foreign {
                    table: "brands".to_owned(),
                    columns: columns(&["id"]),
                },
                columns: columns(&["id"]),
                is_whole: true,
            },
        ]
    );
    assert_eq!(
        heard.rows["products"],
        [
            "1 | 'O'Brien's \"tea\"\n\\' | -19.90 | NULL | 1e-5 | [61, 00, 62] | [04, fa]",
            "18446744073709551615 | 'a;b -- c /* d */ # e' | '0000-00-00' | b101 | [00, ff] | '' | '50\\%'",
        ]
    );
    assert_eq!(heard.rows["brands"], ["7 | 'Mill'"]);
    assert_eq!(heard.columns["brands"], ["id", "name"]);
    assert_eq!(heard.views, ["cheap"]);
    assert_eq!(heard.charsets, ["utf8mb4"]);
    assert_eq!((summary.tables, summary.rows), (1, 3));
    assert_eq!(
        summary.left_out.keys().collect::<Vec<_>>(),
        ["create trigger", "create view"]
    );
}

#[test]
fn keys_that_come_after_the_rows() {
    let (heard, _) = whole(
        "-- phpMyAdmin SQL Dump\n-----------------------------\n\
         CREATE TABLE `oc_a` (`a` int NOT NULL, `b` text) ENGINE=MyISAM;\n\
         INSERT INTO `oc_a` (`a`, `b`) VALUES\n(1, 'x'),\n(2, 'y');\n\
         ALTER TABLE `oc_a`\n  ADD PRIMARY KEY (`a`),\n  ADD UNIQUE KEY `b` (`b`(10)),\n  ADD KEY `c` (`b`);\n\
         ALTER TABLE `oc_a`\n  MODIFY `a` int NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;\n\
         ALTER TABLE `oc_a` ADD CONSTRAINT `f` FOREIGN KEY (`b`) REFERENCES `oc_b` (`x`) ON DELETE CASCADE;\n",
    );
    let keys: Vec<_> = heard
        .keys
        .iter()
        .map(|(table, key)| (table.as_str(), &key.columns))
        .collect();
    assert_eq!(
        keys,
        [
            ("oc_a", &columns(&["a"])),
            ("oc_a", &columns(&["b"])),
            ("oc_a", &columns(&["b"]))
        ]
    );
    assert_eq!(heard.keys[0].1.way, Way::Primary);
    assert!(matches!(&heard.keys[2].1.way, Way::Foreign { table, .. } if table == "oc_b"));
    assert_eq!(heard.rows["oc_a"].len(), 2);
}

#[test]
fn names_in_double_quotes_are_names() {
    let (heard, _) = whole(
        "/*!40101 SET NAMES utf8 */;\nCREATE TABLE \"a b\" (\n  \"id\" int(11) NOT NULL,\n  PRIMARY KEY (\"id\")\n);\n\
         INSERT INTO \"a b\" VALUES (1),(2);\nINSERT INTO \"a b\" VALUES (\"3\");\n",
    );
    assert_eq!(heard.tables[0].name, "a b");
    assert_eq!(heard.rows["a b"], ["1", "2", "'3'"]);
}

#[test]
fn without_backslash_escapes_a_backslash_is_a_backslash() {
    let (heard, _) = whole(
        "/*!40101 SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES' */;\n\
         INSERT INTO `a` VALUES ('c:\\new\\'),('d');\n",
    );
    assert_eq!(heard.rows["a"], ["'c:\\new\\'", "'d'"]);
}

#[test]
fn a_second_database_has_its_name_in_front() {
    let (heard, _) = whole(
        "CREATE DATABASE `one`;\nUSE `one`;\nINSERT INTO `a` VALUES (1);\nUSE `two`;\nINSERT INTO `a` VALUES (2);\n\
         INSERT INTO `one`.`a` VALUES (3);\n",
    );
    assert_eq!(heard.rows["a"], ["1", "3"]);
    assert_eq!(heard.rows["two.a"], ["2"]);
}

// S0.4
#[test]
fn a_dump_of_postgresql() {
    let (heard, summary) = whole(
        "--\n-- PostgreSQL database dump\n--\n\n\\restrict Abc123\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n\
         SELECT pg_catalog.set_config('search_path', '', false);\n\
         CREATE TYPE public.mood AS ENUM ('sad', 'ok');\n\
         CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $_$ BEGIN; 'x; $$ END; $_$;\n\
         CREATE TABLE public.\"Orders\" (\n    id integer NOT NULL,\n    Total numeric(12,2) DEFAULT 0.00,\n    tags text[],\n\
             at timestamp with time zone DEFAULT now(),\n    m public.mood,\n    counted bigint GENERATED ALWAYS AS IDENTITY,\n\
             doubled integer GENERATED ALWAYS AS ((id * 2)) STORED,\n    CONSTRAINT positive CHECK ((id > 0))\n);\n\
         COPY public.\"Orders\" (id, total, tags, at) FROM stdin;\n\
         1\t9.90\t{a,\"b c\"}\t2026-11-19 21:04:00+00\n2\t\\N\t{}\tline\\nbreak\\\\\n\\.\n\n\
         COPY shop2.a (x) FROM stdin;\n\\.\n\
         INSERT INTO public.b VALUES (1, 'it''s \\ ', true, NULL, 'x'::bytea, E'a\\nb', -0.5);\n\
         ALTER TABLE ONLY public.\"Orders\"\n    ADD CONSTRAINT orders_pkey PRIMARY KEY (id) DEFERRABLE;\n\
         CREATE INDEX i ON public.b USING btree (a);\n--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict Abc123\n",
    );
    let kinds: Vec<_> = heard.tables[0]
        .columns
        .iter()
        .map(|Column { name, kind, .. }| format!("{name} {kind}"))
        .collect();
    assert_eq!(
        kinds,
        [
            "id integer",
            "total numeric(12,2)",
            "tags text[]",
            "at timestamp with time zone",
            "m public.mood",
            "counted bigint",
            "doubled integer"
        ]
    );
    let derived: Vec<_> = heard.tables[0]
        .columns
        .iter()
        .filter(|column| column.is_derived)
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(derived, ["doubled"]);
    assert_eq!(
        heard.rows["Orders"],
        [
            "'1' | '9.90' | '{a,\"b c\"}' | '2026-11-19 21:04:00+00'",
            "'2' | NULL | '{}' | 'line\nbreak\\'"
        ]
    );
    assert_eq!(
        heard.rows["b"],
        ["1 | 'it's \\ ' | true | NULL | 'x' | 'a\nb' | -0.5"]
    );
    assert!(!heard.rows.contains_key("shop2.a"));
    assert_eq!(heard.keys[0].0, "Orders");
    assert_eq!(heard.charsets, ["utf8"]);
    assert_eq!(
        summary.left_out.keys().collect::<Vec<_>>(),
        ["create function", "create type"]
    );
}

// S0.4
#[test]
fn a_dump_of_sqlite() {
    let (heard, summary) = whole(
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n\
         CREATE TABLE [orders] (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, total REAL NOT NULL, at, UNIQUE(key));\n\
         INSERT INTO orders VALUES(1,replace(replace('a\\nb\\rc','\\r',char(13)),'\\n',char(10)),1.0e+300,NULL);\n\
         INSERT INTO orders VALUES(2,unistr('a\\u000ab\\\\c'),1e999,X'00FF');\n\
         CREATE TRIGGER t AFTER INSERT ON orders BEGIN UPDATE orders SET at = 1; DELETE FROM x; END;\n\
         INSERT INTO sqlite_sequence VALUES('orders',2);\nCOMMIT;\n",
    );
    let kinds: Vec<_> = heard.tables[0]
        .columns
        .iter()
        .map(|Column { name, kind, .. }| format!("{name} {kind}"))
        .collect();
    assert_eq!(kinds, ["id integer", "key text", "total real", "at "]);
    assert_eq!(
        heard.rows["orders"],
        [
            "1 | 'a\nb\rc' | 1.0e+300 | NULL",
            "2 | 'a\nb\\c' | 1e999 | [00, ff]"
        ]
    );
    assert_eq!(summary.left_out.keys().collect::<Vec<_>>(), ["create trigger"]);
}

#[test]
fn a_dump_that_was_cut_off_is_told() {
    for dump in [
        "INSERT INTO `a` VALUES (1,'never",
        "INSERT INTO `a` VALUES (1,2",
        "INSERT INTO `a` VALUES (1,2),\n",
        "INSERT INTO `a` VALUES",
        "CREATE TABLE `a` (`b` int,",
        "/*!40101 SET NAMES utf8 */; /* never",
    ] {
        let (_, summary) = read(Dialect::MySql, dump.as_bytes());
        assert!(summary.is_err(), "{dump}");
    }
    let (_, summary) = read(
        Dialect::Postgres,
        b"COPY public.a (x) FROM stdin;\n1\n2".as_slice(),
    );
    assert_eq!(
        summary.unwrap_err().to_string(),
        "the dump ends in the middle of the rows of a table, which began in line 1"
    );
}

#[test]
fn a_row_of_another_length_than_its_columns_is_told() {
    let (_, summary) = read(
        Dialect::MySql,
        b"INSERT INTO a (x, y) VALUES (1,2),(3);".as_slice(),
    );
    assert_eq!(
        summary.unwrap_err().to_string(),
        "line 1: a row has another number of values than its table has columns"
    );
}

#[test]
fn what_is_no_dump_has_no_dialect() {
    assert_eq!(Dialect::of(b"id,name\n1,Tea\n"), None);
    assert_eq!(Dialect::of(b"\x89PNG\r\n"), None);
    assert_eq!(Dialect::of(b"create table a (b int);"), Some(Dialect::Sqlite));
}
