//! Messages in channels.

use serde_json::Value;

use super::post::{self, DefaultMentions, Frame};
use super::{Answer, Call, NO_CONTENT};
use crate::sandbox::clock::duration_ms;
use crate::sandbox::error::{ApiError, Form};
use crate::sandbox::gateway::event;
use crate::sandbox::limits;
use crate::sandbox::state::{Id, Message, State, json as as_json, permissions};
use crate::sandbox::validate::message::{Place, read};

/// POST /channels/{channel}/messages
pub(super) fn create(call: &Call<'_>, state: &mut State, channel_id: Id) -> Answer {
    let channel = state.channels.get(&channel_id).cloned().ok_or_else(ApiError::unknown_channel)?;
    let draft = read(&call.body, &call.uploads, Place::Channel)?;
    post::may_write(state, &channel, &draft)?;
    if let Some((id, must_exist)) = draft.reference
        && must_exist
        && state.messages.get(&id).is_none_or(|message| message.channel_id != channel_id)
    {
        let mut form = Form::default();
        form.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
        form.finish()?;
    }
    if draft.enforce_nonce
        && let Some(earlier) = same_nonce(state, channel_id, draft.nonce.as_ref())
    {
        return Ok((200, as_json::message(state, earlier)));
    }
    let frame = Frame {
        channel: channel_id,
        author: state.bot(),
        kind: if draft.reference.is_some() { 19 } else { 0 },
        interaction: None,
        visible_to: None,
        mentions: DefaultMentions::All,
    };
    let id = post::create(call.shared, state, draft, frame)?;
    let sent = find(state, channel_id, id)?;
    Ok((200, as_json::message(state, sent)))
}

fn same_nonce<'a>(state: &'a State, channel: Id, nonce: Option<&Value>) -> Option<&'a Message> {
    let nonce = nonce?;
    let since = state.clock.now_ms() - duration_ms(limits::NONCE_MEMORY);
    state.messages_in(channel).find(|message| {
        message.author == state.bot() && message.nonce.as_ref() == Some(nonce) && message.sent_ms >= since
    })
}

/// GET /channels/{channel}/messages
pub(super) fn list(call: &Call<'_>, state: &State, channel: Id) -> Answer {
    let found = state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    if state.bot_permissions(found) & permissions::READ_MESSAGE_HISTORY == 0 {
        return Ok((200, Value::Array(Vec::new())));
    }
    let number = |key: &str| call.query.get(key).and_then(|value| value.parse::<u64>().ok());
    let limit = number("limit").unwrap_or(50).clamp(1, 100);
    let (before, after) = (number("before").unwrap_or(u64::MAX), number("after").unwrap_or(0));
    let mut found: Vec<&Message> = state
        .messages_in(channel)
        .filter(|message| message.visible_to.is_none() && message.id < before && message.id > after)
        .collect();
    found.reverse();
    found.truncate(usize::try_from(limit).unwrap_or(100));
    Ok((200, found.into_iter().map(|message| read_later(state, message)).collect()))
}

/// A message as it is read some time after it was sent: the nonce is for the sender's next moments only.
fn read_later(state: &State, message: &Message) -> Value {
    let mut body = as_json::message(state, message);
    if let Some(fields) = body.as_object_mut() {
        fields.remove("nonce");
    }
    body
}

/// GET /channels/{channel}/messages/{message}
pub(super) fn get(state: &State, channel: Id, message: Id) -> Answer {
    let found = find(state, channel, message)?;
    Ok((200, read_later(state, found)))
}

fn find(state: &State, channel: Id, message: Id) -> Result<&Message, ApiError> {
    state
        .messages
        .get(&message)
        .filter(|message| message.channel_id == channel && message.visible_to.is_none())
        .ok_or_else(ApiError::unknown_message)
}

/// PATCH /channels/{channel}/messages/{message}
pub(super) fn edit(call: &Call<'_>, state: &mut State, channel_id: Id, message: Id) -> Answer {
    let found = find(state, channel_id, message)?.clone();
    let channel = state.channels.get(&channel_id).cloned().ok_or_else(ApiError::unknown_channel)?;
    let draft = read(&call.body, &call.uploads, Place::Channel)?;
    if found.author != state.bot() {
        return Err(ApiError::not_the_author());
    }
    if channel.thread.as_ref().is_some_and(|thread| thread.archived) {
        return Err(ApiError::thread_archived());
    }
    if draft.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty())
        && state.bot_permissions(&channel) & permissions::EMBED_LINKS == 0
    {
        return Err(ApiError::missing_permissions());
    }
    update(call, state, found, draft, DefaultMentions::All)
}

/// Puts a draft into an existing message and tells the gateway.
pub(super) fn update(
    call: &Call<'_>,
    state: &mut State,
    mut message: Message,
    draft: crate::sandbox::validate::message::Draft,
    mentions: DefaultMentions,
) -> Answer {
    post::apply(state, &mut message, draft, mentions)?;
    message.edited_ms = Some(state.clock.now_ms());
    message.revision += 1;
    let id = message.id;
    state.messages.insert(id, message);
    let message = state.messages.get(&id).ok_or_else(ApiError::unknown_message)?;
    if let Some(event) = event::message(state, "MESSAGE_UPDATE", message) {
        call.shared.hub().dispatch(&event);
    }
    Ok((200, as_json::message(state, message)))
}

/// DELETE /channels/{channel}/messages/{message}
pub(super) fn delete(call: &Call<'_>, state: &mut State, channel: Id, message: Id) -> Answer {
    let found = find(state, channel, message)?;
    let holder = state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    if found.author != state.bot() && state.bot_permissions(holder) & permissions::MANAGE_MESSAGES == 0 {
        return Err(ApiError::missing_permissions());
    }
    remove(call, state, message);
    Ok(NO_CONTENT)
}

/// Takes a message away and tells the gateway.
pub(super) fn remove(call: &Call<'_>, state: &mut State, message: Id) {
    let Some(found) = state.messages.remove(&message) else {
        return;
    };
    if let Some(event) = event::message_delete(state, &found) {
        call.shared.hub().dispatch(&event);
    }
}

/// PUT and DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me
pub(super) fn react(state: &mut State, channel: Id, message: Id, emoji: &str, adds: bool) -> Answer {
    find(state, channel, message)?;
    let holder = state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    if adds && state.bot_permissions(holder) & permissions::ADD_REACTIONS == 0 {
        return Err(ApiError::missing_permissions());
    }
    if holder.thread.as_ref().is_some_and(|thread| thread.archived) {
        return Err(ApiError::thread_archived());
    }
    let bot = state.bot();
    let emoji = percent_decoded(emoji);
    if let Some(found) = state.messages.get_mut(&message) {
        for (_, users) in found.reactions.iter_mut().filter(|(name, _)| *name == emoji) {
            users.retain(|user| *user != bot);
        }
        if adds {
            match found.reactions.iter_mut().find(|(name, _)| *name == emoji) {
                Some((_, users)) => users.push(bot),
                None => found.reactions.push((emoji, vec![bot])),
            }
        }
        found.reactions.retain(|(_, users)| !users.is_empty());
    }
    Ok(NO_CONTENT)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
