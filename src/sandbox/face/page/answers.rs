//! What a page is answered: what a person sees after they did something, or why they could not.

use serde_json::{Value, json};

use crate::sandbox::actor::{ActorError, Seen, View};

/// The first answer of the bot as the page gets it. Messages themselves come as news.
pub(super) fn seen(seen: &Seen) -> Value {
    let (view, detail) = match &seen.view {
        View::Message(it) => ("message", json!(it.id.to_string())),
        View::Thinking(it) => ("thinking", json!(it.id.to_string())),
        View::Updated(it) => ("updated", json!(it.id.to_string())),
        View::Unchanged => ("unchanged", Value::Null),
        View::NoAnswer => ("silent", Value::Null),
        View::Modal(it) => ("modal", it.raw.clone()),
        View::Choices(choices) => {
            ("choices", choices.iter().map(|it| json!({"name": it.name, "value": it.value})).collect())
        }
    };
    json!({"interaction": seen.interaction.to_string(), "view": view, "detail": detail})
}

/// Why something could not be done: a name that the page has a sentence for in each language, and what goes in it.
pub(super) fn problem(error: &ActorError) -> Value {
    let (name, detail) = match error {
        ActorError::UnknownChannel(it) => ("channel", json!(it)),
        ActorError::UnknownCommand(it) => ("command", json!(it)),
        ActorError::UnknownOption(it) => ("option", json!(it)),
        ActorError::MissingOption(it) => ("missing", json!(it)),
        ActorError::BadValue { option, why, .. } => ("value", json!(format!("{option}: {why}"))),
        ActorError::Forbidden => ("forbidden", Value::Null),
        ActorError::UnknownMessage(_) => ("message", Value::Null),
        ActorError::UnknownComponent(it) | ActorError::UnknownChoice(it) => ("component", json!(it)),
        ActorError::BadInput(it) => ("input", json!(it)),
        ActorError::BadLength { what, most, .. } => (if what == "name" { "name" } else { "length" }, json!(most)),
        ActorError::TagNeeded => ("tag", Value::Null),
        ActorError::UnknownFile(_) => ("file", Value::Null),
        ActorError::BotOffline => ("offline", Value::Null),
        ActorError::Timeout(_) => ("silent", Value::Null),
    };
    json!({"name": name, "detail": detail, "text": error.to_string()})
}
