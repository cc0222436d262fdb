//! Servers: what a bot may read about them.

use serde_json::Value;

use super::{Answer, Call, id};
use crate::sandbox::error::ApiError;
use crate::sandbox::state::{json as as_json, permissions};

/// Everything below /guilds/{guild}
pub(super) fn route(call: &Call<'_>, method: &str, guild: &str, path: &[&str]) -> Answer {
    let state = call.shared.state();
    let guild = state.guilds.get(&id(guild)?).ok_or_else(ApiError::unknown_guild)?;
    if !state.bot_in_guild(guild.id) {
        return Err(ApiError::missing_access());
    }
    let channels = |threads: bool| -> Vec<Value> {
        state
            .channels
            .values()
            .filter(|channel| channel.guild_id == Some(guild.id) && channel.kind.is_thread() == threads)
            .filter(|channel| {
                permissions::in_channel(&state, state.bot(), channel) != 0
                    && channel.thread.as_ref().is_none_or(|thread| !thread.archived)
            })
            .map(|channel| as_json::channel(&state, channel))
            .collect()
    };
    match (method, path) {
        ("GET", []) => Ok((200, as_json::guild_object(guild))),
        ("GET", ["channels"]) => Ok((200, Value::Array(channels(false)))),
        ("GET", ["threads", "active"]) => {
            Ok((200, serde_json::json!({"threads": channels(true), "members": [], "has_more": false})))
        }
        ("GET", ["roles"]) => Ok((200, as_json::guild_object(guild)["roles"].clone())),
        ("GET", ["members"]) => {
            let members = guild.members.keys().filter_map(|id| as_json::member(&state, guild, *id));
            Ok((200, members.collect()))
        }
        ("GET", ["members", member]) => {
            let member = if *member == "@me" { state.bot() } else { id(member)? };
            as_json::member(&state, guild, member).map(|it| (200, it)).ok_or_else(ApiError::unknown_member)
        }
        _ => Err(ApiError::not_found()),
    }
}
