//! `Settings` > `Backups`: the list of backup files.

use std::collections::BTreeSet;
use std::sync::Arc;

use backstock_contract::{
    AddListedFileAsk, BackupFileType, CheckListedFileAsk, ImportFileAsk, ImportListedFileAsk, JobKind,
    JobOutcome, JobStarted, ListedFile, ListedFileDialect, ListedFileKind, ListedFileStanding, ListedFiles,
    ListedFilesAsk, ListedTrashEmptied, MakeListedFileAsk, PinListedFileAsk, RenameListedFileAsk, ShopAsk,
};
use backstock_engine::{
    BackupFile, BackupFileStanding, BackupFilesDeletion, Engine, EngineError, FileToImport, FileToList,
    NewBackupFile, anchored,
};
use backstock_model::{Cancel, Progress, grouped};
use backstock_vault::{Backup, BackupFileId};

use crate::answers::{backup_row, explain_engine, failure, time};
use crate::backup_files::secret;
use crate::keeping::{dates_of, moment};
use crate::shops::not_confirmed;
use crate::state::Held;
use crate::{Confirmation, Doors, Reply};

impl Doors {
    /// The list of a shop's backup files.
    pub async fn list_files(&self, ask: ShopAsk) -> Reply<ListedFiles> {
        self.with_engine(move |engine, held| listed(engine, held, &ask.shop))
            .await
    }

    /// `Create backup`.
    pub async fn start_listed_file(&self, ask: MakeListedFileAsk) -> Reply<JobStarted> {
        let wanted = NewBackupFile {
            name: ask.name,
            dated: ask.dated.as_deref().map(moment).transpose()?,
            passphrase: secret(ask.passphrase),
        };
        self.start_listing(
            ask.shop,
            JobKind::BackupFile,
            move |engine, shop, progress, cancel| engine.make_backup_file(shop, &wanted, progress, cancel),
        )
        .await
    }

    /// `Upload backup`.
    pub async fn start_adding_file(&self, ask: AddListedFileAsk) -> Reply<JobStarted> {
        let file = FileToList {
            path: self.held.place(&ask.file)?,
            name: ask.name,
            dated: ask.dated.as_deref().map(moment).transpose()?,
            passphrase: secret(ask.passphrase),
        };
        self.start_listing(
            ask.shop,
            JobKind::ReadFile,
            move |engine, shop, progress, cancel| engine.list_backup_file(shop, file, progress, cancel),
        )
        .await
    }

    /// Reads a listed file again.
    pub async fn start_listed_check(&self, ask: CheckListedFileAsk) -> Reply<JobStarted> {
        let (file, passphrase) = (BackupFileId(ask.file), secret(ask.passphrase));
        self.start_listing(
            ask.shop,
            JobKind::ReadFile,
            move |engine, shop, progress, cancel| {
                engine.check_listed_file(shop, file, passphrase, progress, cancel)
            },
        )
        .await
    }

    /// `Add to the history`: takes a listed file in as a backup of its date.
    pub async fn start_importing_file(&self, ask: ImportListedFileAsk) -> Reply<JobStarted> {
        let file = (BackupFileId(ask.file), secret(ask.passphrase));
        self.start_importing(ask.shop, move |engine, shop, progress, cancel| {
            engine.import_listed_file(shop, file, progress, cancel)
        })
        .await
    }

    /// The same with a file that is in no list.
    pub async fn start_file_import(&self, ask: ImportFileAsk) -> Reply<JobStarted> {
        let path = self.held.place(&ask.file)?;
        let dated = ask.dated.as_deref().map(moment).transpose()?;
        let passphrase = secret(ask.passphrase);
        self.start_importing(ask.shop, move |engine, shop, progress, cancel| {
            let file = FileToImport {
                path: &path,
                passphrase,
                dated,
                label: None,
            };
            engine.import_file(shop, file, progress, cancel)
        })
        .await
    }

