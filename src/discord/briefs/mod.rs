//! Briefs are posted: on schedule or when somebody asks, each exactly once.
//!
//! `runner` looks for what is due, `deliver` sends it and says what "exactly once" rests on, `find` finds again what
//! a process that died has sent, `notice` tells servers what went wrong. What stands in a brief is decided by whoever
//! implements [`Compose`]; what was posted is in the ledger of the store.

mod calls;
mod compose;
mod deliver;
mod fate;
mod find;
mod notice;
mod runner;
pub(super) mod words;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;

pub use compose::{Compose, Composed, MARK_CHARS, Order};
pub use runner::Round;
#[allow(unused_imports, reason = "no command posts yet")]
pub(super) use runner::{compose, post_now, round, run};

use crate::store::Store;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How often the bot looks for what is due, and for how long it claims it.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The longest time between two looks.
    pub look: Duration,
    /// How long a claim lasts without a sign of life. It must be longer than any call to Discord is under way.
    pub lease: Duration,
    /// The pause after Discord could not be reached; it doubles each time. It must be longer than any call is under way.
    pub pause: Duration,
    /// Whether the bot looks by itself; without it only when it is told, in tests.
    pub by_itself: bool,
}

impl Default for Pace {
    fn default() -> Self {
        // A call, repetitions included, takes 30 s at most; see `Timeouts`.
        Self {
            look: Duration::from_secs(20),
            lease: Duration::from_secs(60),
            pause: Duration::from_secs(30),
            by_itself: true,
        }
    }
}

/// What posting needs.
pub(super) struct Briefs {
    pub(super) store: Store,
    pub(super) composer: Option<Arc<dyn Compose>>,
    clock: Clock,
    pace: Pace,
    /// Who this is, among all processes that ever claim something.
    owner: String,
    /// Told when there may be something to do.
    pub(super) wake: Notify,
}

impl Briefs {
    pub(super) fn new(store: Store, composer: Option<Arc<dyn Compose>>, clock: Clock, pace: Pace) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let owner = format!("{}-{number}-{:x}", std::process::id(), Timestamp::now().as_nanosecond());
        Self { store, composer, clock, pace, owner, wake: Notify::new() }
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(super) fn runs_by_itself(&self) -> bool {
        self.pace.by_itself
    }
}
