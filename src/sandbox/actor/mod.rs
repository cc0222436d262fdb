//! People: what they do in the client, and what they then see.

mod act;
mod invoke;
mod options;
mod seen;
mod write;

pub use act::Actor;
pub use options::command_names;
pub(crate) use options::{goes_by, is_branch, localized, usable};
pub use seen::{Modal, ModalInput, Seen, View};
pub use write::Note;

use super::state::Id;

/// Why a person cannot do what the test asks for, or saw nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ActorError {
    /// There is no such channel, or the person cannot see it.
    #[error("no channel named {0:?} that this person can see")]
    UnknownChannel(String),
    /// The bot has not registered such a command here.
    #[error("the bot has no command {0:?} in this place")]
    UnknownCommand(String),
    /// The command has no such option.
    #[error("the command has no option {0:?}")]
    UnknownOption(String),
    /// A required option is missing.
    #[error("the option {0:?} is required")]
    MissingOption(String),
    /// A value does not fit its option.
    #[error("{value:?} does not fit the option {option:?}: {why}")]
    BadValue {
        /// Option.
        option: String,
        /// Value as typed.
        value: String,
        /// What would fit.
        why: String,
    },
    /// The person may not use the command or write here.
    #[error("this person may not do that here")]
    Forbidden,
    /// There is no such message, or the person cannot see it.
    #[error("no message {0} that this person can see")]
    UnknownMessage(Id),
    /// The message has no such button or menu, or it cannot be used.
    #[error("the message has no usable component {0:?}")]
    UnknownComponent(String),
    /// A value is none of the menu's options.
    #[error("the menu has no option {0:?}")]
    UnknownChoice(String),
    /// A modal needs this input, or the text is too short or too long for it.
    #[error("the input {0:?} of the modal is missing or has the wrong length")]
    BadInput(String),
    /// A text has the wrong length.
    #[error("the {what} must have {least} to {most} characters")]
    BadLength {
        /// Which text.
        what: String,
        /// Fewest characters.
        least: usize,
        /// Most characters.
        most: usize,
    },
    /// The forum asks for a tag on each post.
    #[error("a post in this forum needs a tag")]
    TagNeeded,
    /// The person has uploaded no such file, or has sent it already.
    #[error("no file {0} that this person has uploaded")]
    UnknownFile(Id),
    /// No bot is connected.
    #[error("no bot is connected to the gateway")]
    BotOffline,
    /// Nothing came within the sandbox's patience.
    #[error("nothing came from the bot within {0:?}")]
    Timeout(std::time::Duration),
}
