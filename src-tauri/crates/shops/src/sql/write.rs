//! # Writing a batch
//!
//! One transaction, begun as a writer, so that nothing changes between the look and the write:
//!
//! 1. Every record is read again and compared with what the plan believed. Only then is anything written. Where a witness
//!    proves that nobody but us has changed anything since it was compared last, it need not be read again ([`Trust`]).
//! 2. Each record is written under a savepoint of its own; one that is refused leaves no trace and the others go on. A
//!    record whose value is still taken waits until the others are through. Where values go around in a circle (two records
//!    exchange their codes) they are first parked on values that nobody has.
//! 3. What was written is checked for keys that point to nothing, what was deleted for rows that still point to it. Records
//!    guilty of that are refused and the batch is done again without them, until none is left.
//!
//! Parents are never deleted and put back, rows are never replaced, and a counter for new ids is never lowered: an id that
//! was given out once is not given out again because of a restore.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use backstock_model::{
    Consequence, ContentType, Document, DocumentError, Node, Record, RecordKey, TypeDescription,
};

use self::circle::Steps;
use self::links::{Ends, Standing};
use self::statement::{Failed, Pen};
use self::taking::{Home, Taking};
use self::working_out::{Ahead, WorkedOut};
use super::change::{Located, RowChange, changes, node, own_columns};
use super::left_over::{LeftOver, may_take_in};
use super::refusal;
use super::schema::{Column, ForeignKey, Place, Schema, Table};
use super::shape::Shape;
use super::stored::{Stored, content_hash, content_id_parts, id_of_row};
use super::view::{Bags, View};
use crate::{Dangling, Objects, Problem, ShopError, Witness, Write, WriteOutcome, Writing};

mod circle;
pub(crate) mod links;
mod statement;
mod taking;
mod working_out;

/// What is different from one database to the next when it is written.
///
/// Savepoints are the same for all of them and are run as SQL. Checks of foreign keys are off, as far as the database lets us:
/// what points where is looked up before a batch is kept.
pub(crate) trait Database: Send {
    /// The database as the running transaction shows it.
    fn view<'v>(&'v self, shape: &'v Shape) -> Box<dyn View + 'v>;

    /// Records before anything is written in the running transaction, see [`View::at_once`].
    fn at_once(&self, shape: &Shape, keys: &[&RecordKey]) -> Result<Vec<Option<Option<Record>>>, ShopError> {
        self.view(shape).at_once(keys)
    }

    /// Begins a transaction, and says what others have changed since the last one.
    fn begin(&mut self, intent: Intent) -> Result<News, ShopError>;

    /// Runs SQL that answers nothing.
    fn run(&self, sql: &str) -> Result<(), ShopError>;

    /// Ends a transaction that is still open without keeping any of it.
    fn roll_back(&self) -> Result<(), ShopError>;

    /// Ends a transaction and keeps it.
    fn commit(&self) -> Result<(), ShopError> {
        self.run("COMMIT")
    }

    /// Whether the last transaction was given up because somebody asked to stop.
    fn was_stopped(&self) -> bool {
        false
    }

    /// What is left to do before a batch is kept.
    fn finish(&self) -> Result<(), ShopError> {
        Ok(())
    }

    /// Whether the database keeps to foreign keys with every statement, and carries out their actions.
    fn checks_references(&self) -> bool {
        false
    }

    /// Does what has to be done to one row. A statement that is denied leaves no trace and does not end the transaction.
    fn perform(&self, table: &Table, statement: &Statement) -> Result<(), Denied>;

    /// A value that a column may hold for a moment and that no row has; `number` makes each another one.
    fn parked(&self, column: &Column, number: i64) -> Stored;

    /// Switches the checks of single values off and on, as far as the database lets us.
    fn ignore_checks(&self, are_ignored: bool) -> Result<(), ShopError>;

    /// How many rows of the child's point to a row with this key, counted up to `most`. Only asked where
    /// [`Database::checks_references`].
    fn pointing_to(&self, _ends: &Ends<'_>, _key: &[&Stored], _most: usize) -> Result<usize, ShopError> {
        Ok(0)
    }

