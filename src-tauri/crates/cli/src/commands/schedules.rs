//! `schedule`, `run-due`: work that is done again and again.

use backstock_engine::schedules::{ScheduleAsk, Scheduled, TakenTurn, Told, Work};
use backstock_engine::{Engine, EngineError, LateCause, explain};
use backstock_model::ContentType;
use backstock_schedule::{Rhythm, Rule, Tz};
use backstock_vault::{ScheduleId, Turn, TurnState, VaultError};

use super::Sitting;
use super::exporting::folder_for;
use crate::answers::schedules::{LateRow, RanDue, RanTurn, ScheduleRow, Schedules, TurnRow};
use crate::answers::time;
use crate::arguments::{ScheduleArguments, ScheduleCommand};
use crate::interrupt::cancel_by_signal;
use crate::opening::zone;
use crate::page::{Page, moment, visible};
use crate::refusal::{Exit, Refusal};

/// So many dates ahead, and times back, are told.
const DATES: usize = 12;
const TURNS: u32 = 12;

impl Sitting {
    pub(super) fn schedule(&self, arguments: &ScheduleArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (name, zone) = (&arguments.name, zone());
        match &arguments.command {
            ScheduleCommand::Show => {}
            ScheduleCommand::Set(arguments) => {
                if let Some((work, rule)) = arguments.work() {
                    set(&engine, name, work, rule, true, zone)?;
                }
            }
            ScheduleCommand::Export(arguments) => {
                let ask = ScheduleAsk {
                    id: None,
                    work: Work::Export {
                        types: arguments.types.iter().cloned().map(ContentType::new).collect(),
                        recipients: arguments.recipients().map(ToString::to_string).collect(),
                        format: arguments.format,
                        folder: folder_for(&arguments.to)?,
                    },
                    rule: arguments.rhythm().into(),
                    is_on: true,
                };
                engine.set_schedule(name, ask, zone)?;
            }
            ScheduleCommand::Remove { schedule } => {
                engine.remove_schedule(name, ScheduleId(*schedule))?;
            }
            ScheduleCommand::Off => {
                if let Some(Scheduled { work, rule, .. }) = engine.backup_schedule(name)? {
                    set(&engine, name, work, rule, false, zone)?;
                }
            }
        }
        let schedules: Vec<_> = engine.schedules(name)?;
        let answer = Schedules {
            schedules: schedules
                .iter()
                .map(|scheduled| row(&engine, scheduled, zone))
                .collect::<Result<_, _>>()?,
            late: engine.lateness(name, zone)?.map(|late| LateRow {
                since: late.since.map(time),
                expected: time(late.expected),
                cause: late.cause,
            }),
        };
        self.output
            .answer(&answer, |page| tell(page, &schedules, &answer))?;
        Ok(Exit::Success)
    }

    /// Does everything that is due in the vault, for whoever starts it by cron or a timer. It takes the same turns as the app in
    /// the background, so that nothing is done twice.
    pub(super) fn run_due(&self) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        // Nothing can be noted, so nothing is due; whoever started this by a timer must not take that for "all is well".
        if engine.vault().is_read_only() {
            return Err(EngineError::from(VaultError::ReadOnly).into());
        }
        let zone = zone();
        for shop in engine.left_quiet()? {
            // A store that is away is asked again next time.
            let _ = engine.end_quiet(&shop);
        }
        let mut turns = Vec::new();
        let cancel = cancel_by_signal()?;
        while !cancel.is_asked()
            && let Some(taken) = engine.next_turn(zone)?
        {
            let telling = self.telling(&engine, &taken.scheduled.shop);
            let outcome = engine.take_turn(&taken, &telling, &cancel);
            drop(telling);
            self.keep_anchor(&engine);
            let told = match outcome {
                Ok(done) => done.told(),
                Err(EngineError::Cancelled) => Told::Stopped,
                Err(error) => Told::Failed { why: explain(&error) },
            };
            turns.push(ran(&taken, told));
        }
        for late in engine.late_to_tell(zone)? {
            engine.write_of_late(&late, &late.title(), &late.sentences(&moment))?;
        }
        // What cannot be sent now waits, and is told by `mail`.
        let _ = self.send_waiting(&engine);
        let mut late = Vec::new();
        for shop in engine.vault().shops()? {
            late.extend(engine.lateness(&shop.name, zone)?);
        }
        let answer = RanDue {
            late: late.iter().map(|late| late.shop.clone()).collect(),
            busy: turns.is_empty() && engine.vault().running_job()?.is_some(),
            turns,
            next: engine.next_wanted(zone)?.map(time),
        };
        self.output.answer(&answer, |page| {
            tell_ran(page, &answer);
            for late in &late {
                page.line(visible(&format!("{}. {}", late.title(), late.sentences(&moment))));
            }
        })?;
        let all_done = answer
            .turns
            .iter()
            .all(|turn| !matches!(turn.told, Told::Failed { .. } | Told::Stopped));
        Ok(Exit::when(all_done && late.is_empty()))
    }
}

