//! Work that reads the figures, away from the threads that serve everybody.
//!
//! A question mostly takes less than a millisecond; a ranking over tens of thousands, a long text to check or an export takes
//! longer, and nobody can tell before the question is read. So all of them are worked on by threads of their own, of which
//! the system gives each its share: the threads that hear Discord stay free, an answer that takes long can be
//! acknowledged meanwhile, and a short question does not queue behind a long one. How many are worked on at a time is
//! bounded, and so is how long a reader waits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::dispatch::{Incident, guarded};
use super::interactions::{failed, notice};
use crate::figure::Language;
use crate::reply::{Card, say};

/// Answers that are worked on at a time, for each core. More than one, so that short ones need not wait for long ones.
const SEATS_PER_CORE: usize = 16;
/// How long a reader waits. What takes longer would hardly be read.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Where answers are worked on.
pub(super) struct Workshop {
    seats: Arc<Semaphore>,
    patience: Duration,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undone {
    /// It took too long.
    Late(Duration),
    /// A mistake in the program.
    Failed(Incident),
}

impl Undone {
    /// The sentence about it.
    pub(super) fn card(self, language: Language) -> Card {
        match self {
            Self::Late(after) => notice(language, say!(language, "discord-late", "seconds" => after.as_secs().max(1))),
            Self::Failed(incident) => failed(language, incident),
        }
    }
}

impl fmt::Debug for Workshop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workshop").field("patience", &self.patience).finish_non_exhaustive()
    }
}

impl Workshop {
    pub(super) fn new(patience: Duration) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { seats: Arc::new(Semaphore::new(cores * SEATS_PER_CORE)), patience }
    }

    /// Does a piece of work for the event with this id; a panic in it is one failed answer.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        what: &'static str,
        id: u64,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Undone> {
        let late = Undone::Late(self.patience);
        let done = async {
            // The semaphore is never closed.
            let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(|_| late)?;
            let seated = move || {
                // Held until the work has ended, also when nobody waits for it any more.
                let _seat = seat;
                guarded(what, id, work)
            };
            // A task that was not run, because the program ends, is late for good.
            tokio::task::spawn_blocking(seated).await.map_err(|_| late)?.map_err(Undone::Failed)
        };
        tokio::time::timeout(self.patience, done).await.unwrap_or_else(|_| {
            tracing::warn!(
                what,
                id,
                patience_ms = self.patience.as_millis(),
                "an answer took too long and was given up"
            );
            Err(late)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_takes_too_long_is_given_up_and_others_go_on() {
        let workshop = Workshop::new(Duration::from_millis(20));
        let (free, wait) = std::sync::mpsc::channel::<()>();
        let late = workshop.run("test", 1, move || wait.recv()).await;
        assert_eq!(late, Err(Undone::Late(Duration::from_millis(20))));
        assert_eq!(Workshop::new(PATIENCE).run("test", 2, || 2).await, Ok(2));
        drop(free);
    }

    #[tokio::test]
    async fn a_panic_is_an_incident() {
        let failed =
            Workshop::new(PATIENCE).run("test", 255, || assert!(std::hint::black_box(false), "on purpose")).await;
        assert!(matches!(failed, Err(Undone::Failed(incident)) if incident.text() == "ff"));
    }
}
