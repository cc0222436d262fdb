//! The first answer to an interaction.

use serde_json::{Value, json};

use super::post::{self, DefaultMentions, Frame};
use super::{Answer, Call, NO_CONTENT, id, messages};
use crate::sandbox::error::{ApiError, Form};
use crate::sandbox::state::message::flag;
use crate::sandbox::state::{Ack, Id, Interaction, InteractionKind, State, json as as_json};
use crate::sandbox::validate::message::{Draft, Place, read};
use crate::sandbox::validate::{choices, modal};

const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const MODAL: u64 = 9;

/// POST /interactions/{id}/{token}/callback
pub(super) fn callback(call: &Call<'_>, interaction: &str, token: &str) -> Answer {
    let interaction_id = id(interaction)?;
    let mut state = call.shared.state();
    let now = state.clock.now_ms();
    let interaction = state
        .interactions
        .get(&interaction_id)
        .filter(|interaction| interaction.token == token)
        .filter(|interaction| interaction.ack.is_some() || !interaction.is_late(now))
        .cloned()
        .ok_or_else(ApiError::unknown_interaction)?;
    if interaction.ack.is_some() {
        return Err(ApiError::already_acknowledged());
    }
    let kind = call.body["type"].as_u64().unwrap_or(0);
    allowed(&interaction, kind)?;
    let data = &call.body["data"];
    let ack = match kind {
        MESSAGE => {
            let draft = read_data(call, data)?;
            let id = answer(call, &mut state, &interaction, draft)?;
            Ack::Message(id)
        }
        DEFERRED_MESSAGE => {
            let flags = data["flags"].as_u64().unwrap_or(0) & flag::EPHEMERAL;
            let frame = frame(&state, &interaction, flags != 0);
            let mut message = post::blank(&mut state, &frame);
            message.flags |= flag::LOADING;
            let id = message.id;
            state.messages.insert(id, message);
            Ack::Deferred(id)
        }
        DEFERRED_UPDATE => Ack::DeferredUpdate,
        UPDATE => {
            let draft = read_data(call, data)?;
            let source = interaction.source_message.and_then(|id| state.messages.get(&id)).cloned();
            let source = source.ok_or_else(ApiError::unknown_message)?;
            let id = source.id;
            messages::update(call, &mut state, source, draft, DefaultMentions::Users)?;
            Ack::Updated(id)
        }
        CHOICES => {
            let mut form = Form::default();
            let list = data["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
            let read = choices::choices(&mut form, "data/choices", list, focused_kind(&interaction.payload));
            form.finish()?;
            Ack::Choices(read)
        }
        MODAL => {
            let mut form = Form::default();
            modal::modal(&mut form, data);
            form.finish()?;
            Ack::Modal(data.clone())
        }
        _ => return Ok(NO_CONTENT),
    };
    let original = match &ack {
        Ack::Message(id) | Ack::Deferred(id) | Ack::Updated(id) => Some(*id),
        Ack::DeferredUpdate => interaction.source_message,
        Ack::Choices(_) | Ack::Modal(_) => None,
    };
    if let Some(stored) = state.interactions.get_mut(&interaction_id) {
        stored.ack = Some(ack);
        stored.original = original;
    }
    if call.query.get("with_response").is_some_and(|value| value == "true") {
        return Ok((200, response(&state, &interaction, kind, original)));
    }
    Ok(NO_CONTENT)
}

fn allowed(interaction: &Interaction, kind: u64) -> Result<(), ApiError> {
    let has_message = interaction.source_message.is_some();
    let allowed: &[u64] = match interaction.kind {
        InteractionKind::Command => &[MESSAGE, DEFERRED_MESSAGE, MODAL],
        InteractionKind::Component => &[MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL],
        InteractionKind::Autocomplete => &[CHOICES],
        InteractionKind::Modal if has_message => &[MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE],
        InteractionKind::Modal => &[MESSAGE, DEFERRED_MESSAGE],
    };
    if allowed.contains(&kind) {
        return Ok(());
    }
    let mut form = Form::default();
    form.choices("type", &allowed.iter().map(u64::to_string).collect::<Vec<_>>().join(", "));
    form.finish()
}

/// Reads `data` of a response; Discord names the errors below `data`.
fn read_data(call: &Call<'_>, data: &Value) -> Result<Draft, ApiError> {
    read(data, &call.uploads, Place::Interaction).map_err(|mut error| {
        error.errors = error.errors.map(|errors| json!({"data": errors}));
        error
    })
}

/// Makes a message that answers an interaction.
pub(super) fn answer(
    call: &Call<'_>,
    state: &mut State,
    interaction: &Interaction,
    draft: Draft,
) -> Result<Id, ApiError> {
    let private = draft.flags.unwrap_or(0) & flag::EPHEMERAL != 0;
    if let Some(channel) = state.channels.get(&interaction.channel_id) {
        post::thread_is_open(channel, state.bot_permissions(channel))?;
    }
    let frame = frame(state, interaction, private);
    post::create(call.shared, state, draft, frame)
}

fn frame(state: &State, interaction: &Interaction, private: bool) -> Frame {
    let private = private || interaction.forced_private;
    Frame {
        channel: interaction.channel_id,
        author: state.bot(),
        kind: match (interaction.kind, interaction.command_kind) {
            (InteractionKind::Command, 1) => 20,
            (InteractionKind::Command, _) => 23,
            _ if interaction.source_message.is_some() => 19,
            _ => 0,
        },
        interaction: Some(interaction.meta()),
        visible_to: private.then_some(interaction.user),
        mentions: DefaultMentions::Users,
    }
}

/// The type of the option that an autocomplete interaction is about.
fn focused_kind(payload: &Value) -> u64 {
    fn find(options: &Value) -> Option<u64> {
        options.as_array()?.iter().find_map(|option| {
            if option["focused"] == true { option["type"].as_u64() } else { find(&option["options"]) }
        })
    }
    find(&payload["data"]["options"]).unwrap_or(3)
}

fn response(state: &State, interaction: &Interaction, kind: u64, original: Option<Id>) -> Value {
    let message = original.and_then(|id| state.messages.get(&id));
    let mut body = json!({
        "interaction": {
            "id": interaction.id.to_string(),
            "type": interaction.kind as u8,
            "response_message_id": original.map(|id| id.to_string()),
            "response_message_loading": message.is_some_and(crate::sandbox::state::Message::is_loading),
            "response_message_ephemeral": message.is_some_and(crate::sandbox::state::Message::is_ephemeral),
        },
        "resource": {"type": kind},
    });
    if let Some(message) = message.filter(|_| matches!(kind, MESSAGE | UPDATE)) {
        body["resource"]["message"] = as_json::message(state, message);
    }
    body
}
