//! Which number is which in the other shop.

use std::collections::{HashMap, HashSet};

use backstock_model::RemoteId;
use backstock_shops::{Renumbered, Space, Unfollowed};
use backstock_vault::CopiedNumber;

/// Their numbers and ours, space by space.
pub(super) struct Numbers {
    spaces: Vec<OfSpace>,
}

struct OfSpace {
    is_counted: bool,
    /// The largest number the shop uses.
    largest: u64,
    /// The last number that is not free.
    last: u64,
    counted: HashMap<u64, u64>,
    texts: HashMap<String, String>,
    /// Of the backup's records and their rows.
    seen: HashSet<u64>,
    /// Of things that are not in the shop and do not come.
    away: HashSet<u64>,
    /// What the ledger has already.
    kept: HashSet<String>,
    /// Numbers beyond the shop's largest that an earlier copy gave.
    given: HashSet<u64>,
    /// Numbers beyond all that were known when the first was given: what was given since.
    taken: HashSet<u64>,
}

impl Numbers {
    pub(super) fn new(spaces: &[Space], ledger: Vec<CopiedNumber>) -> Self {
        let mut numbers = Self {
            spaces: spaces
                .iter()
                .map(|space| OfSpace {
                    is_counted: space.is_counted,
                    largest: space.largest,
                    last: space.largest,
                    counted: HashMap::new(),
                    texts: HashMap::new(),
                    seen: HashSet::new(),
                    away: HashSet::new(),
                    kept: HashSet::new(),
                    given: HashSet::new(),
                    taken: HashSet::new(),
                })
                .collect(),
        };
        let positions: HashMap<&str, usize> = spaces
            .iter()
            .enumerate()
            .map(|(position, space)| (space.name.as_str(), position))
            .collect();
        for number in ledger {
            let Some(&space) = positions.get(number.space.as_str()) else {
                continue;
            };
            numbers.is_row(space, &number.theirs, &number.ours);
            if let Some(space) = numbers.spaces.get_mut(space) {
                // A number that was given before is not free, also where nothing has it just now.
                let ours = number.ours.parse().unwrap_or(0);
                space.last = space.last.max(ours);
                if ours > space.largest {
                    space.given.insert(ours);
                }
                space.kept.insert(number.theirs);
            }
        }
        numbers
    }

    pub(super) fn is_counted(&self, space: usize) -> bool {
        self.spaces.get(space).is_some_and(|space| space.is_counted)
    }

    /// A record of the backup with its rows: their numbers are not given to others.
    pub(super) fn seen(&mut self, root: Option<usize>, id: &RemoteId, owned: &[(usize, u64)]) {
        let own = root.and_then(|space| Some((space, number_in(id)?.parse().ok()?)));
        for (space, number) in own.into_iter().chain(owned.iter().copied()) {
            if let Some(space) = self.spaces.get_mut(space) {
                space.last = space.last.max(number);
                space.seen.insert(number);
            }
        }
    }

    /// Whether a number is that of a record of the backup, or of a row of one. A text always stands for something.
    pub(super) fn is_seen(&self, space: usize, number: &str) -> bool {
        let Some(space) = self.spaces.get(space) else {
            return true;
        };
        !space.is_counted || number.parse().is_ok_and(|number| space.seen.contains(&number))
    }

    /// Two records are the same one.
    pub(super) fn is(&mut self, root: Option<usize>, theirs: &RemoteId, ours: &RemoteId) {
        if let (Some(space), Some(theirs), Some(ours)) = (root, number_in(theirs), number_in(ours)) {
            self.is_row(space, &theirs, &ours);
        }
    }

    /// Two rows are the same one.
    pub(super) fn is_row(&mut self, space: usize, theirs: &str, ours: &str) {
        let Some(space) = self.spaces.get_mut(space) else {
            return;
        };
        if !space.is_counted {
            space.texts.insert(theirs.to_owned(), ours.to_owned());
        } else if let (Ok(theirs), Ok(ours)) = (theirs.parse(), ours.parse()) {
            space.counted.insert(theirs, ours);
        }
    }

