//! The bot on Discord: gateway client, commands, mentions, buttons.
//!
//! This is the only room that sees the Discord library. It turns what comes in into a question, and the card that the
//! reply room makes of the answer into a message. What it promises: the bot speaks only when it is spoken to, once for
//! each time; it never pings anybody; an answer is for everybody and a refusal for the asker alone; nothing that it
//! sends is larger than Discord accepts; nothing waits for ever; and a fault in one answer stays one failed answer.
//!
//! [`start`] is the way in; `supervise` keeps the connection, `dispatch` is where events come in.

mod access;
mod answerer;
mod ask;
mod bot;
pub mod briefs;
mod buttons;
mod client;
mod close_code;
mod commands;
mod composer;
mod context;
mod corrections;
mod dispatch;
mod download;
mod easels;
mod errors;
mod every_event;
mod flood;
mod gaps;
mod hearing;
mod interactions;
pub mod limits;
mod loaded;
mod mention;
mod menu;
mod operators;
mod picture;
mod recall;
mod register;
mod render;
mod rest;
mod route_class;
mod seen;
mod series;
mod shard;
mod status;
mod supervise;
mod watches;
mod workshop;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use secrecy::SecretString;
use serenity::model::id::{ChannelId, GuildId, UserId};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use answerer::Answerer;
pub use close_code::FatalClose;
pub use loaded::{LoadedPacks, Read, Wish};
pub use picture::Pictures;
pub use rest::Timeouts;
pub use supervise::Stopped;

use bot::Shared;
use briefs::{Briefs, Clock, Compose, Pace, Round};
use picture::Artist;
use supervise::Supervisor;
use workshop::Workshop;

use crate::config::ShardRange;
use crate::health::{Metrics, Probe};
use crate::store::{Store, StoreError};

/// What the Discord libraries may log, as filter directives.
pub const LIBRARY_LOG: &str = "serenity=warn,twilight_gateway=warn";

/// What the bot is started with.
pub struct Options {
    /// The bot token.
    pub token: SecretString,
    /// What it answers from.
    pub answerer: Arc<dyn Answerer>,
    /// An HTTP proxy for Discord's REST API, `http://host:port`; the gateway address that it answers is used.
    pub proxy: Option<String>,
    /// The one server to register the commands for; everywhere if none.
    pub dev_guild: Option<u64>,
    /// The channel into which reports of wrong figures go; nobody takes them if none.
    pub operator_channel: Option<u64>,
    /// Who runs the bot, by their ids; the owner of the application if none are named.
    pub operators: Vec<u64>,
    /// Whether commands also carry Korean names.
    pub korean_names: bool,
    /// How long calls to the REST API may take.
    pub timeouts: Timeouts,
    /// A prepared HTTP client instead of one with these timeouts.
    pub http_client: Option<reqwest::Client>,
    /// How pictures are made.
    pub pictures: Pictures,
    /// How long an answer may be worked on.
    pub answer_within: Duration,
    /// After this time Discord is told that an answer is on its way.
    pub acknowledge_after: Duration,
    /// The day on which questions are asked.
    pub today: fn() -> Date,
    /// Where settings, schedules and the ledger are kept. By default they are gone with the bot.
    pub store: Store,
    /// Who makes briefs; by default they are made from the templates of the packs and the servers.
    pub composer: Option<Arc<dyn Compose>>,
    /// Tells when something is due.
    pub clock: Clock,
    /// How often what is due is looked for.
    pub pace: Pace,
    /// Which shards this process runs; all of them if it is the only one.
    pub shards: Option<ShardRange>,
    /// Where everything is counted.
    pub metrics: Arc<Metrics>,
}

