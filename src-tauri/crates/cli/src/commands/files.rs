//! `files`: the list of backup files.

use backstock_engine::{
    BackupFile, BackupFileStanding, Engine, EngineError, FileToList, NewBackupFile, anchored,
};
use backstock_model::{Cancel, Choice, ContentType, Secret};
use backstock_vault::BackupFileId;

use super::Sitting;
use crate::answers::files::{FileRow, Files, TrashEmptied};
use crate::arguments::{But, FilesCommand, ListedFileArguments, RestoreListedArguments};
use crate::days::{beginning_of, end_of};
use crate::interrupt::cancel_by_signal;
use crate::opening::whole_path;
use crate::page::{Align, Page, Table, count, counted, moment, size, visible};
use crate::progress::Telling;
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn files(&self, command: FilesCommand) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        match command {
            FilesCommand::List { name, trash } => self.list_files(&engine, &name, trash),
            FilesCommand::Create {
                name,
                called,
                until,
                protect,
            } => {
                let wanted = NewBackupFile {
                    name: called,
                    dated: until.map(end_of),
                    passphrase: protect.then(|| self.new_file_passphrase()).transpose()?,
                };
                self.one_file(&engine, &name, |telling, cancel| {
                    Ok(engine.make_backup_file(&name, &wanted, telling, cancel)?)
                })
            }
            FilesCommand::Add {
                name,
                file,
                called,
                dated,
            } => {
                let path = whole_path(&file)?;
                self.one_file(&engine, &name, |telling, cancel| {
                    self.with_passphrase(|passphrase| {
                        let file = FileToList {
                            path: path.clone(),
                            name: called.clone(),
                            dated: dated.map(beginning_of),
                            passphrase,
                        };
                        engine.list_backup_file(&name, file, telling, cancel)
                    })
                })
            }
            FilesCommand::Check(ListedFileArguments { name, file }) => {
                self.one_file(&engine, &name, |telling, cancel| {
                    self.with_passphrase(|passphrase| {
                        engine.check_listed_file(&name, BackupFileId(file), passphrase, telling, cancel)
                    })
                })
            }
            FilesCommand::Rename { file, called, dated } => {
                let id = BackupFileId(file.file);
                engine.rename_backup_file(&file.name, id, &called, dated.map(beginning_of))?;
                self.list_files(&engine, &file.name, false)
            }
            FilesCommand::Pin { file, off } => {
                engine.pin_backup_file(&file.name, BackupFileId(file.file), !off)?;
                self.list_files(&engine, &file.name, false)
            }
            FilesCommand::Restore(arguments) => self.restore_listed(&engine, arguments),
            FilesCommand::Order { name, files } => {
                engine.order_backup_files(&name, &ids(&files))?;
                self.list_files(&engine, &name, false)
            }
            FilesCommand::Delete {
                name,
                files,
                yes,
                all_the_same,
            } => {
                confirm_deleting(&engine, &name, &ids(&files), yes, all_the_same)?;
                engine.delete_backup_files(&name, &ids(&files))?;
                self.list_files(&engine, &name, false)
            }
            FilesCommand::PutBack { name, files } => {
                engine.put_back_backup_files(&name, &ids(&files))?;
                self.list_files(&engine, &name, false)
            }
            FilesCommand::EmptyTrash { name, yes } => self.empty_trash(&engine, &name, yes),
        }
    }

    fn list_files(&self, engine: &Engine, name: &str, trash: bool) -> Result<Exit, Refusal> {
        let files: Vec<BackupFile> = engine
            .backup_files(name)?
            .into_iter()
            .filter(|file| file.trashed.is_some() == trash)
            .collect();
        let answer = Files {
            files: files.iter().map(FileRow::of).collect(),
        };
        self.output.answer(&answer, |page| {
            let mut table = Table::new(&[
                ("file", Align::Right),
                ("name", Align::Left),
                ("kind", Align::Left),
                ("dated", Align::Left),
                ("size", Align::Right),
                ("items", Align::Right),
                ("check", Align::Left),
            ]);
            for (file, row) in files.iter().zip(&answer.files) {
                table.row([
                    row.file.to_string(),
                    visible(&row.name),
                    row.kind.clone(),
                    moment(file.dated),
                    size(row.bytes),
                    count(records_of(file)),
                    row.standing.to_owned(),
                ]);
            }
            if table.is_empty() {
                page.line(match trash {
                    true => "The trash is empty.".to_owned(),
                    false => format!("There are no backup files of {} in the list.", visible(name)),
                });
            }
            page.table(&table);
        })?;
        Ok(Exit::Success)
    }

    fn one_file(
        &self,
        engine: &Engine,
        shop: &str,
        work: impl FnOnce(&Telling, &Cancel) -> Result<BackupFile, Refusal>,
    ) -> Result<Exit, Refusal> {
        let cancel = cancel_by_signal()?;
        let telling = self.telling(engine, shop);
        let file = work(&telling, &cancel);
        drop(telling);
        let file = file?;
        let answer = FileRow::of(&file);
        self.output
            .answer(&answer, |page| tell_file(page, &file, &answer))?;
        Ok(Exit::when(answer.standing == "whole"))
    }

    fn restore_listed(&self, engine: &Engine, arguments: RestoreListedArguments) -> Result<Exit, Refusal> {
        let RestoreListedArguments { file, decision, .. } = arguments;
        super::restoring::check_decision(&decision)?;
        let choice = Choice {
            content_types: arguments.types.into_iter().map(ContentType::new).collect(),
            allow_deletes: arguments.allow_deletes,
            include_protected: arguments.include_protected,
            ..Choice::default()
        };
        let id = BackupFileId(file.file);
        let source = engine.name_for_file(&engine.backup_file(&file.name, id)?.place)?;
        let is_same = |plan: &backstock_model::Plan| {
            plan.from.as_ref().is_some_and(|from| from.name == source)
                && (choice == Choice::default() || choice == plan.choice)
        };
        let make = |cancel: &Cancel| {
            anchored::forget_read_files(self.around.keyring.as_ref(), engine, Some(&source));
            self.with_passphrase(|passphrase: Option<Secret>| {
                let telling = self.telling(engine, &file.name);
                engine.plan_restore_from_listed(&file.name, (id, passphrase), &choice, &telling, cancel)
            })
        };
        self.decide(engine, &file.name, decision, But::default(), is_same, make)
    }

    fn empty_trash(&self, engine: &Engine, name: &str, yes: bool) -> Result<Exit, Refusal> {
        if !yes {
            let files = engine.backup_files(name)?;
            let trashed = files.iter().filter(|file| file.trashed.is_some());
            return Err(Refusal::NotConfirmed {
                what: format!(
                    "{} would go for good; those that were made here also from the disk.",
                    counted(trashed.count() as u64, "backup file", "backup files")
                ),
            });
        }
        let emptied = engine.empty_trash(name)?;
        let answer = TrashEmptied {
            forgotten: emptied.forgotten,
            removed: emptied.removed,
            freed: emptied.freed,
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "The trash is empty. Removed from the disk: {} ({}).",
                counted(answer.removed, "file", "files"),
                size(answer.freed)
            ));
        })?;
        Ok(Exit::Success)
    }
}

