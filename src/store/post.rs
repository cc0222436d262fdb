//! A post of a brief as data: which one it is, where it goes, its messages, and how far it is.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{Place, Reason};

/// Which post: at most one is made for a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PostKey {
    /// The server.
    pub guild: u64,
    /// What is posted again and again, such as `schedule/12`, or `manual/` with the id of whoever pressed the button.
    pub brief: String,
    /// For which period, or on which occasion.
    pub period: String,
}

impl PostKey {
    /// The nonce of a message of this post: 24 characters, one less than Discord allows. It differs once the post has
    /// moved to another place, because there the messages are new ones.
    #[must_use]
    pub fn nonce(&self, position: usize, fell_back: bool) -> String {
        let Self { guild, brief, period } = self;
        let text = format!("{guild}\n{brief}\n{period}\n{position}\n{fell_back}");
        Sha256::digest(text.as_bytes()).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A post that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPost {
    /// Which post.
    pub key: PostKey,
    /// The name of the template that it was made from.
    pub template: String,
    /// The schedule whose run it is.
    pub schedule: Option<u64>,
    /// Who asked for it.
    pub author: Option<u64>,
    /// Where it goes.
    pub place: Place,
    /// The name of the thread or forum post, where one is made.
    pub title: String,
    /// Its messages in order; at least one.
    pub parts: Vec<NewPart>,
}

/// A message that is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPart {
    /// The message without its files and nonce, as Discord's JSON.
    pub body: String,
    /// Its files in order.
    pub files: Vec<PostFile>,
    /// The figures in it, each once.
    pub figures: Vec<ShownFigure>,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostFile {
    /// Its name.
    pub name: String,
    /// What is to be seen in it, for people who do not see it; may be empty.
    pub description: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A figure as it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFigure {
    /// The figure's id.
    pub figure: String,
    /// Its value as text, exact.
    pub shown: String,
}

/// How far a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PostState {
    /// Nothing was sent.
    Planned,
    /// Something may have been sent.
    Posting,
    /// All of it was sent.
    Posted,
    /// It was given up.
    Failed,
}

impl PostState {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Posting => "posting",
            Self::Posted => "posted",
            Self::Failed => "failed",
        }
    }

    pub(super) fn read(word: &str) -> Option<Self> {
        [Self::Planned, Self::Posting, Self::Posted, Self::Failed].into_iter().find(|state| state.word() == word)
    }
}

/// A post in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its number.
    pub id: u64,
    /// Which post.
    pub key: PostKey,
    /// The name of the template that it was made from.
    pub template: String,
    /// The schedule whose run it is.
    pub schedule: Option<u64>,
    /// Who asked for it; none if nobody did, or they asked to be forgotten.
    pub author: Option<u64>,
    /// Where it goes; after a fall-back, there.
    pub place: Place,
    /// Whether it goes to another place than it was planned for.
    pub fell_back: bool,
    /// The name of the thread or forum post, where one is made.
    pub title: String,
    /// How far it is.
    pub state: PostState,
    /// The thread that was made for it.
    pub thread: Option<u64>,
    /// When making the thread was first tried.
    pub thread_tried: Option<Timestamp>,
    /// Why it was given up, or moved.
    pub reason: Option<Reason>,
    /// How often Discord could not be reached.
    pub attempts: u32,
    /// When it was planned.
    pub planned: Timestamp,
    /// When it was all sent, or given up.
    pub ended: Option<Timestamp>,
    /// Its messages in order.
    pub parts: Vec<Part>,
}

impl Post {
    /// Where its messages are or will be: the thread, or the place itself.
    #[must_use]
    pub fn channel(&self) -> u64 {
        self.thread.unwrap_or_else(|| self.place.channel())
    }

    /// Where its first message is or will be. A thread below a text channel begins with a message in that channel.
    #[must_use]
    pub fn first_channel(&self) -> u64 {
        match self.place {
            Place::NewThread(parent) => parent,
            _ => self.channel(),
        }
    }
}

/// A message of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// 0 for the first.
    pub position: u32,
    /// Under which it is sent.
    pub nonce: String,
    /// The message without its files and nonce, as Discord's JSON; empty once the post has ended.
    pub body: String,
    /// Its files; none once the post has ended.
    pub files: Vec<PostFile>,
    /// When sending it was first tried.
    pub tried: Option<Timestamp>,
    /// Which message it became.
    pub message: Option<u64>,
}

/// What became of planning a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The post's number.
    pub post: u64,
    /// Whether this call wrote it; if not, it was there before and stays as it is.
    pub is_new: bool,
}
