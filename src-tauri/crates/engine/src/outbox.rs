//! # The outbox: telling people what came of long work
//!
//! [`Engine::tell`] hands over one letter for each recipient; it is on disk when it returns. [`Engine::send_letters`] sends
//! what is due. What could not be sent says why, is tried again with growing pauses, and is never dropped.
//!
//! * **At most once.** Before a letter's text goes to the mail server, the outbox notes that it may have arrived from here on. A
//!   crash, or a connection that breaks, before the server has said yes leaves it `not sent` with the advice to look into the
//!   mailbox; only the owner sends it again. Whatever goes wrong earlier is simply tried again. See decisions/0016.
//! * **One message for each recipient.** No letter holds a list, so none can leak.
//! * **A run that ended is told of once**, whenever the program was killed: who is told is kept with the run.
//! * When the mail server does not answer, the other letters of that round do not wait for it one by one.
//! * A letter to this computer is a notice on its desktop. It may be shown twice after a crash; that does no harm.
//!
//! Not done here: when to look (the doors have a thread for it, the command line looks when it has something to tell), and the
//! mail server's password, which is asked of [`ShopPasswords`] under [`mailing::password_name`].

mod recovery;

use backstock_mail::{MailError, MailServer, send};
use backstock_model::{About, EmailAddress, Letter, LetterId, Recipient, RunId, ShopId};
use backstock_vault::{KeptLetter, LetterState, NewLetter, NotSent};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{Engine, EngineError, Explained, ShopPasswords, explain_mail, mailing};

/// The pauses after the first tries; the last one goes on.
const PAUSES: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
];

/// After this nobody waits for the news any more; the owner may still send it.
const TRIED_FOR: TimeDelta = TimeDelta::days(3);

/// How letters leave this program.
#[derive(Clone, Copy)]
pub struct Ways<'w> {
    /// Where the mail server's password is.
    pub passwords: &'w dyn ShopPasswords,
    /// Who shows notices on this computer; without one, letters to it wait for a program that can.
    pub this_computer: Option<&'w dyn Notices>,
}

/// Shows notices on this computer.
pub trait Notices: Send + Sync {
    /// Shows a letter. `shop` is the name of the shop it is about.
    fn show(&self, shop: &str, about: About, letter: &Letter);
}

/// What came of sending what was due.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// Letters that were taken.
    pub sent: Vec<LetterId>,
    /// Letters that were not, as they stand now.
    pub not_sent: Vec<KeptLetter>,
    /// When the next one is due.
    pub next: Option<DateTime<Utc>>,
}

/// A letter for each recipient. Whoever stands in the list twice is told once.
pub(crate) fn for_each(
    shop: ShopId,
    about: About,
    recipients: &[Recipient],
    letter: &Letter,
) -> Vec<NewLetter> {
    let mut letters: Vec<NewLetter> = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        if !letters.iter().any(|known| known.recipient == *recipient) {
            letters.push(NewLetter {
                shop,
                about,
                recipient: recipient.clone(),
                letter: letter.clone(),
            });
        }
    }
    letters
}

impl Engine {
    /// Hands over a letter about something of a shop for each recipient.
    pub fn tell(
        &self,
        shop: &str,
        about: About,
        recipients: &[Recipient],
        letter: &Letter,
    ) -> Result<Vec<LetterId>, EngineError> {
        let letters = for_each(self.vault.shop(shop)?.id, about, recipients, letter);
        Ok(self.vault.hand_over(&letters, self.clock.now())?)
    }

    /// Hands over the letters about every run that ended since somebody last looked.
    pub fn tell_of_ended_runs(&self) -> Result<(), EngineError> {
        for (shop, run) in self.vault.untold_runs()? {
            let recipients = self.vault.run_recipients(run)?;
            let letter = recovery::letter(&shop, &self.run(&shop, run)?);
            let known = self.vault.shop(&shop)?.id;
            let letters = for_each(known, About::Recovery(run), &recipients, &letter);
            self.vault.tell_of_run(run, &letters, self.clock.now())?;
            self.faults.at("outbox.written");
        }
        Ok(())
    }

    /// Who is told when a run ends.
    pub fn run_recipients(&self, run: RunId) -> Result<Vec<Recipient>, EngineError> {
        Ok(self.vault.run_recipients(run)?)
    }

    /// The letters about one thing of a shop, in the order they were handed over.
    pub fn letters_about(&self, shop: &str, about: About) -> Result<Vec<KeptLetter>, EngineError> {
        let shop = self.vault.shop(shop)?.id;
        Ok(self.vault.letters_about(shop, about)?)
    }

    /// Makes a letter due now, also one that was given up, or sent.
    pub fn send_again(&self, letter: LetterId) -> Result<LetterId, EngineError> {
        self.vault
            .send_letter_again(letter, self.clock.now())?
            .ok_or(EngineError::NoSuchLetter(letter))
    }

    /// Makes every letter that waits for its next try due now: at the start, and when the mail server was set anew.
    pub fn hurry_letters(&self) -> Result<(), EngineError> {
        Ok(self.vault.hurry_letters(self.clock.now())?)
    }

