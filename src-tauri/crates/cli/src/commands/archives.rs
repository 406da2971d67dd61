//! `archive`: backup files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_engine::{
    ArchiveAsk, ArchiveInspected, DumpDialect as Dialect, EngineError, FileAbout, FileInspected, FileKind,
    FileToImport, Moment, OpenFiles, Packing, dialect_key, explain, file_kind_key, inspect_archive,
    inspect_file, look_at_file,
};
use backstock_model::{BackupNumber, Cancel, ContentType, Secret, SystemTime};
use chrono::NaiveDate;

use super::comparing::{Sides, tell_compared};
use super::{Sitting, number_of};
use crate::answers::{
    ArchiveRow, ArchivedTypeRow, ComparedSide, CreatedArchive, FileTypeRow, ImportedFile, InspectedArchive,
    InspectedFile, LeftOutRow, Problem, SumRow, time,
};
use crate::arguments::{ArchiveCommand, NamedBackup};
use crate::days::beginning_of;
use crate::interrupt::cancel_by_signal;
use crate::opening::whole_path;
use crate::page::{Align, Table, count, counted, moment, size, visible};
use crate::progress::Telling;
use crate::refusal::{Exit, Refusal};

/// What the two sides of a comparison are kept as.
pub(super) const COMPARED: &str = "files";

impl Sitting {
    pub(super) fn archive(&self, command: ArchiveCommand) -> Result<Exit, Refusal> {
        match command {
            ArchiveCommand::Create {
                name,
                file,
                at,
                protect,
            } => self.create_archive(&name, &file, at, protect),
            ArchiveCommand::Import {
                name,
                file,
                dated,
                called,
            } => self.import_file(&name, &file, dated, called),
            ArchiveCommand::Inspect { file } => match look_at_file(&file)?.kind {
                FileKind::Backstock => self.inspect(&file),
                _ => self.inspect_other(&file),
            },
            ArchiveCommand::Compare {
                a,
                b,
                content_type,
                list,
            } => self.compare_files(&[a, b], content_type.as_deref(), list),
        }
    }

