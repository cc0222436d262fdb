//! Permission bits and how Discord computes them (topics/permissions): base roles, then the
//! overwrites of the channel; a thread uses its parent's.

use super::{Channel, ChannelKind, Id, OverwriteKind, State};

/// All permissions.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Change the server's settings.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Add reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// See a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Write in a channel, and start posts in a forum.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Delete and pin other people's messages.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Send embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Send files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read older messages.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Mention everyone and all roles.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Use the commands of applications.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Change threads of other people.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Start public threads.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Start private threads.
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
/// Write in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Public answers of applications that only the user has installed.
pub const USE_EXTERNAL_APPS: u64 = 1 << 50;

/// What a member of a server may do without any special role.
pub const EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | ADD_REACTIONS
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | USE_EXTERNAL_APPS;
/// What everybody may do in a direct conversation.
const DIRECT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | ADD_REACTIONS
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | USE_EXTERNAL_APPS
    | SEND_MESSAGES_IN_THREADS;
const ALL: u64 = (1 << 53) - 1;

/// The permission bits of a user in a channel; 0 for whoever does not belong there.
pub fn in_channel(state: &State, user: Id, channel: &Channel) -> u64 {
    let Some(guild_id) = channel.guild_id else {
        return if channel.recipients.contains(&user) { DIRECT } else { 0 };
    };
    let holder = if channel.kind.is_thread() {
        channel.parent_id.and_then(|parent| state.channels.get(&parent)).unwrap_or(channel)
    } else {
        channel
    };
    let base = in_guild(state, user, guild_id);
    if base & ADMINISTRATOR != 0 {
        return ALL;
    }
    let roles =
        state.guilds.get(&guild_id).and_then(|guild| guild.members.get(&user)).map(|member| member.roles.clone());
    let Some(roles) = roles else { return 0 };

    let mut permissions = base;
    let overwrites = &holder.overwrites;
    if let Some(everyone) = overwrites.iter().find(|overwrite| overwrite.id == guild_id) {
        permissions = (permissions & !everyone.deny) | everyone.allow;
    }
    let of_roles = || {
        overwrites.iter().filter(|overwrite| {
            overwrite.kind == OverwriteKind::Role && overwrite.id != guild_id && roles.contains(&overwrite.id)
        })
    };
    let deny = of_roles().fold(0, |bits, overwrite| bits | overwrite.deny);
    let allow = of_roles().fold(0, |bits, overwrite| bits | overwrite.allow);
    permissions = (permissions & !deny) | allow;
    let own = overwrites.iter().find(|o| o.kind == OverwriteKind::Member && o.id == user);
    if let Some(own) = own {
        permissions = (permissions & !own.deny) | own.allow;
    }
    if permissions & VIEW_CHANNEL == 0 {
        return 0;
    }
    if channel.kind == ChannelKind::PrivateThread
        && channel.owner_id != Some(user)
        && !channel.recipients.contains(&user)
        && permissions & MANAGE_THREADS == 0
    {
        return 0;
    }
    let may_write = if channel.kind.is_thread() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    if permissions & may_write == 0 {
        permissions &= !(EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE);
    }
    permissions
}

/// The permission bits of a user in a server before any channel's overwrites.
pub fn in_guild(state: &State, user: Id, guild_id: Id) -> u64 {
    let Some(guild) = state.guilds.get(&guild_id) else {
        return 0;
    };
    if guild.owner_id == user {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    let bits = guild
        .roles
        .iter()
        .filter(|role| role.id == guild_id || member.roles.contains(&role.id))
        .fold(0, |bits, role| bits | role.permissions);
    if bits & ADMINISTRATOR != 0 { ALL } else { bits }
}
