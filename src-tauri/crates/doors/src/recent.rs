//! The last answers that the window pages through, each under a number that names it.

use std::collections::VecDeque;
use std::sync::Arc;

// One on the screen, one behind it, and a few to step back to.
const KEPT: usize = 8;

pub(crate) struct Recent<T> {
    last: u64,
    kept: VecDeque<(u64, Arc<T>)>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self {
            last: 0,
            kept: VecDeque::new(),
        }
    }
}

impl<T> Recent<T> {
    /// Keeps an answer and hands out its number; the oldest one makes room.
    pub(crate) fn keep(&mut self, answer: Arc<T>) -> u64 {
        self.last += 1;
        self.kept.push_back((self.last, answer));
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        self.last
    }

    /// The answer of a number, while it is at hand.
    pub(crate) fn get(&self, number: u64) -> Option<Arc<T>> {
        let found = self.kept.iter().find(|(kept, _)| *kept == number);
        found.map(|(_, answer)| Arc::clone(answer))
    }

    /// Forgets every answer. Numbers go on, so that none names another answer than before.
    pub(crate) fn clear(&mut self) {
        self.kept.clear();
    }
}
