//! How to ask, with examples that the loaded packs can answer.

use crate::figure::Language;
use crate::pack::Catalog;
use crate::query::{Outcome, Selection};

use crate::figure::TopicRef;
use crate::reply::card::{Card, CardKind};
use crate::reply::compose::examples;
use crate::reply::fit::fit;
use crate::reply::{say, suggestions};

/// How to ask. What there are commands for is added by who has commands.
#[must_use]
pub fn help(catalog: &Catalog, language: Language) -> Card {
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, say!(language, "title-help"));
    card.paragraphs.push(say!(language, "help-intro"));
    let examples: Vec<String> =
        examples(catalog, language).iter().map(|text| say!(language, "quoted", "text" => text.as_str())).collect();
    if !examples.is_empty() {
        card.paragraphs.push(say!(language, "help-examples", "examples" => examples.join(", ")));
    }
    card.paragraphs.push(say!(language, "help-mention"));
    let topics: Vec<Selection> = (0..catalog.topics().len()).map(TopicRef::from).map(Selection::Topic).collect();
    card.suggestions = suggestions(&topics, catalog, language);
    card.suggestions_label = say!(language, "menu-topics");
    fit(card, 0)
}