    fn create_archive(
        &self,
        name: &str,
        file: &Path,
        at: Option<NamedBackup>,
        protect: bool,
    ) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let at = match at {
            Some(named) => Moment::Backup(number_of(&engine, name, named)?),
            None => Moment::Live,
        };
        let path = whole_path(file)?;
        let passphrase = if protect {
            Some(self.new_file_passphrase()?)
        } else {
            None
        };
        let ask = ArchiveAsk {
            at,
            path: &path,
            passphrase,
        };
        let telling = self.telling(&engine, name);
        let written = engine.create_archive(name, ask, &telling, &cancel_by_signal()?);
        drop(telling);
        let written = written?;
        let answer = CreatedArchive {
            file: written.path.display().to_string(),
            backup: written.manifest.backup.number,
            finished: time(written.manifest.backup.finished),
            bytes: written.bytes,
            sha256: written.sha256,
            types: types_of(&written.manifest),
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "Wrote backup {} of {}, as of {} (UTC), into {} ({}), and read it back.",
                answer.backup,
                visible(name),
                written.manifest.backup.finished.format("%-d %B %Y, %H:%M"),
                visible(&answer.file),
                size(answer.bytes)
            ));
            page.line(format!("SHA-256 {}", answer.sha256));
            if answer.types.iter().any(|row| row.records > 0) {
                page.line("It holds personal data of customers. Store this file securely.");
            }
        })?;
        Ok(Exit::Success)
    }

    fn import_file(
        &self,
        name: &str,
        file: &Path,
        dated: Option<NaiveDate>,
        called: Option<String>,
    ) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let cancel = cancel_by_signal()?;
        let telling = self.telling(&engine, name);
        let imported = self.with_passphrase(|passphrase| {
            let file = FileToImport {
                path: file,
                passphrase,
                dated: dated.map(beginning_of),
                label: called.clone(),
            };
            engine.import_file(name, file, &telling, &cancel)
        });
        drop(telling);
        self.keep_anchor(&engine);
        let imported = imported?;
        let types = engine.types(name, Some(imported.number))?;
        let answer = ImportedFile {
            backup: imported.number.0,
            dated: time(imported.finished),
            label: imported.label.clone(),
            whole: imported.is_full(),
            records: imported.counts.records,
            types: types
                .iter()
                .map(|stored| FileTypeRow {
                    r#type: stored.description.key.to_string(),
                    label: stored.description.label.clone(),
                    records: stored.records,
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "{} is backup {} of {} now, of {}: {}.",
                visible(&file.display().to_string()),
                answer.backup,
                visible(name),
                moment(imported.finished),
                counted(answer.records, "record", "records")
            ));
            if !answer.whole {
                page.line("It does not hold every content type of the shop. Of the others nothing is known of that time.");
            }
            page.line("It does not count as protection: only backups of the shop itself do.");
        })?;
        Ok(Exit::Success)
    }

    fn inspect(&self, file: &Path) -> Result<Exit, Refusal> {
        let telling = Telling::new(self.output, HashMap::new());
        let cancel = cancel_by_signal()?;
        let found = self.with_passphrase(|passphrase| inspect_archive(file, passphrase, &telling, &cancel));
        drop(telling);
        let ArchiveInspected {
            manifest,
            bytes,
            fault,
        } = found?;
        let fault = fault.as_ref().map(explain);
        let answer = InspectedArchive {
            kind: "backstock",
            ok: fault.is_none(),
            bytes,
            created: time(manifest.created),
            shop: manifest.shop.name.clone(),
            shop_kind: manifest.shop.kind.clone(),
            backup: ArchiveRow {
                backup: manifest.backup.number,
                finished: time(manifest.backup.finished),
                label: manifest.backup.label.clone(),
            },
            types: types_of(&manifest),
            problems: fault
                .iter()
                .map(|fault| Problem::new(&fault.code, fault.message.clone(), fault.hint.clone()))
                .collect(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "Backup {} of {}, complete on {} (UTC); {}.",
                answer.backup.backup,
                visible(&answer.shop),
                manifest.backup.finished.format("%-d %B %Y, %H:%M"),
                size(answer.bytes)
            ));
            page.gap();
            let mut table = Table::new(&[("type", Align::Left), ("records", Align::Right)]);
            for row in answer.types.iter().filter(|row| row.records > 0) {
                table.row([row.label.clone(), count(row.records)]);
            }
            page.table(&table);
            page.gap();
            match answer.problems.first() {
                None => page.line("Every byte is as it was written."),
                Some(problem) => {
                    page.line(visible(&problem.message));
                    page.line(visible(&problem.hint));
                }
            }
        })?;
        Ok(Exit::when(answer.ok))
    }

    /// A file that another tool made: read to its end, and told what it holds.
    fn inspect_other(&self, file: &Path) -> Result<Exit, Refusal> {
        let telling = Telling::new(self.output, HashMap::new());
        let cancel = cancel_by_signal()?;
        let found = inspect_file(file, None, &std::env::temp_dir(), &telling, &cancel);
        drop(telling);
        let FileInspected { about, types } = found?;
        let answer = InspectedFile {
            kind: file_kind_key(about.kind),
            file: about.path.display().to_string(),
            ok: true,
            bytes: about.bytes,
            dialect: about.dialect.map(dialect_key),
            packed: about.packing.map(Packing::ending),
            made_by: about.made_by,
            made: about.made.map(time),
            profile: about.profile.clone(),
            types: types
                .iter()
                .map(|(description, records)| FileTypeRow {
                    r#type: description.key.to_string(),
                    label: description.label.clone(),
                    records: *records,
                })
                .collect(),
            left_out: about
                .left_out
                .iter()
                .map(|left| LeftOutRow {
                    what: left.what.clone(),
                    count: left.count,
                })
                .collect(),
            beside: about.beside.clone(),
            problems: Vec::new(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("{}; {}.", told(&about), size(answer.bytes)));
            page.gap();
            let mut table = Table::new(&[("type", Align::Left), ("records", Align::Right)]);
            for row in answer.types.iter().filter(|row| row.records > 0) {
                table.row([visible(&row.label), count(row.records)]);
            }
            page.table(&table);
            if !answer.left_out.is_empty() {
                page.gap();
                let left: Vec<String> = answer
                    .left_out
                    .iter()
                    .map(|left| format!("{} ({})", visible(&left.what), count(left.count)))
                    .collect();
                page.line(format!("Also in it, and not looked at: {}.", left.join(", ")));
            }
            if !answer.beside.is_empty() {
                page.gap();
                let beside: Vec<String> = answer.beside.iter().map(|name| visible(name)).collect();
                page.line(format!(
                    "Of the same backup, and not looked into: {}.",
                    beside.join(", ")
                ));
            }
        })?;
        Ok(Exit::Success)
    }

    fn compare_files(
        &self,
        files: &[PathBuf; 2],
        content_type: Option<&str>,
        list: bool,
    ) -> Result<Exit, Refusal> {
        let cancel = cancel_by_signal()?;
        let opened = OpenFiles::within(&std::env::temp_dir(), Arc::new(SystemTime))?;
        for file in files {
            self.read_into(&opened, file, &cancel)?;
        }
        let content_type = content_type.map(ContentType::new);
        let (a, b) = (Moment::Backup(BackupNumber(1)), Moment::Backup(BackupNumber(2)));
        let engine = opened.engine();
        let found = engine.compare(COMPARED, &a, &b, content_type.as_ref(), list, &cancel)?;
        let [a, b] = files.each_ref().map(|file| file.display().to_string());
        let sides = Sides {
            what: "the shop".to_owned(),
            told: [a.clone(), b.clone()],
            answered: [a, b].map(|path| ComparedSide::File(format!("file:{path}"))),
        };
        self.output.answer(&sides.answer(&found), |page| {
            tell_compared(page, &sides, engine, COMPARED, &found, list);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn read_into(&self, opened: &OpenFiles, file: &Path, cancel: &Cancel) -> Result<(), Refusal> {
        let telling = Telling::new(self.output, HashMap::new());
        self.with_passphrase(|passphrase| opened.read(COMPARED, (file, passphrase), &telling, cancel))
    }

    /// Tries without a passphrase first: most files have none.
    pub(super) fn with_passphrase<T>(
        &self,
        open: impl Fn(Option<Secret>) -> Result<T, EngineError>,
    ) -> Result<T, Refusal> {
        match open(None) {
            Err(error) if explain(&error).code == "file_passphrase_needed" => {
                let passphrase = match self.around.file_passphrase()? {
                    Some(passphrase) => passphrase,
                    None => self
                        .around
                        .ask("Passphrase of the file: ")?
                        .ok_or(Refusal::NoFilePassphrase)?,
                };
                Ok(open(Some(passphrase))?)
            }
            other => Ok(other?),
        }
    }

    pub(super) fn new_file_passphrase(&self) -> Result<Secret, Refusal> {
        match self.around.file_passphrase()? {
            Some(passphrase) => Ok(passphrase),
            None => self
                .around
                .ask_twice("Passphrase for the file: ", Refusal::NoFilePassphrase),
        }
    }
}

fn types_of(manifest: &backstock_engine::Manifest) -> Vec<ArchivedTypeRow> {
    manifest
        .types
        .iter()
        .map(|archived| ArchivedTypeRow {
            r#type: archived.key.to_string(),
            label: archived.label.clone(),
            records: archived.records,
            sums: archived
                .sums
                .iter()
                .map(|sum| SumRow {
                    field: sum.field.clone(),
                    label: sum.label.clone(),
                    sum: sum.sum.clone(),
                })
                .collect(),
        })
        .collect()
}

/// What a file is, in a few words.
fn told(about: &FileAbout) -> String {
    let of = match about.dialect {
        Some(Dialect::MySql) => "MySQL or MariaDB",
        Some(Dialect::Postgres) => "PostgreSQL",
        Some(Dialect::Sqlite) => "SQLite",
        None => "",
    };
    let what = match about.kind {
        FileKind::Backstock => "A backup file of Backstock".to_owned(),
        FileKind::Zip => format!("A ZIP with a dump of {of}"),
        FileKind::Export => "An export".to_owned(),
        FileKind::Dump(_) => format!("A dump of {of}"),
        FileKind::Sqlite => "A SQLite database".to_owned(),
        FileKind::Csv => "A table (CSV)".to_owned(),
        FileKind::Json => "A list (JSON)".to_owned(),
        FileKind::Workbook => "A workbook (XLSX)".to_owned(),
    };
    let by = about.made_by.map(|tool| format!(", made by {tool}"));
    let profile = about.profile.as_ref().map(|key| format!(", a shop of {key}"));
    format!("{what}{}{}", by.unwrap_or_default(), profile.unwrap_or_default())
}
