//! # The outbox
//!
//! A letter is on disk before anybody tries to send it, one for each recipient, and stays with what became of it. Who sends
//! holds the [`OutboxLock`], so that two programs never send the same letter, and whoever holds it knows that a letter left
//! halfway was left by a crash.
//!
//! Who is told of a run is kept with the run, in the transaction that opens it; its letters are written in the one that notes
//! that they are. So a run that ended is told of once, whenever the program was killed.
//!
//! Not done here: sending, and when the next try is due.

use backstock_model::{About, Letter, LetterId, Recipient, RunId, ShopId};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use uuid::Uuid;

use crate::error::WhileDoing as _;
use crate::lock::Locked;
use crate::table::{count, from_micros, shops, stored, to_json, to_micros};
use crate::{Vault, VaultError, disk};

const DOING: &str = "writing the outbox";
const READING: &str = "reading the outbox";
const LOCK: &str = "outbox.lock";
// Somebody else may be in a conversation with a mail server: not waited for.
const TRIES: u32 = 1;

/// Letters that arrived are kept so long.
const KEPT_FOR: TimeDelta = TimeDelta::days(400);

/// A letter to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLetter {
    /// The shop it is about.
    pub shop: ShopId,
    /// What it is about.
    pub about: About,
    /// Who gets it.
    pub recipient: Recipient,
    /// What is in it.
    pub letter: Letter,
}

/// A letter of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLetter {
    /// Its number.
    pub number: LetterId,
    /// The name of the shop it is about.
    pub shop: String,
    /// What it is about.
    pub about: About,
    /// Who gets it; `None` when another version wrote down something that this one does not know.
    pub recipient: Option<Recipient>,
    /// The name it goes by at mail servers.
    pub id: Uuid,
    /// What is in it.
    pub letter: Letter,
    /// When it was handed over.
    pub written: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// What became of it.
    pub state: LetterState,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// It was not tried yet, or is being sent at the moment.
    Waiting,
    /// The mail server took it, or it was shown.
    Sent {
        /// When.
        at: DateTime<Utc>,
        /// What the mail server said.
        answer: String,
    },
    /// It was not sent.
    NotSent {
        /// Why.
        why: NotSent,
        /// When it is tried again; `None` when it is not, unless somebody asks.
        again: Option<DateTime<Utc>>,
    },
}

/// Why a letter was not sent, in the owner's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSent {
    /// Stable name of the reason.
    pub code: String,
    /// The reason, full sentences.
    pub message: String,
    /// One thing to do.
    pub hint: String,
}

/// The right to send. Given back when dropped, and by the operating system when the process dies.
#[derive(Debug)]
#[must_use = "the outbox is only held as long as the lock lives"]
pub struct OutboxLock {
    _lock: Locked,
}

/// Keeps who is told when a run ends.
pub(crate) fn keep_recipients(
    transaction: &Transaction<'_>,
    run: RunId,
    recipients: &[Recipient],
) -> Result<(), VaultError> {
    if recipients.is_empty() {
        return Ok(());
    }
    let written: Vec<String> = recipients.iter().map(ToString::to_string).collect();
    transaction
        .execute(
            "INSERT INTO run_recipients (run, recipients) VALUES (?1, ?2)",
            params![stored(run.0), to_json(&written)?],
        )
        .map(drop)
        .doing(DOING)
}

/// Hands letters over. They are on disk when the transaction is.
pub(crate) fn insert_all(
    transaction: &Transaction<'_>,
    letters: &[NewLetter],
    now: DateTime<Utc>,
) -> Result<Vec<LetterId>, VaultError> {
    transaction
        .execute(
            "DELETE FROM letters WHERE state = 'sent' AND tried < ?1",
            [to_micros(now - KEPT_FOR)],
        )
        .doing(DOING)?;
    letters.iter().map(|new| insert(transaction, new, now)).collect()
}

fn insert(
    transaction: &Transaction<'_>,
    new: &NewLetter,
    now: DateTime<Utc>,
) -> Result<LetterId, VaultError> {
    let shop = shops::number(transaction, new.shop)?;
    let (about, number) = new.about.written();
    transaction
        .prepare_cached(
            "INSERT INTO letters (shop, about, number, recipient, id, content, written, state, due)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open', ?7)",
        )
        .doing(DOING)?
        .execute(params![
            shop,
            about,
            stored(number),
            new.recipient.to_string(),
            Uuid::new_v4().as_bytes(),
            to_json(&new.letter)?,
            to_micros(now)
        ])
        .doing(DOING)?;
    Ok(LetterId(count(transaction.last_insert_rowid())))
}

/// Whether this vault has an outbox: one of an older format that can only be read has none.
fn is_there(connection: &Connection) -> Result<bool, VaultError> {
    connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'letters'",
            [],
            |row| row.get(0),
        )
        .doing(READING)
}

