//! Puts a message into the state and tells the gateway: the one way for bots and people alike.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::sandbox::error::ApiError;
use crate::sandbox::gateway::event;
use crate::sandbox::shared::Shared;
use crate::sandbox::state::message::flag;
use crate::sandbox::state::{Attachment, Channel, Id, InteractionMeta, Message, State, permissions};
use crate::sandbox::validate::message::{Draft, shows_something};

static MENTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<@(!|&)?(\d{1,20})>").ok());

/// Who may be pinged when a message does not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DefaultMentions {
    /// Users, roles and everyone: messages in channels.
    All,
    /// Users only: answers to interactions.
    Users,
}

/// What a new message is besides its draft.
pub(crate) struct Frame {
    pub(crate) channel: Id,
    pub(crate) author: Id,
    pub(crate) kind: u8,
    pub(crate) interaction: Option<InteractionMeta>,
    pub(crate) visible_to: Option<Id>,
    pub(crate) mentions: DefaultMentions,
}

/// Makes a message out of a checked draft, stores it and sends MESSAGE_CREATE.
///
/// # Errors
/// 50006 when it shows nothing.
pub(crate) fn create(shared: &Shared, state: &mut State, draft: Draft, frame: Frame) -> Result<Id, ApiError> {
    let mut message = blank(state, &frame);
    apply(state, &mut message, draft, frame.mentions)?;
    let id = message.id;
    insert(shared, state, message);
    Ok(id)
}

/// Stores a finished message, opens an archived thread for it, and sends MESSAGE_CREATE.
pub(crate) fn insert(shared: &Shared, state: &mut State, message: Message) {
    state.typing.remove(&(message.channel_id, message.author));
    let id = message.id;
    let public = message.visible_to.is_none();
    let now = state.clock.now_ms();
    let mut reopened = false;
    if let Some(channel) = state.channels.get_mut(&message.channel_id)
        && public
    {
        channel.last_message_id = Some(id);
        channel.message_count += 1;
        if let Some(thread) = channel.thread.as_mut().filter(|thread| thread.archived) {
            thread.archived = false;
            thread.changed_ms = now;
            reopened = true;
        }
    }
    let mut events = Vec::new();
    if reopened && let Some(channel) = state.channels.get(&message.channel_id) {
        events.extend(event::channel(state, "THREAD_UPDATE", channel));
    }
    state.messages.insert(id, message);
    events.extend(state.messages.get(&id).and_then(|message| event::message(state, "MESSAGE_CREATE", message)));
    let mut hub = shared.hub();
    for event in &events {
        hub.dispatch(event);
    }
}

/// A message with nothing in it.
pub(crate) fn blank(state: &mut State, frame: &Frame) -> Message {
    Message {
        id: state.next_id(),
        channel_id: frame.channel,
        author: frame.author,
        kind: frame.kind,
        content: String::new(),
        embeds: Vec::new(),
        components: Vec::new(),
        attachments: Vec::new(),
        flags: if frame.visible_to.is_some() { flag::EPHEMERAL } else { 0 },
        mentions: Vec::new(),
        mention_roles: Vec::new(),
        mention_everyone: false,
        reference: None,
        sent_ms: state.clock.now_ms(),
        edited_ms: None,
        nonce: None,
        tts: false,
        interaction: frame.interaction.clone(),
        visible_to: frame.visible_to,
        reactions: Vec::new(),
        thread: None,
        revision: 1,
    }
}

/// Puts a draft into a message that is new or edited.
///
/// # Errors
/// 50006 when nothing is left to show.
pub(crate) fn apply(
    state: &mut State,
    message: &mut Message,
    draft: Draft,
    mentions: DefaultMentions,
) -> Result<(), ApiError> {
    if let Some(content) = draft.content {
        message.content = content;
    }
    if let Some(embeds) = draft.embeds {
        message.embeds = embeds;
    }
    if let Some(components) = draft.components {
        message.components = components;
    }
    if let Some(kept) = draft.kept_files {
        message.attachments.retain(|file| kept.contains(&file.id));
    }
    for file in draft.files {
        message.attachments.push(Attachment { id: state.next_id(), ..file });
    }
    if let Some(flags) = draft.flags {
        let fixed = flag::EPHEMERAL | flag::COMPONENTS_V2;
        message.flags = (flags & !flag::EPHEMERAL) | (message.flags & fixed);
    }
    message.tts = draft.tts;
    message.nonce = draft.nonce;
    message.reference = draft.reference.map(|(id, _)| id).or(message.reference);
    if !shows_something(
        &message.content,
        &message.embeds,
        &message.components,
        message.attachments.len(),
        message.flags,
    ) {
        return Err(ApiError::empty_message());
    }
    find_mentions(state, message, draft.allowed_mentions.as_ref(), mentions);
    Ok(())
}