    async fn start_importing(
        &self,
        shop: String,
        import: impl FnOnce(&Engine, &str, &dyn Progress, &Cancel) -> Result<Backup, EngineError> + Send + 'static,
    ) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let secrets = Arc::clone(&held.secrets);
            let work = move |engine: &Engine, shop: &str, progress: &dyn Progress, cancel: &Cancel| {
                let backup = import(engine, shop, progress, cancel)?;
                anchored::keep(secrets.as_ref(), engine.vault());
                let alarmed = BTreeSet::new();
                Ok(JobOutcome::FileImported {
                    backup: backup_row(&backup, &alarmed),
                })
            };
            held.start_with_file(engine, shop, JobKind::ReadFile, work)
        })
        .await
    }

    /// Names a listed file otherwise.
    pub async fn rename_file(&self, ask: RenameListedFileAsk) -> Reply<ListedFiles> {
        let dated = ask.dated.as_deref().map(moment).transpose()?;
        self.changing_list(ask.shop, move |engine, shop| {
            engine.rename_backup_file(shop, BackupFileId(ask.file), &ask.name, dated)
        })
        .await
    }

    /// Says that a listed file stays, or lets it go again.
    pub async fn pin_file(&self, ask: PinListedFileAsk) -> Reply<ListedFiles> {
        self.changing_list(ask.shop, move |engine, shop| {
            engine.pin_backup_file(shop, BackupFileId(ask.file), ask.pinned)
        })
        .await
    }

    /// `Save changes`: puts the list into the owner's order.
    pub async fn order_files(&self, ask: ListedFilesAsk) -> Reply<ListedFiles> {
        let order = ids(&ask.files);
        self.changing_list(ask.shop, move |engine, shop| {
            engine.order_backup_files(shop, &order)
        })
        .await
    }

    /// `Delete selected backups`: puts files into the trash, after the owner confirmed it natively; twice when it is the last
    /// one, or one that is to stay.
    pub async fn delete_files(&self, ask: ListedFilesAsk) -> Reply<ListedFiles> {
        let chosen = ids(&ask.files);
        let (shop, asked) = (ask.shop.clone(), chosen.clone());
        let deletion = self
            .with_engine(move |engine, _| {
                engine
                    .backup_files_to_delete(&shop, &asked)
                    .map_err(explain_engine)
            })
            .await?;
        let mut questions = vec![question(&self.held, &ask.shop, &deletion)];
        if deletion.is_grave() {
            questions.push(second_question(&deletion));
        }
        for question in questions {
            if !self.held.native.confirm(question).await {
                return Err(not_confirmed());
            }
        }
        self.changing_list(ask.shop, move |engine, shop| {
            engine.delete_backup_files(shop, &chosen).map(drop)
        })
        .await
    }

    /// Takes files out of the trash.
    pub async fn put_back_files(&self, ask: ListedFilesAsk) -> Reply<ListedFiles> {
        let chosen = ids(&ask.files);
        self.changing_list(ask.shop, move |engine, shop| {
            engine.put_back_backup_files(shop, &chosen)
        })
        .await
    }

    /// Empties the trash, after the owner confirmed it natively.
    pub async fn empty_file_trash(&self, ask: ShopAsk) -> Reply<ListedTrashEmptied> {
        let shop = ask.shop.clone();
        let trashed: Vec<BackupFile> = self
            .with_engine(move |engine, _| {
                let files = engine.backup_files(&shop).map_err(explain_engine)?;
                Ok(files.into_iter().filter(|file| file.trashed.is_some()).collect())
            })
            .await?;
        if !self
            .held
            .native
            .confirm(emptying_question(&self.held, &ask.shop, &trashed))
            .await
        {
            return Err(not_confirmed());
        }
        self.with_engine(move |engine, held| {
            let emptied = engine.empty_trash(&ask.shop).map_err(explain_engine)?;
            Ok(ListedTrashEmptied {
                list: listed(engine, held, &ask.shop)?,
                forgotten: emptied.forgotten,
                removed: emptied.removed,
                freed: emptied.freed,
            })
        })
        .await
    }

    async fn start_listing(
        &self,
        shop: String,
        kind: JobKind,
        work: impl FnOnce(&Engine, &str, &dyn Progress, &Cancel) -> Result<BackupFile, EngineError>
        + Send
        + 'static,
    ) -> Reply<JobStarted> {
        let all = Arc::clone(&self.held);
        self.with_engine(move |engine, held| {
            held.start_with_file(engine, shop, kind, move |engine, shop, progress, cancel| {
                let file = work(engine, shop, progress, cancel)?;
                Ok(JobOutcome::FileListed {
                    file: Box::new(row(file, &all)),
                })
            })
        })
        .await
    }

    async fn changing_list(
        &self,
        shop: String,
        change: impl FnOnce(&Engine, &str) -> Result<(), EngineError> + Send + 'static,
    ) -> Reply<ListedFiles> {
        self.with_engine(move |engine, held| {
            change(engine, &shop).map_err(explain_engine)?;
            listed(engine, held, &shop)
        })
        .await
    }
}

