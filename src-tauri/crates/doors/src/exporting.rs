//! `Export`: what can be exported, exporting as a job, and the history.

use std::path::Path;
use std::sync::Arc;

use backstock_contract::{
    ExportAgainAsk, ExportAsk, ExportEnding, ExportFile, ExportFormat, ExportKeep, ExportList, ExportNote,
    ExportOffer, ExportRow, ExportStatus, ExportTypeRow, ExportableType, ExportedBy, Failure, JobKind,
    JobOutcome, JobStarted, LetterList, Nothing, Recipient, SetExportKeepingAsk, ShopAsk, StartExportAsk,
};
use backstock_engine as engine;
use backstock_engine::{
    Dialect, Engine, EngineError, ExportEntry, ExportFiles, KeepFor, Moment, PART_LIMIT, Platform, anchored,
};
use backstock_model::{About, ContentType};

use crate::answers::{explain_engine, explain_vault, failure, time};
use crate::jobs::End;
use crate::mail::address_of;
use crate::outbox::letter_row;
use crate::state::Held;
use crate::vault::group_name;
use crate::{Doors, Native, Notice, Reply};

impl Doors {
    /// What `Quick Export` begins with.
    pub async fn export_offer(&self, ask: ShopAsk) -> Reply<ExportOffer> {
        self.with_engine(move |engine, held| {
            let latest = latest(engine, &ask.shop)?;
            let last = engine
                .exports(&ask.shop)
                .map_err(explain_engine)?
                .into_iter()
                .next();
            let folder = last.map_or_else(|| held.places.exports.clone(), |entry| entry.folder);
            Ok(ExportOffer {
                types: engine
                    .exportable(&ask.shop)
                    .map_err(explain_engine)?
                    .into_iter()
                    .map(|stored| ExportableType {
                        content_type: stored.description.key.to_string(),
                        label: stored.description.label,
                        group: group_name(stored.description.group).to_owned(),
                        records: stored.records,
                    })
                    .collect(),
                latest,
                folder: held.keep(folder),
                keep: keep_row(engine.export_keeping(&ask.shop).map_err(explain_engine)?),
            })
        })
        .await
    }

    /// `Start export`.
    pub async fn start_export(&self, ask: StartExportAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let recipients = ask
                .recipients
                .into_iter()
                .map(recipient_of)
                .collect::<Reply<_>>()?;
            let folder = held.place(&ask.folder)?;
            let asked = engine::ExportAsk {
                types: ask.types.into_iter().map(ContentType::new).collect(),
                format: format_of(ask.format),
                at: if ask.fresh { Moment::Live } else { Moment::Latest },
                folder,
                recipients,
                by: engine::ExportedBy::Manual,
                limit: PART_LIMIT,
            };
            start(engine, held, ask.shop, asked)
        })
        .await
    }

    /// `Run again` and `Make again`.
    pub async fn start_export_again(&self, ask: ExportAgainAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let entry = engine
                .export_entry(&ask.shop, ask.export)
                .map_err(explain_engine)?;
            let at = match entry.backup {
                Some(backup) if !ask.fresh => Moment::Backup(backup),
                _ => Moment::Live,
            };
            start(engine, held, ask.shop, entry.again(at))
        })
        .await
    }

    /// The history of exports.
    pub async fn list_exports(&self, ask: ShopAsk) -> Reply<ExportList> {
        self.with_engine(move |engine, held| {
            tidy(engine, held.native.as_ref());
            list(engine, &ask.shop)
        })
        .await
    }

    /// Sets how long the files of exports are kept.
    pub async fn set_export_keeping(&self, ask: SetExportKeepingAsk) -> Reply<ExportList> {
        self.with_engine(move |engine, _| {
            let keep = match ask.keep {
                ExportKeep::Week => KeepFor::Week,
                ExportKeep::Month => KeepFor::Month,
                ExportKeep::Forever => KeepFor::Forever,
            };
            engine
                .set_export_keeping(&ask.shop, keep)
                .map_err(explain_engine)?;
            list(engine, &ask.shop)
        })
        .await
    }

    /// Who was written to about an export, and what became of each message.
    pub async fn export_letters(&self, ask: ExportAsk) -> Reply<LetterList> {
        self.with_engine(move |engine, _| {
            let letters = engine
                .letters_about(&ask.shop, About::Export(ask.export))
                .map_err(explain_engine)?;
            Ok(LetterList {
                letters: letters.iter().map(letter_row).collect(),
            })
        })
        .await
    }

    /// Shows the files of an export in the computer's own file manager.
    pub async fn show_export(&self, ask: ExportAsk) -> Reply<Nothing> {
        let native = Arc::clone(&self.held.native);
        self.with_engine(move |engine, _| {
            let entry = engine
                .export_entry(&ask.shop, ask.export)
                .map_err(explain_engine)?;
            let place = entry.place.filter(|place| place.is_dir()).ok_or_else(|| {
                Failure::new(
                    "export_files_gone",
                    "The folder of this export is not there any more.",
                    "Run the export again, or look where you moved the files.",
                )
            })?;
            native.show_folder(&place);
            Ok(Nothing {})
        })
        .await
    }
}

