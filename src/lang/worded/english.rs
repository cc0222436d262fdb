//! Numbers in English words: `twenty-nine thousand`, `one in eighty`, `fivefold`, `the third-largest`.

use super::order::{ends_there, stands_in_an_order};
use super::{Kind, Worded, part, worded};
use crate::figure::Decimal;
use crate::lang::number::ten_to;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
const SCALES: [(&str, u32); 4] = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
/// Words that are a multiple by themselves.
const MULTIPLES: [(&str, u32); 15] = [
    ("twice", 2),
    ("double", 2),
    ("doubled", 2),
    ("doubles", 2),
    ("doubling", 2),
    ("thrice", 3),
    ("triple", 3),
    ("tripled", 3),
    ("triples", 3),
    ("tripling", 3),
    ("quadruple", 4),
    ("quadrupled", 4),
    ("quadrupling", 4),
    ("quintupled", 5),
    ("quintuple", 5),
];
/// Behind an ordinal, these make it a place in an order.
const SUPERLATIVES: [&str; 22] = [
    "largest",
    "biggest",
    "highest",
    "most",
    "greatest",
    "best",
    "lowest",
    "smallest",
    "fewest",
    "least",
    "worst",
    "longest",
    "shortest",
    "deepest",
    "strongest",
    "fastest",
    "busiest",
    "wettest",
    "driest",
    "richest",
    "quietest",
    "heaviest",
];
/// Behind an ordinal, these make it one too.
const PLACES: [&str; 4] = ["place", "position", "rank", "spot"];
/// Before an ordinal, these make it a place in an order.
const RANKING: [&str; 12] =
    ["ranked", "ranks", "rank", "ranking", "placed", "places", "came", "comes", "finished", "stood", "stands", "put"];
/// Small numbers in words count only before one of these: "two" alone is an article more than a number.
const FROM_ALONE: u32 = 10;

/// The end of an English word at a place.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    (at..).find(|i| !bytes.get(*i).is_some_and(u8::is_ascii_alphabetic)).unwrap_or(at)
}

/// The English word at a place, in lower case, with its end. Long words are no numbers.
fn word(text: &str, at: usize) -> Option<(String, usize)> {
    let end = word_end(text, at);
    (end > at && end - at <= 16).then(|| (text[at..end].to_ascii_lowercase(), end))
}

/// The word before a place, in lower case; of a longer one, its end.
fn word_before(text: &str, at: usize) -> String {
    let bytes = text.as_bytes();
    let end = (0..at).rev().take(3).find(|i| bytes[*i] != b' ').map_or(at, |i| i + 1);
    let start = (0..end).rev().take(16).take_while(|i| bytes[*i].is_ascii_alphabetic()).last().unwrap_or(end);
    text.get(start..end).unwrap_or_default().to_ascii_lowercase()
}

/// The word behind a space or hyphen.
pub(super) fn next_word(text: &str, at: usize) -> Option<(String, usize)> {
    let gap = matches!(text.as_bytes().get(at), Some(b' ' | b'-'));
    gap.then(|| word(text, at + 1))?
}

/// `11th place`, `3rd-largest`, `ranked 9th`: where the phrase ends, given where the digits end.
pub(crate) fn ranked_digits(text: &str, start: usize, end: usize) -> Option<usize> {
    let ending = ["st", "nd", "rd", "th"].iter().find(|ending| text[end..].starts_with(**ending))?;
    let end = end + ending.len();
    if text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if let Some((next, after)) = next_word(text, end) {
        if SUPERLATIVES.contains(&next.as_str()) || PLACES.contains(&next.as_str()) {
            return Some(after);
        }
        if ["century", "anniversary", "quarter", "half", "floor", "street", "avenue", "of"].contains(&next.as_str()) {
            return None;
        }
    }
    let before = word_before(text, start);
    (RANKING.contains(&before.as_str()) || matches!(before.as_str(), "is" | "was" | "at" | "from" | "to"))
        .then_some(end)
}

/// `twenty-first`: an ordinal behind a ten, with where it ends.
fn ordinal_behind(ten: &str, text: &str, end: usize) -> Option<(u32, usize)> {
    let (_, value) = TENS.iter().find(|(word, _)| *word == ten)?;
    let (unit, after) = next_word(text, end).filter(|_| text[end..].starts_with('-'))?;
    let unit = ordinal(&unit).filter(|unit| (1..10).contains(unit))?;
    Some((value + unit, after))
}

