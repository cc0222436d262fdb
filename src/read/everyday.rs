//! Everyday words of the two languages in a text, in whatever form the grammar gives them, and what stands behind a noun.
//!
//! They compete with the words of the packs and lose against them where both fit: a pack knows better what its words mean.

use super::ideas::words_from;
use super::measure::COUNTERS;
use super::segment::{Kind, is_attached};
use super::typo::{Speller, is_sure};
use crate::lang::concepts::{Effect, Lexicon};
use crate::lang::ko;
use crate::lang::lexicon::{Role, Roles};
use crate::lang::number::number;
use crate::lang::text::{Class, Text, is_single};
use once_cell::sync::Lazy;

/// From, to, what it is, and what it costs.
type Edge = (usize, usize, Kind, u32);

/// Costs beside those of the packs' words (10 each, 7 for what attaches to them).
mod cost {
    pub const WORD: u32 = 13;
    pub const INSIDE: u32 = 2;
    /// Dearer than a noun of the packs with an ending: 부족한 is 부족 with 한.
    pub const VERB: u32 = 18;
    /// A verb glued to what stands before it.
    pub const VERB_INSIDE: u32 = 30;
    pub const SYLLABLE: u32 = 20;
    pub const ENDING: u32 = 7;
    pub const COUNTER: u32 = 12;
    /// Dearer than any word that is known, and than asking for a unit of the packs.
    pub const ANY_COUNTER: u32 = 90;
    /// Cheaper than a digit and a scale word by themselves.
    pub const NUMBER: u32 = 14;
    /// For each word of a phrase: cheaper than its words one by one.
    pub const OF_PHRASE: u32 = 9;
}

/// What stands before a year, a number or a place.
const PREPOSITIONS: [&str; 9] = ["in", "on", "at", "by", "of", "for", "from", "with", "over"];
/// "How many" of Korean.
const HOW_MANY: char = '몇';
/// What may stand behind a counter: 원짜리, 개꼴, 원어치, 개분.
const BEHIND_COUNTERS: [&str; 5] = ["짜리", "꼴", "어치", "분", "씩"];
/// What counts things has no more syllables than this.
const MAX_COUNTER: usize = 2;
/// What stands behind an apostrophe has no more letters than this: 's, 'll, 're.
const MAX_CLITIC: usize = 2;

/// Words of English that change nothing, for those who mistype them.
static LIGHT: Lazy<Speller> = Lazy::new(|| {
    let mut speller = Speller::default();
    let words = Lexicon::get().light_words().filter(|(word, _)| word.len() >= LETTERS_TO_CORRECT);
    words.for_each(|(word, number)| speller.add(word, number, number));
    speller.shrink();
    speller
});
/// Shorter words are too near to others.
const LETTERS_TO_CORRECT: usize = 5;

/// The word that changes nothing and that was surely meant by a run of lower-case letters that nobody knows.
pub(super) fn mistyped(letters: &[char]) -> Option<u32> {
    let (number, edits) = LIGHT.nearest(letters)?;
    let word = Lexicon::get().light_words().find(|(_, other)| *other == number)?.0;
    (edits == 1 && is_sure(letters, word)).then_some(number)
}

/// Adds every everyday word of a text.
pub(super) fn edges(text: &Text, edges: &mut Vec<Edge>) {
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        match text.classes[start] {
            Class::Hangul => hangul(text, start, end, edges),
            Class::Letter => latin(text, start, end, edges),
            Class::Digit => scaled(text, start, edges),
            _ => {}
        }
        start = end;
    }
}

