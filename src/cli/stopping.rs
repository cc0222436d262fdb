//! Hearing that the process shall end, from before the first call to Discord on: a signal that nobody hears yet would end the
//! process at once, with what it had begun.

use std::time::{Duration, Instant};

/// Tells when the process is asked to end: by SIGTERM, or by Ctrl-C.
pub(super) struct Stopping {
    /// When it was asked.
    asked_at: Option<Instant>,
    #[cfg(unix)]
    signals: Vec<tokio::signal::unix::Signal>,
}

impl Stopping {
    /// Must be called within a runtime. From then on neither signal ends the program by itself.
    pub(super) fn new() -> Self {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let heard =
                [("SIGTERM", SignalKind::terminate()), ("SIGINT", SignalKind::interrupt())].map(|(name, kind)| {
                    signal(kind)
                        .inspect_err(|error| tracing::warn!(%error, "{name} is not heard: it ends the process at once"))
                        .ok()
                });
            Self { asked_at: None, signals: heard.into_iter().flatten().collect() }
        }
        #[cfg(not(unix))]
        Self { asked_at: None }
    }

    /// Returns when the process was asked to end since [`Stopping::new`]. Where nothing can be heard it never returns.
    pub(super) async fn asked(&mut self) {
        #[cfg(unix)]
        std::future::poll_fn(|context| {
            let asked = self.signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
            if asked { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        self.asked_at = Some(Instant::now());
    }

    /// What is left of a time that began when the process was asked to end; all of it, if it was not asked.
    pub(super) fn left_of(&self, time: Duration) -> Duration {
        self.asked_at.map_or(time, |at| time.saturating_sub(at.elapsed()))
    }
}
