//! Cuts a text into known words: the cheapest cover of all its characters.
//!
//! Every way to read the text is a path over edges (words, particles, periods, numbers, unknown runs), and the cheapest path
//! wins. An unknown run costs more than anything else, so it is used only where nothing known fits; a run of Hangul is
//! known as a whole or not at all, so that 인도 is not found in 인도네시아.

use super::everyday;
use super::typo::{self, Near};
use super::vocabulary::Vocabulary;
use crate::lang::lexicon::Role;
use crate::lang::period::Mention;
use crate::lang::text::{Class, Text};

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A known surface form.
    Pattern(u32),
    /// A known surface form with typing errors.
    Typo(u32),
    /// A period; the number is its place in the list of mentions.
    Period(usize),
    /// A number that is no period.
    Number,
    /// An everyday word, by its number in the lexicon.
    Everyday(u32),
    /// What stands behind a noun: particles, 이다, 하다 with their endings.
    Ending,
    /// Nothing explains it.
    Unknown,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// What is done with slips of the typing hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slips {
    /// Unknown runs are read as the nearest known word.
    Corrected,
    /// Unknown runs stay unknown.
    Kept,
}

/// Costs of edges. Only their order matters: an unknown run is never cheaper than a known reading.
mod cost {
    pub const PIECE: u32 = 10;
    pub const ATTACHED: u32 = 7;
    pub const PERIOD: u32 = 4;
    pub const NUMBER: u32 = 30;
    pub const SOFT_BORDER: u32 = 8;
    /// Beyond the spaces with which a form is usually written. Dearer than one more piece, so that `India AI` is two words.
    pub const LATIN_GAP: u32 = 12;
    pub const HANGUL_GAP: u32 = 6;
    pub const COMPOUND: u32 = 2;
    pub const SYLLABLE: u32 = 4;
    /// Dearer than a place's name.
    pub const SYLLABLE_AND_PARTICLE: u32 = 15;
    /// Units and places are what a word is when it is no word of the packs.
    pub const PLACE: u32 = 25;
    pub const UNIT: u32 = 40;
    pub const TYPO: u32 = 40;
    pub const UNKNOWN: u32 = 10_000;
    pub const UNKNOWN_LETTER: u32 = 10;
}

/// At most this many unknown runs of one question are compared with the vocabulary for typing errors.
const MAX_REPAIRS: usize = 8;
/// Hangul runs longer than this are not searched for typing errors.
const MAX_REPAIR_SYLLABLES: usize = 12;
/// Pieces inside a run of letters (`h100count`) have at least this many characters.
const MIN_GLUED: usize = 3;
/// And this many where none of them is a digit.
const MIN_GLUED_LETTERS: usize = 5;

/// Words of Hangul up to this length are not read over a space.
const MAX_WHOLE_SYLLABLES: usize = 3;

type Edge = (usize, usize, Kind, u32);

/// Cuts a text into pieces, in order, without gaps or overlaps, and says whether general phrases were passed over because
/// they hold words of the packs. With `phrases` they are read too.
pub(crate) fn segment(
    text: &Text,
    periods: &[Mention],
    vocabulary: &Vocabulary,
    phrases: bool,
    slips: Slips,
) -> (Vec<Piece>, bool) {
    let mut edges: Vec<Edge> = Vec::with_capacity(2 * text.len());
    for (number, (start, end, _)) in periods.iter().enumerate() {
        edges.push((*start, *end, Kind::Period(number), cost::PERIOD));
    }
    known_edges(text, vocabulary, &mut edges);
    everyday::edges(text, &mut edges);
    if slips == Slips::Corrected {
        super::spelled::edges(text, vocabulary, &mut edges);
    }
    no_verbs_in_places(text, vocabulary, &mut edges);
    no_names_in_phrases(text, vocabulary, &mut edges);
    no_words_for_units_and_places(vocabulary, &mut edges);
    no_compounds_of_the_packs(text, vocabulary, &mut edges);
    no_numbers_in_names(text, vocabulary, &mut edges);
    no_particles_in_places(text, vocabulary, &mut edges);
    let hides = |edge: &Edge| matches!(edge.2, Kind::Pattern(number) if vocabulary.patterns[number as usize].hides);
    let passed_over = !phrases && edges.iter().any(hides);
    if passed_over {
        edges.retain(|edge| !hides(edge));
    }
    edges.sort_by_key(|(start, end, _, _)| (*start, *end));
    let mut pieces = cheapest(text, 0, text.len(), &edges, true).unwrap_or_default();
    if slips == Slips::Kept {
        return (pieces, passed_over);
    }
    let mut repairs = 0;
    let mut repaired = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let unknown = piece.kind == Kind::Unknown;
        repairs += usize::from(unknown);
        match if unknown && repairs <= MAX_REPAIRS { repair(text, piece, &edges, vocabulary) } else { None } {
            Some(found) => repaired.extend(found),
            None => repaired.push(piece),
        }
    }
    (repaired, passed_over)
}

