//! # What goes on while nobody looks
//!
//! The shell calls [`Doors::look_at_schedules`] twice a minute, and that is all that time does here. A turn that is due becomes a
//! job like one that a button started: the same table, the same news, the same right to stop it. One job runs at a time, and
//! nothing is due while one does.
//!
//! * A turn that went well is not announced: a notice every night would soon be looked at by nobody. One that failed is,
//!   when it has failed a second time and when it is given up.
//! * A locked vault does nothing. When something was due, that is told once: for that, the date of the next turn, and nothing
//!   else, is noted outside the vault.
//! * Files of exports whose time is over go here, too, and what an export left that was killed.
//! * In a vault that is open for viewing only the schedules go on: they were set by its owner, a backup takes nothing away,
//!   and whoever looks cannot change them.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use backstock_contract::{
    Background, Failure, JobKind, JobNews, JobOutcome, JobState, Nothing, NoticeTone, TurnStanding,
};
use backstock_engine::schedules::{TakenTurn, TurnDone, Work};
use backstock_engine::{Engine, EngineError, Late, anchored};
use backstock_schedule::Tz;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answers::{explain_engine, made_row, time};
use crate::jobs::End;
use crate::keeping::alarm_row;
use crate::notices::{Told, tell};
use crate::state::{Desk, Held};
use crate::{Doors, Notice, Reply, exporting};

/// The second failure is told, the first one may be a line that was down for a minute.
const TOLD_AT_TRY: u32 = 2;

const BETWEEN_TIDYINGS: TimeDelta = TimeDelta::hours(1);

const KEEP_RUNNING: &str = "keep-running";
const YES: &str = "yes";
const NO: &str = "no";

impl Doors {
    /// Starts what is due, and tells the owner when backups have stopped. Comes back at once; the work is a job.
    pub fn look_at_schedules(&self) {
        match self.held.desk() {
            Desk::Empty => {}
            Desk::Locked(_) => self.held.tell_locked(),
            // What cannot be looked at now is looked at again in half a minute; the window tells what is wrong with the vault.
            Desk::Open(engine) => drop(self.look(&engine)),
        }
    }

    /// Whether something is done again and again, so that closing the window would end it.
    pub fn has_schedules(&self) -> bool {
        match self.held.desk() {
            Desk::Empty => false,
            Desk::Locked(_) => !std::fs::read_to_string(self.held.beside("next-turn"))
                .unwrap_or_default()
                .is_empty(),
            Desk::Open(engine) => engine
                .all_schedules()
                .is_ok_and(|schedules| schedules.iter().any(|scheduled| scheduled.is_on)),
        }
    }

    /// Whether the app goes on when its window is closed; nothing while the owner was not asked.
    pub fn keeps_running(&self) -> Option<bool> {
        match std::fs::read_to_string(self.held.beside(KEEP_RUNNING))
            .ok()?
            .as_str()
        {
            YES => Some(true),
            NO => Some(false),
            _ => None,
        }
    }

    /// Notes the owner's answer. One that cannot be noted is asked for again.
    pub fn keep_running(&self, keeps_running: bool) -> std::io::Result<()> {
        let answer = if keeps_running { YES } else { NO };
        std::fs::write(self.held.beside(KEEP_RUNNING), answer)
    }

    /// What the app does when its window is closed, and when its owner logs in.
    pub async fn background(&self, _ask: Nothing) -> Reply<Background> {
        let keeps_running = self.keeps_running();
        self.blocking(move |held| {
            Ok(Background {
                keeps_running,
                at_login: held.native.starts_at_login(),
            })
        })
        .await
    }

    /// Says what the app does when its window is closed, and when its owner logs in.
    pub async fn set_background(&self, ask: Background) -> Reply<Background> {
        if let Some(keeps_running) = ask.keeps_running {
            self.keep_running(keeps_running).map_err(|why| {
                Failure::new(
                    "answer_not_kept",
                    format!("What happens when the window is closed could not be noted: {why}."),
                    "See that there is room on the disk of the vault's folder and that it can be written to.",
                )
            })?;
        }
        if let Some(is_on) = ask.at_login {
            self.blocking(move |held| {
                held.native.start_at_login(is_on).map_err(|why| {
                    Failure::new(
                        "login_not_set",
                        format!("What starts when you log in could not be changed: {why}."),
                        "Look at the programs that start with your computer in its own settings.",
                    )
                })
            })
            .await?;
        }
        self.background(Nothing {}).await
    }

    /// None of them keeps the others from being done: a vault that can note no turn has to be told of.
    fn look(&self, engine: &Engine) -> Result<(), EngineError> {
        let zone = self.held.native.zone();
        self.held.tidy_exports_hourly(engine);
        let started = self.start_what_is_due(engine, zone);
        let told = self.tell_of_late(engine, zone);
        let wanted = engine
            .next_wanted(zone)
            .map(|wanted| self.held.note_wanted(wanted));
        started.and(told).and(wanted).and(self.end_quiet(engine))
    }

    fn start_what_is_due(&self, engine: &Engine, zone: Tz) -> Result<(), EngineError> {
        if !self.is_working()
            && let Some(taken) = engine.next_turn(zone)?
        {
            self.start_turn(engine, taken);
        }
        Ok(())
    }

