//! What a brief is made from, and what comes of it. Who makes it is handed in: this room only posts.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::figure::Language;
use crate::store::{LastShown, NewPart, Reason, StoredTemplate};

/// A brief that is wanted.
#[derive(Clone, Debug)]
pub struct Order {
    /// The server that it is for.
    pub guild: u64,
    /// The template's name.
    pub template: String,
    /// The template, if the server has made one of that name; otherwise it is one of those that come with the packs.
    pub stored: Option<StoredTemplate>,
    /// The title that somebody wants instead of the template's own.
    pub title: Option<String>,
    /// The language.
    pub language: Language,
    /// The moment for which it is made.
    pub now: Timestamp,
    /// The day that it speaks of, where it is read.
    pub day: Date,
    /// Whether embeds may be sent where it goes; otherwise it comes as text.
    pub embeds: bool,
    /// When it was due, if that is so long ago that readers should know.
    pub missed: Option<Timestamp>,
    /// What the last brief of this template showed in this server.
    pub last: Option<LastShown>,
}

/// A brief that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The name of the thread or forum post, at most 100 characters.
    pub title: String,
    /// The messages in order; at least one. The last embed of each, or its content if it has none, leaves
    /// [`MARK_CHARS`] characters free.
    pub parts: Vec<NewPart>,
}

/// So many characters are put under each message when it is sent: a mark by which it is found again after a crash.
pub const MARK_CHARS: usize = 16;

/// Makes briefs. It takes as long as it takes, on a thread of its own, and touches neither network nor disk.
pub trait Compose: Send + Sync {
    /// Makes a brief.
    ///
    /// # Errors
    /// Why there is none: [`Reason::TemplateGone`].
    fn compose(&self, order: &Order) -> Result<Composed, Reason>;
}