    /// Whether a row of the child's points to no row of the parent's.
    fn points_to_nothing(&self, ends: &Ends<'_>, row: &Located) -> Result<bool, ShopError>;

    /// The rows of the child's that still point to keys that are gone, and to which: a position in `gone`, and the values of
    /// `place` (columns of the child's) that tell the row.
    fn still_pointed_to(
        &self,
        ends: &Ends<'_>,
        gone: &[Vec<&Stored>],
        place: &[usize],
    ) -> Result<Vec<(usize, Vec<Stored>)>, ShopError>;

    /// Tables of other databases on the same server that point to one of this schema's, each with its key. They are looked for when
    /// they are first asked for.
    fn pointing_in(&self, _schema: &Schema) -> Result<&[(Table, ForeignKey)], ShopError> {
        Ok(&[])
    }

    /// The triggers of each table. Where they cannot be kept from running, what they did is corrected afterwards.
    fn triggers(&self) -> Result<Vec<Triggers>, ShopError>;

    /// Whether some of them run in the running transaction.
    fn are_triggers_fired(&self) -> bool;

    /// Whether some of this table do. Only asked where [`Database::checks_references`].
    fn is_triggered(&self, _table: &Table) -> bool {
        false
    }
}

/// Triggers of a table.
pub(crate) struct Triggers {
    pub(crate) table: String,
    pub(crate) count: u64,
    /// What they are called, for people.
    pub(crate) names: String,
    /// Whether they run when we write.
    pub(crate) are_fired: bool,
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intent {
    Read,
    Write,
}

/// What others have changed.
pub(crate) enum News {
    Nothing,
    /// Some rows.
    Rows,
    /// The tables themselves.
    Tables(Box<Shape>),
}

/// What has to be done to one row, with its large binaries at hand.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Insert {
        values: Vec<(usize, Stored)>,
    },
    Update {
        row: Located,
        values: Vec<(usize, Stored)>,
    },
    Delete {
        row: Located,
    },
}

/// Why a database did not do something to a row.
pub(crate) enum Denied {
    /// Another row has the same in these columns, which may be there only once; empty where that is not said.
    Taken(Vec<String>),
    /// Rows that point to each other are in each other's way; what the database said.
    Linked(String),
    /// A column may not be empty.
    Empty(String),
    /// A rule of the table is broken; what the database calls it.
    Check(String),
    /// A value is of a kind that the column does not take; what the database said.
    WrongKind(String),
    /// Anything else that is about this row; what the database said.
    NotAccepted(String),
    /// The database itself has a problem.
    Broken(ShopError),
}

/// What is known of a record of the batch before it is written.
enum Look {
    /// It was read in this transaction.
    Seen(Option<Record>),
    /// It has to be read.
    Needed,
    /// It is what the plan believes, see [`Trust::Proven`].
    NotNeeded,
}

/// How often a circle of exchanged values is tried with those left out that nothing helps. Each try costs as much as the
/// batch, and a long chain behind a record that will not move could ask for as many tries as it has links.
const MOST_ROUNDS: usize = 100;

/// A shop's database opened for writing.
pub(crate) struct DatabaseWriting<D> {
    database: D,
    shape: Arc<Shape>,
    bags: Bags,
    left_over: LeftOver,
    ledger: Ledger,
    trust: Trust,
    ahead: Ahead,
    /// Types that have another key than in the backup: their records cannot be told from others, so that none is deleted.
    rekeyed: HashSet<usize>,
}

/// Whether records that are only changed still are what they were when they were last compared with the plan.
#[derive(Default)]
enum Trust {
    /// Nobody knows.
    #[default]
    None,
    /// This witness does.
    In(Box<dyn Witness>),
    /// They are, as long as nobody else commits, which the database tells, and we do no more than change rows: a row that we
    /// put somewhere or take away may be another record's.
    Proven,
}

