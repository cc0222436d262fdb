//! What one person sees of the world, as JSON: servers, channels, people, commands.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::{Value, json};

use crate::sandbox::actor::{is_branch, localized, usable};
use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Channel, ChannelKind, Guild, Id, State, User, permissions as p};

/// The world as a person sees it. Two equal worlds give equal JSON.
pub(super) fn world(shared: &Shared, user: Id) -> Value {
    let state = shared.state();
    let online = shared.hub().is_online();
    let guilds = state.guilds.values().filter(|guild| guild.members.contains_key(&user));
    let mut last: HashMap<Id, Id> = HashMap::new();
    for message in state.messages.values().filter(|it| it.visible_to.is_none_or(|only| only == user)) {
        last.insert(message.channel_id, message.id);
    }
    let seen = state.channels.values().filter_map(|it| {
        let bits = p::in_channel(&state, user, it);
        (bits & p::VIEW_CHANNEL != 0).then(|| channel(&state, it, user, bits, last.get(&it.id)))
    });
    let people = state.users.values().filter(|it| !it.bot).map(|it| person(&state, it));
    json!({
        "me": state.users.get(&user).map(|it| person(&state, it)),
        "app": {"id": state.bot().to_string(), "name": state.application.name, "online": online},
        "people": people.collect::<Vec<_>>(),
        "guilds": guilds.map(|it| guild(&state, it)).collect::<Vec<_>>(),
        "channels": seen.collect::<Vec<_>>(),
        "commands": edition(&state),
    })
}

/// Changes whenever other commands are registered.
fn edition(state: &State) -> String {
    let all = state.commands.values().flatten();
    let mut marks: Vec<String> = all.map(|it| format!("{}{}{}", it["id"], it["version"], it["name"])).collect();
    marks.sort_unstable();
    let mut hasher = DefaultHasher::new();
    marks.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

fn person(state: &State, user: &User) -> Value {
    let owns = state.guilds.values().find(|guild| guild.owner_id == user.id);
    json!({
        "id": user.id.to_string(),
        "name": shown(user),
        "locale": user.locale,
        "owns": owns.map(|guild| &guild.name),
    })
}

/// The name that is shown for a user.
fn shown(user: &User) -> &str {
    user.display_name.as_deref().unwrap_or(&user.name)
}

fn guild(state: &State, guild: &Guild) -> Value {
    let member = |(id, member): (&Id, &crate::sandbox::state::Member)| {
        let user = state.users.get(id)?;
        Some(json!({
            "id": id.to_string(),
            "name": member.nick.as_deref().unwrap_or_else(|| shown(user)),
            "bot": user.bot,
            "owner": guild.owner_id == *id,
        }))
    };
    json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "members": guild.members.iter().filter_map(member).collect::<Vec<_>>(),
        "roles": guild.roles.iter().map(|role| json!({"id": role.id.to_string(), "name": role.name})).collect::<Vec<_>>(),
    })
}

fn channel(state: &State, channel: &Channel, user: Id, bits: u64, last: Option<&Id>) -> Value {
    let writing = if channel.kind.is_thread() { p::SEND_MESSAGES_IN_THREADS } else { p::SEND_MESSAGES };
    let bot = state.bot_permissions(channel);
    let closed = channel.thread.as_ref().is_some_and(|thread| thread.locked) && bits & p::MANAGE_THREADS == 0;
    let with = channel.recipients.iter().filter(|id| **id != user).filter_map(|id| state.users.get(id));
    let text = |id: Id| id.to_string();
    json!({
        "id": text(channel.id),
        "kind": channel.kind as u8,
        "guild": channel.guild_id.map(text),
        "parent": channel.parent_id.map(text),
        "name": if channel.kind == ChannelKind::Dm {
            with.map(shown).collect::<Vec<_>>().join(", ")
        } else {
            channel.name.clone()
        },
        "topic": channel.topic,
        "owner": channel.owner_id.map(text),
        "tags": channel.tags.iter().map(|tag| json!({"id": text(tag.id), "name": tag.name})).collect::<Vec<_>>(),
        "applied": channel.applied_tags.iter().map(|id| text(*id)).collect::<Vec<_>>(),
        "needs_tag": channel.flags & (1 << 4) != 0,
        "archived": channel.thread.as_ref().is_some_and(|thread| thread.archived),
        "locked": channel.thread.as_ref().is_some_and(|thread| thread.locked),
        "count": channel.message_count,
        "last": last.map(Id::to_string),
        "can": {
            "send": bits & writing != 0 && !closed,
            "attach": bits & p::ATTACH_FILES != 0,
            "threads": channel.kind == ChannelKind::Text
                && channel.guild_id.is_some()
                && bits & p::CREATE_PUBLIC_THREADS != 0,
        },
        "bot": {
            "send": bot & writing != 0,
            "embed": bot & p::EMBED_LINKS != 0,
            "attach": bot & p::ATTACH_FILES != 0,
            "threads": bot & p::CREATE_PUBLIC_THREADS != 0,
        },
    })
}

/// The commands that a person can call in a channel: slash commands with subcommands spelled out, and those of the
/// menus of messages and users.
pub(super) fn commands(state: &State, user: Id, channel: Id) -> Value {
    let locale = state.users.get(&user).map_or("en-US", |user| user.locale.as_str());
    let mut slash = Vec::new();
    for command in usable(state, user, channel, 1) {
        let name = command["name"].as_str().unwrap_or_default();
        spell(&mut slash, name, localized(&command, "name", locale), &command, locale);
    }
    slash.sort_by(|a, b| a["shown"].as_str().cmp(&b["shown"].as_str()));
    let menu = |kind| {
        let found = usable(state, user, channel, kind);
        found.iter().map(|it| json!({"name": it["name"], "shown": localized(it, "name", locale)})).collect::<Vec<_>>()
    };
    json!({"slash": slash, "user": menu(2), "message": menu(3)})
}

fn spell(out: &mut Vec<Value>, name: &str, shown: &str, holder: &Value, locale: &str) {
    let options = || holder["options"].as_array().into_iter().flatten();
    if options().any(is_branch) {
        for branch in options().filter(|it| is_branch(it)) {
            let own = branch["name"].as_str().unwrap_or_default();
            let own_shown = localized(branch, "name", locale);
            spell(out, &format!("{name} {own}"), &format!("{shown} {own_shown}"), branch, locale);
        }
        return;
    }
    let options: Vec<Value> = options().map(|it| option(it, locale)).collect();
    out.push(json!({
        "name": name,
        "shown": shown,
        "description": localized(holder, "description", locale),
        "options": options,
    }));
}

fn option(option: &Value, locale: &str) -> Value {
    let choices = option["choices"].as_array().map(|choices| {
        let one = |it: &Value| json!({"name": localized(it, "name", locale), "value": it["value"]});
        choices.iter().map(one).collect::<Vec<_>>()
    });
    json!({
        "name": option["name"],
        "shown": localized(option, "name", locale),
        "description": localized(option, "description", locale),
        "type": option["type"],
        "required": option["required"] == true,
        "autocomplete": option["autocomplete"] == true,
        "choices": choices,
        "channel_types": option["channel_types"],
    })
}