impl Options {
    /// Options with everything at its default.
    #[must_use]
    pub fn new(token: SecretString, answerer: Arc<dyn Answerer>) -> Self {
        Self {
            token,
            answerer,
            proxy: None,
            dev_guild: None,
            operator_channel: None,
            operators: Vec::new(),
            korean_names: true,
            timeouts: Timeouts::default(),
            http_client: None,
            pictures: Pictures::default(),
            answer_within: workshop::PATIENCE,
            acknowledge_after: ask::ACKNOWLEDGE_AFTER,
            today,
            store: Store::in_memory(),
            composer: None,
            clock: Arc::new(Timestamp::now),
            pace: Pace::default(),
            shards: None,
            metrics: Arc::default(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("proxy", &self.proxy)
            .field("dev_guild", &self.dev_guild)
            .finish_non_exhaustive()
    }
}

/// Today, in Coordinated Universal Time: a bot has readers in many zones.
fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// A bot that was started. It runs until [`stop`](Self::stop) or until it cannot go on; dropping this stops it too.
#[derive(Debug)]
pub struct RunningBot {
    bot: Arc<Shared>,
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), Stopped>>,
    posting: Option<JoinHandle<()>>,
    correcting: JoinHandle<()>,
    watching: JoinHandle<()>,
    sweeping: JoinHandle<()>,
}

/// Starts the bot. Must be called within a tokio runtime.
///
/// # Errors
/// If the HTTP client cannot be made.
pub fn start(options: Options) -> Result<RunningBot, Stopped> {
    let Options {
        token,
        answerer,
        proxy,
        dev_guild,
        operator_channel,
        operators,
        korean_names,
        timeouts,
        http_client,
        pictures,
        answer_within,
        acknowledge_after,
        today,
        store,
        composer,
        clock,
        pace,
        shards,
        metrics,
    } = options;
    let client = |error: reqwest::Error| Stopped::Client(error.to_string());
    let http_client = match http_client {
        Some(prepared) => prepared,
        None => client::http_client(proxy.is_some(), timeouts).map_err(client)?,
    };
    let rest = client::rest(&token, proxy.as_deref(), http_client, timeouts, Arc::clone(&metrics));
    let loaded = LoadedPacks::new(answerer, Arc::clone(&metrics));
    let composer = composer.unwrap_or_else(|| Arc::new(composer::Composer::new(loaded.clone())));
    let briefs = Briefs::new(store, Some(composer), clock, pace);
    let mut bot = Shared::new(loaded, rest, today, briefs, metrics);
    bot.dev_guild = dev_guild.filter(|id| *id > 0).map(GuildId::new);
    bot.operator_channel = operator_channel.filter(|id| *id > 0).map(ChannelId::new);
    bot.operators = operators.into_iter().filter(|id| *id > 0).map(UserId::new).collect();
    bot.korean_names = korean_names;
    bot.artist = Artist::new(pictures);
    bot.workshop = Workshop::new(answer_within);
    bot.acknowledge_after = acknowledge_after;
    let bot = Arc::new(bot);
    // Looking for fonts takes a moment, and nobody should wait for it later.
    let fonts_for = Arc::clone(&bot);
    tokio::spawn(async move {
        let _ = fonts_for.artist.fonts().await;
    });
    let loaded = bot.loaded.now();
    tokio::task::spawn_blocking(move || loaded.answerer.prepare());
    let (stop, stop_heard) = watch::channel(false);
    let correcting = tokio::spawn(corrections::correct(Arc::clone(&bot)));
    let watching = tokio::spawn(watches::follow(Arc::clone(&bot)));
    let sweeping = tokio::spawn(gaps::sweep(Arc::clone(&bot)));
    let posting = bot.briefs.runs_by_itself().then(|| tokio::spawn(briefs::run(Arc::clone(&bot), stop_heard.clone())));
    let supervisor = Supervisor { bot: Arc::clone(&bot), token, shards, stop: stop_heard };
    Ok(RunningBot { bot, stop, task: tokio::spawn(run(supervisor)), posting, correcting, watching, sweeping })
}

async fn run(supervisor: Supervisor) -> Result<(), Stopped> {
    let bot = Arc::clone(&supervisor.bot);
    let result = supervisor.run().await;
    bot.gateway.ended();
    result
}

impl RunningBot {
    /// Returns true when the bot hears Discord and its commands are registered, false if it stopped before.
    pub async fn ready(&self) -> bool {
        self.bot.gateway.ready().await
    }

    /// The address at which the bot can be invited to a server, once it is ready.
    #[must_use]
    pub fn invite_url(&self) -> Option<String> {
        self.bot.identity.get().map(|identity| invite_url(identity.application.get()))
    }

    /// The packs that it answers from, to be exchanged.
    #[must_use]
    pub fn packs(&self) -> LoadedPacks {
        self.bot.loaded.clone()
    }

    /// Looks how the bot is.
    #[must_use]
    pub fn probe(&self) -> Arc<dyn Probe> {
        Arc::new(status::Status::new(Arc::clone(&self.bot)))
    }

    /// Looks once for what is due and posts it; see [`Pace::by_itself`].
    ///
    /// # Errors
    /// If the ledger cannot be read or written.
    pub async fn post_due(&self) -> Result<Round, StoreError> {
        briefs::round(&self.bot, true).await
    }

    /// Tells the bot to end in order: replies under way are finished, and the connection is closed, within 5 s.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// Why the bot stopped by itself.
    pub async fn finished(&mut self) -> Result<(), Stopped> {
        match (&mut self.task).await {
            Ok(result) => result,
            Err(_) => Err(Stopped::Panicked),
        }
    }
}

impl Drop for RunningBot {
    fn drop(&mut self) {
        self.correcting.abort();
        self.watching.abort();
        self.sweeping.abort();
        if let Some(posting) = &self.posting {
            posting.abort();
        }
    }
}

/// View channels, send messages, send messages in threads, create public threads, embed links, attach files and read
/// the message history: what the commands need, and nothing that could harm a server.
const PERMISSIONS: u64 = 1 << 10 | 1 << 11 | 1 << 38 | 1 << 35 | 1 << 14 | 1 << 15 | 1 << 16;

fn invite_url(application: u64) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={PERMISSIONS}"
    )
}