/// A whole number below a hundred at a place, as words.
fn below_hundred(text: &str, at: usize) -> Option<(u32, usize)> {
    let (first, mut end) = word(text, at)?;
    let mut value = cardinal(&first)?;
    if (20..100).contains(&value)
        && let Some((unit, after)) = next_word(text, end)
        && let Some(unit) = cardinal(&unit).filter(|unit| (1..10).contains(unit))
    {
        value += unit;
        end = after;
    }
    Some((value, end))
}

/// A whole number below ten thousand at a place, as words.
fn small(text: &str, at: usize) -> Option<(u32, usize)> {
    let (mut value, mut end) = below_hundred(text, at)?;
    if (1..100).contains(&value)
        && let Some((hundred, after)) = next_word(text, end)
        && hundred == "hundred"
    {
        value *= 100;
        end = after;
        let and = next_word(text, end).filter(|(word, _)| word == "and").map_or(end, |(_, after)| after);
        if matches!(text.as_bytes().get(and), Some(b' ' | b'-'))
            && let Some((rest, after)) = below_hundred(text, and + 1)
        {
            value += rest;
            end = after;
        }
    }
    Some((value, end))
}

fn cardinal(word: &str) -> Option<u32> {
    if let Some(value) = (0u32..).zip(UNITS).find(|(_, unit)| *unit == word).map(|(value, _)| value) {
        return Some(value);
    }
    TENS.iter().find(|(ten, _)| *ten == word).map(|(_, value)| *value)
}

fn ordinal(word: &str) -> Option<u32> {
    (0u32..).zip(ORDINALS).find(|(_, ordinal)| *ordinal == word).map(|(value, _)| value).or_else(|| {
        let stem = word.strip_suffix("ieth")?;
        TENS.iter().find(|(ten, _)| ten.strip_suffix('y') == Some(stem)).map(|(_, value)| *value)
    })
}

/// The number in one word at the beginning of a text, from two on.
pub(super) fn small_alone(text: &str) -> Option<(u32, usize)> {
    let (first, end) = word(text, 0)?;
    let value = (0u32..).zip(UNITS).find(|(_, unit)| *unit == first)?.0;
    (value > 1).then_some((value, end))
}

