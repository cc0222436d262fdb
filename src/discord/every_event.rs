//! Sees every event before it is handed on, those too that the client library could not read: it passes them over
//! without a word, and with them perhaps a command that nobody answers. Each is counted.

use std::sync::Arc;

use serenity::all::{Context, Event, RawEventHandler};
use serenity::async_trait;

use crate::health::Metrics;

/// Hears every event of the gateway.
pub(super) struct EveryEvent {
    metrics: Arc<Metrics>,
}

impl EveryEvent {
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        Self { metrics }
    }
}

/// What the bot acts on. If one of these cannot be read, somebody may wait for an answer.
const AWAITED: [&str; 5] = ["READY", "RESUMED", "GUILD_CREATE", "MESSAGE_CREATE", "INTERACTION_CREATE"];
/// Characters of an event's name that are logged.
const NAME_CHARS: usize = 64;

#[async_trait]
impl RawEventHandler for EveryEvent {
    async fn raw_event(&self, _context: Context, event: Event) {
        self.metrics.event(kind(&event));
        let Event::Unknown(event) = event else { return };
        // What is in it stays out of the log: it may be what somebody wrote.
        let name: String = event.kind.chars().take(NAME_CHARS).collect();
        if AWAITED.contains(&name.as_str()) {
            tracing::warn!(event = ?name, "a gateway event could not be read and was passed over");
        } else {
            tracing::debug!(event = ?name, "a gateway event of a kind that is not known was passed over");
        }
    }
}

/// The kind of an event, as it is counted: a fixed set, whatever Discord sends.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Ready(_) => "READY",
        Event::Resumed(_) => "RESUMED",
        Event::GuildCreate(_) => "GUILD_CREATE",
        Event::GuildDelete(_) => "GUILD_DELETE",
        Event::MessageCreate(_) => "MESSAGE_CREATE",
        Event::InteractionCreate(_) => "INTERACTION_CREATE",
        Event::Unknown(event) if AWAITED.contains(&event.kind.as_str()) => "unreadable",
        Event::Unknown(_) => "unknown",
        _ => "other",
    }
}
