//! The state in Discord's JSON, with every field that its documentation calls required.

use serde_json::{Value, json};

use super::{
    Channel, ChannelKind, Guild, Id, InteractionMeta, Member, Message, Role, State, Target, User, permissions,
};
use crate::sandbox::clock::iso;

/// A moment long ago, when servers were made and members joined.
const LONG_AGO: &str = "2024-01-01T00:00:00.000000+00:00";

/// A user object.
pub fn user(user: &User) -> Value {
    json!({
        "id": user.id.to_string(),
        "username": user.name,
        "global_name": user.display_name,
        "discriminator": if user.bot { "0001" } else { "0" },
        "avatar": null,
        "banner": null,
        "accent_color": null,
        "avatar_decoration_data": null,
        "clan": null,
        "collectibles": null,
        "primary_guild": null,
        "bot": user.bot,
        "system": false,
        "public_flags": 0,
        "flags": 0,
    })
}

/// The user object that the bot gets of itself.
pub fn current_user(of: &User) -> Value {
    let mut value = user(of);
    value["mfa_enabled"] = json!(false);
    value["verified"] = json!(true);
    value["email"] = Value::Null;
    value["locale"] = json!(of.locale);
    value["premium_type"] = json!(0);
    value
}

/// A member object without its user.
pub fn partial_member(member: &Member) -> Value {
    json!({
        "nick": member.nick,
        "avatar": null,
        "banner": null,
        "roles": member.roles.iter().map(Id::to_string).collect::<Vec<_>>(),
        "joined_at": LONG_AGO,
        "premium_since": null,
        "deaf": false,
        "mute": false,
        "flags": 0,
        "pending": false,
        "communication_disabled_until": null,
    })
}

/// A member object with its user.
pub fn member(state: &State, guild: &Guild, id: Id) -> Option<Value> {
    let mut value = partial_member(guild.members.get(&id)?);
    value["user"] = user(state.users.get(&id)?);
    Some(value)
}

/// A role object.
pub fn role(role: &Role, position: usize) -> Value {
    json!({
        "id": role.id.to_string(),
        "name": role.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false,
        "icon": null,
        "unicode_emoji": null,
        "position": position,
        "permissions": role.permissions.to_string(),
        "managed": false,
        "mentionable": role.mentionable,
        "flags": 0,
    })
}

/// A server as GUILD_CREATE carries it.
pub fn guild_create(state: &State, guild: &Guild) -> Value {
    let mut value = guild_object(guild);
    let of_guild = |channel: &&Channel| channel.guild_id == Some(guild.id);
    let channels = state.channels.values().filter(of_guild);
    value["joined_at"] = json!(LONG_AGO);
    value["large"] = json!(false);
    value["unavailable"] = json!(false);
    value["member_count"] = json!(guild.members.len());
    value["voice_states"] = json!([]);
    value["members"] = guild.members.keys().filter_map(|id| member(state, guild, *id)).collect();
    value["channels"] =
        channels.clone().filter(|channel| !channel.kind.is_thread()).map(|it| channel(state, it)).collect();
    value["threads"] = channels
        .filter(|channel| channel.kind.is_thread() && channel.thread.as_ref().is_some_and(|thread| !thread.archived))
        .filter(|channel| permissions::in_channel(state, state.bot(), channel) != 0)
        .map(|it| channel(state, it))
        .collect();
    value["presences"] = json!([]);
    value["stage_instances"] = json!([]);
    value["guild_scheduled_events"] = json!([]);
    value["soundboard_sounds"] = json!([]);
    value
}

/// A server as GET /guilds/{id} answers it.
pub fn guild_object(guild: &Guild) -> Value {
    json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "icon": null,
        "icon_hash": null,
        "splash": null,
        "discovery_splash": null,
        "home_header": null,
        "owner_id": guild.owner_id.to_string(),
        "region": "deprecated",
        "afk_channel_id": null,
        "afk_timeout": 300,
        "widget_enabled": false,
        "widget_channel_id": null,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": guild.roles.iter().enumerate().map(|(position, it)| role(it, position)).collect::<Vec<_>>(),
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "application_id": null,
        "system_channel_id": null,
        "system_channel_flags": 0,
        "rules_channel_id": null,
        "max_presences": null,
        "max_members": 500_000,
        "vanity_url_code": null,
        "description": null,
        "banner": null,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "public_updates_channel_id": null,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "nsfw": false,
        "nsfw_level": 0,
        "stickers": [],
        "premium_progress_bar_enabled": false,
        "safety_alerts_channel_id": null,
        "incidents_data": null,
    })
}

