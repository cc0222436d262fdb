//! The one place of an order that a question asks for: "second-highest", runner-up, 3위, 두 번째.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::link::{Linked, Mask, positions};
use crate::lang::lexicon::{Role, Roles};
use crate::lang::worded::small_alone;

const TABLE: &str = include_str!("../../data/lexicon/ordinals.csv");

/// Words that say a place, by language.
struct Words {
    english: FxHashMap<&'static str, usize>,
    korean: FxHashMap<&'static str, usize>,
}

static WORDS: Lazy<Words> = Lazy::new(|| {
    let mut words = Words { english: FxHashMap::default(), korean: FxHashMap::default() };
    for line in TABLE.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(place), Some(language), Some(list)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Ok(place) = place.parse() else { continue };
        let of_language = if language == "ko" { &mut words.korean } else { &mut words.english };
        of_language.extend(list.split('|').map(|word| (word, place)));
    }
    words
});

/// What a place is counted with in Korean, behind its number.
const COUNTED: [&str; 3] = ["위", "등", "번째"];
/// What makes a place of a numeral: 두 번째, 다섯째.
const BEHIND_NUMERALS: [&str; 2] = ["번째", "째"];
/// Behind a place these make a stretch of it.
const STRETCH: [&str; 6] = ["까지", "부터", "이내", "안", "권", "이하"];
/// Places beyond this are looked for in the whole order.
const MAX_PLACE: usize = 100;

/// A place that is asked for, from 2, and the pieces that say so. The first place is what every order begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nth {
    pub place: usize,
    pub mask: Mask,
}

/// The place that a text asks for, if it asks for exactly one.
pub(super) fn find(linked: &Linked, named: Mask) -> Option<Nth> {
    let orders = linked.with_role(Role::Most) | linked.with_role(Role::Least);
    let mut found: Option<Nth> = None;
    for position in positions(linked.all() & !named) {
        let Some(nth) = at(linked, position, orders) else { continue };
        if found.is_some_and(|other| other.mask & nth.mask == 0) {
            return None;
        }
        found = found.or(Some(nth));
    }
    found.filter(|nth| (2..=MAX_PLACE).contains(&nth.place) && nth.mask & named == 0)
}

fn at(linked: &Linked, position: usize, orders: Mask) -> Option<Nth> {
    let typed = linked.typed(position).to_lowercase();
    let next = (position + 1 < linked.pieces.len()).then(|| linked.typed(position + 1));
    let (one, both) = (1 << position, 3 << position);
    let counted = next.is_some_and(|next| COUNTED.contains(&next));
    let number = (linked.numbers() & one != 0).then(|| typed.trim_end_matches(char::is_alphabetic));
    if let Some(place) = number.and_then(|digits| digits.parse().ok()) {
        let english = ["st", "nd", "rd", "th"].iter().any(|suffix| typed.ends_with(suffix));
        let behind = if position + 2 < linked.pieces.len() { linked.typed(position + 2) } else { "" };
        let stretch = STRETCH.iter().any(|word| behind.starts_with(word));
        return (english || counted && !stretch).then_some(Nth { place, mask: if english { one } else { both } });
    }
    if let Some(place) = WORDS.korean.get(&*typed) {
        let whole = typed.ends_with("째") || orders & one != 0;
        let counted = next.is_some_and(|next| BEHIND_NUMERALS.contains(&next));
        return (whole || counted).then_some(Nth { place: *place, mask: if counted { both } else { one } });
    }
    // "The number two in sales"
    if position > 0
        && linked.typed(position - 1).eq_ignore_ascii_case("number")
        && let Some((place, _)) = small_alone(&typed)
    {
        return Some(Nth { place: place as usize, mask: one | one >> 1 });
    }
    let place = WORDS.english.get(&*typed)?;
    // "Who came second in 2023": an ordinal with nothing behind it that it could count.
    let free = linked.periods_at() | linked.with_role(Role::Function) | linked.with_role(Role::Particle);
    let alone = free & (one << 1) != 0 || linked.ends_clause(position);
    (orders & (both | one) != 0 || alone && position > 0).then_some(Nth { place: *place, mask: one })
}

/// Whether a piece says a place of an order: 번째 behind a number, 둘째.
pub(super) fn is_place(linked: &Linked, position: usize) -> bool {
    let typed = linked.typed(position);
    COUNTED.contains(&typed) || WORDS.korean.contains_key(typed)
}

/// Finds it, and says of its words that they ask for an order.
pub(super) fn apply(linked: &mut Linked, named: Mask) {
    linked.nth = find(linked, named);
    for position in positions(linked.nth.map_or(0, |nth| nth.mask)) {
        linked.set_roles(position, Roles::of(Role::Most));
    }
}