fn set(engine: &Engine, name: &str, work: Work, rule: Rule, is_on: bool, zone: Tz) -> Result<(), Refusal> {
    let ask = ScheduleAsk {
        id: None,
        work,
        rule,
        is_on,
    };
    engine.set_schedule(name, ask, zone)?;
    Ok(())
}

fn row(engine: &Engine, scheduled: &Scheduled, zone: Tz) -> Result<ScheduleRow, EngineError> {
    let outlook = engine.outlook(scheduled, zone, DATES)?;
    Ok(ScheduleRow {
        schedule: scheduled.id.0,
        work: scheduled.work.clone(),
        rule: scheduled.rule,
        on: scheduled.is_on,
        overdue: outlook.overdue.map(time),
        next: outlook.next.into_iter().map(time).collect(),
        turns: engine.turns(scheduled.id, TURNS)?.iter().map(turn_row).collect(),
    })
}

fn turn_row(turn: &Turn) -> TurnRow {
    let (state, again) = match turn.state {
        TurnState::AtWork => ("at_work", None),
        TurnState::Waiting { until } => ("waiting", Some(time(until))),
        TurnState::Done => ("done", None),
        TurnState::GivenUp => ("given_up", None),
    };
    TurnRow {
        due: time(turn.due),
        taken: time(turn.taken),
        tries: turn.tries,
        state,
        again,
        told: Told::of(turn),
    }
}

fn ran(taken: &TakenTurn, told: Told) -> RanTurn {
    RanTurn {
        shop: taken.scheduled.shop.clone(),
        work: taken.scheduled.work.clone(),
        due: time(taken.turn.due),
        told,
    }
}

fn tell(page: &mut Page, schedules: &[Scheduled], answer: &Schedules) {
    if schedules.is_empty() {
        page.line("There is no schedule.");
    }
    for (scheduled, row) in schedules.iter().zip(&answer.schedules) {
        let what = match &scheduled.work {
            Work::Backup => "Backup",
            Work::Sync => "Automatic sync",
            Work::Export { .. } => "Export",
        };
        page.line(format!("{what}: {}.", rule_words(&scheduled.rule)));
        if !row.on {
            page.line("It is paused.");
            continue;
        }
        if row.overdue.is_some() {
            page.line("It is due now.");
        }
        for date in row.next.iter().take(3).filter_map(|date| date.parse().ok()) {
            page.line(format!("  next: {}", moment(date)));
        }
        if let Some(turn) = row.turns.first() {
            page.line(format!("  last: {}", told_words(turn.told.as_ref())));
        }
    }
    if let Some(late) = &answer.late {
        page.gap();
        page.line(match &late.cause {
            LateCause::NoRule => "There was no good backup for too long, and no schedule makes one. Set one, or run backup.",
            LateCause::Paused => "There was no good backup for too long: the schedule is paused. Set it again.",
            LateCause::Failed { .. } => "There was no good backup for too long: the last one failed. Run backup to see why.",
            LateCause::NotRunning => {
                "There was no good backup for too long: nobody was there when one was due. Run run-due, or leave the app running."
            }
            LateCause::ReadOnly => "There was no good backup for too long: nothing can be written to the vault where it lies.",
        });
    }
}

fn tell_ran(page: &mut Page, answer: &RanDue) {
    if answer.busy {
        page.line("Another job is at work on the vault, so nothing was begun.");
    } else if answer.turns.is_empty() {
        page.line("Nothing is due.");
    }
    for turn in &answer.turns {
        page.line(format!(
            "{}: {}",
            visible(&turn.shop),
            told_words(Some(&turn.told))
        ));
    }
    if let Some(next) = answer.next.as_deref().and_then(|next| next.parse().ok()) {
        page.line(format!("Next: {}", moment(next)));
    }
}

fn told_words(told: Option<&Told>) -> String {
    match told {
        None => "it has not ended.".to_owned(),
        Some(Told::BackedUp { backup }) => format!("backup {backup} was made."),
        Some(Told::Unchanged) => "nothing had changed.".to_owned(),
        Some(Told::Exported { export }) => format!("export {export} was made."),
        Some(Told::Failed { why }) => format!("it failed. {} {}", visible(&why.message), why.hint),
        Some(Told::Stopped) => "it was stopped.".to_owned(),
    }
}

fn rule_words(rule: &Rule) -> String {
    let mut said = rhythm_words(rule.rhythm);
    if let Some(from) = rule.from {
        let word = if rule.rhythm == Rhythm::Once { "on" } else { "from" };
        said.push_str(&format!(", {word} {}", moment(from)));
    }
    if let Some(until) = rule.until {
        said.push_str(&format!(", until {}", moment(until)));
    }
    said
}

fn rhythm_words(rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Once => "one time".to_owned(),
        Rhythm::Every { minutes } => format!("every {minutes} minutes"),
        Rhythm::Hourly { minute } => format!("every hour at minute {minute}"),
        Rhythm::Daily { at } => format!("every day at {}", at.format("%H:%M")),
        Rhythm::Weekly { weekday, at } => format!("every week on {weekday} at {}", at.format("%H:%M")),
        Rhythm::Monthly { day, at } => format!("every month on day {day} at {}", at.format("%H:%M")),
    }
}