/// A record of the batch on its way.
enum Ticket {
    Settled(WriteOutcome),
    Ready {
        of_type: usize,
        changes: Vec<RowChange>,
    },
    /// A left-over row that the record at this position of the batch takes in or away, when it is written.
    Taken(usize),
}

impl<D: Database> DatabaseWriting<D> {
    pub(crate) fn open(database: D) -> Result<Self, ShopError> {
        let mut writing = Self {
            database,
            shape: Arc::default(),
            bags: Bags::new(),
            left_over: LeftOver::default(),
            ledger: Ledger::default(),
            trust: Trust::None,
            ahead: Ahead::default(),
            rekeyed: HashSet::new(),
        };
        writing.within(Intent::Read, |_| Ok(()))?;
        Ok(writing)
    }

    /// Runs something in a transaction, which is committed when it succeeds and leaves no trace when it does not.
    fn within<T>(
        &mut self,
        intent: Intent,
        work: impl FnOnce(&mut Self) -> Result<T, ShopError>,
    ) -> Result<T, ShopError> {
        match self.transact(intent, work) {
            Err(_) if self.database.was_stopped() => Err(ShopError::Stopped),
            done => done,
        }
    }

    fn transact<T>(
        &mut self,
        intent: Intent,
        work: impl FnOnce(&mut Self) -> Result<T, ShopError>,
    ) -> Result<T, ShopError> {
        let news = self.database.begin(intent)?;
        if let News::Tables(shape) = news {
            self.shape = Arc::new(*shape);
            self.forget();
        } else if let News::Rows = news {
            self.forget();
        }
        if let (Intent::Write, Trust::In(witness)) = (intent, &self.trust) {
            self.trust = if witness.saw_nothing() {
                Trust::Proven
            } else {
                Trust::None
            };
        }
        let result = work(self).and_then(|value| self.database.commit().map(|()| value));
        if result.is_err() {
            self.database.roll_back()?;
        }
        result
    }

    /// Forgets what others have changed.
    fn forget(&mut self) {
        if let Trust::Proven = self.trust {
            self.trust = Trust::None;
        }
        self.bags.clear();
        self.left_over.forget(true);
    }

