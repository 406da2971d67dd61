//! Dumps in the form other tools write them: the same two teas, with what is hard about each tool's way to say it.

use backstock_files::Dialect;
use backstock_shops::Profiles;

use super::stage::Stage;

/// A text with everything that stands for something else in SQL, as MySQL's tools escape it.
const NOTE: &str = r#"It\'s \"good\"; -- no\r\n/* comment */ DELIMITER ;; 🍵"#;
/// The same for PostgreSQL.
const NOTE_PG: &str = "It''s \"good\"; -- no\r\n/* comment */ DELIMITER ;; 🍵";
const COLUMNS: &str = "`id` int(11) NOT NULL AUTO_INCREMENT,\n  `name` varchar(80) NOT NULL,\n  `note` text DEFAULT NULL,\n  \
    `price` decimal(8,2) DEFAULT 0.00,\n  `visible` bit(1) NOT NULL DEFAULT b'1',\n  PRIMARY KEY (`id`),\n  KEY `name` (`name`)";

fn adminer() -> String {
    format!(
        "-- Adminer 4.8.1 MySQL 10.11.6-MariaDB dump\n\nSET NAMES utf8;\nSET time_zone = '+00:00';\nSET foreign_key_checks = 0;\n\
         SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\n\nSET NAMES utf8mb4;\n\nDELIMITER ;;\n\nDROP PROCEDURE IF EXISTS `tidy`;;\n\
         CREATE PROCEDURE `tidy`()\nBEGIN\n  SELECT 1; SELECT 'INSERT INTO `teas` VALUES (9)';\nEND;;\n\nDELIMITER ;\n\n\
         DROP TABLE IF EXISTS `teas`;\nCREATE TABLE `teas` (\n  {COLUMNS}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;\n\n\
         INSERT INTO `teas` (`id`, `name`, `note`, `price`, `visible`) VALUES\n(1,\t'Assam',\tNULL,\t4.50,\tb'1'),\n(2,\t'Darjeeling',\t'{NOTE}',\t12.00,\tb'0');\n\n\
         DELIMITER ;;\n\nCREATE TRIGGER `teas_bi` BEFORE INSERT ON `teas` FOR EACH ROW\nBEGIN SET NEW.price = 1; END;;\n\nDELIMITER ;\n\n\
         DROP VIEW IF EXISTS `dear`;\nCREATE TABLE `dear` (`id` int(11), `name` varchar(80));\n\n\
         DROP TABLE IF EXISTS `dear`;\nCREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `dear` AS select `teas`.`id` AS `id` from `teas`;\n\n\
         -- 2026-11-29 08:00:00\n"
    )
}

fn heidi() -> String {
    format!(
        "-- --------------------------------------------------------\n-- Host:                         127.0.0.1\n\
         -- Server version:               10.11.6-MariaDB - mariadb.org binary distribution\n-- Server OS:                    Win64\n\
         -- HeidiSQL Version:             12.6.0.6765\n-- --------------------------------------------------------\n\n\
         /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40101 SET NAMES utf8 */;\n/*!50503 SET NAMES utf8mb4 */;\n\
         /*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;\n/*!40103 SET TIME_ZONE='+00:00' */;\n\
         /*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n\n\n\
         -- Dumping database structure for shop\nCREATE DATABASE IF NOT EXISTS `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;\nUSE `shop`;\n\n\
         -- Dumping structure for view shop.dear\n-- Creating temporary table to overcome VIEW dependency errors\n\
         CREATE TABLE `dear` (\n\t`id` INT(11) NOT NULL\n) ENGINE=MyISAM;\n\n\
         -- Dumping structure for table shop.teas\nCREATE TABLE IF NOT EXISTS `teas` (\n  {COLUMNS}\n) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;\n\n\
         -- Dumping data for table shop.teas: ~2 rows (approximately)\n/*!40000 ALTER TABLE `teas` DISABLE KEYS */;\n\
         INSERT INTO `teas` (`id`, `name`, `note`, `price`, `visible`) VALUES\n\t(1, 'Assam', NULL, 4.50, b'1'),\n\t(2, 'Darjeeling', '{NOTE}', 12.00, b'0');\n\
         /*!40000 ALTER TABLE `teas` ENABLE KEYS */;\n\n-- Dumping structure for trigger shop.teas_bi\n\
         SET @OLDTMP_SQL_MODE=@@SQL_MODE, SQL_MODE='STRICT_TRANS_TABLES';\nDELIMITER //\n\
         CREATE TRIGGER `teas_bi` BEFORE INSERT ON `teas` FOR EACH ROW BEGIN SET NEW.price = 1; END//\nDELIMITER ;\nSET SQL_MODE=@OLDTMP_SQL_MODE;\n\n\
         -- Removing temporary table and create final VIEW structure\nDROP TABLE IF EXISTS `dear`;\n\
         CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `dear` AS select `teas`.`id` AS `id` from `teas`;\n\n\
         /*!40103 SET TIME_ZONE=IFNULL(@OLD_TIME_ZONE, 'system') */;\n/*!40014 SET FOREIGN_KEY_CHECKS=IFNULL(@OLD_FOREIGN_KEY_CHECKS, 1) */;\n"
    )
}

