//! The commands of the application, global and for each server.

use serde_json::{Map, Value, json};

use super::{Answer, Call, NO_CONTENT, id};
use crate::sandbox::error::{ApiError, Form};
use crate::sandbox::limits;
use crate::sandbox::state::{Id, State};
use crate::sandbox::validate::command::{self, CHAT_INPUT};

/// Everything below /applications/{application}
pub(super) fn route(call: &Call<'_>, method: &str, app: &str, path: &[&str]) -> Answer {
    let app = id(app)?;
    let mut state = call.shared.state();
    if app != state.application.id {
        return Err(ApiError::unknown_application());
    }
    let (scope, path) = match path {
        ["commands", rest @ ..] => (None, rest),
        ["guilds", guild, "commands", rest @ ..] => {
            let guild = id(guild)?;
            if !state.bot_in_guild(guild) {
                return Err(ApiError::missing_access());
            }
            (Some(guild), rest)
        }
        _ => return Err(ApiError::not_found()),
    };
    let full = call.query.get("with_localizations").is_some_and(|value| value == "true");
    match (method, path) {
        ("GET", []) => {
            let list = state.commands.get(&scope).cloned().unwrap_or_default();
            Ok((200, list.into_iter().map(|command| shown(command, full)).collect()))
        }
        ("PUT", []) => replace(&mut state, scope, &call.body),
        ("POST", []) => create(&mut state, scope, &call.body),
        (_, [command]) => {
            let wanted = json!(id(command)?.to_string());
            let commands = state.commands.entry(scope).or_default();
            let place =
                commands.iter().position(|command| command["id"] == wanted).ok_or_else(ApiError::unknown_command)?;
            match method {
                "GET" => Ok((200, commands.get(place).cloned().unwrap_or_default())),
                "PATCH" => {
                    let before = commands.get(place).cloned().unwrap_or_default();
                    edit(&mut state, scope, place, &before, &call.body)
                }
                "DELETE" => {
                    commands.remove(place);
                    Ok(NO_CONTENT)
                }
                _ => Err(ApiError::method_not_allowed()),
            }
        }
        _ => Err(ApiError::not_found()),
    }
}

fn replace(state: &mut State, scope: Option<Id>, body: &Value) -> Answer {
    let mut form = Form::default();
    let Value::Array(list) = body else {
        form.add("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        form.finish()?;
        return Err(ApiError::bad_json());
    };
    for (index, one) in list.iter().enumerate() {
        command::command(&mut form, &index.to_string(), one);
    }
    command::duplicates(&mut form, list);
    form.finish()?;
    within_count(list)?;
    let before = state.commands.remove(&scope).unwrap_or_default();
    let stored: Vec<Value> = list
        .iter()
        .map(|one| {
            let same = before.iter().find(|old| same_command(old, one));
            stored(state, scope, one, same)
        })
        .collect();
    state.commands.insert(scope, stored.clone());
    Ok((200, Value::Array(stored)))
}

fn create(state: &mut State, scope: Option<Id>, body: &Value) -> Answer {
    let mut form = Form::default();
    command::command(&mut form, "", body);
    form.finish()?;
    let mut commands = state.commands.remove(&scope).unwrap_or_default();
    let place = commands.iter().position(|old| same_command(old, body));
    let made = stored(state, scope, body, place.and_then(|place| commands.get(place)));
    let (status, result) = match place {
        Some(place) => {
            if let Some(old) = commands.get_mut(place) {
                *old = made.clone();
            }
            (200, Ok(()))
        }
        None => {
            commands.push(made.clone());
            let result = within_count(&commands);
            if result.is_err() {
                commands.pop();
            }
            (201, result)
        }
    };
    state.commands.insert(scope, commands);
    result.map(|()| (status, made))
}

fn edit(state: &mut State, scope: Option<Id>, place: usize, before: &Value, body: &Value) -> Answer {
    let mut merged = before.clone();
    for (key, value) in body.as_object().into_iter().flatten() {
        merged[key] = value.clone();
    }
    let mut form = Form::default();
    command::command(&mut form, "", &merged);
    form.finish()?;
    let made = stored(state, scope, &merged, Some(before));
    if let Some(slot) = state.commands.entry(scope).or_default().get_mut(place) {
        *slot = made.clone();
    }
    Ok((200, made))
}

fn kind_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(CHAT_INPUT)
}

fn same_command(one: &Value, other: &Value) -> bool {
    kind_of(one) == kind_of(other) && one["name"] == other["name"]
}

fn within_count(commands: &[Value]) -> Result<(), ApiError> {
    let most = [(1, limits::SLASH_COMMANDS), (2, limits::USER_COMMANDS), (3, limits::MESSAGE_COMMANDS)];
    for (kind, most) in most {
        if commands.iter().filter(|command| kind_of(command) == kind).count() > most {
            let mut error = ApiError::max_slash_commands();
            error.message = format!("Maximum number of application commands reached ({most})");
            return Err(error);
        }
    }
    Ok(())
}

/// A command as Discord gives it back: with its id, a version that changes when it does, and all
/// defaults; options lose what is false or empty.
fn stored(state: &mut State, scope: Option<Id>, body: &Value, before: Option<&Value>) -> Value {
    let of = |key: &str| body[key].clone();
    let or = |key: &str, default: Value| {
        if body[key].is_null() { default } else { of(key) }
    };
    let mut made = json!({
        "id": before.map_or(Value::Null, |before| before["id"].clone()),
        "application_id": state.application.id.to_string(),
        "version": before.map_or(Value::Null, |before| before["version"].clone()),
        "default_member_permissions": of("default_member_permissions"),
        "type": kind_of(body),
        "name": of("name"),
        "name_localizations": of("name_localizations"),
        "description": or("description", json!("")),
        "description_localizations": of("description_localizations"),
        "dm_permission": or("dm_permission", json!(true)),
        "contexts": of("contexts"),
        "integration_types": or("integration_types", json!([0])),
        "nsfw": or("nsfw", json!(false)),
    });
    if let Some(options) = body["options"].as_array().filter(|options| !options.is_empty()) {
        made["options"] = options.iter().map(stored_option).collect();
    }
    if let Some(guild) = scope {
        made["guild_id"] = json!(guild.to_string());
    }
    if made["id"].is_null() {
        made["id"] = json!(state.next_id().to_string());
    }
    if before != Some(&made) {
        made["version"] = json!(state.next_id().to_string());
    }
    made
}

fn stored_option(option: &Value) -> Value {
    let mut kept = Map::new();
    for (key, value) in option.as_object().into_iter().flatten() {
        let empty = value.is_null() || *value == false || value.as_array().is_some_and(Vec::is_empty);
        if key == "options" {
            kept.insert(key.clone(), value.as_array().into_iter().flatten().map(stored_option).collect());
        } else if !empty {
            kept.insert(key.clone(), value.clone());
        }
    }
    Value::Object(kept)
}

/// Without `with_localizations=true` the list comes without the dictionaries.
fn shown(mut command: Value, full: bool) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("name_localizations");
                map.remove("description_localizations");
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    if !full {
        strip(&mut command);
    }
    command
}