/// All known surface forms in the text that stand where they may.
fn known_edges(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let mut joined = String::with_capacity(text.chars.iter().map(|c| c.len_utf8()).sum());
    joined.extend(&text.chars);
    let mut place_of_byte = vec![0u32; joined.len() + 1];
    let mut place = 0;
    for (byte, _) in joined.char_indices() {
        place_of_byte[byte] = place;
        place += 1;
    }
    place_of_byte[joined.len()] = place;
    for found in vocabulary.automaton.find_overlapping_iter(&joined) {
        let (start, end) = (place_of_byte[found.start()] as usize, place_of_byte[found.end()] as usize);
        let number = found.pattern().as_u32();
        if let Some(cost) = edge_cost(text, start, end, number, vocabulary) {
            edges.push((start, end, Kind::Pattern(number), cost));
        }
    }
}

/// Drops an everyday Hangul word that words of the packs make up (they know 교통사고 as 교통 and 사고), or such words and what
/// attaches to them (수는), and a number with its scale that a name of the packs is written with.
fn no_compounds_of_the_packs(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let hangul = |edge: &Edge| text.classes[edge.0] == Class::Hangul;
    if !edges.iter().any(|edge| matches!(edge.2, Kind::Everyday(_)) && hangul(edge)) {
        return;
    }
    let mut words: Vec<(usize, usize)> = edges
        .iter()
        .filter(|edge| match edge.2 {
            Kind::Pattern(number) => vocabulary.patterns[number as usize].word.is_some() && hangul(edge),
            _ => false,
        })
        .map(|edge| (edge.0, edge.1))
        .collect();
    words.sort_unstable();
    let attaches = |edge: &&Edge| match edge.2 {
        Kind::Ending => true,
        Kind::Pattern(number) => vocabulary.patterns[number as usize].roles.has(Role::Particle),
        _ => false,
    };
    let tails: Vec<(usize, usize)> =
        edges.iter().filter(|edge| hangul(edge)).filter(attaches).map(|edge| (edge.0, edge.1)).collect();
    let covered = |start: usize, end: usize| {
        let mut reached = vec![start];
        for (from, to) in words.iter().filter(|(from, to)| start <= *from && *to <= end) {
            if reached.contains(from) && !reached.contains(to) {
                reached.push(*to);
            }
        }
        let behind = |(from, to): &(usize, usize)| *from > start && *to == end && reached.contains(from);
        reached.contains(&end) || tails.iter().any(behind)
    };
    edges.retain(|edge| !matches!(edge.2, Kind::Everyday(_)) || !hangul(edge) || !covered(edge.0, edge.1));
}

/// Drops a number with its scale where a name of the packs has both in a row: a cluster is called 10만 개.
fn no_numbers_in_names(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let scaled =
        |edge: &Edge| edge.2 == Kind::Number && text.classes[edge.0..edge.1].iter().any(|class| *class != Class::Digit);
    if !edges.iter().any(scaled) {
        return;
    }
    let word = |start: usize, end: usize, edges: &[Edge]| {
        edges.iter().find_map(|edge| match edge.2 {
            Kind::Pattern(number) if (edge.0, edge.1) == (start, end) => vocabulary.patterns[number as usize].word,
            _ => None,
        })
    };
    let all = edges.clone();
    let in_a_name = |start: usize, cut: usize, end: usize| {
        let (Some(number), Some(scale)) = (word(start, cut, &all), word(cut, end, &all)) else { return false };
        vocabulary.aliases.iter().any(|alias| alias.words.windows(2).any(|two| two == [number, scale]))
    };
    edges.retain(|edge| !scaled(edge) || !(edge.0 + 1..edge.1).any(|cut| in_a_name(edge.0, cut, edge.1)));
}

