//! What a newcomer can try first, as data: each entry is a button that acts for real.

use serde_json::{Value, json};

/// A card at the top of one channel.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    /// The channel that it is pinned in, by name.
    pub channel: String,
    /// First line.
    pub title: String,
    /// What this is, in a sentence or two.
    pub text: String,
    /// What can be tried, in order.
    pub starters: Vec<Starter>,
}

/// A thing to try.
#[derive(Clone, Debug)]
pub struct Starter {
    /// What stands on the button.
    pub label: String,
    /// What happens, in a few words.
    pub hint: String,
    /// What the person does by pressing it.
    pub act: Act,
}

/// What a person does, as they would do it themselves.
#[derive(Clone, Debug)]
pub enum Act {
    /// Sends a slash command with these options.
    Command {
        /// Name of the command.
        name: String,
        /// Options by name.
        options: Vec<(String, String)>,
    },
    /// Says something and calls a command of the message's menu on it.
    Menu {
        /// What is said.
        text: String,
        /// Name of the command.
        command: String,
    },
    /// Says something.
    Say {
        /// What is said; `@Name` becomes a mention.
        text: String,
    },
    /// Begins a slash command and leaves it to the person to go on.
    Begin {
        /// Name of the command.
        name: String,
    },
}

impl Guide {
    /// As the page gets it.
    pub(super) fn json(&self) -> Value {
        let starters: Vec<Value> =
            self.starters.iter().map(|it| json!({"label": it.label, "hint": it.hint, "act": it.act.json()})).collect();
        json!({"channel": self.channel, "title": self.title, "text": self.text, "starters": starters})
    }
}

impl Act {
    fn json(&self) -> Value {
        match self {
            Self::Command { name, options } => json!({"kind": "command", "name": name, "options": options}),
            Self::Menu { text, command } => json!({"kind": "menu", "text": text, "command": command}),
            Self::Say { text } => json!({"kind": "say", "text": text}),
            Self::Begin { name } => json!({"kind": "begin", "name": name}),
        }
    }
}
