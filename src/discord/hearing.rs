//! Whether the bot hears Discord: all of its shards together, as those wait for who need it, and each by itself, as whoever
//! watches the bot wants to know.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::gateway::ConnectionStage;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::config::ShardRange;
use crate::health::{Metrics, Shard};

/// A connection that was ready for this long was a good one.
const STABLE: Duration = Duration::from_mins(1);
/// Discord wants a heartbeat about every 41 s, and the library gives a connection up when one is not acknowledged before the
/// next; after this time something is wrong with both.
const HEARTBEAT_PATIENCE: Duration = Duration::from_mins(2);

/// Whether the bot hears Discord.
#[derive(Debug)]
pub(super) struct GatewayState {
    /// Shards that have to become ready.
    waiting_for: AtomicU32,
    ready: watch::Sender<Readiness>,
    /// What is known of each shard. Held for a moment and never across an await.
    shards: Mutex<BTreeMap<u32, Connection>>,
    metrics: Arc<Metrics>,
}

/// What is known of a shard's connection.
#[derive(Clone, Copy, Debug)]
struct Connection {
    stage: ConnectionStage,
    since: Instant,
    latency: Option<Duration>,
    acknowledged: Option<Instant>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Readiness {
    connected: bool,
    /// Since when it is connected, or since when it is not.
    since: Option<Instant>,
    was_ready: bool,
    /// This connection was ready for a while.
    stable: bool,
    /// The commands were registered, or could not be.
    registered: bool,
    ended: bool,
}

impl GatewayState {
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        Self {
            waiting_for: AtomicU32::new(1),
            ready: watch::Sender::new(Readiness::default()),
            shards: Mutex::default(),
            metrics,
        }
    }

    /// A connection of these shards begins.
    pub(super) fn begin(&self, shards: ShardRange) {
        self.waiting_for.store(shards.count(), Ordering::Release);
        self.ready.send_modify(|state| state.stable = false);
        let fresh =
            Connection { stage: ConnectionStage::Connecting, since: Instant::now(), latency: None, acknowledged: None };
        *self.known() = (shards.first..=shards.last).map(|number| (number, fresh)).collect();
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<u32, Connection>> {
        self.shards.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A shard was looked at. The library tells no more of a heartbeat than how long the last one took, so another time means
    /// another heartbeat.
    pub(super) fn looked_at(&self, number: u32, stage: ConnectionStage, latency: Option<Duration>) {
        let now = Instant::now();
        let mut known = self.known();
        let Some(shard) = known.get_mut(&number) else { return };
        if shard.stage != stage {
            *shard = Connection { stage, since: now, latency, acknowledged: None };
        } else if latency != shard.latency {
            (shard.latency, shard.acknowledged) = (latency, latency.map(|_| now));
        }
    }

    /// No shard has a connection any more.
    pub(super) fn all_gone(&self) {
        let (stage, since) = (ConnectionStage::Disconnected, Instant::now());
        for shard in self.known().values_mut() {
            *shard = Connection { stage, since, latency: None, acknowledged: None };
        }
    }

    /// The shards of this process, as they are now.
    pub(super) fn shards(&self) -> Vec<Shard> {
        let now = Instant::now();
        let hears = self.is_ready();
        let shard = |(number, shard): (&u32, &Connection)| {
            let heard = now.duration_since(shard.acknowledged.unwrap_or(shard.since));
            let state = word(shard.stage);
            let problem = match shard.stage {
                ConnectionStage::Connected if heard > HEARTBEAT_PATIENCE => {
                    Some(format!("no heartbeat was acknowledged for {} s", heard.as_secs()))
                }
                ConnectionStage::Connected if hears => None,
                ConnectionStage::Connected => Some("the connection was lost a moment ago".to_owned()),
                _ => Some(format!("{state} for {} s", now.duration_since(shard.since).as_secs())),
            };
            let acknowledged = shard.acknowledged.map(|at| now.duration_since(at));
            Shard { number: *number, state, acknowledged, latency: shard.latency, problem }
        };
        self.known().iter().map(shard).collect()
    }

    /// A shard has become ready.
    pub(super) fn shard_ready(&self) {
        let before = self.waiting_for.load(Ordering::Acquire);
        self.waiting_for.store(before.saturating_sub(1), Ordering::Release);
        if before <= 1 {
            self.up("identified");
        }
    }

    /// The connection stands again.
    pub(super) fn up(&self, how: &'static str) {
        let now = Instant::now();
        self.ready.send_modify(|state| {
            let blind_ms = state.since.filter(|_| !state.connected).map(|since| now.duration_since(since).as_millis());
            match blind_ms {
                Some(blind_ms) => tracing::info!(how, blind_ms, "connected to the gateway again"),
                None => tracing::info!(how, "connected to the gateway"),
            }
            self.metrics.connected(how);
            state.since = Some(now);
            state.connected = true;
            state.was_ready = true;
        });
    }

    /// The connection is gone.
    pub(super) fn down(&self) {
        self.ready.send_if_modified(|state| {
            if state.connected {
                state.connected = false;
                state.stable |= state.since.is_some_and(|since| since.elapsed() >= STABLE);
                state.since = Some(Instant::now());
                self.metrics.lost();
                tracing::warn!("the gateway connection is gone; connecting again");
            }
            true
        });
    }

    /// The commands were registered, or could not be.
    pub(super) fn registered(&self) {
        self.ready.send_modify(|state| state.registered = true);
    }

    pub(super) fn is_ready(&self) -> bool {
        self.ready.borrow().connected
    }

    /// Whether the connection that is now lost was ready for long enough to count as a good one.
    pub(super) fn was_stable(&self) -> bool {
        self.ready.borrow().stable
    }

    /// The bot does not connect again.
    pub(super) fn ended(&self) {
        self.ready.send_modify(|state| {
            state.connected = false;
            state.ended = true;
        });
    }

    /// Returns true when the bot hears Discord and its commands are registered, false if it ended before.
    pub(super) async fn ready(&self) -> bool {
        let ready = |state: &Readiness| state.was_ready && state.registered;
        let mut states = self.ready.subscribe();
        // The sender is this struct's own, so it cannot be gone.
        states.wait_for(|state| state.ended || ready(state)).await.is_ok_and(|state| ready(&state))
    }
}

/// The word for a stage.
fn word(stage: ConnectionStage) -> &'static str {
    match stage {
        ConnectionStage::Connected => "connected",
        ConnectionStage::Connecting => "connecting",
        ConnectionStage::Handshake => "greeting",
        ConnectionStage::Identifying => "identifying",
        ConnectionStage::Resuming => "resuming",
        _ => "disconnected",
    }
}
