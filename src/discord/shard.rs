//! One shard: a connection to the gateway that is kept up by the gateway library, and what it hears.
//!
//! The library (twilight's) resumes wherever Discord allows it, at the address that Discord names for it: after a dropped
//! socket, a heartbeat without an answer, a request to reconnect and every close code that does not forbid it. It identifies
//! anew only where the session is gone, at once if none began within the last five seconds. What it leaves undone is
//! done here: a connection that does not become ready is given up and made anew with the same session, what cannot be
//! read is logged without its content, and on the way out everything that was sent before Discord confirms the end is
//! heard.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::id::GuildId;
use tokio::sync::watch;
use tokio::time::Instant;
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{CloseFrame, Config, ConfigBuilder, Message as Frame, Session, Shard, ShardId, ShardState};

use super::bot::{Identity, Shared};
use super::close_code::FatalClose;
use super::dispatch;
use super::every_event;
use super::rest::with_jitter;
use super::supervise::{Stopped, stopped};

/// How long a connection may take to become ready, or ready again; with the turns of the other shards on top.
const CONNECT_PATIENCE: Duration = Duration::from_mins(1);
/// Between the session starts of two shards.
const TURN: Duration = Duration::from_secs(5);
/// A connection that was ready for so long was a good one.
const STABLE: Duration = Duration::from_secs(30);
/// So many connections may be lost shortly after each other before there is a pause between them.
const FREE_LOSSES: u32 = 3;
/// The first such pause; it doubles each time, up to about a minute.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// How long the end waits for Discord to confirm it.
const CLOSE_LIMIT: Duration = Duration::from_secs(1);

/// How a shard ended.
pub(super) enum Ended {
    /// Because it should, or because nothing can be done.
    For(Result<(), Stopped>),
    /// It did not become ready. The session, if it has one, can still be resumed.
    Stuck(Option<Session>),
}

/// A shard of this process.
pub(super) struct Listener {
    pub(super) bot: Arc<Shared>,
    pub(super) id: ShardId,
    /// Turns true when the bot shall end.
    pub(super) stop: watch::Receiver<bool>,
    /// How long it waits to become ready.
    patience: Duration,
    /// The close code that was heard last.
    closed_with: Option<u16>,
    heard: Instant,
}

impl Listener {
    /// A shard that shares the session starts with so many others.
    pub(super) fn new(bot: Arc<Shared>, id: ShardId, stop: watch::Receiver<bool>, others: u32) -> Self {
        let patience = CONNECT_PATIENCE + TURN.saturating_mul(others);
        Self { bot, id, stop, patience, closed_with: None, heard: Instant::now() }
    }

    /// Connects and hears until it is told to stop, until that is useless, or until the connection does not come about.
    pub(super) async fn listen(&mut self, config: &Config, session: Option<Session>) -> Ended {
        let config = match session {
            Some(session) => ConfigBuilder::from(config.clone()).session(session).build(),
            None => config.clone(),
        };
        let mut shard = Shard::with_config(self.id, config);
        self.look(&shard);
        let mut stop = self.stop.clone();
        // When it was last ready; until then, when it began.
        let mut ready = Instant::now();
        // Since when it is ready, and how often it was lost without having been ready for a while.
        let (mut since, mut losses) = (None, 0);
        loop {
            let frame = tokio::select! {
                () = stopped(&mut stop) => {
                    self.close(&mut shard).await;
                    return Ended::For(Ok(()));
                }
                frame = shard.next() => frame,
                () = tokio::time::sleep_until(ready + self.patience), if shard.state() != ShardState::Active => {
                    tracing::warn!(shard = self.id.number(), "the gateway did not become ready in time; connecting anew");
                    return Ended::Stuck(shard.session().cloned());
                }
            };
            self.look(&shard);
            let lost = matches!(frame, Some(Ok(Frame::Close(_))));
            match frame {
                Some(frame) => self.hear(frame),
                // The library goes on after all codes but the fatal ones.
                None => return Ended::For(Err(self.fatal())),
            }
            if shard.state() == ShardState::Active {
                ready = Instant::now();
                let since = *since.get_or_insert(ready);
                losses = if ready - since >= STABLE { 0 } else { losses };
            }
            if lost {
                since = None;
                losses += 1;
                // The library connects again at once; a gateway that ends every connection is not to be stormed.
                if losses > FREE_LOSSES {
                    let pause = FIRST_PAUSE.saturating_mul(1 << (losses - FREE_LOSSES - 1).min(7));
                    tokio::select! {
                        () = stopped(&mut stop) => return Ended::For(Ok(())),
                        () = tokio::time::sleep(with_jitter(pause)) => {}
                    }
                    ready = Instant::now();
                }
            }
        }
    }

