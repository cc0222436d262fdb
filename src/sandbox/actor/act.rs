//! What one person can do.

use std::sync::Arc;

use serde_json::{Value, json};

use super::invoke::{Request, first_answer, send};
use super::options::{Named, goes_by, usable};
use super::{ActorError, Modal, Seen};
use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Channel, Id, Interaction, InteractionKind, Message, State, json as as_json, permissions};

/// A person of this world. Channels are named as people name them: `general`, `#general`,
/// `weekly report`, an id, or `dm` for the conversation with the bot.
#[derive(Clone)]
pub struct Actor {
    pub(super) shared: Arc<Shared>,
    pub(super) id: Id,
}

impl Actor {
    pub(crate) fn new(shared: Arc<Shared>, id: Id) -> Self {
        Self { shared, id }
    }

    /// The person's user id.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The language of the person's client.
    pub fn locale(&self) -> String {
        self.shared.state().users.get(&self.id).map_or_else(String::new, |user| user.locale.clone())
    }

    /// Switches the language of the person's client.
    pub fn set_locale(&self, locale: &str) {
        if let Some(user) = self.shared.state().users.get_mut(&self.id) {
            user.locale = locale.to_owned();
        }
    }

    /// Calls a slash command and waits for the first answer. `name` is `fact`, a localised name, or
    /// `settings show` with a subcommand; options go by their default or localised names.
    ///
    /// # Errors
    /// What the client would refuse, no bot, or no answer at all.
    pub async fn slash(&self, channel: &str, name: &str, options: &[(&str, &str)]) -> Result<Seen, ActorError> {
        let id = self.start_slash(channel, name, options)?;
        first_answer(&self.shared, id).await
    }

    /// Calls a slash command without waiting; see [`Actor::answer_to`].
    ///
    /// # Errors
    /// As [`Actor::slash`].
    pub fn start_slash(&self, channel: &str, name: &str, options: &[(&str, &str)]) -> Result<Id, ActorError> {
        self.send_command(channel, name, options, None)
    }

    /// Types in an option and waits for the choices. The last option is the one being typed.
    ///
    /// # Errors
    /// As [`Actor::slash`]; [`ActorError::UnknownOption`] when the option has no autocomplete.
    pub async fn autocomplete(&self, channel: &str, name: &str, options: &[(&str, &str)]) -> Result<Seen, ActorError> {
        let focused = options.last().map(|(name, _)| *name);
        let id = self.send_command(channel, name, options, Some(focused.unwrap_or_default()))?;
        first_answer(&self.shared, id).await
    }

    /// Waits for the first answer to an interaction that was started before.
    ///
    /// # Errors
    /// [`ActorError::Timeout`].
    pub async fn answer_to(&self, interaction: Id) -> Result<Seen, ActorError> {
        first_answer(&self.shared, interaction).await
    }

    /// Presses a button, named by its `custom_id`, its label, or its place counted from 1.
    ///
    /// # Errors
    /// When the person cannot see the message or it has no such usable button.
    pub async fn click(&self, message: &Message, button: &str) -> Result<Seen, ActorError> {
        let id = self.start_click(message, button)?;
        first_answer(&self.shared, id).await
    }

    /// Presses a button without waiting; see [`Actor::answer_to`].
    ///
    /// # Errors
    /// As [`Actor::click`].
    pub fn start_click(&self, message: &Message, button: &str) -> Result<Id, ActorError> {
        let mut state = self.shared.state();
        let message = self.visible(&state, message.id)?;
        let buttons = message.buttons();
        let place = button.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        let found = buttons
            .iter()
            .find(|it| it.custom_id.as_deref() == Some(button))
            .or_else(|| buttons.iter().find(|it| it.label == button))
            .or_else(|| buttons.get(place?));
        let custom_id = found.filter(|it| !it.disabled).and_then(|it| it.custom_id.clone());
        let custom_id = custom_id.ok_or_else(|| ActorError::UnknownComponent(button.to_owned()))?;
        let data = json!({"id": 1, "component_type": 2, "custom_id": custom_id});
        self.send(&mut state, InteractionKind::Component, message.channel_id, data, Some(message.id))
    }

