//! Which events were handled already. Discord may deliver an event twice, for instance after a resume; a question is
//! answered once.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many ids are remembered: at 50 events a second, more than a minute.
const CAPACITY: usize = 4096;

/// The ids of the events that came last. Ids of messages and of interactions never collide: both are snowflakes.
#[derive(Debug, Default)]
pub(super) struct Seen {
    // Held for a moment and never across an await, so a plain mutex is right.
    ids: Mutex<(HashSet<u64>, VecDeque<u64>)>,
}

impl Seen {
    /// Whether an id comes for the first time. From then on it does not.
    pub(super) fn is_new(&self, id: u64) -> bool {
        let mut guard = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *guard;
        if !known.insert(id) {
            return false;
        }
        order.push_back(id);
        if order.len() > CAPACITY
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once() {
        let seen = Seen::default();
        assert!(seen.is_new(7));
        assert!(!seen.is_new(7));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let seen = Seen::default();
        for id in 0..(CAPACITY as u64 + 1) {
            assert!(seen.is_new(id));
        }
        assert!(seen.is_new(0), "the oldest id was forgotten");
        assert!(!seen.is_new(CAPACITY as u64));
        assert_eq!(seen.ids.lock().unwrap().0.len(), CAPACITY);
    }
}
