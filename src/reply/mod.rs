//! From an answer to words: what a reader sees, as data, and the renderers that need no library.
//!
//! [`compose`] turns an [`Answer`](crate::query::Answer) into a [`Card`]; [`pages`] makes the cards of everything that is
//! no answer to a question. Everything here is a pure function of the answer, the packs and the day that is passed in: no
//! files, no network, no clock, no Discord library. Every sentence comes from `data/locales/{en,ko}/*.ftl`, so that both languages
//! say the same; numbers, dates and periods are worded by [`number`], [`date`] and [`period`], which lose no digit.

pub mod action;
pub mod card;
pub mod cite;
pub mod claims;
mod compose;
pub mod date;
pub mod escape;
mod fit;
pub mod json;
pub mod markdown;
mod marks;
pub mod number;
pub mod pages;
pub mod period;
pub mod plain;
pub mod shorten;
pub mod shown;
pub mod sketch;
mod suggestion;
pub(crate) mod wording;
pub mod words;

pub use action::Action;
pub use card::{Card, CardKind, Citation, CitationRole, CopyText, Fact, FactKind, Footer, Row, Suggestion};
pub use cite::Format;
pub(crate) use compose::derived_value;
pub use compose::{compose, compose_short, compose_turn};
pub use shown::Shown;
pub use sketch::Sketch;
pub use suggestion::suggestions;
pub(crate) use words::say;
