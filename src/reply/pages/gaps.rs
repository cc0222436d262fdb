//! What was asked and not answered: a card for the people of a server, and lines for whoever edits a pack.

use std::fmt::Write as _;

use crate::figure::Language;
use crate::pack::{Catalog, rows_with_names};
use crate::query::{Gap, Named, Outcome, Selection};
use crate::reply::card::{Card, CardKind};
use crate::reply::fit::fit;
use crate::reply::{escape, say, suggestions};

/// Questions on a card; the rest is in the file.
const LINES: usize = 8;

/// A question that got no answer, and how often it was asked.
pub type Counted = (Gap, u64);

/// The questions asked most often, with what is nearest to each.
#[must_use]
pub fn gaps(catalog: &Catalog, language: Language, counted: &[Counted], days: i64) -> Card {
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, say!(language, "gaps-title"));
    card.assumptions.push(say!(language, "gaps-about", "days" => days));
    card.paragraphs.extend(counted.iter().take(LINES).map(|one| line(catalog, language, one)));
    if counted.len() > LINES {
        card.more = Some(say!(language, "gaps-more", "count" => counted.len() - LINES));
    }
    fit(card, 0)
}

/// All of it as text: the questions, then the rows of tables that would have answered them.
#[must_use]
pub fn gaps_text(catalog: &Catalog, language: Language, counted: &[Counted], days: i64) -> String {
    let mut text = format!("{}\n", say!(language, "gaps-about", "days" => days));
    for one in counted {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line(catalog, language, one));
    }
    let (mut metrics, mut entities) = (Vec::new(), Vec::new());
    for name in counted.iter().filter_map(|(gap, _)| gap.name.as_ref()) {
        match name.of {
            Named::Metric(metric) => metrics.push((metric, name.text.as_str())),
            Named::Entity(entity) => entities.push((entity, name.text.as_str())),
        }
    }
    for (file, rows) in rows_with_names(catalog, &metrics, &entities) {
        let _ = write!(text, "\n{}\n{rows}", say!(language, "gaps-rows", "file" => file));
    }
    text
}

/// A question in one line.
fn line(catalog: &Catalog, language: Language, (gap, count): &Counted) -> String {
    let words = escape::clean(&gap.words);
    let asked = say!(language, "gaps-line", "count" => *count, "words" => words);
    let near = gap.nearest.map(|nearest| name(catalog, language, nearest));
    match (&gap.name, near) {
        _ if gap.is_answered => say!(language, "gaps-answered", "asked" => asked),
        (Some(proposed), Some(near)) => {
            say!(language, "gaps-named", "asked" => asked, "near" => near, "name" => escape::clean(&proposed.text))
        }
        (None, Some(near)) => say!(language, "gaps-near", "asked" => asked, "near" => near),
        (_, None) => asked,
    }
}

fn name(catalog: &Catalog, language: Language, nearest: Selection) -> String {
    suggestions(&[nearest], catalog, language).into_iter().next().map(|one| one.label).unwrap_or_default()
}
