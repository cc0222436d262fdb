//! What a person and the bot may do in a channel: asked from Discord, and computed by its rules (topics/permissions).
//!
//! An interaction says what its caller may do where it was called. A brief often goes elsewhere, so the channel, the
//! server's roles and both members are read before anything is posted. Discord would refuse too, but not the caller, and
//! without saying which permission is missing.

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::bot::Shared;
use super::errors::RestError;
use super::rest::Rest;
use crate::figure::Language;
use crate::reply::say;
use crate::store::Place;

/// Channel flag of a forum whose posts need a tag (resources/channel, "Channel Flags").
const REQUIRE_TAG: u64 = 1 << 4;
/// Tags of one forum post (resources/channel).
pub(super) const MAX_TAGS: usize = 5;

/// A channel, as far as posting there depends on it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Channel {
    pub(super) id: ChannelId,
    #[serde(rename = "type")]
    pub(super) kind: ChannelType,
    #[serde(default)]
    pub(super) guild_id: Option<GuildId>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) parent_id: Option<ChannelId>,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
    #[serde(default)]
    thread_metadata: Option<ThreadState>,
    #[serde(default)]
    pub(super) available_tags: Vec<Tag>,
    #[serde(default)]
    flags: u64,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct ThreadState {
    #[serde(default)]
    locked: bool,
}

/// A tag of a forum.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Tag {
    #[serde(deserialize_with = "number")]
    pub(super) id: u64,
    pub(super) name: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Overwrite {
    #[serde(deserialize_with = "number")]
    id: u64,
    #[serde(rename = "type")]
    kind: u8,
    allow: Permissions,
    deny: Permissions,
}

