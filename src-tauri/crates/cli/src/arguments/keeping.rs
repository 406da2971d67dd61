//! What may be typed about keeping backups and about unusual changes.

use backstock_engine::keeping::KeepRule;
use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, TimeZone as _, Utc};
use clap::Args;

use super::NamedBackup;

#[derive(Debug, Args)]
pub(crate) struct BackupArgument {
    /// The shop's name
    pub(crate) name: String,
    /// The backup: its number, latest, or first
    pub(crate) backup: NamedBackup,
}

#[derive(Debug, Args)]
pub(crate) struct PinArguments {
    #[command(flatten)]
    pub(crate) which: BackupArgument,
    /// Why it is kept
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LabelArguments {
    #[command(flatten)]
    pub(crate) which: BackupArgument,
    /// Its name; without one the name it had is taken away
    pub(crate) text: Option<String>,
}

/// A rule as it is typed.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct RuleArguments {
    /// Keep all backups
    #[arg(long)]
    pub(crate) all: bool,
    /// Keep this many of the newest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) last: Option<u32>,
    /// Keep all of so many days, then one a day for so many days, then one a week for so many weeks, then one a month
    #[arg(long, value_name = "DAYS,DAYS,WEEKS", value_parser = thin_out)]
    pub(crate) thin_out: Option<KeepRule>,
}

impl RuleArguments {
    /// The rule, if one was typed.
    pub(crate) fn rule(&self) -> Option<KeepRule> {
        if self.all {
            return Some(KeepRule::All);
        }
        self.last
            .map(|backups| KeepRule::Last { backups })
            .or(self.thin_out)
    }
}

#[derive(Debug, Args)]
pub(crate) struct KeepArguments {
    /// The shop's name
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) rule: RuleArguments,
    /// Delete what the rule does not keep after each good backup
    #[arg(long, conflicts_with = "by_hand")]
    pub(crate) automatic: bool,
    /// Delete nothing by itself; this is how it is until you say otherwise
    #[arg(long)]
    pub(crate) by_hand: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PruneArguments {
    /// The shop's name
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) rule: RuleArguments,
    /// Delete this backup; may be given again. What only it holds is gone for good
    #[arg(long = "delete", value_name = "BACKUP", conflicts_with = "RuleArguments")]
    pub(crate) delete: Vec<NamedBackup>,
    /// Say what would be deleted and how much room that would free, and delete nothing
    #[arg(long, conflicts_with = "yes")]
    pub(crate) preview: bool,
    /// Do it; without this nothing is deleted
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("settles").args(["planned", "put_back"])))]
pub(crate) struct AlarmsArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The changes that this backup found were planned
    #[arg(long, value_name = "BACKUP")]
    pub(crate) planned: Option<NamedBackup>,
    /// The changes that this backup found were a mistake, and have been put back
    #[arg(long, value_name = "BACKUP")]
    pub(crate) put_back: Option<NamedBackup>,
    /// Then the backup that was pinned because of them may go again
    #[arg(long, requires = "settles")]
    pub(crate) unpin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PlannedArguments {
    /// The shop's name
    pub(crate) name: String,
    /// Prices will change; what you call it, for example a sale
    #[arg(long, value_name = "TEXT", requires = "from", requires = "until")]
    pub(crate) add: Option<String>,
    /// From when: 2026-11-27 or 2026-11-27T18:00, in this computer's time
    #[arg(long, value_name = "TIME", value_parser = start, requires = "add")]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Until when; a date alone is meant to its end
    #[arg(long, value_name = "TIME", value_parser = end, requires = "add")]
    pub(crate) until: Option<DateTime<Utc>>,
    /// Forget the one of this name
    #[arg(long, value_name = "TEXT", conflicts_with = "add")]
    pub(crate) forget: Option<String>,
}

fn thin_out(text: &str) -> Result<KeepRule, &'static str> {
    let wrong = "write three numbers, for example 7,30,12";
    let numbers: Vec<u32> = text
        .split(',')
        .map(|part| part.trim().parse().map_err(|_| wrong))
        .collect::<Result<_, _>>()?;
    match numbers.as_slice() {
        &[all_days, daily_days, weekly_weeks] => Ok(KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        }),
        _ => Err(wrong),
    }
}

fn start(text: &str) -> Result<DateTime<Utc>, &'static str> {
    local(text, (0, 0, 0))
}

fn end(text: &str) -> Result<DateTime<Utc>, &'static str> {
    local(text, (23, 59, 59))
}

/// A moment in this computer's time; a date alone stands for this time of it.
fn local(text: &str, (hour, minute, second): (u32, u32, u32)) -> Result<DateTime<Utc>, &'static str> {
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .ok()
        .or_else(|| {
            let day: NaiveDate = text.parse().ok()?;
            day.and_hms_opt(hour, minute, second)
        })
        .ok_or("write a date, or a date and a time, for example 2026-11-27 or 2026-11-27T18:00")?;
    Local
        .from_local_datetime(&at)
        .earliest()
        .map(|at| at.with_timezone(&Utc))
        .ok_or("this computer's clocks were put forward past that time")
}
