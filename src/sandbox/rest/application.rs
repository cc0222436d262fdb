//! Who the bot is, where the gateway is, and users.

use serde_json::{Value, json};

use super::{Answer, Call, id};
use crate::sandbox::error::ApiError;
use crate::sandbox::gateway::event;
use crate::sandbox::limits;
use crate::sandbox::state::json as as_json;

/// GET /gateway
pub(super) fn gateway(call: &Call<'_>) -> Answer {
    Ok((200, json!({"url": call.shared.state().gateway_url})))
}

/// GET /gateway/bot
pub(super) fn gateway_bot(call: &Call<'_>) -> Answer {
    let url = call.shared.state().gateway_url.clone();
    let used = call.shared.hub().counts.identifies;
    let limit = json!({
        "total": limits::SESSION_STARTS,
        "remaining": limits::SESSION_STARTS.saturating_sub(used),
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    });
    Ok((200, json!({"url": url, "shards": 1, "session_start_limit": limit})))
}

/// GET /applications/@me and GET /oauth2/applications/@me
pub(super) fn current(call: &Call<'_>) -> Answer {
    Ok((200, as_json::application(&call.shared.state())))
}

/// PATCH /applications/@me
pub(super) fn change(call: &Call<'_>) -> Answer {
    let mut state = call.shared.state();
    if let Some(description) = call.body["description"].as_str() {
        state.application.description = description.to_owned();
    }
    Ok((200, as_json::application(&state)))
}

/// Everything below /users
pub(super) fn users(call: &Call<'_>, method: &str, path: &[&str]) -> Answer {
    let mut state = call.shared.state();
    let bot = state.bot();
    match (method, path) {
        ("GET", ["@me"]) => {
            state.users.get(&bot).map(|user| (200, as_json::current_user(user))).ok_or_else(ApiError::unknown_user)
        }
        ("GET", ["@me", "guilds"]) => {
            let of_bot = state.guilds.values().filter(|guild| guild.members.contains_key(&bot));
            let list: Vec<Value> = of_bot
                .map(|guild| {
                    let permissions = crate::sandbox::state::permissions::in_guild(&state, bot, guild.id);
                    json!({
                        "id": guild.id.to_string(), "name": guild.name, "icon": null, "banner": null, "owner": false,
                        "permissions": permissions.to_string(), "features": [],
                    })
                })
                .collect();
            Ok((200, Value::Array(list)))
        }
        ("POST", ["@me", "channels"]) => {
            let recipient = id(call.body["recipient_id"].as_str().unwrap_or_default())?;
            if !state.users.contains_key(&recipient) {
                return Err(ApiError::unknown_user());
            }
            let (channel_id, new) = state.open_dm(recipient);
            let Some(channel) = state.channels.get(&channel_id) else {
                return Err(ApiError::unknown_channel());
            };
            if new && let Some(event) = event::channel(&state, "CHANNEL_CREATE", channel) {
                call.shared.hub().dispatch(&event);
            }
            Ok((200, as_json::channel(&state, channel)))
        }
        ("GET", [user]) => {
            let user = state.users.get(&id(user)?).ok_or_else(ApiError::unknown_user)?;
            Ok((200, as_json::user(user)))
        }
        _ => Err(ApiError::not_found()),
    }
}
