//! What an interaction's token allows after the first answer: `@original` and follow-ups.

use serde_json::Value;

use super::post::DefaultMentions;
use super::{Answer, Call, NO_CONTENT, id, interactions, messages};
use crate::sandbox::error::ApiError;
use crate::sandbox::limits;
use crate::sandbox::state::message::flag;
use crate::sandbox::state::{Ack, Id, Interaction, Message, State, json as as_json};
use crate::sandbox::validate::message::{Place, read};

/// Everything below /webhooks/{application}/{token}
pub(super) fn route(call: &Call<'_>, method: &str, app: &str, token: &str, path: &[&str]) -> Answer {
    let app = id(app)?;
    let mut state = call.shared.state();
    let now = state.clock.now_ms();
    let interaction = state.interactions.values().rev().find(|it| it.token == token).cloned();
    let Some(interaction) = interaction.filter(|it| app == state.application.id && !it.is_expired(now)) else {
        return Err(ApiError::invalid_webhook_token());
    };
    if interaction.ack.is_none() {
        return Err(ApiError::unknown_webhook());
    }
    match (method, path) {
        ("POST", []) => follow_up(call, &mut state, &interaction),
        ("GET", ["messages", message]) => {
            let found = find(&state, &interaction, message)?;
            Ok((200, as_json::message(&state, found)))
        }
        ("PATCH", ["messages", message]) => {
            let found = find(&state, &interaction, message)?.clone();
            edit(call, &mut state, found)
        }
        ("DELETE", ["messages", message]) => {
            let found = find(&state, &interaction, message)?.id;
            messages::remove(call, &mut state, found);
            Ok(NO_CONTENT)
        }
        _ => Err(ApiError::not_found()),
    }
}

fn follow_up(call: &Call<'_>, state: &mut State, interaction: &Interaction) -> Answer {
    if let Some(Ack::Deferred(id)) = interaction.ack
        && let Some(waiting) = state.messages.get(&id).filter(|message| message.is_loading()).cloned()
    {
        return edit(call, state, waiting);
    }
    if interaction.user_install_only && interaction.followups >= limits::USER_INSTALL_FOLLOWUPS {
        return Err(ApiError::too_many_followups());
    }
    let draft = read(&call.body, &call.uploads, Place::Interaction)?;
    let message = interactions::answer(call, state, interaction, draft)?;
    if let Some(stored) = state.interactions.get_mut(&interaction.id) {
        stored.followups += 1;
    }
    let message = state.messages.get(&message).ok_or_else(ApiError::unknown_message)?;
    Ok((200, as_json::message(state, message)))
}

fn edit(call: &Call<'_>, state: &mut State, mut message: Message) -> Answer {
    let draft = read(&call.body, &call.uploads, Place::Interaction)?;
    let was_loading = message.is_loading();
    if was_loading {
        message.flags &= !flag::LOADING;
    }
    let id = message.id;
    let answer = messages::update(call, state, message, draft, DefaultMentions::Users)?;
    if was_loading && let Some(stored) = state.messages.get_mut(&id) {
        stored.edited_ms = None;
        let mut answer = answer;
        answer.1["edited_timestamp"] = Value::Null;
        return Ok(answer);
    }
    Ok(answer)
}

fn find<'a>(state: &'a State, interaction: &Interaction, message: &str) -> Result<&'a Message, ApiError> {
    let wanted: Option<Id> = if message == "@original" { interaction.original } else { Some(id(message)?) };
    let found = wanted.and_then(|id| state.messages.get(&id)).ok_or_else(ApiError::unknown_message)?;
    let belongs = Some(found.id) == interaction.original
        || found.interaction.as_ref().is_some_and(|meta| meta.id == interaction.id);
    if belongs { Ok(found) } else { Err(ApiError::unknown_message()) }
}
