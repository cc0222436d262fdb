//! Channels: reading one, typing, reactions; messages and threads have their own files.

use super::{Answer, Call, NO_CONTENT, id, messages, threads};
use crate::sandbox::error::ApiError;
use crate::sandbox::gateway::event;
use crate::sandbox::state::{Channel, Id, State, json as as_json, permissions};

/// Everything below /channels/{channel}
pub(super) fn route(call: &Call<'_>, method: &str, channel: &str, path: &[&str]) -> Answer {
    let channel = id(channel)?;
    let mut state = call.shared.state();
    readable(&state, channel)?;
    match (method, path) {
        ("GET", []) => {
            let channel = state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
            Ok((200, as_json::channel(&state, channel)))
        }
        ("PATCH", []) => threads::change(call, &mut state, channel),
        ("DELETE", []) => delete(call, &mut state, channel),
        ("POST", ["typing"]) => {
            let bot = state.bot();
            state.note_typing(channel, bot);
            Ok(NO_CONTENT)
        }
        ("POST", ["messages"]) => messages::create(call, &mut state, channel),
        ("GET", ["messages"]) => messages::list(call, &state, channel),
        ("GET", ["messages", message]) => messages::get(&state, channel, id(message)?),
        ("PATCH", ["messages", message]) => messages::edit(call, &mut state, channel, id(message)?),
        ("DELETE", ["messages", message]) => messages::delete(call, &mut state, channel, id(message)?),
        ("PUT" | "DELETE", ["messages", message, "reactions", emoji, "@me"]) => {
            messages::react(&mut state, channel, id(message)?, emoji, method == "PUT")
        }
        ("POST", ["messages", message, "threads"]) => threads::from_message(call, &mut state, channel, id(message)?),
        ("POST", ["threads"]) => threads::create(call, &mut state, channel),
        ("GET", ["threads", "archived", "public"]) => Ok(threads::archived(call, &state, channel)),
        ("PUT" | "DELETE", ["thread-members", "@me"]) => Ok(NO_CONTENT),
        _ => Err(ApiError::not_found()),
    }
}

/// Whether the bot sees the channel.
fn readable(state: &State, channel: Id) -> Result<(), ApiError> {
    let channel = state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    if state.bot_permissions(channel) & permissions::VIEW_CHANNEL == 0 {
        return Err(ApiError::missing_access());
    }
    Ok(())
}

fn delete(call: &Call<'_>, state: &mut State, channel: Id) -> Answer {
    let found: &Channel = state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    let needed = if found.kind.is_thread() { permissions::MANAGE_THREADS } else { 1 << 4 };
    if found.guild_id.is_some() && state.bot_permissions(found) & needed == 0 {
        return Err(ApiError::missing_permissions());
    }
    let body = as_json::channel(state, found);
    let name = if found.kind.is_thread() { "THREAD_DELETE" } else { "CHANNEL_DELETE" };
    if let Some(event) = event::channel(state, name, found) {
        call.shared.hub().dispatch(&event);
    }
    state.channels.remove(&channel);
    state.messages.retain(|_, message| message.channel_id != channel);
    Ok((200, body))
}