fn find_mentions(state: &State, message: &mut Message, allowed: Option<&Value>, default: DefaultMentions) {
    let parses = |what: &str| match allowed {
        None => default == DefaultMentions::All || what == "users",
        Some(allowed) => allowed["parse"].as_array().is_some_and(|list| list.iter().any(|kind| kind == what)),
    };
    let lists = |what: &str, id: Id| {
        allowed.is_some_and(|allowed| {
            allowed[what].as_array().is_some_and(|list| list.iter().any(|it| it == &id.to_string()))
        })
    };
    let channel = state.channels.get(&message.channel_id);
    let may_ping_all = channel.is_some_and(|channel| {
        channel.guild_id.is_none()
            || permissions::in_channel(state, message.author, channel) & permissions::MENTION_EVERYONE != 0
    });
    message.mentions.clear();
    message.mention_roles.clear();
    let guild = channel.and_then(|channel| channel.guild_id).and_then(|id| state.guilds.get(&id));
    for found in MENTION.iter().flat_map(|pattern| pattern.captures_iter(&message.content)) {
        let Some(id) = found.get(2).and_then(|id| id.as_str().parse::<Id>().ok()) else {
            continue;
        };
        if found.get(1).is_some_and(|sign| sign.as_str() == "&") {
            let role = guild.and_then(|guild| guild.roles.iter().find(|role| role.id == id));
            let pings = role.is_some_and(|role| role.mentionable || may_ping_all);
            if pings && (parses("roles") || lists("roles", id)) && !message.mention_roles.contains(&id) {
                message.mention_roles.push(id);
            }
        } else if state.users.contains_key(&id)
            && (parses("users") || lists("users", id))
            && !message.mentions.contains(&id)
        {
            message.mentions.push(id);
        }
    }
    let names_all = message.content.contains("@everyone") || message.content.contains("@here");
    message.mention_everyone = names_all && guild.is_some() && may_ping_all && parses("everyone");
    if let Some(replied) = message.reference.and_then(|id| state.messages.get(&id)) {
        let pings = allowed.is_none_or(|allowed| allowed["replied_user"] == true);
        if pings && !message.mentions.contains(&replied.author) {
            message.mentions.push(replied.author);
        }
    }
}

/// Whether the bot may write in a channel with this draft, by Discord's order of refusals.
///
/// # Errors
/// 50001, 50008, 50013, 50083, 160002 or 160005.
pub(crate) fn may_write(state: &State, channel: &Channel, draft: &Draft) -> Result<(), ApiError> {
    let bits = state.bot_permissions(channel);
    let has = |bit: u64| bits & bit != 0;
    if !has(permissions::VIEW_CHANNEL) {
        return Err(ApiError::missing_access());
    }
    if channel.kind == crate::sandbox::state::ChannelKind::Forum {
        return Err(ApiError::non_text_channel());
    }
    let writing =
        if channel.kind.is_thread() { permissions::SEND_MESSAGES_IN_THREADS } else { permissions::SEND_MESSAGES };
    if !has(writing) {
        return Err(ApiError::missing_permissions());
    }
    thread_is_open(channel, bits)?;
    let embeds = draft.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty());
    if (embeds && !has(permissions::EMBED_LINKS)) || (!draft.files.is_empty() && !has(permissions::ATTACH_FILES)) {
        return Err(ApiError::missing_permissions());
    }
    if draft.reference.is_some() && !has(permissions::READ_MESSAGE_HISTORY) {
        return Err(ApiError::reply_without_history());
    }
    Ok(())
}

/// Whether a thread takes messages from somebody with these permissions.
///
/// # Errors
/// 50083 when it is archived and locked, 160005 when it is only locked.
pub(crate) fn thread_is_open(channel: &Channel, bits: u64) -> Result<(), ApiError> {
    let Some(thread) = &channel.thread else {
        return Ok(());
    };
    if !thread.locked || bits & permissions::MANAGE_THREADS != 0 {
        return Ok(());
    }
    Err(if thread.archived { ApiError::thread_archived() } else { ApiError::thread_locked() })
}
