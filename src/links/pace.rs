//! No host is asked twice within a second.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

/// When each host may be asked next.
#[derive(Debug)]
pub(super) struct Pace {
    turns: Mutex<Turns>,
}

#[derive(Debug)]
struct Turns {
    gap: Duration,
    next: HashMap<String, Instant>,
}

impl Pace {
    pub(super) fn new(gap: Duration) -> Self {
        Self { turns: Mutex::new(Turns { gap, next: HashMap::new() }) }
    }

    /// Waits until a host may be asked. Whoever comes later waits behind.
    pub(super) async fn wait(&self, host: &str) {
        let turn = self.turns.lock().await.take(host, Instant::now());
        tokio::time::sleep_until(turn).await;
    }
}

impl Turns {
    /// The moment at which whoever asks now has the turn at a host.
    fn take(&mut self, host: &str, now: Instant) -> Instant {
        let turn = self.next.get(host).map_or(now, |next| (*next).max(now));
        self.next.insert(host.to_owned(), turn + self.gap);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_waits_and_another_does_not() {
        let second = Duration::from_secs(1);
        let mut turns = Turns { gap: second, next: HashMap::new() };
        let now = Instant::now();
        for (host, asked, expected) in [
            ("a.example", now, now),
            ("b.example", now, now),
            ("a.example", now, now + second),
            ("a.example", now, now + 2 * second),
            ("a.example", now + 5 * second, now + 5 * second),
        ] {
            assert_eq!(turns.take(host, asked), expected, "{host}");
        }
    }
}
