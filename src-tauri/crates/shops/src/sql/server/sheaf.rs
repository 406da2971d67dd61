//! Rows that belong together: a page of root rows, and of each collection the rows whose owners are on it.
//!
//! Sheaves are fetched one after another by the order of the roots' keys. While one is walked and put together into records, the
//! next is fetched on a thread of its own, so that neither the server nor we wait for the other (see [`read_ahead`]).

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use backstock_model::{Record, TypeDescription};

use super::page::Page;
use super::read::{EachOfSheaf, ServerView};
use super::select::{Range, Select};
use super::{Feed, Session};
use crate::ShopError;
use crate::sql::shape::{Shape, TypeShape};
use crate::sql::stored::Stored;
use crate::sql::zip::{Cursor, Places, Zip};

/// How large a sheaf may become, in bytes.
const LARGEST: usize = 8 << 20;
/// How many root rows the first one has, and the largest one.
const FIRST_ROWS: usize = 16;
const MOST_ROWS: usize = 20_000;

/// One page for each kind of row, as in [`TypeShape::rows`].
pub(crate) struct Sheaf(Vec<(Page, Places)>);

/// Pages that have been walked, to be filled again: room that is there costs less than new room.
pub(super) type Room = Vec<Page>;

impl Sheaf {
    /// Hands over the records, and gives the room back.
    pub(super) fn walk(
        self,
        shape: &Shape,
        type_shape: &TypeShape,
        description: &TypeDescription,
        each: EachOfSheaf<'_>,
    ) -> Result<(ControlFlow<()>, Room), ShopError> {
        let mut cursors = Vec::with_capacity(self.0.len());
        for ((page, places), row) in self.0.into_iter().zip(&type_shape.rows) {
            cursors.push(Cursor::new(page, places, row, shape.table(row)?));
        }
        let mut flow = ControlFlow::Continue(());
        let mut zip = Zip::new(type_shape, cursors);
        zip.run(&description.key, &mut |zip, key| {
            flow = each(zip, key)?;
            Ok(flow)
        })?;
        Ok((flow, zip.into_rows()))
    }
}

/// Takes a sheaf; says whether to go on, and gives room back.
type EachSheaf<'e> = &'e mut dyn FnMut(Sheaf) -> Result<(ControlFlow<()>, Option<Room>), ShopError>;

impl<S: Session> ServerView<'_, S> {
    /// Fetches all of a type.
    pub(super) fn sheaves(&self, type_shape: &TypeShape, each: EachSheaf<'_>) -> Result<(), ShopError> {
        let mut rows = FIRST_ROWS;
        let mut after: Option<Vec<Stored>> = None;
        let mut room = Room::new();
        loop {
            let select = self.select(type_shape, 0, Range::After(after.as_deref(), rows))?;
            let root = self.root_page(&select, &mut room)?;
            let count = root.len();
            let is_last = count < rows && root.size() <= LARGEST;
            let place_at = |row: usize| -> Vec<Stored> {
                (0..select.places.own)
                    .map(|at| Stored::from_value(root.value(row, at)))
                    .collect()
            };
            let Some(end) = count.checked_sub(1) else {
                return Ok(());
            };
            let (first, last) = (place_at(0), place_at(end));
            let (sheaf, size) =
                self.with_collections(type_shape, (root, select.places), (&first, &last), &mut room)?;
            let (flow, walked) = each(sheaf)?;
            if flow.is_break() || is_last {
                return Ok(());
            }
            room.extend(walked.into_iter().flatten());
            let fitting = count.saturating_mul(LARGEST) / size.max(1);
            rows = fitting.clamp(1, rows.saturating_mul(4)).min(MOST_ROWS);
            after = Some(last);
        }
    }

    /// The one whose root row is at a place; `None` when there is no such row.
    pub(super) fn sheaf_at(
        &self,
        type_shape: &TypeShape,
        only: &[Stored],
    ) -> Result<Option<Sheaf>, ShopError> {
        let select = self.select(type_shape, 0, Range::Between(only, only))?;
        let mut room = Room::new();
        let root = self.fetch(&select, &mut room)?;
        if root.len() == 0 {
            return Ok(None);
        }
        let (sheaf, _) = self.with_collections(type_shape, (root, select.places), (only, only), &mut room)?;
        Ok(Some(sheaf))
    }

    fn fetch(&self, select: &Select<'_>, room: &mut Room) -> Result<Page, ShopError> {
        let mut page = room.pop().unwrap_or_default().anew(select.columns.len());
        self.session.ask(&select.sql(), &select.columns, &mut page)?;
        Ok(page)
    }

    /// A page of root rows. It ends early where the rows turn out to be larger than those before.
    fn root_page(&self, select: &Select<'_>, room: &mut Room) -> Result<Page, ShopError> {
        let mut root = room.pop().unwrap_or_default().anew(select.columns.len());
        self.session
            .feed(&select.sql(), &select.columns, &mut |feed: &mut dyn Feed| {
                loop {
                    let before = root.len();
                    feed.more(&mut root)?;
                    if root.len() == before || root.size() > LARGEST {
                        return Ok(());
                    }
                }
            })?;
        Ok(root)
    }

    /// Fetches what root rows own, and says how large all of it is.
    fn with_collections(
        &self,
        type_shape: &TypeShape,
        root: (Page, Places),
        (first, last): (&[Stored], &[Stored]),
        room: &mut Room,
    ) -> Result<(Sheaf, usize), ShopError> {
        let mut size = root.0.size();
        let mut pages = vec![root];
        for position in 1..type_shape.rows.len() {
            let select = self.select(type_shape, position, Range::Between(first, last))?;
            let page = self.fetch(&select, room)?;
            size += page.size();
            pages.push((page, select.places));
        }
        Ok((Sheaf(pages), size))
    }
}

/// Hands over all records of a type. The next sheaf is fetched while one is walked.
pub(super) fn read_ahead<S: Session>(
    session: &mut S,
    shape: &Shape,
    position: usize,
    each: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<(), ShopError> {
    let (type_shape, description, _) = shape.parts(position)?;
    thread::scope(|scope| {
        // Nothing waits in between: one sheaf is walked, one is fetched.
        let (to_walk, fetched) = sync_channel::<Sheaf>(0);
        let (give_back, walked) = channel::<Room>();
        let fetching = scope.spawn(move || {
            let view = ServerView {
                session: &*session,
                shape,
                is_locking: false,
            };
            view.sheaves(type_shape, &mut |sheaf| {
                // Who does not listen any more has seen enough.
                let flow = match to_walk.send(sheaf) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                };
                Ok((flow, walked.try_recv().ok()))
            })
        });
        let walk = || -> Result<(), ShopError> {
            for sheaf in fetched {
                let (flow, room) = sheaf.walk(shape, type_shape, description, &mut |zip, key| {
                    Ok(each(zip.record(key)?))
                })?;
                if flow.is_break() {
                    break;
                }
                // Where nothing more is to be fetched, nobody needs the room.
                let _ = give_back.send(room);
            }
            Ok(())
        };
        let walked = walk();
        let fetched = fetching.join().unwrap_or_else(|cause| resume_unwind(cause));
        walked.and(fetched)
    })
}