    /// Chooses options of a string select, named by value or label; `custom_id` may be empty when the
    /// message has one menu only.
    ///
    /// # Errors
    /// When the person cannot see the message or it has no such usable menu or option.
    pub async fn select(&self, message: &Message, custom_id: &str, values: &[&str]) -> Result<Seen, ActorError> {
        let id = {
            let mut state = self.shared.state();
            let message = self.visible(&state, message.id)?;
            let unknown = || ActorError::UnknownComponent(custom_id.to_owned());
            let selects = message.selects();
            let found = selects.iter().find(|it| it.custom_id == custom_id || custom_id.is_empty());
            let found = found.filter(|it| !it.disabled).ok_or_else(unknown)?;
            let chosen: Vec<Value> = values
                .iter()
                .map(|value| {
                    let option = found.options.iter().find(|it| it.value == *value || it.label == *value);
                    let free = found.kind != 3;
                    option
                        .map(|it| json!(it.value))
                        .or(free.then(|| json!(value)))
                        .ok_or_else(|| ActorError::UnknownChoice((*value).to_owned()))
                })
                .collect::<Result<_, _>>()?;
            let count = chosen.len() as u64;
            if count < found.min_values || count > found.max_values {
                return Err(ActorError::UnknownChoice(format!("{count} values")));
            }
            let resolved = resolved(&state, &message, &chosen);
            let data = json!({
                "id": 1, "component_type": found.kind, "custom_id": found.custom_id, "values": chosen, "resolved": resolved,
            });
            self.send(&mut state, InteractionKind::Component, message.channel_id, data, Some(message.id))?
        };
        first_answer(&self.shared, id).await
    }

    /// Fills in the modal that `seen` shows and sends it off; inputs go by `custom_id`.
    ///
    /// # Errors
    /// When there is no modal, or an input does not fit.
    pub async fn submit_modal(&self, seen: &Seen, values: &[(&str, &str)]) -> Result<Seen, ActorError> {
        let id = {
            let mut state = self.shared.state();
            let modal: &Modal = seen.modal().ok_or_else(|| ActorError::UnknownComponent("modal".to_owned()))?;
            let values: Vec<_> = values.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
            let mut data = modal.filled(&values)?;
            data["resolved"] = json!({});
            let before: Option<Interaction> = state.interactions.get(&seen.interaction).cloned();
            let before = before.ok_or(ActorError::BotOffline)?;
            let request = Request {
                kind: InteractionKind::Modal,
                user: self.id,
                channel: before.channel_id,
                data,
                source_message: before.source_message,
                opened_by: Some(before.id),
            };
            send(&self.shared, &mut state, request)?
        };
        first_answer(&self.shared, id).await
    }

    /// Calls a command of the message's context menu.
    ///
    /// # Errors
    /// As [`Actor::slash`].
    pub async fn message_menu(&self, message: &Message, command: &str) -> Result<Seen, ActorError> {
        let id = {
            let mut state = self.shared.state();
            let target = self.visible(&state, message.id)?;
            let object = as_json::message(&state, &target);
            let data = menu_data(&state, self.id, target.channel_id, 3, command, target.id, |resolved| {
                resolved["messages"] = json!({target.id.to_string(): object});
            })?;
            self.send(&mut state, InteractionKind::Command, target.channel_id, data, None)?
        };
        first_answer(&self.shared, id).await
    }

    /// Calls a command of a user's context menu.
    ///
    /// # Errors
    /// As [`Actor::slash`].
    pub async fn user_menu(&self, channel: &str, user: &str, command: &str) -> Result<Seen, ActorError> {
        let id = {
            let mut state = self.shared.state();
            let channel = self.place(&mut state, channel)?;
            let target = state.find_user(user).ok_or(ActorError::Forbidden)?.clone();
            let guild = channel.guild_id.and_then(|guild| state.guilds.get(&guild));
            let member = guild.and_then(|guild| guild.members.get(&target.id)).map(as_json::partial_member);
            let data = menu_data(&state, self.id, channel.id, 2, command, target.id, |resolved| {
                resolved["users"] = json!({target.id.to_string(): as_json::user(&target)});
                if let Some(mut member) = member {
                    member["permissions"] = json!("0");
                    resolved["members"] = json!({target.id.to_string(): member});
                }
            })?;
            self.send(&mut state, InteractionKind::Command, channel.id, data, None)?
        };
        first_answer(&self.shared, id).await
    }

    /// The slash commands that the person sees in a channel, with descriptions, in their language.
    ///
    /// # Errors
    /// [`ActorError::UnknownChannel`].
    pub fn commands(&self, channel: &str) -> Result<Vec<(String, String)>, ActorError> {
        let mut state = self.shared.state();
        let channel = self.place(&mut state, channel)?.id;
        Ok(super::command_names(&state, self.id, channel))
    }

    /// The options of a slash command as registered.
    ///
    /// # Errors
    /// [`ActorError::UnknownChannel`] or [`ActorError::UnknownCommand`].
    pub fn options_of(&self, channel: &str, command: &str) -> Result<Vec<Value>, ActorError> {
        let mut state = self.shared.state();
        let channel = self.place(&mut state, channel)?.id;
        Ok(Named::find(&state, self.id, channel, command)?.leaves().to_vec())
    }

    /// The messages of a channel that this person sees, in order.
    ///
    /// # Errors
    /// [`ActorError::UnknownChannel`].
    pub fn history(&self, channel: &str) -> Result<Vec<Message>, ActorError> {
        let mut state = self.shared.state();
        let channel = self.place(&mut state, channel)?.id;
        let sees = |message: &&Message| message.visible_to.is_none_or(|user| user == self.id);
        Ok(state.messages_in(channel).filter(sees).cloned().collect())
    }