/// A channel, thread or conversation.
pub fn channel(state: &State, channel: &Channel) -> Value {
    let mut value = json!({
        "id": channel.id.to_string(),
        "type": channel.kind as u8,
        "flags": channel.flags,
        "last_message_id": channel.last_message_id.map(|id| id.to_string()),
    });
    match channel.kind {
        ChannelKind::Dm | ChannelKind::GroupDm => {
            let others = channel.recipients.iter().filter(|id| **id != state.bot());
            value["recipients"] = others.filter_map(|id| state.users.get(id)).map(user).collect();
            if channel.kind == ChannelKind::GroupDm {
                value["name"] = json!(channel.name);
                value["icon"] = Value::Null;
                value["owner_id"] = json!(channel.recipients.first().map(Id::to_string));
            }
        }
        kind => {
            value["guild_id"] = json!(channel.guild_id.map(|id| id.to_string()));
            value["name"] = json!(channel.name);
            value["parent_id"] = json!(channel.parent_id.map(|id| id.to_string()));
            value["rate_limit_per_user"] = json!(0);
            if kind.is_thread() {
                thread_fields(channel, &mut value);
            } else {
                value["topic"] = json!(channel.topic);
                value["nsfw"] = json!(false);
                value["position"] = json!(0);
                value["permission_overwrites"] = overwrites(channel);
            }
            if kind == ChannelKind::Forum {
                value["available_tags"] = channel
                    .tags
                    .iter()
                    .map(|tag| {
                        json!({"id": tag.id.to_string(), "name": tag.name, "moderated": false, "emoji_id": null, "emoji_name": null})
                    })
                    .collect();
                value["default_forum_layout"] = json!(0);
                value["default_sort_order"] = Value::Null;
                value["default_reaction_emoji"] = Value::Null;
            }
        }
    }
    value
}

fn overwrites(channel: &Channel) -> Value {
    let one = |it: &super::Overwrite| json!({"id": it.id.to_string(), "type": it.kind as u8, "allow": it.allow.to_string(), "deny": it.deny.to_string()});
    channel.overwrites.iter().map(one).collect()
}

fn thread_fields(channel: &Channel, value: &mut Value) {
    value["owner_id"] = json!(channel.owner_id.unwrap_or(0).to_string());
    value["message_count"] = json!(channel.message_count);
    value["total_message_sent"] = json!(channel.message_count);
    value["member_count"] = json!(1);
    value["applied_tags"] = channel.applied_tags.iter().map(|id| json!(id.to_string())).collect();
    if let Some(thread) = &channel.thread {
        value["thread_metadata"] = json!({
            "archived": thread.archived,
            "locked": thread.locked,
            "auto_archive_duration": thread.archive_minutes,
            "archive_timestamp": iso(thread.changed_ms),
            "create_timestamp": iso(thread.changed_ms),
        });
    }
}

/// A message as REST answers it.
pub fn message(state: &State, of: &Message) -> Value {
    let mut value = message_without_reference(state, of);
    if let Some(reference) = of.reference {
        let guild_id = state.channels.get(&of.channel_id).and_then(|channel| channel.guild_id);
        let mut object =
            json!({"type": 0, "message_id": reference.to_string(), "channel_id": of.channel_id.to_string()});
        if let Some(guild_id) = guild_id {
            object["guild_id"] = json!(guild_id.to_string());
        }
        value["message_reference"] = object;
        value["referenced_message"] =
            state.messages.get(&reference).map_or(Value::Null, |of| message_without_reference(state, of));
    }
    value
}

fn message_without_reference(state: &State, of: &Message) -> Value {
    let author = state.users.get(&of.author).map_or(Value::Null, user);
    let mentions: Vec<Value> = of.mentions.iter().filter_map(|id| state.users.get(id)).map(user).collect();
    let mut value = json!({
        "id": of.id.to_string(),
        "channel_id": of.channel_id.to_string(),
        "type": of.kind,
        "author": author,
        "content": of.content,
        "timestamp": iso(of.sent_ms),
        "edited_timestamp": of.edited_ms.map(iso),
        "tts": of.tts,
        "mention_everyone": of.mention_everyone,
        "mentions": mentions,
        "mention_roles": of.mention_roles.iter().map(Id::to_string).collect::<Vec<_>>(),
        "attachments": of.attachments.iter().map(|file| attachment(state, of, file)).collect::<Vec<_>>(),
        "embeds": of.embeds,
        "components": of.components,
        "pinned": false,
        "flags": of.flags,
    });
    if let Some(nonce) = &of.nonce {
        value["nonce"] = nonce.clone();
    }
    if !of.reactions.is_empty() {
        let one = |(emoji, users): &(String, Vec<Id>)| {
            json!({
                "emoji": {"id": null, "name": emoji},
                "count": users.len(),
                "count_details": {"burst": 0, "normal": users.len()},
                "me": users.contains(&state.bot()),
                "me_burst": false,
                "burst_colors": [],
            })
        };
        value["reactions"] = of.reactions.iter().map(one).collect();
    }
    if let Some(interaction) = &of.interaction {
        let app = state.application.id.to_string();
        value["application_id"] = json!(app);
        value["webhook_id"] = json!(app);
        value["interaction_metadata"] = metadata(state, interaction, of.channel_id);
        let original = state.interactions.get(&interaction.id).and_then(|it| it.original);
        if let Some(original) = original.filter(|original| *original != of.id) {
            value["interaction_metadata"]["original_response_message_id"] = json!(original.to_string());
        }
        if interaction.kind == 2 {
            value["interaction"] = json!({
                "id": interaction.id.to_string(), "type": interaction.kind, "name": interaction.name, "user": state.users.get(&interaction.user).map(user),
            });
        }
    } else if of.author == state.bot() {
        value["application_id"] = json!(state.application.id.to_string());
    }
    if let Some(thread) = of.thread.and_then(|id| state.channels.get(&id)) {
        value["thread"] = channel(state, thread);
    }
    value
}