    /// The id in the shop of one of the backup's records, where it has one.
    pub(super) fn of_record(&self, space: usize, id: &RemoteId) -> Option<RemoteId> {
        let theirs = number_in(id)?;
        let space = self.spaces.get(space)?;
        let ours = if space.is_counted {
            space.counted.get(&theirs.parse().ok()?)?.to_string()
        } else {
            space.texts.get(&theirs)?.clone()
        };
        Some(RemoteId::from_parts([Some(ours.as_bytes())]))
    }

    /// A record that was there is not any more.
    pub(super) fn forget(&mut self, space: usize, id: &RemoteId, owned: &[(usize, u64)]) {
        let own = number_in(id).and_then(|number| Some((space, number.parse().ok()?)));
        for (space, number) in own.into_iter().chain(owned.iter().copied()) {
            if let Some(space) = self.spaces.get_mut(space) {
                space.counted.remove(&number);
                space.kept.remove(&number.to_string());
            }
        }
        if let (Some(space), Some(text)) = (self.spaces.get_mut(space), number_in(id)) {
            space.texts.remove(&text);
        }
    }

    /// Gives a number to a record that is new.
    pub(super) fn number(&mut self, space: usize, id: &RemoteId) {
        if let Some(number) = number_in(id).and_then(|text| text.parse().ok())
            && let Some(space) = self.spaces.get_mut(space)
        {
            space.give(number);
        }
    }

    /// A record is neither in the shop nor comes to it.
    pub(super) fn stays_away(&mut self, space: usize, id: &RemoteId, owned: &[(usize, u64)]) {
        let own = number_in(id).and_then(|text| Some((space, text.parse().ok()?)));
        for (space, number) in own.into_iter().chain(owned.iter().copied()) {
            if let Some(space) = self.spaces.get_mut(space) {
                space.away.insert(number);
            }
        }
    }

    /// Whether a row's number is known.
    pub(super) fn is_known(&self, space: usize, number: &str) -> bool {
        let Some(space) = self.spaces.get(space) else {
            return true;
        };
        !space.is_counted
            || number
                .parse()
                .is_ok_and(|number| space.counted.contains_key(&number))
    }

    /// What a number is in the shop as far as that is known by now.
    pub(super) fn known(&self, space: usize, number: &str) -> Renumbered {
        let Some(space) = self.spaces.get(space) else {
            return Ok(None);
        };
        if !space.is_counted {
            return Ok(space.texts.get(number).cloned());
        }
        match number.parse::<u64>() {
            Ok(0) | Err(_) => Ok(None),
            Ok(number) => space
                .counted
                .get(&number)
                .map(|ours| Some(ours.to_string()))
                .ok_or(Unfollowed),
        }
    }

    /// What a number becomes; what the ledger does not have of it goes into `used`.
    pub(super) fn of(
        &mut self,
        at: usize,
        number: &str,
        used: &mut Vec<(usize, String, String)>,
    ) -> Renumbered {
        let Some(space) = self.spaces.get_mut(at) else {
            return Ok(None);
        };
        let ours = if space.is_counted {
            match number.parse::<u64>() {
                Ok(0) | Err(_) => return Ok(None),
                Ok(theirs) if space.away.contains(&theirs) => return Err(Unfollowed),
                Ok(theirs) => space.give(theirs).to_string(),
            }
        } else {
            match space.texts.get(number) {
                Some(ours) => ours.clone(),
                None => return Ok(None),
            }
        };
        if !space.kept.contains(number) {
            used.push((at, number.to_owned(), ours.clone()));
        }
        Ok(Some(ours))
    }
}

impl Numbers {
    /// Whether the ledger does not have a number yet; from now on it has.
    pub(super) fn is_news(&mut self, space: usize, theirs: &str) -> bool {
        let space = self.spaces.get_mut(space);
        space.is_some_and(|space| space.kept.insert(theirs.to_owned()))
    }
}

