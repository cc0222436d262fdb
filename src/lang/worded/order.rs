//! Whether an English ordinal is a place in an order by what stands around it.

use super::english::next_word;

/// Whether no noun follows an ordinal: it is a place by itself.
pub(super) fn ends_there(text: &str, end: usize) -> bool {
    const BEHIND: [&str; 12] =
        ["in", "and", "to", "among", "behind", "after", "globally", "worldwide", "overall", "from", "with", "while"];
    let rest = &text[end..];
    rest.is_empty()
        || rest.starts_with([',', '.', ';', ')', '!', '?', '\n'])
        || next_word(text, end).is_some_and(|(word, _)| rest.starts_with(' ') && BEHIND.contains(&word.as_str()))
}

/// `China second and Korea seventh`, `from sixth in 2022 to ninth`: an ordinal by itself in a sentence that speaks of an order.
pub(super) fn stands_in_an_order(text: &str, at: usize, end: usize) -> bool {
    const ORDERS: [&str; 9] = ["ranking", "rankings", "rank", "ranks", "ranked", "place", "position", "came", "league"];
    if !ends_there(text, end) {
        return false;
    }
    let mut from = at.saturating_sub(ORDER_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..at].rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
    before.split(|c: char| !c.is_ascii_alphabetic()).any(|word| ORDERS.contains(&word.to_ascii_lowercase().as_str()))
}

/// So far before an ordinal a word may stand that makes a place of it.
const ORDER_BYTES: usize = 120;
