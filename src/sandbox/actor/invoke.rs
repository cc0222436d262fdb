//! Sends an interaction to the bot and waits for its first answer.

use std::sync::Arc;

use serde_json::{Value, json};

use super::seen::Modal;
use super::{ActorError, Seen, View};
use crate::sandbox::gateway::event;
use crate::sandbox::limits;
use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Ack, ChannelKind, Id, Interaction, InteractionKind, State, json as as_json, permissions};

/// What an interaction is about.
pub(crate) struct Request {
    pub(crate) kind: InteractionKind,
    pub(crate) user: Id,
    pub(crate) channel: Id,
    pub(crate) data: Value,
    pub(crate) source_message: Option<Id>,
    /// The interaction that opened the modal.
    pub(crate) opened_by: Option<Id>,
}

/// Sends the interaction and returns its id.
pub(crate) fn send(shared: &Shared, state: &mut State, request: Request) -> Result<Id, ActorError> {
    if shared.hub().sessions.is_empty() {
        return Err(ActorError::BotOffline);
    }
    let id = state.next_id();
    let token = format!("aW50ZXJhY3Rpb246{id}{:016x}", id.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let channel = state.channels.get(&request.channel).cloned();
    let channel = channel.ok_or_else(|| ActorError::UnknownChannel(request.channel.to_string()))?;
    let Some(user) = state.users.get(&request.user) else {
        return Err(ActorError::Forbidden);
    };
    let bits = permissions::in_channel(state, user.id, &channel);
    let installed_here =
        channel.guild_id.map_or_else(|| channel.recipients.contains(&state.bot()), |guild| state.bot_in_guild(guild));
    let context = match channel.kind {
        _ if channel.guild_id.is_some() => 0,
        ChannelKind::Dm if channel.recipients.contains(&state.bot()) => 1,
        _ => 2,
    };
    let app_bits = if installed_here { state.bot_permissions(&channel) } else { bits & permissions::EVERYONE };
    let mut channel_json = as_json::channel(state, &channel);
    channel_json["permissions"] = json!(bits.to_string());
    let mut payload = json!({
        "id": id.to_string(),
        "application_id": state.application.id.to_string(),
        "type": request.kind as u8,
        "data": request.data,
        "channel": channel_json,
        "channel_id": channel.id.to_string(),
        "token": token,
        "version": 1,
        "app_permissions": app_bits.to_string(),
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": as_json::owners(state, user.id, channel.id),
        "context": context,
        "attachment_size_limit": limits::FILE_BYTES,
    });
    if let Some(guild) = channel.guild_id.and_then(|guild| state.guilds.get(&guild)) {
        let mut member = as_json::member(state, guild, user.id).ok_or(ActorError::Forbidden)?;
        member["permissions"] = json!(bits.to_string());
        payload["member"] = member;
        payload["guild_id"] = json!(guild.id.to_string());
        payload["guild_locale"] = json!(guild.locale);
        payload["guild"] = json!({"id": guild.id.to_string(), "locale": guild.locale, "features": []});
    } else {
        payload["user"] = as_json::user(user);
    }
    if let Some(message) = request.source_message.and_then(|id| state.messages.get(&id)) {
        payload["message"] = as_json::message(state, message);
    }
    let interaction = Interaction {
        id,
        token,
        kind: request.kind,
        user: request.user,
        channel_id: channel.id,
        name: match request.kind {
            InteractionKind::Command => payload["data"]["name"].as_str().unwrap_or_default().to_owned(),
            _ => String::new(),
        },
        command_kind: match request.kind {
            InteractionKind::Command => payload["data"]["type"].as_u64().unwrap_or(0),
            _ => 0,
        },
        source_message: request.source_message,
        opened_by: request.opened_by.and_then(|id| state.interactions.get(&id)).map(|it| Box::new(it.meta())),
        created_ms: state.clock.now_ms(),
        ack: None,
        original: None,
        followups: 0,
        user_install_only: !installed_here,
        forced_private: !installed_here && channel.guild_id.is_some() && bits & permissions::USE_EXTERNAL_APPS == 0,
        payload: payload.clone(),
    };
    state.interactions.insert(id, interaction);
    shared.hub().dispatch(&event::interaction(payload, channel.guild_id));
    shared.touch();
    Ok(id)
}

/// Waits for the first answer, or until the three seconds are over on the sandbox's clock.
pub(crate) async fn first_answer(shared: &Arc<Shared>, id: Id) -> Result<Seen, ActorError> {
    let look = || {
        let mut state = shared.state();
        let interaction = state.interactions.get(&id)?.clone();
        let view = match interaction.ack {
            Some(Ack::Message(message)) => View::Message(state.take(message)?),
            // A fast bot may have replaced the waiting line already; that change is still unread.
            Some(Ack::Deferred(message)) => View::Thinking(state.messages.get(&message)?.clone()),
            Some(Ack::DeferredUpdate) => View::Unchanged,
            Some(Ack::Updated(message)) => View::Updated(state.take(message)?),
            Some(Ack::Choices(choices)) => View::Choices(choices),
            Some(Ack::Modal(modal)) => View::Modal(Modal::from_json(&modal)),
            None if interaction.is_late(state.clock.now_ms()) => View::NoAnswer,
            None => return None,
        };
        Some(Seen { interaction: id, view })
    };
    let limit = {
        let runs = shared.state().clock.runs();
        // On a running clock the three seconds end without anybody telling.
        if runs { limits::FIRST_RESPONSE.min(shared.patience) } else { shared.patience }
    };
    match shared.wait(limit, look).await {
        Some(seen) => Ok(seen),
        None if shared.state().clock.runs() && limit == limits::FIRST_RESPONSE => {
            Ok(Seen { interaction: id, view: View::NoAnswer })
        }
        None => Err(ActorError::Timeout(limit)),
    }
}