/// `interaction_metadata` of a message that answers an interaction.
fn metadata(state: &State, of: &InteractionMeta, channel: Id) -> Value {
    let mut value = json!({
        "id": of.id.to_string(),
        "type": of.kind,
        "user": state.users.get(&of.user).map(user),
        "authorizing_integration_owners": owners(state, of.user, channel),
    });
    if of.kind == 2 {
        value["name"] = json!(of.name);
        value["command_type"] = json!(match of.target {
            None => 1,
            Some(Target::User(_)) => 2,
            Some(Target::Message(_)) => 3,
        });
    }
    match of.target {
        Some(Target::Message(id)) => value["target_message_id"] = json!(id.to_string()),
        Some(Target::User(id)) => value["target_user"] = json!(state.users.get(&id).map(user)),
        None => {}
    }
    if let Some(used) = of.used_message {
        value["interacted_message_id"] = json!(used.to_string());
    }
    if let Some(opened_by) = &of.opened_by {
        value["triggering_interaction_metadata"] = metadata(state, opened_by, channel);
    }
    value
}

/// An attachment object.
pub fn attachment(state: &State, message: &Message, file: &super::Attachment) -> Value {
    let url = format!("{}/attachments/{}/{}/{}", state.rest_url, message.channel_id, file.id, file.filename);
    let mut value = json!({
        "id": file.id.to_string(),
        "filename": file.filename,
        "size": file.bytes.len(),
        "url": url,
        "proxy_url": url,
    });
    if let Some(kind) = &file.content_type {
        value["content_type"] = json!(kind);
    }
    if let Some(description) = &file.description {
        value["description"] = json!(description);
    }
    if message.is_ephemeral() {
        value["ephemeral"] = json!(true);
    }
    value
}

/// A message as the gateway carries it: with the server and the author's membership.
pub fn message_event(state: &State, of: &Message) -> Value {
    let mut value = message(state, of);
    let Some(channel) = state.channels.get(&of.channel_id) else {
        return value;
    };
    value["channel_type"] = json!(channel.kind as u8);
    let guild = channel.guild_id.and_then(|id| state.guilds.get(&id));
    if let Some(guild) = guild {
        value["guild_id"] = json!(guild.id.to_string());
        if let Some(member) = guild.members.get(&of.author) {
            value["member"] = partial_member(member);
        }
        for mention in value["mentions"].as_array_mut().into_iter().flatten() {
            let id = mention["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
            if let Some(member) = guild.members.get(&id) {
                mention["member"] = partial_member(member);
            }
        }
    }
    value
}

/// `authorizing_integration_owners` of an interaction of `user` in `channel`.
pub fn owners(state: &State, user: Id, channel: Id) -> Value {
    let mut owners = json!({});
    let guild_id = state.channels.get(&channel).and_then(|channel| channel.guild_id);
    if let Some(guild_id) = guild_id.filter(|id| state.bot_in_guild(*id)) {
        owners["0"] = json!(guild_id.to_string());
    } else if state.channels.get(&channel).is_some_and(|channel| channel.recipients.contains(&state.bot())) {
        owners["0"] = json!("0");
    }
    if state.users.get(&user).is_some_and(|user| user.installed_app) {
        owners["1"] = json!(user.to_string());
    }
    owners
}

/// The application object of GET /applications/@me.
pub fn application(state: &State) -> Value {
    let app = &state.application;
    json!({
        "id": app.id.to_string(),
        "name": app.name,
        "icon": null,
        "description": app.description,
        "type": null,
        "summary": "",
        "bot": state.users.get(&app.id).map_or(Value::Null, user),
        "bot_public": true,
        "bot_require_code_grant": false,
        "rpc_origins": [],
        "tags": [],
        "owner": state.users.get(&app.owner).map_or(Value::Null, user),
        "team": null,
        "verify_key": "0".repeat(64),
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
        "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": state.guilds.len(),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    })
}