/// The number in English words at a place where a word begins.
pub(crate) fn english(text: &str, at: usize) -> Option<Worded> {
    let (first, end) = word(text, at)?;
    let followed = next_word(text, end);
    let second = followed.clone().map_or_else(String::new, |(word, _)| word);
    let second = second.as_str();
    if let Some((_, value)) = MULTIPLES.iter().find(|(multiple, _)| *multiple == first) {
        // "Double-digit" and "double check" multiply nothing.
        let idle = matches!(second, "digit" | "check" | "click" | "edged" | "standard" | "jump" | "room" | "down");
        return (!idle).then(|| worded((*value).into(), Decimal::ONE, at, end, Kind::Times));
    }
    if let Some(stem) = first.strip_suffix("fold").filter(|stem| !stem.is_empty()) {
        return cardinal(stem)
            .filter(|value| *value > 1)
            .map(|value| worded(value.into(), Decimal::ONE, at, end, Kind::Times));
    }
    if first == "half" || first == "halved" {
        if second == "a"
            && let Some(after) = followed.as_ref().and_then(|(_, after)| next_word(text, *after))
            && after.0 == "dozen"
        {
            return Some(worded((DOZEN / 2).into(), Decimal::ONE, at, after.1, Kind::Plain));
        }
        if second == "a"
            && let Some((scale, after)) = followed.and_then(|(_, after)| next_word(text, after))
            && let Some((_, power)) = SCALES.iter().find(|(word, _)| *word == scale)
        {
            let value = ten_to(*power).checked_div(Decimal::TWO)?;
            return Some(worded(value, value, at, after, Kind::Plain));
        }
        if let Some((scale, after)) = next_word(text, end)
            && let Some((_, power)) = SCALES.iter().find(|(word, _)| *word == scale)
        {
            let value = ten_to(*power).checked_div(Decimal::TWO)?;
            return Some(worded(value, value, at, after, Kind::Plain));
        }
        // "First half of 2023" and "half-year" are times.
        let dated = matches!(word_before(text, at).as_str(), "first" | "second" | "st" | "nd" | "latter" | "other");
        let idle = dated || matches!(second, "year" | "hour" | "time" | "hearted" | "way" | "day");
        return if idle { None } else { part(1, 2, at, end) };
    }
    let compound = ordinal_behind(&first, text, end);
    // The unit of one is read with its ten, or not at all.
    let behind_ten = text[..at].ends_with('-') && TENS.iter().any(|(ten, _)| word_before(text, at - 1) == *ten);
    let of_order = if behind_ten { None } else { compound.or_else(|| ordinal(&first).map(|value| (value, end))) };
    if compound.is_some() && of_order.is_none() || behind_ten && ordinal(&first).is_some() {
        return None;
    }
    if let Some((value, end)) = of_order {
        let followed = next_word(text, end);
        let second = followed.clone().map_or_else(String::new, |(word, _)| word);
        let second = second.as_str();
        let superlative = SUPERLATIVES.contains(&second);
        let place = PLACES.contains(&second);
        let ranked = RANKING.contains(&word_before(text, at).as_str());
        let listed = value == 1 && !superlative;
        let ranked = ranked || !listed && stands_in_an_order(text, at, end);
        // "Came first.", "ranked first in the world"
        let first_of_all = value == 1 && ranked && ends_there(text, end);
        if (superlative || place || ranked) && (!listed || first_of_all) {
            let end = if superlative || place { followed.map_or(end, |(_, after)| after) } else { end };
            return Some(worded(value.into(), Decimal::ONE, at, end, Kind::Rank));
        }
        return None;
    }
    if let Some((number, after)) = dozens(text, at) {
        return Some(worded(number.into(), Decimal::ONE, at, after, Kind::Plain));
    }
    let one = matches!(first.as_str(), "a" | "an" | "one");
    if one && let Some((name, after)) = &followed {
        let denominator = match name.as_str() {
            "half" => Some(2),
            "third" => Some(3),
            "quarter" => Some(4),
            other => ordinal(other).filter(|value| *value > 4),
        };
        let of = text[*after..].trim_start_matches(' ').starts_with("of");
        if let Some(denominator) = denominator.filter(|denominator| (first == "one" && *denominator != 2) || of) {
            return part(1, denominator, at, *after);
        }
        if first != "one"
            && let Some((_, power)) = SCALES.iter().chain(&[("hundred", 2)]).find(|(scale, _)| scale == name)
        {
            // "A hundred and fifty thousand" is read as "one hundred ...".
            let behind = &text[end..];
            let reach = (0..=behind.len().min(LONGEST_SCALED)).rev().find(|byte| behind.is_char_boundary(*byte));
            let rest = format!("one{}", &behind[..reach.unwrap_or(0)]);
            if let Some(found) = english(&rest, 0).filter(|found| found.kind == Kind::Plain) {
                let to = found.number.end + end - "one".len();
                return Some(worded(found.number.value, found.number.step, at, to, Kind::Plain));
            }
            let value = ten_to(*power);
            return Some(worded(value, value, at, *after, Kind::Plain));
        }
    }
    let (value, end) = small(text, at)?;
    if let Some(found) = in_every(text, value, at, end) {
        return Some(found);
    }
    if let Some(found) = with_fraction(text, value, at, end) {
        return Some(found);
    }
    if let Some((name, after)) = next_word(text, end) {
        let singular = name.strip_suffix('s').unwrap_or(&name);
        let denominator = match singular {
            "third" => Some(3),
            "quarter" => Some(4),
            other if name.ends_with('s') || value == 1 => ordinal(other).filter(|value| *value > 4),
            _ => None,
        };
        if let Some(denominator) = denominator.filter(|_| value > 1 || name != "quarter") {
            return part(value, denominator, at, after);
        }
        if name == "fold" {
            return (value > 1).then(|| worded(value.into(), Decimal::ONE, at, after, Kind::Times));
        }
    }
    scaled(text, value, at, end)
}

/// `a dozen`, `two dozen`, with where it ends; `dozens of` is no number.
fn dozens(text: &str, at: usize) -> Option<(u32, usize)> {
    let (first, end) = word(text, at)?;
    let (count, end) = if matches!(first.as_str(), "a" | "one") { (1, end) } else { below_hundred(text, at)? };
    next_word(text, end).filter(|(word, _)| word == "dozen").map(|(_, after)| (count * DOZEN, after))
}

const DOZEN: u32 = 12;

/// A number in words is read no further than this, in bytes.
const LONGEST_SCALED: usize = 96;

