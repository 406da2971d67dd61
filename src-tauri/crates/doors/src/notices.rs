//! Notices: what the owner is told on this computer, shown by its desktop and kept to be read again.

use std::sync::Arc;

use backstock_contract::{
    JobKind, JobNews, JobOutcome, JobState, Nothing, NoticeList, NoticeRow, NoticeTone, ReadNoticesAsk,
};
use backstock_engine::Engine;
use backstock_model::{About, LetterId, RunId};
use backstock_vault::{KeptNotice, NewNotice};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answers::{explain_vault, time};
use crate::outbox::Postbox;
use crate::state::Held;
use crate::vault::notice;
use crate::{Doors, Native, Notice, Reply};

const MOST_NOTICES: u64 = 100;

/// Something the owner is told.
pub(crate) struct Told {
    /// The shop it is about.
    pub(crate) shop: Option<String>,
    /// How it is meant.
    pub(crate) tone: NoticeTone,
    /// What the desktop shows.
    pub(crate) notice: Notice,
    /// The letter that was not sent, when it is about one.
    pub(crate) letter: Option<LetterId>,
}

/// Keeps a notice and shows it on the desktop, when it is worth that.
pub(crate) fn tell(engine: &Engine, native: Option<&dyn Native>, told: &Told) {
    let Notice { title, body, route } = &told.notice;
    let shop = told
        .shop
        .as_deref()
        .and_then(|shop| engine.vault().shop(shop).ok());
    let kept = NewNotice {
        shop: shop.map(|shop| shop.id),
        tone: tone_name(told.tone).to_owned(),
        title: title.clone(),
        body: body.clone(),
        route: route.clone(),
        letter: told.letter,
    };
    // A vault that cannot keep it (a full disk) does not keep the owner from being told.
    let _ = engine.vault().keep_notice(&kept, engine.clock().now());
    if let Some(native) = native {
        native.notify(told.notice.clone());
    }
}

/// Tells the owner of the end of a job. Cheap to make, and goes with the job to its thread.
pub(crate) struct Teller {
    engine: Engine,
    native: Arc<dyn Native>,
    postbox: Arc<Postbox>,
}

impl Teller {
    /// Tells of a job's end, and has the letters about it sent.
    pub(crate) fn ended(&self, news: &JobNews) {
        let told = Told {
            shop: Some(news.shop.clone()),
            tone: tone_of(&news.state),
            notice: notice(news),
            letter: None,
        };
        let is_told_as_chosen = if news.kind == JobKind::Export {
            self.has_export_letters(&news.shop)
        } else {
            run_of(&news.state).is_some_and(|run| self.has_letters(&news.shop, run))
        };
        let native = (!is_told_as_chosen).then_some(self.native.as_ref());
        tell(&self.engine, native, &told);
        self.postbox.wake();
    }

    /// Whether whoever was chosen is told of the newest export by letters; of one that was stopped nobody is.
    fn has_export_letters(&self, shop: &str) -> bool {
        let newest = self.engine.exports(shop).unwrap_or_default().into_iter().next();
        newest.is_some_and(|entry| {
            self.engine
                .letters_about(shop, About::Export(entry.number))
                .is_ok_and(|letters| !letters.is_empty())
        })
    }

    /// Whether whoever was chosen is told of a run by letters, this computer among them or not. A run that waits for a decision
    /// has not ended; of that the desktop tells at once.
    fn has_letters(&self, shop: &str, run: RunId) -> bool {
        let has_ended = self.engine.run(shop, run).is_ok_and(|run| run.finished.is_some());
        has_ended
            && self
                .engine
                .run_recipients(run)
                .is_ok_and(|recipients| !recipients.is_empty())
    }
}

impl Held {
    /// Whoever tells of the end of a job over this engine.
    pub(crate) fn teller(&self, engine: &Engine) -> Teller {
        Teller {
            engine: engine.clone(),
            native: Arc::clone(&self.native),
            postbox: Arc::clone(&self.postbox),
        }
    }
}

impl Doors {
    /// What the owner was told on this computer.
    pub async fn list_notices(&self, _: Nothing) -> Reply<NoticeList> {
        self.with_engine(|engine, _| list(engine)).await
    }

    /// Notes that the owner has seen the notices up to one.
    pub async fn read_notices(&self, ask: ReadNoticesAsk) -> Reply<NoticeList> {
        self.with_engine(move |engine, _| {
            engine.vault().read_notices(ask.newest).map_err(explain_vault)?;
            list(engine)
        })
        .await
    }
}

fn list(engine: &Engine) -> Reply<NoticeList> {
    let (notices, unread) = engine.vault().notices(MOST_NOTICES).map_err(explain_vault)?;
    Ok(NoticeList {
        notices: notices.into_iter().map(row).collect(),
        unread,
    })
}

fn row(kept: KeptNotice) -> NoticeRow {
    NoticeRow {
        notice: kept.number,
        at: time(kept.at),
        tone: match kept.tone.as_str() {
            "good" => NoticeTone::Good,
            "bad" => NoticeTone::Bad,
            _ => NoticeTone::Warn,
        },
        title: kept.title,
        body: kept.body,
        route: kept.route,
        letter: kept.letter.map(|letter| letter.0),
        is_read: kept.is_read,
    }
}

fn tone_name(tone: NoticeTone) -> &'static str {
    match tone {
        NoticeTone::Good => "good",
        NoticeTone::Warn => "warn",
        NoticeTone::Bad => "bad",
    }
}

fn tone_of(state: &JobState) -> NoticeTone {
    match state {
        JobState::Failed { .. } => NoticeTone::Bad,
        JobState::Cancelled { .. } => NoticeTone::Warn,
        JobState::Ended { outcome } => match outcome {
            JobOutcome::BackedUp { alarm: Some(_), .. } => NoticeTone::Warn,
            JobOutcome::Restored { recovery } if recovery.failed > 0 => NoticeTone::Warn,
            JobOutcome::Verified { problems, .. } if !problems.is_empty() => NoticeTone::Bad,
            JobOutcome::BackedUp { .. }
            | JobOutcome::Restored { .. }
            | JobOutcome::Verified { .. }
            | JobOutcome::Exported { .. }
            | JobOutcome::FileMade { .. }
            | JobOutcome::FileChecked { .. }
            | JobOutcome::FileListed { .. }
            | JobOutcome::FileImported { .. }
            | JobOutcome::FilePlanned { .. }
            | JobOutcome::FileSeen { .. }
            | JobOutcome::FilesCompared { .. }
            | JobOutcome::Pruned { .. }
            | JobOutcome::NothingNew {} => NoticeTone::Good,
        },
        JobState::Running { .. } => NoticeTone::Good,
    }
}

fn run_of(state: &JobState) -> Option<RunId> {
    match state {
        JobState::Ended {
            outcome: JobOutcome::Restored { recovery },
        } => Some(RunId(recovery.run)),
        JobState::Failed { run, .. } | JobState::Cancelled { run, .. } => run.map(RunId),
        JobState::Ended { .. } | JobState::Running { .. } => None,
    }
}

/// Where in the window something of a shop is.
pub(crate) fn route_of(shop: &str, about: About) -> String {
    let page = match about {
        About::Recovery(run) => format!("recovery/{run}"),
        About::Export(_) => "export/history".to_owned(),
        About::Alarm(_) | About::Backups => "vault".to_owned(),
    };
    format!("#/shop/{}/{page}", utf8_percent_encode(shop, NON_ALPHANUMERIC))
}
