//! The HTTP side of the bot: time limits on every connection, and the way through a proxy.
//!
//! serenity's own HTTP client waits for ever; the one made here does not. Through a proxy serenity's rate limiter would
//! still talk to discord.com, so there it is off and [`rest`](super::rest) waits out the limits that the proxy states.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use serenity::builder::CreateAllowedMentions;
use serenity::http::{Http, HttpBuilder};
use serenity::model::gateway::GatewayIntents;

use super::rest::{Rest, Timeouts};
use crate::health::Metrics;

/// What the bot wants to hear: which servers it is in, and messages in them and in direct messages. None of them is a
/// privileged one: Discord hands over the text of messages that mention the bot or are sent to it.
pub(super) const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

/// The way to Discord's REST API.
pub(super) fn rest(
    token: &SecretString,
    proxy: Option<&str>,
    client: reqwest::Client,
    timeouts: Timeouts,
    metrics: Arc<Metrics>,
) -> Arc<Rest> {
    Arc::new(Rest::new(http(token, proxy, client.clone()), client, timeouts, metrics))
}

/// serenity's handle to the REST API.
fn http(token: &SecretString, proxy: Option<&str>, client: reqwest::Client) -> Http {
    let mut builder = HttpBuilder::new(token.expose_secret())
        .client(client)
        .default_allowed_mentions(CreateAllowedMentions::new().replied_user(false));
    if let Some(proxy) = proxy {
        builder = builder.proxy(proxy).ratelimiter_disabled(true);
    }
    builder.build()
}

pub(super) fn http_client(through_proxy: bool, timeouts: Timeouts) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.attempt)
        .redirect(reqwest::redirect::Policy::none());
    // DISCORD_PROXY says where to go; the system's proxy settings are for the way to Discord itself.
    if through_proxy { builder.no_proxy() } else { builder }.build()
}