/// Drops an everyday word where the same letters are a unit or a country: kilograms ask for a unit, and Turkey is a place.
fn no_words_for_units_and_places(vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let better = |edge: &&Edge| match edge.2 {
        Kind::Pattern(number) => {
            let pattern = &vocabulary.patterns[number as usize];
            pattern.place || !pattern.units.is_empty()
        }
        _ => false,
    };
    let spans: Vec<(usize, usize)> = edges.iter().filter(better).map(|edge| (edge.0, edge.1)).collect();
    edges.retain(|edge| !matches!(edge.2, Kind::Everyday(_)) || !spans.contains(&(edge.0, edge.1)));
}

/// Drops everyday phrases that hold a word of the packs: in "put into Korean firms" Korean is a name.
fn no_names_in_phrases(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let several =
        |edge: &Edge| matches!(edge.2, Kind::Everyday(_)) && (edge.0 + 1..edge.1).any(|place| text.is_border(place));
    if !edges.iter().any(several) {
        return;
    }
    let words: Vec<(usize, usize)> = edges
        .iter()
        .filter(|edge| match edge.2 {
            Kind::Pattern(number) => {
                let pattern = &vocabulary.patterns[number as usize];
                // "up" is a word of some names and says nothing by itself.
                let says_nothing = pattern.roles.has(Role::Padding) || pattern.roles.has(Role::Function);
                let idle = says_nothing && !pattern.roles.has(Role::Count);
                pattern.word.is_some() && !idle && text.is_border(edge.0) && text.is_border(edge.1)
            }
            _ => false,
        })
        .map(|edge| (edge.0, edge.1))
        .collect();
    edges.retain(|edge| !several(edge) || !words.iter().any(|(start, end)| edge.0 <= *start && *end <= edge.1));
}

/// Drops everyday words inside the name of a place that is a whole run (건지 is Guernsey), unless the run ends the text: there a
/// Korean sentence has its verb (어디로 가나).
fn no_verbs_in_places(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let is_place = |edge: &&Edge| {
        let whole = text.is_border(edge.0) && text.is_border(edge.1) && edge.1 < text.len();
        let place = matches!(edge.2, Kind::Pattern(number) if vocabulary.patterns[number as usize].place);
        place && whole && text.classes[edge.0] == Class::Hangul
    };
    let places: Vec<(usize, usize)> = edges.iter().filter(is_place).map(|edge| (edge.0, edge.1)).collect();
    if !places.is_empty() {
        let inside = |edge: &Edge| places.iter().any(|(start, end)| *start <= edge.0 && edge.1 <= *end);
        edges.retain(|edge| !matches!(edge.2, Kind::Everyday(_) | Kind::Ending) || !inside(edge));
    }
}

/// Drops particles and endings inside the name of a place: 콜로라도 is Colorado and not "even Kollo".
fn no_particles_in_places(text: &Text, vocabulary: &Vocabulary, edges: &mut Vec<Edge>) {
    let pattern = |edge: &Edge| match edge.2 {
        Kind::Pattern(number) => vocabulary.patterns.get(number as usize),
        _ => None,
    };
    let is_place = |edge: &&Edge| {
        text.classes[edge.0] == Class::Hangul
            && text.is_border(edge.0)
            && pattern(edge).is_some_and(|pattern| pattern.place)
    };
    let places: Vec<(usize, usize)> = edges.iter().filter(is_place).map(|edge| (edge.0, edge.1)).collect();
    if places.is_empty() {
        return;
    }
    edges.retain(|edge| {
        let attaches = pattern(edge).is_some_and(|pattern| pattern.roles.only_attaches() && pattern.word.is_none());
        !attaches || !places.iter().any(|(start, end)| *start < edge.0 && edge.1 <= *end)
    });
}

