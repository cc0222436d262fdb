//! Finds the number phrases of a text, Korean and English, in one pass.
//!
//! A phrase starts at a digit or at a word that begins a number. What stands before it (money, a hedge) and behind it (a
//! unit, a hedge) belongs to it; whether it claims anything is decided last, when all of that is known. The work is linear in
//! the text: every look back or ahead is bounded.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use super::around::{negative, told_of};
use super::measure::{self, Units};
use super::money;
use super::not_a_claim::{Digits, passed_over};
use super::vocabulary::Vocabulary;
use crate::figure::Decimal;
use crate::lang::hedge;
use crate::lang::number::{self, Number};
use crate::lang::worded::{self, Kind, Worded};
use crate::lang::{Amount, Folded, Hedge, Measure, Phrase};
use crate::pack::Catalog;

/// Finds number phrases with the units and names of a catalogue. Made once for it.
#[derive(Debug)]
pub(crate) struct Phrases {
    units: Units,
    /// Names of the packs that hold digits: `H100`, `Pier 7`. Their digits claim nothing.
    names: AhoCorasick,
    /// The last words of the names of countries, and of others of whom numbers are told: `Italy 7375`.
    told_of: FxHashMap<Box<str>, bool>,
}

/// A number with all that belongs to it, in the folded text.
struct Found {
    amount: Amount,
    step: Decimal,
    coarse: Decimal,
    measure: Measure,
    hedge: Hedge,
    range: Range<usize>,
}

impl Phrases {
    /// Collects the units and names of a catalogue.
    pub fn new(catalog: &Catalog) -> Self {
        let names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(names_with_digits(catalog))
            .or_else(|_| AhoCorasick::new::<_, &str>([]))
            .unwrap_or_else(|_| unreachable!("an automaton without patterns always builds"));
        Self { units: Units::new(catalog), names, told_of: told_of(catalog) }
    }

    /// The number phrases of a folded text, in order, without overlaps; the places are those of the text as it was given. The
    /// vocabulary is that of the same catalogue.
    pub fn of(&self, folded: &Folded, vocabulary: &Vocabulary) -> Vec<Phrase> {
        let text = folded.text();
        let mut silent = passed_over(text);
        silent.extend(self.names_in(text));
        silent.sort_by_key(|range| range.start);
        let mut scan = Scan { phrases: self, vocabulary, text, silent, next_silent: 0, found: Vec::new() };
        scan.run();
        let found = shares(text, scan.found);
        let phrase = |found: Found| Phrase {
            range: folded.original(found.range.clone()),
            amount: found.amount,
            step: found.step,
            coarse: found.coarse,
            measure: found.measure,
            hedge: found.hedge,
            folded: found.range,
        };
        found.into_iter().filter(|found| folded.is_whole(&found.range)).map(phrase).collect()
    }

    /// The units that a word behind a number means.
    pub fn units(&self) -> &Units {
        &self.units
    }

    fn names_in(&self, text: &str) -> Vec<Range<usize>> {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let whole = |range: &Range<usize>| {
            let behind = text[range.end..].strip_prefix('s').unwrap_or(&text[range.end..]);
            !is_word(text[..range.start].chars().next_back()) && !is_word(behind.chars().next())
        };
        self.names.find_iter(text).map(|found| found.range()).filter(whole).collect()
    }
}

/// The names and aliases of a catalogue in which digits stand beside letters.
fn names_with_digits(catalog: &Catalog) -> Vec<&str> {
    let metrics = catalog
        .metrics()
        .iter()
        .flat_map(|metric| [&metric.name.en, &metric.name.ko].into_iter().chain(&metric.aliases));
    let entities = catalog
        .entities()
        .iter()
        .flat_map(|entity| [&entity.name.en, &entity.name.ko].into_iter().chain(&entity.aliases));
    let sources = catalog.sources().iter().flat_map(|source| source.aliases.iter());
    metrics
        .chain(entities)
        .chain(sources)
        .map(AsRef::as_ref)
        .filter(|name: &&str| name.bytes().any(|b| b.is_ascii_digit()) && name.starts_with(char::is_alphabetic))
        .collect()
}

