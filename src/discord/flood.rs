//! How much one person may ask by messages: enough for anybody who reads the answers, told once when it is too much.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::model::id::UserId;
use tokio::time::Instant;

/// Messages of one person that are answered in a [`WINDOW`].
const MOST: u32 = 20;
const WINDOW: Duration = Duration::from_mins(1);
/// Beyond so many people those who have long been quiet are forgotten.
const SWEEP_FROM: usize = 1_024;

/// Whether somebody is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// Yes.
    Answered,
    /// No, and it is said why.
    Told,
    /// No, and it was said before.
    Silent,
}

/// Who asked how often of late.
#[derive(Debug, Default)]
pub(super) struct Flood(
    // Held for a moment and never across an await, so a plain mutex is right.
    Mutex<HashMap<UserId, (Instant, u32)>>,
);

impl Flood {
    /// Counts a message.
    pub(super) fn count(&self, user: UserId, now: Instant) -> Allowed {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= SWEEP_FROM {
            asked.retain(|_, (since, _)| now.duration_since(*since) < WINDOW);
        }
        let (since, count) = asked.entry(user).or_insert((now, 0));
        if now.duration_since(*since) >= WINDOW {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        match *count {
            0..=MOST => Allowed::Answered,
            count if count == MOST + 1 => Allowed::Told,
            _ => Allowed::Silent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_is_told_once_and_forgotten_after_a_minute() {
        let flood = Flood::default();
        let now = Instant::now();
        let user = UserId::new(1);
        for _ in 0..MOST {
            assert_eq!(flood.count(user, now), Allowed::Answered);
        }
        assert_eq!(flood.count(user, now), Allowed::Told);
        assert_eq!(flood.count(user, now), Allowed::Silent);
        assert_eq!(flood.count(UserId::new(2), now), Allowed::Answered);
        assert_eq!(flood.count(user, now + WINDOW), Allowed::Answered);
    }
}
