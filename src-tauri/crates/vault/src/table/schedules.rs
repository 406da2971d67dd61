//! What is to be done again and again, and the turns that were taken. A turn is taken by writing its row, so that two windows,
//! or a window and the command line, cannot take the same one; it is written before the work begins, so that a crash leaves a
//! turn that is known to be unfinished.

use backstock_model::ShopId;
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::WhileDoing as _;
use crate::schedules::{Schedule, ScheduleId, Turn, TurnState};
use crate::table::{count, from_micros, stored, to_micros};
use crate::{VaultError, schedules};

pub(crate) const SHAPE: &str = "
CREATE TABLE schedules (
    schedule INTEGER PRIMARY KEY AUTOINCREMENT,
    shop     INTEGER NOT NULL REFERENCES shops,
    work     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    is_on    INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    removed  INTEGER
) STRICT;
CREATE TABLE turns (
    schedule INTEGER NOT NULL REFERENCES schedules,
    slot     INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    after    INTEGER,
    revision INTEGER NOT NULL,
    made     INTEGER NOT NULL,
    taken    INTEGER NOT NULL,
    tries    INTEGER NOT NULL,
    state    TEXT NOT NULL,
    again_at INTEGER,
    told     TEXT,
    PRIMARY KEY (schedule, slot)
) STRICT, WITHOUT ROWID;
";

const READING: &str = "reading the schedules";

/// A vault of an earlier format that cannot be written has none.
pub(crate) fn are_there(connection: &Connection) -> Result<bool, VaultError> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'turns')",
            [],
            |row| row.get(0),
        )
        .doing(READING)
}

pub(crate) fn insert(
    transaction: &Transaction<'_>,
    shop: i64,
    schedule: &Schedule,
) -> Result<ScheduleId, VaultError> {
    transaction
        .execute(
            "INSERT INTO schedules (shop, work, rule, is_on, since, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                shop,
                schedule.work,
                schedule.rule,
                schedule.is_on,
                to_micros(schedule.since),
                schedule.revision
            ],
        )
        .doing(schedules::SETTING)?;
    Ok(ScheduleId(count(transaction.last_insert_rowid())))
}

pub(crate) fn update(transaction: &Transaction<'_>, schedule: &Schedule) -> Result<(), VaultError> {
    let changed = transaction
        .execute(
            "UPDATE schedules SET work = ?2, rule = ?3, is_on = ?4, since = ?5, revision = ?6
             WHERE schedule = ?1 AND removed IS NULL",
            params![
                stored(schedule.id.0),
                schedule.work,
                schedule.rule,
                schedule.is_on,
                to_micros(schedule.since),
                schedule.revision
            ],
        )
        .doing(schedules::SETTING)?;
    if changed == 0 {
        return Err(VaultError::UnknownSchedule(schedule.id));
    }
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<Schedule>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT schedule, shops.id, work, rule, is_on, since, revision FROM schedules JOIN shops USING (shop)
             WHERE removed IS NULL ORDER BY schedule",
        )
        .doing(READING)?;
    statement
        .query_map([], |row| {
            Ok(Schedule {
                id: ScheduleId(count(row.get(0)?)),
                shop: ShopId(uuid::Uuid::from_bytes(row.get(1)?)),
                work: row.get(2)?,
                rule: row.get(3)?,
                is_on: row.get(4)?,
                since: from_micros(row.get(5)?),
                revision: row.get(6)?,
            })
        })
        .and_then(Iterator::collect)
        .doing(READING)
}

/// Whether a schedule is still as it was when its turn was found to be due.
pub(crate) fn stands(connection: &Connection, known: &Schedule) -> Result<bool, VaultError> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM schedules WHERE schedule = ?1 AND revision = ?2 AND is_on AND removed IS NULL)",
            params![stored(known.id.0), known.revision],
            |row| row.get(0),
        )
        .doing(READING)
}

const TURN: &str =
    "SELECT t.schedule, t.slot, t.due, t.after, t.revision = s.revision, t.made, t.taken, t.tries, t.state,
    t.again_at, t.told FROM turns t JOIN schedules s USING (schedule)";