#[derive(Debug, Deserialize)]
struct Guild {
    owner_id: UserId,
    roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
struct Role {
    #[serde(deserialize_with = "number")]
    id: u64,
    permissions: Permissions,
}

#[derive(Debug, Default, Deserialize)]
struct Member {
    roles: Vec<serenity::model::id::RoleId>,
}

/// Ids are text in Discord's JSON.
fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

impl Channel {
    /// Whether it is a thread.
    pub(super) fn is_thread(&self) -> bool {
        matches!(self.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
    }

    /// Whether it is a thread that nobody but moderators can write in.
    pub(super) fn is_locked(&self) -> bool {
        self.thread_metadata.is_some_and(|state| state.locked)
    }

    /// Whether it is a forum whose posts need a tag.
    pub(super) fn needs_tag(&self) -> bool {
        self.kind == ChannelType::Forum && self.flags & REQUIRE_TAG != 0
    }

    /// As people see it: `#name`.
    pub(super) fn title(&self) -> String {
        format!("#{}", self.name.as_deref().unwrap_or("?"))
    }

    /// How a brief goes there; none if it takes none.
    pub(super) fn place(&self, tags: Vec<u64>) -> Option<Place> {
        let id = self.id.get();
        match self.kind {
            ChannelType::Text | ChannelType::News => Some(Place::NewThread(id)),
            ChannelType::Forum => Some(Place::Forum { channel: id, tags }),
            _ if self.is_thread() => Some(Place::Inside(id)),
            _ => None,
        }
    }
}

/// What two people, one of them the bot, may do in a channel.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) channel: Channel,
    pub(super) user: Permissions,
    pub(super) bot: Permissions,
}

/// A channel.
pub(super) async fn channel(rest: &Rest, channel: u64) -> Result<Channel, RestError> {
    let route = Route::Channel { channel_id: ChannelId::new(channel.max(1)) };
    rest.get(Request::new(route, LightMethod::Get)).await
}

/// What somebody and the bot may do in a channel of a server. A channel of another server is not found.
pub(super) async fn look(bot: &Shared, guild_id: GuildId, channel_id: u64, user: UserId) -> Result<Access, RestError> {
    let rest = &bot.rest;
    let found = channel(rest, channel_id).await?;
    if found.guild_id.is_some_and(|guild| guild != guild_id) {
        return Err(unknown_channel());
    }
    let parent = match found.parent_id.filter(|_| found.is_thread()) {
        Some(parent) => Some(channel(rest, parent.get()).await?),
        None => None,
    };
    let guild: Guild = rest.get(Request::new(Route::Guild { guild_id }, LightMethod::Get)).await?;
    let holder = parent.as_ref().unwrap_or(&found);
    let me = bot.identity.get().map_or(UserId::new(1), |identity| identity.user);
    let may = async |user_id: UserId| -> Result<Permissions, RestError> {
        let route = Route::GuildMember { guild_id, user_id };
        let member: Member = rest.get(Request::new(route, LightMethod::Get)).await?;
        Ok(compute(guild_id, &guild, user_id, &member, holder, found.is_thread()))
    };
    let (user, bot) = (may(user).await?, may(me).await?);
    Ok(Access { channel: found, user, bot })
}

/// Whether the bot may send embeds where a brief goes; yes if that cannot be found out.
pub(super) async fn may_embed(bot: &Shared, guild: u64, place: &Place) -> bool {
    let Some(identity) = bot.identity.get() else { return true };
    let access = look(bot, GuildId::new(guild.max(1)), place.channel(), identity.user).await;
    access.map_or(true, |access| access.bot.contains(Permissions::EMBED_LINKS))
}

/// What is answered for a channel that is not there.
fn unknown_channel() -> RestError {
    RestError::Refused { status: 404, code: 10_003, message: "Unknown Channel".to_owned(), path: String::new() }
}

fn compute(
    guild_id: GuildId,
    guild: &Guild,
    user: UserId,
    member: &Member,
    holder: &Channel,
    in_thread: bool,
) -> Permissions {
    let has = |role: u64| role == guild_id.get() || member.roles.iter().any(|own| own.get() == role);
    let base =
        guild.roles.iter().filter(|role| has(role.id)).fold(Permissions::empty(), |all, role| all | role.permissions);
    if guild.owner_id == user || base.contains(Permissions::ADMINISTRATOR) {
        return Permissions::all();
    }
    let overwrites = &holder.permission_overwrites;
    let mut may = base;
    if let Some(everyone) = overwrites.iter().find(|overwrite| overwrite.id == guild_id.get()) {
        may = (may - everyone.deny) | everyone.allow;
    }
    let of_roles = || overwrites.iter().filter(|one| one.kind == 0 && one.id != guild_id.get() && has(one.id));
    let denied = of_roles().fold(Permissions::empty(), |all, one| all | one.deny);
    let allowed = of_roles().fold(Permissions::empty(), |all, one| all | one.allow);
    may = (may - denied) | allowed;
    if let Some(own) = overwrites.iter().find(|one| one.kind == 1 && one.id == user.get()) {
        may = (may - own.deny) | own.allow;
    }
    if !may.contains(Permissions::VIEW_CHANNEL) {
        return Permissions::empty();
    }
    let to_write = if in_thread { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES };
    if may.contains(to_write) { may } else { may - (Permissions::EMBED_LINKS | Permissions::ATTACH_FILES) }
}

/// What is needed to post in a place.
pub(super) fn needed(place: &Place, in_thread: bool) -> Permissions {
    let view = Permissions::VIEW_CHANNEL;
    match place {
        Place::Inside(_) if in_thread => view | Permissions::SEND_MESSAGES_IN_THREADS,
        Place::Inside(_) => view | Permissions::SEND_MESSAGES,
        Place::NewThread(_) => {
            view | Permissions::SEND_MESSAGES
                | Permissions::CREATE_PUBLIC_THREADS
                | Permissions::SEND_MESSAGES_IN_THREADS
        }
        Place::Forum { .. } => view | Permissions::SEND_MESSAGES | Permissions::SEND_MESSAGES_IN_THREADS,
    }
}

/// The names of permissions, as Discord's settings show them.
pub(super) fn names(language: Language, permissions: Permissions) -> String {
    let all = [
        (Permissions::VIEW_CHANNEL, say!(language, "permission-view-channel")),
        (Permissions::SEND_MESSAGES, say!(language, "permission-send-messages")),
        (Permissions::CREATE_PUBLIC_THREADS, say!(language, "permission-create-public-threads")),
        (Permissions::SEND_MESSAGES_IN_THREADS, say!(language, "permission-send-in-threads")),
        (Permissions::EMBED_LINKS, say!(language, "permission-embed-links")),
        (Permissions::ATTACH_FILES, say!(language, "permission-attach-files")),
    ];
    let named = all.into_iter().filter(|(one, _)| permissions.contains(*one)).map(|(_, name)| name);
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(overwrites: serde_json::Value) -> Channel {
        let json = serde_json::json!({"id": "5", "type": 0, "permission_overwrites": overwrites});
        serde_json::from_value(json).unwrap()
    }

    fn guild(everyone: Permissions) -> Guild {
        let role = |id, permissions| Role { id, permissions };
        Guild { owner_id: UserId::new(9), roles: vec![role(1, everyone), role(2, Permissions::empty())] }
    }

    #[test]
    fn overwrites_come_in_discords_order() {
        let write = Permissions::SEND_MESSAGES | Permissions::VIEW_CHANNEL;
        let guild = guild(write);
        let member = Member { roles: vec![serenity::model::id::RoleId::new(2)] };
        let may = |overwrites: serde_json::Value| {
            compute(GuildId::new(1), &guild, UserId::new(7), &member, &channel(overwrites), false)
        };
        let deny = |id: &str, kind: u8| serde_json::json!({"id": id, "type": kind, "allow": "0", "deny": "2048"});
        let allow = |id: &str, kind: u8| serde_json::json!({"id": id, "type": kind, "allow": "2048", "deny": "0"});
        let writes = |overwrites| may(overwrites).contains(Permissions::SEND_MESSAGES);
        assert!(writes(serde_json::json!([])));
        assert!(!writes(serde_json::json!([deny("1", 0)])));
        assert!(writes(serde_json::json!([deny("1", 0), allow("2", 0)])), "a role's word counts more than everyone's");
        assert!(!writes(serde_json::json!([allow("2", 0), deny("7", 1)])), "the member's own word counts most");
        assert!(writes(serde_json::json!([deny("8", 1), deny("4", 0)])), "other people's do not count");
        let hidden = serde_json::json!([{"id": "1", "type": 0, "allow": "0", "deny": "1024"}]);
        assert!(may(hidden).is_empty(), "nothing can be done where one sees nothing");
        let owner = compute(
            GuildId::new(1),
            &guild,
            UserId::new(9),
            &member,
            &channel(serde_json::json!([deny("1", 0)])),
            false,
        );
        assert!(owner.contains(Permissions::SEND_MESSAGES));
    }
}
