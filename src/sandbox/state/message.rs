//! A message and what can be read off it: buttons, selects, text.

use std::sync::Arc;

use serde_json::Value;

use super::Id;

/// Message flags (resources/message, "Message Flags").
pub mod flag {
    /// Links show no preview.
    pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
    /// Only one user sees it.
    pub const EPHEMERAL: u64 = 1 << 6;
    /// The bot is "thinking".
    pub const LOADING: u64 = 1 << 7;
    /// No push message.
    pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    /// Made of the second generation of components.
    pub const COMPONENTS_V2: u64 = 1 << 15;
}

/// A message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Snowflake.
    pub id: Id,
    /// Where it stands.
    pub channel_id: Id,
    /// Who wrote it.
    pub author: Id,
    /// Discord's number of the message's kind: 0 plain, 19 reply, 20 answer to a slash command, 23 to a menu.
    pub kind: u8,
    /// Text.
    pub content: String,
    /// Embeds as sent.
    pub embeds: Vec<Value>,
    /// Components as sent.
    pub components: Vec<Value>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Message flags.
    pub flags: u64,
    /// Users that are mentioned and pinged.
    pub mentions: Vec<Id>,
    /// Roles that are mentioned and pinged.
    pub mention_roles: Vec<Id>,
    /// Whether everyone is pinged.
    pub mention_everyone: bool,
    /// The message that this one answers.
    pub reference: Option<Id>,
    /// Sent at, in milliseconds since 1970.
    pub sent_ms: i64,
    /// Last edited at.
    pub edited_ms: Option<i64>,
    /// The sender's own mark against duplicates.
    pub nonce: Option<Value>,
    /// Read aloud.
    pub tts: bool,
    /// The interaction that it answers.
    pub interaction: Option<InteractionMeta>,
    /// The one user who sees it; none for everybody.
    pub visible_to: Option<Id>,
    /// Emoji and who reacted.
    pub reactions: Vec<(String, Vec<Id>)>,
    /// Thread that was started from it.
    pub thread: Option<Id>,
    /// Counts its edits, from 1.
    pub revision: u32,
}

/// The interaction that a message answers.
#[derive(Clone, Debug)]
pub struct InteractionMeta {
    /// Interaction id.
    pub id: Id,
    /// Discord's number of the interaction's kind.
    pub kind: u8,
    /// Who acted.
    pub user: Id,
    /// Name of the command, empty for components.
    pub name: String,
    /// The message with the component that was used.
    pub used_message: Option<Id>,
    /// The message or user of a context menu command.
    pub target: Option<Target>,
    /// The interaction that opened the modal.
    pub opened_by: Option<Box<InteractionMeta>>,
}

/// What a context menu command was called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A message.
    Message(Id),
    /// A user.
    User(Id),
}

/// A file.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Snowflake.
    pub id: Id,
    /// File name.
    pub filename: String,
    /// Alternative text.
    pub description: Option<String>,
    /// Media type.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// A button as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What stands on it, emoji included.
    pub label: String,
    /// Its id, none for links.
    pub custom_id: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
    /// Cannot be pressed.
    pub disabled: bool,
    /// Discord's number of the style: 1 primary, 2 secondary, 3 success, 4 danger, 5 link.
    pub style: u64,
}

/// A select menu as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// Its id.
    pub custom_id: String,
    /// Text while nothing is chosen.
    pub placeholder: Option<String>,
    /// The options of a string select, empty for users, roles and channels.
    pub options: Vec<SelectOption>,
    /// Fewest options to choose.
    pub min_values: u64,
    /// Most options to choose.
    pub max_values: u64,
    /// Cannot be used.
    pub disabled: bool,
    /// Discord's number of the component: 3 string, 5 user, 6 role, 7 mentionable, 8 channel.
    pub kind: u64,
}

/// An option of a select menu.
#[derive(Clone, Debug, PartialEq)]
pub struct SelectOption {
    /// What is shown.
    pub label: String,
    /// What the bot gets.
    pub value: String,
    /// Second line.
    pub description: Option<String>,
    /// Chosen from the start.
    pub default: bool,
}

/// A choice that autocomplete offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What the bot gets.
    pub value: Value,
}

impl Message {
    /// Whether only one user sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.flags & flag::EPHEMERAL != 0
    }

    /// Whether it only says that the bot is thinking.
    pub fn is_loading(&self) -> bool {
        self.flags & flag::LOADING != 0
    }

    /// Everything that can be read: content, embed texts and text displays, one a line.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        if !self.content.is_empty() {
            lines.push(self.content.clone());
        }
        for embed in &self.embeds {
            let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
            let parts = [&embed["author"]["name"], &embed["title"], &embed["description"]]
                .into_iter()
                .chain(fields.iter().flat_map(|field| [&field["name"], &field["value"]]))
                .chain([&embed["footer"]["text"]]);
            lines.extend(parts.filter_map(|part| part.as_str().map(str::to_owned)));
        }
        self.each_component(&mut |component| {
            if component["type"] == 10 {
                lines.extend(component["content"].as_str().map(str::to_owned));
            }
        });
        lines.join("\n")
    }

    /// The buttons, row by row.
    pub fn buttons(&self) -> Vec<Button> {
        let mut buttons = Vec::new();
        self.each_component(&mut |component| {
            if component["type"] == 2 {
                let emoji = component["emoji"]["name"].as_str();
                let label = component["label"].as_str();
                buttons.push(Button {
                    label: [emoji, label].into_iter().flatten().collect::<Vec<_>>().join(" "),
                    custom_id: text_of(component, "custom_id"),
                    url: text_of(component, "url"),
                    disabled: component["disabled"] == true,
                    style: component["style"].as_u64().unwrap_or(2),
                });
            }
        });
        buttons
    }

    /// The select menus.
    pub fn selects(&self) -> Vec<Select> {
        let mut selects = Vec::new();
        self.each_component(&mut |component| {
            let kind = component["type"].as_u64().unwrap_or(0);
            if matches!(kind, 3 | 5..=8) {
                let options = component["options"].as_array().map(Vec::as_slice).unwrap_or_default();
                selects.push(Select {
                    custom_id: text_of(component, "custom_id").unwrap_or_default(),
                    placeholder: text_of(component, "placeholder"),
                    options: options.iter().map(SelectOption::from_json).collect(),
                    min_values: component["min_values"].as_u64().unwrap_or(1),
                    max_values: component["max_values"].as_u64().unwrap_or(1),
                    disabled: component["disabled"] == true,
                    kind,
                });
            }
        });
        selects
    }

    fn each_component<'a>(&'a self, visit: &mut dyn FnMut(&'a Value)) {
        for component in &self.components {
            walk(component, visit);
        }
    }
}

impl SelectOption {
    fn from_json(option: &Value) -> Self {
        Self {
            label: text_of(option, "label").unwrap_or_default(),
            value: text_of(option, "value").unwrap_or_default(),
            description: text_of(option, "description"),
            default: option["default"] == true,
        }
    }
}

/// Visits a component and all that it holds, in reading order.
pub(crate) fn walk<'a>(component: &'a Value, visit: &mut dyn FnMut(&'a Value)) {
    visit(component);
    for child in component["components"].as_array().into_iter().flatten() {
        walk(child, visit);
    }
    for key in ["accessory", "component"] {
        if component[key].is_object() {
            walk(&component[key], visit);
        }
    }
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}
