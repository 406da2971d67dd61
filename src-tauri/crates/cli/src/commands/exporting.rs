//! `export`, `exports`: files for other programs.

use std::fs;
use std::path::{Path, PathBuf};

use backstock_engine::{
    Dialect, Engine, ExportAsk, ExportEnding, ExportEntry, ExportFiles, ExportFormat, ExportedBy, KeepFor,
    Moment, Platform,
};
use backstock_model::{About, ContentType};

use super::mailing::{recipients, tell_letters};
use super::{Sitting, in_other_backups, number_of};
use crate::answers::exporting::{ExportFileRow, ExportNoteRow, ExportRow, ExportTypeRow, Exports};
use crate::answers::mailing::LetterRow;
use crate::answers::{Problem, time};
use crate::arguments::{ExportArguments, ExportsArguments, FormatArgument};
use crate::interrupt::cancel_by_signal;
use crate::opening::whole_path;
use crate::page::{Align, Page, Table, count, counted, moment, size, visible};
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn export(&self, arguments: &ExportArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let name = &arguments.name;
        let at = match arguments.at {
            Some(named) => Moment::Backup(number_of(&engine, name, named)?),
            None => Moment::Live,
        };
        let lacking = match at {
            Moment::Backup(number) => format!("Backup {number}"),
            Moment::Latest | Moment::Live => "The shop".to_owned(),
        };
        let types = if arguments.all {
            all_types(&engine, name, &at)?
        } else {
            arguments.types.iter().cloned().map(ContentType::new).collect()
        };
        let format = match arguments.format {
            FormatArgument::Csv => ExportFormat::CsvSpreadsheet,
            FormatArgument::CsvReimport => ExportFormat::CsvReimport,
            FormatArgument::Xlsx => ExportFormat::Xlsx,
            FormatArgument::Jsonl => ExportFormat::JsonLines,
            FormatArgument::Sql => engine.own_sql(name)?,
            FormatArgument::SqlMysql => ExportFormat::Sql(Dialect::Mysql),
            FormatArgument::SqlPostgres => ExportFormat::Sql(Dialect::Postgres),
            FormatArgument::SqlSqlite => ExportFormat::Sql(Dialect::Sqlite),
            FormatArgument::ImportWoocommerce => ExportFormat::Import(Platform::WooCommerce),
            FormatArgument::ImportShopify => ExportFormat::Import(Platform::Shopify),
            FormatArgument::ImportBigcommerce => ExportFormat::Import(Platform::BigCommerce),
        };
        let was_there = whole_path(&arguments.to)?.exists();
        let mut ask = ExportAsk {
            at,
            ..ExportAsk::now(types, format, folder_for(&arguments.to)?)
        };
        ask.recipients.extend(recipients(&arguments.notify)?);
        let telling = self.telling(&engine, name);
        let exported = engine.export(name, &ask, &telling, &cancel_by_signal()?);
        drop(telling);
        if exported.is_err() && !was_there {
            // One that was made for nothing goes again; with anything in it, it stays.
            let _ = fs::remove_dir(&ask.folder);
        }
        self.keep_anchor(&engine);
        // Of one that failed the recipients hear as well; what does not go now waits in the outbox.
        let _ = self.send_waiting(&engine);
        let exported = exported.map_err(|error| in_other_backups(&engine, name, &lacking, error))?;
        let answer = row(&engine, name, &exported)?;
        self.output.answer(&answer, |page| tell_export(page, &answer))?;
        Ok(Exit::Success)
    }

    pub(super) fn exports(&self, arguments: &ExportsArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let name = &arguments.name;
        if let Some(keep) = &arguments.keep {
            let keep = match keep.as_str() {
                "7" => KeepFor::Week,
                "30" => KeepFor::Month,
                _ => KeepFor::Forever,
            };
            engine.set_export_keeping(name, keep)?;
        }
        if arguments.tidy {
            engine.tidy_exports(name)?;
        }
        let mut entries = engine.exports(name)?;
        entries.retain(|entry| arguments.days.hold(entry.started));
        let answer = Exports {
            keep: match engine.export_keeping(name)? {
                KeepFor::Week => "7",
                KeepFor::Month => "30",
                KeepFor::Forever => "forever",
            },
            exports: entries
                .iter()
                .map(|entry| row(&engine, name, entry))
                .collect::<Result<_, _>>()?,
        };
        self.output.answer(&answer, |page| {
            let mut table = Table::new(&[
                ("export", Align::Right),
                ("started", Align::Left),
                ("type", Align::Left),
                ("content types", Align::Right),
                ("format", Align::Left),
                ("size", Align::Right),
                ("files", Align::Left),
            ]);
            for (entry, row) in entries.iter().zip(&answer.exports) {
                table.row([
                    row.export.to_string(),
                    moment(entry.started),
                    row.by.to_owned(),
                    count(row.types.len() as u64),
                    row.format.to_owned(),
                    size(entry.bytes()),
                    told(row),
                ]);
            }
            if table.is_empty() {
                page.line(format!("Nothing of {} was exported yet.", visible(name)));
            }
            page.table(&table);
        })?;
        Ok(Exit::Success)
    }
}

