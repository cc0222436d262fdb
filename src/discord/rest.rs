//! Calls to Discord's REST API, each with a time limit and bounded repetition.
//!
//! serenity builds and signs the requests, and, when the bot talks to Discord directly, keeps the rate limits. What it
//! does not do is done here, for every call alike. A call that is never answered ends; where the first response to an
//! interaction stalls, it is given up after half of the time that is left, so that another attempt can land. A 429 that still
//! comes through is waited out, for seconds by a command and for minutes by what does not expire, and holds back the other
//! calls on its route; behind a proxy, where serenity's own limiter cannot be used, this is all there is. A global limit
//! holds back every other call too. A call is repeated after a broken connection or a 5xx, which
//! for all of them is harmless even if the first attempt did arrive: questions change nothing, the list of commands is
//! replaced by itself, a message carries a nonce, and an interaction can be answered only once. Refused calls are
//! counted, because Discord bans an address that makes 10,000 of them in ten minutes. A token that is not accepted ends
//! the bot instead of being tried again.

mod gates;
mod request;
mod terms;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serenity::builder::{
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateMessage, EditInteractionResponse,
};
use serenity::http::{Http, HttpError, LightMethod, Request, Route};
use serenity::model::gateway::BotGateway;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::commands::File;
use super::errors::{ALREADY_ACKNOWLEDGED, Meaning, RestError, first_wrong_field};
use super::route_class::route_class;
use crate::health::{Metrics, Waited};
use gates::Gates;
pub(super) use request::with_body;
use request::{commands_route, with_file};
pub(super) use terms::Terms;
pub use terms::Timeouts;

/// How often a call may fail. Waiting for limits is no failure.
const MAX_FAILURES: u32 = 12;
/// The first pause before a repetition; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// The least pause after a limit, times the number of limits that this call has met.
const LEAST_LIMIT: Duration = Duration::from_millis(5);
/// The pause after a 429 that does not say how long to wait.
const UNSTATED_LIMIT: Duration = Duration::from_secs(1);
/// What it means that an answer had been given before the first attempt.
const OUTRUN: &str = "somebody else answered a command before this process: if another process runs the same shard with the same token, end one of them, or give each its own shards with DATUM_SHARDS; nobody is answered twice";
/// The way to Discord's REST API.
pub(super) struct Rest {
    pub(super) http: Http,
    pub(super) client: reqwest::Client,
    pub(super) timeouts: Timeouts,
    gates: Gates,
    /// Whether it was said that somebody else answered first.
    outrun: AtomicBool,
    /// Told when the token is not accepted.
    bad_token: Notify,
    metrics: Arc<Metrics>,
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").field("timeouts", &self.timeouts).finish_non_exhaustive()
    }
}

impl Rest {
    pub(super) fn new(http: Http, client: reqwest::Client, timeouts: Timeouts, metrics: Arc<Metrics>) -> Self {
        Self {
            http,
            client,
            timeouts,
            gates: Gates::default(),
            outrun: AtomicBool::new(false),
            bad_token: Notify::new(),
            metrics,
        }
    }

    /// Returns when Discord has said that it does not accept the token.
    pub(super) async fn token_refused(&self) {
        self.bad_token.notified().await;
    }

    /// Answers an interaction that came at `received`. An answer that had arrived although its confirmation was lost
    /// counts as given.
    pub(super) async fn respond(
        &self,
        interaction_id: InteractionId,
        token: &str,
        response: &CreateInteractionResponse,
        file: Option<&File>,
        received: Instant,
    ) -> Result<(), RestError> {
        let route = Route::InteractionResponse { interaction_id, token };
        let request = Request::new(route, LightMethod::Post);
        let request = match file {
            Some(file) => with_file(request, response, file, true)?,
            None => with_body(request, response)?,
        };
        let outcome = self.call(request, Terms::first_response(received, file.is_some())).await;
        self.forget(route).await;
        match outcome {
            Ok(_) => Ok(()),
            Err((error, attempts)) if attempts > 1 && error.is_code(ALREADY_ACKNOWLEDGED) => Ok(()),
            Err((error, _)) => {
                if error.is_code(ALREADY_ACKNOWLEDGED) && !self.outrun.swap(true, Ordering::Relaxed) {
                    tracing::warn!("{OUTRUN}");
                }
                Err(error)
            }
        }
    }

