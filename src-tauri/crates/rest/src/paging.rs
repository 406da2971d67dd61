//! # Lists that come in pages
//!
//! A page that is shorter than what was asked for means nothing: some platforms cap pages for reasons of their own, and a
//! record that was made or deleted meanwhile moves others from page to page. So a list is at its end only when its totals or
//! an empty page say so, or where the store counts its records elsewhere, when that many came; what came twice is handed over
//! once; and when fewer came than were announced, the list is read once more and what was missed comes then. What is still
//! missing after that is told, not overlooked.
//!
//! Only what is a handful and is asked for record by record ends with a first page that no cap can have cut.

use std::collections::HashSet;
use std::ops::ControlFlow;

use backstock_model::Node;
use backstock_shops::ShopError;

use crate::Paging;
use crate::client::{Call, Client};
use crate::manifest::Page;

/// More pages than any store has; a list that goes on for ever ends here.
const MOST_PAGES: u64 = 200_000;

/// A first page of a handful that is shorter is all there is: no cap of such lists is known to be lower.
const HANDFUL: usize = 50;

/// Readings of a list that lost records while it was read.
const READINGS: u32 = 3;

/// Walks over a list.
pub(crate) struct Walk<'a> {
    pub(crate) client: &'a Client,
    pub(crate) call: Call,
    pub(crate) paging: Paging,
    /// What tells an item from the others.
    pub(crate) id: &'a dyn Fn(&Node) -> Option<String>,
    /// What the list is of, for a failure.
    pub(crate) what: &'a str,
    /// Whether it is a list of records. A store that does not know such a list does not have none of them.
    pub(crate) is_of_records: bool,
    /// Where the number of all is told, when the pages do not tell it.
    pub(crate) count: Option<&'a str>,
}

/// One page.
struct Sheet {
    items: Vec<Node>,
    total: Option<u64>,
    pages: Option<u64>,
    cursor: Option<String>,
}