fn hangul(text: &Text, start: usize, end: usize, edges: &mut Vec<Edge>) {
    let run = &text.chars[start..end];
    let whole = run.len();
    if is_feeling(run) {
        edges.push((start, end, Kind::Ending, cost::ENDING));
        return;
    }
    let tails: Vec<usize> = ko::endings(run, is_attached(text, start)).collect();
    edges.extend(tails.iter().map(|tail| (start + tail, end, Kind::Ending, cost::ENDING)));
    if start > 0 && text.classes[start - 1] == Class::Digit {
        counter(text, start, end, edges);
    }
    asked(text, start, end, edges);
    // 몇 조원, 몇 억 달러: the magnitude that somebody expects.
    let scales = run.iter().take_while(|c| is_scale(**c)).count();
    if scales > 0 {
        if scales == whole {
            edges.push((start, end, Kind::Ending, cost::COUNTER));
        } else {
            edges.push((start, start + scales, Kind::Ending, cost::COUNTER));
            counter(text, start + scales, end, edges);
        }
    }
    // What stands behind 몇 counts: 몇 개 speaks of no dogs.
    let counts_at = match text.chars[start] {
        HOW_MANY => Some(1),
        _ => (start > 0 && text.chars[start - 1] == HOW_MANY).then_some(0),
    };
    Lexicon::get().in_hangul(run, |found| {
        let length = found.end - found.start;
        if counts_at == Some(found.start) && (length == 1 || found.verb) {
            return;
        }
        let first = found.start == 0;
        let cost = match (found.verb, length) {
            (true, 1) if !first => return,
            (true, 1) => cost::SYLLABLE,
            (true, _) if first => cost::VERB,
            (true, _) => cost::VERB_INSIDE,
            // A syllable is a word only where it stands alone or with an ending.
            (false, 1) if first && (found.end == whole || tails.contains(&found.end)) => cost::SYLLABLE,
            (false, 1) => return,
            (false, _) if first => cost::WORD,
            (false, _) => cost::WORD + cost::INSIDE,
        };
        edges.push((start + found.start, start + found.end, Kind::Everyday(found.word), cost));
    });
}

/// One letter again and again says how somebody feels (ㅋㅋㅋ, ㅠㅠ, ㄷㄷ); ㄴㄴ says no.
fn is_feeling(run: &[char]) -> bool {
    is_single(run[0]) && run[0] != 'ㄴ' && run.iter().all(|c| *c == run[0])
}

/// Behind 몇 stands what is counted, a counter or whatever else counts things, perhaps with a magnitude before and a suffix behind it: 몇
/// 번이래, 몇 두름인지, 몇 조 원짜리야.
fn asked(text: &Text, start: usize, end: usize, edges: &mut Vec<Edge>) {
    let own = text.chars[start] == HOW_MANY && end > start + 1;
    if !own && !is_asked(text, start) {
        return;
    }
    let mut from = start + usize::from(own);
    from += text.chars[from..end].iter().take_while(|c| is_scale(**c)).count();
    if from > start {
        edges.push((start, from, Kind::Ending, cost::COUNTER));
    }
    for length in 1..=MAX_COUNTER.min(end - from) {
        let rest: String = text.chars[from + length..end].iter().collect();
        let suffix =
            BEHIND_COUNTERS.iter().find(|suffix| rest.starts_with(**suffix)).map_or(0, |suffix| suffix.chars().count());
        for counter in [length, length + suffix] {
            let rest = &text.chars[from + counter..end];
            if rest.is_empty() {
                edges.push((from, end, Kind::Ending, cost::ANY_COUNTER));
            } else if ko::endings(rest, true).any(|tail| tail == 0) {
                edges.push((from, from + counter, Kind::Ending, cost::ANY_COUNTER));
                edges.push((from + counter, end, Kind::Ending, cost::ENDING));
            }
        }
    }
}

/// Whether 몇 stands before a place, with nothing but magnitudes between.
fn is_asked(text: &Text, start: usize) -> bool {
    let scales = text.chars[..start].iter().rev().take_while(|c| is_scale(**c)).count();
    text.chars[..start - scales].last() == Some(&HOW_MANY)
}

/// 만, 억, 조 and what multiplies them.
pub(super) fn is_scale(c: char) -> bool {
    matches!(c, '천' | '백' | '십' | '만' | '억' | '조')
}

/// 26만 장을, 170명: what counts stands behind the number, whatever units the packs have.
fn counter(text: &Text, place: usize, end: usize, edges: &mut Vec<Edge>) {
    let rest = &text.chars[place..end];
    for counter in COUNTERS {
        let length = counter.chars().count();
        if length > rest.len() || !counter.chars().eq(rest[..length].iter().copied()) {
            continue;
        }
        let ends = length == rest.len() || ko::endings(&rest[length..], true).any(|tail| tail == 0);
        if ends {
            edges.push((place, place + length, Kind::Ending, cost::COUNTER));
            if length < rest.len() {
                edges.push((place + length, end, Kind::Ending, cost::ENDING));
            }
        }
    }
}

