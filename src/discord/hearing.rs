//! Whether the bot hears Discord: all of its shards together, as those wait for who need it, and each by itself, as whoever
//! watches the bot wants to know.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use twilight_gateway::ShardState;

use crate::config::ShardRange;
use crate::health::{Metrics, Shard};

/// Discord wants a heartbeat about every 41 s, and the library gives a connection up when one is not acknowledged before the
/// next; after this time something is wrong with both.
const HEARTBEAT_PATIENCE: Duration = Duration::from_mins(2);

/// The word for a shard that hears Discord.
const CONNECTED: &str = "connected";
/// The word for a shard without a connection.
const DISCONNECTED: &str = "disconnected";

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
    state: &'static str,
    since: Instant,
    latency: Option<Duration>,
    acknowledged: Option<Instant>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Readiness {
    connected: bool,
    /// Since when it is connected, or when something was last heard before it was gone.
    since: Option<Instant>,
    was_ready: bool,
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

    /// These shards begin to connect.
    pub(super) fn begin(&self, shards: ShardRange) {
        self.waiting_for.store(shards.count(), Ordering::Release);
        let fresh = Connection { state: DISCONNECTED, since: Instant::now(), latency: None, acknowledged: None };
        *self.known() = (shards.first..=shards.last).map(|number| (number, fresh)).collect();
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<u32, Connection>> {
        self.shards.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A shard was looked at: the state of its connection, how long the last heartbeat took, and when it was acknowledged; none
    /// while the next one is under way.
    pub(super) fn looked_at(
        &self,
        number: u32,
        state: ShardState,
        latency: Option<Duration>,
        acknowledged: Option<Instant>,
    ) {
        let state = word(state);
        let mut known = self.known();
        let Some(shard) = known.get_mut(&number) else { return };
        if shard.state != state {
            *shard = Connection { state, since: Instant::now(), latency: None, acknowledged: None };
        }
        shard.latency = latency;
        shard.acknowledged = acknowledged.or(shard.acknowledged);
    }

    /// No shard has a connection any more.
    pub(super) fn all_gone(&self) {
        let (state, since) = (DISCONNECTED, Instant::now());
        for shard in self.known().values_mut() {
            *shard = Connection { state, since, latency: None, acknowledged: None };
        }
    }

    /// The shards of this process, as they are now.
    pub(super) fn shards(&self) -> Vec<Shard> {
        let now = Instant::now();
        let shard = |(number, shard): (&u32, &Connection)| {
            let heard = now.duration_since(shard.acknowledged.unwrap_or(shard.since));
            let state = shard.state;
            let problem = match state {
                CONNECTED if heard > HEARTBEAT_PATIENCE => {
                    Some(format!("no heartbeat was acknowledged for {} s", heard.as_secs()))
                }
                CONNECTED => None,
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

    /// The connection is gone; the last thing that was heard on it was heard then.
    pub(super) fn down(&self, heard: Instant) {
        self.ready.send_if_modified(|state| {
            if state.connected {
                state.connected = false;
                state.since = Some(heard);
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

/// The word for a state.
fn word(state: ShardState) -> &'static str {
    match state {
        ShardState::Active => CONNECTED,
        ShardState::Identifying => "identifying",
        ShardState::Resuming => "resuming",
        ShardState::Disconnected { .. } | ShardState::FatallyClosed => DISCONNECTED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_well_while_it_is_connected_and_its_heartbeats_are_acknowledged() {
        let gateway = GatewayState::new(Arc::default());
        assert!(gateway.shards().is_empty());
        gateway.begin(ShardRange::all(1));
        let look = |state, acknowledged| {
            gateway.looked_at(0, state, Some(Duration::from_millis(40)), acknowledged);
            let shard = gateway.shards().pop().unwrap();
            (shard.acknowledged.is_some(), shard.problem)
        };
        let long_ago = Instant::now().checked_sub(Duration::from_mins(3));
        assert_eq!(look(ShardState::Identifying, None), (false, Some("identifying for 0 s".to_owned())));
        assert_eq!(look(ShardState::Active, None), (false, None));
        let silent = Some("no heartbeat was acknowledged for 180 s".to_owned());
        assert_eq!(look(ShardState::Active, long_ago), (true, silent.clone()));
        assert_eq!(look(ShardState::Active, None), (true, silent), "the next heartbeat is under way");
        assert_eq!(look(ShardState::Active, Some(Instant::now())), (true, None));
        assert_eq!(look(ShardState::Resuming, None), (false, Some("resuming for 0 s".to_owned())));
        gateway.all_gone();
        assert_eq!(look(ShardState::Active, None), (false, None), "a new connection begins anew");
    }
}
