//! What may be typed about exports.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::NamedBackup;
use crate::days::Days;

/// A format as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FormatArgument {
    /// Tables to look at in a spreadsheet
    Csv,
    /// Tables for programs, with every value exactly as it is
    CsvReimport,
    /// Workbooks
    Xlsx,
    /// One JSON object a line, as the vault keeps it
    Jsonl,
    /// SQL for the kind of database the shop has
    Sql,
    /// SQL for MariaDB and MySQL
    SqlMysql,
    /// SQL for PostgreSQL
    SqlPostgres,
    /// SQL for SQLite
    SqlSqlite,
    /// Products for WooCommerce's own import
    ImportWoocommerce,
    /// Products for Shopify's own import
    ImportShopify,
    /// Products for BigCommerce's own import
    ImportBigcommerce,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// The shop's name
    pub(crate) name: String,
    /// This content type; may be given again
    #[arg(
        long = "type",
        value_name = "TYPE",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub(crate) types: Vec<String>,
    /// All content types
    #[arg(long)]
    pub(crate) all: bool,
    /// In what form
    #[arg(long, value_enum)]
    pub(crate) format: FormatArgument,
    /// The folder in which the export will be a folder of its own
    #[arg(long, alias = "out", value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Not the shop as it is now, but this backup: its number, latest, or first
    #[arg(long, value_name = "BACKUP")]
    pub(crate) at: Option<NamedBackup>,
    /// Write to this address when it has finished, beside telling this computer; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) notify: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportsArguments {
    /// The shop's name
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) days: Days,
    /// Keep the files of exports so long: 7 or 30 days, or forever
    #[arg(long, value_name = "DAYS", value_parser = PossibleValuesParser::new(["7", "30", "forever"]))]
    pub(crate) keep: Option<String>,
    /// Remove the files whose time is over
    #[arg(long)]
    pub(crate) tidy: bool,
}
