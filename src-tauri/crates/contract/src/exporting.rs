//! `Export`: what can be exported, exporting, and the history of exports.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Chosen, Failure, Recipient};

/// In what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Tables to look at in a spreadsheet.
    Csv,
    /// A workbook for each content type.
    Xlsx,
    /// Tables for programs, with every value exactly as it is.
    CsvReimport,
    /// One JSON object a line.
    JsonLines,
    /// SQL for MariaDB and MySQL.
    SqlMysql,
    /// SQL for PostgreSQL.
    SqlPostgres,
    /// SQL for SQLite.
    SqlSqlite,
    /// Products as WooCommerce takes them in.
    ImportWoocommerce,
    /// Products as Shopify takes them in.
    ImportShopify,
    /// Products as BigCommerce takes them in.
    ImportBigcommerce,
}

/// How long the files of exports are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportKeep {
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// Until the owner deletes them.
    Forever,
}

/// What a shop's `Quick Export` begins with.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExportOffer {
    /// What can be exported, as of the newest backup; empty before the first.
    pub types: Vec<ExportableType>,
    /// When the newest backup was finished.
    pub latest: Option<String>,
    /// The folder of the last export, or the usual one.
    pub folder: Chosen,
    /// How long files are kept.
    pub keep: ExportKeep,
}

/// A content type that can be exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportableType {
    /// Its key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// `business`, `content` or `other`.
    pub group: String,
    /// How many records there are.
    pub records: u64,
}

/// `Start export`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StartExportAsk {
    /// The shop's name.
    pub shop: String,
    /// The content types.
    pub types: Vec<String>,
    /// In what form.
    pub format: ExportFormat,
    /// The handle of the folder.
    pub folder: String,
    /// Who is told.
    pub recipients: Vec<Recipient>,
    /// Whether the shop is read first; the newest backup is exported otherwise.
    pub fresh: bool,
}

/// Asks about one export.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExportAsk {
    /// The shop's name.
    pub shop: String,
    /// The export's number.
    pub export: u64,
}

/// `Run again` or `Make again`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExportAgainAsk {
    /// The shop's name.
    pub shop: String,
    /// The export's number.
    pub export: u64,
    /// Whether the shop as it is now is exported; the same backup otherwise.
    pub fresh: bool,
}

/// Sets how long the files of a shop's exports are kept.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetExportKeepingAsk {
    /// The shop's name.
    pub shop: String,
    /// How long.
    pub keep: ExportKeep,
}

/// The exports of a shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExportList {
    /// Newest first.
    pub exports: Vec<ExportRow>,
    /// How long files are kept.
    pub keep: ExportKeep,
}

/// An export in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRow {
    /// Its number.
    pub export: u64,
    /// Who asked for it.
    pub by: ExportedBy,
    /// Its form.
    pub format: ExportFormat,
    /// What is in it.
    pub types: Vec<ExportTypeRow>,
    /// The backup it was made from.
    pub backup: Option<u64>,
    /// Whether that backup is still there, so that the same can be made again.
    pub repeatable: bool,
    /// When it began.
    pub started: String,
    /// When it ended.
    pub finished: Option<String>,
    /// How it ended.
    pub ending: ExportEnding,
    /// What became of its files.
    pub status: ExportStatus,
    /// When its files go; nothing when they stay.
    pub expires: Option<String>,
    /// The folder, as text to show.
    pub folder: Option<String>,
    /// The parts, then what lies beside them.
    pub files: Vec<ExportFile>,
    /// How many of the files are parts.
    pub parts: usize,
    /// Size of all files together.
    pub bytes: u64,
    /// What could not be exported as it is.
    pub notes: Vec<ExportNote>,
    /// Who is told.
    pub recipients: Vec<Recipient>,
}

/// Who asked for an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportedBy {
    /// The owner.
    Manual,
    /// The weekly schedule.
    Weekly,
    /// The monthly schedule.
    Monthly,
}

/// How an export ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExportEnding {
    /// It is going on.
    Running,
    /// Everything was written.
    Done,
    /// The owner stopped it.
    Cancelled,
    /// It could not be written.
    Failed {
        /// Why.
        failure: Failure,
    },
}

/// What became of an export's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportStatus {
    /// There never were any.
    None,
    /// They are where they were written.
    Present,
    /// The app removed them when their time was over.
    Expired,
    /// Some or all are not there any more.
    Moved,
}

/// A content type in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportTypeRow {
    /// What the owner reads.
    pub label: String,
    /// How many records.
    pub records: u64,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

/// Something that could not be exported as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportNote {
    /// What, as a full sentence.
    pub message: String,
    /// How often.
    pub count: u64,
}
