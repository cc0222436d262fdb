//! Events as data, with what decides who gets them.

use serde_json::{Value, json};

use super::intent;
use crate::sandbox::state::{Channel, Id, Message, State, json, permissions};

/// An event that sessions may get.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) data: Value,
    /// The intent that it needs, 0 for none.
    pub(crate) intent: u64,
    /// Decides about the shard; 0 outside of servers.
    pub(crate) guild: Id,
    /// Content is taken out for sessions without the intent for message content.
    pub(crate) hides_content: bool,
}

impl Event {
    /// The data as a session with these intents gets it.
    pub(crate) fn data_for(&self, intents: u64) -> Value {
        let mut data = self.data.clone();
        if self.hides_content && intents & intent::MESSAGE_CONTENT == 0 {
            data["content"] = json!("");
            for key in ["embeds", "attachments", "components"] {
                data[key] = json!([]);
            }
        }
        data
    }
}

/// MESSAGE_CREATE or MESSAGE_UPDATE; nothing when the bot cannot see the message.
pub(crate) fn message(state: &State, name: &'static str, message: &Message) -> Option<Event> {
    let channel = visible(state, message)?;
    let direct = channel.guild_id.is_none();
    Some(Event {
        name,
        data: json::message_event(state, message),
        intent: if direct { intent::DIRECT_MESSAGES } else { intent::GUILD_MESSAGES },
        guild: channel.guild_id.unwrap_or(0),
        hides_content: !direct && message.author != state.bot() && !message.mentions.contains(&state.bot()),
    })
}

/// MESSAGE_DELETE.
pub(crate) fn message_delete(state: &State, message: &Message) -> Option<Event> {
    let channel = visible(state, message)?;
    let mut data = json!({"id": message.id.to_string(), "channel_id": channel.id.to_string()});
    let mut needed = intent::DIRECT_MESSAGES;
    if let Some(guild) = channel.guild_id {
        data["guild_id"] = json!(guild.to_string());
        needed = intent::GUILD_MESSAGES;
    }
    Some(Event {
        name: "MESSAGE_DELETE",
        data,
        intent: needed,
        guild: channel.guild_id.unwrap_or(0),
        hides_content: false,
    })
}

/// An event about a channel or thread. Threads go to whoever has GUILDS; conversations to everybody.
pub(crate) fn channel(state: &State, name: &'static str, channel: &Channel) -> Option<Event> {
    let guild = channel.guild_id;
    if guild.is_some() && permissions::in_channel(state, state.bot(), channel) & permissions::VIEW_CHANNEL == 0 {
        return None;
    }
    let mut data = json::channel(state, channel);
    if name == "THREAD_CREATE" {
        data["newly_created"] = json!(true);
    }
    Some(Event {
        name,
        data,
        intent: if guild.is_some() { intent::GUILDS } else { intent::DIRECT_MESSAGES },
        guild: guild.unwrap_or(0),
        hides_content: false,
    })
}

/// TYPING_START of a user.
pub(crate) fn typing(state: &State, channel: &Channel, user: Id) -> Event {
    let mut data = json!({
        "channel_id": channel.id.to_string(),
        "user_id": user.to_string(),
        "timestamp": state.clock.now_ms() / 1000,
    });
    let direct = channel.guild_id.is_none();
    if let Some(guild) = channel.guild_id.and_then(|id| state.guilds.get(&id)) {
        data["guild_id"] = json!(guild.id.to_string());
        data["member"] = json::member(state, guild, user).unwrap_or_default();
    }
    Event {
        name: "TYPING_START",
        data,
        intent: if direct { intent::DIRECT_MESSAGE_TYPING } else { intent::GUILD_MESSAGE_TYPING },
        guild: channel.guild_id.unwrap_or(0),
        hides_content: false,
    }
}

/// INTERACTION_CREATE, which needs no intent.
pub(crate) fn interaction(payload: Value, guild: Option<Id>) -> Event {
    Event { name: "INTERACTION_CREATE", data: payload, intent: 0, guild: guild.unwrap_or(0), hides_content: false }
}

/// A private message reaches the bot as an answer to its own request only.
fn visible<'a>(state: &'a State, message: &Message) -> Option<&'a Channel> {
    if message.visible_to.is_some() {
        return None;
    }
    let channel = state.channels.get(&message.channel_id)?;
    let sees = permissions::in_channel(state, state.bot(), channel) & permissions::VIEW_CHANNEL != 0;
    sees.then_some(channel)
}
