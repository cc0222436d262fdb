//! What each person was last told in each place, for as long as a conversation lasts: in memory, bounded, never on disk.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::model::id::{ChannelId, UserId};
use tokio::time::Instant;

use crate::query::Frame;

/// Conversations that are remembered.
const CAPACITY: usize = 10_000;
/// A pause longer than this ends a conversation.
const PAUSE: Duration = Duration::from_mins(30);

/// Who speaks, and where: a channel, a thread or a direct message.
pub(super) type Whose = (UserId, ChannelId);

/// The conversations of the last half hour.
#[derive(Debug, Default)]
pub(super) struct Recall(
    // Held for a moment and never across an await, so a plain mutex is right.
    Mutex<Recent<Whose, Frame>>,
);

impl Recall {
    /// What somebody was last told in a place.
    pub(super) fn of(&self, whose: Whose, now: Instant) -> Option<Frame> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&whose, now).cloned()
    }

    /// The same after other packs were loaded: what each conversation is about becomes what `moved` makes of it, and
    /// conversations of which nothing is left are forgotten.
    pub(super) fn moved(&self, moved: impl Fn(&Frame) -> Option<Frame>) -> Self {
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let values = before.values.iter().filter_map(|(whose, (frame, at))| Some((*whose, (moved(frame)?, *at))));
        Self(Mutex::new(Recent { values: values.collect(), order: before.order.clone() }))
    }

    /// Notes what somebody was told.
    pub(super) fn note(&self, whose: Whose, frame: Frame, now: Instant) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(whose, frame, now);
    }
}

/// Values that are forgotten after a while, and the oldest when there are too many.
#[derive(Debug)]
struct Recent<K, V> {
    values: HashMap<K, (V, Instant)>,
    /// Each time that a value was put, oldest first.
    order: VecDeque<(K, Instant)>,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new() }
    }
}

impl<K: Copy + Eq + Hash, V> Recent<K, V> {
    fn get(&self, key: &K, now: Instant) -> Option<&V> {
        self.values.get(key).filter(|(_, at)| now.duration_since(*at) <= PAUSE).map(|(value, _)| value)
    }

    fn put(&mut self, key: K, value: V, now: Instant) {
        self.values.insert(key, (value, now));
        self.order.push_back((key, now));
        while let Some((oldest, at)) = self.order.front().copied() {
            let current = self.values.get(&oldest).is_some_and(|(_, last)| *last == at);
            let old = now.duration_since(at) > PAUSE || self.values.len() > CAPACITY;
            // Whoever spoke again stands further behind, too.
            if current && !old {
                break;
            }
            self.order.pop_front();
            if current {
                self.values.remove(&oldest);
            }
        }
        // Behind one who was quiet, many entries of one who was not may pile up.
        if self.order.len() > 2 * CAPACITY {
            let values = &self.values;
            self.order.retain(|(key, at)| values.get(key).is_some_and(|(_, last)| last == at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_forgotten_after_half_an_hour() {
        let start = Instant::now();
        let mut recent = Recent::default();
        recent.put(1, "a", start);
        assert_eq!(recent.get(&1, start + PAUSE), Some(&"a"));
        assert_eq!(recent.get(&1, start + PAUSE + Duration::from_secs(1)), None);
        recent.put(1, "b", start + PAUSE);
        assert_eq!(recent.get(&1, start + PAUSE + PAUSE), Some(&"b"));
        recent.put(2, "c", start + PAUSE * 3);
        assert_eq!(recent.values.len(), 1);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let start = Instant::now();
        let mut recent = Recent::default();
        for key in 0..=CAPACITY {
            recent.put(key, key, start + Duration::from_millis(key as u64));
        }
        assert_eq!(recent.values.len(), CAPACITY);
        let now = start + Duration::from_millis(CAPACITY as u64);
        assert_eq!(recent.get(&0, now), None, "the oldest was forgotten");
        assert_eq!(recent.get(&CAPACITY, now), Some(&CAPACITY));
        for again in 0..5 * CAPACITY {
            recent.put(CAPACITY, again, now + Duration::from_micros(again as u64));
        }
        assert!(recent.order.len() <= 2 * CAPACITY + 1);
        assert_eq!(recent.values.len(), CAPACITY);
    }
}