struct Scan<'a> {
    phrases: &'a Phrases,
    vocabulary: &'a Vocabulary,
    text: &'a str,
    /// Stretches in which nothing is read, by their start.
    silent: Vec<Range<usize>>,
    next_silent: usize,
    found: Vec<Found>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if let Some(end) = self.silent_until(at) {
                at = end;
                continue;
            }
            let byte = bytes[at];
            if byte.is_ascii_digit() || self.is_point_first(at) {
                at = self.digits(at);
            } else if byte.is_ascii_alphabetic() {
                at = self.english(at);
            } else if byte >= 0xE0 {
                at = self.korean(at);
            } else {
                at += 1;
                while !self.text.is_char_boundary(at) {
                    at += 1;
                }
            }
        }
    }

    /// `.8%`: a fraction without its nought.
    fn is_point_first(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let free = at.checked_sub(1).is_none_or(|before| matches!(bytes[before], b' ' | b'(' | b'\n' | b'$'));
        bytes[at] == b'.' && free && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    }

    /// The end of the silent stretch that holds a place.
    fn silent_until(&mut self, at: usize) -> Option<usize> {
        while self.silent.get(self.next_silent).is_some_and(|range| range.end <= at) {
            self.next_silent += 1;
        }
        self.silent.get(self.next_silent).filter(|range| range.start <= at).map(|range| range.end)
    }

    fn is_silent(&self, at: usize) -> bool {
        self.silent[self.next_silent..].iter().take_while(|range| range.start <= at).any(|range| range.contains(&at))
    }

    /// Behind the last phrase: nothing before it may be taken again.
    fn floor(&self) -> usize {
        let silent =
            self.next_silent.checked_sub(1).and_then(|last| self.silent.get(last)).map_or(0, |range| range.end);
        self.found.last().map_or(0, |found| found.range.end).max(silent)
    }

    fn english(&mut self, at: usize) -> usize {
        let length = money::glued_money(&self.text[at..]).unwrap_or_else(|| {
            self.text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
        });
        let border = !self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '\'');
        let worded = if border && may_begin(self.text.as_bytes()[at]) { worded::english(self.text, at) } else { None };
        match worded {
            Some(worded) => self.worded(&worded).unwrap_or(at + length),
            // `A1961` is one word with its digits.
            None => at + length,
        }
    }

    fn korean(&mut self, at: usize) -> usize {
        let Some(c) = self.text[at..].chars().next() else { return self.text.len() };
        let next = at + c.len_utf8();
        let is_syllable = |c: char| matches!(c, '\u{AC00}'..='\u{D7A3}');
        if !is_syllable(c) {
            return next;
        }
        if self.text[..at].ends_with(|c: char| is_syllable(c) || c.is_ascii_alphanumeric()) {
            return next;
        }
        let units = &self.phrases.units;
        let counts = |place: usize| {
            units.counter(self.text, place).is_some()
                || matches!(
                    measure::behind(self.text, place, units),
                    (Measure::Times | Measure::Percent | Measure::PercentagePoints, _)
                )
        };
        let worded = worded::korean_part_in_words(self.text, at).or_else(|| worded::korean(self.text, at, counts));
        match worded {
            Some(worded) => self.worded(&worded).unwrap_or(next),
            None => next,
        }
    }

    /// Takes a number in words, and says where to go on.
    fn worded(&mut self, worded: &Worded) -> Option<usize> {
        let number = &worded.number;
        if self.is_silent(number.start) {
            return None;
        }
        let (measure, end) = match worded.kind {
            Kind::Plain => measure::behind(self.text, number.end, &self.phrases.units),
            Kind::Times => (Measure::Times, number.end),
            Kind::Part => (Measure::Part, number.end),
            Kind::Rank => (Measure::Rank, number.end),
        };
        Some(self.take(Amount::One(number.value), number.step, number.coarse(), measure, number.start..end))
    }

    fn digits(&mut self, at: usize) -> usize {
        let text = self.text;
        let pointed = usize::from(text.as_bytes()[at] == b'.');
        let run_end =
            at + pointed + text.as_bytes()[at + pointed..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let money = money::money_before(text, at).filter(|(start, _)| *start >= self.floor());
        let Some(number) = number::number(text, at, money.is_some()) else { return run_end };
        if let Some(part) = self.part(&number) {
            return self.worded(&part).unwrap_or(run_end);
        }
        if number.bare_digits > 0
            && let Some(end) = worded::ranked_digits(text, at, number.end).filter(|_| !self.is_silent(at))
        {
            return self.take(Amount::One(number.value), number.step, number.coarse(), Measure::Rank, at..end);
        }
        let (mut measure, mut end, extra) = self.measured(&number);
        let mut start = at;
        if let Some((from, sign)) = money {
            start = from;
            measure = if matches!(measure, Measure::Bare) { Measure::Unit(sign) } else { measure };
        }
        let first_uncounted = measure == Measure::Bare;
        if let Some((second, second_measure, second_end)) = self.range_behind(&number, &measure, start, end) {
            return self.between(&number, start, &measure, second, second_measure, second_end);
        }
        let digits = Digits {
            text,
            start: at,
            end: number.end,
            unit_end: end,
            bare: number.bare_digits,
            uncounted: first_uncounted,
            priced: start < at,
            told_of: first_uncounted && self.is_told_of(at, number.end),
        };
        if digits.claim_nothing() || (first_uncounted && self.is_named(&number)) {
            return number.end.max(run_end);
        }
        let mut value = number.value;
        if let Some((from, money)) = negative(text, start).filter(|(from, _)| *from >= self.floor()) {
            value = -value;
            start = from;
            if let Some(money) = money.filter(|_| measure == Measure::Bare) {
                measure = Measure::Unit(money);
            }
        }
        if extra == Some(Hedge::From) {
            end = end.max(number.end);
        }
        self.take_hedged(Amount::One(value), number.step, number.coarse(), measure, start..end, extra)
    }

    /// The measure behind a number, where it ends, and a hedge that stands between them: 1,900여 개, 30%대.
    fn measured(&self, number: &Number) -> (Measure, usize, Option<Hedge>) {
        let text = self.text;
        if text[number.end..].starts_with('여') {
            let (measure, end) = measure::behind(text, number.end + '여'.len_utf8(), &self.phrases.units);
            if measure != Measure::Bare {
                return (measure, end, Some(Hedge::From));
            }
        }
        let (measure, end) = measure::behind(text, number.end, &self.phrases.units);
        if measure == Measure::Percent
            && let Some(rest) = text[end..].strip_prefix('대')
            && !["비", "학", "기", "표", "상", "체"].iter().any(|other| rest.starts_with(other))
        {
            return (measure, end + '대'.len_utf8(), Some(Hedge::From));
        }
        (measure, end, None)
    }

    /// 80분의 1, `1 in 80`, `1/80 of`.
    fn part(&self, number: &Number) -> Option<Worded> {
        if let Some(part) = worded::korean_part(self.text, number) {
            return Some(part);
        }
        let written = &self.text[number.start..number.end];
        if written.contains('⁄') && !written.contains(' ') && number.value < Decimal::ONE {
            let bare = measure::behind(self.text, number.end, &self.phrases.units).0 == Measure::Bare;
            return bare.then_some(Worded { number: Number { step: Decimal::ZERO, ..*number }, kind: Kind::Part });
        }
        if number.bare_digits == 0 || number.bare_digits > 2 {
            return None;
        }
        let numerator: u32 = number.value.try_into().ok()?;
        let rest = &self.text[number.end..];
        if let Some(behind) = rest.strip_prefix('/') {
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let denominator: u32 = behind.get(..digits).filter(|text| (1..=3).contains(&text.len()))?.parse().ok()?;
            let end = number.end + 1 + digits;
            let after = &self.text[end..];
            let meant = [" of ", " the ", " 수준", "수준", "로 ", "에 ", "에도", "도 "]
                .iter()
                .any(|word| after.starts_with(word));
            let value = Decimal::from(numerator).checked_div(denominator.into())?;
            let number = Number { value, step: Decimal::ZERO, start: number.start, end, bare_digits: 0 };
            return (meant && numerator < denominator).then_some(Worded { number, kind: Kind::Part });
        }
        worded::in_every(self.text, numerator, number.start, number.end)
    }

    /// Whether the name of somebody of whom numbers are told stands right before: of a country, or in a list of anybody.
    fn is_told_of(&self, at: usize, end: usize) -> bool {
        let Some(before) = self.text[..at].strip_suffix(' ') else { return false };
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let Some(country) = self.phrases.told_of.get(word.to_lowercase().as_str()) else { return false };
        let rest = self.text[end..].trim_start_matches(' ');
        let ends = rest.is_empty() || rest.starts_with([',', ';', '.', ')', '\n']) || rest.starts_with("and ");
        let ahead = before[..before.len() - word.len()].trim_end();
        let listed = ahead.ends_with([',', ';', ':']) || ahead.ends_with(" and");
        *country || listed && ends
    }

    /// Whether digits that nothing counts are part of a word: 2라운드, 3차전.
    fn is_named(&self, number: &Number) -> bool {
        if number.bare_digits == 0 {
            return false;
        }
        let run: String =
            self.text[number.end..].chars().take(8).take_while(|c| matches!(c, '\u{AC00}'..='\u{D7A3}')).collect();
        !run.is_empty() && !self.vocabulary.attaching.contains(run.as_str())
    }

    /// The second number of a range: 36~52주, `between 29 and 53 percent`, `$25,000 to $30,000`.
    fn range_behind(
        &self,
        first: &Number,
        measure: &Measure,
        start: usize,
        end: usize,
    ) -> Option<(Number, Measure, usize)> {
        let rest = &self.text[end..];
        let spaced = rest.trim_start_matches(' ');
        let between = self.word_ends_at(start, "between");
        let from = self.word_ends_at(start, "from");
        let sign = spaced.chars().next()?;
        let (join, hyphen) = match sign {
            '~' | '∼' | '〜' | '–' | '—' => (sign.len_utf8(), false),
            '-' if spaced.len() == rest.len() => (1, true),
            _ if between && spaced.starts_with("and ") => (4, false),
            _ if !from && spaced.starts_with("to ") => (3, false),
            _ if spaced.starts_with("에서 ") => ("에서 ".len(), false),
            _ => return None,
        };
        let mut at = end + (rest.len() - spaced.len()) + join;
        at += self.text[at..].len() - self.text[at..].trim_start_matches(|c| c == ' ' || money::is_money_sign(c)).len();
        if !self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) || self.is_silent(at) {
            return None;
        }
        let money = money::money_before(self.text, at);
        let second = number::number(self.text, at, money.is_some())?;
        let (mut second_measure, second_end) = measure::behind(self.text, second.end, &self.phrases.units);
        if let Some((_, sign)) = money.filter(|_| second_measure == Measure::Bare) {
            second_measure = Measure::Unit(sign);
        }
        // Between two years lies a time.
        if *measure == Measure::Bare && second_measure == Measure::Bare && is_year(first) && is_year(&second) {
            return None;
        }
        let counted = *measure != Measure::Bare || second_measure != Measure::Bare;
        // "Grew 31% to 9,999": a number with its own measure goes on to one without only behind a sign.
        let in_words = !matches!(sign, '~' | '∼' | '〜' | '–' | '—' | '-') && !between;
        let alike =
            *measure == Measure::Bare || second_measure == Measure::Bare && !in_words || *measure == second_measure;
        let chained = self.text[second_end..].starts_with('-')
            && self.text[second_end + 1..].starts_with(|c: char| c.is_ascii_digit());
        let korean_change = sign == '에' && !self.text[second_end..].trim_start_matches(' ').starts_with("사이");
        let plain_word = !hyphen && (between || counted);
        // 1,000-5,000: what has marks is no date, no score and no number to call.
        let parted = |number: &Number| self.text[number.start..number.end].contains(',');
        let marked = parted(first) && parted(&second) && matches!(sign, '-' | '–');
        let fits = alike && !chained && !korean_change && (plain_word || marked || (sign != 't' && counted));
        (fits && first.value < second.value.max(scaled_like(first, &second, self.text))).then_some((
            second,
            second_measure,
            second_end,
        ))
    }

    fn word_ends_at(&self, at: usize, word: &str) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        before.len() < at
            && before.len() >= word.len()
            && before.get(before.len() - word.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    }

    fn between(
        &mut self,
        first: &Number,
        start: usize,
        measure: &Measure,
        second: Number,
        second_measure: Measure,
        end: usize,
    ) -> usize {
        let digits = Digits {
            text: self.text,
            start: first.start,
            end: first.end,
            unit_end: end,
            bare: first.bare_digits,
            uncounted: false,
            priced: start < first.start,
            told_of: false,
        };
        let measure = if second_measure == Measure::Bare { measure.clone() } else { second_measure };
        let dated = self.text[second.end..].starts_with(['년', '월', '일', '시']);
        if dated || digits.claim_nothing() {
            return end;
        }
        let low = scaled_like(first, &second, self.text);
        let mut start = start;
        let step = first.step.max(second.step);
        let coarse = second.coarse();
        let mut end = end;
        if self.word_ends_at(start, "between") {
            start = self.text[..start].trim_end_matches(' ').len() - "between".len();
        }
        for tail in [" 사이", "사이"] {
            if self.text[end..].starts_with(tail) {
                end += tail.len();
                break;
            }
        }
        self.take(Amount::Between(low, second.value), step, coarse, measure, start..end)
    }

    fn take(&mut self, amount: Amount, step: Decimal, coarse: Decimal, measure: Measure, range: Range<usize>) -> usize {
        self.take_hedged(amount, step, coarse, measure, range, None)
    }

    fn take_hedged(
        &mut self,
        amount: Amount,
        step: Decimal,
        coarse: Decimal,
        measure: Measure,
        range: Range<usize>,
        known: Option<Hedge>,
    ) -> usize {
        let before = hedge::before(self.text, range.start).filter(|(_, start)| *start >= self.floor());
        let behind = hedge::behind(self.text, range.end);
        let start = before.map_or(range.start, |(_, start)| start);
        let end = behind.map_or(range.end, |(_, end)| end);
        // "약 30% 이상": the word behind says more.
        let hedge = known
            .or(behind.map(|(hedge, _)| hedge).filter(|hedge| *hedge != Hedge::About))
            .or(before.map(|(hedge, _)| hedge))
            .or(behind.map(|(hedge, _)| hedge))
            .unwrap_or(Hedge::Plain);
        if start < self.floor() || self.is_silent(range.start) {
            return range.end.max(self.floor());
        }
        self.found.push(Found { amount, step, coarse, measure, hedge, range: start..end });
        end
    }
}

