//! An interaction and how far its answer has come.

use serde_json::Value;

use super::{Choice, Id, InteractionMeta, Target};
use crate::sandbox::clock::duration_ms;
use crate::sandbox::limits;

/// The kinds of interactions, with Discord's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    /// A slash or context menu command.
    Command = 2,
    /// A button or select menu.
    Component = 3,
    /// Typing in an option with autocomplete.
    Autocomplete = 4,
    /// A modal that was sent off.
    Modal = 5,
}

/// The first answer of the bot.
#[derive(Clone, Debug)]
pub enum Ack {
    /// A message (type 4).
    Message(Id),
    /// "Thinking ..." (type 5); the message comes later under the same id.
    Deferred(Id),
    /// Nothing visible (type 6).
    DeferredUpdate,
    /// The message with the component was changed (type 7).
    Updated(Id),
    /// Autocomplete choices (type 8).
    Choices(Vec<Choice>),
    /// A modal (type 9), as sent.
    Modal(Value),
}

/// An interaction.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Snowflake.
    pub id: Id,
    /// The token that stands for the right to answer.
    pub token: String,
    /// Kind.
    pub kind: InteractionKind,
    /// Who acted.
    pub user: Id,
    /// Where.
    pub channel_id: Id,
    /// Name of the command, empty for components.
    pub name: String,
    /// Type of the command: 1 slash, 2 user menu, 3 message menu; 0 for components.
    pub command_kind: u64,
    /// The message with the component or the modal's component.
    pub source_message: Option<Id>,
    /// The interaction that opened the modal.
    pub opened_by: Option<Box<InteractionMeta>>,
    /// Made at, in milliseconds since 1970.
    pub created_ms: i64,
    /// First answer of the bot.
    pub ack: Option<Ack>,
    /// The message that `@original` means.
    pub original: Option<Id>,
    /// Messages besides the original.
    pub followups: u32,
    /// The application is not in this server; only the user has installed it.
    pub user_install_only: bool,
    /// Public answers become private, as the server asks for.
    pub forced_private: bool,
    /// The event as it was sent.
    pub payload: Value,
}

impl Interaction {
    /// What messages that answer this interaction say about it.
    pub fn meta(&self) -> InteractionMeta {
        let target = self.payload["data"]["target_id"].as_str().and_then(|id| id.parse().ok());
        InteractionMeta {
            id: self.id,
            kind: self.kind as u8,
            user: self.user,
            name: self.name.clone(),
            used_message: self.source_message.filter(|_| self.kind == InteractionKind::Component),
            target: target.map(if self.command_kind == 3 { Target::Message } else { Target::User }),
            opened_by: self.opened_by.clone(),
        }
    }

    /// Whether the first answer comes too late at `now_ms`.
    pub fn is_late(&self, now_ms: i64) -> bool {
        now_ms - self.created_ms > duration_ms(limits::FIRST_RESPONSE)
    }

    /// Whether the token has died by `now_ms`.
    pub fn is_expired(&self, now_ms: i64) -> bool {
        now_ms - self.created_ms > duration_ms(limits::TOKEN_LIFE)
    }
}
