//! What every handler of the bot shares: the way to Discord, and what it knows of itself; and, for one question at a time, the
//! packs that it is answered from.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, UserId};

use super::answerer::Answerer;
use super::ask;
use super::briefs::Briefs;
use super::flood::Flood;
use super::hearing::GatewayState;
use super::loaded::{LoadedPacks, Set};
use super::picture::{Artist, Pictures};
use super::recall::Recall;
use super::rest::Rest;
use super::seen::Seen;
use super::workshop::{self, Workshop};
use crate::health::Metrics;
use crate::reply::Card;

/// The bot, as one question sees it from its arrival to its reply: with one set of packs, whatever is loaded meanwhile.
pub(super) struct Bot {
    pub(super) answerer: Arc<dyn Answerer>,
    /// What was last said to whom.
    pub(super) recall: Arc<Recall>,
    shared: Arc<Shared>,
}

impl Deref for Bot {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

impl Bot {
    /// The day on which it is asked: by the clock, unless that is years off.
    pub(super) fn day(&self) -> Date {
        let clock = (self.today)();
        self.answerer.catalog().not_before(clock).unwrap_or(clock)
    }
}

/// What outlives questions and packs.
pub(super) struct Shared {
    /// The packs that questions which come now are answered from.
    pub(super) loaded: LoadedPacks,
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
    /// Who runs the bot, as the settings say; the owner of the application if nobody is named.
    pub(super) operators: Vec<UserId>,
    /// Where commands are registered; everywhere if none.
    pub(super) dev_guild: Option<GuildId>,
    /// The day on which questions are asked.
    pub(super) today: fn() -> Date,
    /// Who the bot is, once Discord has said so.
    pub(super) identity: OnceLock<Identity>,
    pub(super) seen: Seen,
    /// Who asks how often by messages.
    pub(super) flood: Flood,
    /// Who reports how often.
    pub(super) reports: Flood,
    pub(super) in_flight: InFlight,
    pub(super) gateway: GatewayState,
    /// What is counted.
    pub(super) metrics: Arc<Metrics>,
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

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Shared {
    pub(super) fn new(
        loaded: LoadedPacks,
        rest: Arc<Rest>,
        today: fn() -> Date,
        briefs: Briefs,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            loaded,
            artist: Artist::new(Pictures::default()),
            workshop: Workshop::new(workshop::PATIENCE),
            acknowledge_after: ask::ACKNOWLEDGE_AFTER,
            rest,
            korean_names: true,
            operator_channel: None,
            operators: Vec::new(),
            dev_guild: None,
            today,
            identity: OnceLock::new(),
            seen: Seen::default(),
            flood: Flood::of_messages(),
            reports: Flood::of_reports(),
            in_flight: InFlight::default(),
            gateway: GatewayState::new(Arc::clone(&metrics)),
            metrics,
            briefs,
            korean_guilds: Mutex::default(),
        }
    }

    /// The bot with the packs of this moment.
    pub(super) fn now(self: &Arc<Self>) -> Bot {
        let Set { answerer, recall, .. } = self.loaded.now();
        Bot { answerer, recall, shared: Arc::clone(self) }
    }

    /// Counts what became of a question.
    pub(super) fn count_question(&self, by: &'static str, card: &Card) {
        self.metrics.question(by, card.outcome.word(), card.language.tag());
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
