//! Calls to Discord's REST API, each with a time limit and bounded repetition.
//!
//! serenity builds and signs the requests, and, when the bot talks to Discord directly, keeps the rate limits. What it
//! does not do is done here, for every call alike. A call that is never answered ends. A 429 that still comes through is
//! waited out as long as the caller can wait; behind a proxy, where serenity's own limiter cannot be used, this is all
//! there is. A global limit holds back every other call too. A call is repeated after a broken connection or a 5xx, which
//! for all of them is harmless even if the first attempt did arrive: questions change nothing, the list of commands is
//! replaced by itself, a message carries a nonce, and an interaction can be answered only once. Refused calls are
//! counted, because Discord bans an address that makes 10,000 of them in ten minutes. A token that is not accepted ends
//! the bot instead of being tried again.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serenity::builder::{
    CreateAttachment, CreateInteractionResponse, CreateInteractionResponseFollowup, CreateMessage,
    EditInteractionResponse,
};
use serenity::http::{Http, HttpError, LightMethod, Multipart, MultipartUpload, Request, Route};
use serenity::model::gateway::BotGateway;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::commands::File;
use super::errors::{ALREADY_ACKNOWLEDGED, Meaning, RestError, first_wrong_field};
use super::limits;
use super::route_class::route_class;
use crate::health::{Metrics, Waited};

/// How long calls may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// From the first byte sent to the last one received, for one attempt.
    pub attempt: Duration,
    /// For one call with all its attempts and the waiting between them.
    pub call: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), attempt: Duration::from_secs(10), call: Duration::from_secs(30) }
    }
}

/// An interaction must be answered within 3 s (receiving-and-responding); after that an attempt is pointless.
pub(super) const INTERACTION_PATIENCE: Duration = Duration::from_secs(3);
/// How often a call is made at the most, waiting for rate limits included.
const MAX_ATTEMPTS: u32 = 8;
/// The first pause before a repetition; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// The pause after a 429 that does not say how long to wait.
const UNSTATED_LIMIT: Duration = Duration::from_secs(1);
/// Refused calls (401, 403, 429) are counted over this time (topics/rate-limits).
const REFUSAL_WINDOW: Duration = Duration::from_mins(10);
/// Discord bans an address for 10,000 refused calls in the window; from here on each further thousand is a warning.
const REFUSALS_WORTH_A_WARNING: usize = 1_000;
/// More refusals than this and no call is made until the window has moved on.
const MAX_REFUSALS: usize = 9_000;

/// The way to Discord's REST API.
pub(super) struct Rest {
    pub(super) http: Http,
    pub(super) client: reqwest::Client,
    pub(super) timeouts: Timeouts,
    /// No call is made before this moment.
    open_at: watch::Sender<Instant>,
    refusals: Mutex<VecDeque<Instant>>,
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
            open_at: watch::Sender::new(Instant::now()),
            refusals: Mutex::default(),
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
        let outcome = self.call(request, received + INTERACTION_PATIENCE).await;
        self.forget(route).await;
        match outcome {
            Ok(_) => Ok(()),
            Err((error, attempts)) if attempts > 1 && error.is_code(ALREADY_ACKNOWLEDGED) => Ok(()),
            Err((error, _)) => Err(error),
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
        let outcome = self.call(request, self.deadline()).await;
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
        self.call(request, self.deadline()).await.map(drop).map_err(|(error, _)| error)
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
        self.call(request, self.deadline()).await.map(drop).map_err(|(error, _)| error)
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RestError> {
        let body = self.call(request, self.deadline()).await.map_err(|(error, _)| error)?;
        serde_json::from_slice(&body).map_err(|error| RestError::Unreadable(error.to_string()))
    }

    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + self.timeouts.call
    }

    /// Makes a call until it succeeds, is refused for good, or `deadline` comes. Errors come with the number of attempts.
    pub(super) async fn call(&self, request: Request<'_>, deadline: Instant) -> Result<Vec<u8>, (RestError, u32)> {
        self.call_as(request, deadline, Repeat::Safe).await
    }

    /// Makes a call that must not be repeated when it is not known whether it arrived.
    pub(super) async fn call_once(&self, request: Request<'_>, deadline: Instant) -> Result<Vec<u8>, RestError> {
        self.call_as(request, deadline, Repeat::OnlyIfRefused).await.map_err(|(error, _)| error)
    }

