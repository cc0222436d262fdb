//! What holds calls back: limits that Discord has named, and too many refusals.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::http::RatelimitingBucket;
use tokio::time::Instant;

use crate::discord::errors::RestError;
use crate::health::Waited;

/// Limits of so many routes are remembered; then those that are over are forgotten.
const MOST_GATES: usize = 1_024;
/// Refused calls (401, 403, 429) are counted over this time (topics/rate-limits).
const REFUSAL_WINDOW: Duration = Duration::from_mins(10);
/// Discord bans an address for 10,000 refused calls in the window; from here on each further thousand is a warning.
const REFUSALS_WORTH_A_WARNING: usize = 1_000;
/// More refusals than this and no call is made until the window has moved on.
const MAX_REFUSALS: usize = 9_000;

/// What holds calls back. The locks are held for a moment and never across an await.
#[derive(Debug, Default)]
pub(super) struct Gates {
    /// No call is made before this moment.
    all: Mutex<Option<Instant>>,
    /// No call is made on these routes before these moments.
    routes: Mutex<HashMap<RatelimitingBucket, Instant>>,
    refusals: Mutex<VecDeque<Instant>>,
}

impl Gates {
    /// Waits until no limit holds that was named for this route or for all, and says how long that was.
    /// Each wait is told before it begins.
    pub(super) async fn wait(
        &self,
        route: Option<RatelimitingBucket>,
        until: Instant,
        told: impl Fn(Waited, Duration),
    ) -> Result<Duration, RestError> {
        let start = Instant::now();
        loop {
            let of_route = route.and_then(|route| self.routes().get(&route).copied());
            let of_all = self.all().max(self.refusals_allow_from());
            let open_at = of_route.map_or(of_all, |of_route| of_all.max(of_route));
            let now = Instant::now();
            if open_at <= now {
                return Ok(now - start);
            }
            if open_at >= until {
                return Err(RestError::Limited(open_at - now));
            }
            told(if open_at > of_all { Waited::Route } else { Waited::All }, open_at - now);
            tokio::time::sleep_until(open_at).await;
        }
    }

    /// Nothing may be sent before a moment.
    pub(super) fn close_all(&self, until: Instant) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        *all = Some(all.map_or(until, |known| known.max(until)));
    }

    /// Nothing may be sent on a route before a moment.
    pub(super) fn close(&self, route: Option<RatelimitingBucket>, until: Instant) {
        let Some(route) = route else { return };
        let mut routes = self.routes();
        if routes.len() >= MOST_GATES {
            let now = Instant::now();
            routes.retain(|_, open_at| *open_at > now);
        }
        routes.insert(route, until);
    }

    fn all(&self) -> Instant {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).unwrap_or_else(Instant::now)
    }

    fn routes(&self) -> MutexGuard<'_, HashMap<RatelimitingBucket, Instant>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call was refused.
    pub(super) fn count_refusal(&self) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while refusals.front().is_some_and(|first| now.duration_since(*first) > REFUSAL_WINDOW) {
            refusals.pop_front();
        }
        refusals.push_back(now);
        let count = refusals.len();
        if count.is_multiple_of(REFUSALS_WORTH_A_WARNING) {
            tracing::warn!(count, "many calls were refused within ten minutes; Discord bans an address at 10,000");
        }
    }

    /// The moment from which calls may be made again, as far as the number of refusals is concerned.
    fn refusals_allow_from(&self) -> Instant {
        let refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        match refusals.len().checked_sub(MAX_REFUSALS).and_then(|over| refusals.get(over)) {
            Some(oldest_over) => *oldest_over + REFUSAL_WINDOW,
            None => Instant::now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long is left, if nothing may be waited for.
    async fn left(gates: &Gates) -> Duration {
        match gates.wait(None, Instant::now(), |_, _| ()).await {
            Err(RestError::Limited(left)) => left,
            _ => Duration::ZERO,
        }
    }

    #[tokio::test]
    async fn what_is_closed_opens_at_its_time() {
        let gates = Gates::default();
        assert_eq!(left(&gates).await, Duration::ZERO);
        let start = Instant::now();
        gates.close_all(start + Duration::from_millis(30));
        // A shorter limit does not open what a longer one holds.
        gates.close_all(start + Duration::from_millis(1));
        assert!(gates.wait(None, start + Duration::from_secs(9), |who, _| assert_eq!(who, Waited::All)).await.is_ok());
        assert!(start.elapsed() >= Duration::from_millis(30));
        assert_eq!(left(&gates).await, Duration::ZERO);
    }

    #[tokio::test]
    async fn too_many_refusals_hold_back_everything_for_a_while() {
        let gates = Gates::default();
        (1..MAX_REFUSALS).for_each(|_| gates.count_refusal());
        assert_eq!(left(&gates).await, Duration::ZERO);
        gates.count_refusal();
        assert!(left(&gates).await > REFUSAL_WINDOW - Duration::from_mins(1));
    }
}
