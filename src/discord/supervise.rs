//! Keeps the gateway connection up, and ends it in order.
//!
//! Each shard keeps itself up; see [`shard`](super::shard). Here it is decided where the gateway is (always what the REST API or
//! the proxy before it answers), how often sessions may be started, and when all of it ends: a fatal close code, a token that is
//! not accepted, or the order to stop. On that order the gateway is closed first, while everything that it still sends is
//! heard; then the replies under way are waited for. Each step has a time limit.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serenity::model::gateway::BotGateway;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{Config, ConfigBuilder, Intents, ShardId};

use super::bot::Shared;
use super::client::INTENTS;
use super::close_code::FatalClose;
use super::dispatch::guarded_future;
use super::errors::{Meaning, RestError};
use super::rest::with_jitter;
use super::shard::{Ended, Listener};
use crate::config::ShardRange;

/// The first pause before connecting anew; it doubles each time, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// With this pause, a day of failing costs fewer than 300 of the 1,000 session starts.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);
/// How long the end waits for replies under way. With the second that closing the gateway may take it stays under 5 s.
const DRAIN_LIMIT: Duration = Duration::from_secs(3);

/// Why the bot ended by itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// Discord closed the connection for good.
    #[error(transparent)]
    Closed(#[from] FatalClose),
    /// Discord closed the connection for good, with a code that this program does not know.
    #[error("Discord closed the connection for good (close code {0}): update this program")]
    Gateway(u16),
    /// The REST API does not accept the token.
    #[error(
        "Discord does not accept the token (401 Unauthorized): reset it on the application's Bot page at https://discord.com/developers/applications and put the new one into DISCORD_TOKEN"
    )]
    TokenRefused,
    /// The client could not be made.
    #[error("the Discord client could not be made: {0}")]
    Client(String),
    /// The bot's own task died.
    #[error("the bot stopped by a mistake of its own: please report it with the log")]
    Panicked,
}

pub(super) struct Supervisor {
    pub(super) bot: Arc<Shared>,
    pub(super) token: SecretString,
    /// Which shards are this process's; all if none.
    pub(super) shards: Option<ShardRange>,
    /// Turns true when the bot shall end.
    pub(super) stop: watch::Receiver<bool>,
}

impl Supervisor {
    /// Connects, and keeps connected, until it is told to stop or that is useless.
    pub(super) async fn run(self) -> Result<(), Stopped> {
        let Some(gateway) = self.gateway().await? else { return Ok(()) };
        let range = self.shards.unwrap_or_else(|| ShardRange::all(gateway.shards));
        self.bot.gateway.begin(range);
        let queue = queue(&gateway);
        let shared = Arc::new(self);
        let mut shards = JoinSet::new();
        for number in range.first..=range.last {
            let id = ShardId::new(number, range.total);
            shards.spawn(Arc::clone(&shared).keep(id, range.count(), gateway.url.clone(), queue.clone()));
        }
        // One that ends by itself ends all: what Discord refuses to one shard it refuses to the bot.
        let ended = tokio::select! {
            ended = first(&mut shards) => ended,
            () = shared.bot.rest.token_refused() => Err(Stopped::TokenRefused),
        };
        shards.shutdown().await;
        shared.bot.gateway.all_gone();
        if ended.is_ok() && tokio::time::timeout(DRAIN_LIMIT, shared.bot.in_flight.drained()).await.is_err() {
            tracing::warn!("some replies were not finished in time");
        }
        ended
    }

    /// Keeps one shard connected.
    async fn keep(
        self: Arc<Self>,
        id: ShardId,
        shards: u32,
        mut url: String,
        queue: InMemoryQueue,
    ) -> Result<(), Stopped> {
        let mut listener = Listener::new(Arc::clone(&self.bot), id, self.stop.clone(), shards.saturating_sub(1));
        let mut session = None;
        loop {
            let config = self.config(&url, &queue);
            let listening = listener.listen(&config, session.take());
            match guarded_future("gateway", id.number().into(), listening).await {
                Ok(Ended::For(result)) => return result,
                Ok(Ended::Stuck(kept)) => session = kept,
                // The library panics on an address for resuming that is none. What it knew of the session is lost with it.
                Err(_) => {
                    self.bot.gateway.down(Instant::now());
                    tokio::time::sleep(with_jitter(FIRST_PAUSE)).await;
                }
            }
            let Some(gateway) = self.gateway().await? else { return Ok(()) };
            url = gateway.url;
        }
    }

    fn config(&self, url: &str, queue: &InMemoryQueue) -> Config {
        let intents = Intents::from_bits_truncate(INTENTS.bits());
        ConfigBuilder::new(self.token.expose_secret().to_owned(), intents)
            .proxy_url(url.trim_end_matches('/').to_owned())
            .queue(queue.clone())
            .build()
    }

    /// Where the gateway is, as soon as it can be had and a session may be started; none if the bot shall end.
    async fn gateway(&self) -> Result<Option<BotGateway>, Stopped> {
        let mut stop = self.stop.clone();
        let mut pause = FIRST_PAUSE;
        loop {
            let asked = tokio::select! {
                () = stopped(&mut stop) => return Ok(None),
                asked = self.bot.rest.gateway() => asked,
            };
            let wait = match asked {
                Ok(gateway) if gateway.session_start_limit.remaining == 0 => {
                    let wait = Duration::from_millis(gateway.session_start_limit.reset_after);
                    tracing::error!(wait_s = wait.as_secs(), "no session starts are left today; waiting for new ones");
                    wait
                }
                Ok(gateway) => return Ok(Some(gateway)),
                Err(error) if error.meaning() == Meaning::BadToken => return Err(Stopped::TokenRefused),
                Err(error) => {
                    tracing::warn!(%error, "the gateway's address could not be asked for");
                    match error {
                        RestError::Limited(wait) => wait.max(with_jitter(pause)),
                        _ => with_jitter(pause),
                    }
                }
            };
            pause = (pause * 2).min(LONGEST_PAUSE);
            tokio::select! {
                () = stopped(&mut stop) => return Ok(None),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }
}

/// Gives each session start its turn, as Discord asks.
fn queue(gateway: &BotGateway) -> InMemoryQueue {
    let limit = &gateway.session_start_limit;
    let whole = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let remaining = whole(limit.remaining);
    InMemoryQueue::new(
        u16::try_from(limit.max_concurrency).unwrap_or(1).max(1),
        remaining,
        Duration::from_millis(limit.reset_after),
        whole(limit.total).max(remaining),
    )
}

/// The end of all shards, or the first one that ended for a reason of its own.
async fn first(shards: &mut JoinSet<Result<(), Stopped>>) -> Result<(), Stopped> {
    while let Some(ended) = shards.join_next().await {
        ended.unwrap_or(Err(Stopped::Panicked))?;
    }
    Ok(())
}

/// Returns when the bot shall end, also when nobody is left who could say so.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is an order to end as well.
    let _ = stop.wait_for(|stop| *stop).await;
}