    /// Notes how the connection is. Each heartbeat that Discord acknowledges is a frame, so none is missed.
    fn look(&self, shard: &Shard) {
        let latency = shard.latency();
        let acknowledged = latency.received().map(Instant::from_std);
        self.bot.gateway.looked_at(self.id.number(), shard.state(), latency.recent().first().copied(), acknowledged);
    }

    fn fatal(&self) -> Stopped {
        match self.closed_with.and_then(FatalClose::of) {
            Some(fatal) => fatal.into(),
            None => Stopped::Gateway(self.closed_with.unwrap_or_default()),
        }
    }

    /// Ends the session, and hears what Discord sent before it confirms that.
    async fn close(&mut self, shard: &mut Shard) {
        shard.close(CloseFrame::NORMAL);
        let last_words = async {
            while let Some(frame) = shard.next().await {
                let is_end = matches!(frame, Ok(Frame::Close(_)) | Err(_));
                if let Ok(Frame::Text(text)) = frame {
                    self.hear_text(&text);
                }
                if is_end {
                    break;
                }
            }
        };
        if tokio::time::timeout(CLOSE_LIMIT, last_words).await.is_err() {
            tracing::debug!("the end of the gateway connection was not confirmed in time");
        }
    }

    fn hear(&mut self, frame: Result<Frame, twilight_gateway::error::ReceiveMessageError>) {
        match frame {
            Ok(Frame::Text(text)) => {
                self.heard = Instant::now();
                self.hear_text(&text);
            }
            Ok(Frame::Close(frame)) => {
                self.closed_with = frame.map(|frame| frame.code);
                if let Some(code) = self.closed_with {
                    tracing::info!(
                        shard = self.id.number(),
                        "the gateway connection was closed with close code {code}"
                    );
                }
                self.bot.gateway.down(self.heard);
            }
            // The text of these errors quotes the frame, and with it what people wrote.
            Err(error) => match error.kind() {
                ReceiveMessageErrorType::Reconnect => {
                    self.bot.gateway.down(self.heard);
                    tracing::warn!(shard = self.id.number(), "the gateway could not be reached; trying again");
                }
                _ => self.unreadable_frame(),
            },
        }
    }

    /// Hears one frame. Nothing waits here: what takes time goes on by itself.
    fn hear_text(&self, text: &str) {
        let Ok(head) = serde_json::from_str::<Head>(text) else { return self.unreadable_frame() };
        let Some(event) = head.t else { return };
        let bot = &self.bot;
        let read = match &*event {
            "INTERACTION_CREATE" => with(text, &event, |it: Interaction| dispatch::interaction(bot, it)),
            "MESSAGE_CREATE" => with(text, &event, |it: Message| dispatch::message(bot, it)),
            "GUILD_CREATE" => with(text, &event, |it: Guild| bot.note_guild(it.id, &it.preferred_locale)),
            "RESUMED" => {
                bot.gateway.up("resumed");
                true
            }
            "READY" => with(text, &event, |it: Ready| {
                let identity = Identity { user: it.user.id, application: it.application.id };
                tracing::info!(user_id = it.user.id.get(), servers = it.guilds.len(), "identified");
                dispatch::ready(bot, identity);
            }),
            _ => true,
        };
        if read { every_event::read(&bot.metrics, &event) } else { every_event::unreadable(&bot.metrics) }
    }

    fn unreadable_frame(&self) {
        tracing::warn!("a gateway frame could not be read and was passed over");
        every_event::unreadable(&self.bot.metrics);
    }
}

/// Reads an event's data; false, and a warning, if it could not be read.
fn with<T: DeserializeOwned>(text: &str, event: &str, go_on: impl FnOnce(T)) -> bool {
    match serde_json::from_str::<Body<T>>(text) {
        Ok(body) => go_on(body.d),
        // The error's own words may quote what somebody wrote.
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            tracing::warn!(event, line, column, "an event could not be read and was passed over");
            return false;
        }
    }
    true
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    t: Option<String>,
}

#[derive(Deserialize)]
struct Body<T> {
    d: T,
}

/// A server, as far as it matters.
#[derive(Deserialize)]
struct Guild {
    id: GuildId,
    #[serde(default)]
    preferred_locale: String,
}

#[derive(Deserialize)]
struct Ready {
    user: WithId<serenity::model::id::UserId>,
    application: WithId<serenity::model::id::ApplicationId>,
    #[serde(default)]
    guilds: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct WithId<I> {
    id: I,
}
