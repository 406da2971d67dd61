//! # Sending what is in the outbox
//!
//! One thread looks into the outbox of the open vault: when it is woken (a job has ended, the mail server was set anew, the
//! vault was opened), when the next letter is due, and every minute, because the computer may have slept and the command line
//! may have left a letter. It holds nothing of the vault while it waits, and ends with the doors.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use backstock_contract::{
    LetterAbout, LetterList, LetterRow, LetterState, ListLettersAsk, NoticeTone, Recipient, SendAgainAsk,
};
use backstock_engine::Engine;
use backstock_engine::outbox::{Notices, Round, Ways};
use backstock_model::{About, Letter, LetterId};
use backstock_vault::KeptLetter;
use chrono::{DateTime, Utc};

use crate::answers::{explain_engine, explain_vault, time};
use crate::notices::{Told, route_of, tell};
use crate::state::{Desk, Held};
use crate::{Doors, Native, Notice, Reply};

const LONGEST_PAUSE: Duration = Duration::from_mins(1);
const MOST_LETTERS: u64 = 200;

/// Wakes whoever sends.
#[derive(Debug)]
pub(crate) struct Postbox {
    wake: Sender<()>,
    // One round at a time in this program; another program is kept out by the outbox's own lock.
    round: Mutex<()>,
}

impl Postbox {
    pub(crate) fn new() -> (Self, Receiver<()>) {
        let (wake, woken) = mpsc::channel();
        let round = Mutex::default();
        (Self { wake, round }, woken)
    }

    /// Has the outbox looked into soon.
    pub(crate) fn wake(&self) {
        // The thread is gone only when the doors are.
        let _ = self.wake.send(());
    }
}

/// Begins the thread that sends.
pub(crate) fn begin(held: &Arc<Held>, woken: Receiver<()>) {
    let held = Arc::downgrade(held);
    std::thread::spawn(move || keep_sending(&held, &woken));
}

fn keep_sending(held: &Weak<Held>, woken: &Receiver<()>) {
    let mut pause = LONGEST_PAUSE;
    loop {
        match woken.recv_timeout(pause) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => while woken.try_recv().is_ok() {},
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let Some(held) = held.upgrade() else { return };
        // What the vault could not do now (a full disk, a drive that was pulled) it may do in a minute.
        let next = held.send_letters().ok().and_then(|round| round.next);
        pause = next.map_or(LONGEST_PAUSE, |next| until(next, held.clock.now()));
    }
}

fn until(next: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    // Another program may hold the outbox while something is due: it is not asked without a pause.
    const SHORTEST: Duration = Duration::from_secs(1);
    (next - now)
        .to_std()
        .unwrap_or_default()
        .clamp(SHORTEST, LONGEST_PAUSE)
}

impl Doors {
    /// The letters of the outbox.
    pub async fn list_letters(&self, ask: ListLettersAsk) -> Reply<LetterList> {
        self.with_engine(move |engine, _| {
            let limit = ask.limit.min(MOST_LETTERS);
            let letters = engine.vault().letters(limit, ask.offset).map_err(explain_vault)?;
            Ok(LetterList {
                letters: letters.iter().map(letter_row).collect(),
            })
        })
        .await
    }

    /// Sends a letter again, and answers how it stands then.
    pub async fn send_again(&self, ask: SendAgainAsk) -> Reply<LetterRow> {
        self.with_engine(move |engine, held| {
            let number = engine.send_again(LetterId(ask.letter)).map_err(explain_engine)?;
            held.send_letters()?;
            let letter = engine.vault().letter(number).map_err(explain_vault)?;
            let letter = letter.ok_or(backstock_engine::EngineError::NoSuchLetter(number));
            Ok(letter_row(&letter.map_err(explain_engine)?))
        })
        .await
    }
}

impl Held {
    /// Sends what is due, and tells the owner of what could not be sent.
    pub(crate) fn send_letters(&self) -> Reply<Round> {
        let Desk::Open(engine) = self.desk() else {
            return Ok(Round::default());
        };
        if engine.vault().is_read_only() {
            return Ok(Round::default());
        }
        let _one = self.postbox.round.lock().unwrap_or_else(PoisonError::into_inner);
        let desktop = OnThisComputer(self.native.as_ref());
        let ways = Ways {
            passwords: &*self.passwords,
            this_computer: Some(&desktop),
        };
        let round = engine.send_letters(ways).map_err(explain_engine)?;
        for sent in &round.sent {
            engine.vault().forget_notice_of(*sent).map_err(explain_vault)?;
        }
        for letter in &round.not_sent {
            self.tell_not_sent(&engine, letter)?;
        }
        Ok(round)
    }

    /// Says once that a letter was not sent, and once more when it is given up.
    fn tell_not_sent(&self, engine: &Engine, letter: &KeptLetter) -> Reply<()> {
        let backstock_vault::LetterState::NotSent { why, again } = &letter.state else {
            return Ok(());
        };
        let is_over = again.is_none();
        if !is_over
            && engine
                .vault()
                .has_notice_of(letter.number)
                .map_err(explain_vault)?
        {
            return Ok(());
        }
        let what = if is_over {
            why.hint.as_str()
        } else {
            "Backstock tries again by itself."
        };
        let told = Told {
            shop: Some(letter.shop.clone()),
            tone: if is_over {
                NoticeTone::Bad
            } else {
                NoticeTone::Warn
            },
            notice: Notice {
                title: format!("A message was not sent: {}", letter.letter.subject),
                body: format!("{} {what}", why.message),
                route: route_of(&letter.shop, letter.about),
            },
            letter: Some(letter.number),
        };
        // What passes by itself is not worth a desktop notification.
        let native = is_over.then_some(self.native.as_ref());
        tell(engine, native, &told);
        Ok(())
    }
}

/// Letters to this computer are notices on its desktop.
struct OnThisComputer<'n>(&'n dyn Native);

impl Notices for OnThisComputer<'_> {
    fn show(&self, shop: &str, about: About, letter: &Letter) {
        self.0.notify(Notice {
            title: letter.subject.clone(),
            body: letter.paragraphs.first().cloned().unwrap_or_default(),
            route: route_of(shop, about),
        });
    }
}

/// A recipient as the window has it.
pub(crate) fn recipient_of(recipient: &backstock_model::Recipient) -> Recipient {
    match recipient {
        backstock_model::Recipient::ThisComputer => Recipient::ThisComputer,
        backstock_model::Recipient::Email(address) => Recipient::Email {
            address: address.to_string(),
        },
    }
}

/// A letter as the window has it.
pub(crate) fn letter_row(letter: &KeptLetter) -> LetterRow {
    LetterRow {
        letter: letter.number.0,
        shop: letter.shop.clone(),
        about: match letter.about {
            About::Recovery(run) => LetterAbout::Recovery { run: run.0 },
            About::Export(export) => LetterAbout::Export { export },
            About::Alarm(backup) => LetterAbout::Alarm { backup: backup.0 },
            About::Backups => LetterAbout::Backups,
        },
        recipient: letter.recipient.as_ref().map(recipient_of),
        subject: letter.letter.subject.clone(),
        written: time(letter.written),
        state: match &letter.state {
            backstock_vault::LetterState::Waiting => LetterState::Waiting,
            backstock_vault::LetterState::Sent { at, answer } => LetterState::Sent {
                at: time(*at),
                answer: answer.clone(),
            },
            backstock_vault::LetterState::NotSent { why, again } => LetterState::NotSent {
                failure: backstock_contract::Failure::new(&why.code, why.message.clone(), why.hint.clone()),
                again: again.map(time),
            },
        },
    }
}
