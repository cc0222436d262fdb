//! What is said beside a file of figures.

use crate::figure::Language;
use crate::query::Outcome;

use crate::reply::card::{Card, CardKind};
use crate::reply::say;

/// The sentence beside a file with so many figures.
#[must_use]
pub fn exported(language: Language, count: usize) -> Card {
    let mut card = Card::new(language, CardKind::Notice, Outcome::Answer, "");
    card.paragraphs.push(say!(language, "export-ready", "count" => count));
    card
}
