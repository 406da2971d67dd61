//! What is done again and again, as the window sets and sees it. Who does it is in `background.rs`.

use backstock_contract::{
    Failure, JobStarted, LateCause, LateRow, Recipient, Rhythm, ScheduleChoiceAsk, ScheduleDates,
    ScheduleList, ScheduleRow, ScheduleRule, ScheduledWork, SetScheduleAsk, ShopAsk, SyncedRow, TurnList,
    TurnRow, TurnStanding, TurnTold, Weekday,
};
use backstock_engine::Engine;
use backstock_engine::schedules::{ScheduleAsk, Scheduled, Told, Work};
use backstock_engine::{EngineError, Late, LateCause as Cause};
use backstock_model::ContentType;
use backstock_schedule::Rule;
use backstock_vault::{ScheduleId, Turn, TurnState, VaultError};
use chrono::{DateTime, NaiveTime, Utc};

use crate::answers::{explain_engine, failure, time};
use crate::exporting::{self, format_of, format_row};
use crate::state::Held;
use crate::{Doors, Reply};

/// So many dates ahead are shown: a year of months.
const DATES: usize = 12;
const TURNS: u32 = 100;

impl Doors {
    /// The schedules of a shop.
    pub async fn list_schedules(&self, ask: ShopAsk) -> Reply<ScheduleList> {
        self.with_engine(move |engine, held| listed(engine, &ask.shop, held))
            .await
    }

    /// Keeps a schedule.
    pub async fn set_schedule(&self, ask: SetScheduleAsk) -> Reply<ScheduleList> {
        self.with_engine(move |engine, held| {
            let zone = held.native.zone();
            let kept = ScheduleAsk {
                id: ask.schedule.map(ScheduleId),
                work: work_of(held, ask.work)?,
                rule: rule_of(&ask.rule)?,
                is_on: ask.is_on,
            };
            if let Work::Export { folder, .. } = &kept.work {
                // The command line may be who takes the turn, and knows of no suggestion.
                held.make_suggested(folder);
            }
            engine
                .set_schedule(&ask.shop, kept, zone)
                .map_err(explain_engine)?;
            listed(engine, &ask.shop, held)
        })
        .await
    }

    /// Takes a schedule away. What it did stays.
    pub async fn remove_schedule(&self, ask: ScheduleChoiceAsk) -> Reply<ScheduleList> {
        self.with_engine(move |engine, held| {
            let id = ScheduleId(ask.schedule);
            engine.remove_schedule(&ask.shop, id).map_err(explain_engine)?;
            listed(engine, &ask.shop, held)
        })
        .await
    }

    /// The dates of a rule that is not kept yet.
    pub async fn schedule_dates(&self, ask: ScheduleRule) -> Reply<ScheduleDates> {
        let rule = rule_of(&ask)?;
        if !rule.rhythm.is_sound() {
            return Ok(ScheduleDates { dates: Vec::new() });
        }
        let dates = rule.upcoming(self.held.clock.now(), self.held.native.zone());
        Ok(ScheduleDates {
            dates: dates.take(DATES).map(|slot| time(slot.at)).collect(),
        })
    }

    /// The last turns of a schedule.
    pub async fn list_turns(&self, ask: ScheduleChoiceAsk) -> Reply<TurnList> {
        self.with_engine(move |engine, _| {
            let turns = engine
                .turns(ScheduleId(ask.schedule), TURNS)
                .map_err(explain_engine)?;
            Ok(TurnList {
                turns: turns.iter().map(turn_row).collect(),
            })
        })
        .await
    }

    /// Does now, because somebody asks for it, what a schedule does by itself. Its turns and its dates stay as they are.
    pub async fn run_schedule(&self, ask: ScheduleChoiceAsk) -> Reply<JobStarted> {
        let shop = ask.shop.clone();
        let export = self
            .with_engine(move |engine, held| {
                let id = ScheduleId(ask.schedule);
                let scheduled = engine.schedules(&ask.shop).map_err(explain_engine)?;
                let work = scheduled
                    .into_iter()
                    .find(|scheduled| scheduled.id == id)
                    .ok_or_else(|| explain_engine(EngineError::from(VaultError::UnknownSchedule(id))))?
                    .work;
                match work.export() {
                    Some(asked) => exporting::start(engine, held, ask.shop, asked).map(Some),
                    None => Ok(None),
                }
            })
            .await?;
        match export {
            Some(started) => Ok(started),
            None => self.start_backup(ShopAsk { shop }).await,
        }
    }
}

