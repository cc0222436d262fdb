//! Sentences about the bot itself: what went wrong, and what to do.

use crate::figure::Language;
use crate::query::Outcome;

use crate::reply::card::{Card, CardKind, MAX_QUOTED_CHARS};
use crate::reply::fit::fit;
use crate::reply::{escape, say, shorten::shorten};

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something failed on our side.
    Failed,
    /// A figure, metric or topic that the packs no longer have.
    Gone,
    /// What was given as a date is none.
    BadDate(String),
    /// A span of time that ends before it starts.
    BackwardsSpan,
    /// A comparison of one thing, which has this name.
    OneThing(String),
    /// Files may not be sent there.
    NoFiles,
    /// A file is larger than is taken.
    FileTooLarge,
    /// There are no figures to export for this text.
    NothingToExport(String),
    /// What was given as a figure is none.
    UnknownFigure(String),
    /// What was given as a topic is none.
    UnknownTopic(String),
    /// A report without a word.
    EmptyReport,
    /// Somebody reports too often.
    TooManyReports,
    /// Nobody takes reports.
    NoReports,
    /// A report arrived.
    Reported,
    /// A report did not arrive.
    UnsentReport,
    /// A permission is missing, by its name in Discord's settings.
    MissingPermission(String),
}

/// A card of one sentence.
#[must_use]
pub fn notice(language: Language, notice: &Notice) -> Card {
    let quoted = |text: &str| shorten(&escape::clean(text), MAX_QUOTED_CHARS).into_owned();
    let text = match notice {
        Notice::Failed => say!(language, "notice-failed"),
        Notice::Gone => say!(language, "notice-gone"),
        Notice::BadDate(text) => say!(language, "notice-bad-date", "text" => quoted(text)),
        Notice::BackwardsSpan => say!(language, "notice-backwards-span"),
        Notice::OneThing(name) => say!(language, "notice-one-thing", "name" => quoted(name)),
        Notice::NoFiles => say!(language, "notice-no-files"),
        Notice::FileTooLarge => say!(language, "notice-file-too-large"),
        Notice::NothingToExport(text) => say!(language, "notice-nothing-to-export", "text" => quoted(text)),
        Notice::UnknownFigure(text) => say!(language, "notice-unknown-figure", "text" => quoted(text)),
        Notice::UnknownTopic(text) => say!(language, "notice-unknown-topic", "text" => quoted(text)),
        Notice::EmptyReport => say!(language, "report-empty"),
        Notice::TooManyReports => say!(language, "report-too-many"),
        Notice::NoReports => say!(language, "report-nobody"),
        Notice::Reported => say!(language, "report-sent"),
        Notice::UnsentReport => say!(language, "report-unsent"),
        Notice::MissingPermission(name) => say!(language, "notice-missing-permission", "permission" => quoted(name)),
    };
    let mut card = Card::new(language, CardKind::Notice, Outcome::None, "");
    card.paragraphs.push(text);
    fit(card, 0)
}

/// What a button or a token was about is no longer there.
#[must_use]
pub fn gone(language: Language) -> Card {
    notice(language, &Notice::Gone)
}