fn turn(row: &Row<'_>) -> rusqlite::Result<Turn> {
    let again_at: Option<i64> = row.get(9)?;
    Ok(Turn {
        schedule: ScheduleId(count(row.get(0)?)),
        slot: row.get(1)?,
        due: from_micros(row.get(2)?),
        after: row.get(3)?,
        is_current: row.get(4)?,
        made: from_micros(row.get(5)?),
        taken: from_micros(row.get(6)?),
        tries: row.get(7)?,
        state: match (row.get_ref(8)?.as_str()?, again_at) {
            ("at_work", _) => TurnState::AtWork,
            ("waiting", Some(again_at)) => TurnState::Waiting {
                until: from_micros(again_at),
            },
            ("done", _) => TurnState::Done,
            _ => TurnState::GivenUp,
        },
        told: row.get(10)?,
    })
}

fn turns_where(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<Turn>, VaultError> {
    let mut statement = connection
        .prepare_cached(&format!("{TURN} WHERE {condition}"))
        .doing(READING)?;
    statement
        .query_map(values, turn)
        .and_then(Iterator::collect)
        .doing(READING)
}

/// The turns of a schedule that may cover a slot, and the one taken last.
pub(crate) fn around(
    connection: &Connection,
    schedule: ScheduleId,
    slot: i64,
) -> Result<Vec<Turn>, VaultError> {
    turns_where(
        connection,
        "t.schedule = ?1 AND (t.slot >= ?2 OR t.made = (SELECT max(made) FROM turns WHERE schedule = ?1))",
        params![stored(schedule.0), slot],
    )
}

/// The newest turns of a schedule, newest first.
pub(crate) fn newest(
    connection: &Connection,
    schedule: ScheduleId,
    limit: u32,
) -> Result<Vec<Turn>, VaultError> {
    turns_where(
        connection,
        "t.schedule = ?1 ORDER BY t.made DESC, t.slot DESC LIMIT ?2",
        params![stored(schedule.0), limit],
    )
}

/// The turns that were begun and are not at their end, of schedules that are on.
pub(crate) fn unfinished(connection: &Connection) -> Result<Vec<Turn>, VaultError> {
    turns_where(
        connection,
        "t.state IN ('at_work', 'waiting') AND s.is_on AND s.removed IS NULL ORDER BY t.made",
        [],
    )
}

pub(crate) fn one(
    connection: &Connection,
    schedule: ScheduleId,
    slot: i64,
) -> Result<Option<Turn>, VaultError> {
    Ok(turns_where(
        connection,
        "t.schedule = ?1 AND t.slot = ?2",
        params![stored(schedule.0), slot],
    )?
    .pop())
}

/// Takes a turn for the first time; `false` when somebody has it.
pub(crate) fn claim(transaction: &Transaction<'_>, turn: &Turn, revision: u32) -> Result<bool, VaultError> {
    let inserted = transaction
        .execute(
            "INSERT OR IGNORE INTO turns VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 1, 'at_work', NULL, NULL)",
            params![
                stored(turn.schedule.0),
                turn.slot,
                to_micros(turn.due),
                turn.after,
                revision,
                to_micros(turn.made)
            ],
        )
        .doing(schedules::TAKING)?;
    // What was missed before is made up for by this one.
    transaction
        .execute(
            "UPDATE turns SET state = 'given_up', again_at = NULL
             WHERE schedule = ?1 AND slot <> ?2 AND state IN ('at_work', 'waiting')",
            params![stored(turn.schedule.0), turn.slot],
        )
        .doing(schedules::TAKING)?;
    Ok(inserted == 1)
}

/// Takes a turn once more, if it is still as it was seen.
pub(crate) fn take_again(transaction: &Transaction<'_>, seen: &Turn, now: i64) -> Result<bool, VaultError> {
    let changed = transaction
        .execute(
            "UPDATE turns SET tries = tries + 1, state = 'at_work', again_at = NULL, taken = ?4
             WHERE schedule = ?1 AND slot = ?2 AND tries = ?3 AND state IN ('at_work', 'waiting')",
            params![stored(seen.schedule.0), seen.slot, seen.tries, now],
        )
        .doing(schedules::TAKING)?;
    Ok(changed == 1)
}

pub(crate) fn end(transaction: &Transaction<'_>, turn: &Turn) -> Result<(), VaultError> {
    let (state, again_at) = match turn.state {
        TurnState::AtWork => ("at_work", None),
        TurnState::Waiting { until } => ("waiting", Some(to_micros(until))),
        TurnState::Done => ("done", None),
        TurnState::GivenUp => ("given_up", None),
    };
    transaction
        .execute(
            "UPDATE turns SET state = ?3, again_at = ?4, told = ?5, tries = ?6 WHERE schedule = ?1 AND slot = ?2",
            params![stored(turn.schedule.0), turn.slot, state, again_at, turn.told, turn.tries],
        )
        .map(drop)
        .doing(schedules::TAKING)
}