    /// The id of a channel that the person sees.
    ///
    /// # Errors
    /// [`ActorError::UnknownChannel`].
    pub fn channel(&self, name: &str) -> Result<Id, ActorError> {
        let mut state = self.shared.state();
        self.place(&mut state, name).map(|channel| channel.id)
    }

    fn send_command(
        &self,
        channel: &str,
        name: &str,
        options: &[(&str, &str)],
        focused: Option<&str>,
    ) -> Result<Id, ActorError> {
        let mut state = self.shared.state();
        let channel = self.place(&mut state, channel)?;
        let named = Named::find(&state, self.id, channel.id, name)?;
        let given: Vec<_> = options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut kind = InteractionKind::Command;
        if let Some(focused) = focused {
            let completes = named.option(focused).is_some_and(|option| option["autocomplete"] == true);
            if !completes {
                return Err(ActorError::UnknownOption(focused.to_owned()));
            }
            kind = InteractionKind::Autocomplete;
        }
        let user = state.users.get(&self.id).ok_or(ActorError::Forbidden)?;
        let data = named.data(&state, user, channel.guild_id, &given, focused)?;
        self.send(&mut state, kind, channel.id, data, None)
    }

    fn send(
        &self,
        state: &mut State,
        kind: InteractionKind,
        channel: Id,
        data: Value,
        source_message: Option<Id>,
    ) -> Result<Id, ActorError> {
        send(&self.shared, state, Request { kind, user: self.id, channel, data, source_message, opened_by: None })
    }

    pub(super) fn place(&self, state: &mut State, name: &str) -> Result<Channel, ActorError> {
        if name.eq_ignore_ascii_case("dm") && state.dm_of(self.id).is_none() {
            let (id, _) = state.open_dm(self.id);
            let opened = state.channels.get(&id);
            if let Some(event) =
                opened.and_then(|it| crate::sandbox::gateway::event::channel(state, "CHANNEL_CREATE", it))
            {
                self.shared.hub().dispatch(&event);
            }
        }
        let unknown = || ActorError::UnknownChannel(name.to_owned());
        let channel = state.find_channel(self.id, name).ok_or_else(unknown)?;
        let sees = permissions::in_channel(state, self.id, channel) & permissions::VIEW_CHANNEL != 0;
        sees.then(|| channel.clone()).ok_or_else(unknown)
    }

    pub(super) fn visible(&self, state: &State, message: Id) -> Result<Message, ActorError> {
        let found = state.messages.get(&message).filter(|it| it.visible_to.is_none_or(|user| user == self.id));
        let channel = found.and_then(|message| state.channels.get(&message.channel_id));
        let sees =
            channel.is_some_and(|it| permissions::in_channel(state, self.id, it) & permissions::VIEW_CHANNEL != 0);
        found.filter(|_| sees).cloned().ok_or(ActorError::UnknownMessage(message))
    }
}

/// The users, members, roles and channels that are chosen by their ids.
fn resolved(state: &State, message: &Message, chosen: &[Value]) -> Value {
    let guild = state.channels.get(&message.channel_id).and_then(|it| it.guild_id).and_then(|id| state.guilds.get(&id));
    let mut resolved = json!({});
    for key in chosen.iter().filter_map(Value::as_str) {
        let Ok(id) = key.parse::<Id>() else { continue };
        if let Some(user) = state.users.get(&id) {
            resolved["users"][key] = as_json::user(user);
            if let Some(member) = guild.and_then(|guild| guild.members.get(&id)) {
                resolved["members"][key] = as_json::partial_member(member);
                resolved["members"][key]["permissions"] = json!("0");
            }
        } else if let Some(role) = guild.and_then(|guild| guild.roles.iter().find(|role| role.id == id)) {
            resolved["roles"][key] = as_json::role(role, 0);
        } else if let Some(channel) = state.channels.get(&id) {
            resolved["channels"][key] = as_json::channel(state, channel);
            resolved["channels"][key]["permissions"] = json!("0");
        }
    }
    resolved
}

fn menu_data(
    state: &State,
    user: Id,
    channel: Id,
    kind: u64,
    name: &str,
    target: Id,
    resolve: impl FnOnce(&mut Value),
) -> Result<Value, ActorError> {
    let command = usable(state, user, channel, kind).into_iter().find(|it| goes_by(it, name));
    let command = command.ok_or_else(|| ActorError::UnknownCommand(name.to_owned()))?;
    let mut resolved = json!({});
    resolve(&mut resolved);
    Ok(json!({
        "id": command["id"],
        "name": command["name"],
        "type": kind,
        "target_id": target.to_string(),
        "resolved": resolved,
    }))
}
