//! Keeps the gateway connection up, and ends it in order.
//!
//! serenity resumes and identifies again by itself. What it leaves undone is done here: close codes after which that is
//! useless end the bot with a sentence; a connection that is not ready again within a minute is given up and made anew,
//! after a pause that doubles, so that the day's session starts last; the gateway's address is always the one that the
//! REST API (or the proxy before it) answered, never a built-in one; and the end waits for replies under way, sends a
//! close frame, and has a time limit on each step.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serenity::client::{Client, ClientBuilder};
use serenity::gateway::{ConnectionStage, GatewayError, ShardManager};
use serenity::model::gateway::BotGateway;
use serenity::model::user::OnlineStatus;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::bot::Shared;
use super::client::{INTENTS, http};
use super::close_code::{CloseCodes, FatalClose, Notice};
use super::dispatch::Handler;
use super::errors::Meaning;
use super::every_event::EveryEvent;
use super::rest::with_jitter;
use crate::config::ShardRange;

/// How long a connection may take to become ready, or ready again.
const CONNECT_PATIENCE: Duration = Duration::from_mins(1);
/// How often the connection's stage is looked at.
const STAGE_CHECK: Duration = Duration::from_secs(1);
/// The first pause before connecting anew; it doubles each time, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// With this pause, a day of failing costs fewer than 300 of the 1,000 session starts.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);
/// How long the end waits for replies under way. With the two limits below it stays under 5 s.
const DRAIN_LIMIT: Duration = Duration::from_secs(3);
/// How long the end waits for the library to hand over the close frame.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(700);
/// How long the end waits for the connection to be gone. The library looks for orders every half second.
const CLOSE_LIMIT: Duration = Duration::from_millis(1_000);

/// Why the bot ended by itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// Discord closed the connection for good.
    #[error(transparent)]
    Closed(#[from] FatalClose),
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
    pub(super) proxy: Option<String>,
    pub(super) http_client: reqwest::Client,
    pub(super) close_codes: Option<CloseCodes>,
    /// Which shards are this process's; all if none.
    pub(super) shards: Option<ShardRange>,
    /// Turns true when the bot shall end.
    pub(super) stop: watch::Receiver<bool>,
}

/// How one connection ended.
enum Ended {
    /// Because it should.
    Asked,
    /// For good.
    Fatal(Stopped),
    /// It can be made anew.
    Lost,
}