fn ids(numbers: &[u64]) -> Vec<BackupFileId> {
    numbers.iter().copied().map(BackupFileId).collect()
}

fn records_of(file: &BackupFile) -> u64 {
    file.found.types.iter().map(|found| found.records).sum()
}

/// What a person is asked in the window is two words here: one for deleting, one more for what should have stayed.
fn confirm_deleting(
    engine: &Engine,
    shop: &str,
    files: &[BackupFileId],
    yes: bool,
    all_the_same: bool,
) -> Result<(), Refusal> {
    let deletion = engine.backup_files_to_delete(shop, files)?;
    let dates: Vec<String> = deletion.files.iter().map(|file| moment(file.dated)).collect();
    let count = counted(deletion.files.len() as u64, "backup file", "backup files");
    if !yes {
        return Err(Refusal::NotConfirmed {
            what: format!("{count} would go into the trash: {}.", dates.join(", ")),
        });
    }
    if deletion.is_grave() && !all_the_same {
        return Err(EngineError::BackupFilesStay.into());
    }
    Ok(())
}

fn tell_file(page: &mut Page, file: &BackupFile, row: &FileRow) {
    page.line(format!(
        "{} is file {} in the list: {} of {} ({}).",
        visible(&row.name),
        row.file,
        counted(records_of(file), "item", "items"),
        moment(file.dated),
        size(row.bytes)
    ));
    page.line(visible(&row.path));
    match (&row.problem, file.standing) {
        (Some(problem), BackupFileStanding::AsFound) => {
            page.line(visible(&problem.message));
            page.line(visible(&problem.hint));
        }
        (_, BackupFileStanding::Missing) => page.line("It is not where it was."),
        (None, _) => page.line("It was read to its end."),
        (Some(_), BackupFileStanding::Changed) => page.line("Somebody wrote to it since it was read."),
    }
}