    async fn call_as(
        &self,
        request: Request<'_>,
        deadline: Instant,
        repeat: Repeat,
    ) -> Result<Vec<u8>, (RestError, u32)> {
        let mut pause = FIRST_PAUSE;
        for attempt in 1..=MAX_ATTEMPTS {
            self.wait_for_gate(deadline).await.map_err(|error| (error, attempt))?;
            let error = match self.attempt(request.clone(), deadline).await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let wait = match &error {
                Failed::Limited { retry_after, global } => {
                    if *global {
                        self.open_at.send_replace(Instant::now() + *retry_after);
                    }
                    *retry_after
                }
                Failed::Error(RestError::Refused { status, .. }) if *status < 500 => {
                    return Err((error.into_rest_error(), attempt));
                }
                Failed::Error(_) if repeat == Repeat::OnlyIfRefused => return Err((error.into_rest_error(), attempt)),
                Failed::Error(_) => with_jitter(pause),
            };
            let out_of_time = Instant::now() + wait >= deadline;
            if out_of_time || attempt == MAX_ATTEMPTS {
                return Err((error.into_rest_error(), attempt));
            }
            if let Failed::Limited { global: false, .. } = error {
                self.metrics.waited(Waited::Route, wait);
            }
            tracing::debug!(attempt, wait_ms = wait.as_millis(), error = ?error, "call is repeated");
            tokio::time::sleep(wait).await;
            pause *= 2;
        }
        // The last turn of the loop always returns.
        Err((RestError::Timeout(self.timeouts.call), MAX_ATTEMPTS))
    }

    async fn attempt(&self, request: Request<'_>, deadline: Instant) -> Result<Vec<u8>, Failed> {
        let limit = self.timeouts.attempt.min(deadline.saturating_duration_since(Instant::now()));
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
            self.count_refusal();
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

    /// Waits until no global limit holds.
    async fn wait_for_gate(&self, deadline: Instant) -> Result<(), RestError> {
        loop {
            let open_at = (*self.open_at.borrow()).max(self.refusals_allow_from());
            let now = Instant::now();
            if open_at <= now {
                return Ok(());
            }
            if open_at >= deadline {
                return Err(RestError::Limited(open_at - now));
            }
            self.metrics.waited(Waited::All, open_at - now);
            tokio::time::sleep_until(open_at).await;
        }
    }

    fn count_refusal(&self) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while refusals.front().is_some_and(|first| now.duration_since(*first) > REFUSAL_WINDOW) {
            refusals.pop_front();
        }
        refusals.push_back(now);
        let count = refusals.len();
        if count.is_multiple_of(REFUSALS_WORTH_A_WARNING) {
            tracing::warn!(count, "many calls were refused within ten minutes; Discord bans an address at 10,000");
        }
    }

    /// The moment from which calls may be made again, as far as the number of refusals is concerned.
    fn refusals_allow_from(&self) -> Instant {
        let refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        match refusals.len().checked_sub(MAX_REFUSALS).and_then(|over| refusals.get(over)) {
            Some(oldest_over) => *oldest_over + REFUSAL_WINDOW,
            None => Instant::now(),
        }
    }
}

/// Whether a call may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeat {
    /// Doing it twice is the same as doing it once.
    Safe,
    /// Only when the first attempt certainly did nothing, because a rate limit held it back.
    OnlyIfRefused,
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

fn commands_route(application_id: ApplicationId, guild_id: Option<GuildId>) -> Route<'static> {
    match guild_id {
        Some(guild_id) => Route::GuildCommands { application_id, guild_id },
        None => Route::Commands { application_id },
    }
}

pub(super) fn with_body<'a>(request: Request<'a>, body: &(impl Serialize + ?Sized)) -> Result<Request<'a>, RestError> {
    let bytes = serde_json::to_vec(body).map_err(|error| RestError::Unreadable(error.to_string()))?;
    Ok(request.body(Some(bytes)))
}

/// A message with one file; the first response to an interaction holds its message `below` the key `data`. The library fills
/// in the list of attachments only in calls of its own.
fn with_file<'a>(
    request: Request<'a>,
    message: &impl Serialize,
    file: &File,
    below: bool,
) -> Result<Request<'a>, RestError> {
    let unreadable = |error: serde_json::Error| RestError::Unreadable(error.to_string());
    let mut body = serde_json::to_value(message).map_err(unreadable)?;
    let description = limits::cut(&file.description, limits::FILE_DESCRIPTION_CHARS);
    // The id is the number in the name of the part, which the library makes 0 for the first file, as text like all ids.
    let attachment = serde_json::json!({"id": "0", "filename": file.name, "description": description});
    let message = if below { body.get_mut("data") } else { Some(&mut body) };
    if let Some(data) = message.and_then(serde_json::Value::as_object_mut) {
        data.insert("attachments".to_owned(), serde_json::json!([attachment]));
    }
    let upload = MultipartUpload::Attachments(vec![CreateAttachment::bytes(file.bytes.clone(), file.name.clone())]);
    let payload_json = Some(serde_json::to_string(&body).map_err(unreadable)?);
    Ok(request.multipart(Some(Multipart { upload, fields: Vec::new(), payload_json })))
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
    RestError::Connection(cause.map_or_else(|| kind.to_owned(), |cause| format!("{kind} ({cause})")))
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