impl Walk<'_> {
    /// Hands over every item once.
    pub(crate) fn each(&self, each: &mut dyn FnMut(Node) -> ControlFlow<()>) -> Result<(), ShopError> {
        let mut seen = HashSet::new();
        for reading in 0..READINGS {
            let before = seen.len();
            let counted = self.counted()?;
            let Some(told) = self.once(counted, &mut seen, each)? else {
                return Ok(());
            };
            let Some(total) = told.or(counted) else {
                return Ok(());
            };
            // A count of its own may count what the list leaves out: what a second reading finds no more of is all there is.
            let is_settled = told.is_none() && reading > 0 && seen.len() == before;
            if seen.len() as u64 >= total || is_settled {
                return Ok(());
            }
        }
        Err(ShopError::Incomplete {
            what: self.what.to_owned(),
        })
    }

    /// All items at once, for lists that are known to be short.
    pub(crate) fn all(&self) -> Result<Vec<Node>, ShopError> {
        let mut all = Vec::new();
        self.each(&mut |item| {
            all.push(item);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// How many items there are by the store's own count, where the list has one.
    fn counted(&self) -> Result<Option<u64>, ShopError> {
        let Some(path) = self.count else {
            return Ok(None);
        };
        let told = self.client.ask(&Call::get(path))?;
        let told = told.as_ref().and_then(|node| node.get("count"));
        Ok(told.and_then(|count| count.to_text().parse().ok()))
    }

    /// One reading. Says how many items its pages announced, or that somebody has enough.
    fn once(
        &self,
        counted: Option<u64>,
        seen: &mut HashSet<String>,
        each: &mut dyn FnMut(Node) -> ControlFlow<()>,
    ) -> Result<Option<Option<u64>>, ShopError> {
        let mut call = self.call.clone();
        let mut total = None;
        let mut highest = 0_u64;
        for number in 1..=MOST_PAGES {
            call = match self.paging {
                Paging::Pages | Paging::BarePages | Paging::Short => {
                    page_of(call, self.client.pages(), number)
                }
                Paging::MinId if number == 1 => limited(call, self.client.pages()),
                Paging::MinId => call.with("min_id", highest + 1),
                Paging::Cursor if number == 1 => limited(call, self.client.pages()),
                Paging::Cursor | Paging::Single | Paging::Named => call,
            };
            let page = self.page(&call)?;
            if page.total.is_some() {
                total = page.total;
            }
            let (items, before, known) = (page.items.len(), highest, seen.len());
            let is_empty = items == 0;
            for item in page.items {
                let Some(id) = (self.id)(&item) else {
                    return Err(self.odd("an item has no id"));
                };
                highest = highest.max(id.parse().unwrap_or_default());
                if seen.insert(id) && each(item).is_break() {
                    return Ok(None);
                }
            }
            // The empty page that would say so is a call that need not be made.
            let is_all = counted.is_some_and(|counted| seen.len() as u64 >= counted);
            let is_last = match self.paging {
                Paging::Single | Paging::Named => true,
                Paging::Short if number == 1 => items < HANDFUL,
                // A store that ignores `page` would hand over the same one for ever.
                Paging::Short => seen.len() == known,
                Paging::BarePages => is_empty || is_all,
                // A store that ignores `min_id` would hand over the same page for ever.
                Paging::MinId => is_empty || is_all || highest == before,
                Paging::Pages => page.pages.map_or(is_empty, |pages| number >= pages),
                Paging::Cursor => match page.cursor {
                    Some(cursor)
                        if call
                            .query
                            .iter()
                            .any(|(name, value)| name == "after" && *value == cursor) =>
                    {
                        return Err(self.odd("its pages go in a circle"));
                    }
                    Some(cursor) => {
                        call = call.with("after", cursor);
                        is_empty
                    }
                    None => true,
                },
            };
            if is_last {
                return Ok(Some(total));
            }
        }
        Err(self.odd("its pages have no end"))
    }

    fn page(&self, call: &Call) -> Result<Sheet, ShopError> {
        let answer = self.client.send(call)?;
        let is_none = match answer.status {
            200 | 201 | 207 => false,
            204 => true,
            202 | 404 if self.is_of_records => return Err(self.odd("the list itself is not there")),
            202 | 404 => true,
            _ => return Err(ShopError::StoreRefused { said: answer.said() }),
        };
        let node = match is_none {
            true => None,
            false => answer.node(self.client.store())?,
        };
        let Some(node) = node else {
            return Ok(Sheet {
                items: Vec::new(),
                total: None,
                pages: None,
                cursor: None,
            });
        };
        let meta = |path: [&str; 3]| path.iter().try_fold(&node, |node, key| node.get(key));
        let number = |path| meta(path).and_then(|value| value.to_text().parse::<u64>().ok());
        let (total, pages) = (
            number(["meta", "pagination", "total"]).or(answer.total),
            number(["meta", "pagination", "total_pages"]).or(answer.pages),
        );
        let cursor = meta(["meta", "cursor_pagination", "end_cursor"])
            .filter(|value| matches!(value, Node::Text(text) if !text.is_empty()))
            .map(Node::to_text);
        let items = match node {
            Node::List(items) => items,
            node => match contents(node) {
                Some(Node::List(items)) => items,
                Some(other) => vec![other],
                None => return Err(self.odd("it is no list")),
            },
        };
        Ok(Sheet {
            items,
            total,
            pages,
            cursor,
        })
    }

    fn odd(&self, what: &str) -> ShopError {
        ShopError::NotTheStore {
            store: self.client.store().to_owned(),
            what: format!("{}: {what}", self.what),
        }
    }
}

/// What an answer holds, without its envelope.
pub(crate) fn contents(node: Node) -> Option<Node> {
    match node {
        Node::Map(entries) if entries.iter().any(|(key, _)| key == "data") => entries
            .into_iter()
            .find(|(key, _)| key == "data")
            .map(|(_, value)| value),
        Node::Map(entries) if entries.iter().any(|(key, _)| key == "meta") && entries.len() == 1 => None,
        other => Some(other),
    }
}

fn limited(call: Call, page: &Page) -> Call {
    if call.query.iter().any(|(name, _)| *name == page.size) {
        call
    } else {
        call.with(&page.size, page.most)
    }
}

fn page_of(call: Call, page: &Page, number: u64) -> Call {
    limited(call, page).with("page", number)
}