const NAVICAT_HEAD: &str = "/*\n Navicat Premium Data Transfer\n\n Source Server         : local\n Source Server Type    : TYPE\n \
    Source Host           : localhost\n Source Schema         : shop\n\n File Encoding         : 65001\n\n Date: 29/11/2026 08:00:00\n*/\n\n";

fn navicat() -> String {
    let head = NAVICAT_HEAD.replace("TYPE", "MySQL");
    format!(
        "{head}SET NAMES utf8mb4;\nSET FOREIGN_KEY_CHECKS = 0;\n\n-- ----------------------------\n-- Table structure for teas\n-- ----------------------------\n\
         DROP TABLE IF EXISTS `teas`;\nCREATE TABLE `teas`  (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  \
         `name` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,\n  `note` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,\n  \
         `price` decimal(8, 2) NULL DEFAULT 0.00,\n  `visible` bit(1) NOT NULL DEFAULT b'1',\n  PRIMARY KEY (`id`) USING BTREE,\n  INDEX `name`(`name`) USING BTREE\n\
         ) ENGINE = InnoDB AUTO_INCREMENT = 3 CHARACTER SET = utf8mb4 COLLATE = utf8mb4_general_ci ROW_FORMAT = Dynamic;\n\n\
         -- ----------------------------\n-- Records of teas\n-- ----------------------------\nBEGIN;\n\
         INSERT INTO `teas` VALUES (1, 'Assam', NULL, 4.50, b'1');\nINSERT INTO `teas` (`id`, `name`, `note`, `price`, `visible`) VALUES (2, 'Darjeeling', '{NOTE}', 12.00, b'0');\nCOMMIT;\n\n\
         -- ----------------------------\n-- View structure for dear\n-- ----------------------------\nDROP VIEW IF EXISTS `dear`;\n\
         CREATE ALGORITHM = UNDEFINED SQL SECURITY DEFINER VIEW `dear` AS select `teas`.`id` AS `id` from `teas`;\n\n\
         -- ----------------------------\n-- Triggers structure for table teas\n-- ----------------------------\nDROP TRIGGER IF EXISTS `teas_bi`;\ndelimiter ;;\n\
         CREATE TRIGGER `teas_bi` BEFORE INSERT ON `teas` FOR EACH ROW BEGIN SET NEW.price = 1; END\n;;\ndelimiter ;\n\nSET FOREIGN_KEY_CHECKS = 1;\n"
    )
}

fn adminer_of_postgres() -> String {
    format!(
        "-- Adminer 4.8.1 PostgreSQL 15.5 dump\n\nDROP TABLE IF EXISTS \"teas\";\nDROP SEQUENCE IF EXISTS teas_id_seq;\n\
         CREATE SEQUENCE teas_id_seq INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1;\n\nCREATE TABLE \"public\".\"teas\" (\n    \
         \"id\" integer DEFAULT nextval('teas_id_seq') NOT NULL,\n    \"name\" character varying(80) NOT NULL,\n    \"note\" text,\n    \
         \"price\" numeric(8,2) DEFAULT '0',\n    \"visible\" boolean NOT NULL,\n    CONSTRAINT \"teas_pkey\" PRIMARY KEY (\"id\")\n) WITH (oids = false);\n\n\
         INSERT INTO \"teas\" (\"id\", \"name\", \"note\", \"price\", \"visible\") VALUES\n(1,\t'Assam',\tNULL,\t4.50,\t'1'),\n(2,\t'Darjeeling',\t'{NOTE_PG}',\t12.00,\t'0');\n\n\
         -- 2026-11-29 08:00:00.000000+00\n"
    )
}