    fn write_all(&mut self, batch: &[Write], objects: &dyn Objects) -> Result<Vec<WriteOutcome>, ShopError> {
        let mut bag_rows = BagRows::default();
        let mut taking = Taking::of(batch);
        let mut tickets = Vec::with_capacity(batch.len());
        let is_trusted = |write: &Write| matches!(self.trust, Trust::Proven) && is_mere_change(write);
        let keys: Vec<&RecordKey> = batch
            .iter()
            .filter(|write| !is_trusted(write))
            .map(|write| &write.key)
            .collect();
        let mut seen = self.database.at_once(&self.shape, &keys)?.into_iter();
        let looks: Vec<Look> = batch
            .iter()
            .map(|write| {
                if is_trusted(write) {
                    return Look::NotNeeded;
                }
                seen.next().flatten().map_or(Look::Needed, Look::Seen)
            })
            .collect();
        let worked_out = self.ahead.worked_out(&self.shape, batch);
        for (position, ((write, look), worked_out)) in batch.iter().zip(looks).zip(worked_out).enumerate() {
            let ticket = self.ticket((position, write), look, worked_out, &mut bag_rows, &mut taking)?;
            if let Ticket::Settled(outcome) = &ticket
                && !matches!(outcome, WriteOutcome::Written(_))
            {
                self.keep_what_is_left((position, write), &mut taking)?;
            }
            tickets.push(ticket);
        }
        self.keep_where_keys_changed(batch, &mut tickets);
        taking.hand_over(&mut tickets);
        let (refused, moves_rows) = loop {
            let pen = Pen::new(&self.database, &self.shape, objects);
            let batch_point = pen.savepoint("batch")?;
            let refused = self.perform_all(&tickets, &pen)?;
            let standing: Vec<Standing<'_>> = tickets
                .iter()
                .zip(batch)
                .enumerate()
                .filter(|(position, _)| !refused.contains_key(position))
                .filter_map(|(position, (ticket, write))| match ticket {
                    Ticket::Ready { of_type, changes } => Some(Standing {
                        position,
                        of_type: *of_type,
                        changes,
                        dangling: &write.dangling,
                    }),
                    Ticket::Settled(_) | Ticket::Taken(_) => None,
                })
                .collect();
            let guilty = links::guilty(&pen, &standing)?;
            if guilty.is_empty() {
                pen.release(&batch_point)?;
                self.database.finish()?;
                let mut changes = standing.iter().flat_map(|record| record.changes);
                let moves_rows = changes.any(|change| !matches!(change, RowChange::Update { .. }));
                break (refused, moves_rows);
            }
            pen.roll_back_to(&batch_point)?;
            for (position, problem) in guilty {
                if let Some(ticket) = tickets.get_mut(position) {
                    *ticket = Ticket::Settled(WriteOutcome::Refused(problem));
                }
            }
        };
        if moves_rows {
            self.trust = Trust::None;
        }
        let is_written = |position: usize| {
            matches!(tickets.get(position), Some(Ticket::Ready { .. })) && !refused.contains_key(&position)
        };
        let outcomes = tickets.iter().zip(batch).enumerate();
        Ok(outcomes
            .map(|(position, (ticket, write))| match ticket {
                Ticket::Settled(outcome) => outcome.clone(),
                Ticket::Taken(owner) if !is_written(*owner) => {
                    WriteOutcome::Refused(refusal::owner_refused())
                }
                Ticket::Ready { .. } | Ticket::Taken(_) => match refused.get(&position) {
                    Some(problem) => WriteOutcome::Refused(problem.clone()),
                    None => WriteOutcome::Written(write.key.remote_id.clone()),
                },
            })
            .collect())
    }