/// What it costs to read a known form at a place, or none if it may not stand there.
fn edge_cost(text: &Text, start: usize, end: usize, number: u32, vocabulary: &Vocabulary) -> Option<u32> {
    let pattern = vocabulary.patterns.get(number as usize)?;
    let length = end - start;
    let (starts, ends) = (text.is_border(start), text.is_border(end));
    let first = text.classes[start];
    let last = text.classes[end - 1];
    let attaches = pattern.roles.has(Role::Particle) || pattern.roles.has(Role::Ending);
    let attached = is_attached(text, start);
    let only_attaches = pattern.roles.only_attaches() && pattern.word.is_none() && pattern.units.is_empty();
    if only_attaches && !pattern.place && !attached {
        return None;
    }
    if attached && attaches && first == Class::Hangul {
        return (text.gaps[start + 1..end].iter().all(|gap| *gap == '\0')).then_some(cost::ATTACHED);
    }
    if pattern.roles.has(Role::Chatter) && pattern.word.is_none() && !(starts && ends) {
        return None;
    }
    let mut cost = cost::PIECE;
    if pattern.word.is_none() && (pattern.roles.is_empty() || only_attaches) {
        cost += if pattern.place { cost::PLACE } else { cost::UNIT } + cost::PIECE * pattern.spaces;
    }
    if pattern.glued && text.gaps[start + 1..end].iter().any(|gap| *gap != '\0') {
        return None;
    }
    for (border, place, class) in [(starts, start, first), (ends, end, last)] {
        if border {
            continue;
        }
        if class == Class::Hangul {
            if place == start {
                cost += cost::COMPOUND;
            }
            continue;
        }
        let split_number = text.classes[place - 1] == Class::Digit && text.classes[place] == Class::Digit;
        let letters_only = !text.classes[start..end].contains(&Class::Digit);
        if length < MIN_GLUED
            || (letters_only && length < MIN_GLUED_LETTERS)
            || is_one_word(text, place)
            || split_number
            || matches!(class, Class::Ideograph)
        {
            return None;
        }
        cost += cost::SOFT_BORDER;
    }
    if splits_thousands(text, start) || splits_thousands(text, end) {
        return None;
    }
    if first == Class::Hangul && length == 1 {
        let counts = !pattern.units.is_empty() && start > 0 && text.classes[start - 1] == Class::Digit;
        if !starts {
            return None;
        }
        cost += cost::SYLLABLE;
        // With a particle behind it a syllable is a word only if nothing else is: 대만 is not 대 with 만, 이란 not 이 with 란.
        let general = pattern.word.is_none() && pattern.units.is_empty();
        if !(ends || counts) {
            if !general && !vocabulary.attaching.contains(text.slice(end, text.run_end(end)).as_str()) {
                return None;
            }
            cost += cost::SYLLABLE_AND_PARTICLE;
        }
    }
    let mut gaps = 0u32;
    for place in start + 1..end {
        match text.gaps[place] {
            '\0' => {}
            '?' | '!' | ';' | '\n' => return None,
            _ => {
                // In `is there a 100 GPU limit` no A100 is meant.
                let article = place == start + 1
                    && text.chars[start] == 'a'
                    && !text.capitals[start]
                    && text.gaps[place] == ' '
                    && text.classes[place] == Class::Digit;
                if article {
                    return None;
                }
                gaps += 1;
            }
        }
    }
    // 중 인도 is no 중인, and 차이 나 no 차이나: a short word is not cut in two by a space.
    if first == Class::Hangul && length <= MAX_WHOLE_SYLLABLES && pattern.units.is_empty() && gaps > 0 {
        return None;
    }
    let each = if first == Class::Hangul { cost::HANGUL_GAP } else { cost::LATIN_GAP };
    Some(cost + each * gaps.saturating_sub(pattern.spaces))
}

/// Whether a place is that of the comma of 40,000.
fn splits_thousands(text: &Text, place: usize) -> bool {
    let digit = |place: usize| text.classes.get(place) == Some(&Class::Digit);
    let comma = place > 0 && text.gaps.get(place) == Some(&',') && digit(place - 1) && digit(place);
    comma && text.run_end(place) == place + 3 && text.typed(place - 1, place + 1).chars().count() == 3
}

/// Whether a place lies in a run of letters without a digit. Letters alone are never cut: `Gbrmany` is no `GBR` with `many`
/// but a slip of Germany, and Stonehaven is neither Stone nor Haven. A name of several words that may be written as one
/// is in the vocabulary as a whole; a digit shows that a model's name and another word were run together (`h100count`).
fn is_one_word(text: &Text, place: usize) -> bool {
    let letters = |place: &usize| text.classes[*place] == Class::Letter;
    let start = (0..place).rev().take_while(|before| !text.is_border(before + 1)).last().unwrap_or(place);
    (start..text.run_end(place)).all(|place| letters(&place))
}

