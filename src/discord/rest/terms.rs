//! How long a call may take, and when it may be made again.

use std::time::Duration;

use tokio::time::Instant;

/// An interaction must be answered within 3 s (receiving-and-responding); after that an attempt is pointless.
const INTERACTION_PATIENCE: Duration = Duration::from_secs(3);
/// The longest pause of a call whose result is wanted within seconds.
const HURRIED_PAUSE: Duration = Duration::from_millis(400);

/// How long calls may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// From the first byte sent to the last one received, for one attempt.
    pub attempt: Duration,
    /// For one call with all its attempts and the pauses between them.
    pub call: Duration,
    /// How long a limit is waited for where nothing expires meanwhile: an answer to a message, a reply that was announced.
    pub limits: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(10),
            call: Duration::from_secs(30),
            limits: Duration::from_mins(5),
        }
    }
}

/// How long a call may take, and whether it may be made again.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) struct Terms {
    /// The end of all attempts. What is waited because of a limit comes on top, unless it is hurried.
    pub(super) deadline: Instant,
    /// No limit is waited for beyond this.
    pub(super) limits_until: Instant,
    /// Nobody wants the result after the deadline. A stalled attempt is given up early enough for another one.
    pub(super) hurried: bool,
    /// It is not made again where it may have arrived.
    pub(super) once: bool,
}

impl Terms {
    /// For the first response to an interaction.
    pub(super) fn first_response(received: Instant, file: bool) -> Self {
        let deadline = received + INTERACTION_PATIENCE;
        // A file takes as long as it takes.
        Self { deadline, limits_until: deadline, hurried: !file, once: false }
    }

    /// For calls that somebody waits for, or that are made anew later.
    pub(super) fn usual(timeouts: Timeouts) -> Self {
        let deadline = Instant::now() + timeouts.call;
        Self { deadline, limits_until: deadline, hurried: false, once: false }
    }

    /// For calls that are worth waiting for as long as Discord says.
    pub(super) fn patient(timeouts: Timeouts) -> Self {
        Self { limits_until: Instant::now() + timeouts.limits.max(timeouts.call), ..Self::usual(timeouts) }
    }

    /// The same call is never made twice where it may have arrived.
    pub(in crate::discord) fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// How long the next attempt may take. A limiter that waits within the attempt is not to be interrupted.
    pub(super) fn for_attempt(self, deadline: Instant, timeouts: Timeouts, limiter: bool) -> Duration {
        let now = Instant::now();
        let left = deadline.saturating_duration_since(now);
        if self.hurried {
            return (left / 2).min(timeouts.attempt);
        }
        // What goes over the wire has the client's own time limit.
        if limiter { self.limits_until.saturating_duration_since(now).max(left) } else { left.min(timeouts.attempt) }
    }

    pub(super) fn longest_pause(self) -> Duration {
        if self.hurried { HURRIED_PAUSE } else { Duration::MAX }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stalled_first_response_leaves_time_for_another() {
        let timeouts = Timeouts::default();
        let of = |terms: Terms, limiter| terms.for_attempt(terms.deadline, timeouts, limiter);
        let first = of(Terms::first_response(Instant::now(), false), false);
        assert!(first <= INTERACTION_PATIENCE / 2 && first > INTERACTION_PATIENCE / 3, "{first:?}");
        assert!(of(Terms::first_response(Instant::now(), true), false) > INTERACTION_PATIENCE / 2);
        assert_eq!(of(Terms::patient(timeouts), false), timeouts.attempt);
        assert!(of(Terms::patient(timeouts), true) > timeouts.call, "a limiter waits as long as Discord says");
    }
}