/// The folder for an export. One beside us is made; a whole path that leads nowhere may be a drive that is not plugged in.
pub(super) fn folder_for(to: &Path) -> Result<PathBuf, Refusal> {
    let folder = whole_path(to)?;
    if to.is_relative() {
        // That it cannot be made is told by the export.
        let _ = fs::create_dir_all(&folder);
    }
    Ok(folder)
}

/// All that a backup has, or the newest one.
fn all_types(engine: &Engine, shop: &str, at: &Moment) -> Result<Vec<ContentType>, Refusal> {
    let at = match at {
        Moment::Backup(number) => Some(*number),
        Moment::Latest | Moment::Live => None,
    };
    Ok(engine
        .types(shop, at)?
        .into_iter()
        .filter(|stored| !stored.gone)
        .map(|stored| stored.description.key)
        .collect())
}

fn row(engine: &Engine, shop: &str, entry: &ExportEntry) -> Result<ExportRow, Refusal> {
    let place = entry.place.as_deref();
    let letters = engine.letters_about(shop, About::Export(entry.number))?;
    Ok(ExportRow {
        export: entry.number,
        by: match entry.by {
            ExportedBy::Manual => "manual",
            ExportedBy::Weekly => "weekly",
            ExportedBy::Monthly => "monthly",
        },
        format: entry.format.key(),
        backup: entry.backup.map(|number| number.0),
        started: time(entry.started),
        finished: entry.finished.map(time),
        ending: match &entry.ending {
            ExportEnding::Running => "running",
            ExportEnding::Done => "done",
            ExportEnding::Cancelled => "cancelled",
            ExportEnding::Failed { .. } => "failed",
        },
        failure: match &entry.ending {
            ExportEnding::Failed { why } => {
                Some(Problem::new(&why.code, why.message.clone(), why.hint.clone()))
            }
            ExportEnding::Running | ExportEnding::Done | ExportEnding::Cancelled => None,
        },
        folder: place.map(|place| place.display().to_string()),
        status: match entry.look_for_files() {
            ExportFiles::None => "none",
            ExportFiles::Present => "present",
            ExportFiles::Expired => "expired",
            ExportFiles::Moved => "moved",
        },
        expires: entry.expires.map(time),
        files: entry
            .files
            .iter()
            .map(|file| ExportFileRow {
                path: place
                    .map(|place| place.join(&file.name).display().to_string())
                    .unwrap_or_default(),
                bytes: file.bytes,
                sha256: file.sha256.clone(),
            })
            .collect(),
        parts: entry.parts,
        types: entry
            .types
            .iter()
            .map(|exported| ExportTypeRow {
                r#type: exported.key.to_string(),
                label: exported.label.clone(),
                records: exported.records,
            })
            .collect(),
        notes: entry
            .notes
            .iter()
            .map(|note| ExportNoteRow {
                message: note.message.clone(),
                count: note.count,
            })
            .collect(),
        letters: letters.iter().map(LetterRow::of).collect(),
    })
}

fn tell_export(page: &mut Page, answer: &ExportRow) {
    let records: u64 = answer.types.iter().map(|row| row.records).sum();
    page.line(format!(
        "Exported {} of {} into {}",
        counted(records, "item", "items"),
        counted(answer.types.len() as u64, "content type", "content types"),
        visible(answer.folder.as_deref().unwrap_or_default()),
    ));
    page.gap();
    for file in answer.files.iter().take(answer.parts) {
        let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
        page.line(format!("{} ({})", visible(name), size(file.bytes)));
        page.line(format!("SHA-256 {}", file.sha256));
    }
    for note in &answer.notes {
        page.line(format!("{} ({})", note.message, count(note.count)));
    }
    if answer.letters.len() > 1 {
        page.gap();
        tell_letters(page, &answer.letters);
    }
    if records > 0 {
        page.gap();
        page.line("The files may hold personal data of customers. Store them securely.");
    }
}

/// How it ended, or what became of its files.
fn told(row: &ExportRow) -> String {
    match (&row.failure, row.ending, row.status) {
        (Some(failure), ..) => visible(&failure.message),
        (None, "done", status) => status.to_owned(),
        (None, ending, _) => ending.to_owned(),
    }
}
