//! Threads: from a message, without one, as a post in a forum; archiving and locking.

use serde_json::{Value, json};

use super::post::{self, DefaultMentions, Frame};
use super::{Answer, Call};
use crate::sandbox::error::{ApiError, Form};
use crate::sandbox::gateway::event;
use crate::sandbox::limits;
use crate::sandbox::state::{Channel, ChannelKind, Id, State, ThreadData, json as as_json, permissions};
use crate::sandbox::validate::message::{Place, read};
use crate::sandbox::validate::{length, text};

/// Channel flag of a forum whose posts need a tag (resources/channel, "Channel Flags").
const REQUIRE_TAG: u64 = 1 << 4;

/// POST /channels/{channel}/messages/{message}/threads
pub(super) fn from_message(call: &Call<'_>, state: &mut State, channel: Id, message: Id) -> Answer {
    let parent = state.channels.get(&channel).cloned().ok_or_else(ApiError::unknown_channel)?;
    let starter =
        state.messages.get(&message).filter(|it| it.channel_id == channel).ok_or_else(ApiError::unknown_message)?;
    if starter.thread.is_some() {
        return Err(ApiError::thread_exists());
    }
    if parent.kind != ChannelKind::Text {
        return Err(ApiError::wrong_channel_type());
    }
    needs(state, &parent, permissions::CREATE_PUBLIC_THREADS)?;
    check(&call.body)?;
    // A thread from a message has the message's id.
    let thread = new_thread(state, &parent, message, ChannelKind::PublicThread, &call.body);
    if let Some(starter) = state.messages.get_mut(&message) {
        starter.thread = Some(thread.id);
    }
    Ok((201, add(call, state, thread)))
}

/// POST /channels/{channel}/threads: a thread without a message, or a post in a forum
pub(super) fn create(call: &Call<'_>, state: &mut State, channel: Id) -> Answer {
    let parent = state.channels.get(&channel).cloned().ok_or_else(ApiError::unknown_channel)?;
    match parent.kind {
        ChannelKind::Forum => forum_post(call, state, &parent),
        ChannelKind::Text => {
            let public = call.body["type"] == 11;
            let needed = if public { permissions::CREATE_PUBLIC_THREADS } else { permissions::CREATE_PRIVATE_THREADS };
            needs(state, &parent, needed)?;
            check(&call.body)?;
            let id = state.next_id();
            let kind = if public { ChannelKind::PublicThread } else { ChannelKind::PrivateThread };
            let thread = new_thread(state, &parent, id, kind, &call.body);
            Ok((201, add(call, state, thread)))
        }
        _ => Err(ApiError::wrong_channel_type()),
    }
}

/// GET /channels/{channel}/threads/archived/public
pub(super) fn archived(call: &Call<'_>, state: &State, parent: Id) -> (u16, Value) {
    let limit = call.query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(50);
    let mut found: Vec<&Channel> = state
        .channels
        .values()
        .filter(|channel| channel.parent_id == Some(parent) && channel.kind == ChannelKind::PublicThread)
        .filter(|channel| channel.thread.as_ref().is_some_and(|thread| thread.archived))
        .collect();
    found.sort_by_key(|channel| std::cmp::Reverse(channel.thread.as_ref().map_or(0, |thread| thread.changed_ms)));
    let has_more = found.len() > limit;
    found.truncate(limit);
    let threads: Vec<Value> = found.into_iter().map(|channel| as_json::channel(state, channel)).collect();
    (200, json!({"threads": threads, "members": [], "has_more": has_more}))
}