/// Whether a number could be a year.
fn is_year(number: &Number) -> bool {
    number.bare_digits == 4 && number.value >= Decimal::from(1900) && number.value <= Decimal::from(2100)
}

/// The first value of a range with the scale of the second: 1.2~1.5조.
fn scaled_like(first: &Number, second: &Number, text: &str) -> Decimal {
    let digits: String = text[second.start..second.end]
        .chars()
        .filter(|c| *c != ',')
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let factor = digits.parse().ok().and_then(|digits: Decimal| second.value.checked_div(digits));
    let own = text[first.start..first.end].bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    match factor.and_then(|factor| first.value.checked_mul(factor)) {
        Some(scaled) if own && scaled < second.value => scaled,
        _ => first.value,
    }
}

/// Letters with which an English number word may begin.
fn may_begin(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'a' | b'd' | b'e' | b'f' | b'h' | b'n' | b'o' | b'q' | b's' | b't')
}

/// The largest whole of which a part is counted out: 10곳 중 4곳. A larger one is a figure of its own.
const LARGEST_WHOLE: u32 = 100;

/// Makes one part of two counts: 10곳 중 4곳, 열 명 가운데 네 명.
fn shares(text: &str, found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        let part = joined.last().and_then(|whole| {
            let between = text.get(whole.range.end..next.range.start)?.trim();
            let of = ["중", "가운데", "중에", "중에서", "중 약", "가운데 약"].contains(&between);
            let (Amount::One(all), Amount::One(some)) = (whole.amount, next.amount) else { return None };
            let counted = matches!((&whole.measure, &next.measure), (Measure::Unit(a), Measure::Unit(b)) if a == b);
            let fits = of
                && counted
                && all <= Decimal::from(LARGEST_WHOLE)
                && some <= all
                && !all.is_zero()
                && !some.is_zero();
            fits.then(|| some.checked_div(all))?
        });
        match (part, joined.last_mut()) {
            (Some(part), Some(whole)) => {
                *whole = Found {
                    amount: Amount::One(part),
                    step: Decimal::ZERO,
                    coarse: Decimal::ZERO,
                    measure: Measure::Part,
                    hedge: next.hedge,
                    range: whole.range.start..next.range.end,
                };
            }
            _ => joined.push(next),
        }
    }
    joined
}
