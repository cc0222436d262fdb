//! How much one person may ask by messages, or report: enough for anybody who reads the answers, told when it is too much.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::model::id::UserId;
use tokio::time::Instant;

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

/// Who did something how often of late.
#[derive(Debug)]
pub(super) struct Flood {
    /// So often one person may do it in the window.
    most: u32,
    window: Duration,
    /// Held for a moment and never across an await, so a plain mutex is right.
    counts: Mutex<HashMap<UserId, (Instant, u32)>>,
}

impl Flood {
    /// Questions by messages.
    pub(super) fn of_messages() -> Self {
        Self::new(20, Duration::from_mins(1))
    }

    /// Reports of wrong figures.
    pub(super) fn of_reports() -> Self {
        Self::new(5, Duration::from_hours(1))
    }

    fn new(most: u32, window: Duration) -> Self {
        Self { most, window, counts: Mutex::default() }
    }

    /// Counts one.
    pub(super) fn count(&self, user: UserId, now: Instant) -> Allowed {
        let mut asked = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= SWEEP_FROM {
            asked.retain(|_, (since, _)| now.duration_since(*since) < self.window);
        }
        let (since, count) = asked.entry(user).or_insert((now, 0));
        if now.duration_since(*since) >= self.window {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        match *count {
            count if count <= self.most => Allowed::Answered,
            count if count == self.most + 1 => Allowed::Told,
            _ => Allowed::Silent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_is_told_once_and_forgotten_after_the_window() {
        let flood = Flood::of_messages();
        let now = Instant::now();
        let user = UserId::new(1);
        for _ in 0..flood.most {
            assert_eq!(flood.count(user, now), Allowed::Answered);
        }
        assert_eq!(flood.count(user, now), Allowed::Told);
        assert_eq!(flood.count(user, now), Allowed::Silent);
        assert_eq!(flood.count(UserId::new(2), now), Allowed::Answered);
        assert_eq!(flood.count(user, now + flood.window), Allowed::Answered);
    }
}