    /// Looks whether a record is what it was believed to be, and what has to be done to its rows.
    fn ticket(
        &mut self,
        (position, write): (usize, &Write),
        look: Look,
        worked_out: Result<WorkedOut, DocumentError>,
        bag_rows: &mut BagRows,
        taking: &mut Taking<'_>,
    ) -> Result<Ticket, ShopError> {
        let refuse = |problem| Ok(Ticket::Settled(WriteOutcome::Refused(problem)));
        let Ok(of_type) = self.shape.position(&write.key.content_type) else {
            return refuse(refusal::type_missing(&write.key.content_type));
        };
        let (Some(type_shape), Some(description)) =
            (self.shape.types.get(of_type), self.shape.description(of_type))
        else {
            return refuse(refusal::type_missing(&write.key.content_type));
        };
        if !description.restorable {
            return refuse(refusal::not_restorable(description.reason.as_deref()));
        }
        let view = self.database.view(&self.shape);
        let place = match content_id_parts(&write.key.remote_id) {
            _ if !matches!(look, Look::Needed) => None,
            Some((hash, ordinal)) => {
                let places = view.bag_of(of_type, &mut self.bags)?.get(hash);
                let places = places.map(Vec::as_slice).unwrap_or_default();
                if self.ledger.is_there(&write.key, hash, ordinal, places.len()) {
                    bag_rows.take(places, of_type, hash, ordinal)
                } else {
                    None
                }
            }
            None => view.place_of(of_type, &write.key.remote_id, &mut self.bags)?,
        };
        let is_known = matches!(look, Look::NotNeeded);
        let now = match (look, &place) {
            (Look::Seen(now), _) => now,
            (Look::Needed, Some(place)) => view.record_at(of_type, place)?,
            (Look::Needed, None) | (Look::NotNeeded, _) => None,
        };
        let now = now.map(|record| record.document);
        let (was, wanted) = (write.before.as_ref(), write.after.as_ref());
        if !is_known && !description.is_as_believed(was, wanted, now.as_ref()) {
            // What is wanted may be there already, where a trigger of the shop's has done it.
            let is_wanted = self.database.are_triggers_fired()
                && content_id_parts(&write.key.remote_id).is_none()
                && description.is_as_believed(wanted, was, now.as_ref());
            return Ok(Ticket::Settled(if is_wanted {
                WriteOutcome::Written(write.key.remote_id.clone())
            } else {
                WriteOutcome::ChangedMeanwhile
            }));
        }
        let WorkedOut {
            before,
            after,
            changes: known,
        } = worked_out?;
        let root = type_shape
            .rows
            .first()
            .and_then(|row| self.shape.schema.tables.get(row.table));
        let number = match (root.map(|table| table.place), place.as_deref()) {
            (Some(Place::Row(_)), Some([Stored::Integer(number)]))
                if content_id_parts(&write.key.remote_id).is_some() =>
            {
                Some(*number)
            }
            _ => None,
        };
        if let (Some(after), Some(table)) = (&after, root) {
            let hash = || {
                let own = Document::from(&own_columns(type_shape, 0, after));
                content_hash(own.as_bytes())
            };
            let is_its_own = match id_of_row(table, &type_shape.key, after) {
                Ok(Some(id)) => id == write.key.remote_id,
                // An update of a row without a key leaves it with another content, and that is meant.
                Ok(None) => content_id_parts(&write.key.remote_id)
                    .is_some_and(|(known, _)| before.is_some() || known == hash()),
                Err(_) => true, // which will be said below, by the column's name
            };
            if !is_its_own {
                self.rekeyed.insert(of_type);
                return refuse(refusal::other_record(write.key.remote_id.as_str()));
            }
            // A row that is known by its content would get more content than that, and never be found again.
            if before.is_none()
                && content_id_parts(&write.key.remote_id).is_some()
                && let Some(unknown) = table
                    .columns
                    .iter()
                    .find(|column| after.get(&column.name).is_none())
            {
                return refuse(refusal::column_unknown(&unknown.name));
            }
        }
        if let Some(known) = known {
            return match known {
                Ok(changes) => Ok(Ticket::Ready { of_type, changes }),
                Err(problem) => refuse(problem),
            };
        }
        let coming = match (&after, &write.after) {
            (Some(after), Some(whole))
                if may_take_in(&self.shape, type_shape, before.as_ref(), after)
                    && self.left_over.look(view.as_ref(), type_shape)? =>
            {
                self.left_over
                    .of_record(&self.shape, type_shape, &whole.to_node()?)
            }
            _ => Vec::new(),
        };
        let mut claim = |row: usize, id: &str, owner: &Node| {
            let home = Home {
                shape: &self.shape,
                type_shape,
                record: position,
                row,
            };
            taking.claim(&self.left_over, &coming, &home, id, owner)
        };
        match changes(
            &self.shape,
            type_shape,
            before.as_ref(),
            after.as_ref(),
            number,
            &mut claim,
        ) {
            Ok(changes) => {
                taking.note(&self.left_over, &coming, position);
                Ok(Ticket::Ready { of_type, changes })
            }
            Err(problem) => refuse(problem),
        }
    }

    /// What is left of a record that is not written does not go without it.
    fn keep_what_is_left(
        &mut self,
        (position, write): (usize, &Write),
        taking: &mut Taking<'_>,
    ) -> Result<(), ShopError> {
        let type_shape = self.shape.position(&write.key.content_type).ok();
        let (Some(type_shape), Some(wanted)) = (
            type_shape.and_then(|of_type| self.shape.types.get(of_type)),
            write.after.as_ref(),
        ) else {
            return Ok(());
        };
        let (before, after) = (node(write.before.as_ref())?, wanted.to_node()?);
        let view = self.database.view(&self.shape);
        if may_take_in(&self.shape, type_shape, before.as_ref(), &after)
            && self.left_over.look(view.as_ref(), type_shape)?
        {
            let coming = self.left_over.of_record(&self.shape, type_shape, &after);
            taking.note(&self.left_over, &coming, position);
        }
        Ok(())
    }