fn ids(numbers: &[u64]) -> Vec<BackupFileId> {
    numbers.iter().copied().map(BackupFileId).collect()
}

fn listed(engine: &Engine, held: &Held, shop: &str) -> Reply<ListedFiles> {
    let files = engine.backup_files(shop).map_err(explain_engine)?;
    Ok(ListedFiles {
        files: files.into_iter().map(|file| row(file, held)).collect(),
        folder: engine.files_folder().display().to_string(),
    })
}

fn row(file: BackupFile, held: &Held) -> ListedFile {
    let standing = match (file.standing, file.found.fault) {
        (BackupFileStanding::Missing, _) => ListedFileStanding::Missing {},
        (BackupFileStanding::Changed, _) => ListedFileStanding::Changed {},
        (BackupFileStanding::AsFound, Some(fault)) => ListedFileStanding::Faulty {
            failure: failure(fault),
        },
        (BackupFileStanding::AsFound, None) => ListedFileStanding::Whole {},
    };
    ListedFile {
        file: file.id.0,
        name: file.name,
        place: held.keep(file.place),
        is_ours: file.is_ours,
        kind: kind_of(&file.found.kind),
        dialect: file.found.dialect.as_deref().and_then(dialect_of),
        made_by: file.found.made_by,
        dated: time(file.dated),
        bytes: file.found.bytes,
        types: file
            .found
            .types
            .into_iter()
            .map(|found| BackupFileType {
                content_type: found.key,
                label: found.label,
                records: found.records,
            })
            .collect(),
        is_protected: file.found.is_protected,
        checked: time(file.found.checked),
        standing,
        pinned: file.pinned,
        trashed: file.trashed.map(time),
    }
}

/// A kind of file by its stable name.
pub(crate) fn kind_of(name: &str) -> ListedFileKind {
    match name {
        "backstock" => ListedFileKind::Backstock,
        "zip" => ListedFileKind::Zip,
        "export" => ListedFileKind::Export,
        "dump" => ListedFileKind::Dump,
        "database" => ListedFileKind::Database,
        "csv" => ListedFileKind::Csv,
        "json" => ListedFileKind::Json,
        "workbook" => ListedFileKind::Workbook,
        _ => ListedFileKind::Other,
    }
}

/// A dialect of SQL by its stable name.
pub(crate) fn dialect_of(name: &str) -> Option<ListedFileDialect> {
    match name {
        "mysql" => Some(ListedFileDialect::Mysql),
        "postgres" => Some(ListedFileDialect::Postgres),
        "sqlite" => Some(ListedFileDialect::Sqlite),
        _ => None,
    }
}

fn counted(files: &[BackupFile]) -> String {
    match files.len() {
        1 => "1 backup file".to_owned(),
        many => format!("{} backup files", grouped(many as u64)),
    }
}

/// What the operating system's own window asks: how many files, of which dates, and what that means.
fn question(held: &Held, shop: &str, deletion: &BackupFilesDeletion) -> Confirmation {
    let count = counted(&deletion.files);
    let dates = dates_of(held, deletion.files.iter().map(|file| file.dated));
    Confirmation {
        title: format!("Delete {count} of {shop} from the list?"),
        message: format!(
            "{}\n\nThey go into the trash of the list and can be put back from there. Nothing is removed from the disk.",
            dates.join("\n")
        ),
        go_on: format!("Delete {count}"),
    }
}

fn second_question(deletion: &BackupFilesDeletion) -> Confirmation {
    let why = match (deletion.pinned, deletion.none_left) {
        (0, _) => "No backup file that can be used would be left in the list.".to_owned(),
        (1, false) => "One of them is pinned, because it was to stay.".to_owned(),
        (many, false) => format!("{} of them are pinned, because they were to stay.", grouped(many)),
        (_, true) => {
            "It is pinned because it was to stay, and no backup file would be left in the list.".to_owned()
        }
    };
    Confirmation {
        title: "Delete it all the same?".to_owned(),
        message: why,
        go_on: "Delete all the same".to_owned(),
    }
}

fn emptying_question(held: &Held, shop: &str, trashed: &[BackupFile]) -> Confirmation {
    let dates = dates_of(held, trashed.iter().map(|file| file.dated));
    Confirmation {
        title: format!("Empty the trash of {shop}?"),
        message: format!(
            "{}\n\nFiles that Backstock made are removed from the disk for good. Files you picked elsewhere stay where they are \
             and are only forgotten.",
            dates.join("\n")
        ),
        go_on: "Empty the trash".to_owned(),
    }
}
