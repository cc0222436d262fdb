//! What went wrong, in a reader's words.

use crate::discord::bot::Shared;
use crate::figure::Language;
use crate::reply::{escape, say};
use crate::store::{Place, Reason, StoreError};

/// The language in which a server is spoken to.
pub(in crate::discord) async fn language(bot: &Shared, guild: u64) -> Language {
    let settings = bot.briefs.store.settings_or_last(guild).await;
    let own = || if guild > 0 && bot.is_korean(guild.into()) { Language::Korean } else { Language::English };
    settings.language.unwrap_or_else(own)
}

/// A channel, as people see it.
pub(in crate::discord) fn place(place: &Place) -> String {
    format!("<#{}>", place.channel())
}

/// What a person has typed, without effect.
pub(in crate::discord) fn escaped(text: &str) -> String {
    escape::markdown(text)
}

/// Why something could not be posted or does not run, as a sentence.
pub(in crate::discord) fn reason(language: Language, reason: Reason) -> String {
    match reason {
        Reason::ByPerson => say!(language, "post-reason-by-person"),
        Reason::ChannelGone => say!(language, "post-reason-channel-gone"),
        Reason::ThreadClosed => say!(language, "post-reason-thread-closed"),
        Reason::NotAllowed => say!(language, "post-reason-not-allowed"),
        Reason::TagNeeded => say!(language, "post-reason-tag-needed"),
        Reason::TooManyThreads => say!(language, "post-reason-too-many-threads"),
        Reason::TemplateGone => say!(language, "post-reason-template-gone"),
        Reason::Refused => say!(language, "post-reason-refused"),
        Reason::Unreachable => say!(language, "post-reason-unreachable"),
        Reason::Unknown => say!(language, "post-reason-unknown"),
        Reason::Mistake => say!(language, "post-reason-mistake"),
    }
}

/// Why nothing was saved, as a sentence that says what to do.
#[allow(dead_code, reason = "no command saves anything yet")]
pub(in crate::discord) fn not_saved(language: Language, error: &StoreError) -> String {
    match error {
        StoreError::Unreachable(_) | StoreError::Slow(_) => say!(language, "store-unreachable"),
        StoreError::Refused(_) => say!(language, "store-refused"),
        StoreError::NewerSchema { .. } => say!(language, "store-newer"),
        StoreError::Full => say!(language, "store-full"),
        StoreError::Locked => say!(language, "store-locked"),
        StoreError::ReadOnly => say!(language, "store-read-only"),
        StoreError::Damaged(_) => say!(language, "store-damaged"),
        StoreError::Missing => say!(language, "store-missing"),
        StoreError::Mistake(_) => say!(language, "store-mistake"),
    }
}
