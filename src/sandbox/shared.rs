//! What the servers, the actors and the test's handle hold in common, and how one waits for a change
//! without polling.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::faults::Faults;
use super::gateway::Hub;
use super::log::RequestRecord;
use super::state::State;

/// Shared by everything in one sandbox. Locks are taken in the order of the fields, and never held
/// across an await.
pub(crate) struct Shared {
    state: Mutex<State>,
    hub: Mutex<Hub>,
    faults: Mutex<Faults>,
    log: Mutex<Vec<RequestRecord>>,
    changes: watch::Sender<u64>,
    pub(crate) heartbeat: Duration,
    pub(crate) patience: Duration,
}

impl Shared {
    pub(crate) fn new(state: State, heartbeat: Duration, patience: Duration) -> Self {
        Self {
            state: Mutex::new(state),
            hub: Mutex::default(),
            faults: Mutex::default(),
            log: Mutex::default(),
            changes: watch::Sender::new(0),
            heartbeat,
            patience,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn hub(&self) -> MutexGuard<'_, Hub> {
        self.hub.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Vec<RequestRecord>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes all who wait.
    pub(crate) fn touch(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// A receiver that is told of every change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Looks now and after every change until there is something, at most for `limit` of real time.
    pub(crate) async fn wait<T>(&self, limit: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let mut changes = self.changes();
        tokio::time::timeout(limit, async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = look() {
                    return Some(found);
                }
                if changes.changed().await.is_err() {
                    return None;
                }
            }
        })
        .await
        .unwrap_or(None)
    }
}
