//! Registers the commands at the start, and only if they are not already registered as they are: Discord allows 200
//! new ones a day, and clients load the list anew each time.

use serde_json::{Map, Value};
use serenity::model::id::ApplicationId;

use super::bot::Shared;
use super::commands::COMMANDS;

/// Registers what is not registered. A failure is logged and costs nothing but the change: what was registered before
/// keeps working, and so do mentions.
pub(super) async fn register(bot: &Shared, application: ApplicationId) {
    let wanted = wanted(bot.korean_names);
    let place = if bot.dev_guild.is_some() { "one server" } else { "everywhere" };
    let registered = match bot.rest.commands(application, bot.dev_guild).await {
        Ok(registered) => registered,
        Err(error) => {
            tracing::error!(%error, "the registered commands could not be asked for; they stay as they are");
            return;
        }
    };
    if same(&wanted, &registered) {
        tracing::info!(count = wanted.len(), place, "the commands are registered already");
        return;
    }
    match bot.rest.set_commands(application, bot.dev_guild, &wanted).await {
        Ok(()) => tracing::info!(count = wanted.len(), place, "the commands were registered"),
        Err(error) => tracing::error!(%error, place, "the commands could not be registered; they stay as they are"),
    }
}

/// The commands as they are sent.
fn wanted(korean_names: bool) -> Vec<Value> {
    let registration = |command: &super::commands::Command| serde_json::to_value(command.registration(korean_names));
    COMMANDS.iter().filter_map(|command| registration(command).ok()).collect()
}

/// Whether two lists of commands mean the same.
fn same(ours: &[Value], theirs: &[Value]) -> bool {
    let sorted = |commands: &[Value]| {
        let mut commands: Vec<String> = commands.iter().map(|command| normal(command).to_string()).collect();
        commands.sort();
        commands
    };
    sorted(ours) == sorted(theirs)
}

/// What a command or an option says that a reader or caller would notice. Discord adds ids and versions to what it was
/// sent, and leaves out or spells out what is the default.
const NOTICED: [&str; 16] = [
    "autocomplete",
    "channel_types",
    "choices",
    "contexts",
    "default_member_permissions",
    "description",
    "description_localizations",
    "integration_types",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name_localizations",
    "name",
    "options",
    "required",
];

fn normal(command: &Value) -> Value {
    let Some(fields) = command.as_object() else { return command.clone() };
    let mut normal = Map::new();
    for name in NOTICED {
        let value = match (name, fields.get(name)) {
            (_, None | Some(Value::Null | Value::Bool(false))) => continue,
            (_, Some(Value::Array(list))) if list.is_empty() => continue,
            (_, Some(Value::Object(map))) if map.is_empty() => continue,
            (_, Some(Value::String(text))) if text.is_empty() => continue,
            ("options" | "choices", Some(Value::Array(list))) => {
                Value::Array(list.iter().map(|part| with_value(part, normal_part(part))).collect())
            }
            ("channel_types" | "contexts" | "integration_types", Some(Value::Array(list))) => {
                let mut list: Vec<String> = list.iter().map(ToString::to_string).collect();
                list.sort();
                Value::from(list)
            }
            ("name_localizations" | "description_localizations", Some(Value::Object(map))) => {
                let sorted: std::collections::BTreeMap<_, _> = map.iter().collect();
                sorted.into_iter().map(|(locale, text)| (locale.clone(), text.clone())).collect::<Map<_, _>>().into()
            }
            (_, Some(value)) => value.clone(),
        };
        normal.insert(name.to_owned(), value);
    }
    // The kind of a slash command, 1, is the default.
    normal.insert("type".to_owned(), fields.get("type").cloned().unwrap_or_else(|| Value::from(1)));
    Value::Object(normal)
}

fn normal_part(part: &Value) -> Value {
    normal(part)
}

/// A choice's value counts, too.
fn with_value(part: &Value, mut normal: Value) -> Value {
    if let (Some(value), Some(fields)) = (part.get("value"), normal.as_object_mut()) {
        fields.insert("value".to_owned(), value.clone());
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What Discord makes of a command that it was sent.
    fn as_discord_returns(command: &Value) -> Value {
        let mut returned = command.clone();
        let fields = returned.as_object_mut().unwrap();
        fields.insert("id".into(), json!("1"));
        fields.insert("application_id".into(), json!("2"));
        fields.insert("version".into(), json!("3"));
        fields.insert("nsfw".into(), json!(false));
        fields.entry("default_member_permissions").or_insert(Value::Null);
        fields.insert("dm_permission".into(), json!(true));
        if fields.get("options").is_some_and(|options| options == &json!([])) {
            fields.remove("options");
        }
        fields.entry("description").or_insert(json!(""));
        for option in fields.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
            let option = option.as_object_mut().unwrap();
            if option.get("required") == Some(&json!(false)) {
                option.remove("required");
            }
            if option.get("autocomplete") == Some(&json!(false)) {
                option.remove("autocomplete");
            }
        }
        returned
    }

    #[test]
    fn what_is_registered_is_recognised() {
        let ours = wanted(true);
        let mut theirs: Vec<Value> = ours.iter().map(as_discord_returns).collect();
        theirs.reverse();
        assert!(same(&ours, &theirs));
    }

    #[test]
    fn every_change_that_a_reader_would_notice_is_one() {
        let ours = wanted(true);
        assert!(!same(&ours, &[]));
        assert!(!same(&ours, &wanted(false)));
        let mut managed = ours.clone();
        managed[0]["default_member_permissions"] = json!("32");
        assert!(!same(&ours, &managed));
        let changes: [(&str, Value); 5] = [
            ("/0/description", json!("other")),
            ("/0/options/0/autocomplete", json!(false)),
            ("/0/options/0/description_localizations/ko", json!("other")),
            ("/0/options/3/choices/0/value", json!("other")),
            ("/0/contexts", json!([0])),
        ];
        for (pointer, value) in changes {
            let mut theirs = Value::from(ours.clone());
            *theirs.pointer_mut(pointer).unwrap() = value;
            assert!(!same(&ours, theirs.as_array().unwrap()), "{pointer}");
        }
    }
}