const COLUMNS: &str = "
    SELECT letter, shops.name, about, number, recipient, letters.id, content, written, state, due, tries, tried, answer,
        code, message, hint
    FROM letters JOIN shops USING (shop)";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptLetter> {
    let (kind, content): (String, String) = (row.get(2)?, row.get(6)?);
    let state: String = row.get(8)?;
    let tried: Option<i64> = row.get(11)?;
    let tries: u32 = row.get(10)?;
    let text = |column| -> rusqlite::Result<String> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    let state = match state.as_str() {
        "sent" => LetterState::Sent {
            at: from_micros(tried.unwrap_or_default()),
            answer: text(12)?,
        },
        "open" if tries == 0 => LetterState::Waiting,
        "handing" => LetterState::Waiting,
        open_or_stopped => LetterState::NotSent {
            why: NotSent {
                code: text(13)?,
                message: text(14)?,
                hint: text(15)?,
            },
            again: (open_or_stopped == "open").then_some(from_micros(row.get(9)?)),
        },
    };
    Ok(KeptLetter {
        number: LetterId(count(row.get(0)?)),
        shop: row.get(1)?,
        about: About::read(&kind, count(row.get(3)?)),
        recipient: Recipient::parse(&row.get::<_, String>(4)?).ok(),
        id: Uuid::from_bytes(row.get(5)?),
        letter: serde_json::from_str(&content).unwrap_or_else(|_| Letter {
            subject: String::new(),
            paragraphs: Vec::new(),
            facts: Vec::new(),
        }),
        written: from_micros(row.get(7)?),
        tries,
        state,
    })
}

fn list(
    connection: &Connection,
    rest: &str,
    asked: impl rusqlite::Params,
) -> Result<Vec<KeptLetter>, VaultError> {
    if !is_there(connection)? {
        return Ok(Vec::new());
    }
    let mut statement = connection
        .prepare_cached(&format!("{COLUMNS} {rest}"))
        .doing(READING)?;
    let rows = statement.query_map(asked, read).doing(READING)?;
    rows.collect::<Result<_, _>>().doing(READING)
}

impl Vault {
    /// The right to send letters; `None` while another one is sending.
    pub fn lock_outbox(&self) -> Result<Option<OutboxLock>, VaultError> {
        if self.is_read_only() {
            return Err(VaultError::ReadOnly);
        }
        let file = disk::open_private(&self.folder().join(LOCK), true).doing("taking the outbox")?;
        Ok(Locked::take(file, TRIES)?.map(|lock| OutboxLock { _lock: lock }))
    }

    /// Hands letters over, all or none. They are on disk when this returns.
    pub fn hand_over(&self, letters: &[NewLetter], now: DateTime<Utc>) -> Result<Vec<LetterId>, VaultError> {
        self.inner
            .write(DOING, |transaction| insert_all(transaction, letters, now))
    }

    /// Who is told when a run ends.
    pub fn run_recipients(&self, run: RunId) -> Result<Vec<Recipient>, VaultError> {
        self.inner.read(|connection| {
            if !is_there(connection)? {
                return Ok(Vec::new());
            }
            let written: Option<String> = connection
                .query_row(
                    "SELECT recipients FROM run_recipients WHERE run = ?1",
                    [stored(run.0)],
                    |row| row.get(0),
                )
                .optional()
                .doing(READING)?;
            let written: Vec<String> = written
                .and_then(|written| serde_json::from_str(&written).ok())
                .unwrap_or_default();
            Ok(written
                .iter()
                .filter_map(|one| Recipient::parse(one).ok())
                .collect())
        })
    }

    /// Runs that ended and whose letters are not written yet, with their shops' names.
    pub fn untold_runs(&self) -> Result<Vec<(String, RunId)>, VaultError> {
        self.inner.read(|connection| {
            if !is_there(connection)? {
                return Ok(Vec::new());
            }
            let mut statement = connection
                .prepare_cached(
                    "SELECT shops.name, run FROM run_recipients JOIN runs USING (run) JOIN shops USING (shop)
                     WHERE told = 0 AND finished NOT NULL ORDER BY run",
                )
                .doing(READING)?;
            let rows = statement
                .query_map([], |row| Ok((row.get(0)?, RunId(count(row.get(1)?)))))
                .doing(READING)?;
            rows.collect::<Result<_, _>>().doing(READING)
        })
    }

