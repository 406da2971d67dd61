//! What may be typed about schedules.

use std::path::PathBuf;

use backstock_engine::ExportFormat;
use backstock_engine::schedules::Work;
use backstock_model::Recipient;
use backstock_schedule::{Rhythm, Rule};
use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeZone as _, Utc, Weekday};
use clap::{Args, Subcommand};

use crate::opening::zone;

#[derive(Debug, Args)]
pub(crate) struct ScheduleArguments {
    /// The shop's name
    pub(crate) name: String,
    #[command(subcommand)]
    pub(crate) command: ScheduleCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ScheduleCommand {
    /// Tell when the shop is backed up next, how the last times went, and whether backups have stopped
    Show,
    /// Say how often the shop is backed up, by the app in the background or by run-due
    Set(SetScheduleArguments),
    /// Pause the schedule of backups; what it did stays
    Off,
    /// Export content types every week or every month
    Export(ExportScheduleArguments),
    /// Take a schedule away, by its number; what it did stays
    Remove {
        /// Its number
        schedule: u64,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ExportScheduleArguments {
    #[command(flatten)]
    rhythm: ExportRhythm,
    /// This content type; may be given again
    #[arg(long = "type", value_name = "TYPE", required = true)]
    pub(crate) types: Vec<String>,
    /// In what form
    #[arg(long, value_parser = format)]
    pub(crate) format: ExportFormat,
    /// The folder in which each export will be a folder of its own
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Who is told by e-mail, beside this computer; may be given again
    #[arg(long = "email", value_name = "ADDRESS", value_parser = recipient)]
    emails: Vec<Recipient>,
}

/// How often an export is made.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct ExportRhythm {
    /// Every week on this day at this time
    #[arg(long, value_name = "DAY@HH:MM", value_parser = weekly)]
    weekly: Option<Rhythm>,
    /// Every month on this day at this time; on the last day of a shorter month
    #[arg(long, value_name = "1-31@HH:MM", value_parser = monthly)]
    monthly: Option<Rhythm>,
}

impl ExportScheduleArguments {
    /// How often; one of the two was typed.
    pub(crate) fn rhythm(&self) -> Rhythm {
        self.rhythm.weekly.or(self.rhythm.monthly).unwrap_or(Rhythm::Once)
    }

    /// Who is told.
    pub(crate) fn recipients(&self) -> impl Iterator<Item = &Recipient> {
        std::iter::once(&Recipient::ThisComputer).chain(&self.emails)
    }
}

fn format(text: &str) -> Result<ExportFormat, String> {
    ExportFormat::from_key(text).ok_or_else(|| {
        let known: Vec<_> = ExportFormat::ALL.iter().map(|format| format.key()).collect();
        format!("it is one of {}", known.join(", "))
    })
}

fn recipient(text: &str) -> Result<Recipient, String> {
    match Recipient::parse(text) {
        Ok(recipient) => Ok(recipient),
        Err(_) => Err("it is not an e-mail address".to_owned()),
    }
}

/// A rule for backups, as it is typed.
#[derive(Debug, Args)]
pub(crate) struct SetScheduleArguments {
    #[command(flatten)]
    rhythm: RhythmArguments,
    /// Not before this, by the clock of this computer
    #[arg(long, value_name = "YYYY-MM-DD HH:MM", value_parser = moment, conflicts_with = "once")]
    from: Option<DateTime<Utc>>,
    /// Not after this
    #[arg(long, value_name = "YYYY-MM-DD HH:MM", value_parser = moment, conflicts_with = "once")]
    until: Option<DateTime<Utc>>,
}

impl SetScheduleArguments {
    /// What is to be done, and when.
    pub(crate) fn work(&self) -> Option<(Work, Rule)> {
        let (work, rhythm) = self.rhythm.work()?;
        let rule = Rule {
            rhythm,
            from: self.rhythm.once.or(self.from),
            until: self.until,
        };
        Some((work, rule))
    }
}

/// How often, as it is typed.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct RhythmArguments {
    /// One time, at this date
    #[arg(long, value_name = "YYYY-MM-DD HH:MM", value_parser = moment)]
    once: Option<DateTime<Utc>>,
    /// Every hour, at this minute
    #[arg(long, value_name = "MINUTE", value_parser = clap::value_parser!(u32).range(0..60))]
    hourly: Option<u32>,
    /// Every day at this time
    #[arg(long, value_name = "HH:MM", value_parser = time_of_day)]
    daily: Option<NaiveTime>,
    /// Every week on this day at this time
    #[arg(long, value_name = "DAY@HH:MM", value_parser = weekly)]
    weekly: Option<Rhythm>,
    /// Every month on this day at this time; on the last day of a shorter month
    #[arg(long, value_name = "1-31@HH:MM", value_parser = monthly)]
    monthly: Option<Rhythm>,
    /// Automatic sync: look at the shop every so many minutes (15 to 1440), and back it up when something changed
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(15..=1440))]
    sync: Option<u32>,
}

impl RhythmArguments {
    /// What is to be done, and how often.
    fn work(&self) -> Option<(Work, Rhythm)> {
        if self.once.is_some() {
            return Some((Work::Backup, Rhythm::Once));
        }
        if let Some(minutes) = self.sync {
            return Some((Work::Sync, Rhythm::Every { minutes }));
        }
        let rhythm = self
            .hourly
            .map(|minute| Rhythm::Hourly { minute })
            .or(self.daily.map(|at| Rhythm::Daily { at }))
            .or(self.weekly)
            .or(self.monthly);
        rhythm.map(|rhythm| (Work::Backup, rhythm))
    }
}

fn time_of_day(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| "type it as hours and minutes, for example 02:00".to_owned())
}

/// A moment by the clock on this computer's wall.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let typed = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .map_err(|_| "type it as a date and a time, for example \"2026-12-01 02:00\"".to_owned())?;
    zone()
        .from_local_datetime(&typed)
        .earliest()
        .map(|moment| moment.to_utc())
        .ok_or_else(|| "the clocks skip this hour on that day".to_owned())
}

fn weekly(text: &str) -> Result<Rhythm, String> {
    let example = || "type it as a day and a time, for example monday@02:00".to_owned();
    let (day, at) = text.split_once('@').ok_or_else(example)?;
    let weekday: Weekday = day.parse().map_err(|_| example())?;
    Ok(Rhythm::Weekly {
        weekday,
        at: time_of_day(at)?,
    })
}

fn monthly(text: &str) -> Result<Rhythm, String> {
    let example = || "type it as a day of the month and a time, for example 31@02:00".to_owned();
    let (day, at) = text.split_once('@').ok_or_else(example)?;
    let day = day
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
        .ok_or_else(example)?;
    Ok(Rhythm::Monthly {
        day,
        at: time_of_day(at)?,
    })
}