/// Settles what was killed, removes export files whose time is over, and tells the owner of those that will go soon.
pub(crate) fn tidy(engine: &Engine, native: &dyn Native) {
    // What cannot be settled now is settled the next time.
    let _ = engine.settle_exports();
    let _ = engine.settle_archives();
    for shop in engine.vault().shops().unwrap_or_default() {
        // What cannot be tidied now is tidied the next time.
        let Ok(tidied) = engine.tidy_exports(&shop.name) else {
            continue;
        };
        if !tidied.soon.is_empty() {
            native.notify(Notice {
                title: format!("Export files of {} will be removed soon", shop.name),
                body: "Backstock removes them within two days. Copy them elsewhere if you want to keep them."
                    .to_owned(),
                route: history_of(&shop.name),
            });
        }
    }
}

impl Held {
    /// Makes the folder that we suggest ourselves; any other is its owner's, and may be on a drive that is away. That it cannot be
    /// made is told by the export.
    pub(crate) fn make_suggested(&self, folder: &Path) {
        if folder == self.places.exports {
            let _ = std::fs::create_dir_all(folder);
        }
    }
}

pub(crate) fn start(engine: &Engine, held: &Held, shop: String, ask: engine::ExportAsk) -> Reply<JobStarted> {
    if ask.types.is_empty() {
        return Err(explain_engine(EngineError::NoTypeChosen));
    }
    if ask.recipients.is_empty() {
        return Err(explain_engine(EngineError::NoRecipient));
    }
    if !ask.types.iter().all(|chosen| ask.format.takes(chosen.as_str())) {
        return Err(explain_engine(EngineError::OnlyProducts));
    }
    held.make_suggested(&ask.folder);
    let labels = held.labels_for_job(engine, &shop)?;
    let (engine, of_shop) = (engine.clone(), shop.clone());
    let (secrets, teller) = (Arc::clone(&held.secrets), held.teller(&engine));
    Ok(held.jobs.start(
        shop,
        JobKind::Export,
        time(held.clock.now()),
        labels,
        move |progress, cancel| {
            let exported = engine.export(&of_shop, &ask, progress, cancel);
            anchored::keep(secrets.as_ref(), engine.vault());
            match exported {
                Ok(entry) => End::Outcome(JobOutcome::Exported {
                    export: Box::new(row(&entry, true)),
                }),
                Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                Err(error) => End::Failed {
                    failure: explain_engine(error),
                    run: None,
                },
            }
        },
        move |news| teller.ended(news),
    ))
}

fn latest(engine: &Engine, shop: &str) -> Reply<Option<String>> {
    match engine.latest(shop) {
        Ok(backup) => Ok(Some(time(backup.finished))),
        Err(EngineError::NoBackup { .. }) => Ok(None),
        Err(error) => Err(explain_engine(error)),
    }
}

fn list(engine: &Engine, shop: &str) -> Reply<ExportList> {
    let known = engine.vault().shop(shop).map_err(explain_vault)?;
    let backups = engine.vault().backups(known.id).map_err(explain_vault)?;
    let is_kept = |entry: &ExportEntry| backups.iter().any(|backup| Some(backup.number) == entry.backup);
    Ok(ExportList {
        exports: engine
            .exports(shop)
            .map_err(explain_engine)?
            .iter()
            .map(|entry| row(entry, is_kept(entry)))
            .collect(),
        keep: keep_row(engine.export_keeping(shop).map_err(explain_engine)?),
    })
}