    /// Hands over the letters about a run, unless somebody else did.
    pub fn tell_of_run(
        &self,
        run: RunId,
        letters: &[NewLetter],
        now: DateTime<Utc>,
    ) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            let noted = transaction
                .execute(
                    "UPDATE run_recipients SET told = 1 WHERE run = ?1 AND told = 0",
                    [stored(run.0)],
                )
                .doing(DOING)?;
            if noted > 0 {
                for new in letters {
                    insert(transaction, new, now)?;
                }
            }
            Ok(())
        })
    }

    /// The letters of the outbox, newest first.
    pub fn letters(&self, limit: u64, offset: u64) -> Result<Vec<KeptLetter>, VaultError> {
        self.inner.read(|connection| {
            list(
                connection,
                "ORDER BY letter DESC LIMIT ?1 OFFSET ?2",
                [stored(limit), stored(offset)],
            )
        })
    }

    /// The letters about one thing of a shop, in the order they were handed over.
    pub fn letters_about(&self, shop: ShopId, about: About) -> Result<Vec<KeptLetter>, VaultError> {
        let (kind, number) = about.written();
        self.inner.read(|connection| {
            list(
                connection,
                "WHERE shops.id = ?1 AND about = ?2 AND number = ?3 ORDER BY letter",
                params![shop.0.as_bytes(), kind, stored(number)],
            )
        })
    }

    /// One letter.
    pub fn letter(&self, number: LetterId) -> Result<Option<KeptLetter>, VaultError> {
        self.inner
            .read(|connection| Ok(list(connection, "WHERE letter = ?1", [stored(number.0)])?.pop()))
    }

    /// The letters whose time has come, oldest first.
    pub fn due_letters(&self, now: DateTime<Utc>) -> Result<Vec<KeptLetter>, VaultError> {
        self.inner.read(|connection| {
            list(
                connection,
                "WHERE state = 'open' AND due <= ?1 ORDER BY letter",
                [to_micros(now)],
            )
        })
    }

    /// When the next letter is due.
    pub fn next_letter_due(&self) -> Result<Option<DateTime<Utc>>, VaultError> {
        self.inner.read(|connection| {
            if !is_there(connection)? {
                return Ok(None);
            }
            let due: Option<i64> = connection
                .query_row("SELECT min(due) FROM letters WHERE state = 'open'", [], |row| {
                    row.get(0)
                })
                .doing(READING)?;
            Ok(due.map(from_micros))
        })
    }

    /// Letters that a crash left while they were handed to a mail server. Only whoever holds the lock can know.
    pub fn letters_left_halfway(&self, _lock: &OutboxLock) -> Result<Vec<KeptLetter>, VaultError> {
        self.inner
            .read(|connection| list(connection, "WHERE state = 'handing' ORDER BY letter", []))
    }

    /// Notes that a letter is on its way from now on and may have arrived.
    pub fn note_handing(&self, number: LetterId) -> Result<(), VaultError> {
        self.note_letter(
            "UPDATE letters SET state = 'handing' WHERE letter = ?1",
            [stored(number.0)],
        )
    }

    /// Notes that a letter was taken.
    pub fn note_sent(&self, number: LetterId, answer: &str, now: DateTime<Utc>) -> Result<(), VaultError> {
        self.note_letter(
            "UPDATE letters SET state = 'sent', tries = tries + 1, tried = ?2, answer = ?3 WHERE letter = ?1",
            params![stored(number.0), to_micros(now), answer],
        )
    }

    /// Notes that a letter was not sent, why, and when it is tried again.
    pub fn note_not_sent(
        &self,
        number: LetterId,
        why: &NotSent,
        again: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<(), VaultError> {
        self.note_letter(
            "UPDATE letters SET state = ?2, due = ?3, tries = tries + 1, tried = ?4, code = ?5, message = ?6, hint = ?7
             WHERE letter = ?1",
            params![
                stored(number.0),
                if again.is_some() { "open" } else { "stopped" },
                to_micros(again.unwrap_or(now)),
                to_micros(now),
                why.code,
                why.message,
                why.hint
            ],
        )
    }

    /// Makes every letter that waits for its next try due now.
    pub fn hurry_letters(&self, now: DateTime<Utc>) -> Result<(), VaultError> {
        self.note_letter(
            "UPDATE letters SET due = ?1 WHERE state = 'open' AND due > ?1",
            [to_micros(now)],
        )
    }

    /// Makes a letter due that was not sent, as if it had just been handed over. One that was sent goes once more, as a
    /// letter of its own, so that it stays known what became of the first. Answers which letter goes now.
    pub fn send_letter_again(
        &self,
        number: LetterId,
        now: DateTime<Utc>,
    ) -> Result<Option<LetterId>, VaultError> {
        self.inner.write(DOING, |transaction| {
            let renewed = transaction
                .execute(
                    "UPDATE letters SET state = 'open', due = ?2, tries = 0, written = ?2
                     WHERE letter = ?1 AND state IN ('open', 'stopped')",
                    params![stored(number.0), to_micros(now)],
                )
                .doing(DOING)?;
            if renewed > 0 {
                return Ok(Some(number));
            }
            let copied = transaction
                .execute(
                    "INSERT INTO letters (shop, about, number, recipient, id, content, written, state, due)
                     SELECT shop, about, number, recipient, ?3, content, ?2, 'open', ?2 FROM letters
                     WHERE letter = ?1 AND state = 'sent'",
                    params![stored(number.0), to_micros(now), Uuid::new_v4().as_bytes()],
                )
                .doing(DOING)?;
            Ok((copied > 0).then(|| LetterId(count(transaction.last_insert_rowid()))))
        })
    }

    fn note_letter(&self, statement: &str, values: impl rusqlite::Params) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            transaction.execute(statement, values).map(drop).doing(DOING)
        })
    }
}