/// `thirteen point five`, `five and a half million`, `two and three quarters`.
fn with_fraction(text: &str, whole: u32, start: usize, end: usize) -> Option<Worded> {
    let (join, mut after) = next_word(text, end)?;
    let (mut fraction, mut step) = (Decimal::ZERO, Decimal::ONE);
    if join == "point" {
        for _ in 0..MOST_DECIMALS {
            let Some((digit, next)) = next_word(text, after) else { break };
            let Some(digit) = cardinal(&digit).filter(|digit| *digit < 10) else { break };
            step = step.checked_div(Decimal::TEN)?;
            fraction = fraction.checked_add(Decimal::from(digit).checked_mul(step)?)?;
            after = next;
        }
    } else if join == "and" {
        (fraction, after) = fraction_in_words(text, after)?;
        step = fraction;
    }
    if fraction.is_zero() {
        return None;
    }
    let mut value = Decimal::from(whole).checked_add(fraction)?;
    if let Some((scale, next)) = next_word(text, after)
        && let Some((_, power)) = SCALES.iter().find(|(word, _)| *word == scale)
    {
        value = value.checked_mul(ten_to(*power))?;
        step = step.checked_mul(ten_to(*power))?;
        after = next;
    }
    Some(worded(value, step, start, after, Kind::Plain))
}

/// `a half`, `three quarters`, `a third` behind "and", with where it ends.
fn fraction_in_words(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let (count, next) = next_word(text, at)?;
    let (name, next) = next_word(text, next)?;
    let parts = match count.as_str() {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        _ => return None,
    };
    let of = match name.as_str() {
        "half" if parts == 1 => 2,
        "third" | "thirds" if parts < 3 => 3,
        "quarter" | "quarters" if parts != 2 => 4,
        _ => return None,
    };
    Some((Decimal::from(parts).checked_div(Decimal::from(of))?, next))
}

/// More decimals are not spelled out.
const MOST_DECIMALS: usize = 6;

/// `twenty-nine thousand`, `two million three hundred thousand`.
fn scaled(text: &str, first: u32, start: usize, end: usize) -> Option<Worded> {
    let mut total = Decimal::ZERO;
    let mut step;
    let (mut value, mut end, mut below) = (first, end, u32::MAX);
    let mut words = 1;
    loop {
        let scale = next_word(text, end).and_then(|(word, after)| {
            SCALES.iter().find(|(scale, power)| *scale == word && *power < below).map(|(_, power)| (*power, after))
        });
        let power = scale.map_or(0, |(power, _)| power);
        total = total.checked_add(Decimal::from(value).checked_mul(ten_to(power))?)?;
        step = ten_to(power);
        let Some((_, after)) = scale else { break };
        (end, below) = (after, power);
        words += 1;
        // "Five billion and three quarters" of a billion
        if let Some((fraction, after)) =
            next_word(text, end).filter(|(word, _)| word == "and").and_then(|(_, after)| fraction_in_words(text, after))
        {
            step = fraction.checked_mul(step)?;
            total = total.checked_add(step)?;
            end = after;
            break;
        }
        let next = next_word(text, end).map(|(word, after)| if word == "and" { after + 1 } else { end + 1 });
        match next.and_then(|at| small(text, at)) {
            Some((more, after)) if more < 1000 => (value, end) = (more, after),
            _ => break,
        }
    }
    let alone = words == 1 && first < FROM_ALONE;
    (first > 0 && (!alone || measured(text, end))).then(|| worded(total, step, start, end, Kind::Plain))
}

/// Whether a word behind a small number makes a count of it.
fn measured(text: &str, end: usize) -> bool {
    next_word(text, end).is_some_and(|(word, _)| {
        matches!(
            word.as_str(),
            "times" | "percent" | "per" | "percentage" | "dollars" | "won" | "euros" | "people" | "points" | "fold"
        )
    })
}

/// `one in eighty`, `four out of five`, `1 in 80` (the denominator in digits).
pub(crate) fn in_every(text: &str, numerator: u32, start: usize, end: usize) -> Option<Worded> {
    let rest = text.get(end..)?;
    let behind = [" in every ", " out of every ", " out of ", " in "]
        .iter()
        .find_map(|join| rest.strip_prefix(join).map(|_| end + join.len()))?;
    let (denominator, end) = match small(text, behind) {
        Some(found) => found,
        None => {
            let digits = text[behind..].bytes().take_while(u8::is_ascii_digit).count();
            let plain = (1..=3).contains(&digits) && !text[behind + digits..].starts_with([',', '.', '%']);
            let year = text[behind + digits..].starts_with(|c: char| c.is_ascii_alphanumeric());
            if !plain || year {
                return None;
            }
            (text[behind..behind + digits].parse().ok()?, behind + digits)
        }
    };
    if numerator == 0 || denominator < 2 {
        return None;
    }
    part(numerator, denominator, start, end)
}