    /// Puts a reply in the place of the waiting sign of an acknowledged interaction, or of the message that was pressed.
    pub(super) async fn edit_reply(
        &self,
        application_id: ApplicationId,
        token: &str,
        edit: &EditInteractionResponse,
        file: Option<&File>,
    ) -> Result<(), RestError> {
        let route = Route::WebhookOriginalInteractionResponse { application_id, token };
        let request = Request::new(route, LightMethod::Patch);
        let request = match file {
            Some(file) => with_file(request, edit, file, false)?,
            None => with_body(request, edit)?,
        };
        self.webhook(request, route).await
    }

    /// Answers an interaction that has been answered once more.
    pub(super) async fn follow_up(
        &self,
        application_id: ApplicationId,
        token: &str,
        message: &CreateInteractionResponseFollowup,
        file: Option<&File>,
    ) -> Result<(), RestError> {
        let route = Route::WebhookFollowupMessages { application_id, token };
        let request = Request::new(route, LightMethod::Post);
        let request = match file {
            Some(file) => with_file(request, message, file, false)?,
            None => with_body(request, message)?,
        };
        self.webhook(request, route).await
    }

    /// Takes away the first answer to an interaction, or its waiting sign.
    pub(super) async fn delete_reply(&self, application_id: ApplicationId, token: &str) -> Result<(), RestError> {
        let route = Route::WebhookOriginalInteractionResponse { application_id, token };
        self.webhook(Request::new(route, LightMethod::Delete), route).await
    }

    async fn webhook(&self, request: Request<'_>, route: Route<'_>) -> Result<(), RestError> {
        let outcome = self.call(request, Terms::patient(self.timeouts)).await;
        self.forget(route).await;
        outcome.map(drop).map_err(|(error, _)| error)
    }

    /// The limiter keeps a bucket for each interaction for ever; without this memory would grow with use.
    async fn forget(&self, route: Route<'_>) {
        if let Some(limiter) = &self.http.ratelimiter {
            limiter.routes().write().await.remove(&route.ratelimiting_bucket());
        }
    }

    /// Posts a message. Its nonce makes it harmless to post it again.
    pub(super) async fn create_message(
        &self,
        channel_id: ChannelId,
        message: &CreateMessage,
        file: Option<&File>,
    ) -> Result<(), RestError> {
        let request = Request::new(Route::ChannelMessages { channel_id }, LightMethod::Post);
        let request = match file {
            Some(file) => with_file(request, message, file, false)?,
            None => with_body(request, message)?,
        };
        self.call(request, Terms::patient(self.timeouts)).await.map(drop).map_err(|(error, _)| error)
    }

    /// Where the gateway is, how many shards are wanted, and how many sessions may still be started.
    pub(super) async fn gateway(&self) -> Result<BotGateway, RestError> {
        self.get(Request::new(Route::GatewayBot, LightMethod::Get)).await
    }

    /// The commands that are registered, with their names in all languages.
    pub(super) async fn commands(
        &self,
        application_id: ApplicationId,
        guild_id: Option<GuildId>,
    ) -> Result<Vec<serde_json::Value>, RestError> {
        let params = Some(vec![("with_localizations", "true".to_owned())]);
        self.get(Request::new(commands_route(application_id, guild_id), LightMethod::Get).params(params)).await
    }

