//! Whether the database answered lately, so that questions do not each wait for one that is gone.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::StoreError;

/// After a failure, one question in this time tries the database again.
const PAUSE: Duration = Duration::from_secs(2);

/// Whether the database answered lately.
#[derive(Debug, Default)]
pub(super) struct Health(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Set while the database is taken to be gone.
    try_again_at: Option<Instant>,
}

/// Leave to try the database.
#[derive(Debug)]
pub(super) struct Turn;

impl Health {
    /// Leave to try the database; none while it is gone and was tried a moment ago.
    pub(super) fn turn(&self) -> Option<Turn> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match state.try_again_at {
            Some(at) if now < at => None,
            Some(_) => {
                state.try_again_at = Some(now + PAUSE);
                Some(Turn)
            }
            None => Some(Turn),
        }
    }

    /// The database answered.
    pub(super) fn good(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.try_again_at.take().is_some() {
            tracing::info!("the database answers again");
        }
    }

    /// The database did not answer. It is logged once, not with every question.
    pub(super) fn bad(&self, error: &StoreError) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.try_again_at.replace(Instant::now() + PAUSE).is_none() {
            tracing::error!(%error, "settings cannot be read; answering with those last known");
        }
    }
}