    fn tell_of_late(&self, engine: &Engine, zone: Tz) -> Result<(), EngineError> {
        let today = self.held.clock.now().with_timezone(&zone).date_naive();
        let mut written = Ok(());
        for late in engine.late_to_tell(zone)? {
            if !self.held.tells_today(&late.shop, today) {
                continue;
            }
            let notice = late_notice(&self.held, &late);
            let (title, body) = (notice.title.clone(), notice.body.clone());
            let told = Told {
                shop: None,
                tone: NoticeTone::Warn,
                notice,
                letter: None,
            };
            tell(engine, Some(self.held.native.as_ref()), &told);
            written = written.and(engine.write_of_late(&late, &title, &body));
            self.held.postbox.wake();
        }
        written
    }

    fn start_turn(&self, engine: &Engine, taken: TakenTurn) {
        let shop = taken.scheduled.shop.clone();
        let labels = self.held.labels_for_job(engine, &shop).unwrap_or_default();
        let (worker, asker, id) = (engine.clone(), engine.clone(), taken.scheduled.id);
        let (secrets, teller) = (Arc::clone(&self.held.secrets), self.held.teller(engine));
        let kind = match &taken.scheduled.work {
            Work::Backup | Work::Sync => JobKind::Backup,
            Work::Export { folder, .. } => {
                self.held.make_suggested(folder);
                JobKind::Export
            }
        };
        self.held.jobs.start(
            shop,
            kind,
            time(self.held.clock.now()),
            labels,
            move |progress, cancel| {
                let outcome = worker.take_turn(&taken, progress, cancel);
                anchored::keep(secrets.as_ref(), worker.vault());
                match outcome {
                    Ok(TurnDone::BackedUp(outcome)) => End::Outcome(JobOutcome::BackedUp {
                        backup: made_row(&outcome),
                        alarm: outcome.alarm.as_ref().map(alarm_row),
                        pruned: outcome.pruned.deleted.len() as u64,
                    }),
                    Ok(TurnDone::Unchanged) => End::Outcome(JobOutcome::NothingNew {}),
                    Ok(TurnDone::Exported(entry)) => End::Outcome(JobOutcome::Exported {
                        export: Box::new(exporting::row(&entry, true)),
                    }),
                    Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                    Err(error) => End::Failed {
                        failure: explain_engine(error),
                        run: None,
                    },
                }
            },
            move |news| {
                let turn = asker
                    .turns(id, 1)
                    .ok()
                    .and_then(|turns| turns.first().map(crate::schedules::turn_row));
                if is_worth_telling(news, turn.as_ref().map(|turn| (turn.tries, turn.standing))) {
                    teller.ended(news);
                }
            },
        );
    }
}

fn is_worth_telling(news: &JobNews, turn: Option<(u32, TurnStanding)>) -> bool {
    match &news.state {
        JobState::Ended {
            outcome: JobOutcome::BackedUp { alarm, backup, .. },
        } => alarm.is_some() || backup.backup == 1,
        JobState::Failed { .. } => match turn {
            Some((tries, standing)) => tries == TOLD_AT_TRY || standing == TurnStanding::GivenUp,
            None => true,
        },
        // Of an export its recipients are told by its letters.
        JobState::Ended { .. } | JobState::Cancelled { .. } | JobState::Running { .. } => false,
    }
}

/// What a desktop notification says of backups that stopped. Names the shop, never a record.
fn late_notice(held: &Held, late: &Late) -> Notice {
    Notice {
        title: late.title(),
        body: late.sentences(&|moment| held.spoken(moment)),
        route: format!(
            "#/shop/{}/discovery",
            utf8_percent_encode(&late.shop, NON_ALPHANUMERIC)
        ),
    }
}

impl Held {
    /// Looks after the files of exports, at the opening of the vault and once an hour. They are read byte by byte before they
    /// go, and nobody waits for that.
    pub(crate) fn tidy_exports_hourly(&self, engine: &Engine) {
        let now = self.clock.now();
        let mut last = self.tidied.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back does not end it.
        if last.is_some_and(|last| last <= now && now - last < BETWEEN_TIDYINGS) {
            return;
        }
        *last = Some(now);
        let (engine, native) = (engine.clone(), Arc::clone(&self.native));
        std::thread::spawn(move || exporting::tidy(&engine, native.as_ref()));
    }

    /// Whether a shop's backups are to be told of today; once, also where the vault can note nothing.
    fn tells_today(&self, shop: &str, today: NaiveDate) -> bool {
        let mut told = self.late_told.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(shop.to_owned(), today) != Some(today)
    }

    /// A small file beside the one that remembers the vault.
    fn beside(&self, name: &str) -> PathBuf {
        self.places.last_vault.with_file_name(name)
    }

    /// Notes when the vault is wanted next, so that it can be told when it is locked then.
    fn note_wanted(&self, wanted: Option<DateTime<Utc>>) {
        let file = self.beside("next-turn");
        let text = wanted.map(time).unwrap_or_default();
        if std::fs::read_to_string(&file).unwrap_or_default() != text {
            // Without the note nothing is lost but the reminder.
            let _ = std::fs::write(&file, text);
        }
    }

    /// Tells, once, that something is due and the vault is locked.
    fn tell_locked(&self) {
        let file = self.beside("next-turn");
        let noted = std::fs::read_to_string(&file).unwrap_or_default();
        let Ok(wanted) = noted.parse::<DateTime<Utc>>() else {
            return;
        };
        if wanted > self.clock.now() {
            return;
        }
        let _ = std::fs::write(&file, "");
        self.native.notify(Notice {
            title: "A scheduled backup is waiting".to_owned(),
            body: format!(
                "It was due on {}, and the vault is locked. Unlock it, and the backup is made at once.",
                self.spoken(wanted)
            ),
            route: "#/".to_owned(),
        });
    }
}