/// Whether what begins at a place is written onto the word before it, as particles and endings are.
pub(crate) fn is_attached(text: &Text, place: usize) -> bool {
    place > 0 && matches!(text.gaps[place], '\0' | ')' | ']' | '"' | '”' | '’' | '」' | '\'')
}

/// The cheapest cover of a stretch; none if it cannot be covered without an unknown run and those are not allowed.
fn cheapest(text: &Text, from: usize, to: usize, edges: &[Edge], allow_unknown: bool) -> Option<Vec<Piece>> {
    let mut best: Vec<Option<(u32, usize, Kind)>> = vec![None; to - from + 1];
    best[0] = Some((0, from, Kind::Unknown));
    let mut next_edge = edges.partition_point(|(start, ..)| *start < from);
    for place in from..to {
        let reached = best[place - from].map(|(cost, ..)| cost);
        let relax = |best: &mut Vec<Option<(u32, usize, Kind)>>, end: usize, kind: Kind, cost: u32| {
            let slot = &mut best[end - from];
            if slot.is_none_or(|(found, ..)| cost < found) {
                *slot = Some((cost, place, kind));
            }
        };
        while let Some((start, end, kind, cost)) = edges.get(next_edge).copied().filter(|(start, ..)| *start <= place) {
            next_edge += 1;
            if let Some(reached) = reached
                && start == place
                && end <= to
            {
                relax(&mut best, end, kind, reached + cost);
            }
        }
        if let Some(reached) = reached
            && allow_unknown
            && text.is_border(place)
        {
            let (end, kind, cost) = unexplained(text, place);
            relax(&mut best, end.min(to), kind, reached + cost);
        }
    }
    let mut pieces = Vec::new();
    let mut place = to;
    while place > from {
        let (_, start, kind) = best[place - from]?;
        pieces.push(Piece { start, end: place, kind });
        place = start;
    }
    pieces.reverse();
    Some(pieces)
}

/// A run that nothing explains: a number with its separators, or an unknown word.
fn unexplained(text: &Text, place: usize) -> (usize, Kind, u32) {
    if text.classes[place] != Class::Digit {
        let end = text.run_end(place);
        let letters = u32::try_from(end - place).unwrap_or(u32::MAX / cost::UNKNOWN_LETTER / 2);
        return (end, Kind::Unknown, cost::UNKNOWN + letters.saturating_mul(cost::UNKNOWN_LETTER));
    }
    let mut end = text.run_end(place);
    while end < text.len() && matches!(text.gaps[end], ',' | '.') && text.classes[end] == Class::Digit {
        end = text.run_end(end);
    }
    (end, Kind::Number, cost::NUMBER)
}

/// Whether a word was typed as a name: with a capital in the middle of a text that does not write every word so.
pub(crate) fn is_typed_as_name(text: &Text, start: usize) -> bool {
    let begins = |place: &usize| text.is_border(*place) && text.classes[*place] == Class::Letter;
    let small =
        |place: &usize| begins(place) && !text.capitals[*place] && text.run_end(*place) - place >= TELLING_LETTERS;
    text.capitals[start] && (0..text.len()).any(|place| small(&place))
}

/// A word of so many letters without a capital shows that a capital means a name; shorter ones are small in titles too.
const TELLING_LETTERS: usize = 5;

/// To which places of a run known words lead from its start, and from which they lead to its end. The one mistyped word of a run
/// stands between two such places, so no other stretch has to be compared with the vocabulary.
fn known_ways(start: usize, end: usize, inner: &[Edge]) -> (Vec<bool>, Vec<bool>) {
    let mut led_to = vec![false; end - start + 1];
    let mut leading_on = led_to.clone();
    (led_to[0], leading_on[end - start]) = (true, true);
    // Edges lie in the order of their starts.
    for (from, to, ..) in inner {
        led_to[to - start] |= led_to[from - start];
    }
    for (from, to, ..) in inner.iter().rev() {
        leading_on[from - start] |= leading_on[to - start];
    }
    (led_to, leading_on)
}

