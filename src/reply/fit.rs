//! Makes a card keep its budgets: what matters least goes first, and nothing goes unsaid.

use super::card::{
    Card, CardKind, FactKind, MAX_FACTS, MAX_PARAGRAPH_CHARS, MAX_ROWS, MAX_SUGGESTIONS, MAX_TITLE_CHARS,
    MAX_VISIBLE_CHARS,
};
use super::{say, shorten::shorten};

/// Paragraphs and facts are shortened to this when a card is too long, before rows go.
const TIGHT_CHARS: usize = 160;
/// The same once more, when that was not enough.
const TIGHTEST_CHARS: usize = 80;
/// Characters of a row's name; two cells' names with a scope behind them fit.
const MAX_ROW_NAME_CHARS: usize = 120;
/// Paragraphs that stay before rows go or texts are shortened; cautions come first, and calculations are a button away.
const MAX_LONG_PARAGRAPHS: usize = 5;
/// Rows that stay however long the sources are.
const FEWEST_ROWS: usize = 3;

/// Shortens a card until it keeps its budgets. `total` is how many rows there would be without any limit.
pub(super) fn fit(mut card: Card, total: usize) -> Card {
    card.title = shorten(&card.title, MAX_TITLE_CHARS).into_owned();
    card.facts.truncate(MAX_FACTS - 1);
    for row in &mut card.rows {
        row.name = shorten(&row.name, MAX_ROW_NAME_CHARS).into_owned();
    }
    card.suggestions.truncate(MAX_SUGGESTIONS);
    shorten_all(&mut card, MAX_PARAGRAPH_CHARS);
    cut_rows(&mut card, MAX_ROWS, total);
    let is_long = |card: &Card| visible_chars(card) > MAX_VISIBLE_CHARS;
    // Notes and the names of sources first: what was calculated, and what to mind about it, says more.
    for limit in [TIGHT_CHARS, TIGHTEST_CHARS] {
        if is_long(&card) {
            shorten_notes(&mut card, limit);
        }
    }
    while is_long(&card) && card.paragraphs.len() > MAX_LONG_PARAGRAPHS {
        card.paragraphs.pop();
    }
    // Each figure's own card has its notes.
    while is_long(&card) && card.facts.last().is_some_and(|fact| fact.kind == FactKind::Note && !card.rows.is_empty()) {
        card.facts.pop();
    }
    // A caution that is cut in the middle is none, so rows go before it is: how many there are is said below them.
    for (limit, rows) in [(TIGHT_CHARS, 2 * FEWEST_ROWS), (TIGHTEST_CHARS, FEWEST_ROWS)] {
        while is_long(&card) && card.rows.len() > rows {
            let fewer = card.rows.len() - 1;
            cut_rows(&mut card, fewer, total);
        }
        if is_long(&card) {
            shorten_all(&mut card, limit);
        }
    }
    while visible_chars(&card) > MAX_VISIBLE_CHARS && card.paragraphs.len() > 1 {
        card.paragraphs.pop();
    }
    card
}

/// Characters of a card that a reader sees. A text to copy does not count: it must be whole.
pub(super) fn visible_chars(card: &Card) -> usize {
    let count = |text: &str| text.chars().count() + 1;
    let rows =
        card.rows.iter().map(|row| count(&row.name) + count(&row.value) + count(&row.period) + count(&row.status) + 12);
    let sources = card.sources.iter().map(|source| count(&source.text) + count(&source.detail) + 6);
    let facts = card.facts.iter().map(|fact| count(&fact.label) + count(&fact.value));
    let texts = card.assumptions.iter().chain(&card.paragraphs).chain(&card.headline).chain(&card.more);
    count(&card.title)
        + texts.map(|text| count(text)).sum::<usize>()
        + rows.chain(sources).chain(facts).sum::<usize>()
        + card.footer.as_ref().map_or(0, |footer| count(&footer.text))
}

fn shorten_all(card: &mut Card, max_chars: usize) {
    shorten_notes(card, max_chars);
    for text in card.assumptions.iter_mut().chain(&mut card.paragraphs) {
        shorten_text(text, max_chars);
    }
}

fn shorten_notes(card: &mut Card, max_chars: usize) {
    let sources = card.sources.iter_mut().flat_map(|source| [&mut source.text, &mut source.detail]);
    for text in card.facts.iter_mut().map(|fact| &mut fact.value).chain(sources) {
        shorten_text(text, max_chars);
    }
}

fn shorten_text(text: &mut String, max_chars: usize) {
    if text.chars().count() > max_chars {
        *text = shorten(text, max_chars).into_owned();
    }
}

/// Keeps the first rows (of a trend the last ones) and the sources that they need, and says how many are left out.
fn cut_rows(card: &mut Card, keep: usize, total: usize) {
    let before = card.rows.len();
    if card.kind == CardKind::Trend {
        // The end of a trend is what people look for.
        card.rows.drain(..before.saturating_sub(keep));
    } else {
        card.rows.truncate(keep);
    }
    if card.rows.len() < total && total > 0 {
        card.more = Some(say!(card.language, "rows-cut", "shown" => card.rows.len(), "total" => total));
    }
    if card.rows.len() == before || card.rows.is_empty() {
        return;
    }
    // Sources are numbered in the order of first mention, so those of the rows that stay come first. A calculation names
    // its own sources behind them only when it is about figures that are no rows, and then no row is cut without need.
    let needed = card.rows.iter().flat_map(|row| [Some(row.source), row.via]).flatten().max().unwrap_or(0);
    card.sources.truncate(needed.max(card.keep_sources()));
    if card.kind == CardKind::Trend && card.keep_sources() == 0 {
        drop_unused_sources(card);
    }
}

/// Drops sources that no row names any more, and numbers the others anew in their order.
fn drop_unused_sources(card: &mut Card) {
    let is_used = |number: usize| card.rows.iter().any(|row| row.source == number || row.via == Some(number));
    let kept: Vec<usize> = card.sources.iter().map(|source| source.number).filter(|number| is_used(*number)).collect();
    let new = |old: usize| kept.iter().position(|number| *number == old).map_or(old, |position| position + 1);
    for row in &mut card.rows {
        row.source = new(row.source);
        row.via = row.via.map(new);
    }
    card.sources.retain(|source| kept.contains(&source.number));
    for source in &mut card.sources {
        source.number = new(source.number);
    }
}

impl Card {
    /// Sources that a paragraph refers to by number.
    fn keep_sources(&self) -> usize {
        (1..=self.sources.len())
            .rev()
            .find(|number| {
                let mark = format!("[{number}]");
                self.paragraphs.iter().any(|paragraph| paragraph.contains(&mark))
            })
            .unwrap_or(0)
    }
}
