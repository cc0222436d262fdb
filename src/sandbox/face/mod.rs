//! The faces of the stand-in, in a terminal and in a browser: somebody does what a person does in Discord, and sees
//! drawn what that person would see.

mod complete;
mod line;
mod markdown;
pub mod page;
mod repl;
mod session;
pub mod terminal;

use std::time::Duration;

pub use repl::run;
pub use session::{Reaction, Session};

/// What the face says about the product, and where it begins.
#[derive(Clone, Debug)]
pub struct FaceOptions {
    /// Name of the product, for the first line.
    pub name: String,
    /// Second line: what to type first.
    pub hint: String,
    /// The person who types.
    pub user: String,
    /// The channel at the start.
    pub channel: String,
    /// How long to wait for an answer to a mention or direct message.
    pub reply_wait: Duration,
    /// How long to listen after a message that needs no answer.
    pub silence: Duration,
}

impl FaceOptions {
    /// Options for a product; Alex types in `#general`.
    pub fn new(name: &str, hint: &str) -> Self {
        Self {
            name: name.to_owned(),
            hint: hint.to_owned(),
            user: "Alex".to_owned(),
            channel: "general".to_owned(),
            reply_wait: Duration::from_secs(5),
            silence: Duration::from_millis(200),
        }
    }
}
