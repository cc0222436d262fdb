//! What a person sees after an interaction.

use serde_json::Value;

use super::ActorError;
use crate::sandbox::state::{Button, Choice, Id, Message, Select};

/// The first answer to an interaction, as the person sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The interaction that it answers.
    pub interaction: Id,
    /// What is there to see.
    pub view: View,
}

/// The kinds of first answers.
#[derive(Clone, Debug)]
pub enum View {
    /// A new message.
    Message(Message),
    /// "The bot is thinking ..."; see [`Sandbox::settled`](crate::sandbox::Sandbox::settled).
    Thinking(Message),
    /// Nothing changes for now.
    Unchanged,
    /// The message with the component has changed.
    Updated(Message),
    /// Autocomplete choices.
    Choices(Vec<Choice>),
    /// A modal to fill in.
    Modal(Modal),
    /// "The application did not respond": three seconds went by.
    NoAnswer,
}

/// A modal as a person sees it.
#[derive(Clone, Debug)]
pub struct Modal {
    /// Its id.
    pub custom_id: String,
    /// Title.
    pub title: String,
    /// The fields.
    pub inputs: Vec<ModalInput>,
    /// As sent.
    pub raw: Value,
}

/// A text field of a modal.
#[derive(Clone, Debug)]
pub struct ModalInput {
    /// Its id.
    pub custom_id: String,
    /// Label.
    pub label: String,
    /// What stands in it at first.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Fewest characters.
    pub min_length: u64,
    /// Most characters.
    pub max_length: u64,
}

impl Seen {
    /// The message, new or changed.
    pub fn message(&self) -> Option<&Message> {
        match &self.view {
            View::Message(message) | View::Thinking(message) | View::Updated(message) => Some(message),
            _ => None,
        }
    }

    /// Everything that can be read in the message, empty without one.
    pub fn text(&self) -> String {
        self.message().map(Message::text).unwrap_or_default()
    }

    /// The message's buttons.
    pub fn buttons(&self) -> Vec<Button> {
        self.message().map(Message::buttons).unwrap_or_default()
    }

    /// The message's menus.
    pub fn selects(&self) -> Vec<Select> {
        self.message().map(Message::selects).unwrap_or_default()
    }

    /// The autocomplete choices.
    pub fn choices(&self) -> &[Choice] {
        match &self.view {
            View::Choices(choices) => choices,
            _ => &[],
        }
    }

    /// The modal.
    pub fn modal(&self) -> Option<&Modal> {
        match &self.view {
            View::Modal(modal) => Some(modal),
            _ => None,
        }
    }

    /// Whether only this person sees the message.
    pub fn is_ephemeral(&self) -> bool {
        self.message().is_some_and(Message::is_ephemeral)
    }

    /// Whether the bot is still thinking.
    pub fn is_thinking(&self) -> bool {
        matches!(self.view, View::Thinking(_))
    }
}

impl Modal {
    pub(crate) fn from_json(raw: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut inputs = Vec::new();
        for row in raw["components"].as_array().into_iter().flatten() {
            let fields = row["components"].as_array().into_iter().flatten().map(|input| (input, &input["label"]));
            let labelled = row["component"].is_object().then_some((&row["component"], &row["label"]));
            inputs.extend(fields.chain(labelled).filter(|(input, _)| input["type"] == 4).map(|(input, label)| {
                ModalInput {
                    custom_id: text(&input["custom_id"]),
                    label: text(label),
                    value: text(&input["value"]),
                    required: input["required"] != false,
                    min_length: input["min_length"].as_u64().unwrap_or(0),
                    max_length: input["max_length"].as_u64().unwrap_or(4000),
                }
            }));
        }
        Self { custom_id: text(&raw["custom_id"]), title: text(&raw["title"]), inputs, raw: raw.clone() }
    }

    /// The modal's answer as the client sends it, with the texts by `custom_id`.
    ///
    /// # Errors
    /// When an input is missing, unknown, or of the wrong length.
    pub(crate) fn filled(&self, values: &[(String, String)]) -> Result<Value, ActorError> {
        let unknown = values.iter().find(|(id, _)| self.inputs.iter().all(|input| input.custom_id != *id));
        if let Some((id, _)) = unknown {
            return Err(ActorError::BadInput(id.clone()));
        }
        let value_of = |input: &Value| {
            let id = input["custom_id"].as_str().unwrap_or_default();
            let given = values.iter().find(|(given, _)| given == id).map(|(_, value)| value.as_str());
            given.or(input["value"].as_str()).unwrap_or_default().to_owned()
        };
        for input in &self.inputs {
            let given = values.iter().find(|(id, _)| *id == input.custom_id);
            let length = given.map_or(&input.value, |(_, value)| value).chars().count() as u64;
            let empty_is_fine = length == 0 && !input.required;
            if !empty_is_fine && (length < input.min_length.max(1) || length > input.max_length) {
                return Err(ActorError::BadInput(input.custom_id.clone()));
            }
        }
        let answer = |input: &Value| serde_json::json!({"type": 4, "id": 1, "custom_id": input["custom_id"], "value": value_of(input)});
        let rows = self.raw["components"].as_array().into_iter().flatten().map(|row| {
            if row["component"].is_object() {
                return serde_json::json!({"type": 18, "id": 1, "component": answer(&row["component"])});
            }
            let inputs: Vec<Value> = row["components"].as_array().into_iter().flatten().map(answer).collect();
            serde_json::json!({"type": 1, "id": 1, "components": inputs})
        });
        Ok(serde_json::json!({"custom_id": self.custom_id, "components": rows.collect::<Vec<_>>()}))
    }
}
