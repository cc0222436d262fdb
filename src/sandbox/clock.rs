//! Time as the sandbox sees it, so that a test can make an interaction three seconds old without
//! waiting for three seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that is shared by all its clones.
///
/// A manual clock stands still until [`Clock::advance`] is called; a system clock runs, and can be
/// pushed forward as well.
#[derive(Clone, Debug)]
pub struct Clock {
    stands_at_ms: Option<i64>,
    pushed_ms: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that runs with the machine's.
    pub fn system() -> Self {
        Self { stands_at_ms: None, pushed_ms: Arc::default() }
    }

    /// A clock that stands at the present moment until it is advanced.
    pub fn manual() -> Self {
        Self::manual_at(system_ms())
    }

    /// A clock that stands at `unix_ms` (milliseconds since 1970) until it is advanced.
    pub fn manual_at(unix_ms: i64) -> Self {
        Self { stands_at_ms: Some(unix_ms), pushed_ms: Arc::default() }
    }

    /// Whether time passes by itself.
    pub fn runs(&self) -> bool {
        self.stands_at_ms.is_none()
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.stands_at_ms.unwrap_or_else(system_ms) + self.pushed_ms.load(Ordering::SeqCst)
    }

    /// Lets `by` pass at once. Prefer [`Sandbox::advance`](super::Sandbox::advance), which also
    /// wakes whoever waits.
    pub fn advance(&self, by: Duration) {
        self.pushed_ms.fetch_add(duration_ms(by), Ordering::SeqCst);
    }
}

/// Whole milliseconds of a duration.
pub(crate) fn duration_ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A moment in the form that Discord's API uses, `2026-08-06T01:02:03.000000+00:00`.
pub(crate) fn iso(unix_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(unix_ms).unwrap_or_default().strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string()
}

fn system_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, duration_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = Clock::manual_at(1_786_000_000_000);
        assert_eq!(clock.now_ms(), 1_786_000_000_000);
        clock.clone().advance(Duration::from_secs(3));
        assert_eq!(clock.now_ms(), 1_786_000_003_000);
    }

    #[test]
    fn moments_are_written_as_discord_writes_them() {
        assert_eq!(iso(1_786_000_000_123), "2026-08-06T07:06:40.123000+00:00");
    }
}
