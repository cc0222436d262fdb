//! Why something could not be posted, or does not run: short words that every language can put into a sentence.

/// Why a brief could not be posted, or why a schedule is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Somebody paused it.
    ByPerson,
    /// The channel, thread or forum is gone.
    ChannelGone,
    /// The thread is locked, or archived and cannot be opened again.
    ThreadClosed,
    /// The bot may not see the channel or not write in it.
    NotAllowed,
    /// The forum asks for a tag, or a tag is gone.
    TagNeeded,
    /// Discord takes no more threads in this server.
    TooManyThreads,
    /// The template is gone or cannot be read any more.
    TemplateGone,
    /// Discord refused the message for another reason.
    Refused,
    /// Discord could not be reached for too long.
    Unreachable,
    /// It is not known whether it was posted, and posting it again might double it.
    Unknown,
    /// A mistake of this program.
    Mistake,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::ByPerson,
        Self::ChannelGone,
        Self::ThreadClosed,
        Self::NotAllowed,
        Self::TagNeeded,
        Self::TooManyThreads,
        Self::TemplateGone,
        Self::Refused,
        Self::Unreachable,
        Self::Unknown,
        Self::Mistake,
    ];

    /// The word that stands for it in the database, in exports and in the keys of sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ByPerson => "by-person",
            Self::ChannelGone => "channel-gone",
            Self::ThreadClosed => "thread-closed",
            Self::NotAllowed => "not-allowed",
            Self::TagNeeded => "tag-needed",
            Self::TooManyThreads => "too-many-threads",
            Self::TemplateGone => "template-gone",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Unknown => "unknown",
            Self::Mistake => "mistake",
        }
    }

    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}
