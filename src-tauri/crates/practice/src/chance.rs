//! Chance that can be repeated: the same seed and name give the same choices on every computer.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of choices.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of one purpose. Purposes do not disturb each other: more brands do not change the customers.
    pub(crate) fn of(seed: u64, purpose: &str) -> Self {
        Self::at(seed, purpose, 0)
    }

    /// The stream of one thing among many of a purpose, so that it can be told again without keeping it.
    pub(crate) fn at(seed: u64, purpose: &str, index: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&name_hash(purpose).to_le_bytes());
        key[16..24].copy_from_slice(&index.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Any number.
    pub(crate) fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number under `end`, which is at least 1.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // Own arithmetic instead of a library's, whose choices may change from version to version.
        ((u128::from(self.0.next_u64()) * end as u128) >> 64) as usize
    }

    /// A number from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first + 1).max(1) as usize) as i64
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// `count` of the things, or all of them when there are fewer; in the order they had.
    pub(crate) fn some_of<T>(&mut self, mut things: Vec<T>, count: usize) -> Vec<T> {
        let mut wanted = count.min(things.len());
        let mut left = things.len();
        things.retain(|_| {
            let take = self.below(left) < wanted;
            left -= 1;
            wanted -= usize::from(take);
            take
        });
        things
    }

    /// An id of the form that content tools like.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.any(), self.any());
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff
        )
    }
}

fn name_hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story_and_another_seed_another() {
        let story = |seed, purpose| {
            let mut chance = Chance::of(seed, purpose);
            (0..8).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(story(7, "tea"), story(7, "tea"));
        assert_ne!(story(7, "tea"), story(8, "tea"));
        assert_ne!(story(7, "tea"), story(7, "cups"));
    }

    #[test]
    fn a_choice_of_some_has_the_asked_size() {
        let mut chance = Chance::of(1, "some");
        assert_eq!(chance.some_of((0..100).collect(), 37).len(), 37);
        assert_eq!(chance.some_of((0..3).collect(), 37), [0, 1, 2]);
    }
}