pub(crate) fn row(entry: &ExportEntry, repeatable: bool) -> ExportRow {
    ExportRow {
        export: entry.number,
        by: match entry.by {
            engine::ExportedBy::Manual => ExportedBy::Manual,
            engine::ExportedBy::Weekly => ExportedBy::Weekly,
            engine::ExportedBy::Monthly => ExportedBy::Monthly,
        },
        format: format_row(entry.format),
        types: entry
            .types
            .iter()
            .map(|exported| ExportTypeRow {
                label: exported.label.clone(),
                records: exported.records,
            })
            .collect(),
        backup: entry.backup.map(|number| number.0),
        repeatable,
        started: time(entry.started),
        finished: entry.finished.map(time),
        ending: match &entry.ending {
            engine::ExportEnding::Running => ExportEnding::Running,
            engine::ExportEnding::Done => ExportEnding::Done,
            engine::ExportEnding::Cancelled => ExportEnding::Cancelled,
            engine::ExportEnding::Failed { why } => ExportEnding::Failed {
                failure: failure(why.clone()),
            },
        },
        status: match entry.look_for_files() {
            ExportFiles::None => ExportStatus::None,
            ExportFiles::Present => ExportStatus::Present,
            ExportFiles::Expired => ExportStatus::Expired,
            ExportFiles::Moved => ExportStatus::Moved,
        },
        expires: entry.expires.map(time),
        folder: entry.place.as_ref().map(|place| place.display().to_string()),
        files: entry
            .files
            .iter()
            .map(|file| ExportFile {
                name: file.name.clone(),
                bytes: file.bytes,
                sha256: file.sha256.clone(),
            })
            .collect(),
        parts: entry.parts,
        bytes: entry.bytes(),
        notes: entry
            .notes
            .iter()
            .map(|note| ExportNote {
                message: note.message.clone(),
                count: note.count,
            })
            .collect(),
        recipients: entry.recipients.iter().map(recipient_row).collect(),
    }
}

/// Where a notice about exports leads.
fn history_of(shop: &str) -> String {
    let shop = percent_encoding::utf8_percent_encode(shop, percent_encoding::NON_ALPHANUMERIC);
    format!("#/shop/{shop}/export/history")
}

fn recipient_of(chosen: Recipient) -> Reply<backstock_model::Recipient> {
    Ok(match chosen {
        Recipient::ThisComputer => backstock_model::Recipient::ThisComputer,
        Recipient::Email { address } => backstock_model::Recipient::Email(address_of(&address)?),
    })
}

fn recipient_row(recipient: &backstock_model::Recipient) -> Recipient {
    match recipient {
        backstock_model::Recipient::ThisComputer => Recipient::ThisComputer,
        backstock_model::Recipient::Email(address) => Recipient::Email {
            address: address.to_string(),
        },
    }
}

fn keep_row(keep: KeepFor) -> ExportKeep {
    match keep {
        KeepFor::Week => ExportKeep::Week,
        KeepFor::Month => ExportKeep::Month,
        KeepFor::Forever => ExportKeep::Forever,
    }
}

pub(crate) fn format_of(format: ExportFormat) -> engine::ExportFormat {
    match format {
        ExportFormat::Csv => engine::ExportFormat::CsvSpreadsheet,
        ExportFormat::Xlsx => engine::ExportFormat::Xlsx,
        ExportFormat::CsvReimport => engine::ExportFormat::CsvReimport,
        ExportFormat::JsonLines => engine::ExportFormat::JsonLines,
        ExportFormat::SqlMysql => engine::ExportFormat::Sql(Dialect::Mysql),
        ExportFormat::SqlPostgres => engine::ExportFormat::Sql(Dialect::Postgres),
        ExportFormat::SqlSqlite => engine::ExportFormat::Sql(Dialect::Sqlite),
        ExportFormat::ImportBigcommerce => engine::ExportFormat::Import(Platform::BigCommerce),
        ExportFormat::ImportShopify => engine::ExportFormat::Import(Platform::Shopify),
        ExportFormat::ImportWoocommerce => engine::ExportFormat::Import(Platform::WooCommerce),
    }
}

pub(crate) fn format_row(format: engine::ExportFormat) -> ExportFormat {
    match format {
        engine::ExportFormat::CsvSpreadsheet => ExportFormat::Csv,
        engine::ExportFormat::Xlsx => ExportFormat::Xlsx,
        engine::ExportFormat::CsvReimport => ExportFormat::CsvReimport,
        engine::ExportFormat::JsonLines => ExportFormat::JsonLines,
        engine::ExportFormat::Sql(Dialect::Mysql) => ExportFormat::SqlMysql,
        engine::ExportFormat::Sql(Dialect::Postgres) => ExportFormat::SqlPostgres,
        engine::ExportFormat::Sql(Dialect::Sqlite) => ExportFormat::SqlSqlite,
        engine::ExportFormat::Import(Platform::BigCommerce) => ExportFormat::ImportBigcommerce,
        engine::ExportFormat::Import(Platform::Shopify) => ExportFormat::ImportShopify,
        engine::ExportFormat::Import(Platform::WooCommerce) => ExportFormat::ImportWoocommerce,
    }
}