    /// Sends what is due. Does nothing while another program is sending.
    pub fn send_letters(&self, ways: Ways<'_>) -> Result<Round, EngineError> {
        self.tell_of_ended_runs()?;
        let mut round = Round::default();
        if let Some(lock) = self.vault.lock_outbox()? {
            for left in self.vault.letters_left_halfway(&lock)? {
                self.was_not_sent(&mut round, &left, &MailError::Unsure)?;
            }
            self.send_due(ways, &mut round)?;
        }
        round.next = self.vault.next_letter_due()?;
        Ok(round)
    }

    fn send_due(&self, ways: Ways<'_>, round: &mut Round) -> Result<(), EngineError> {
        let server = mailing::server(&self.vault)?;
        let mut broken: Option<MailError> = None;
        for letter in self.vault.due_letters(self.clock.now())? {
            match (&letter.recipient, &server) {
                (Some(Recipient::ThisComputer), _) => {
                    if let Some(notices) = ways.this_computer {
                        notices.show(&letter.shop, letter.about, &letter.letter);
                        self.was_sent(round, &letter, "")?;
                    }
                }
                (Some(Recipient::Email(_)), None) => {
                    self.not_sent(round, &letter, mailing::not_set_up(), true)?;
                }
                (Some(Recipient::Email(to)), Some(server)) => {
                    let sent = match &broken {
                        Some(error) => Err(error.clone()),
                        None => self.email(ways, server, to, &letter)?,
                    };
                    match sent {
                        Ok(answer) => self.was_sent(round, &letter, &answer)?,
                        Err(error) => {
                            self.was_not_sent(round, &letter, &error)?;
                            broken = broken.or_else(|| error.is_of_the_server().then_some(error));
                        }
                    }
                }
                (None, _) => self.not_sent(round, &letter, not_known(), false)?,
            }
        }
        Ok(())
    }

    /// One conversation with the mail server. The inner error is the conversation's, the outer one the vault's.
    fn email(
        &self,
        ways: Ways<'_>,
        server: &MailServer,
        to: &EmailAddress,
        letter: &KeptLetter,
    ) -> Result<Result<String, MailError>, EngineError> {
        let password = ways.passwords.password(&mailing::password_name(&self.vault));
        let mut noted = Ok(());
        let handing_over = || {
            noted = self.vault.note_handing(letter.number);
            self.faults.at("outbox.handing_over");
            noted.is_ok()
        };
        let (once, now) = ((to, letter.id), self.clock.now());
        let sent = send(server, password.as_ref(), &letter.letter, once, now, handing_over);
        // What cannot be noted is not handed over.
        noted?;
        self.faults.at("outbox.taken");
        Ok(sent.map(|accepted| accepted.answer))
    }

    fn was_sent(&self, round: &mut Round, letter: &KeptLetter, answer: &str) -> Result<(), EngineError> {
        self.vault.note_sent(letter.number, answer, self.clock.now())?;
        round.sent.push(letter.number);
        Ok(())
    }

    fn was_not_sent(
        &self,
        round: &mut Round,
        letter: &KeptLetter,
        error: &MailError,
    ) -> Result<(), EngineError> {
        self.not_sent(round, letter, explain_mail(error), error.may_pass())
    }

    fn not_sent(
        &self,
        round: &mut Round,
        letter: &KeptLetter,
        why: Explained,
        may_pass: bool,
    ) -> Result<(), EngineError> {
        let now = self.clock.now();
        let again = next_try(letter, now).filter(|_| may_pass);
        let why = NotSent {
            code: why.code,
            message: why.message,
            hint: why.hint,
        };
        self.vault.note_not_sent(letter.number, &why, again, now)?;
        round.not_sent.push(KeptLetter {
            tries: letter.tries + 1,
            state: LetterState::NotSent { why, again },
            ..letter.clone()
        });
        Ok(())
    }
}

/// When a letter that was just tried is tried again by itself.
fn next_try(letter: &KeptLetter, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let [.., longest] = PAUSES;
    let pause = PAUSES.get(letter.tries as usize).copied().unwrap_or(longest);
    let next = now + pause;
    (next <= letter.written + TRIED_FOR).then_some(next)
}

fn not_known() -> Explained {
    Explained {
        code: "address_wrong".to_owned(),
        message: "This version of Backstock does not know how to reach this recipient.".to_owned(),
        hint: "Install the newest version of Backstock.".to_owned(),
    }
}

/// What a letter calls a moment: nobody knows where it is read.
pub(crate) fn moment(time: DateTime<Utc>) -> String {
    time.format("%-d %b %Y, %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    // S2.13.6
    #[test]
    fn the_pauses_grow_and_end() {
        let written = DateTime::UNIX_EPOCH;
        let mut letter = KeptLetter {
            number: LetterId(1),
            shop: "Harbour Tea".to_owned(),
            about: About::Backups,
            recipient: Some(Recipient::ThisComputer),
            id: Uuid::nil(),
            letter: Letter {
                subject: String::new(),
                paragraphs: Vec::new(),
                facts: Vec::new(),
            },
            written,
            tries: 0,
            state: LetterState::Waiting,
        };
        let (mut now, mut before) = (written, TimeDelta::zero());
        while let Some(next) = next_try(&letter, now) {
            let pause = next - now;
            assert!(pause >= before && pause <= TimeDelta::hours(6), "{pause}");
            (now, before) = (next, pause);
            letter.tries += 1;
        }
        assert!(
            letter.tries > 12 && now - written > TimeDelta::days(2),
            "{}",
            letter.tries
        );
    }
}
