//! In what form records are exported.

use serde::{Deserialize, Serialize};

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// One JSON object a line, exactly as it was kept.
    JsonLines,
    /// Tables to be looked at in a spreadsheet: readable names, and nothing that a spreadsheet takes for a formula.
    CsvSpreadsheet,
    /// Tables to be read by programs: every value exactly as it was.
    CsvReimport,
    /// A workbook for each content type.
    Xlsx,
    /// Statements that make tables and fill them.
    Sql(Dialect),
    /// Products as another platform takes them in.
    Import(Platform),
}

/// A platform with an import of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    /// WooCommerce.
    WooCommerce,
    /// Shopify.
    Shopify,
    /// BigCommerce.
    BigCommerce,
}

impl Platform {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::WooCommerce, Self::Shopify, Self::BigCommerce];

    /// The content type that its import takes.
    pub const CONTENT_TYPE: &'static str = "products";
}

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// MariaDB and MySQL.
    Mysql,
    /// PostgreSQL.
    Postgres,
}

impl ExportFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::CsvSpreadsheet,
        Self::Xlsx,
        Self::CsvReimport,
        Self::JsonLines,
        Self::Sql(Dialect::Mysql),
        Self::Sql(Dialect::Postgres),
        Self::Sql(Dialect::Sqlite),
        Self::Import(Platform::WooCommerce),
        Self::Import(Platform::Shopify),
        Self::Import(Platform::BigCommerce),
    ];

    /// Its stable name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::CsvSpreadsheet => "csv",
            Self::CsvReimport => "csv-reimport",
            Self::Xlsx => "xlsx",
            Self::Sql(Dialect::Sqlite) => "sql-sqlite",
            Self::Sql(Dialect::Mysql) => "sql-mysql",
            Self::Sql(Dialect::Postgres) => "sql-postgres",
            Self::Import(Platform::WooCommerce) => "import-woocommerce",
            Self::Import(Platform::Shopify) => "import-shopify",
            Self::Import(Platform::BigCommerce) => "import-bigcommerce",
        }
    }

    /// The format of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// What a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::JsonLines => "JSON Lines",
            Self::CsvSpreadsheet => "CSV for spreadsheets",
            Self::CsvReimport => "CSV for re-import",
            Self::Xlsx => "Excel workbooks (XLSX)",
            Self::Sql(Dialect::Sqlite) => "SQL for SQLite",
            Self::Sql(Dialect::Mysql) => "SQL for MariaDB and MySQL",
            Self::Sql(Dialect::Postgres) => "SQL for PostgreSQL",
            Self::Import(Platform::WooCommerce) => "WooCommerce product import (CSV)",
            Self::Import(Platform::Shopify) => "Shopify product import (CSV)",
            Self::Import(Platform::BigCommerce) => "BigCommerce product import (CSV)",
        }
    }

    /// Whether the columns must be known before the first record is written.
    pub const fn has_columns(self) -> bool {
        match self {
            Self::JsonLines | Self::Import(_) => false,
            Self::CsvSpreadsheet | Self::CsvReimport | Self::Xlsx | Self::Sql(_) => true,
        }
    }

    /// Whether small binaries lie beside the records as files, too: nobody reads them in a cell.
    pub(crate) const fn has_binary_files(self) -> bool {
        matches!(self, Self::CsvSpreadsheet | Self::Xlsx)
    }

    /// Whether pictures and other large contents lie beside the records as files; otherwise they stand in the records.
    pub(crate) const fn has_object_files(self) -> bool {
        match self {
            Self::JsonLines | Self::CsvSpreadsheet | Self::Xlsx => true,
            Self::CsvReimport | Self::Sql(_) | Self::Import(_) => false,
        }
    }

    /// Whether a record is looked into, and not only copied.
    pub(crate) const fn looks_into_records(self) -> bool {
        self.has_columns() || matches!(self, Self::Import(_))
    }

    /// Whether it takes in this content type.
    pub fn takes(self, content_type: &str) -> bool {
        !matches!(self, Self::Import(_)) || content_type == Platform::CONTENT_TYPE
    }
}

impl Serialize for ExportFormat {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for ExportFormat {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::from_key(&key).ok_or_else(|| serde::de::Error::custom("an unknown format of exports"))
    }
}
