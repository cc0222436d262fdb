//! What every handler of the bot shares: what it answers from, the way to Discord, and what it knows of itself.

use std::collections::HashSet;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, UserId};
use tokio::sync::watch;
use tokio::time::Instant;

use super::answerer::Answerer;
use super::ask;
use super::briefs::Briefs;
use super::flood::Flood;
use super::picture::{Artist, Pictures};
use super::recall::Recall;
use super::rest::Rest;
use super::seen::Seen;
use super::workshop::{self, Workshop};

pub(super) struct Bot {
    pub(super) answerer: Arc<dyn Answerer>,
    pub(super) rest: Arc<Rest>,
    /// Draws pictures for replies.
    pub(super) artist: Artist,
    /// Where answers are worked on.
    pub(super) workshop: Workshop,
    /// After this time Discord is told that an answer is on its way.
    pub(super) acknowledge_after: Duration,
    /// Whether commands are registered with Korean names.
    pub(super) korean_names: bool,
    /// Where reports of wrong figures go; nobody takes them if none.
    pub(super) operator_channel: Option<ChannelId>,
    /// Where commands are registered; everywhere if none.
    pub(super) dev_guild: Option<GuildId>,
    /// The day on which questions are asked.
    pub(super) today: fn() -> Date,
    /// Who the bot is, once Discord has said so.
    pub(super) identity: OnceLock<Identity>,
    pub(super) seen: Seen,
    /// What was last said to whom.
    pub(super) recall: Recall,
    /// Who asks how often by messages.
    pub(super) flood: Flood,
    /// Who reports how often.
    pub(super) reports: Flood,
    pub(super) in_flight: InFlight,
    pub(super) gateway: GatewayState,
    pub(super) briefs: Briefs,
    /// Servers whose language is Korean. Held for a moment and never across an await.
    korean_guilds: Mutex<HashSet<GuildId>>,
}

/// Who the bot is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    pub(super) user: UserId,
    pub(super) application: ApplicationId,
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bot").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Bot {
    pub(super) fn new(answerer: Arc<dyn Answerer>, rest: Arc<Rest>, today: fn() -> Date, briefs: Briefs) -> Self {
        Self {
            artist: Artist::new(Arc::clone(&answerer), Pictures::default()),
            workshop: Workshop::new(workshop::PATIENCE),
            acknowledge_after: ask::ACKNOWLEDGE_AFTER,
            answerer,
            rest,
            korean_names: true,
            operator_channel: None,
            dev_guild: None,
            today,
            identity: OnceLock::new(),
            seen: Seen::default(),
            recall: Recall::default(),
            flood: Flood::of_messages(),
            reports: Flood::of_reports(),
            in_flight: InFlight::default(),
            gateway: GatewayState::default(),
            briefs,
            korean_guilds: Mutex::default(),
        }
    }

    /// Remembers a server's language.
    pub(super) fn note_guild(&self, guild: GuildId, preferred_locale: &str) {
        let mut korean = self.korean_guilds.lock().unwrap_or_else(PoisonError::into_inner);
        if preferred_locale == "ko" {
            korean.insert(guild);
        } else {
            korean.remove(&guild);
        }
    }

    /// Whether a server's language is Korean.
    pub(super) fn is_korean(&self, guild: GuildId) -> bool {
        self.korean_guilds.lock().unwrap_or_else(PoisonError::into_inner).contains(&guild)
    }
}

/// Counts replies under way.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    closed: AtomicBool,
    count: Arc<AtomicUsize>,
    changed: Arc<tokio::sync::Notify>,
}

/// A reply under way; it is over when this is dropped.
#[derive(Debug)]
pub(super) struct Underway {
    count: Arc<AtomicUsize>,
    changed: Arc<tokio::sync::Notify>,
}

impl InFlight {
    /// A reply begins; none if no new ones are taken on any more.
    pub(super) fn begin(&self) -> Option<Underway> {
        if self.closed.load(Ordering::Acquire) {
            return None;
        }
        self.count.fetch_add(1, Ordering::AcqRel);
        Some(Underway { count: Arc::clone(&self.count), changed: Arc::clone(&self.changed) })
    }

    /// Takes on no new replies, and returns when none is under way.
    pub(super) async fn drained(&self) {
        self.closed.store(true, Ordering::Release);
        loop {
            let changed = self.changed.notified();
            if self.count.load(Ordering::Acquire) == 0 {
                return;
            }
            changed.await;
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::AcqRel);
        self.changed.notify_waiters();
    }
}

/// Whether the bot hears Discord.
#[derive(Debug)]
pub(super) struct GatewayState {
    /// Shards that have to become ready.
    waiting_for: AtomicU32,
    ready: watch::Sender<Readiness>,
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

impl Default for GatewayState {
    fn default() -> Self {
        Self { waiting_for: AtomicU32::new(1), ready: watch::Sender::new(Readiness::default()) }
    }
}

impl GatewayState {
    /// A connection of this many shards begins.
    pub(super) fn begin(&self, shards: u32) {
        self.waiting_for.store(shards, Ordering::Release);
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