impl OfSpace {
    /// The number that one of theirs has here: its own where the shop's have not come so far, or the next one. A number that none
    /// of theirs has is one that leads nowhere, and none is given twice, lest it lead to somebody else's.
    fn give(&mut self, theirs: u64) -> u64 {
        if let Some(ours) = self.counted.get(&theirs) {
            return *ours;
        }
        let is_free = theirs > self.largest && !self.given.contains(&theirs) && !self.taken.contains(&theirs);
        let ours = if is_free { theirs } else { self.next() };
        self.taken.insert(ours);
        self.counted.insert(theirs, ours);
        ours
    }

    fn next(&mut self) -> u64 {
        loop {
            self.last += 1;
            if !self.taken.contains(&self.last) {
                return self.last;
            }
        }
    }
}

/// The only value of an id.
pub(super) fn number_in(id: &RemoteId) -> Option<String> {
    match id.parts().as_slice() {
        [Some(bytes)] => String::from_utf8(bytes.clone()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(largest: u64) -> Numbers {
        let space = |name: &str, is_counted| Space {
            name: name.to_owned(),
            is_counted,
            largest,
        };
        Numbers::new(&[space("products", true), space("currencies", false)], Vec::new())
    }

    fn id(text: &str) -> RemoteId {
        RemoteId::from_encoded(text)
    }

    fn given(numbers: &mut Numbers, number: &str) -> Renumbered {
        numbers.of(0, number, &mut Vec::new())
    }

    #[test]
    fn an_empty_shop_keeps_the_numbers() {
        let mut numbers = numbers(0);
        numbers.seen(Some(0), &id("117"), &[]);
        assert_eq!(given(&mut numbers, "117"), Ok(Some("117".to_owned())));
        assert_eq!(given(&mut numbers, "0"), Ok(None));
    }

    #[test]
    fn what_is_taken_gets_the_next_number_that_nobody_has() {
        let mut numbers = numbers(100);
        for number in ["7", "117"] {
            numbers.seen(Some(0), &id(number), &[]);
        }
        numbers.is(Some(0), &id("9"), &id("44"));
        assert_eq!(given(&mut numbers, "7"), Ok(Some("118".to_owned())));
        assert_eq!(given(&mut numbers, "117"), Ok(Some("117".to_owned())));
        assert_eq!(given(&mut numbers, "9"), Ok(Some("44".to_owned())));
        assert_eq!(
            given(&mut numbers, "7"),
            Ok(Some("118".to_owned())),
            "the same again"
        );
    }

    // A line of an old order names a product that is gone; its number must not become another's.
    #[test]
    fn a_number_that_leads_nowhere_is_nobodys() {
        for is_first in [true, false] {
            let mut numbers = numbers(50);
            for number in 1..=100 {
                numbers.seen(Some(0), &id(&number.to_string()), &[]);
            }
            if is_first {
                assert_eq!(given(&mut numbers, "101"), Ok(Some("101".to_owned())));
            }
            let new: Vec<_> = (1..=3)
                .map(|number: u32| given(&mut numbers, &number.to_string()).unwrap().unwrap())
                .collect();
            let nowhere = given(&mut numbers, "101").unwrap().unwrap();
            assert!(!new.contains(&nowhere), "{nowhere} of {new:?}");
            assert!(nowhere.parse::<u64>().unwrap() > 100);
        }
    }

    #[test]
    fn what_stays_away_cannot_be_referred_to() {
        let mut numbers = numbers(100);
        numbers.stays_away(0, &id("7"), &[(0, 8)]);
        assert_eq!(given(&mut numbers, "7"), Err(Unfollowed));
        assert_eq!(given(&mut numbers, "8"), Err(Unfollowed));
        assert_eq!(
            numbers.of(1, "EUR", &mut Vec::new()),
            Ok(None),
            "a text means the same everywhere"
        );
    }
}
