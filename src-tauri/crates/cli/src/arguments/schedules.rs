//! What may be typed about schedules.

use backstock_engine::schedules::Work;
use backstock_schedule::Rhythm;
use chrono::{NaiveTime, Weekday};
use clap::{Args, Subcommand};

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
    Set(RhythmArguments),
    /// Pause the schedule; what it did stays
    Off,
}

/// How often, as it is typed.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct RhythmArguments {
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
    pub(crate) fn work(&self) -> Option<(Work, Rhythm)> {
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