fn navicat_of_postgres() -> String {
    let head = NAVICAT_HEAD.replace("TYPE", "PostgreSQL");
    format!(
        "{head}\n-- ----------------------------\n-- Sequence structure for teas_id_seq\n-- ----------------------------\n\
         DROP SEQUENCE IF EXISTS \"public\".\"teas_id_seq\";\nCREATE SEQUENCE \"public\".\"teas_id_seq\" \nINCREMENT 1\nMINVALUE  1\nMAXVALUE 2147483647\nSTART 1\nCACHE 1;\n\n\
         -- ----------------------------\n-- Table structure for teas\n-- ----------------------------\nDROP TABLE IF EXISTS \"public\".\"teas\";\n\
         CREATE TABLE \"public\".\"teas\" (\n  \"id\" int4 NOT NULL DEFAULT nextval('teas_id_seq'::regclass),\n  \
         \"name\" varchar(80) COLLATE \"pg_catalog\".\"default\" NOT NULL,\n  \"note\" text COLLATE \"pg_catalog\".\"default\",\n  \
         \"price\" numeric(8,2) DEFAULT 0,\n  \"visible\" bool NOT NULL\n)\n;\n\n\
         -- ----------------------------\n-- Records of teas\n-- ----------------------------\nINSERT INTO \"public\".\"teas\" VALUES (1, 'Assam', NULL, 4.50, 't');\n\
         INSERT INTO \"public\".\"teas\" VALUES (2, 'Darjeeling', '{NOTE_PG}', 12.00, 'f');\n\n\
         -- ----------------------------\n-- Primary Key structure for table teas\n-- ----------------------------\n\
         ALTER TABLE \"public\".\"teas\" ADD CONSTRAINT \"teas_pkey\" PRIMARY KEY (\"id\");\n"
    )
}

// Issue 5: samples of Adminer, Navicat and HeidiSQL: each says who wrote it, and all hold the same two teas.
#[test]
fn the_tools_people_use_all_hold_the_same() {
    let stage = Stage::new();
    for (dump, made_by, dialect) in [
        (adminer(), "Adminer", Dialect::MySql),
        (heidi(), "HeidiSQL", Dialect::MySql),
        (navicat(), "Navicat", Dialect::MySql),
        (adminer_of_postgres(), "Adminer", Dialect::Postgres),
        (navicat_of_postgres(), "Navicat", Dialect::Postgres),
    ] {
        let what = format!("{made_by}, {dialect:?}");
        let path = stage.file("shop.sql", dump.as_bytes());
        let (about, records) = stage
            .read(&path, &Profiles::default())
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(
            (about.made_by, about.dialect),
            (Some(made_by), Some(dialect)),
            "{what}"
        );
        assert_eq!(
            records.keys().collect::<Vec<_>>(),
            ["teas"],
            "{what}: a view is no table"
        );
        let teas = &records["teas"];
        let (yes, no) = match dialect {
            Dialect::MySql => ("1", "0"),
            Dialect::Postgres | Dialect::Sqlite => ("true", "false"),
        };
        assert_eq!(teas.len(), 2, "{what}: {teas:?}");
        let note = r#"It's \"good\"; -- no\r\n/* comment */ DELIMITER ;; 🍵"#;
        let first = format!(r#"{{"id":1,"name":"Assam","note":null,"price":4.50,"visible":{yes}}}"#);
        let second =
            format!(r#"{{"id":2,"name":"Darjeeling","note":"{note}","price":12.00,"visible":{no}}}"#);
        assert_eq!((&teas["1"], &teas["2"]), (&first, &second), "{what}");
    }
}
