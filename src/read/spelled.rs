//! Numbers of a question that are written in words: five million, 십만 명, six in ten, the top three.
//!
//! They compete with the everyday words that they are made of. A small number by itself is an article more than a number ("the two
//! countries") and counts only beside what asks for an order.

use super::measure::COUNTERS;
use super::segment::Kind;
use super::vocabulary::Vocabulary;
use crate::figure::Decimal;
use crate::lang::lexicon::Role;
use crate::lang::number::{Number, number};
use crate::lang::text::{Class, Text};
use crate::lang::worded::{self, Worded};

/// Cheaper than its words one by one, and dearer than a name of the packs that has them.
const COST: u32 = 12;
/// For each piece that a name of the packs could be read as.
const COST_OF_WORD: u32 = 9;

/// Adds every number in words of a text.
pub(super) fn edges(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<(usize, usize, Kind, u32)>) {
    let orders = |edge: &&(usize, usize, Kind, u32)| match edge.2 {
        Kind::Pattern(number) => {
            let roles = vocabulary.patterns[number as usize].roles;
            roles.has(Role::Most) || roles.has(Role::Least)
        }
        Kind::Everyday(number) => {
            let roles = super::everyday::roles(number);
            roles.has(Role::Most) || roles.has(Role::Least)
        }
        _ => false,
    };
    let orders: Vec<(usize, usize)> = edges.iter().filter(orders).map(|edge| (edge.0, edge.1)).collect();
    let mut start = 0;
    while start < text.len() {
        if let Some(end) = at(text, start, &orders) {
            let words = (start + 1..end).filter(|place| text.is_border(*place)).count() as u32;
            edges.push((start, end, Kind::Number, COST + COST_OF_WORD * words));
        }
        start = text.run_end(start);
    }
}

/// Where the number in words ends that begins at a place.
fn at(text: &Text, start: usize, orders: &[(usize, usize)]) -> Option<usize> {
    // 3분의 2 is written in both.
    let digits = text.classes[start] == Class::Digit;
    if !digits && !matches!(text.classes[start], Class::Letter | Class::Hangul) {
        return None;
    }
    let typed = text.typed(start, text.len());
    let base = text.range(start, start + 1).start;
    let place_of = |byte: usize| {
        let found = (start + 1..text.len()).find(|place| text.range(*place, place + 1).start >= base + byte);
        found.unwrap_or(text.len())
    };
    if digits {
        return part_in_digits(typed).map(|found| place_of(found.number.end));
    }
    let small = small(typed).map(place_of).filter(|end| text.is_border(*end));
    let small = small.filter(|end| orders.iter().any(|(from, to)| *to == start || from == end));
    small.or_else(|| worded(typed).map(|found| place_of(found.number.end)))
}

/// The number that is written in words at the beginning of a text, with what counts behind it; a part is one of a hundred.
fn worded(typed: &str) -> Option<Worded> {
    let counts = |at: usize| COUNTERS.iter().any(|counter| typed[at..].starts_with(counter));
    if let Some(share) = worded::korean_of_ten(typed, 0) {
        return Some(share);
    }
    let found = worded::english(typed, 0).or_else(|| worded::korean(typed, 0, counts))?;
    let plain = found.kind == worded::Kind::Plain && found.number.value >= Decimal::TEN;
    let part = found.kind == worded::Kind::Part && found.number.step.is_zero() && !typed.starts_with(['h', 'H', '절']);
    (plain || part).then_some(found)
}

/// The part of one at the beginning of a text whose denominator is in digits: 3분의 2.
fn part_in_digits(typed: &str) -> Option<Worded> {
    worded::korean_of_ten(typed, 0).or_else(|| worded::korean_part(typed, &number(typed, 0, false)?))
}

/// Where a small number ends that stands at the beginning of a text.
fn small(typed: &str) -> Option<usize> {
    worded::small_alone(typed).map(|(_, end)| end)
}

/// The value of a number in digits or words.
pub(super) fn value(typed: &str) -> Option<Number> {
    if let Some(found) = number(typed, 0, false) {
        return part_in_digits(typed).map_or(Some(found), in_percent);
    }
    let whole = |end: usize| end == typed.len();
    if let Some((value, end)) = worded::small_alone(typed).filter(|(_, end)| whole(*end)) {
        return Some(Number { value: value.into(), step: Decimal::ONE, start: 0, end, bare_digits: 0 });
    }
    // What counts stands behind the piece and is not known here.
    let share = worded::korean_of_ten(typed, 0);
    let found = share.or_else(|| worded::english(typed, 0)).or_else(|| worded::korean(typed, 0, |_| true))?;
    if found.kind == worded::Kind::Part { in_percent(found) } else { Some(found.number) }
}

/// A part as a share in per cent.
fn in_percent(part: Worded) -> Option<Number> {
    let value = part.number.value.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(Number { value, step: Decimal::ONE, ..part.number })
}