fn listed(engine: &Engine, shop: &str, held: &Held) -> Reply<ScheduleList> {
    let schedules = engine.schedules(shop).map_err(explain_engine)?;
    let rows = schedules.iter().map(|scheduled| row(engine, scheduled, held));
    Ok(ScheduleList {
        schedules: rows.collect::<Reply<_>>()?,
    })
}

fn row(engine: &Engine, scheduled: &Scheduled, held: &Held) -> Reply<ScheduleRow> {
    let zone = held.native.zone();
    let outlook = engine.outlook(scheduled, zone, DATES).map_err(explain_engine)?;
    let synced = match scheduled.work {
        Work::Sync => Some(synced_row(engine, &scheduled.shop)?),
        Work::Backup | Work::Export { .. } => None,
    };
    Ok(ScheduleRow {
        schedule: scheduled.id.0,
        work: work_row(held, &scheduled.work),
        rule: rule_row(&scheduled.rule),
        is_on: scheduled.is_on,
        overdue: outlook.overdue.map(time),
        next: outlook.next.into_iter().map(time).collect(),
        last: outlook.last.as_ref().map(turn_row),
        synced,
    })
}

fn synced_row(engine: &Engine, shop: &str) -> Reply<SyncedRow> {
    let synced = engine.synced(shop).map_err(explain_engine)?;
    Ok(SyncedRow {
        looked: synced.map(|synced| time(synced.looked)),
        changed: synced.and_then(|synced| synced.changed).map(time),
    })
}

/// What automatic sync saw last, while it is on.
pub(crate) fn sync_on(engine: &Engine, shop: &str) -> Reply<Option<SyncedRow>> {
    match engine.backup_schedule(shop).map_err(explain_engine)? {
        Some(scheduled) if scheduled.is_on && scheduled.work == Work::Sync => {
            Ok(Some(synced_row(engine, shop)?))
        }
        Some(_) | None => Ok(None),
    }
}

pub(crate) fn turn_row(turn: &Turn) -> TurnRow {
    let (standing, again) = match turn.state {
        TurnState::AtWork => (TurnStanding::AtWork, None),
        TurnState::Waiting { until } => (TurnStanding::Waiting, Some(time(until))),
        TurnState::Done => (TurnStanding::Done, None),
        TurnState::GivenUp => (TurnStanding::GivenUp, None),
    };
    TurnRow {
        due: time(turn.due),
        taken: time(turn.taken),
        tries: turn.tries,
        standing,
        again,
        told: Told::of(turn).map(|told| match told {
            Told::BackedUp { backup } => TurnTold::BackedUp { backup },
            Told::Unchanged => TurnTold::Unchanged,
            Told::Exported { export } => TurnTold::Exported { export },
            Told::Failed { why } => TurnTold::Failed {
                failure: failure(why),
            },
            Told::Stopped => TurnTold::Stopped,
        }),
    }
}

pub(crate) fn late_row(late: Late) -> LateRow {
    LateRow {
        since: late.since.map(time),
        expected: time(late.expected),
        cause: match late.cause {
            Cause::NoRule => LateCause::NoRule,
            Cause::Paused => LateCause::Paused,
            Cause::Failed { why } => LateCause::Failed {
                failure: failure(why),
            },
            Cause::NotRunning => LateCause::NotRunning,
            Cause::ReadOnly => LateCause::ReadOnly,
        },
    }
}

fn work_of(held: &Held, work: ScheduledWork) -> Reply<Work> {
    Ok(match work {
        ScheduledWork::Backup => Work::Backup,
        ScheduledWork::Sync => Work::Sync,
        ScheduledWork::Export {
            types,
            recipients,
            format,
            folder,
        } => Work::Export {
            types: types.into_iter().map(ContentType::new).collect(),
            recipients: recipients.iter().map(told_to).collect(),
            format: format_of(format),
            folder: held.place(&folder.handle)?,
        },
    })
}