    /// Deletes nothing of a type whose records cannot be put back, as it has another key by now.
    fn keep_where_keys_changed(&self, batch: &[Write], tickets: &mut [Ticket]) {
        for (ticket, write) in tickets.iter_mut().zip(batch) {
            let of_type = match ticket {
                Ticket::Ready { of_type, .. } => *of_type,
                Ticket::Settled(_) | Ticket::Taken(_) => continue,
            };
            if write.after.is_none() && self.rekeyed.contains(&of_type) {
                *ticket = Ticket::Settled(WriteOutcome::Refused(refusal::key_changed()));
            }
        }
    }

    /// Whether an error means that nothing of a batch was kept.
    fn is_kept_as_a_whole(&self, batch: &[Write]) -> bool {
        let tables = &self.shape.schema.tables;
        batch
            .iter()
            .filter_map(|write| self.shape.position(&write.key.content_type).ok())
            .filter_map(|of_type| self.shape.types.get(of_type))
            .flat_map(|type_shape| &type_shape.rows)
            .filter_map(|row| tables.get(row.table))
            .all(|table| table.is_transactional)
    }

    /// One record as the running transaction shows it.
    fn look_at(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let view = self.database.view(&self.shape);
        if let Some((hash, ordinal)) = content_id_parts(&key.remote_id)
            && let Ok(of_type) = self.shape.position(&key.content_type)
        {
            let places = view.bag_of(of_type, &mut self.bags)?.get(hash);
            let places = places.map(Vec::as_slice).unwrap_or_default();
            if !self.ledger.is_there(key, hash, ordinal, places.len()) {
                return Ok(None);
            }
            // Equal rows have equal documents, so any of them tells.
            let Some(place) = places.get(ordinal).or(places.last()) else {
                return Ok(None);
            };
            let record = view.record_at(of_type, place)?;
            return Ok(record.map(|record| Record {
                key: key.clone(),
                ..record
            }));
        }
        view.record(key, &mut self.bags)
    }

    /// Writes the records that are ready, and says which were refused.
    fn perform_all(&self, tickets: &[Ticket], pen: &Pen<'_>) -> Result<BTreeMap<usize, Problem>, ShopError> {
        let mut refused = BTreeMap::new();
        let mut waiting: Vec<(usize, usize, &[RowChange])> = tickets
            .iter()
            .enumerate()
            .filter_map(|(position, ticket)| match ticket {
                Ticket::Ready { of_type, changes } => Some((position, *of_type, changes.as_slice())),
                Ticket::Settled(_) | Ticket::Taken(_) => None,
            })
            .collect();
        loop {
            let count = waiting.len();
            let mut still = Vec::new();
            for (position, of_type, changes) in waiting {
                match perform_record(pen, of_type, changes.iter().collect())? {
                    Ok(()) => {}
                    Err(Failed::Taken(_)) => still.push((position, of_type, changes)),
                    Err(Failed::Refused(problem)) => {
                        refused.insert(position, problem);
                    }
                    Err(Failed::Broken(error)) => return Err(error),
                }
            }
            waiting = still;
            if waiting.len() == count {
                break;
            }
            // Where each waits for the next, the last one goes first.
            waiting.reverse();
        }
        // What is left either waits for each other in a circle or for somebody who will not move.
        let mut steps: Vec<Steps> = waiting
            .into_iter()
            .map(|(position, of_type, changes)| Steps::of(pen, (position, of_type), changes))
            .collect();
        let mut rounds = 0;
        while !steps.is_empty() {
            let point = pen.savepoint("circle")?;
            rounds += 1;
            let mut failed = circle::go_around(pen, &steps)?;
            if failed.is_empty() {
                pen.release(&point)?;
                break;
            }
            pen.roll_back_to(&point)?;
            if rounds == MOST_ROUNDS {
                let in_the_way = || refusal::taken(&[]);
                failed = steps
                    .drain(..)
                    .map(|record| {
                        let problem = failed.remove(&record.position);
                        (record.position, problem.unwrap_or_else(in_the_way))
                    })
                    .collect();
            }
            steps.retain(|record| !failed.contains_key(&record.position));
            steps.reverse();
            refused.append(&mut failed);
        }
        Ok(refused)
    }
}

