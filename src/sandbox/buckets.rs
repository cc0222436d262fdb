//! Rate limits as Discord keeps them (topics/rate-limits): a bucket for each route and major resource, with a number of calls
//! that it takes until it is emptied again, told in the headers of every answer; and one limit over all calls. Responses to
//! interactions are outside of both.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Calls in all, in [`GLOBAL_WINDOW`].
const GLOBAL_CALLS: usize = 50;
const GLOBAL_WINDOW: Duration = Duration::from_secs(1);

/// The buckets of one bot.
#[derive(Debug)]
pub(crate) struct Buckets {
    calls: usize,
    window: Duration,
    each: HashMap<String, Bucket>,
    all: Bucket,
}

/// What a bucket has taken since it was last emptied.
#[derive(Debug, Default)]
struct Bucket {
    since: Option<Instant>,
    taken: usize,
}

/// Whether a call goes through.
#[derive(Debug)]
pub(crate) struct Turn {
    /// After how many seconds it may be made again; none if it goes through.
    pub(crate) retry_after: Option<f64>,
    /// Whether the limit over all calls is met.
    pub(crate) global: bool,
    /// What every answer of the route says.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Bucket {
    /// How long until it is emptied, after one call more; whether that call fits.
    fn take(&mut self, calls: usize, window: Duration, now: Instant) -> (bool, Duration) {
        let since = match self.since {
            Some(since) if now.duration_since(since) < window => since,
            _ => {
                self.taken = 0;
                now
            }
        };
        self.since = Some(since);
        let fits = self.taken < calls;
        self.taken += usize::from(fits);
        (fits, (since + window).saturating_duration_since(now))
    }
}

impl Buckets {
    pub(crate) fn new(calls: usize, window: Duration) -> Self {
        Self { calls, window, each: HashMap::new(), all: Bucket::default() }
    }

    /// One call more.
    pub(crate) fn take(&mut self, method: &str, path: &[String]) -> Turn {
        self.take_at(method, path, Instant::now())
    }

    fn take_at(&mut self, method: &str, path: &[String], now: Instant) -> Turn {
        let free = Turn { retry_after: None, global: false, headers: Vec::new() };
        if matches!(path.first().map(String::as_str), None | Some("interactions" | "webhooks")) {
            return free;
        }
        let (fits, left) = self.all.take(GLOBAL_CALLS, GLOBAL_WINDOW, now);
        if !fits {
            return Turn { retry_after: Some(left.as_secs_f64()), global: true, ..free };
        }
        let key = route(method, path);
        let bucket = self.each.entry(key.clone()).or_default();
        let (fits, left) = bucket.take(self.calls, self.window, now);
        let headers = vec![
            ("x-ratelimit-limit", self.calls.to_string()),
            ("x-ratelimit-remaining", (self.calls - bucket.taken).to_string()),
            ("x-ratelimit-reset-after", format!("{:.3}", left.as_secs_f64())),
            ("x-ratelimit-bucket", key),
        ];
        Turn { retry_after: (!fits).then_some(left.as_secs_f64()), global: false, headers }
    }
}

/// The name of a route's bucket: ids count only where they are the first.
fn route(method: &str, path: &[String]) -> String {
    let is_id = |segment: &str| segment.bytes().all(|byte| byte.is_ascii_digit());
    let parts = path.iter().enumerate().map(|(place, part)| if place > 1 && is_id(part) { "-" } else { part });
    format!("{method}.{}", parts.collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::faults::segments;

    #[test]
    fn each_route_of_each_channel_has_a_bucket_of_its_own() {
        let mut buckets = Buckets::new(2, Duration::from_secs(5));
        let start = Instant::now();
        let mut at = |path: &str, after: u64| {
            let turn = buckets.take_at("POST", &segments(path), start + Duration::from_millis(after));
            turn.retry_after
        };
        assert_eq!([at("/channels/1/messages", 0), at("/channels/1/messages", 10)], [None, None]);
        assert_eq!(at("/channels/1/messages", 1_000), Some(4.0));
        assert_eq!(at("/channels/2/messages", 1_000), None);
        assert_eq!(at("/channels/1/messages", 5_000), None);
        for _ in 0..100 {
            assert_eq!(at("/interactions/1/token/callback", 5_000), None);
        }
    }

    #[test]
    fn all_calls_together_have_a_limit() {
        let mut buckets = Buckets::new(2, Duration::from_secs(5));
        let now = Instant::now();
        let turns: Vec<Turn> =
            (0..60).map(|number| buckets.take_at("GET", &segments(&format!("/channels/{number}")), now)).collect();
        assert_eq!(turns.iter().filter(|turn| turn.global && turn.retry_after == Some(1.0)).count(), 10);
    }
}