    /// Replaces all registered commands.
    pub(super) async fn set_commands(
        &self,
        application_id: ApplicationId,
        guild_id: Option<GuildId>,
        commands: &[serde_json::Value],
    ) -> Result<(), RestError> {
        let request = Request::new(commands_route(application_id, guild_id), LightMethod::Put);
        let request = with_body(request, commands)?;
        self.call(request, self.usual()).await.map(drop).map_err(|(error, _)| error)
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RestError> {
        let body = self.call(request, self.usual()).await.map_err(|(error, _)| error)?;
        serde_json::from_slice(&body).map_err(|error| RestError::Unreadable(error.to_string()))
    }

    /// For calls that somebody waits for, or that are made anew later.
    pub(super) fn usual(&self) -> Terms {
        Terms::usual(self.timeouts)
    }

    /// Makes a call until it succeeds, is refused for good, or its terms are over. Errors come with the number of attempts.
    pub(super) async fn call(&self, request: Request<'_>, terms: Terms) -> Result<Vec<u8>, (RestError, u32)> {
        let bucket = request.route_ref().ratelimiting_bucket();
        let route = (!bucket.is_none()).then_some(bucket);
        let mut deadline = terms.deadline;
        let mut pause = FIRST_PAUSE;
        let (mut attempts, mut failures, mut limited) = (0, 0, 0);
        loop {
            let waited = self
                .gates
                .wait(route, terms.limits_until, |who, wait| self.metrics.waited(who, wait))
                .await
                .map_err(|error| (error, attempts))?;
            deadline += if terms.hurried { Duration::ZERO } else { waited };
            attempts += 1;
            let error = match self
                .attempt(request.clone(), terms.for_attempt(deadline, self.timeouts, self.http.ratelimiter.is_some()))
                .await
            {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let (wait, until) = match &error {
                Failed::Limited { retry_after, global } => {
                    limited += 1;
                    // A limit that is over at once and comes again and again is not asked about without a pause.
                    let wait = (*retry_after).max(LEAST_LIMIT * limited);
                    let until = Instant::now() + wait;
                    if *global {
                        self.gates.close_all(until)
                    } else {
                        self.gates.close(route, until)
                    }
                    (wait, terms.limits_until)
                }
                Failed::Error(RestError::Refused { status, .. }) if *status < 500 => {
                    return Err((error.into_rest_error(), attempts));
                }
                Failed::Error(_) if terms.once => return Err((error.into_rest_error(), attempts)),
                Failed::Error(_) => {
                    failures += 1;
                    let wait = with_jitter(pause);
                    pause = (pause * 2).min(terms.longest_pause());
                    (wait, deadline)
                }
            };
            if Instant::now() + wait >= until || failures >= MAX_FAILURES {
                return Err((error.into_rest_error(), attempts));
            }
            if let Failed::Limited { global, .. } = error {
                self.metrics.waited(if global { Waited::All } else { Waited::Route }, wait);
            }
            tracing::debug!(attempts, wait_ms = wait.as_millis(), error = ?error, "call is repeated");
            tokio::time::sleep(wait).await;
            if matches!(error, Failed::Limited { .. }) && !terms.hurried {
                deadline += wait;
            }
        }
    }

    async fn attempt(&self, request: Request<'_>, limit: Duration) -> Result<Vec<u8>, Failed> {
        let (route, begun) = (route_class(request.route_ref()), Instant::now());
        let called = |status: &str| self.metrics.called(route, status, begun.elapsed());
        let exchange = async {
            let response = match &self.http.ratelimiter {
                Some(limiter) => limiter.perform(request).await.map_err(|error| failure(&error))?,
                None => {
                    let built = request
                        .build(&self.client, self.http.token(), self.http.proxy.as_deref())
                        .map_err(|error| failure(&error))?;
                    built.send().await.map_err(|error| connection(&error))?
                }
            };
            let status = response.status();
            let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
            let retry_after = header("retry-after").and_then(seconds);
            let global = header("x-ratelimit-global").is_some() || header("x-ratelimit-scope") == Some("global");
            let body = response.bytes().await.map_err(|error| connection(&error))?;
            Ok::<_, RestError>((status.as_u16(), retry_after, global, body.to_vec()))
        };
        let (status, retry_after, global, body) = tokio::time::timeout(limit, exchange)
            .await
            .map_err(|_| RestError::Timeout(limit))
            .flatten()
            .inspect_err(|error| called(if matches!(error, RestError::Timeout(_)) { "timeout" } else { "connection" }))
            .map_err(Failed::Error)?;
        called(&status.to_string());
        if (200..300).contains(&status) {
            return Ok(body);
        }
        // Discord's own network answers with a page of HTML when it bans an address, so the body may be no JSON.
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        if matches!(status, 401 | 403 | 429) {
            self.gates.count_refusal();
        }
        if status == 429 {
            let stated = json.get("retry_after").and_then(|value| seconds(&value.to_string()));
            let global = global || json.get("global").and_then(serde_json::Value::as_bool).unwrap_or(json.is_null());
            return Err(Failed::Limited { retry_after: stated.or(retry_after).unwrap_or(UNSTATED_LIMIT), global });
        }
        let error = RestError::Refused {
            status,
            code: json.get("code").and_then(serde_json::Value::as_u64).unwrap_or_default(),
            message: json.get("message").and_then(serde_json::Value::as_str).unwrap_or("no reason given").to_owned(),
            path: json.get("errors").map(first_wrong_field).unwrap_or_default(),
        };
        if error.meaning() == Meaning::BadToken {
            self.bad_token.notify_one();
        }
        Err(Failed::Error(error))
    }
}

/// Why one attempt failed.
#[derive(Debug)]
enum Failed {
    Limited { retry_after: Duration, global: bool },
    Error(RestError),
}

impl Failed {
    fn into_rest_error(self) -> RestError {
        match self {
            Self::Limited { retry_after, .. } => RestError::Limited(retry_after),
            Self::Error(error) => error,
        }
    }
}

/// Reads a number of seconds, fractions included, as limits are stated. Never longer than an hour.
fn seconds(text: &str) -> Option<Duration> {
    let seconds = text.trim().parse::<f64>().ok().filter(|seconds| seconds.is_finite())?;
    Some(Duration::from_secs_f64(seconds.clamp(0.0, 3_600.0)))
}

/// Between half and the whole of a pause, so that many processes do not repeat in step.
pub(super) fn with_jitter(pause: Duration) -> Duration {
    let nanos = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since_epoch| since_epoch.subsec_nanos());
    pause / 2 + pause.mul_f64(f64::from(nanos % 1_000) / 2_000.0)
}

/// An error of the library, without the address: that of an interaction holds its token.
fn failure(error: &serenity::Error) -> RestError {
    match error {
        serenity::Error::Http(HttpError::Request(error)) => connection(error),
        other => RestError::Connection(other.to_string()),
    }
}

/// What to look at when a certificate is refused: hardly ever Discord.
const CERTIFICATE_HINT: &str = "see whether this machine's clock is right, and whether something between here and Discord shows a certificate of its own";

fn connection(error: &reqwest::Error) -> RestError {
    let kind = match error {
        _ if error.is_connect() => "no connection",
        _ if error.is_timeout() => "no answer in time",
        _ if error.is_body() || error.is_decode() => "broken off in the middle of an answer",
        _ => "broken off",
    };
    // The innermost cause says what happened ("Connection refused"); none of the causes holds the address.
    let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
    while let Some(deeper) = cause.and_then(std::error::Error::source) {
        cause = Some(deeper);
    }
    let text = cause.map_or_else(|| kind.to_owned(), |cause| format!("{kind} ({cause})"));
    RestError::Connection(if text.contains("certificate") { format!("{text}; {CERTIFICATE_HINT}") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_with_their_fractions() {
        assert_eq!(seconds("0.25"), Some(Duration::from_millis(250)));
        assert_eq!(seconds("3"), Some(Duration::from_secs(3)));
        assert_eq!(seconds("-1"), Some(Duration::ZERO));
        assert_eq!(seconds("1e9"), Some(Duration::from_secs(3_600)));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("NaN"), None);
    }

    #[test]
    fn jitter_stays_within_the_pause() {
        let pause = Duration::from_secs(1);
        for _ in 0..100 {
            let jittered = with_jitter(pause);
            assert!(jittered >= pause / 2 && jittered <= pause);
        }
    }
}