/// Names of so many syllables are one letter away from too much.
const SHORT_NAME: usize = 2;

/// The general word that was surely meant.
fn general(typed: &[char], vocabulary: &Vocabulary) -> Option<Kind> {
    let is_sure = |number: u32| typo::is_sure(typed, &vocabulary.surfaces[number as usize]);
    let known = vocabulary.general.surely(typed, is_sure);
    known.map(Kind::Pattern).or_else(|| everyday::mistyped(typed).map(Kind::Everyday))
}

/// The general word of Korean that asks for an operation and that was surely meant.
fn operation(typed: &[char], vocabulary: &Vocabulary) -> Option<u32> {
    vocabulary.general.surely(typed, |number| typo::is_sure(typed, &vocabulary.surfaces[number as usize]))
}

/// Reads an unknown run as a known word with typing errors, if there is exactly one nearest way.
fn repair(text: &Text, piece: Piece, edges: &[Edge], vocabulary: &Vocabulary) -> Option<Vec<Piece>> {
    let Piece { start, end, .. } = piece;
    let usable = |number: u32, typed: &[char]| {
        let pattern = &vocabulary.patterns[number as usize];
        // A word that says nothing is read only where no other word can have been meant: `imported` is not `reported`.
        let fits = pattern.name || start == 0 || !is_typed_as_name(text, start);
        !pattern.place
            && fits
            && (pattern.word.is_some() || typo::is_sure(typed, &vocabulary.surfaces[number as usize]))
    };
    if text.classes[start] != Class::Hangul {
        let typed = &text.chars[start..end];
        let meant = match vocabulary.speller.near(typed) {
            Near::One(number, _) if usable(number, typed) => Some(Kind::Typo(number)),
            // What changes nothing is not told as a correction, nor believed where a word of the packs may be meant.
            Near::Nothing if !is_typed_as_name(text, start) => general(typed, vocabulary),
            _ => None,
        };
        return meant.map(|kind| vec![Piece { start, end, kind }]);
    }
    if end - start > MAX_REPAIR_SYLLABLES {
        return None;
    }
    let mut general_slip = false;
    let mut inner: Vec<Edge> = edges.iter().filter(|(from, to, ..)| *from >= start && *to <= end).copied().collect();
    let (led_to, leading_on) = known_ways(start, end, &inner);
    for from in (start..end).filter(|place| led_to[place - start]) {
        for to in (from + 2..=end).filter(|place| leading_on[place - start]) {
            let Some((number, edits)) = vocabulary.speller.nearest(&text.chars[from..to]) else { continue };
            if usable(number, &text.chars[from..to]) && edits > 0 {
                let cost = cost::TYPO * u32::try_from(edits).unwrap_or(u32::MAX / cost::TYPO);
                inner.push((from, to, Kind::Typo(number), cost + cost::PIECE));
            }
        }
    }
    // 추의: what is done with a figure, mistyped, is not told as a correction.
    for to in (start + 2..=end).filter(|place| leading_on[place - start]) {
        if let Some(number) = operation(&text.chars[start..to], vocabulary) {
            inner.push((start, to, Kind::Pattern(number), cost::TYPO + cost::PIECE));
            general_slip = true;
        }
    }
    inner.sort_by_key(|(from, to, _, cost)| (*from, *to, *cost));
    let pieces = cheapest(text, start, end, &inner, false)?;
    // 경부고속도로 is no highway of 경북: a short name is not corrected where it is the first part of a longer word.
    let is_part = pieces.windows(2).any(|pair| {
        let [name, next] = pair else { return false };
        let is_name = matches!(name.kind, Kind::Typo(number) if vocabulary.patterns[number as usize].name);
        is_name
            && name.end - name.start <= SHORT_NAME
            && matches!(next.kind, Kind::Everyday(_))
            && next.end - next.start > 1
    });
    if is_part {
        return None;
    }
    // Two corrections in one run are a guess.
    let slips = pieces.iter().filter(|piece| matches!(piece.kind, Kind::Typo(_))).count();
    let is_known = pieces.iter().all(|piece| !matches!(piece.kind, Kind::Unknown));
    (slips == 1 || slips == 0 && general_slip && is_known).then_some(pieces)
}