fn forum_post(call: &Call<'_>, state: &mut State, forum: &Channel) -> Answer {
    needs(state, forum, permissions::SEND_MESSAGES)?;
    check(&call.body)?;
    let tags: Vec<Id> = call.body["applied_tags"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.as_u64().or_else(|| tag.as_str()?.parse().ok()))
        .collect();
    let mut form = Form::default();
    if tags.len() > limits::FORUM_APPLIED_TAGS {
        let most = limits::FORUM_APPLIED_TAGS;
        form.add("applied_tags", "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }
    if tags.iter().any(|tag| forum.tags.iter().all(|known| known.id != *tag)) {
        form.add("applied_tags", "UNKNOWN_TAG", "Unknown tag");
    }
    form.finish()?;
    if forum.flags & REQUIRE_TAG != 0 && tags.is_empty() {
        return Err(ApiError {
            status: 400,
            code: 40067,
            message: "A tag is required to create a forum post in this channel".to_owned(),
            errors: None,
        });
    }
    let draft = read(&call.body["message"], &call.uploads, Place::Channel)?;
    let bits = state.bot_permissions(forum);
    let embeds = draft.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty());
    if (embeds && bits & permissions::EMBED_LINKS == 0)
        || (!draft.files.is_empty() && bits & permissions::ATTACH_FILES == 0)
    {
        return Err(ApiError::missing_permissions());
    }
    let id = state.next_id();
    let mut thread = new_thread(state, forum, id, ChannelKind::PublicThread, &call.body);
    thread.applied_tags = tags;
    let frame = Frame {
        channel: id,
        author: state.bot(),
        kind: 0,
        interaction: None,
        visible_to: None,
        mentions: DefaultMentions::All,
    };
    // The first message of a post has the post's id.
    let mut message = post::blank(state, &frame);
    message.id = id;
    post::apply(state, &mut message, draft, frame.mentions)?;
    let mut body = add(call, state, thread);
    post::insert(call.shared, state, message);
    if let Some(message) = state.messages.get(&id) {
        body["message"] = as_json::message(state, message);
    }
    Ok((201, body))
}

/// PATCH /channels/{channel}: name, archiving and locking of a thread
pub(super) fn change(call: &Call<'_>, state: &mut State, id: Id) -> Answer {
    let channel = state.channels.get(&id).cloned().ok_or_else(ApiError::unknown_channel)?;
    let Some(mut thread) = channel.thread.clone() else {
        return Err(ApiError::missing_permissions());
    };
    let bits = state.bot_permissions(&channel);
    let moderates = bits & permissions::MANAGE_THREADS != 0;
    let only_reopens = call.body["archived"] == false && call.body.as_object().is_some_and(|body| body.len() == 1);
    let owns = channel.owner_id == Some(state.bot());
    if !moderates && !owns && (thread.locked || !only_reopens) {
        return Err(ApiError::missing_permissions());
    }
    if thread.archived && call.body["archived"] != false {
        return Err(ApiError::thread_archived());
    }
    if !call.body["name"].is_null() {
        check(&call.body)?;
    }
    if let Some(archived) = call.body["archived"].as_bool() {
        thread.archived = archived;
        thread.changed_ms = state.clock.now_ms();
    }
    if let Some(locked) = call.body["locked"].as_bool() {
        if !moderates {
            return Err(ApiError::missing_permissions());
        }
        thread.locked = locked;
    }
    if let Some(stored) = state.channels.get_mut(&id) {
        stored.thread = Some(thread);
        if let Some(name) = call.body["name"].as_str() {
            stored.name = name.trim().to_owned();
        }
    }
    let channel = state.channels.get(&id).ok_or_else(ApiError::unknown_channel)?;
    if let Some(event) = event::channel(state, "THREAD_UPDATE", channel) {
        call.shared.hub().dispatch(&event);
    }
    Ok((200, as_json::channel(state, channel)))
}

fn needs(state: &State, channel: &Channel, bit: u64) -> Result<(), ApiError> {
    if state.bot_permissions(channel) & bit == 0 { Err(ApiError::missing_permissions()) } else { Ok(()) }
}

fn check(body: &Value) -> Result<(), ApiError> {
    let mut form = Form::default();
    match text(&mut form, "", body, "name") {
        Some(name) => form.between("name", length(name.trim()), 1, limits::THREAD_NAME),
        None => form.required("name"),
    }
    let minutes = &body["auto_archive_duration"];
    if !minutes.is_null() && !minutes.as_u64().is_some_and(|it| limits::THREAD_ARCHIVE_MINUTES.contains(&it)) {
        form.choices("auto_archive_duration", "60, 1440, 4320, 10080");
    }
    form.finish()
}

fn new_thread(state: &State, parent: &Channel, id: Id, kind: ChannelKind, body: &Value) -> Channel {
    let mut thread = Channel::new(id, kind, parent.guild_id, body["name"].as_str().unwrap_or_default().trim());
    thread.parent_id = Some(parent.id);
    thread.owner_id = Some(state.bot());
    thread.thread = Some(ThreadData {
        archived: false,
        locked: false,
        archive_minutes: body["auto_archive_duration"].as_u64().unwrap_or(1440),
        changed_ms: state.clock.now_ms(),
    });
    thread
}

fn add(call: &Call<'_>, state: &mut State, thread: Channel) -> Value {
    let id = thread.id;
    state.channels.insert(id, thread);
    let Some(thread) = state.channels.get(&id) else {
        return json!({});
    };
    if let Some(event) = event::channel(state, "THREAD_CREATE", thread) {
        call.shared.hub().dispatch(&event);
    }
    as_json::channel(state, thread)
}
