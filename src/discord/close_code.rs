//! Close codes after which connecting again is useless, and how they come to be known.
//!
//! serenity 0.12.5 hands over three of the six fatal close codes (4004, 4013, 4014). After the others its task spins until
//! the next heartbeat is due, and then connects again, until the day's 1,000 session starts are used up. The code of a close frame appears nowhere but in its log events, so an
//! observer of those events tells the supervisor. The tests that run the program against each close code pin the
//! wording that is looked for.

use std::fmt;

use tokio::sync::mpsc;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::Registry;

/// A close code after which connecting again is useless (events/gateway, close event codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FatalClose {
    /// 4004
    #[error(
        "Discord does not accept the token (close code 4004): reset it on the application's Bot page at https://discord.com/developers/applications and put the new one into DISCORD_TOKEN"
    )]
    AuthenticationFailed,
    /// 4010
    #[error(
        "Discord refuses the shard that was asked for (close code 4010): if DISCORD_PROXY is set, check that its gateway belongs to this bot; otherwise report this as a bug"
    )]
    InvalidShard,
    /// 4011
    #[error(
        "the bot is in too many servers for the number of shards that Discord advised (close code 4011): start it again, and if DISCORD_PROXY is set, check that it answers /gateway/bot freshly"
    )]
    ShardingRequired,
    /// 4012
    #[error("Discord no longer speaks gateway version 10 (close code 4012): update this program")]
    InvalidVersion,
    /// 4013
    #[error("Discord does not know one of the requested intents (close code 4013): update this program")]
    InvalidIntents,
    /// 4014
    #[error(
        "Discord does not allow one of the requested intents (close code 4014), although none of them is privileged: check that DISCORD_TOKEN belongs to an application with a bot user, then update this program"
    )]
    DisallowedIntents,
}

/// What the gateway client let slip in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// The connection was closed for good.
    Fatal(FatalClose),
    /// The connection is gone; the client connects again by itself.
    Down,
    /// The connection is gone, and the client does not notice before its next heartbeat: close code 4003, after which
    /// Discord wants a new connection.
    Stuck,
    /// A frame could not be read and was passed over.
    BrokenFrame,
}

/// The receiving end of the observer.
#[derive(Debug)]
pub struct CloseCodes(pub(super) mpsc::UnboundedReceiver<Notice>);

/// An observer of the gateway client's log, to be given to [`telemetry::start`](crate::telemetry::start), and what it
/// observes, to be given to [`Options`](super::Options).
#[must_use]
pub fn close_code_observer() -> (crate::telemetry::Observer, CloseCodes) {
    let (notices, heard) = std::sync::mpsc::channel();
    let (forwarded, receiver) = mpsc::unbounded_channel();
    // After some close codes the library's task spins without a pause. A task that it wakes waits for its turn on the
    // very thread that spins, for up to a heartbeat (41 s); one that another thread wakes does not.
    let forwarding = std::thread::Builder::new().name("close-codes".to_owned());
    let spawned = forwarding.spawn(move || while heard.recv().is_ok_and(|notice| forwarded.send(notice).is_ok()) {});
    if let Err(error) = spawned {
        tracing::error!(%error, "close codes are not watched: the system gave no thread for it");
    }
    // Spans are left out: the library's spans would write out every event that comes.
    let wanted = filter_fn(|metadata| {
        metadata.is_event() && *metadata.level() <= Level::INFO && metadata.target().starts_with("serenity::gateway")
    });
    let observer: crate::telemetry::Observer = Observer { notices }.with_filter(wanted).boxed();
    (observer, CloseCodes(receiver))
}

struct Observer {
    notices: std::sync::mpsc::Sender<Notice>,
}

impl Layer<Registry> for Observer
where
    Registry: Subscriber,
{
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, Registry>) {
        let mut message = Message(None);
        event.record(&mut message);
        if let Some(notice) = message.0 {
            // Nobody listens when the bot was stopped; then nothing needs to be known.
            let _ = self.notices.send(notice);
        }
    }
}

/// Reads what an event's message gives away.
struct Message(Option<Notice>);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = notice(&format!("{value:?}"));
        }
    }
}

fn notice(message: &str) -> Option<Notice> {
    // Every message begins with the shard in brackets.
    let (_, message) = message.split_once("] ")?;
    // Broken frames are quoted by the library; whatever they contain must not be taken for a close code.
    let is = |start: &str| message.starts_with(start);
    Some(match () {
        () if is("Sent invalid authentication") => Notice::Fatal(FatalClose::AuthenticationFailed),
        () if is("Sent invalid shard data") => Notice::Fatal(FatalClose::InvalidShard),
        () if is("Shard has too many guilds") => Notice::Fatal(FatalClose::ShardingRequired),
        () if is("Unknown unclean close 4012") => Notice::Fatal(FatalClose::InvalidVersion),
        () if is("Invalid gateway intents") => Notice::Fatal(FatalClose::InvalidIntents),
        () if is("Disallowed gateway intents") => Notice::Fatal(FatalClose::DisallowedIntents),
        () if is("Sent no authentication") => Notice::Stuck,
        () if is("Unhandled error") => Notice::BrokenFrame,
        () if is("Websocket error")
            || is("Unknown unclean close")
            || is("Error heartbeating")
            || is("Invalid session")
            || is("Received session invalidation") =>
        {
            Notice::Down
        }
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_s_messages_are_understood() {
        let shard = "[ShardInfo { id: ShardId(0), total: 1 }] ";
        let cases = [
            ("Sent invalid shard data.", Some(Notice::Fatal(FatalClose::InvalidShard))),
            ("Shard has too many guilds.", Some(Notice::Fatal(FatalClose::ShardingRequired))),
            ("Unknown unclean close 4012: Some(\"\")", Some(Notice::Fatal(FatalClose::InvalidVersion))),
            ("Unknown unclean close 4999: Some(\"4012\")", Some(Notice::Down)),
            ("Unhandled error: Json(Sent invalid shard data)", Some(Notice::BrokenFrame)),
            ("Sent no authentication.", Some(Notice::Stuck)),
            ("Resumed", None),
        ];
        for (message, expected) in cases {
            assert_eq!(notice(&format!("{shard}{message}")), expected, "{message}");
        }
    }

    #[test]
    fn the_observer_hears_events_that_are_not_logged() {
        use tracing_subscriber::layer::SubscriberExt;
        let (observer, mut notices) = close_code_observer();
        let silent = tracing_subscriber::fmt::layer().with_filter(filter_fn(|_| false));
        let layers: Vec<crate::telemetry::Observer> = vec![observer, silent.boxed()];
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layers), || {
            tracing::warn!(target: "serenity::gateway::shard", "[{:?}] Sent invalid shard data.", 0);
            tracing::warn!(target: "elsewhere", "[0] Sent invalid shard data.");
        });
        assert_eq!(notices.0.blocking_recv(), Some(Notice::Fatal(FatalClose::InvalidShard)));
        // The observer is gone, and with it the thread that forwards.
        assert_eq!(notices.0.blocking_recv(), None);
    }
}
