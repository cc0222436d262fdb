//! Counts every event of the gateway, those too that could not be read: with them perhaps a command is passed over that
//! nobody answers.

use twilight_model::gateway::event::EventType;

use crate::health::Metrics;

/// An event came in and was read as far as it matters.
pub(super) fn read(metrics: &Metrics, name: &str) {
    let kind = kind(name);
    if kind == UNKNOWN {
        let name: String = name.chars().take(NAME_CHARS).collect();
        tracing::debug!(event = ?name, "a gateway event of a kind that is not known was passed over");
    }
    metrics.event(kind);
}

/// Something that came in could not be read. What is in it stays out of the log: it may be what somebody wrote.
pub(super) fn unreadable(metrics: &Metrics) {
    metrics.event("unreadable");
}

/// What stands for all kinds that are not known.
const UNKNOWN: &str = "unknown";
/// Characters of an event's name that are logged.
const NAME_CHARS: usize = 64;

/// The kind of an event, as it is counted: a fixed set, whatever Discord sends.
fn kind(name: &str) -> &'static str {
    match name {
        "READY" => "READY",
        "RESUMED" => "RESUMED",
        "GUILD_CREATE" => "GUILD_CREATE",
        "GUILD_DELETE" => "GUILD_DELETE",
        "MESSAGE_CREATE" => "MESSAGE_CREATE",
        "INTERACTION_CREATE" => "INTERACTION_CREATE",
        _ if EventType::try_from(name).is_ok() => "other",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_a_fixed_set() {
        assert_eq!(kind("MESSAGE_CREATE"), "MESSAGE_CREATE");
        assert_eq!(kind("TYPING_START"), "other");
        assert_eq!(kind("SOMETHING_NEW"), UNKNOWN);
    }
}