impl Supervisor {
    /// Connects, and connects anew, until it is told to stop or that is useless.
    pub(super) async fn run(mut self) -> Result<(), Stopped> {
        let mut pause = FIRST_PAUSE;
        loop {
            let gateway = tokio::select! {
                () = stopped(&mut self.stop) => return Ok(()),
                gateway = self.bot.rest.gateway() => gateway,
            };
            let wait = match gateway {
                Ok(gateway) if gateway.session_start_limit.remaining == 0 => {
                    let wait = Duration::from_millis(gateway.session_start_limit.reset_after);
                    tracing::error!(wait_s = wait.as_secs(), "no session starts are left today; waiting for new ones");
                    wait
                }
                Ok(gateway) => match self.connection(&gateway).await {
                    Ended::Asked => return Ok(()),
                    Ended::Fatal(why) => return Err(why),
                    Ended::Lost => {
                        self.bot.gateway.down();
                        if self.bot.gateway.was_stable() {
                            pause = FIRST_PAUSE;
                        }
                        with_jitter(pause)
                    }
                },
                Err(error) if error.meaning() == Meaning::BadToken => return Err(Stopped::TokenRefused),
                Err(error) => {
                    tracing::warn!(%error, "the gateway's address could not be asked for");
                    with_jitter(pause)
                }
            };
            pause = (pause * 2).min(LONGEST_PAUSE);
            tokio::select! {
                () = stopped(&mut self.stop) => return Ok(()),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// One connection, from start to end.
    async fn connection(&mut self, gateway: &BotGateway) -> Ended {
        // Its other end hears when every task of this connection has let go of the handler.
        let (alive, gone) = mpsc::channel(1);
        let handler = Handler::new(Arc::clone(&self.bot), alive);
        let http = http(&self.token, self.proxy.as_deref(), self.http_client.clone());
        let builder = ClientBuilder::new_with_http(http, INTENTS).event_handler(handler);
        let mut client = match builder.raw_event_handler(EveryEvent::new(Arc::clone(&self.bot.metrics))).await {
            Ok(client) => client,
            Err(error) => return Ended::Fatal(Stopped::Client(error.to_string())),
        };
        // If the library cannot ask for the address it takes a built-in one; this one was answered to us.
        gateway.url.trim_end_matches('/').clone_into(&mut *client.ws_url.lock().await);
        let manager = Arc::clone(&client.shard_manager);
        let shards = self.shards.unwrap_or_else(|| ShardRange::all(gateway.shards));
        self.bot.gateway.begin(shards);
        let ended = self.watch(&mut client, &manager, shards).await;
        self.bot.gateway.all_gone();
        // After a fatal close there is nothing to close, and the library's task may spin: then no timer of the runtime
        // can be relied on, so nothing may be waited for.
        if !matches!(ended, Ended::Fatal(Stopped::Closed(_))) {
            self.close(client, &manager, gone).await;
        }
        ended
    }

    async fn watch(&mut self, client: &mut Client, manager: &ShardManager, shards: ShardRange) -> Ended {
        let bot = Arc::clone(&self.bot);
        // The library starts the end of the range, too (serenity 0.12.5, `Client::start_connection`).
        let connection = client.start_shard_range(shards.first..shards.last, shards.total);
        tokio::pin!(connection);
        let mut stage_check = tokio::time::interval(STAGE_CHECK);
        let mut not_ready_since = Instant::now();
        loop {
            tokio::select! {
                () = stopped(&mut self.stop) => return Ended::Asked,
                () = bot.rest.token_refused() => return Ended::Fatal(Stopped::TokenRefused),
                result = &mut connection => return match result {
                    Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => {
                        Ended::Fatal(FatalClose::AuthenticationFailed.into())
                    }
                    Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => {
                        Ended::Fatal(FatalClose::InvalidIntents.into())
                    }
                    Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => {
                        Ended::Fatal(FatalClose::DisallowedIntents.into())
                    }
                    Err(error) => {
                        tracing::warn!(%error, "the gateway connection ended");
                        Ended::Lost
                    }
                    Ok(()) => Ended::Lost,
                },
                notice = next_notice(&mut self.close_codes) => match notice {
                    Notice::Fatal(code) => return Ended::Fatal(code.into()),
                    Notice::Down => bot.gateway.down(),
                    Notice::Stuck => {
                        tracing::warn!("Discord closed a connection as not identified (close code 4003); connecting anew");
                        end_runners(manager).await;
                        return Ended::Lost;
                    }
                    Notice::BrokenFrame => tracing::warn!("a gateway frame could not be read and was passed over"),
                },
                _ = stage_check.tick() => {
                    let runners = manager.runners.lock().await;
                    for (id, runner) in runners.iter() {
                        bot.gateway.looked_at(id.0, runner.stage, runner.latency);
                    }
                    let connected = bot.gateway.is_ready()
                        && runners.values().all(|runner| runner.stage == ConnectionStage::Connected);
                    drop(runners);
                    if connected {
                        not_ready_since = Instant::now();
                        continue;
                    }
                    if not_ready_since.elapsed() > CONNECT_PATIENCE {
                        tracing::warn!("the gateway did not become ready within a minute; connecting anew");
                        return Ended::Lost;
                    }
                }
            }
        }
    }

    /// Ends a connection in order, in bounded time.
    async fn close(&self, client: Client, manager: &Arc<ShardManager>, mut gone: mpsc::Receiver<()>) {
        if *self.stop.borrow() && tokio::time::timeout(DRAIN_LIMIT, self.bot.in_flight.drained()).await.is_err() {
            tracing::warn!("some replies were not finished in time");
        }
        if tokio::time::timeout(SHUTDOWN_LIMIT, manager.shutdown_all()).await.is_err() {
            tracing::debug!("the gateway client did not confirm its end in time");
        }
        drop(client);
        if tokio::time::timeout(CLOSE_LIMIT, gone.recv()).await.is_err() {
            tracing::debug!("the gateway connection was left to the system to close");
        }
    }
}

/// Ends the library's tasks after a close that they do not notice: they would spin on the closed connection until the next
/// heartbeat is due, and an order to shut down would have them wait for a close frame for ever. An order to write ends them,
/// because it fails.
async fn end_runners(manager: &ShardManager) {
    for runner in manager.runners.lock().await.values() {
        runner.runner_tx.set_presence(None, OnlineStatus::Online);
    }
}

async fn next_notice(close_codes: &mut Option<CloseCodes>) -> Notice {
    if let Some(CloseCodes(notices)) = close_codes
        && let Some(notice) = notices.recv().await
    {
        return notice;
    }
    std::future::pending().await
}

/// Returns when the bot shall end, also when nobody is left who could say so.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is an order to end as well.
    let _ = stop.wait_for(|stop| *stop).await;
}