/// A number with its scale word: 26만, 1만3천, 350k.
fn scaled(text: &Text, start: usize, edges: &mut Vec<Edge>) {
    let base = text.range(start, start + 1).start;
    let Some(number) = number(text.typed(start, text.len()), 0, false) else { return };
    let end = (start + 1..text.len()).find(|place| text.range(*place, place + 1).start >= base + number.end);
    let end = end.unwrap_or(text.len());
    let digits = text.classes[start..end].iter().all(|class| *class == Class::Digit);
    let stands = text.is_border(end) || text.classes[end] == Class::Hangul;
    if !digits && stands {
        edges.push((start, end, Kind::Number, cost::NUMBER));
        if end < text.len() && text.gaps[end] == '\0' && text.classes[end] == Class::Hangul {
            counter(text, end, text.run_end(end), edges);
        }
    }
}

fn latin(text: &Text, start: usize, end: usize, edges: &mut Vec<Edge>) {
    if text.classes[start..end].iter().any(|class| *class != Class::Letter) {
        return;
    }
    let lexicon = Lexicon::get();
    let form = text.slice(start, end);
    // I'm, couldn't: what stands behind an apostrophe belongs to the word before it.
    let joins = |place: usize| place < text.len() && matches!(text.gaps[place], '\'' | '’');
    if joins(start) && form.len() <= MAX_CLITIC {
        edges.push((start, end, Kind::Ending, cost::ENDING));
    }
    if joins(end) {
        let next = text.run_end(end);
        let negates = text.slice(end, next) == "t" && form.ends_with('n');
        let joined = if negates { "not".to_owned() } else { format!("{form}'{}", text.slice(end, next)) };
        if let Some(word) = lexicon.english_form(&joined).filter(|_| next - end <= MAX_CLITIC) {
            edges.push((start, next, Kind::Everyday(word), cost::WORD));
        }
    }
    if let Some(word) = lexicon.english_word(&form) {
        edges.push((start, end, Kind::Everyday(word), cost::WORD));
    }
    if !lexicon.begins_phrase(&form) {
        return;
    }
    let (forms, ends) = words_from(text, form, end);
    for (words, number) in lexicon.phrases(&forms) {
        // In "how many did they get in 2023" the preposition belongs to the year.
        let next = ends[words - 1];
        if next < text.len() && text.classes[next] == Class::Digit && PREPOSITIONS.contains(&&*forms[words - 1]) {
            continue;
        }
        let cost = cost::OF_PHRASE * words as u32;
        edges.push((start, ends[words - 1], Kind::Everyday(number), cost));
    }
}

/// Groups of the lexicon whose words ask for an operation.
const OPERATIONS: [(&str, Role); 18] = [
    ("highest", Role::Most),
    ("ranking-order", Role::Most),
    ("nth-rank", Role::Most),
    ("lowest", Role::Least),
    ("ratio", Role::Ratio),
    ("double", Role::Ratio),
    ("difference", Role::Compare),
    ("compare", Role::Compare),
    ("overtake", Role::Compare),
    ("fall-behind", Role::Compare),
    ("percent-change", Role::Trend),
    ("growth", Role::Trend),
    ("rise", Role::Trend),
    ("fall", Role::Trend),
    ("change", Role::Trend),
    ("trend", Role::Trend),
    ("source", Role::Source),
    ("definition", Role::Definition),
];

/// What an everyday word does in a question, where all of its senses do the same.
pub(super) fn roles(number: u32) -> Roles {
    let lexicon = Lexicon::get();
    let meaning = lexicon.meaning(number);
    let effects = meaning.effects;
    // What asks for a calculation or an order, unless the word may as well name a thing.
    let told = meaning.groups.iter().find_map(|group| {
        let id = &*lexicon.group(*group).id;
        OPERATIONS.iter().find(|(known, _)| *known == id).map(|(_, role)| *role)
    });
    if let Some(role) = told.filter(|_| !effects.has(Effect::Concept) && !effects.has(Effect::Qualify)) {
        return Roles::of(role);
    }
    if effects.is_idle() {
        Roles::of(Role::Padding)
    } else if effects.is_only(Effect::Negate) {
        Roles::of(Role::Negation)
    } else if effects.is_only(Effect::Plan) {
        Roles::of(Role::Outlook)
    } else {
        Roles::default()
    }
}