/// Does all of a record's row changes, or none of them.
fn perform_record(
    pen: &Pen<'_>,
    of_type: usize,
    changes: Vec<&RowChange>,
) -> Result<Result<(), Failed>, ShopError> {
    // What is denied leaves no trace, so that one statement needs no point to come back to. One that has to wait for its place
    // goes the long way.
    if let [change] = changes.as_slice() {
        match pen.perform(of_type, change) {
            Err(Failed::Taken(_)) => {}
            done => return Ok(done),
        }
    }
    let point = pen.savepoint("record")?;
    let result = perform_changes(pen, of_type, changes);
    match &result {
        Ok(()) => pen.release(&point)?,
        Err(Failed::Taken(_) | Failed::Refused(_)) => {
            pen.roll_back_to(&point)?;
        }
        Err(Failed::Broken(_)) => {}
    }
    Ok(result)
}

fn perform_changes(pen: &Pen<'_>, of_type: usize, changes: Vec<&RowChange>) -> Result<(), Failed> {
    let mut waiting = changes;
    let mut are_parked = false;
    loop {
        let mut still = Vec::new();
        let mut first = None;
        for change in &waiting {
            match pen.perform(of_type, change) {
                Ok(()) => {}
                Err(Failed::Taken(problem)) => {
                    first.get_or_insert(problem);
                    still.push(*change);
                }
                Err(failed) => return Err(failed),
            }
        }
        match first {
            None => return Ok(()),
            Some(problem) if still.len() == waiting.len() => {
                if are_parked {
                    return Err(Failed::Taken(problem));
                }
                are_parked = true;
                pen.park(of_type, &still)?;
            }
            Some(_) => {}
        }
        waiting = still;
    }
}

impl<D: Database> Writing for DatabaseWriting<D> {
    fn types(&self) -> &[TypeDescription] {
        self.shape.descriptions()
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        self.within(Intent::Read, |writing| writing.look_at(key))
    }

    fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        self.within(Intent::Read, |writing| {
            let keys: Vec<&RecordKey> = keys.iter().collect();
            let seen = writing.database.at_once(&writing.shape, &keys)?;
            let seen = seen.into_iter().zip(keys);
            seen.map(|(seen, key)| match seen {
                Some(record) => Ok(record),
                None => writing.look_at(key),
            })
            .collect()
        })
    }

    fn prepare(&mut self, next: &[Write]) {
        self.ahead.begin(&self.shape, next);
    }

    fn write(&mut self, batch: &[Write], objects: &dyn Objects) -> Result<Vec<WriteOutcome>, ShopError> {
        let outcomes = match self.within(Intent::Write, |writing| writing.write_all(batch, objects)) {
            Err(ShopError::Stopped) if self.is_kept_as_a_whole(batch) => {
                return Ok(vec![WriteOutcome::Stopped; batch.len()]);
            }
            written => written?,
        };
        self.bags.clear();
        let may_be_new = |write: &Write| {
            let of_type = self.shape.position(&write.key.content_type).ok();
            of_type.is_none_or(|of_type| self.shape.is_left_over(of_type)) || write.dangling != Dangling::None
        };
        self.left_over.forget(batch.iter().any(may_be_new));
        for (write, outcome) in batch.iter().zip(&outcomes) {
            if let WriteOutcome::Written(_) = outcome {
                self.ledger.note(write);
            }
        }
        Ok(outcomes)
    }

    fn rely_on(&mut self, witness: Box<dyn Witness>) {
        self.trust = Trust::In(witness);
    }

    fn side_effects(&mut self, content_types: &[ContentType]) -> Result<Vec<Consequence>, ShopError> {
        let triggers = self.database.triggers()?;
        let mut consequences: Vec<Consequence> = self
            .shape
            .after_restore
            .iter()
            .filter(|(of_type, _)| match of_type {
                Some(of_type) => content_types.contains(of_type),
                None => !content_types.is_empty(),
            })
            .map(|(of_type, sentence)| Consequence {
                code: "platform_refresh".to_owned(),
                count: 1,
                content_type: of_type.clone(),
                detail: Some(sentence.clone()),
            })
            .collect();
        for content_type in content_types {
            let position = self.shape.position(content_type)?;
            let Some(description) = self.shape.description(position) else {
                continue;
            };
            for (code, are_fired) in [("triggers_fired", true), ("triggers_not_fired", false)] {
                let is_on_it = |on: &&Triggers| {
                    let mut tables = description.tables.iter();
                    on.are_fired == are_fired && tables.any(|known| known.eq_ignore_ascii_case(&on.table))
                };
                let on_it: Vec<&Triggers> = triggers.iter().filter(is_on_it).collect();
                if on_it.is_empty() {
                    continue;
                }
                let names = on_it.iter().map(|on| format!("{}: {}", on.table, on.names));
                consequences.push(Consequence {
                    code: code.to_owned(),
                    count: on_it.iter().map(|on| on.count).sum(),
                    content_type: Some(content_type.clone()),
                    detail: Some(names.collect::<Vec<_>>().join("; ")),
                });
            }
        }
        Ok(consequences)
    }
}