fn work_row(held: &Held, work: &Work) -> ScheduledWork {
    match work {
        Work::Backup => ScheduledWork::Backup,
        Work::Sync => ScheduledWork::Sync,
        Work::Export {
            types,
            recipients,
            format,
            folder,
        } => ScheduledWork::Export {
            types: types.iter().map(ToString::to_string).collect(),
            recipients: recipients.iter().map(|written| recipient(written)).collect(),
            format: format_row(*format),
            folder: held.keep(folder.clone()),
        },
    }
}

/// As the engine writes a recipient down.
fn told_to(recipient: &Recipient) -> String {
    match recipient {
        Recipient::ThisComputer => backstock_model::Recipient::ThisComputer.to_string(),
        Recipient::Email { address } => address.clone(),
    }
}

fn recipient(written: &str) -> Recipient {
    match backstock_model::Recipient::parse(written) {
        Ok(backstock_model::Recipient::ThisComputer) => Recipient::ThisComputer,
        Ok(backstock_model::Recipient::Email(_)) | Err(_) => Recipient::Email {
            address: written.to_owned(),
        },
    }
}

fn rule_of(rule: &ScheduleRule) -> Reply<Rule> {
    Ok(Rule {
        rhythm: rhythm_of(&rule.rhythm)?,
        from: rule.from.as_deref().map(moment_of).transpose()?,
        until: rule.until.as_deref().map(moment_of).transpose()?,
    })
}

fn rule_row(rule: &Rule) -> ScheduleRule {
    ScheduleRule {
        rhythm: rhythm_row(rule.rhythm),
        from: rule.from.map(time),
        until: rule.until.map(time),
    }
}

fn rhythm_of(rhythm: &Rhythm) -> Reply<backstock_schedule::Rhythm> {
    use backstock_schedule::Rhythm as Kept;
    Ok(match rhythm {
        Rhythm::Once => Kept::Once,
        Rhythm::Every { minutes } => Kept::Every { minutes: *minutes },
        Rhythm::Hourly { minute } => Kept::Hourly { minute: *minute },
        Rhythm::Daily { at } => Kept::Daily { at: time_of_day(at)? },
        Rhythm::Weekly { weekday, at } => Kept::Weekly {
            weekday: DAYS[*weekday as usize].1,
            at: time_of_day(at)?,
        },
        Rhythm::Monthly { day, at } => Kept::Monthly {
            day: *day,
            at: time_of_day(at)?,
        },
    })
}

fn rhythm_row(rhythm: backstock_schedule::Rhythm) -> Rhythm {
    use backstock_schedule::Rhythm as Kept;
    let shown = |at: NaiveTime| at.format("%H:%M").to_string();
    match rhythm {
        Kept::Once => Rhythm::Once,
        Kept::Every { minutes } => Rhythm::Every { minutes },
        Kept::Hourly { minute } => Rhythm::Hourly { minute },
        Kept::Daily { at } => Rhythm::Daily { at: shown(at) },
        Kept::Weekly { weekday, at } => Rhythm::Weekly {
            weekday: DAYS[weekday.num_days_from_monday() as usize].0,
            at: shown(at),
        },
        Kept::Monthly { day, at } => Rhythm::Monthly { day, at: shown(at) },
    }
}

/// The days of the week as the window and as the calendar names them, from Monday.
const DAYS: [(Weekday, chrono::Weekday); 7] = [
    (Weekday::Monday, chrono::Weekday::Mon),
    (Weekday::Tuesday, chrono::Weekday::Tue),
    (Weekday::Wednesday, chrono::Weekday::Wed),
    (Weekday::Thursday, chrono::Weekday::Thu),
    (Weekday::Friday, chrono::Weekday::Fri),
    (Weekday::Saturday, chrono::Weekday::Sat),
    (Weekday::Sunday, chrono::Weekday::Sun),
];

fn time_of_day(text: &str) -> Reply<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| unclear())
}

fn moment_of(text: &str) -> Reply<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .map_err(|_| unclear())
}

fn unclear() -> Failure {
    Failure::new(
        "rule_wrong",
        "The time of the schedule cannot be understood, so it was not saved.",
        "Type it as hours and minutes, for example 02:00.",
    )
}