/// Whether a record is there before and after, and known by its key.
fn is_mere_change(write: &Write) -> bool {
    write.before.is_some() && write.after.is_some() && content_id_parts(&write.key.remote_id).is_none()
}

/// What was done to rows without a key since the shop was opened for writing.
///
/// Rows of the same content cannot be told apart: of five equal rows the ids 0 to 4 mean "one of them" each. When the one
/// called 1 has gone, the database has four left, and the plan still speaks of 0, 2, 3 and 4. So it is kept which ids we
/// took away and which we put there.
#[derive(Default)]
struct Ledger(HashMap<(ContentType, String), Noted>);

#[derive(Default)]
struct Noted {
    taken_away: HashSet<usize>,
    put_there: HashSet<usize>,
}

impl Ledger {
    fn is_there(&self, key: &RecordKey, hash: &str, ordinal: usize, rows: usize) -> bool {
        match self.0.get(&(key.content_type.clone(), hash.to_owned())) {
            None => ordinal < rows,
            Some(noted) => {
                let at_first = (rows + noted.taken_away.len()).saturating_sub(noted.put_there.len());
                noted.put_there.contains(&ordinal)
                    || (ordinal < at_first && !noted.taken_away.contains(&ordinal))
            }
        }
    }

    fn note(&mut self, write: &Write) {
        let Some((hash, ordinal)) = content_id_parts(&write.key.remote_id) else {
            return;
        };
        let noted = self
            .0
            .entry((write.key.content_type.clone(), hash.to_owned()))
            .or_default();
        match (&write.before, &write.after) {
            (Some(_), None) if !noted.put_there.remove(&ordinal) => {
                noted.taken_away.insert(ordinal);
            }
            (None, Some(_)) if !noted.taken_away.remove(&ordinal) => {
                noted.put_there.insert(ordinal);
            }
            _ => {}
        }
    }
}

/// Which rows without a key this batch has taken already, so that two equal ones are two.
#[derive(Default)]
struct BagRows(HashMap<(usize, String), HashSet<usize>>);

impl BagRows {
    fn take(
        &mut self,
        places: &[Vec<Stored>],
        of_type: usize,
        hash: &str,
        ordinal: usize,
    ) -> Option<Vec<Stored>> {
        let taken = self.0.entry((of_type, hash.to_owned())).or_default();
        let is_free = |at: &usize| !taken.contains(at);
        let at = Some(ordinal)
            .filter(|at| *at < places.len())
            .filter(is_free)
            .or_else(|| (0..places.len()).rev().find(is_free))?;
        taken.insert(at);
        places.get(at).cloned()
    }
}
